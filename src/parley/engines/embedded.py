"""The embedded engine: pyoxigraph, in memory, filled from Turtle."""

from __future__ import annotations

import os

import pyoxigraph as ox

from parley.errors import EngineError, OutputError, ParameterError, QueryFileError, SourceFileError

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from pathlib import Path

    from parley.engines.protocol import Answer

_LONGEST = 24


class Embedded:
    """A pyoxigraph store, in memory or built on disk.

    Everything is in the default graph; what rules derived is in :data:`~parley.terms.DERIVED_GRAPH`
    as well.

    Args:
        store: A pyoxigraph store; None for a new one in memory.
    """

    name = f"pyoxigraph {ox.__version__}"

    def __init__(self, store: ox.Store | None = None) -> None:
        self.store = ox.Store() if store is None else store

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Embedded:
        """Open a store that :meth:`save` made, read-only.

        Raises:
            SourceFileError: If it cannot be opened.
        """
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, ValueError, RuntimeError) as error:
            raise SourceFileError(str(path), None, f"cannot be opened as a store: {_one_line(str(error))}") from None

    def save(self, path: Path) -> None:
        """Write everything to a new store on disk, whole or not at all.

        Args:
            path: A folder that does not exist.

        Raises:
            ParameterError: If it exists.
            OutputError: If it cannot be written.
        """
        import shutil
        import tempfile
        from pathlib import Path

        if path.exists():
            message = f"{path} exists already; name a new folder, or remove it first"
            raise ParameterError("path", message)
        aside = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
            store = ox.Store(str(aside / "store"))
            store.bulk_load(self.store.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
            store.optimize()
            store.flush()
            del store  # closes it
            (aside / "store").rename(path)
        except OSError as error:
            raise OutputError(str(path), _one_line(str(error.strerror or error))) from None
        finally:
            if aside:
                shutil.rmtree(aside, ignore_errors=True)

    def load_triples(self, data: bytes) -> None:
        """Load N-Triples into the default graph."""
        self.store.bulk_load(data, format=ox.RdfFormat.N_TRIPLES)

    def triples(self, *, derived_only: bool = False) -> bytes:
        """Return what the store holds as sorted N-Triples, each once.

        Args:
            derived_only: Whether to return only what rules derived.
        """
        from parley.terms import DERIVED_GRAPH

        graph = ox.NamedNode(DERIVED_GRAPH) if derived_only else ox.DefaultGraph()
        dumped = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
        return b"".join(sorted(dumped.splitlines(keepends=True)))

    def load(self, path: Path) -> None:
        """Load a Turtle file into the default graph.

        Raises:
            SourceFileError: If it cannot be read or parsed; the message has file and line.
        """
        from parley.turtle import Turtle

        Turtle(path).load_into(self.store)

    def __len__(self) -> int:
        """How many quads there are; the store walks over all of them to tell."""
        return len(self.store)

    def insert(self, rule: str) -> None:
        """Add what a CONSTRUCT rule gives to the default and to the derived graph.

        Args:
            rule: A stored rule: a CONSTRUCT with a template, and a WHERE on a line of its own.
        """
        from parley.terms import DERIVED_GRAPH

        head, template, where = _parts(rule)
        update = f"{head} INSERT {{ {template} GRAPH <{DERIVED_GRAPH}> {{ {template} }} }} {where}"
        try:
            self.store.update(update)
        except SyntaxError as error:
            raise _syntax_error("a rule", update, str(error.msg)) from None

    def query(self, text: str) -> Answer:
        """Answer a query; see :class:`~parley.engines.protocol.Engine`."""
        from parley.engines.protocol import Graph, Solutions
        from parley.engines.values import to_value

        answer = self._run(text, "<query>")
        if isinstance(answer, ox.QuerySolutions):
            columns = tuple(v.value for v in answer.variables)
            return Solutions(columns, [tuple(map(to_value, row)) for row in answer])
        if isinstance(answer, ox.QueryTriples):
            triples = [(to_value(t.subject), to_value(t.predicate), to_value(t.object)) for t in answer]
            return Graph(triples)  # type: ignore[arg-type]
        return bool(answer)

    def _run(self, text: str, origin: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        try:
            return self.store.query(text)
        except SyntaxError as error:
            raise _syntax_error(origin, text, str(error.msg)) from None
        except (OSError, RuntimeError, ValueError) as error:
            message = f"{self.name} could not answer: {_one_line(str(error))}"
            raise EngineError(message) from None


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a folder holds a store on disk, sound or not: RocksDB keeps files of these names in each."""
    # pathlib takes a good part of the time in which a store opens
    return any(os.path.isfile(os.path.join(path, name)) for name in ("CURRENT", "IDENTITY"))  # noqa: PTH113, PTH118


def _syntax_error(origin: str, text: str, message: str) -> QueryFileError:
    """Return the error: the engine's own sentence if it has one, else what stands at the place.

    The engine lists all that could stand there, which is long; its sentences are items of that list.
    """
    import re

    found = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", message, re.DOTALL)
    if not found:
        return QueryFileError(origin, None, f"not SPARQL: {_one_line(message)}")
    line, column = int(found[1]), int(found[2])
    rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :].strip()
    shown = f"{_one_line(rest)[:_LONGEST]!r} at column {column}"
    if said := re.search(r"(?:^|, )([A-Z]\w+(?: (?:\*|\w+)){2,})(?=, |$)", found[3]):
        return QueryFileError(origin, line, f"not SPARQL: {said[1]}{f', before {shown}' if rest else ''}")
    if rest:
        return QueryFileError(origin, line, f"not SPARQL: unexpected {shown}")
    missing = f"something is missing or out of place before the end, at column {column}"
    return QueryFileError(origin, line, f"not SPARQL: {missing}")


def _parts(rule: str) -> tuple[str, str, str]:
    """Cut a CONSTRUCT rule into what stands before it, its template and its WHERE clause."""
    head, _, rest = rule.partition("CONSTRUCT {")
    template, _, where = rest.partition("}\nWHERE")
    return head, f"{template.strip().removesuffix('.')} .", f"WHERE{where}"


def _one_line(message: str) -> str:
    return " ".join(message.split())
