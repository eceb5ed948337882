"""The answers of all stored queries, each row with what proves it, as tables for pages."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from parley.answers.proving import prove_together
from parley.catalogue.files import load, names
from parley.errors import ParleyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from parley.answers.proof import Proof
    from parley.answers.rows import Rows
    from parley.catalogue.stored import StoredQuery
    from parley.graph.core import Core
    from parley.rdf.terms import IRI, Value

#: What a page of an actor shows of the answers: those of the rows that name it.
OF_ACTORS = {
    "Patrons, organs and those it backs": (
        "patronage.backers",
        "patronage.linked",
        "patronage.protectors",
        "patronage.between",
        "patronage.organs",
    ),
    "Ties, offices, strength and state": (
        "actors.ties",
        "actors.offices",
        "actors.strength",
        "actors.growth",
        "actors.conditions",
        "bargaining.mediators",
    ),
    "Positions": (
        "bargaining.threats",
        "bargaining.demands",
        "bargaining.undertakings",
        "bargaining.aims",
        "bargaining.options",
        "bargaining.conditions",
        "bargaining.incompatible",
        "bargaining.fears",
        "bargaining.blockers",
    ),
    "Events": ("events.acts", "events.attacks", "events.deescalation"),
    "What it is said to have said": ("evidence.reported",),
}


#: Those of them that are shown of the unnamed parts of an actor, and of those who act for it.
OF_PARTS = (*OF_ACTORS["Positions"], *OF_ACTORS["Events"])
_OF_AGENTS, _TELLERS = ("agent", "iri"), ("claimant", "estimatedBy", "reporter", "usedBy")


class Line(NamedTuple):
    """A row of a table, with what proves it."""

    cells: tuple[Value | None, ...]
    proofs: list[Proof]


class Table(NamedTuple):
    """An answer, or some rows of one, without the columns that are empty in all of them."""

    columns: tuple[str, ...]
    lines: list[Line]

    @property
    def heads(self) -> list[str]:
        """The columns in words: ``partOf`` is ``part of``."""
        return ["".join(f" {c.lower()}" if c.isupper() else c for c in name) for name in self.columns]


class Answer(NamedTuple):
    """A stored query with its answer.

    Attributes:
        query: The query.
        given: What its required parameters were given: their examples.
        rows: The answer, or None where the graph does not have the examples.
    """

    query: StoredQuery
    given: dict[str, str]
    rows: Rows | None

    @property
    def table(self) -> Table:
        """All rows."""
        return self.of(lambda _: True)

    def of(self, wanted: Callable[[tuple[Value | None, ...]], bool]) -> Table:
        """Return the rows whose values are wanted."""
        rows = self.rows or ()
        lines = [Line(tuple(row), row.why()) for row in rows if wanted(tuple(row))]
        columns = [c.name for c in self.query.columns]
        filled = [i for i in range(len(columns)) if any(line.cells[i] is not None for line in lines)]
        return Table(
            tuple(columns[i] for i in filled),
            [line._replace(cells=tuple(line.cells[i] for i in filled)) for line in lines],
        )

    def naming(self, agents: set[IRI], but: IRI | None = None) -> Table:
        """Return the rows that are about one of the agents.

        Args:
            agents: The agents. Who only tells of something is not whom it is about.
            but: An agent that the rows do not name.
        """
        places = [i for i, c in enumerate(self.query.columns) if c.type in _OF_AGENTS and c.name not in _TELLERS]

        def wanted(row: tuple[Value | None, ...]) -> bool:
            named = {row[i] for i in places}
            return bool(named & agents) and (but is None or but not in named)

        return self.of(wanted)


def answers(kg: Core) -> dict[str, Answer]:
    """Ask all stored queries under their default views, and prove what they answer."""
    found = {name: _answer(kg, load(name)) for name in names()}
    prove_together(kg, [answer.rows.proving for answer in found.values() if answer.rows is not None])
    return found


def _answer(kg: Core, query: StoredQuery) -> Answer:
    given = {p.name: p.example for p in query.parameters if p.required}
    rows = None
    with suppress(ParleyError):  # an example that this graph does not have
        rows = kg.ask(query, **given)
    return Answer(query, given, rows)
