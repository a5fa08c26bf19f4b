"""The days that a report offers a claim and what speaks for each: candidates and features for `context`."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contested.model import Claim, Document, ontology
from contested.resolve.calendar import DAY

Days = tuple[dt.date | None, dt.date | None]
Cues = dict[Days, frozenset[str]]
NO_DATE: Days = (None, None)
_LEDE, _OPENING, _FRESH, _NEAR = 700, 350, 8, 250  # code points, code points, days, code points
_TINY = 700  # code points: a passage, not a report
_HABIT = re.compile(
    r"\b(?=[acdefhmoruy])(?:(?:has|have|had) (?:been|\w+ed|repeatedly|long)|continue|often|routinely"
    r"|regularly|frequently|repeatedly"
    r"|daily|usually|every|always|ongoing|years|months|decade)",
    re.IGNORECASE,
)
_STATES = ("siege", "displacement", "territory_gained", "troop_movement", "arrest")
_CLOCK = re.compile(
    r"\b(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\d{1,2}:\d\d|noon|midday|midnight|dawn|daybreak|dusk|morning"
    r"|evening|afternoon|night|nightfall|sunrise|sunset|early|later?|earlier)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have) (?:\w+ )?(?:been|\w+(?:ed|en|ck|ne|ld|ft|nt))\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:is|are) (?:\w+ )?\w+ing\b|\b(?:still|currently|now)\b", re.IGNORECASE)
_SAYING = re.compile(r"\b(?:latest|new|breaking|just|according to|said|told|reported|says)\b", re.IGNORECASE)
_WERE = re.compile(r"\b(?:was|were|had)\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:would|could|may|might|will|if|should|can)\b", re.IGNORECASE)


_WORDING = (
    ("habit", _HABIT),
    ("perfect", _PERFECT),
    ("present", _PRESENT),
    ("were", _WERE),
    ("may", _MAY),
    ("saying", _SAYING),
)


class Marks(NamedTuple):
    """The words by which two claims may be about one thing: trigger, places, targets, counts of harm."""

    trigger: str
    places: frozenset[str]
    targets: frozenset[str]
    harm: frozenset[tuple[str, str]]


def marks(claim: Claim) -> Marks:
    """The words that `_offer_alike` compares, stems in lower case."""
    return Marks(
        _stem(claim.trigger.text),
        frozenset(s.text.casefold() for s in claim.where.texts),
        frozenset(_stem(t.text) for t in claim.target),
        frozenset((c.kind, c.text.text) for c in claim.casualties if c.text),
    )


def _stem(word: str) -> str:
    word = word.casefold()
    return word[:-1] if word.endswith("s") else word[:-2] if word.endswith("ed") else word


@dataclass(frozen=True, slots=True)
class Scene:
    """One report with its claims and the dates that their own words gave them."""

    document: Document
    claims: tuple[Claim, ...]
    published: dt.date | None
    expressions: tuple[tuple[int, Days], ...]
    """Offsets of time words anywhere in the text, and the days they mean."""
    breaks: tuple[int, ...]
    dated: tuple[tuple[Claim, Days], ...]
    """The claims that have a first day, with their days."""
    marks: tuple[Marks, ...]
    """What may be alike in another claim, for each of `dated`."""
    spoken: Counter[Days]
    """How often time words or claims name each day."""

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph that an offset lies in."""
        return bisect.bisect_left(self.breaks, offset)


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
    inside = [(abs(at - position), d) for at, d in times if claim.sentence.start <= at < claim.sentence.end]
    if inside:
        _offer(found, inside[0][1], "sentence")
        _offer(found, min(inside, key=lambda pair: pair[0])[1], "sentence_near")
    here = view.paragraph(position)
    before = [(at, d) for at, d in times if at < position]
    if before:
        _offer(found, before[-1][1], "before")
        if view.paragraph(before[-1][0]) == here:
            _offer(found, before[-1][1], "paragraph")
        if position - before[-1][0] < _NEAR:
            _offer(found, before[-1][1], "before_near")
    after = next(((at, d) for at, d in times if at >= position), None)
    if after and after[0] - position < _NEAR:
        _offer(found, after[1], "after_near")
    if times:
        _offer(found, times[0][1], "first")


def _from_claims(view: Scene, claim: Claim, position: int, found: dict[Days, set[str]]) -> None:
    dated = view.dated
    if not dated:
        return
    _from_mates(view, claim, position, found)
    _from_beside(view, claim, position, found)
    if view.published:
        day = view.published
        _offer(found, next((d for _, d in dated if d[0] and abs((d[0] - day).days) <= _FRESH), None), "fresh")
    _offer(found, next((d for other, d in dated if other.type == claim.type), None), "same_type")
    _offer(found, Counter(d for _, d in dated).most_common(1)[0][0], "most")
    _offer_alike(view, claim, found)


def _from_mates(view: Scene, claim: Claim, position: int, found: dict[Days, set[str]]) -> None:
    """The claims of the event: the first, the nearest, and what most of them say."""
    if not claim.event:
        return
    mates = [
        (abs(other.trigger.start - position), d) for other, d in view.dated if other.event == claim.event
    ]
    if mates:
        _offer(found, mates[0][1], "event")
        _offer(found, min(mates, key=lambda pair: pair[0])[1], "event_near")
        _offer(found, Counter(d for _, d in mates).most_common(1)[0][0], "event_most")


def _from_beside(view: Scene, claim: Claim, position: int, found: dict[Days, set[str]]) -> None:
    """The dated claims next to it in the text, and one in its sentence."""
    before = [(other, d) for other, d in view.dated if other.trigger.start < position]
    if before:
        other, days = max(before, key=lambda pair: pair[0].trigger.start)
        _offer(found, days, "claim_before")
        for cue, holds in (
            ("claim_in_paragraph", view.paragraph(other.trigger.start) == view.paragraph(position)),
            ("same_type_before", other.type == claim.type),
            ("claim_before_alike", other.background == claim.background),
            ("claim_before_near", position - other.trigger.start < _NEAR),
        ):
            if holds:
                _offer(found, days, cue)
    after = [(other, d) for other, d in view.dated if other.trigger.start > position]
    if after:
        other, days = min(after, key=lambda pair: pair[0].trigger.start)
        if other.trigger.start - position < _NEAR:
            _offer(found, days, "claim_after_near")
    here = claim.sentence
    inside = (d for o, d in view.dated if o.sentence.start < here.end and here.start < o.sentence.end)
    _offer(found, next(inside, None), "claim_in_sentence")


def _offer_alike(view: Scene, claim: Claim, found: dict[Days, set[str]]) -> None:
    """What claims of the same words say: the trigger, a place, the target, the count of the harmed."""
    mine = marks(claim)
    for (_, days), other in zip(view.dated, view.marks, strict=True):
        if other.trigger == mine.trigger:
            _offer(found, days, "same_trigger")
        if mine.places & other.places:
            _offer(found, days, "same_place")
        if mine.targets & other.targets:
            _offer(found, days, "same_target")
        if mine.harm & other.harm:
            _offer(found, days, "same_harm")


def flags(view: Scene, claim: Claim) -> frozenset[str]:
    """What is known of the claim itself: how it is told, where it stands, and what kind of thing it is."""
    position, length = claim.trigger.start, len(view.document.text)
    dated = len(view.dated)
    mates = bool(claim.event) and any(other.event == claim.event for other, _ in view.dated)
    timed = any(claim.sentence.start <= at < claim.sentence.end for at, _ in view.expressions)
    known = {
        "late": position > 0.5 * length,
        "last": position > 0.75 * length,
        "opening": position < _OPENING,
        "tiny": length < _TINY and not mates and not timed,
        "short": length < 1500,
        "long": length > 5000,
        "undated": not dated,
        "thin": dated * 5 < len(view.claims),
        "unpublished": view.published is None,
        "mates": mates,
        "labelled": bool(claim.event),
        "timed": timed,
    }
    return frozenset(name for name, holds in known.items() if holds) | _told(claim) | _kind(claim)


def _told(claim: Claim) -> frozenset[str]:
    """Tense and wording of the quote, its trigger and its own time words."""
    words, trigger = claim.when.text.text if claim.when.text else "", claim.trigger.text
    known = {name: bool(pattern.search(claim.quote)) for name, pattern in _WORDING}
    known |= {
        "clock": bool(_CLOCK.search(words)),
        "words": bool(words),
        "plural": trigger.endswith("s"),
        "gerund": trigger.endswith("ing"),
        "past": trigger.endswith("ed") or trigger in ("shot", "hit", "struck", "met"),
    }
    return frozenset(name for name, holds in known.items() if holds)


def _kind(claim: Claim) -> frozenset[str]:
    """Type, status and which fields are filled."""
    kinds = ontology().types
    known = {
        "background": claim.background,
        "planned": claim.status == "planned",
        "denied": claim.status == "denied",
        "alleged": claim.status in ("alleged", "unclear"),
        "violent": claim.type in kinds and kinds[claim.type].group == "violent",
        "state": claim.type in _STATES,
        "harm": bool(claim.casualties),
        "counted": any(c.text and c.text.text[:1].isdigit() for c in claim.casualties),
        "placed": bool(claim.where.texts),
        "sourced": bool(claim.source),
        "unsaid": claim.perpetrator.mode in ("none", "unknown"),
        f"type {claim.type}": True,
    }
    return frozenset(name for name, holds in known.items() if holds)


def shape(view: Scene, days: Days) -> list[str]:
    """How long the days of a candidate are and how they lie to publication."""
    start, end = days
    names = []
    if start and end is None:
        names.append("open")
    elif start and end and start != end:
        names.append("days" if (end - start).days < 8 else "weeks" if (end - start).days < 40 else "longer")
    if start and view.published:
        back = (view.published - start).days
        names.append("ahead" if back < 0 else "old" if back > 30 else "today" if back < 1 else "recent")
        if end == view.published and start != end:
            names.append("till today")
    if view.spoken[days] > 2:
        names.append("often")
    return names


def features(names: frozenset[str], known: frozenset[str], form: Sequence[str] = ()) -> dict[str, float]:
    """The features of one candidate: its cues, how many there are, and cues crossed with claim flags."""
    values = dict.fromkeys(sorted(names), 1.0)
    if "none" in names:
        values.update({f"none*{flag}": 1.0 for flag in sorted(known)})
        return values
    values["support"] = float(len(names))
    if "published" in names:
        values.update({f"published*{flag}": 1.0 for flag in sorted(known)})
    for cue in _CUES_CROSSED:
        if cue in names:
            values.update({f"{cue}*{flag}": 1.0 for flag in _CROSSED if flag in known})
            values.update({f"{cue}*{name}": 1.0 for name in form})
    for name in form:
        values[name] = 1.0
        values.update({f"{name}*{flag}": 1.0 for flag in _FORM_CROSSED if flag in known})
    return values


_CUES_CROSSED = "claim_before fresh paragraph before event same_type claim_in_sentence eve lede".split()
_CROSSED = (
    "background",
    "opening",
    "late",
    "undated",
    "timed",
    "violent",
    "habit",
    "plural",
    "type toll",
    "planned",
)
_FORM_CROSSED = (
    "background",
    "type toll",
    "violent",
    "plural",
    "habit",
    "type siege",
    "type displacement",
    "perfect",
    "opening",
    "type attack",
)
