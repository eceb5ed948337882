"""In which words a prospect is told of: threatened, considering, could; and who says so, if not the author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from parley.rdf.terms import PROLOGUE

if TYPE_CHECKING:
    from parley.graph.core import Core
    from parley.rdf.terms import IRI

_TELLINGS = """SELECT DISTINCT ?node ?prospect ?against ?modality ?likelihood ?rank ?force ?disputed ?speaker WHERE {
  VALUES (?about ?against) { (parley:favours false) (parley:opposes true) (parley:anticipates false)
    (parley:requires false) (parley:asksWhether false) }
  ?node ?about ?prospect ; a ?class .
  ?class parley:impliesModality ?modality .
  ?claim parley:affirms ?node ; parley:claimant ?claimant ; parley:standing ?standing .
  FILTER(?standing != code:standing-withdrawn)
  OPTIONAL { ?node parley:likelihood ?word . ?word skos:prefLabel ?likelihood FILTER(LANG(?likelihood) = "en") }
  OPTIONAL { ?node parley:disputed ?disputed }
  OPTIONAL { ?claim parley:force ?rung . ?rung parley:rank ?rank ; skos:prefLabel ?force FILTER(LANG(?force) = "en") }
  OPTIONAL {
    ?claimant skos:prefLabel ?speaker
    FILTER(LANG(?speaker) = "en")
    FILTER NOT EXISTS { ?claimant a parley:Author }
  }
}
ORDER BY ?node ?rank ?speaker"""


class Telling(NamedTuple):
    """How one content tells of a prospect.

    Attributes:
        node: The position, outlook, requirement or question.
        prospect: What may come about.
        modality: The kind of telling, as its code is called: ``threatened``, ``undertaken`` …
        against: Whether it is to be avoided.
        grades: How firm it is told to be: the force of an undertaking, the likelihood of an outlook.
        disputed: Whether claims are at odds over it.
        speakers: Who says it, where it is not the author of the document.
    """

    node: IRI
    prospect: IRI
    modality: str
    against: bool
    grades: tuple[str, ...]
    disputed: bool
    speakers: tuple[str, ...]

    def words(self, link: str = "") -> str:
        """Return it in words; what is refused is refused, and nobody refuses that it be avoided.

        Args:
            link: What leads to a condition: ``if``, ``if not``; empty where there is none.
        """
        grade = " or ".join(self.grades)
        if self.modality == "predicted":
            word = grade or "held out"  # hoped for, made possible: the text gives no likelihood
        elif self.modality == "undertaken" and grade:
            word = grade
        else:
            word = f"{self.modality}, {grade}" if grade else self.modality
        if self.against and self.modality != "refused":
            word += " not to be"
        remarks = ["disputed"] if self.disputed else []
        remarks += [f"says {speaker}" for speaker in self.speakers]
        return f"{word} {link}".rstrip() + (f" ({', '.join(remarks)})" if remarks else "")


def tellings(kg: Core) -> list[Telling]:
    """Return how prospects are told of, but for what is only denied or withdrawn."""
    found: dict[IRI, list[dict[str, Any]]] = {}
    for row in select(kg, _TELLINGS):
        found.setdefault(row["node"], []).append(row)
    return [_telling(rows) for rows in found.values()]


def _telling(rows: list[dict[str, Any]]) -> Telling:
    first = rows[0]
    grades = dict.fromkeys(str(row[kind]) for row in rows for kind in ("force", "likelihood") if row[kind])
    speakers = {str(row["speaker"]): None for row in rows if row["speaker"]}
    is_of_author = any(row["speaker"] is None for row in rows)
    return Telling(
        first["node"],
        first["prospect"],
        first["modality"].local.partition("-")[2],
        bool(first["against"]),
        tuple(grades),
        any(row["disputed"] for row in rows),
        () if is_of_author else tuple(speakers),
    )


def select(kg: Core, text: str) -> list[dict[str, Any]]:
    """Return the rows of a SELECT by column."""
    found = kg.solutions(f"{PROLOGUE}\n{text}")
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]
