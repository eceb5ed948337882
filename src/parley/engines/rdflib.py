"""Any rdflib graph as an engine: what a tool already has in memory is asked where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.engines.protocol import Answer, Graph, Solutions
from parley.errors import EngineError, QueryFileError
from parley.terms import BlankNode, literal, unchecked

if TYPE_CHECKING:
    import rdflib

    from parley.terms import Value


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
        from pyparsing import ParseBaseException

        try:
            result = self.graph.query(text)
            if result.type == "ASK":
                return bool(result.askAnswer)
            if result.type != "SELECT":
                return Graph([tuple(map(to_value, triple)) for triple in result.graph or ()])  # type: ignore[misc]
            columns = tuple(str(v) for v in result.vars or ())
            return Solutions(columns, [tuple(map(to_value, row)) for row in result])  # type: ignore[arg-type]
        except ParseBaseException as error:
            raise QueryFileError("<query>", error.lineno, f"not SPARQL: unexpected {error.line[:24]!r}") from None
        except Exception as error:  # rdflib lets errors of many kinds through
            message = f"{self.name} could not answer: {' '.join(str(error).split()) or type(error).__name__}"
            raise EngineError(message) from error


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
