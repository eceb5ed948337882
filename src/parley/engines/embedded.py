"""The embedded engine: pyoxigraph, in memory, filled from Turtle."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager

import pyoxigraph as ox

from parley.errors import EngineError, OutputError, ParameterError, ParleyError, QueryFileError, SourceFileError

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO, BinaryIO

    from parley.sparql.answer import Answer
    from parley.sparql.limits import Limits

_LONGEST = 24
#: What is read, by the end of a file's name; any other name is taken for Turtle.
READ = {
    ".ttl.gz": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nt.gz": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nq.gz": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".trig.gz": ox.RdfFormat.TRIG,
}
_OTHERS = (".rdf", ".owl", ".xml", ".json", ".jsonld", ".csv", ".parquet", ".graphml", ".gexf", ".gz", ".zip", ".bz2")


class Embedded:
    """A pyoxigraph store, in memory or built on disk.

    Everything is in the default graph; what rules derived is in :data:`~parley.rdf.terms.DERIVED_GRAPH`
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
        from parley.text.aside import aside

        if path.exists():
            message = f"{path} exists already; name a new folder, or remove it first"
            raise ParameterError("path", message)
        try:
            with aside(path) as folder:
                store = ox.Store(str(folder / "store"))
                store.bulk_load(self.store.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
                store.optimize()
                store.flush()
                del store  # closes it
                (folder / "store").rename(path)
        except OSError as error:
            raise OutputError(str(path), _one_line(str(error.strerror or error))) from None

    def load_triples(self, data: bytes) -> None:
        """Load N-Triples into the default graph."""
        self.store.bulk_load(data, format=ox.RdfFormat.N_TRIPLES)

    def triples(self, *, derived_only: bool = False) -> bytes:
        """Return what the store holds as sorted N-Triples, each once.

        Args:
            derived_only: Whether to return only what rules derived.
        """
        from parley.rdf.terms import DERIVED_GRAPH

        graph = ox.NamedNode(DERIVED_GRAPH) if derived_only else ox.DefaultGraph()
        dumped = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
        return b"".join(sorted(dumped.splitlines(keepends=True)))

    def load(self, path: Path) -> None:
        """Load a file into the default graph: Turtle, or what its name says (:data:`READ`), gzip or not.

        Args:
            path: The file. Of N-Quads and TriG the names of graphs are left out.

        Raises:
            SourceFileError: If it cannot be read or parsed; the message has file and line.
        """
        form = _format(path)
        if form is ox.RdfFormat.TURTLE and path.suffix.lower() != ".gz":
            from parley.rdf.turtle import Turtle

            Turtle(path).load_into(self.store)
            return
        try:
            self._load_quads(path, form)
        except SyntaxError as error:
            raise SourceFileError(str(path), error.lineno, _one_line(error.msg)) from None
        except EOFError as error:
            raise SourceFileError(str(path), None, f"the gzip file is cut off: {_one_line(str(error))}") from None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or _one_line(str(error))
            raise SourceFileError(str(path), None, f"cannot be read: {reason}") from None

    def _load_quads(self, path: Path, form: ox.RdfFormat) -> None:
        import gzip
        from typing import cast

        opened = gzip.open if path.suffix.lower() == ".gz" else open
        with opened(path, "rb") as file:
            quads = ox.parse(cast("IO[bytes]", file), format=form)
            self.store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)

    def __len__(self) -> int:
        """How many quads there are; the store walks over all of them to tell."""
        return len(self.store)

    def insert(self, rule: str) -> None:
        """Add what a CONSTRUCT rule gives to the default and to the derived graph.

        Args:
            rule: A stored rule: a CONSTRUCT with a template, and a WHERE on a line of its own.
        """
        from parley.rdf.terms import DERIVED_GRAPH

        head, template, where = _parts(rule)
        update = f"{head} INSERT {{ {template} GRAPH <{DERIVED_GRAPH}> {{ {template} }} }} {where}"
        try:
            self.store.update(update)
        except SyntaxError as error:
            raise _syntax_error("a rule", update, str(error.msg)) from None

    def query(self, text: str) -> Answer:
        """Answer a query; see :class:`~parley.engines.protocol.Engine`."""
        answer = self._run(text, "<query>")
        with self._failing():
            return _answer(answer)

    def bounded(self, text: str, limits: Limits) -> Answer:
        """Answer a query that nobody has looked at, in a child process; see :func:`parley.engines.sandbox.in_child`.

        Raises:
            LimitError: If it would take more than is allowed.
        """
        from parley.engines import sandbox

        if not sandbox.CAN_FORK:
            return limits.held(sandbox.on_a_deep_stack(lambda: self.query(text), limits))
        form, data = sandbox.in_child(lambda out: self._write(text, out), limits).split(b"\n", 1)
        try:
            if form == b"rows":
                return _answer(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON), limits)
            return _answer(
                ox.parse(data, format=ox.RdfFormat.N_TRIPLES) if form == b"triples" else data == b"true", limits
            )
        except SyntaxError as error:  # a term in the store that no syntax can carry
            message = f"{self.name} gave an answer that cannot be read: {_one_line(str(error.msg))}"
            raise EngineError(message) from None

    def _write(self, text: str, out: BinaryIO) -> None:
        """Write an answer in a form that keeps every term as it is."""
        answer = self._run(text, "<query>")
        with self._failing():
            if isinstance(answer, ox.QuerySolutions):
                out.write(b"rows\n")
                answer.serialize(output=out, format=ox.QueryResultsFormat.JSON)
            elif isinstance(answer, ox.QueryTriples):
                out.write(b"triples\n")
                answer.serialize(output=out, format=ox.RdfFormat.N_TRIPLES)
            else:
                out.write(b"truth\ntrue" if answer else b"truth\nfalse")

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Some queries fail only when their rows are asked for."""
        try:
            yield
        except (OSError, RuntimeError, ValueError) as error:
            if isinstance(error, ParleyError):
                raise
            message = f"{self.name} could not answer: {_one_line(str(error))}"
            raise EngineError(message) from None

    def _run(self, text: str, origin: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        try:
            with self._failing():
                return self.store.query(text)
        except SyntaxError as error:
            raise _syntax_error(origin, text, str(error.msg)) from None


def _answer(answer: object, limits: Limits | None = None) -> Answer:
    from itertools import islice

    from parley.rdf.oxigraph import to_value
    from parley.sparql.answer import Graph, Solutions

    most = limits.rows + 1 if limits else None
    found: Answer
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(v.value for v in answer.variables)
        found = Solutions(columns, [tuple(map(to_value, row)) for row in islice(answer, most)])
    elif isinstance(answer, (ox.QueryBoolean, bool)):
        return bool(answer)
    else:
        quads = islice(answer, most)  # type: ignore[call-overload]
        found = Graph([(to_value(t.subject), to_value(t.predicate), to_value(t.object)) for t in quads])  # type: ignore[misc]
    return found if limits is None else limits.held(found)


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a folder holds a store on disk, sound or not: RocksDB keeps files of these names in each."""
    # pathlib takes a good part of the time in which a store opens
    return any(os.path.isfile(os.path.join(path, name)) for name in ("CURRENT", "IDENTITY"))  # noqa: PTH113, PTH118


def _syntax_error(origin: str, text: str, message: str) -> QueryFileError:
    """Return the error: the engine's own sentence if it has one, else what stands at the place.

    The engine lists all that could stand there, which is long; its sentences are items of that list.
    """
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


def _format(path: Path) -> ox.RdfFormat:
    name = path.name.lower()
    for end, form in READ.items():
        if name.endswith(end):
            return form
    if name.endswith(_OTHERS):
        message = "is no Turtle, N-Triples, N-Quads or TriG by its name (.ttl, .nt, .nq, .trig, each also with .gz)"
        raise SourceFileError(str(path), None, message)
    return ox.RdfFormat.TURTLE


def _one_line(message: str) -> str:
    return " ".join(message.split())
