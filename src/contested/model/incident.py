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


class Position(Value, frozen=True, kw_only=True):
    """One value of a field, and all who hold it. `label` is the value in words, for people."""

    label: str
    value: str | int | list[str] | dict[str, int | None] | None
    holders: tuple[Holder, ...]
    origins: int
    """Number of independent origins among the holders."""
    denied: bool = False
    """The holders say that this is NOT so."""


class Field(Value, frozen=True, kw_only=True):
    """What the claims say of one field: agreed by all, contested, or unknown."""

    name: FieldName
    state: FieldState
    positions: tuple[Position, ...] = ()
    note: str = ""
    """One sentence on why it is contested or unknown."""


class Harm(Value, frozen=True, kw_only=True):
    """Low-best-high of one kind of harm over the incident's claims; None where nobody said.

    `rule` names the aggregation rule that gave `best`: it is declared, never implied.
    """

    kind: CasualtyKind
    low: int | None = None
    best: int | None = None
    high: int | None = None
    rule: str


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

    @property
    def contested(self) -> tuple[str, ...]:
        """Names of the fields on which the claims disagree."""
        return tuple(f.name for f in self.fields if f.state == "contested")
