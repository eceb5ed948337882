"""The knowledge graph: what ``parley.connect()`` returns."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from parley import resources
from parley.errors import EngineError, ParameterError, QueryFileError, SourceFileError
from parley.query import StoredQuery, substitute
from parley.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.check import Report
    from parley.engines import Answer, Engine, Graph, Solutions
    from parley.evidence import Sources
    from parley.queries import Queries
    from parley.rows import Rows
    from parley.terms import IRI, Value

_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
_LABELS = f"""PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?entity ?label WHERE {{
  ?entity skos:prefLabel ?label .
  FILTER(LANG(?label) = "en")
  FILTER(?entity IN ($entities))
}}
ORDER BY ?entity ?label
"""


class KnowledgeGraph:
    """Documents, claims and what follows from them, behind one engine.

    Args:
        engine: What answers queries.
        files: The Turtle files that were loaded, accounts and registry.
        derived: How many triples the rules added.
    """

    def __init__(self, engine: Engine, files: Iterable[Path], derived: int) -> None:
        self.engine = engine
        self.files = tuple(files)
        self.derived = derived

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {len(self.files)} files on {self.engine.name}>"

    @property
    def queries(self) -> Queries:
        """The stored queries, by folder: ``kg.queries.patronage.backers()``."""
        from parley.queries import Queries

        return Queries(self)

    @cached_property
    def sources(self) -> Sources:
        """The texts at hand under ``PARLEY_SOURCES``."""
        from parley.evidence import Sources

        return Sources()

    def ask(self, query: StoredQuery | str, *, view: str | None = None, **values: object) -> Rows:
        """Answer a stored query.

        Args:
            query: The query, or its name.
            view: ``strict``, ``reported`` or ``all``; None for the default of the query.
            **values: Its parameters: IRIs, CURIEs, names, or Python values. None is left out.

        Raises:
            UnknownQueryError: If there is no such query.
            ParameterError: If a parameter is unknown, missing or ill-typed.
            NameNotFoundError: If a name denotes nothing, or several things.

        Example:
            >>> import parley
            >>> rows = parley.connect().ask("patronage.backers", group="Islamic Resistance in Iraq")
            >>> len(rows)
            2
        """
        from parley.catalogue import load
        from parley.rows import Rows

        stored = load(query) if isinstance(query, str) else query
        bound = self._resolve(stored, {name: value for name, value in values.items() if value is not None})
        solutions = self.solutions(stored.bind(bound, view))
        return Rows(
            self, solutions, stored.columns, None if stored.view == "any" else stored.view if view is None else view
        )

    def _resolve(self, query: StoredQuery, given: dict[str, object]) -> dict[str, Value | list[Value]]:
        if not given:
            return {}  # the names module is not needed, and not imported
        from parley.names import resolve

        declared = {p.name: p for p in query.parameters}
        # What is not declared is refused by bind, with the nearest name.
        return {n: resolve(self, declared[n], v) if n in declared else str(v) for n, v in given.items()}

    def query(self, text: str, **values: Value | list[Value]) -> Rows | Graph | bool:
        """Answer an ad-hoc SPARQL query, with the prefixes of Parley declared.

        Args:
            text: A SPARQL 1.1 query.
            **values: Typed values for ``$name`` tokens of the text.

        Returns:
            Rows for SELECT, a graph for CONSTRUCT and DESCRIBE, a truth value for ASK.

        Raises:
            QueryFileError: If the text is no query; the message has the line.

        Example:
            >>> import parley
            >>> rows = parley.connect().query("SELECT ?g WHERE { ?g a parley:ArmedGroup }")
            >>> rows.one().g.curie
            'id:islamic-resistance-in-iraq'
        """
        from parley.engines import Solutions
        from parley.guard import guard
        from parley.rows import Rows

        for name in values:
            if f"${name}" not in text:
                message = f"the query has no ${name}"
                raise ParameterError(name, message)
        guard(text)
        try:
            answer = self.engine.query(f"{_PROLOGUE}\n{substitute(text, values)}")
        except QueryFileError as error:
            line = error.line - 1 if error.line else None  # the prologue is one line
            raise QueryFileError(error.path, line, error.reason) from None
        return Rows(self, answer, None) if isinstance(answer, Solutions) else answer

    def check(self) -> Report:
        """Check the files of this graph: evidence, shapes, house rules, coverage.

        Example:
            >>> import parley
            >>> parley.connect().check().conforms
            True
        """
        from parley.check import check

        is_shipped = self.files == (resources.registry_file(), *resources.account_files())
        return check([] if is_shipped else list(self.files), self.sources)

    def labels(self, entities: Iterable[IRI]) -> dict[IRI, str]:
        """Return the English labels of the entities that have one."""
        wanted = sorted(set(entities))
        if not wanted:
            return {}
        rows = self.solutions(substitute(_LABELS, {"entities": wanted})).rows
        return {entity: str(label) for entity, label in rows}  # type: ignore[misc]

    def solutions(self, text: str) -> Solutions:
        """Answer a SELECT in bare values.

        Raises:
            EngineError: If the answer is no table.
        """
        from parley.engines import Solutions

        answer: Answer = self.engine.query(text)
        if not isinstance(answer, Solutions):
            message = f"{self.engine.name} gave no table for a SELECT"
            raise EngineError(message)
        return answer


def connect(source: str | os.PathLike[str] | None = None) -> KnowledgeGraph:
    """Build the knowledge graph on the embedded engine.

    Args:
        source: None for the documents that Parley ships; else a Turtle file or a folder of Turtle
            files, each an account, to be read with the shipped vocabulary and registry.

    Raises:
        SourceFileError: If a file is missing, unreadable or malformed.
        ParameterError: If the source is neither a path nor its name.

    Example:
        >>> import parley
        >>> parley.connect().query("ASK { ?claim a parley:Claim }")
        True
    """
    from parley.derive import derive
    from parley.engines.embedded import Embedded

    accounts = resources.account_files() if source is None else _account_files(source)
    files = [resources.registry_file(), *accounts]
    engine = Embedded()
    for path in [*resources.vocabulary_files(), *files]:
        engine.load(path)
    return KnowledgeGraph(engine, files, derive(engine))


def _account_files(source: str | os.PathLike[str]) -> list[Path]:
    if not isinstance(source, (str, os.PathLike)):
        message = f"connect() takes a Turtle file or a folder, not a {type(source).__name__}"
        raise ParameterError("source", message)
    if "://" in str(source):
        raise SourceFileError(str(source), None, "is no Turtle file or folder; endpoints are not supported yet")
    path = Path(source)
    if path.is_dir():
        found = sorted(path.rglob("*.ttl"))
        if not found:
            raise SourceFileError(str(source), None, "no Turtle file in this folder")
        return found
    return [path]
