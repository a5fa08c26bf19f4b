"""Dates for claims without time words of their own: which day the report gives them, if any.

Every day that the report offers a claim is a candidate with the cues that speak for it (another claim
of the event, the report's day, time words in the sentence or paragraph, ...); "no date" is a candidate
too. A candidate's score is the sum of its cues' weights in data/dating.yaml, which train/dating.py
fits to annotated reports. The highest wins; the rule that is recorded names its cues.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from contested.model import Claim, Document, ontology
from contested.resolve.calendar import DAY, Interval, interval
from contested.resolve.time import resolve_time

Days = tuple[dt.date | None, dt.date | None]
Cues = dict[Days, frozenset[str]]
NO_DATE: Days = (None, None)

_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
# The letters looked ahead for are those that an alternative begins with: they spare most words the rest.
_EXPRESSION = re.compile(
    rf"\b(?=[adfjlmnostwy\d])(?:(?:last |next )?{_WEEKDAY}(?: night| evening| morning| afternoon)?"
    rf"|yesterday|today|overnight|last night"
    rf"|tonight|this (?:morning|evening|afternoon)|\d{{1,2}} {_MONTH}(?: \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:,? \d{{4}})?)\b",
    re.IGNORECASE,
)
_SCANNED = 60_000  # code points searched for time words
_LEDE, _OPENING, _FRESH = 700, 350, 8
_HABIT = re.compile(
    r"\b(?=[acdefhmoruy])(?:(?:has|have|had) (?:been|\w+ed|repeatedly|long)|continue|often|routinely"
    r"|regularly|frequently|repeatedly"
    r"|daily|usually|every|always|ongoing|years|months|decade)",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"\b(?:recent|recently|years?|months?|weeks?|decades?|often|daily|always|previous|past|every|regular|frequent"
    r"|ago|since|days|long|period|war|ongoing|until|nearly|almost|(?<!local )times?)",
    re.IGNORECASE,
)
_STATES = ("siege", "displacement", "territory_gained", "troop_movement", "arrest")
CLAIM_FLAGS = [
    "background",
    "planned",
    "denied",
    "violent",
    "late",
    "last",
    "opening",
    "habit",
    "toll",
    "threat",
    "state",
    "undated",
    "unpublished",
    "mates",
    "harm",
    "timed",
]
DAY_CUES = [
    "published",
    "eve",
    "lede",
    "sentence",
    "paragraph",
    "before",
    "event",
    "claim_before",
    "claim_in_paragraph",
    "same_type_before",
    "fresh",
    "same_type",
    "most",
]


@dataclass(frozen=True, slots=True)
class Scene:
    """One report with its claims and the dates that their own words gave them."""

    document: Document
    claims: tuple[Claim, ...]
    own: tuple[Interval | None, ...]
    published: dt.date | None
    expressions: tuple[tuple[int, Days], ...]
    """Offsets of time words anywhere in the text, and the days they mean."""
    breaks: tuple[int, ...]
    dated: tuple[tuple[Claim, Days], ...]
    """The claims that have a first day, with their days."""

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph that an offset lies in."""
        return bisect.bisect_left(self.breaks, offset)


def scene(
    document: Document, claims: Sequence[Claim], own: Sequence[Interval | None], published: dt.date | None
) -> Scene:
    """Look through the report once for all its claims."""
    text = document.text[:_SCANNED]
    found = []
    for match in _EXPRESSION.finditer(text):
        day = resolve_time(match.group(), published=published)
        if day and day.start:
            found.append((match.start(), (day.start, day.end)))
    breaks = tuple(m.start() for m in re.finditer("\n", document.text))
    pairs = zip(claims, own, strict=True)
    dated = tuple((claim, (days.start, days.end)) for claim, days in pairs if days and days.start)
    return Scene(document, tuple(claims), tuple(own), published, tuple(found), breaks, dated)


def may_inherit(claim: Claim) -> bool:
    """Whether the context may date the claim: its own words must not say that the time is indefinite."""
    return claim.when.text is None or not _INDEFINITE.search(claim.when.text.text)


def cues(view: Scene, claim: Claim) -> Cues:
    """The days that the report offers for a claim, each with the cues that speak for it."""
    found: dict[Days, set[str]] = {NO_DATE: {"none"}}
    position = claim.trigger.start
    _from_report(view, claim, position, found)
    _from_claims(view, claim, position, found)
    return {days: frozenset(names) for days, names in found.items()}


def _offer(found: dict[Days, set[str]], days: Days | None, cue: str) -> None:
    if days and days[0]:
        found.setdefault(days, set()).add(cue)


def _from_report(view: Scene, claim: Claim, position: int, found: dict[Days, set[str]]) -> None:
    published, times = view.published, view.expressions
    if published:
        _offer(found, (published, published), "published")
        if published > dt.date.min:
            _offer(found, (published - DAY, published - DAY), "eve")
        fresh = (d for at, d in times if at < _LEDE and d[0] and abs((d[0] - published).days) <= _FRESH)
        _offer(found, next(fresh, None), "lede")
    inside = (d for at, d in times if claim.sentence.start <= at < claim.sentence.end)
    _offer(found, next(inside, None), "sentence")
    here = view.paragraph(position)
    before = [(at, d) for at, d in times if at < position]
    if before:
        _offer(found, before[-1][1], "before")
        if view.paragraph(before[-1][0]) == here:
            _offer(found, before[-1][1], "paragraph")


def _from_claims(view: Scene, claim: Claim, position: int, found: dict[Days, set[str]]) -> None:
    dated = view.dated
    if not dated:
        return
    if claim.event:
        _offer(found, next((d for other, d in dated if other.event == claim.event), None), "event")
    before = [(other, d) for other, d in dated if other.trigger.start < position]
    if before:
        other, days = max(before, key=lambda pair: pair[0].trigger.start)
        _offer(found, days, "claim_before")
        if view.paragraph(other.trigger.start) == view.paragraph(position):
            _offer(found, days, "claim_in_paragraph")
        if other.type == claim.type:
            _offer(found, days, "same_type_before")
    if view.published:
        day = view.published
        _offer(found, next((d for _, d in dated if d[0] and abs((d[0] - day).days) <= _FRESH), None), "fresh")
    _offer(found, next((d for other, d in dated if other.type == claim.type), None), "same_type")
    _offer(found, Counter(d for _, d in dated).most_common(1)[0][0], "most")


def flags(view: Scene, claim: Claim) -> frozenset[str]:
    """What is known of the claim itself, see CLAIM_FLAGS."""
    position, length = claim.trigger.start, len(view.document.text)
    kinds = ontology().types
    known = {
        "background": claim.background,
        "planned": claim.status == "planned",
        "denied": claim.status == "denied",
        "violent": claim.type in kinds and kinds[claim.type].group == "violent",
        "late": position > 0.5 * length,
        "last": position > 0.75 * length,
        "opening": position < _OPENING,
        "habit": bool(_HABIT.search(claim.quote)),
        "toll": claim.type == "toll",
        "threat": claim.type == "threaten",
        "state": claim.type in _STATES,
        "undated": not any(view.own),
        "unpublished": view.published is None,
        "mates": bool(claim.event)
        and any(o and c.event == claim.event for c, o in zip(view.claims, view.own, strict=True)),
        "harm": bool(claim.casualties),
        "timed": any(claim.sentence.start <= at < claim.sentence.end for at, _ in view.expressions),
    }
    return frozenset(name for name, holds in known.items() if holds)


def features(names: frozenset[str], known: frozenset[str]) -> dict[str, float]:
    """The features of one candidate: its cues, how many there are, and cues crossed with claim flags."""
    values = dict.fromkeys(sorted(names), 1.0)
    if "none" in names:
        values.update({f"none*{flag}": 1.0 for flag in sorted(known)})
        return values
    values["support"] = float(len(names))
    for cue in ("published", "claim_before", "fresh", "paragraph", "before"):
        if cue in names:
            values.update({f"{cue}*{flag}": 1.0 for flag in _CROSSED if flag in known})
    return values


_CROSSED = ("background", "opening", "late", "undated", "timed", "violent")


@cache
def weights() -> dict[str, float]:
    """Feature -> weight, as shipped."""
    data = files("contested.resolve").joinpath("data/dating.yaml").read_bytes()
    loaded: dict[str, float] = msgspec.yaml.decode(data, type=dict[str, float])
    return loaded


def settle(view: Scene, claim: Claim) -> tuple[Interval, frozenset[str]] | None:
    """The day that the context gives a claim and the cues for it; None when nothing dates it."""
    if not may_inherit(claim):
        return None
    known, weight = flags(view, claim), weights()
    best: tuple[float, Days, frozenset[str]] | None = None
    for days, names in cues(view, claim).items():
        score = sum(weight.get(name, 0.0) * value for name, value in features(names, known).items())
        if best is None or score > best[0]:
            best = (score, days, names)
    if best is None or best[1] == NO_DATE:
        return None
    found = interval(best[1][0], best[1][1], "context")
    return (found, best[2]) if found else None
