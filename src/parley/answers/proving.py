"""What of a row leads to its proof, and the proofs of all rows of an answer by one look into the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.rdf.terms import IRI, is_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.answers.asked import Asked
    from parley.answers.proof import Proof
    from parley.answers.table import Record, Table


class Proving:
    """The proofs of an answer, looked up when they are first wanted.

    Args:
        kg: The graph that answered, or None where the proofs are known.
        rows: The answer.
    """

    def __init__(self, kg: Asked | None, rows: Table) -> None:
        self._kg, self.rows = kg, rows
        self._proofs: tuple[dict[IRI, list[Proof]], dict[IRI, list[Proof]]] | None = None
        self._derivations: dict[tuple[IRI, IRI], list[IRI]] | None = None

    def proofs(self, row: Record) -> list[Proof]:
        """Return what proves a row, each proof once."""
        if self._proofs is None and self._kg:
            prove_together(self._kg, [self])
        by_anchor, by_participant = self._proofs or ({}, {})
        found: dict[IRI, Proof] = {}
        anchors = self.anchors(row)
        for iri in anchors or self.participants(row):
            for proof in (by_anchor if anchors else by_participant).get(iri, ()):
                found.setdefault(proof.iri, proof)
        return list(found.values())

    def know(self, proofs: tuple[dict[IRI, list[Proof]], dict[IRI, list[Proof]]]) -> None:
        """Take the proofs of anchors and of participants."""
        self._proofs = proofs

    def proved(self, rows: Table) -> Proving:
        """Return the proofs of rows of this answer, without the graph.

        Args:
            rows: This answer, or a part of it.
        """
        for row in rows:
            self.proofs(row)  # the first looks up those of all
        anchors = {iri for row in rows for iri in self.anchors(row)}
        participants = {iri for row in rows for iri in self.participants(row)}
        by_anchor, by_participant = self._proofs or ({}, {})
        found = Proving(None, rows)
        found.know(
            (
                {iri: by_anchor[iri] for iri in anchors if iri in by_anchor},
                {iri: by_participant[iri] for iri in participants if iri in by_participant},
            )
        )
        known = self._derivations or {}
        values = ([value for _, value in self._typed(row)] for row in rows)
        found._derivations = {(s, o): known[s, o] for own in values for s in own for o in own if (s, o) in known}
        return found

    def anchors(self, row: Record) -> list[IRI]:
        """Return the nodes, claims and derivations of a row that lead to a proof."""
        from parley.answers.proof import ANCHORS

        cells = self._typed(row)
        if not self.rows.is_declared:
            return self._ad_hoc_anchors([value for _, value in cells])
        # A claim is more exact than the node that it and others state.
        kinds = ANCHORS - {"node"} if any(kind == "claim" for kind, _ in cells) else ANCHORS
        return [value for kind, value in cells if kind in kinds]

    def _ad_hoc_anchors(self, values: list[IRI]) -> list[IRI]:
        """Return nodes and claims among the values, and derivations that lead from one to another."""
        from parley.answers.proof import derivations_among, is_node

        if self._derivations is None:
            every = {value for row in self.rows for value in row if isinstance(value, IRI)}
            self._derivations = derivations_among(self._kg, every) if self._kg else {}
        derived = [d for s in values for o in values for d in self._derivations.get((s, o), ())]
        return [value for value in values if is_node(value)] + derived

    def participants(self, row: Record) -> list[IRI]:
        """Return the agent, place or prospect by which a row is proved that has no anchors."""
        from parley.answers.proof import PARTICIPANTS

        if not self.rows.is_declared or self.anchors(row):
            return []
        return [value for kind, value in self._typed(row) if kind in PARTICIPANTS][:1]

    def _typed(self, row: Record) -> list[tuple[str | None, IRI]]:
        cells = zip(self.rows.columns, row, strict=True)
        return [
            (self.rows.type_of(column), value) for column, value in cells if isinstance(value, IRI) and is_iri(value)
        ]


def prove_together(kg: Asked, answers: Iterable[Proving]) -> None:
    """Prove the rows of several answers of a graph by one look into it, and not by one for each answer.

    Args:
        kg: The graph that gave them.
        answers: Those of the answers; afterwards each knows its proofs.
    """
    from parley.answers.proof import prove

    each = list(answers)
    anchors = {iri for proving in each for row in proving.rows for iri in proving.anchors(row)}
    participants = {iri for proving in each for row in proving.rows for iri in proving.participants(row)}
    proofs = prove(kg, anchors), prove(kg, (), participants)
    for proving in each:
        proving.know(proofs)
