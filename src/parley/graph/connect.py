"""From what a caller has to an engine that holds a whole graph."""

from __future__ import annotations

import os

from parley.errors import NotDerivedError, ParameterError, SourceFileError
from parley.graph.core import Core
from parley.rdf.terms import BASE

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    import rdflib

    from parley.engines.embedded import Embedded

#: Why a source is refused that was read well.
NO_CLAIMS = "holds no claims; name an account, or a folder of accounts"
# One claim, and the standing of what it states: none where rules have not run, or where the vocabulary is missing.
_WHOLE = """PREFIX parley: <https://w3id.org/parley/ns#>
SELECT ?claim ?standing WHERE {{
  ?claim parley:states ?node .
  OPTIONAL {{ ?node parley:standing ?standing . {vocabulary} }}
}}
LIMIT 1
"""
#: Properties of other vocabularies that stored queries follow.
_BORROWED = ("core#inScheme>", "rdf-schema#subClassOf>")


def opened(source: str | os.PathLike[str] | rdflib.Graph | None, graph: str | None = None, timeout: float = 60) -> Core:
    """Return the graph on the engine that fits the source; see :func:`parley.connect` for arguments and errors."""
    if isinstance(source, str) and not source.strip():
        message = "the source is empty; name a file, a folder, a store or an address"
        raise ParameterError("source", message)
    if isinstance(source, str) and source[:8].casefold().startswith(("http://", "https://")):
        from parley.engines.endpoint import Endpoint

        return held_to_be_derived(Core(Endpoint(str(source), graph=graph, timeout=timeout)))
    if graph is not None:
        message = "graph names a graph of a SPARQL service; there is none here"
        raise ParameterError("graph", message)
    if source is None or isinstance(source, (str, os.PathLike)):
        return _embedded(source)
    if type(source).__module__.partition(".")[0] == "rdflib" or hasattr(source, "namespace_manager"):
        from parley.engines.rdflib import RDFLib

        return held_to_be_derived(Core(RDFLib(source)))
    message = f"connect() takes a Turtle file, a folder, an rdflib graph or an address, not a {type(source).__name__}"
    raise ParameterError("source", message)


def _embedded(source: str | os.PathLike[str] | None) -> Core:
    from parley.engines.embedded import Embedded, is_store

    if source is not None and is_store(source):
        return Core(Embedded.open(source))
    from parley import resources
    from parley.graph.derive import derive

    files = resources.graph_files(source)
    engine = Embedded()
    for path in [*resources.vocabulary_files(), *files]:
        engine.load(path)
    derive(engine)
    kg = Core(engine, files)
    if source is not None and not kg.solutions(_WHOLE.format(vocabulary="")).rows:
        raise SourceFileError(str(source), None, NO_CLAIMS)
    return kg


def held_to_be_derived(kg: Core) -> Core:
    """Return the graph if it holds claims, what the rules derive from them, and the vocabulary.

    Raises:
        NotDerivedError: If it does not; the message names the mend.
    """
    rows = kg.solutions(_WHOLE.format(vocabulary=_samples())).rows
    if not rows:
        message = (
            f"{kg.engine.name} holds no claims; load a graph: parley load URL, or parley.connect(path).to_rdflib()"
        )
        raise NotDerivedError(message, empty=True)
    if rows[0][1] is None:
        derived = kg.solutions(_WHOLE.format(vocabulary="")).rows[0][1] is not None
        lacking = "the vocabulary of Parley, or a part of it" if derived else "what the rules derive"
        message = (
            f"{kg.engine.name} lacks {lacking}, without which stored queries leave out rows; "
            "for a service: parley load URL; for an rdflib graph: graph += parley.derived(graph)"
        )
        raise NotDerivedError(message)
    return kg


def _samples() -> str:
    """Return, of each property that the vocabulary gives to its terms, the first and the last triple."""
    found: dict[str, list[str]] = {}
    for quad in _vocabulary().store:
        subject, predicate, value = map(str, quad.triple)
        is_said = predicate.startswith(f"<{BASE}") or predicate.endswith(_BORROWED)
        if is_said and subject[0] == "<" and (value[0] == "<" or value.endswith("#integer>")):
            found.setdefault(predicate, []).append(f"{subject} {predicate} {value} .")
    return " ".join(line for lines in found.values() for line in (min(lines), max(lines)))


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

    from parley.graph.derive import derive
    from parley.rdf.skolem import skolemised

    engine = _vocabulary()
    vocabulary = rdflib.Graph().parse(data=skolemised(engine.triples()), format="nt")
    mine = skolemised(graph.serialize(format="nt", encoding="utf-8"))
    engine.load_triples(mine)
    derive(engine)
    found = rdflib.Graph().parse(data=engine.triples(derived_only=True), format="nt")
    return found + (vocabulary - rdflib.Graph().parse(data=mine, format="nt"))
