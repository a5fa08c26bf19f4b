"""Find and resolve the time expressions of running text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from contested.resolve.calendar import Interval, acled_precision, ucdp_precision
from contested.resolve.timex.grammar import RULES
from contested.resolve.timex.scene import Hit, Scene, TimexType
from contested.resolve.timex.tokens import tokens
from contested.resolve.timex.values import interval_of


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Time words of a text, code points [start, end), and what they mean.

    `type` and `value` are TIMEX3's; `value` is None where nothing fixes the words: a relative expression
    in an undated text. `interval` has the days of a DATE or TIME. `anchored` is False for what the words
    fix by themselves. `rule` names the rule of the grammar.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str | None
    interval: Interval | None
    anchored: bool
    rule: str

    @property
    def time_precision(self) -> int | None:
        """ACLED's: 1 the day, 2 the week, 3 the month; None when coarser or not dated."""
        return acled_precision(self.interval) if self.interval else None

    @property
    def date_prec(self) -> int | None:
        """UCDP GED's 1 to 5; None when not dated."""
        return ucdp_precision(self.interval) if self.interval else None


_COMPARED = ("period", "ago", "earlier")
"""Rules whose periods are looked back at, and do not become what "the quarter" means."""


def find_times(text: str, *, published: dt.date | None) -> list[TimeExpression]:
    """The time expressions of a text in order, none overlapping another; offsets are code points.

    Relative words count from `published`, the day of the report, or from the day spoken of before. With
    None only what stands by itself gets a value. Never raises; linear in the length of the text.
    """
    found = tokens(text)
    scene = Scene(found, text, published)
    codes = "".join(token.code for token in found)
    hits = [
        (m.start(), -m.end(), order, m)
        for order, rule in enumerate(RULES)
        for m in rule.pattern.finditer(codes)
    ]
    hits.sort(key=lambda hit: hit[:3])
    result: list[TimeExpression] = []
    taken = 0
    for first, _, order, match in hits:
        if first < taken:
            continue
        read = RULES[order].read(Hit(match, scene))
        if read is None:
            continue
        taken = match.end()
        if found[taken - 1].word == "." and len(found[taken - 2].word) > 4:
            taken -= 1  # the stop of the sentence, not of "Sept."
        start, end = found[first].start, found[taken - 1].end
        name = RULES[order].name
        days = None
        if read.value and read.type in ("DATE", "TIME"):
            days = interval_of(read.value, name, anchored=read.anchored)
            if name not in _COMPARED:
                scene.note(read.value)
        result.append(
            TimeExpression(start, end, text[start:end], read.type, read.value, days, read.anchored, name)
        )
    return result
