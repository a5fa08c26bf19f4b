"""Claim: one source's assertion about one event. Field rules: the annotation guidelines.

A reader fills the words (spans); `resolve/` fills the resolved forms beside them; nothing is
ever overwritten by a guess. Text values serialise as {"text", "start", "end"}.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from contested.model.base import Value
from contested.model.resolved import Actor, DateAnchor, DatePrecision, EventOrder, Place
from contested.model.span import Span

Status = Literal["asserted", "alleged", "denied", "planned", "unclear"]
Mode = Literal["all", "one_of", "unknown", "none"]
CasualtyKind = Literal["killed", "injured", "missing", "captured", "displaced"]
SourceKind = Literal[
    "government",
    "military",
    "armed_group",
    "monitor",
    "medical",
    "media",
    "resident",
    "expert",
    "unnamed",
    "other",
]
ClaimSection = Literal["title", "body", "caption"]


class Mention(Value, frozen=True, kw_only=True):
    """Words that name an actor or an object, and the registry entry they were linked to."""

    text: str
    start: int
    end: int
    actor: Actor | None = None

    @property
    def span(self) -> Span:
        return Span(text=self.text, start=self.start, end=self.end)


class Perpetrator(Value, frozen=True, kw_only=True):
    """Who acted: `all` together, `one_of` as alternatives, `unknown` said so, `none` not said."""

    mode: Mode = "none"
    names: tuple[Mention, ...] = ()
    cue: Span | None = None
    """The words that make it `one_of` or `unknown`, e.g. "or", "unidentified"."""

    def __post_init__(self) -> None:
        if self.mode in ("all", "one_of") and not self.names:
            raise ValueError(f"perpetrator mode {self.mode!r} needs a name")
        if self.mode == "none" and self.names:
            raise ValueError("perpetrator mode 'none' has no names")


class Where(Value, frozen=True, kw_only=True):
    """Place words, most specific first, and what they resolve to; `offset` is a stated displacement."""

    texts: tuple[Span, ...] = ()
    country: str | None = None
    admin1: str | None = None
    offset: Span | None = None
    place: Place | None = None


class When(Value, frozen=True, kw_only=True):
    """Time words and the interval they resolve to (both days inclusive); None when nothing dates it.

    `time_precision` is ACLED's (1 day, 2 week, 3 month); `date_prec` UCDP's (1 day, 2 up to a
    week-range, 3 week, 4 month, 5 year or more).
    """

    text: Span | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    precision: DatePrecision | None = None
    anchor: DateAnchor | None = None
    time_precision: Literal[1, 2, 3] | None = None
    date_prec: Literal[1, 2, 3, 4, 5] | None = None
    order: tuple[EventOrder, ...] = ()
    """Which events of the report it came before or after, where the words say so."""

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"an interval cannot end before it starts: {self.start} > {self.end}")


class Casualty(Value, frozen=True, kw_only=True):
    """Harm of one kind to one group. low/high None is an open end: "at least 9" is 9/None."""

    kind: CasualtyKind
    who: Span | None = None
    text: Span | None = None
    low: int | None = None
    high: int | None = None
    shared: bool = False
    """One number was given for this kind and another together ("20 killed or wounded")."""

    def __post_init__(self) -> None:
        if (self.low or 0) < 0 or (self.high or 0) < 0:
            raise ValueError("harm cannot be negative")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")


class Source(Value, frozen=True, kw_only=True):
    """One link of the chain from the one who says it outward to the one who relays it."""

    text: str
    start: int
    end: int
    kind: SourceKind = "other"
    actor: Actor | None = None
    party: bool | None = None
    """Whether it is a party to the claim's event, or speaks for one; None where that is not known."""

    @property
    def span(self) -> Span:
        return Span(text=self.text, start=self.start, end=self.end)


class Claim(Value, frozen=True, kw_only=True):
    """One source's assertion about one event, with the span that proves each field."""

    id: str = ""
    """Stamped by the pipeline from document, version, type and trigger; readers leave it empty."""
    document_id: str
    event: str = ""
    """Label shared by claims of one occurrence within the document ("E1"); "" until linked."""
    type: str
    """A key of ontology.yaml."""
    status: Status = "asserted"
    status_cue: Span | None = None
    background: bool = False
    section: ClaimSection = "body"
    quote: str
    """The sentence that makes the claim, as a plain string (guidelines form); equals sentence.text."""
    sentence: Span
    trigger: Span
    perpetrator: Perpetrator = Perpetrator()
    target: tuple[Mention, ...] = ()
    weapon: Span | None = None
    where: Where = Where()
    when: When = When()
    casualties: tuple[Casualty, ...] = ()
    source: tuple[Source, ...] = ()
    framing: tuple[Span, ...] = ()
    confidence: dict[str, float] = {}
    """Field name -> the reader's estimate in [0, 1] that the value is right."""
    rules: dict[str, str] = {}
    """Field name -> the rule or model that produced it; what `--explain` prints."""
    unaligned: dict[str, tuple[str, ...]] = {}
    """Field name -> words that a reader gave and the text does not have. Kept to be seen; they have
    no span, so they are in no other field and never count."""
    version: str = ""
    """What made it, e.g. "contested 0.1.0; rules 1; en_core_web_md 3.8.0; gazetteer 1"."""


def spans_of(claim: Claim) -> list[Span]:
    """Every span of a claim, in a fixed order: each must prove itself against the text."""
    spans = [claim.sentence, claim.trigger]
    spans += [m.span for m in (*claim.perpetrator.names, *claim.target)]
    spans += [s.span for s in claim.source]
    spans += [*claim.where.texts, *claim.framing]
    spans += [span for told in claim.when.order for span in (told.other, told.cue)]
    for harm in claim.casualties:
        spans += [s for s in (harm.who, harm.text) if s]
    single = (claim.status_cue, claim.perpetrator.cue, claim.weapon, claim.where.offset, claim.when.text)
    return spans + [s for s in single if s]
