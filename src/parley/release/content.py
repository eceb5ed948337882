"""What a release is made from, read once."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from parley import resources
from parley.engines import Embedded
from parley.errors import FaultsError, SourceFileError
from parley.graph.connect import NO_CLAIMS
from parley.graph.core import Core
from parley.graph.derive import derive
from parley.rdf.terms import BASE, DERIVED_GRAPH, PREFIXES
from parley.release import triples
from parley.release.executables import executables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parley.release.edition import Edition

    #: A Turtle file or a folder of accounts; or all files of a graph, the registry included.
    Source = str | os.PathLike[str] | Sequence[Path]

_DOCUMENT, _CLAIM, _TYPE = PREFIXES["parley"] + "Document", PREFIXES["parley"] + "Claim", PREFIXES["rdf"] + "type"


@dataclass(frozen=True)
class Content:
    """The parts of a release, as sorted N-Triples.

    Attributes:
        edition: What the release is cited by.
        kg: The knowledge graph, for what queries say of it.
        vocabulary_files: The ontology and the code lists, as they are written.
        account_files: The registry and the accounts, as they are written.
        graphs: By the IRI of a graph: vocabulary, registry, each document, and what rules derive.
        queries: The stored queries as SHACL executables.
    """

    edition: Edition
    kg: Core
    vocabulary_files: list[Path]
    account_files: list[Path]
    graphs: dict[str, bytes]
    queries: bytes

    @classmethod
    def read(cls, source: Source | None, edition: Edition) -> Content:
        """Read what is to be published, and derive what follows.

        Raises:
            SourceFileError: If a file is missing, unreadable or malformed, or has blank nodes, or if none has claims.
        """
        vocabulary = resources.vocabulary_files()
        if source is None or isinstance(source, (str, os.PathLike)):
            accounts = resources.graph_files(source)
        else:
            accounts = list(source)
        graphs = {VOCABULARY: triples.read(vocabulary)}
        has_claims = False
        for path in accounts:
            lines = triples.read([path])
            kinds = _kinds(path, lines)
            name = kinds.get(_DOCUMENT, REGISTRY)
            graphs[name] = triples.ordered(graphs.get(name, b""), lines)
            has_claims = has_claims or _CLAIM in kinds
        if not has_claims:
            raise SourceFileError(str(source), None, NO_CLAIMS)
        engine = Embedded()
        for lines in graphs.values():
            engine.load_triples(lines)
        derive(engine)
        graphs[DERIVED_GRAPH] = triples.ordered(engine.triples(derived_only=True))
        kg = Core(engine, accounts)
        return cls(edition, kg, vocabulary, accounts, graphs, executables(kg))

    def judge(self, *, shipped: bool) -> None:
        """Check the accounts, as ``parley check`` does.

        Args:
            shipped: Whether they are what Parley ships, which is checked with its vocabulary.

        Raises:
            FaultsError: If there are faults.
        """
        from parley.check import check

        files = [path for path in self.account_files if path != resources.registry_file()]
        report = check([] if shipped else files, self.kg.sources)
        if report.faults:
            raise FaultsError(len(report.faults), str(report.faults[0]))

    @property
    def everything(self) -> bytes:
        """All triples, each once."""
        return triples.ordered(*self.graphs.values())

    @property
    def data(self) -> bytes:
        """The registry, the accounts and what is derived: everything but the vocabulary, without blank nodes."""
        return triples.ordered(*(lines for name, lines in self.graphs.items() if name != VOCABULARY))

    @property
    def asserted(self) -> bytes:
        """The vocabulary, the registry and the accounts: all that no rule says."""
        return triples.ordered(*(lines for name, lines in self.graphs.items() if name != DERIVED_GRAPH))

    @property
    def follows(self) -> bytes:
        """What rules derive."""
        return self.graphs[DERIVED_GRAPH]

    @property
    def stated(self) -> bytes:
        """The registry and the accounts."""
        return triples.ordered(*(v for k, v in self.graphs.items() if k not in (VOCABULARY, DERIVED_GRAPH)))

    @cached_property
    def digest(self) -> str:
        """The RDFC-1.0 hash of registry, accounts and derived data: the SHA-256 of their canonical N-Quads.

        They have no blank nodes, so the canonical form is their sorted N-Quads in the default graph.
        """
        return hashlib.sha256(b"".join(sorted(self.data.splitlines(keepends=True)))).hexdigest()

    @property
    def documents(self) -> list[str]:
        """The IRIs of the documents, sorted."""
        return sorted(name for name in self.graphs if name not in (VOCABULARY, REGISTRY, DERIVED_GRAPH))


#: The graphs of a release that are no document's.
VOCABULARY, REGISTRY = BASE + "graph/vocabulary", BASE + "graph/registry"


def _kinds(path: Path, lines: bytes) -> dict[str, str]:
    """Return a thing of each class that an account has: of the class of documents, the one that the account is of.

    Raises:
        SourceFileError: For blank nodes, which would make the bytes of a release a matter of chance, and for what only
            RDF 1.2 has.
    """
    found: dict[str, str] = {}
    for subject, predicate, value, _ in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
        if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
            raise SourceFileError(str(path), None, "has a blank node; give it an IRI (parley check names the line)")
        if isinstance(value, ox.Triple) or (isinstance(value, ox.Literal) and value.direction):
            message = "has a triple term or the direction of a text, of RDF 1.2, which accounts do not have"
            raise SourceFileError(str(path), None, message)
        if predicate.value == _TYPE and isinstance(value, ox.NamedNode):
            found.setdefault(value.value, str(subject.value))
    return found
