"""From what a caller has to a knowledge graph: ``parley.connect()``."""

from __future__ import annotations

import os

from parley.errors import NotDerivedError, ParameterError, SourceFileError
from parley.graph import KnowledgeGraph

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    import rdflib

    from parley.engines.embedded import Embedded

#: Why a source is refused that was read well.
NO_CLAIMS = "holds no claims; name an account, or a folder of accounts"
# One claim, and the standing of what it states: none where rules have not run.
_DERIVED = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?claim ?standing WHERE {
  ?claim parley:states ?node .
  OPTIONAL { ?node parley:standing ?standing }
}
LIMIT 1
"""
# What stored queries look up in the vocabulary: where it is missing they leave out rows, and say nothing.
_VOCABULARY = """PREFIX parley: <https://w3id.org/parley/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?part (COUNT(*) AS ?found) WHERE {
  { ?s parley:rank ?o . BIND("ranks of standings" AS ?part) }
  UNION { ?s parley:expectsRole ?o . BIND("expected roles" AS ?part) }
  UNION { ?s parley:filledBy ?o . BIND("properties that fill roles" AS ?part) }
  UNION { ?s skos:inScheme ?o . BIND("codes" AS ?part) }
  UNION { ?s rdfs:subClassOf ?o . BIND("classes" AS ?part) FILTER(isIRI(?o)) }
}
GROUP BY ?part
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
            an account, to be read with the shipped vocabulary and registry. A store that ``parley build``
            made, opened read-only. An ``rdflib.Graph``, which is only read. The address of a SPARQL
            1.1 service (``http://…``).
        graph: For a service: the graph that queries are about; None for its default graph.
        timeout: For a service: the longest that a query may take, in seconds.

    Raises:
        SourceFileError: If a file is missing, unreadable or malformed.
        ParameterError: If the source is nothing of that kind.
        NotDerivedError: If an rdflib graph or a service holds no claims, or lacks the vocabulary or what the
            rules derive.
        EngineError: If a service cannot be reached.

    Example:
        >>> import parley
        >>> parley.connect().query("ASK { ?claim a parley:Claim }")
        True
    """
    if isinstance(source, str) and source[:5].casefold() in ("http:", "https"):
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
    """Return the graph if it holds claims, what the rules derive from them, and the vocabulary.

    Raises:
        NotDerivedError: If it does not; the message names the mend.
    """
    rows = kg.solutions(_DERIVED).rows
    if not rows:
        message = (
            f"{kg.engine.name} holds no claims; load a graph: parley load URL, or parley.connect(path).to_rdflib()"
        )
        raise NotDerivedError(message, empty=True)
    lacking = "what the rules derive" if rows[0][1] is None else _lacking(kg)
    if lacking:
        message = (
            f"{kg.engine.name} lacks {lacking}, without which stored queries leave out rows; "
            "for a service: parley load URL; for an rdflib graph: graph += parley.derived(graph)"
        )
        raise NotDerivedError(message)
    return kg


def _lacking(kg: KnowledgeGraph) -> str | None:
    """Return which part of the vocabulary is not there, or not in full; None where nothing is missing."""
    there = {str(part): int(str(found)) for part, found in kg.solutions(_VOCABULARY).rows if part}
    wanted = KnowledgeGraph(_vocabulary()).solutions(_VOCABULARY).rows
    for part, count in sorted((str(part), int(str(count))) for part, count in wanted):
        if there.get(part, 0) < count:
            return f"the vocabulary of Parley (of {count} {part} it has {there.get(part, 0)})"
    return None


def _vocabulary() -> Embedded:
    from parley import resources
    from parley.engines.embedded import Embedded

    engine = Embedded()
    for path in resources.vocabulary_files():
        engine.load(path)
    return engine


def derived(graph: rdflib.Graph) -> rdflib.Graph:
    """Return what an rdflib graph of accounts lacks to be asked: the vocabulary, and what the rules derive.

    ``graph += parley.derived(graph)`` makes it whole; done twice, it adds nothing. The caller's graph is only read.

    Args:
        graph: Accounts, and the registry if names are to be found.

    Returns:
        The derived triples, and those of the vocabulary that are not in the graph.

    Example:
        >>> import parley, rdflib
        >>> from parley.resources import account_files
        >>> mine = rdflib.Graph()
        >>> for path in account_files():
        ...     _ = mine.parse(path)
        >>> mine += parley.derived(mine)
        >>> parley.connect(mine).queries.patronage.backers().columns[0]
        'patron'
    """
    import rdflib

    from parley.derive import derive
    from parley.skolem import skolemised

    engine = _vocabulary()
    vocabulary = rdflib.Graph().parse(data=skolemised(engine.triples()), format="nt")
    mine = skolemised(graph.serialize(format="nt", encoding="utf-8"))
    engine.load_triples(mine)
    derive(engine)
    found = rdflib.Graph().parse(data=engine.triples(derived_only=True), format="nt")
    return found + (vocabulary - rdflib.Graph().parse(data=mine, format="nt"))
