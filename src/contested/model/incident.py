"""Incident: the linked claims of many reports about one occurrence. Computed, never edited."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from contested.model.base import Value
from contested.model.claim import CasualtyKind, ClaimSection, Status
from contested.model.resolved import Place

FieldState = Literal["agreed", "contested", "unknown"]
FieldName = Literal["what", "perpetrator", "target", "weapon", "where", "when", "killed", "injured"]


class Holder(Value, frozen=True, kw_only=True):
    """Who holds a value: one claim of one report, and the independent origin it counts under."""

    claim_id: str
    document_id: str
    outlet: str | None = None
    published: dt.date | None = None
    chain: tuple[str, ...] = ()
    """From the one who says it outward; () is the outlet's own voice."""
    origin: str
    """The independent source that this holder counts under: the first speaker of the chain, the
    agency that is relayed, or the outlet; copies of one text share an origin."""
    status: Status = "asserted"
    section: ClaimSection = "body"
    party: bool = False
    """The one who says it is a party to the event: its name is shared with a perpetrator or target."""
    relayed: bool | None = None
    """Somebody stands between the one who says it and this report; None where that was not looked at."""
    copied_from: str | None = None
    """Document id of the earlier report whose passage this one carries."""


class Position(Value, frozen=True, kw_only=True):
    """One value of a field, and all who hold it. `label` is the value in words, for people."""

    label: str
    value: str | int | list[str] | dict[str, int | None] | None
    holders: tuple[Holder, ...]
    origins: int
    """Number of independent origins among the holders."""
    denied: bool = False
    """The holders say that this is NOT so."""
    independent: int | None = None
    """Number of origins among the holders that are no party to the event; None where not counted."""
    withdrawn: tuple[str, ...] = ()
    """Origins among the holders that speak of the field again later and no longer say this."""


class Revision(Value, frozen=True, kw_only=True):
    """One origin that says another value in a later report than it said before."""

    origin: str
    published: dt.date
    document_id: str
    claim_id: str
    before: str
    """The label of the position that it left."""
    after: str
    kind: Literal["revised", "withdrawn"] = "revised"
    """withdrawn: it now denies what it said."""


class Headline(Value, frozen=True, kw_only=True):
    """A headline that says another thing, or says it more surely, than the report under it."""

    document_id: str
    outlet: str | None = None
    headline: str
    body: tuple[str, ...]


class Field(Value, frozen=True, kw_only=True):
    """What the claims say of one field: agreed by all, contested, or unknown."""

    name: FieldName
    state: FieldState
    positions: tuple[Position, ...] = ()
    note: str = ""
    """One sentence on why it is contested or unknown."""
    revisions: tuple[Revision, ...] = ()
    """What origins changed from one report to the next, oldest first."""
    headlines: tuple[Headline, ...] = ()


HarmGroup = Literal["civilians", "combatants", "children", "women"]


class Harm(Value, frozen=True, kw_only=True):
    """Low-best-high of one kind of harm over the incident's claims; None where nobody said.

    `rule` names the aggregation rule that gave `best`: it is declared, never implied.
    """

    kind: CasualtyKind
    low: int | None = None
    best: int | None = None
    high: int | None = None
    rule: str
    group: HarmGroup | None = None
    """Whom it counts; None is everybody."""


class Extent(Value, frozen=True, kw_only=True):
    """How far the places and days that are told reach, all of them together; None where nobody says.

    Origins that later said otherwise do not count.
    """

    earliest: dt.date | None = None
    latest: dt.date | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    """Of the circle around the point that holds every settlement or site told, with its own radius."""
    places: int = 0
    """Number of different places in it."""


class Incident(Value, frozen=True, kw_only=True):
    """A set of claims about one occurrence, with every field's agreement and holders."""

    id: str
    type: str
    family: str
    """Type family of ontology.yaml: violent, control, political or other."""
    summary: str
    """One line in our words, e.g. "air strike, Idlib, Syria, 27 Aug 2019"."""
    start: dt.date | None = None
    end: dt.date | None = None
    place: Place | None = None
    country: str | None = None
    admin1: str | None = None
    fields: tuple[Field, ...] = ()
    harm: tuple[Harm, ...] = ()
    claim_ids: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    """The independent sources, each once."""
    copies: tuple[tuple[str, ...], ...] = ()
    """Groups of document ids that carry one text."""
    background: bool = False
    version: str = ""
    parties: tuple[str, ...] = ()
    """Those of `origins` that are parties to the event."""
    independent: int | None = None
    """Number of `origins` that are not; None where not counted."""
    versions: tuple[tuple[str, ...], ...] = ()
    """Chains of document ids of one outlet in which each report carries on the one before; oldest first."""
    harm_groups: tuple[Harm, ...] = ()
    """As `harm`, for the groups that somebody counted apart."""
    extent: Extent | None = None

    @property
    def contested(self) -> tuple[str, ...]:
        """Names of the fields on which the claims disagree."""
        return tuple(f.name for f in self.fields if f.state == "contested")
