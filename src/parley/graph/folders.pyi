# Made by docs/stubs.py from the headers of the stored queries; do not edit.
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from parley.answers.rows import Rows, TypedRow
from parley.catalogue.stored import StoredQuery
from parley.graph.core import Core
from parley.rdf.terms import IRI

View = Literal["strict", "reported", "all"]

def describe(query: StoredQuery) -> str: ...

class Queries:
    def __init__(self, kg: Core) -> None: ...
    def __getitem__(self, name: str) -> StoredQuery: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __dir__(self) -> list[str]: ...
    @property
    def actors(self) -> Actors: ...
    @property
    def patronage(self) -> Patronage: ...
    @property
    def events(self) -> Events: ...
    @property
    def bargaining(self) -> Bargaining: ...
    @property
    def evidence(self) -> Evidence: ...

class ActorsConditionsRow(TypedRow):
    subject: IRI | None
    condition: IRI
    topic: IRI | None
    other: IRI | None
    place: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class ActorsGroupsRow(TypedRow):
    group: IRI
    kind: str
    partOf: IRI | None
    quantifier: IRI | None

class ActorsGrowthRow(TypedRow):
    group: IRI
    topic: IRI
    time: str | None
    certainty: IRI
    standing: IRI
    states: IRI

class ActorsListRow(TypedRow):
    actor: IRI
    kind: str
    description: str | None

class ActorsNamedRow(TypedRow):
    entity: IRI
    spelling: str
    language: str
    source: str
    usedBy: IRI | None
    certainty: IRI | None
    standing: IRI | None
    states: IRI | None

class ActorsNetworkRow(TypedRow):
    actor: IRI
    relation: str
    other: IRI
    modality: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class ActorsOfficesRow(TypedRow):
    person: IRI
    role: str
    of: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class ActorsProfileRow(TypedRow):
    actor: IRI
    role: IRI
    modality: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class ActorsStrengthRow(TypedRow):
    group: IRI
    quantity: int
    unit: IRI
    estimatedBy: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class ActorsTiesRow(TypedRow):
    actor: IRI
    tie: str
    type: IRI | None
    to: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class ActorsUnnamedRow(TypedRow):
    actor: IRI
    partOf: IRI | None
    quantifier: IRI | None
    note: str | None

class Actors:
    def conditions(self, *, subject: str | Sequence[str] | None = None, view: View | None = None) -> Rows[ActorsConditionsRow]: ...
    def groups(self, *, view: View | None = None) -> Rows[ActorsGroupsRow]: ...
    def growth(self, *, group: str | None = None, view: View | None = None) -> Rows[ActorsGrowthRow]: ...
    def list(self, *, kind: Literal["armed group", "government", "organization", "person", "state", "state organ", "unnamed set", "unnamed source"] | None = None, view: View | None = None) -> Rows[ActorsListRow]: ...
    def named(self, *, name: str | Sequence[str] | None = None, view: View | None = None) -> Rows[ActorsNamedRow]: ...
    def network(self, *, agent: str | None = None, view: View | None = None) -> Rows[ActorsNetworkRow]: ...
    def offices(self, *, person: str | None = None, view: View | None = None) -> Rows[ActorsOfficesRow]: ...
    def profile(self, *, actor: str, view: View | None = None) -> Rows[ActorsProfileRow]: ...
    def strength(self, *, group: str | None = None, view: View | None = None) -> Rows[ActorsStrengthRow]: ...
    def ties(self, *, agent: str | None = None, view: View | None = None) -> Rows[ActorsTiesRow]: ...
    def unnamed(self, *, view: View | None = None) -> Rows[ActorsUnnamedRow]: ...

class PatronageBackersRow(TypedRow):
    patron: IRI
    group: IRI
    reach: str
    support: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class PatronageBetweenRow(TypedRow):
    actor: IRI
    power: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class PatronageLinkedRow(TypedRow):
    patron: IRI
    group: IRI
    reach: str
    direct: bool
    through: IRI | None
    certainty: IRI
    derivation: IRI

class PatronageOrgansRow(TypedRow):
    organ: IRI
    state: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class PatronageProtectorsRow(TypedRow):
    protector: IRI
    protected: IRI
    force: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class Patronage:
    def backers(self, *, group: str | None = None, patron: str | None = None, support: str | None = None, standing: str | None = None, view: View | None = None) -> Rows[PatronageBackersRow]: ...
    def between(self, *, view: View | None = None) -> Rows[PatronageBetweenRow]: ...
    def linked(self, *, patron: str | None = None, group: str | None = None, direct: bool | None = None, view: View | None = None) -> Rows[PatronageLinkedRow]: ...
    def organs(self, *, state: str | None = None, view: View | None = None) -> Rows[PatronageOrgansRow]: ...
    def protectors(self, *, protector: str | None = None, view: View | None = None) -> Rows[PatronageProtectorsRow]: ...

class EventsActsRow(TypedRow):
    actor: IRI
    type: IRI
    phase: IRI | None
    time: str | None
    larger: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class EventsAttacksRow(TypedRow):
    states: IRI
    type: IRI
    actor: IRI | None
    victim: IRI | None
    target: IRI | None
    means: IRI | None
    place: IRI | None
    quantifier: IRI | None
    larger: IRI | None
    certainty: IRI
    standing: IRI

class EventsDeescalationRow(TypedRow):
    actor: IRI
    type: IRI
    thing: IRI | None
    means: IRI | None
    place: IRI | None
    phase: IRI | None
    time: str | None
    serves: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class EventsOrderRow(TypedRow):
    earlier: IRI
    relation: str
    later: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class EventsPlacesRow(TypedRow):
    place: IRI
    states: IRI
    kind: str
    certainty: IRI
    standing: IRI

class EventsUndatedRow(TypedRow):
    states: IRI
    type: IRI
    actor: IRI | None
    time: str | None
    certainty: IRI
    standing: IRI

class Events:
    def acts(self, *, actor: str | None = None, type: str | None = None, view: View | None = None) -> Rows[EventsActsRow]: ...
    def attacks(self, *, actor: str | None = None, victim: str | None = None, target: str | None = None, type: str | None = None, place: str | None = None, view: View | None = None) -> Rows[EventsAttacksRow]: ...
    def deescalation(self, *, place: str | None = None, view: View | None = None) -> Rows[EventsDeescalationRow]: ...
    def order(self, *, relation: Literal["came before", "brought about", "was a reason for"] | None = None, view: View | None = None) -> Rows[EventsOrderRow]: ...
    def places(self, *, place: str | None = None, view: View | None = None) -> Rows[EventsPlacesRow]: ...
    def undated(self, *, view: View | None = None) -> Rows[EventsUndatedRow]: ...

class BargainingAimsRow(TypedRow):
    holder: IRI
    kind: str
    direction: str
    prospect: IRI
    act: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingBlockersRow(TypedRow):
    condition: IRI
    relation: str
    performer: IRI
    offered: str
    offeredBy: IRI | None
    offer: IRI | None
    offerStanding: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingConditionsRow(TypedRow):
    states: IRI
    holder: IRI | None
    relation: str
    condition: IRI | None
    text: str | None
    certainty: IRI
    standing: IRI

class BargainingConsequencesRow(TypedRow):
    step: IRI
    outcome: str
    kind: IRI
    prospect: IRI
    likelihood: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingDemandsRow(TypedRow):
    holder: IRI
    addressee: IRI
    reach: str
    direction: str
    prospect: IRI
    condition: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingElementsRow(TypedRow):
    element: IRI
    covered: str
    prospect: IRI | None
    certainty: IRI | None
    standing: IRI | None
    states: IRI | None

class BargainingExpectationsRow(TypedRow):
    prospect: IRI
    performer: IRI | None
    beneficiary: IRI | None
    likelihood: IRI | None
    given: IRI | None
    unless: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingFearsRow(TypedRow):
    prospect: IRI
    performer: IRI | None
    fearedBy: IRI
    likelihood: IRI | None
    given: IRI | None
    unless: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingIncompatibleRow(TypedRow):
    common: IRI
    holder: IRI
    favours: IRI
    opponent: IRI
    opposes: IRI
    certainty: IRI
    standing: IRI
    states: IRI
    against: IRI

class BargainingLeversRow(TypedRow):
    prospect: IRI
    released: int
    relation: str
    kind: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingMediatorsRow(TypedRow):
    mediator: IRI
    party: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingMeetingsRow(TypedRow):
    prospect: IRI
    direction: str
    kind: IRI
    holder: IRI
    wording: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingMotivesRow(TypedRow):
    effect: IRI
    holder: IRI | None
    reason: IRI
    reasonBy: IRI | None
    reasons: int
    quantifier: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingOptionsRow(TypedRow):
    prospect: IRI
    holder: IRI
    addressee: IRI | None
    caseOf: IRI | None
    listing: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingQuestionsRow(TypedRow):
    prospect: IRI
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingRealisationsRow(TypedRow):
    holder: IRI
    prospect: IRI
    occurrence: IRI | None
    happened: IRI | None
    extent: IRI | None
    judgement: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingRequirementsRow(TypedRow):
    required: IRI
    purpose: IRI | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingThreatsRow(TypedRow):
    holder: IRI
    addressee: IRI
    prospect: IRI
    trigger: IRI | None
    averted: IRI | None
    condition: str | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingTriggersRow(TypedRow):
    harm: IRI
    triggers: int
    holder: IRI
    wording: IRI
    relation: str | None
    trigger: IRI | None
    text: str | None
    certainty: IRI
    standing: IRI
    states: IRI

class BargainingUndertakingsRow(TypedRow):
    holder: IRI
    direction: str
    prospect: IRI
    rank: int
    force: IRI
    condition: IRI | None
    certainty: IRI
    claimant: IRI
    standing: IRI
    disputed: str | None
    claim: IRI
    states: IRI

class BargainingUnstatedRow(TypedRow):
    about: IRI
    role: IRI
    kind: IRI
    standing: IRI

class Bargaining:
    def aims(self, *, holder: str | None = None, view: View | None = None) -> Rows[BargainingAimsRow]: ...
    def blockers(self, *, offered: bool | None = None, view: View | None = None) -> Rows[BargainingBlockersRow]: ...
    def conditions(self, *, holder: str | None = None, view: View | None = None) -> Rows[BargainingConditionsRow]: ...
    def consequences(self, *, step: str | None = None, outcome: Literal["comes about", "does not"] | None = None, view: View | None = None) -> Rows[BargainingConsequencesRow]: ...
    def demands(self, *, holder: str | None = None, addressee: str | None = None, view: View | None = None) -> Rows[BargainingDemandsRow]: ...
    def elements(self, *, element: str | None = None, view: View | None = None) -> Rows[BargainingElementsRow]: ...
    def expectations(self, *, given: str | None = None, view: View | None = None) -> Rows[BargainingExpectationsRow]: ...
    def fears(self, *, given: str | None = None, view: View | None = None) -> Rows[BargainingFearsRow]: ...
    def incompatible(self, *, holder: str | None = None, view: View | None = None) -> Rows[BargainingIncompatibleRow]: ...
    def levers(self, *, prospect: str | None = None, view: View | None = None) -> Rows[BargainingLeversRow]: ...
    def mediators(self, *, view: View | None = None) -> Rows[BargainingMediatorsRow]: ...
    def meetings(self, *, prospect: str | None = None, holder: str | None = None, view: View | None = None) -> Rows[BargainingMeetingsRow]: ...
    def motives(self, *, effect: str | None = None, reason: str | None = None, holder: str | None = None, view: View | None = None) -> Rows[BargainingMotivesRow]: ...
    def options(self, *, holder: str | None = None, prospect: str | None = None, view: View | None = None) -> Rows[BargainingOptionsRow]: ...
    def questions(self, *, view: View | None = None) -> Rows[BargainingQuestionsRow]: ...
    def realisations(self, *, holder: str | None = None, extent: str | None = None, view: View | None = None) -> Rows[BargainingRealisationsRow]: ...
    def requirements(self, *, view: View | None = None) -> Rows[BargainingRequirementsRow]: ...
    def threats(self, *, holder: str | None = None, view: View | None = None) -> Rows[BargainingThreatsRow]: ...
    def triggers(self, *, harm: str | None = None, holder: str | None = None, view: View | None = None) -> Rows[BargainingTriggersRow]: ...
    def undertakings(self, *, holder: str | None = None, prospect: str | None = None, force: str | None = None, direction: Literal["for", "against"] | None = None, view: View | None = None) -> Rows[BargainingUndertakingsRow]: ...
    def unstated(self, *, role: str | None = None, about: str | None = None, view: View | None = None) -> Rows[BargainingUnstatedRow]: ...

class EvidenceAssessmentsRow(TypedRow):
    about: IRI | None
    valence: IRI
    gloss: str
    topic: IRI | None
    time: str | None
    by: IRI
    certainty: IRI
    standing: IRI
    claim: IRI
    states: IRI

class EvidenceCandidatesRow(TypedRow):
    claim: IRI
    other: IRI
    conflict: IRI
    decided: bool
    decision: IRI | None
    judgement: IRI | None

class EvidenceClaimsRow(TypedRow):
    claim: IRI
    document: IRI
    gloss: str
    states: IRI
    modality: IRI
    certainty: IRI
    polarity: IRI
    standing: IRI
    claimant: IRI
    start: int
    end: int

class EvidenceDisagreementsRow(TypedRow):
    document: IRI
    claim: IRI
    otherDocument: IRI
    other: IRI
    conflict: IRI | None
    decision: IRI | None
    judgement: IRI | None

class EvidenceDocumentsRow(TypedRow):
    document: IRI
    description: str | None
    author: IRI | None
    publisher: IRI | None
    origin: IRI | None
    language: str | None
    length: int | None
    claims: int

class EvidenceExclusionsRow(TypedRow):
    document: IRI
    start: int
    end: int
    reason: IRI
    explanation: str
    exclusion: IRI

class EvidenceFirmnessRow(TypedRow):
    states: IRI
    remains: bool
    claims: int
    standing: IRI
    document: IRI

class EvidenceProofRow(TypedRow):
    claim: IRI
    gloss: str
    claimant: IRI
    certainty: IRI
    polarity: IRI
    standing: IRI
    force: IRI | None
    note: str | None
    start: int
    end: int
    document: IRI

class EvidenceReportedRow(TypedRow):
    reporter: IRI
    speaker: IRI
    gloss: str
    content: IRI
    certainty: IRI
    standing: IRI
    claim: IRI

class EvidenceSearchRow(TypedRow):
    claim: IRI
    gloss: str
    modality: IRI
    certainty: IRI
    claimant: IRI
    standing: IRI
    document: IRI
    states: IRI

class EvidenceSourcesRow(TypedRow):
    states: IRI
    documents: int
    claims: int
    passages: int
    standing: IRI

class EvidenceTensionsRow(TypedRow):
    judgement: IRI
    type: IRI
    decision: IRI
    explanation: str
    claim: IRI
    gloss: str
    certainty: IRI
    polarity: IRI
    standing: IRI
    force: IRI | None

class Evidence:
    def assessments(self, *, about: str | None = None, by: str | None = None, valence: str | None = None, view: View | None = None) -> Rows[EvidenceAssessmentsRow]: ...
    def candidates(self, *, conflict: str | None = None, decided: bool | None = None, view: View | None = None) -> Rows[EvidenceCandidatesRow]: ...
    def claims(self, *, document: str | None = None, modality: str | None = None, certainty: str | None = None, claimant: str | None = None, view: View | None = None) -> Rows[EvidenceClaimsRow]: ...
    def disagreements(self, *, document: str | None = None, view: View | None = None) -> Rows[EvidenceDisagreementsRow]: ...
    def documents(self, *, document: str | None = None, view: View | None = None) -> Rows[EvidenceDocumentsRow]: ...
    def exclusions(self, *, document: str | None = None, view: View | None = None) -> Rows[EvidenceExclusionsRow]: ...
    def firmness(self, *, remains: bool | None = None, document: str | None = None, view: View | None = None) -> Rows[EvidenceFirmnessRow]: ...
    def proof(self, *, node: str, view: View | None = None) -> Rows[EvidenceProofRow]: ...
    def reported(self, *, speaker: str | None = None, view: View | None = None) -> Rows[EvidenceReportedRow]: ...
    def search(self, *, word: str, view: View | None = None) -> Rows[EvidenceSearchRow]: ...
    def sources(self, *, exactly: int | None = None, view: View | None = None) -> Rows[EvidenceSourcesRow]: ...
    def tensions(self, *, type: str | None = None, decision: str | None = None, claim: str | None = None, about: str | None = None, view: View | None = None) -> Rows[EvidenceTensionsRow]: ...
