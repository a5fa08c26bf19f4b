"""Which of two events came first, where the words say so: "two hours after X, Y", "X. A day later, Y".

A cue stands between the words of two events: in one sentence ("Y a day after X", "After X, Y"), or at the
head of a sentence, which then follows the one before ("Meanwhile", "Three days earlier"). What stands on
either side is given as spans; which claims lie in them is for the caller to see.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from contested.resolve.numbers import find_numbers
from contested.resolve.timex.lexicon import UNITS
from contested.resolve.timex.values import duration

Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two events in days, both ends inclusive (None: open), and as a TIMEX3 duration."""

    low: int
    high: int | None
    value: str

    @property
    def exact(self) -> bool:
        """Whether the words count whole days."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Order:
    """Two stretches of text, the earlier event's and the later's; for "while" in the order of the text."""

    relation: Literal["before", "while"]
    earlier: Extent
    later: Extent
    gap: Gap | None
    cue: Extent


_REACH = 400  # code points that a clause is looked for in
_UNIT = "minutes?|hours?|days?|weeks?|fortnights?|months?|years?"
_AMOUNT = (
    r"(?:(?P<rough>just|only|less than|no more than|more than|at least|over|about|around|nearly|almost|barely"
    r"|some|shortly|soon) )?(?:(?P<count>\d{1,3}|an?|[a-z]+(?:-[a-z]+)?|a (?:few|couple of)) )?"
)
_LINK = re.compile(
    rf"\b(?:(?:{_AMOUNT}(?P<unit>{_UNIT}) |(?:shortly|soon|immediately|right|just) )?"
    r"(?P<link>after|before|prior to|ahead of)"
    r"|(?P<follow>following|in the wake of|in response to|in retaliation for))\b(?! (?:that|then)\b)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"(?:(?:{_AMOUNT}(?P<unit>{_UNIT}) )?(?P<way>later|earlier|afterwards?|before that|after that|previously"
    r"|subsequently|the (?:next|following|previous) (?P<day>day|morning|night)"
    r"|(?P<beside>meanwhile|at the same time|simultaneously|in the meantime))(?: on \w{3,9})?)\b(?=[ ,])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r" ?(?:the |early |late |mid-?)*"
    r"(?:\d|dawn|dusk|midnight|midday|noon|dark|nightfall|sunrise|sunset|daybreak"
    r"|morning|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september"
    r"|october|november|december|last|next|then|that\b(?! \w)|now|long\b)",
    re.IGNORECASE,
)
"""What follows "after" when it is a time and no event."""
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s|\n|;")


def find_orders(text: str) -> list[Order]:
    """The ordering relations that the words of a text state, in order of their cues; code points.

    Never raises; linear in the length of the text.
    """
    bounds = [0, *(m.end() for m in _STOP.finditer(text)), len(text)]
    found: list[Order] = []
    before: Extent | None = None
    for start, end in itertools.pairwise(bounds):
        if not text[start:end].strip():
            continue
        lead = start + len(text[start:end]) - len(text[start:end].lstrip(" \"'“‘"))
        if before and (head := _HEAD.match(text, lead, min(end, lead + _REACH))):
            found.append(_after_sentence(head, before, end))
        found += _inside(text, start, end)
        before = (start, end)
    return found


def _after_sentence(head: re.Match[str], before: Extent, end: int) -> Order:
    here, way = (head.end(), end), head["way"].lower()
    if head["beside"]:
        return Order("while", before, here, None, head.span())
    gap = Gap(1, 1, "P1D") if head["day"] else _gap(head)
    back = way in ("earlier", "previously", "before that") or "previous" in way
    first, second = (here, before) if back else (before, here)
    return Order("before", first, second, gap, head.span())


def _inside(text: str, start: int, end: int) -> list[Order]:
    """The cues between two clauses of one sentence."""
    found = []
    for link in _LINK.finditer(text, start, end):
        if _TIME.match(text, link.end(), end):
            continue
        beyond, before = _clauses(text, start, end, link)
        if not beyond or not before:
            continue
        ahead = (link["link"] or "").lower() in ("before", "prior to", "ahead of")
        first, second = (before, beyond) if ahead else (beyond, before)
        found.append(Order("before", first, second, _gap(link) if link["link"] else None, link.span()))
    return found


def _clauses(text: str, start: int, end: int, link: re.Match[str]) -> tuple[Extent | None, Extent | None]:
    """What the cue governs, and what it is told of: the words before it, or after the comma if it leads."""
    comma = text.find(", ", link.end(), min(end, link.end() + _REACH))
    if text[start : link.start()].strip(" \"'“‘,"):
        stop = comma if comma > 0 and comma - link.end() > _SHORT else min(end, link.end() + _REACH)
        return (link.end(), stop), (max(start, link.start() - _REACH), link.start())
    if comma < 0:
        return None, None
    return (link.end(), comma), (comma, min(end, comma + _REACH))


_SHORT = 12  # a comma so near ends no clause


def _gap(found: re.Match[str]) -> Gap | None:
    unit = (found["unit"] or "").lower().removesuffix("s")
    if not unit:
        return None
    words = (found["count"] or "").lower()
    count = _number(words)
    rough = (found["rough"] or "").lower()
    letter = UNITS[unit]
    per = {"D": 1, "W": 7, "F": 14, "M": 30, "Y": 365}.get(letter)
    if per is None:  # minutes and hours: the same day or the next, or as many days as the hours make
        hours = (count or 12) if letter == "H" else 1
        return Gap(0, max(1, -(-hours // 24)), duration(count, letter))
    if count is None:
        return Gap(2 * per, None, duration(None, letter))
    low, high = count * per, count * per
    if "less" in rough or "no more" in rough:
        low = 0
    if letter in "MY":  # a month is no number of days
        low, high = low - low // 10, high + high // 10
    more = rough in ("more than", "at least", "over")
    return Gap(low, None if more else high, duration(count, letter))


def _number(words: str) -> int | None:
    if words in ("a", "an"):
        return 1
    if "couple" in words:
        return 2
    numbers = find_numbers(words) if words else []
    return numbers[0].value if numbers and 0 < numbers[0].value < 1000 else None
