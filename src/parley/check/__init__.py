"""Check a graph: references, evidence, coverage, and the shapes of accounts, registry and vocabulary.

Each check takes the loaded :class:`~parley.check.files.Files` and yields
:class:`~parley.check.report.Fault` objects; none stops at the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.check.report import Fault, Report

if TYPE_CHECKING:
    from pathlib import Path

    from parley.evidence import Sources

__all__ = ["Fault", "Report", "check"]


def check(paths: list[Path], sources: Sources, *, reason: bool = False) -> Report:
    """Check Turtle files, or all that Parley ships.

    Args:
        paths: Accounts, registries or vocabularies; an empty list stands for the shipped graph.
            A given registry or vocabulary takes the place of the shipped one.
        sources: The texts at hand.
        reason: Whether to run the reasoner HermiT as well.

    Raises:
        SourceFileError: If a file cannot be read or parsed.
        EngineError: If the reasoner is asked for and there is no Java.

    Example:
        >>> from parley.evidence import Sources
        >>> check([], Sources([])).conforms
        True
    """
    from parley.check.addresses import check_addresses
    from parley.check.evidence import check_evidence
    from parley.check.files import Files
    from parley.check.references import check_references
    from parley.check.shapes import check_shapes

    files = Files(paths)
    evidence, notes = check_evidence(files, sources)
    faults = [*check_references(files), *check_addresses(files), *evidence, *check_shapes(files)]
    if reason:
        from parley.reason import check_reasoning

        faults += check_reasoning(files)
        notes.append("HermiT was asked whether the graph is consistent and every class satisfiable")
    return Report(tuple(sorted(set(faults))), (files.summary(), *notes))
