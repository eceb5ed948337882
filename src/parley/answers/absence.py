"""What an answer without rows means: a gap that is on record, nothing on record, or rows under another view.

"No rows" reads as "nobody did", and says no such thing. So an empty answer tells which of the three it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parley.catalogue.stored import VIEWS
from parley.rdf.terms import IRI, PREFIXES
from parley.sparql.binding import substitute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parley.answers.asked import Asked
    from parley.catalogue.stored import StoredQuery
    from parley.rdf.terms import Value

OTHER_VIEW, GAP, NOTHING = "rows exist under another view", "recorded gap", "nothing recorded"
_MOST = 3
_GAPS = f"""PREFIX parley: <{PREFIXES["parley"]}>
SELECT DISTINCT ?about ?role WHERE {{
  ?about parley:lacks ?role .
  FILTER(?about IN ($nodes))
  FILTER(?role IN ($roles))
}}
ORDER BY ?about ?role
"""


class Gap(NamedTuple):
    """What an account does not say of a node.

    Attributes:
        about: The content, prospect, claim or agent.
        role: What is not stated, a code of the list ``role``.
        text: The same in words.
    """

    about: IRI
    role: IRI
    text: str


class Absence(NamedTuple):
    """Why an answer has no rows.

    Attributes:
        kind: One of :data:`OTHER_VIEW`, :data:`GAP` and :data:`NOTHING`.
        view: The view that was asked, or None for a query to which it makes no difference.
        views: How many rows there are under each wider view that has some.
        gaps: The gaps on record that stand where the answer would.
    """

    kind: str
    view: str | None
    views: dict[str, int]
    gaps: tuple[Gap, ...]

    def __str__(self) -> str:
        """Return one line for people."""
        if self.kind == OTHER_VIEW:
            found = ", ".join(f"{n} row{'' if n == 1 else 's'} under view {view}" for view, n in self.views.items())
            return f"{self.kind}: {found}"
        if self.kind == GAP:
            shown = [gap.text for gap in self.gaps[:_MOST]]
            more = [f"and {len(self.gaps) - _MOST} more"] if len(self.gaps) > _MOST else []
            return f"{self.kind}: not stated in this account: {'; '.join([*shown, *more])}"
        return f"{self.kind}: the graph holds no statement of this, and none that it is not so"

    def as_dict(self) -> dict[str, object]:
        """Return plain data, for JSON."""
        gaps = [{"about": str(gap.about), "role": str(gap.role), "text": gap.text} for gap in self.gaps]
        return {"kind": self.kind, "view": self.view, "views": self.views, "gaps": gaps, "text": str(self)}


def explain(kg: Asked, query: StoredQuery, given: Mapping[str, Value | Sequence[Value]], view: str | None) -> Absence:
    """Find out why a stored query has no rows.

    Args:
        kg: The graph that was asked.
        query: The stored query.
        given: The values that were bound, by parameter.
        view: The view that was asked; None where it makes no difference.

    Example:
        >>> import parley
        >>> kg = parley.connect()
        >>> kg.queries.actors.growth(group="Iran").absence.kind
        'nothing recorded'
        >>> print(kg.queries.actors.offices(person="Izzat al-Shahbndar").absence)
        recorded gap: not stated in this account: office of Izzat al-Shahbndar
    """
    order = list(VIEWS)
    wider = order[order.index(view) + 1 :] if view else []
    views = {name: count for name in wider if (count := len(kg.solutions(query.bind(given, name)).rows))}
    gaps = tuple(_gaps(kg, query, given, view))
    kind = OTHER_VIEW if views else GAP if gaps else NOTHING
    return Absence(kind, view, views, gaps)


def _gaps(
    kg: Asked, query: StoredQuery, given: Mapping[str, Value | Sequence[Value]], view: str | None
) -> Iterator[Gap]:
    """Yield the gaps in what answers when a parameter is left out, and in what the question is about."""
    found: dict[tuple[IRI, IRI], None] = {}
    for parameter in query.parameters:
        if parameter.name in given and parameter.role and not parameter.required:
            others = {name: value for name, value in given.items() if name != parameter.name}
            rows = kg.solutions(query.bind(others, view)).rows
            nodes = {value for row in rows for value in row if isinstance(value, IRI)}
            found |= dict.fromkeys(_lacking(kg, nodes, [parameter.role]))
    asked = {value for value in given.values() if isinstance(value, IRI)}
    found |= dict.fromkeys(_lacking(kg, asked, query.roles))
    labels = kg.labels(iri for pair in found for iri in pair)
    for about, role in found:
        yield Gap(about, role, f"{labels.get(role, role.local)} of {labels.get(about, about.local)}")


def _lacking(kg: Asked, nodes: set[IRI], roles: Sequence[str]) -> list[tuple[IRI, IRI]]:
    if not nodes or not roles:
        return []
    codes = [IRI(f"{PREFIXES['code']}role-{role}") for role in roles]
    return list(kg.solutions(substitute(_GAPS, {"nodes": sorted(nodes), "roles": codes})).rows)  # type: ignore[arg-type]
