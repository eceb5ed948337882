"""Run the stored rules to a fixpoint: modality, standing, shortcuts and their derivations.

Rules are CONSTRUCT queries under ``queries/derive``. Their headers sort them into strata; a rule
depends on what lower strata derive and, if its header says that it is recursive, on what its own
stratum derives. Each stratum runs until it adds nothing (stratified Datalog). A test runs every
rule once more over the result and finds nothing new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parley import resources
from parley.catalogue.header import read_header
from parley.errors import QueryFileError

if TYPE_CHECKING:
    from parley.engines.embedded import Embedded


class Rule(NamedTuple):
    """A stored rule.

    Attributes:
        name: The name of its file, without the suffix.
        stratum: When it runs, from 1.
        recursive: Whether it feeds on what its own stratum derives.
        text: The CONSTRUCT query.
    """

    name: str
    stratum: int
    recursive: bool
    text: str


def rules() -> list[Rule]:
    """Read all rules, in the order in which they run.

    Raises:
        QueryFileError: If a rule has no stratum.
    """
    found = []
    for path in resources.rule_files():
        text = path.read_text(encoding="utf-8")
        header = read_header(path, text)
        if "stratum" not in header:
            raise QueryFileError(str(path), 1, "a rule needs a line '#+ stratum: <number>'")
        found.append(Rule(path.stem, header["stratum"], header.get("recursive", False), text))
    return sorted(found, key=lambda rule: (rule.stratum, rule.name))


def derive(engine: Embedded) -> None:
    """Add to the store what the rules derive from it.

    Args:
        engine: The embedded engine, filled with vocabulary, registry and accounts.

    Example:
        >>> import parley
        >>> parley.connect().query("ASK { ?content parley:standing code:standing-alleged }")
        True
    """
    strata: dict[int, list[Rule]] = {}
    for rule in rules():
        strata.setdefault(rule.stratum, []).append(rule)
    for number in sorted(strata):
        for rule in strata[number]:
            engine.insert(rule.text)
        recursive = [rule for rule in strata[number] if rule.recursive]
        if recursive:
            _repeat(engine, recursive)


def _repeat(engine: Embedded, rules: list[Rule]) -> None:
    """Run rules that feed on themselves until they add nothing."""
    before, size = 0, len(engine)
    while size > before:
        for rule in rules:
            engine.insert(rule.text)
        before, size = size, len(engine)
