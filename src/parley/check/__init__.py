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


def check(paths: list[Path], sources: Sources) -> Report:
    """Check Turtle files, or all that Parley ships.

    Args:
        paths: Accounts, registries or vocabularies; an empty list stands for the shipped graph.
            A given registry or vocabulary takes the place of the shipped one.
        sources: The texts at hand.

    Raises:
        SourceFileError: If a file cannot be read or parsed.

    Example:
        >>> from parley.evidence import Sources
        >>> check([], Sources([])).conforms
        True
    """
    from parley.check.evidence import check_evidence
    from parley.check.files import Files
    from parley.check.references import check_references
    from parley.check.shapes import check_shapes

    files = Files(paths)
    evidence, notes = check_evidence(files, sources)
    faults = [*check_references(files), *evidence, *check_shapes(files)]
    return Report(tuple(sorted(set(faults))), (files.summary(), *notes))
