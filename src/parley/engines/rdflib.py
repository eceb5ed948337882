"""Any rdflib graph as an engine: what a tool already has in memory is asked where it is."""

from __future__ import annotations

from pickle import Pickler
from typing import TYPE_CHECKING, Any

from parley.errors import EngineError, ParleyError, QueryFileError
from parley.rdf.terms import BlankNode, literal, unchecked
from parley.sparql.answer import Answer, Graph, Solutions
from parley.sparql.guard import REFUSED

if TYPE_CHECKING:
    import rdflib

    from parley.rdf.terms import Value
    from parley.sparql.limits import Limits

_Found = tuple[str, tuple[str, ...], list[Any]]


class RDFLib:
    """An ``rdflib.Graph`` of the caller's, which is only ever read.

    Args:
        graph: A graph or dataset. Of a dataset, rdflib's own setting decides what the default graph is.

    Example:
        >>> import parley
        >>> from parley.engines import RDFLib
        >>> RDFLib(parley.connect().to_rdflib()).query("ASK { ?s ?p ?o }")
        True
    """

    def __init__(self, graph: rdflib.Graph) -> None:
        import rdflib

        self.graph = graph
        self.name = f"rdflib {rdflib.__version__}"

    def query(self, text: str) -> Answer:
        """Answer a query; see :class:`~parley.engines.protocol.Engine`."""
        return _answer(self._run(text))

    def bounded(self, text: str, limits: Limits) -> Answer:
        """Answer a query that nobody has looked at, in a child process where the graph is in memory.

        A graph that rdflib fetches from a file or a service as it is asked needs what a child may not open.

        Raises:
            LimitError: If it would take more than is allowed.
        """
        import pickle

        from parley.engines import sandbox

        if not (sandbox.CAN_FORK and type(self.graph.store).__module__ == "rdflib.plugins.stores.memory"):
            return limits.held(sandbox.on_a_deep_stack(lambda: self.query(text), limits))
        import rdflib.plugins.sparql.processor  # noqa: F401 - a child can import nothing any more

        data = sandbox.in_child(lambda out: _Exact(out).dump(self._run(text)), limits)
        return limits.held(_answer(pickle.loads(data)))  # noqa: S301 - our own child wrote it

    def _run(self, text: str) -> _Found:
        from pyparsing import ParseBaseException
        from rdflib.plugins import sparql

        try:
            query = sparql.prepareQuery(text)
            _hold(query.algebra)
            result = self.graph.query(query)
            if result.type == "ASK":
                return "truth", (), [bool(result.askAnswer)]
            if result.type != "SELECT":
                return "triples", (), list(result.graph or ())
            columns = tuple(str(v) for v in result.vars or ())
            return "rows", columns, [tuple(row) for row in result]  # type: ignore[arg-type]
        except ParleyError:
            raise
        except ParseBaseException as error:
            raise QueryFileError("<query>", error.lineno, f"not SPARQL: unexpected {error.line[:24]!r}") from None
        except MemoryError:
            raise
        except Exception as error:  # rdflib lets errors of many kinds through
            message = f"{self.name} could not answer: {' '.join(str(error).split()) or type(error).__name__}"
            raise EngineError(message) from error


class _Exact(Pickler):
    """Keep literals as they are: rdflib would read each again when it is unpickled, and normalise it."""

    def reducer_override(self, obj: object) -> Any:
        import rdflib

        if type(obj) is rdflib.Literal:
            return _literal, (str(obj), obj.language, obj.datatype)
        return NotImplemented


def _literal(text: str, language: str | None, datatype: str | None) -> rdflib.Literal:
    import rdflib

    return rdflib.Literal(text, language, datatype, normalize=False)


def _hold(algebra: object) -> None:
    """Refuse what rdflib itself has parsed as SERVICE or FROM: nobody else can tell what it will do.

    Raises:
        QueryFileError: If there is one.
    """
    waiting = [algebra]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):  # rdflib's CompValue
            name = getattr(part, "name", "")
            word = "SERVICE" if name == "ServiceGraphPattern" else "FROM" if dict.get(part, "datasetClause") else ""
            if word:
                raise QueryFileError("<query>", None, REFUSED[word])
            waiting += part.values()
        elif isinstance(part, (list, tuple, set)):
            waiting += part


def _answer(found: _Found) -> Answer:
    form, columns, rows = found
    if form == "truth":
        return bool(rows[0])
    values = [tuple(map(to_value, row)) for row in rows]
    return Solutions(columns, values) if form == "rows" else Graph(values)  # type: ignore[arg-type]


def to_value(term: object) -> Value | None:
    """Return the Python value of an rdflib term; None stays None."""
    import rdflib

    match term:
        case None:
            return None
        case rdflib.URIRef():
            return unchecked(str(term))
        case rdflib.Literal():
            return literal(str(term), str(term.datatype) if term.datatype else None, term.language)
        case _:
            return BlankNode(f"_:{term}")
