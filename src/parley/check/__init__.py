"""Check a graph: references, evidence, coverage, and the shapes of accounts, registry and vocabulary.

Each check takes the loaded :class:`~parley.check.files.Files` and yields
:class:`~parley.check.report.Fault` objects; none stops at the first.

It may import ``graph`` and what lies below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.check.report import Fault, Report
from parley.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from parley.check.files import Files
    from parley.text.documents import Sources

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
        >>> from parley.text.documents import Sources
        >>> check([], Sources([])).conforms
        True
    """
    from parley.check.addresses import check_addresses
    from parley.check.evidence import check_evidence
    from parley.check.files import Files
    from parley.check.mends import Mends
    from parley.check.references import check_references
    from parley.check.schema import Schema
    from parley.check.shapes import check_shapes

    files = Files(paths)
    mends = Mends(files, Schema(files))
    evidence, notes = check_evidence(files, sources)
    found = [*check_references(files, mends), *check_addresses(files)]
    found += check_shapes(files, mends, _told(files))
    if reason:
        from parley.check.reasoning import check_reasoning

        found += check_reasoning(files)
        notes.append("HermiT was asked whether the graph is consistent and every class satisfiable")
    return Report(tuple(sorted(set(_causes([*evidence, *found])))), (files.summary(), *notes))


def _told(files: Files) -> set[tuple[str, str, str]]:
    """Return the triples whose fault is told already, so that shapes need not see it as well."""
    from parley.check.files import is_sound
    from parley.check.undefined import undefined

    told = set()
    for source in files.checked:
        for (kind, term), uses in undefined(files, source).items():
            told |= {(use.subject, use.predicate, "" if kind == "property" else term) for use in uses}
        told |= {(s.subject, s.predicate, "") for s in source.statements if s.kind == "blank" or not is_sound(s)}
    return told


#: What follows from a link that leads elsewhere than its author meant.
_CONSEQUENCES = frozenset({"stated", "unused-entity", "Prospect-reached", "Passage-used"})
#: Whether a claim has a force hangs on what it states.
_FORCE = frozenset({"claim-with-force-force", "Claim-forceless"})
_STATES = PREFIXES["parley"] + "states"


def _causes(faults: list[Fault]) -> list[Fault]:
    """Return the faults without what follows from another: mended, that goes away."""
    meant = {node for fault in faults for node in fault.meant}
    properties = {(fault.focus, node) for fault in faults for node in fault.meant}
    once = {(f.path, f.line, f.message): f for f in sorted(faults, reverse=True)}  # two shapes may see one fault
    misplaced = {(f.path, f.focus, f.property) for f in faults if f.check != "quotation"}

    def follows(fault: Fault) -> bool:
        return (
            (fault.check in _CONSEQUENCES and fault.focus in meant)
            or (fault.focus, fault.property) in properties
            or (fault.check in _FORCE and (fault.path, fault.focus, _STATES) in misplaced)
            or (fault.check == "quotation" and (fault.path, fault.focus, fault.property) in misplaced)
        )

    return [fault for fault in once.values() if not follows(fault)]
