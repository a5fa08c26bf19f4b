"""Dates for claims without time words of their own: which day the report gives them, if any.

Every day that the report offers a claim is a candidate with the cues that speak for it (another claim
of the event, the report's day, time words in the sentence or paragraph, ...); "no date" is a candidate
too. A candidate's score is the sum of its features' weights in data/dating.yaml, which train/dating.py
fits to annotated reports; claims of one event share theirs, since it happened once. The highest wins;
the rule that is recorded names its cues.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from contested.model import Claim, Document
from contested.resolve.calendar import Interval, interval
from contested.resolve.dating import (
    NO_DATE,
    Cues,
    Days,
    Scene,
    cues,
    features,
    flags,
    marks,
    shape,
)
from contested.resolve.time import resolve_time

Scores = dict[Days, float]
_SHARED = 2.0  # how much the other claims of an event weigh
_UNLIKELY = -6.0  # log probability of a day that the report does not offer another claim

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
_INDEFINITE = re.compile(
    r"\b(?:recent|recently|years?|months?|weeks?|decades?|often|daily|always|previous|past|every|regular|frequent"
    r"|ago|since|days|long|period|war|ongoing|until|nearly|almost|(?<!local )times?)",
    re.IGNORECASE,
)


def scene(
    document: Document, claims: Sequence[Claim], own: Sequence[Interval | None], published: dt.date | None
) -> Scene:
    """Look through the report once for all its claims."""
    text = document.text[:_SCANNED]
    found: list[tuple[int, Days]] = []
    for match in _EXPRESSION.finditer(text):
        day = resolve_time(match.group(), published=published)
        if day and day.start:
            found.append((match.start(), (day.start, day.end)))
    breaks = tuple(m.start() for m in re.finditer("\n", document.text))
    pairs = zip(claims, own, strict=True)
    dated: tuple[tuple[Claim, Days], ...] = tuple(
        (claim, (days.start, days.end)) for claim, days in pairs if days and days.start
    )
    alike = tuple(marks(claim) for claim, _ in dated)
    spoken = Counter([days for _, days in found] + [days for _, days in dated])
    return Scene(document, tuple(claims), published, tuple(found), breaks, dated, alike, spoken)


def may_inherit(claim: Claim) -> bool:
    """Whether the context may date the claim: its own words must not say that the time is indefinite."""
    return claim.when.text is None or not _INDEFINITE.search(claim.when.text.text)


@cache
def weights() -> dict[str, float]:
    """Feature -> weight, as shipped."""
    data = files("contested.resolve").joinpath("data/dating.yaml").read_bytes()
    loaded: dict[str, float] = msgspec.yaml.decode(data, type=dict[str, float])
    return loaded


def settle(view: Scene, wanted: Sequence[Claim]) -> list[tuple[Interval, frozenset[str]] | None]:
    """The day that the context gives each claim and the cues for it; None when nothing dates it."""
    offered = [cues(view, claim) if may_inherit(claim) else {} for claim in wanted]
    scored = [_scores(view, claim, days) for claim, days in zip(wanted, offered, strict=True)]
    mates: dict[str, list[int]] = {}
    for i, claim in enumerate(wanted):
        if claim.event and scored[i]:
            mates.setdefault(claim.event, []).append(i)
    result = []
    for i, claim in enumerate(wanted):
        best = choose(scored[i], [scored[j] for j in mates.get(claim.event, ()) if j != i])
        found = interval(*best, "context") if best and best != NO_DATE else None
        result.append((found, offered[i][best]) if found and best else None)
    return result


def _scores(view: Scene, claim: Claim, offered: Cues) -> Scores:
    """The log probability of each day that is offered, by the shipped weights."""
    if not offered:
        return {}
    known, weight = flags(view, claim), weights()
    raw = {
        days: sum(
            weight.get(name, 0.0) * value for name, value in features(names, known, shape(view, days)).items()
        )
        for days, names in offered.items()
    }
    top = max(raw.values())
    total = top + math.log(sum(math.exp(value - top) for value in raw.values()))
    return {days: value - total for days, value in raw.items()}


def choose(own: Scores, mates: Sequence[Scores]) -> Days | None:
    """The best day of a claim, what the others of its event find likely counting twice."""
    if not own:
        return None
    if mates:
        own = {d: v + _SHARED * sum(m.get(d, _UNLIKELY) for m in mates) / len(mates) for d, v in own.items()}
    return max(own, key=lambda days: own[days])
