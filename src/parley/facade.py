"""What ``import parley`` is for: :func:`connect`, and the knowledge graph that it returns."""

from __future__ import annotations

from parley.errors import ParameterError
from parley.graph.core import Core

TYPE_CHECKING = False  # typing takes as long to import as a store to open; type checkers know the name
if TYPE_CHECKING:
    import os
    from pathlib import Path

    import rdflib

    from parley.check import Report
    from parley.release.edition import Edition


class KnowledgeGraph(Core):
    """Documents, claims and what follows from them, behind one engine.

    Args:
        engine: What answers queries.
        files: The Turtle files that were loaded, accounts and registry; none where somebody else loaded them.
    """

    def check(self) -> Report:
        """Check the files of this graph: evidence, shapes, house rules, coverage.

        Raises:
            ParameterError: If the graph was not read from files.

        Example:
            >>> import parley
            >>> parley.connect().check().conforms
            True
        """
        from parley.check import check

        if not self.files:
            message = "only what is read from files can be checked: parley.connect(path).check()"
            raise ParameterError("source", message)
        return check([] if self._is_shipped else list(self.files), self.sources)

    @property
    def _is_shipped(self) -> bool:
        from parley import resources

        return self.files == (resources.registry_file(), *resources.account_files())

    def publish(
        self,
        folder: str | os.PathLike[str],
        *,
        edition: Edition | None = None,
        site: bool = True,
        unchecked: bool = False,
    ) -> list[Path]:
        """Write a release of the files of this graph; see :func:`parley.release.publish.publish`.

        Args:
            folder: A new folder, or one that holds an earlier release.
            edition: The version, commit and date; None for those of the library and its repository.
            site: Whether pages are written beside the dumps.
            unchecked: Whether to leave out the check of the accounts. The release says so.

        Raises:
            ParameterError: If the graph was not read from files.
            FaultsError: If the check finds faults in them.
            OutputError: If the folder cannot be written.

        Example:
            >>> import tempfile
            >>> from pathlib import Path
            >>> import parley
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     len(parley.connect().publish(Path(folder) / "release", site=False))
            16
        """
        from parley.release.publish import publish

        if not self.files:
            message = "only what is read from files can be published: parley.connect(path).publish(folder)"
            raise ParameterError("source", message)
        source = None if self._is_shipped else self.files
        return publish(folder, source, edition=edition, site=site, unchecked=unchecked)

    def to_rdflib(self) -> rdflib.Graph:
        """Return everything in one rdflib graph: vocabulary, registry, accounts and what rules derived.

        Raises:
            ParameterError: If the graph is not on the embedded engine.

        Example:
            >>> import parley
            >>> graph = parley.connect().to_rdflib()
            >>> len(parley.connect(graph).queries.patronage.backers())
            2
        """
        import rdflib

        from parley.engines.embedded import Embedded
        from parley.rdf.terms import PREFIXES

        if not isinstance(self.engine, Embedded):
            message = f"the graph is on {self.engine.name}; only an embedded one is exported"
            raise ParameterError("engine", message)
        graph = rdflib.Graph()
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph.parse(data=self.engine.triples(), format="nt")


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
        NotDerivedError: If an rdflib graph or a service holds no claims, or lacks the vocabulary or what the
            rules derive.
        EngineError: If a service cannot be reached.

    Example:
        >>> import parley
        >>> parley.connect().query("ASK { ?claim a parley:Claim }")
        True
    """
    from parley.graph.connect import opened

    found = opened(source, graph, timeout)
    return KnowledgeGraph(found.engine, found.files)
