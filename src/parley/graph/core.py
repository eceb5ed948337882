"""The core of a knowledge graph: an engine, what is asked of it, and names."""

from __future__ import annotations

from parley.errors import EngineError, ParameterError, QueryFileError

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TypeVar

    from parley.answers.rows import Row, Rows
    from parley.catalogue.stored import StoredQuery
    from parley.engines import Engine
    from parley.graph.folders import Queries
    from parley.rdf.terms import IRI, Value
    from parley.sparql.answer import Answer, Graph, Solutions
    from parley.sparql.limits import Limits
    from parley.text.documents import Sources

    T = TypeVar("T")

_LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?entity ?label WHERE {
  ?entity skos:prefLabel ?label .
  FILTER(LANG(?label) = "en")
  FILTER(?entity IN ($entities))
}
ORDER BY ?entity ?label
"""


class Core:
    """Documents, claims and what follows from them, behind one engine.

    Args:
        engine: What answers queries.
        files: The Turtle files that were loaded, accounts and registry; none where somebody else loaded them.
    """

    def __init__(self, engine: Engine, files: Iterable[Path] = ()) -> None:
        self.engine = engine
        self.files = tuple(files)
        self._sources: Sources | None = None

    def __repr__(self) -> str:
        of = f"of {len(self.files)} files " if self.files else ""
        return f"<{type(self).__name__} {of}on {self.engine.name}>"

    @property
    def queries(self) -> Queries:
        """The stored queries, by folder: ``kg.queries.patronage.backers()``."""
        from parley.graph.folders import Queries

        return Queries(self)

    @property
    def sources(self) -> Sources:
        """The texts at hand under ``PARLEY_SOURCES``."""
        from parley.text.documents import Sources

        if self._sources is None:
            self._sources = Sources()
        return self._sources

    def ask(self, query: StoredQuery | str, *, view: str | None = None, **values: object) -> Rows[Row]:
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
        from parley.answers.rows import Rows
        from parley.catalogue.files import load
        from parley.catalogue.stored import normalised

        stored = load(query) if isinstance(query, str) else query
        bound = self._resolve(stored, {name: value for name, value in values.items() if value is not None})
        solutions = normalised(self.solutions(stored.bind(bound, view)), stored.columns)
        seen = None if stored.view == "any" else stored.view if view is None else view
        return Rows(self, solutions, stored.columns, seen, (stored, bound))

    def _resolve(self, query: StoredQuery, given: dict[str, object]) -> dict[str, Value | list[Value]]:
        if not given:
            return {}  # the names module is not needed, and not imported
        from parley.catalogue.names import resolve

        declared = {p.name: p for p in query.parameters}
        # What is not declared is refused by bind, with the nearest name.
        return {n: resolve(self, declared[n], v) if n in declared else str(v) for n, v in given.items()}

    def query(
        self, text: str, limits: Limits | None = None, /, **values: Value | list[Value]
    ) -> Rows[Row] | Graph | bool:
        """Answer an ad-hoc SPARQL query, with the prefixes of Parley declared.

        The embedded engine, and rdflib on a graph in memory, answer in a child process where one can be forked:
        what goes wrong there, or takes too long, ends the child alone, and it has no network.

        Args:
            text: A SPARQL 1.1 query.
            limits: What the answer may cost: 60 seconds, a million rows, 256 MiB, 2 GiB of memory if None. It has
                no name, so that ``$limits`` may be a parameter like any other.
            **values: Typed values for ``$name`` tokens of the text.

        Returns:
            Rows for SELECT, a graph for CONSTRUCT and DESCRIBE, a truth value for ASK.

        Raises:
            QueryFileError: If the text is no query, or one that Parley refuses; the message has the line.
            LimitError: If the answer would take more than the limits.
            EngineError: If the engine fails.

        Example:
            >>> import parley
            >>> rows = parley.connect().query("SELECT ?g WHERE { ?g a parley:ArmedGroup }")
            >>> rows.one().g.curie
            'id:islamic-resistance-in-iraq'
        """
        from parley.answers.rows import Rows
        from parley.rdf.terms import PROLOGUE
        from parley.sparql.answer import Solutions
        from parley.sparql.binding import substitute
        from parley.sparql.guard import guard
        from parley.sparql.limits import Limits

        if not isinstance(text, str):
            message = f"a query is a text, not a {type(text).__name__}"
            raise ParameterError("text", message)
        for name in values:
            if f"${name}" not in text:
                message = f"the query has no ${name}"
                raise ParameterError(name, message)
        guard(text)
        try:
            answer = self.engine.bounded(f"{PROLOGUE}\n{substitute(text, values)}", (limits or Limits()).checked())
        except QueryFileError as error:
            line = error.line - 1 if error.line else None  # the prologue is one line
            raise QueryFileError(error.path, line, error.reason) from None
        return Rows(self, answer, None) if isinstance(answer, Solutions) else answer

    def select(self, text: str, limits: Limits | None = None, /, **values: Value | list[Value]) -> Rows[Row]:
        """Answer an ad-hoc SELECT; see :meth:`query` for arguments and errors.

        Raises:
            QueryFileError: If the text is a query of another form.

        Example:
            >>> import parley
            >>> parley.connect().select("SELECT ?g WHERE { ?g a parley:ArmedGroup }").one().g.curie
            'id:islamic-resistance-in-iraq'
        """
        from parley.answers.rows import Rows

        return _of(self.query(text, limits, **values), Rows, "SELECT")

    def construct(self, text: str, limits: Limits | None = None, /, **values: Value | list[Value]) -> Graph:
        """Answer an ad-hoc CONSTRUCT or DESCRIBE; see :meth:`query` for arguments and errors.

        Raises:
            QueryFileError: If the text is a query of another form.

        Example:
            >>> import parley
            >>> len(parley.connect().construct("CONSTRUCT WHERE { ?group a parley:ArmedGroup }"))
            1
        """
        from parley.sparql.answer import Graph

        return _of(self.query(text, limits, **values), Graph, "CONSTRUCT or DESCRIBE")

    def holds(self, text: str, limits: Limits | None = None, /, **values: Value | list[Value]) -> bool:
        """Answer an ad-hoc ASK, SPARQL's question for a truth value; see :meth:`query` for arguments and errors.

        Raises:
            QueryFileError: If the text is a query of another form.

        Example:
            >>> import parley
            >>> parley.connect().holds("ASK { id:irgc a parley:StateOrgan }")
            True
        """
        return _of(self.query(text, limits, **values), bool, "ASK")

    def labels(self, entities: Iterable[IRI]) -> dict[IRI, str]:
        """Return the English labels of the entities that have one."""
        from parley.rdf.terms import is_iri
        from parley.sparql.binding import substitute

        wanted = sorted({entity for entity in entities if is_iri(entity)})  # a service may call anything an IRI
        if not wanted:
            return {}
        rows = self.solutions(substitute(_LABELS, {"entities": wanted})).rows
        return {entity: str(label) for entity, label in rows}  # type: ignore[misc]

    def solutions(self, text: str) -> Solutions:
        """Answer a SELECT in bare values.

        Raises:
            EngineError: If the answer is no table.
        """
        from parley.sparql.answer import Solutions

        answer: Answer = self.engine.query(text)
        if not isinstance(answer, Solutions):
            message = f"{self.engine.name} gave no table for a SELECT"
            raise EngineError(message)
        return answer


def _of(answer: object, kind: type[T], form: str) -> T:
    """Return the answer to a query of the form that was asked for."""
    if not isinstance(answer, kind):
        raise QueryFileError("<query>", None, f"is no {form}; query() answers every form")
    return answer
