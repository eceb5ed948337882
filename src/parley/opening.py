"""From what a caller has to a knowledge graph: ``parley.connect()``."""

from __future__ import annotations

import os

from parley.errors import NotDerivedError, ParameterError, SourceFileError
from parley.graph import KnowledgeGraph

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    import rdflib

# One claim, and the standing of what it states: none where rules have not run.
#: Why a source is refused that was read well.
NO_CLAIMS = "holds no claims; name an account, or a folder of accounts"
_DERIVED = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?claim ?standing WHERE {
  ?claim parley:states ?node .
  OPTIONAL { ?node parley:standing ?standing }
}
LIMIT 1
"""


def connect(
    source: str | os.PathLike[str] | rdflib.Graph | None = None,
    *,
    graph: str | None = None,
    timeout: float = 60,
) -> KnowledgeGraph:
    """Return the knowledge graph on the engine that fits the source.

    Args:
        source: None for the documents that Parley ships. A Turtle file, or a folder of Turtle files, each
            an account, to be read with the shipped vocabulary and registry. N-Triples, N-Quads or TriG, by the
            end of the file's name, gzip or not. A store that ``parley build``
            made, opened read-only. An ``rdflib.Graph``, which is only read. The address of a SPARQL
            1.1 service (``http://…``).
        graph: For a service: the graph that queries are about; None for its default graph.
        timeout: For a service: the longest that a query may take, in seconds.

    Raises:
        SourceFileError: If a file is missing, unreadable or malformed.
        ParameterError: If the source is nothing of that kind.
        NotDerivedError: If an rdflib graph or a service holds no claims, or not what the rules derive.
        EngineError: If a service cannot be reached.

    Example:
        >>> import parley
        >>> parley.connect().query("ASK { ?claim a parley:Claim }")
        True
    """
    if isinstance(source, str) and not source.strip():
        message = "the source is empty; name a file, a folder, a store or an address"
        raise ParameterError("source", message)
    if isinstance(source, (str, os.PathLike)) and str(source).startswith(("http://", "https://")):
        from parley.engines.endpoint import Endpoint

        return held_to_be_derived(KnowledgeGraph(Endpoint(str(source), graph=graph, timeout=timeout)))
    if graph is not None:
        message = "graph names a graph of a SPARQL service; there is none here"
        raise ParameterError("graph", message)
    if source is None or isinstance(source, (str, os.PathLike)):
        return _embedded(source)
    if type(source).__module__.partition(".")[0] == "rdflib" or hasattr(source, "namespace_manager"):
        from parley.engines.rdflib import RDFLib

        return held_to_be_derived(KnowledgeGraph(RDFLib(source)))
    message = f"connect() takes a Turtle file, a folder, an rdflib graph or an address, not a {type(source).__name__}"
    raise ParameterError("source", message)


def _embedded(source: str | os.PathLike[str] | None) -> KnowledgeGraph:
    from parley.engines.embedded import Embedded, is_store

    if source is not None and is_store(source):
        return KnowledgeGraph(Embedded.open(source))
    from parley import resources
    from parley.derive import derive

    files = resources.graph_files(source)
    engine = Embedded()
    for path in [*resources.vocabulary_files(), *files]:
        engine.load(path)
    derive(engine)
    kg = KnowledgeGraph(engine, files)
    if source is not None and not kg.solutions(_DERIVED).rows:
        raise SourceFileError(str(source), None, NO_CLAIMS)
    return kg


def held_to_be_derived(kg: KnowledgeGraph) -> KnowledgeGraph:
    """Return the graph if it holds claims and what the rules derive from them.

    Raises:
        NotDerivedError: If it does not; the message names the mend.
    """
    rows = kg.solutions(_DERIVED).rows
    if not rows:
        message = (
            f"{kg.engine.name} holds no claims; load a graph: parley load URL, or parley.connect(path).to_rdflib()"
        )
        raise NotDerivedError(message, empty=True)
    if rows[0][1] is None:
        message = (
            f"{kg.engine.name} lacks what the rules derive, without which stored queries find nothing; "
            "for a service: parley load URL; for an rdflib graph: graph += parley.derived(graph)"
        )
        raise NotDerivedError(message)
    return kg


def derived(graph: rdflib.Graph) -> rdflib.Graph:
    """Return what the rules derive from an rdflib graph, in a graph of its own.

    The vocabulary is taken from Parley; the caller's graph is only read.

    Args:
        graph: Accounts, and the registry if names are to be found.

    Example:
        >>> import parley, rdflib
        >>> from parley.resources import account_files, vocabulary_files
        >>> mine = rdflib.Graph()
        >>> for path in [*vocabulary_files(), *account_files()]:
        ...     _ = mine.parse(path)
        >>> mine += parley.derived(mine)
        >>> parley.connect(mine).queries.patronage.backers().columns[0]
        'patron'
    """
    import rdflib

    from parley import resources
    from parley.derive import derive
    from parley.engines.embedded import Embedded

    engine = Embedded()
    for path in resources.vocabulary_files():
        engine.load(path)
    engine.load_triples(graph.serialize(format="nt", encoding="utf-8"))
    derive(engine)
    return rdflib.Graph().parse(data=engine.triples(derived_only=True), format="nt")
