"""The rules: patterns over classes of words (see `lexicon`), each with a function that reads its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from contested.resolve.timex import read
from contested.resolve.timex.scene import Hit, Value
from contested.resolve.timex.tokens import ALPHABET


class Rule(NamedTuple):
    """A pattern over token characters, and what reads a match; None vetoes the match."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[Hit], Value | None]


_PART = "(?P<part>PART)"
_DATE_PART = "(?:(?P<early>EARLY|MID|LATE) HYPH?|the? (?P<of>EARLY|MID|LATE) of)"
_ROUGH = "(?:APPROX|at least|more than|less than|up to|as many as|no more than)"
_COUNT = "(?:(?P<n>QTY)|(?P<a>A)|(?P<many>A few|the few|VAGUE|A couple of|couple of))"
_CLOCK = "(?:(?P<clock>CLOCK|DAYN|NUMW) (?P<ampm>AMPM)|(?P<clock24>CLOCK)|(?P<word>noon|midday|midnight))"

_SOURCES: tuple[tuple[str, str, Callable[[Hit], Value | None]], ...] = (
    ("iso date", "(?P<iso>ISO)", read.iso),
    ("numeric date", "(?P<slash>SLASH)", read.slash),
    (
        "date",
        f"(?:{_DATE_PART})? (?:(?P<wday>WDAY) COMMA?)? (?P<month>MONTH) DOT? the? (?P<day>DOM|ORDW|ORD)"
        f" (?:COMMA? of? (?P<year>YEAR))?",
        read.day,
    ),
    ("date", "(?P<step>LAST|NEXT) (?P<month>MONTH) DOT? (?P<day>DOM)", read.day),
    (
        "date",
        "(?:(?P<wday>WDAY) DOT? COMMA?)? the? (?P<day>DOM|ORDW|ORD) (?:of|HYPH)? (?P<month>MONTH) DOT?"
        " (?:(?:COMMA|HYPH)? of? (?P<year>YEAR))?",
        read.day,
    ),
    ("day after a date", "(?<=MONTH DAYN and) (?P<day>DAYN)", read.another_day),
    ("month", f"(?:{_DATE_PART})? (?P<month>MONTH) DOT? COMMA? (?:of|in)? (?P<year>YEAR)", read.month),
    (
        "month of last year",
        f"(?:{_DATE_PART})? (?P<month>MONTH) of? (?P<step>LAST|NEXT|THIS) year",
        read.month,
    ),
    ("month", f"(?:{_DATE_PART})? (?P<step>LAST|NEXT|THIS)? (?P<month>MONTH) (?P<dot>DOT)?", read.month),
    ("year", f"(?:{_DATE_PART})? fiscal? (?P<year>YEAR)", read.year),
    ("year", "(?P<yy>YY)", read.year),
    ("season", "(?:the? EARLY|LATE)? the? (?P<season>SEASON) (?:of|COMMA)? (?P<year>YEAR)", read.season),
    ("season", "(?P<step>LAST|NEXT|THIS) (?P<season>SEASON)", read.season),
    ("decade", "the? (?:(?:EARLY|MID|LATE) HYPH?)? (?P<decade>DEC|DEC2|DECADEW)", read.decade),
    (
        "weekday",
        "(?:(?P<step>LAST|NEXT|this) NEXT?)? (?P<wday>WDAY) (?P<part>PART)?",
        read.weekday,
    ),
    ("weekday", "(?:the)? (?P<step>LAST|NEXT) (?P<wday>WDAY)", read.weekday),
    ("weekdays", "(?:EVERY (?P<wday>WDAY)|(?P<wdays>WDAYS)) (?P<part>PARTS|PART)?", read.weekdays),
    (
        "clock",
        f"{_CLOCK} (?P<zone>ZONE)? COMMA? on? (?:(?P<wday>WDAY)|(?P<today>TODAY)"
        "|(?P<month>MONTH) DOT? (?P<day>DAYN) (?:COMMA (?P<year>YEAR))?)?",
        read.clock,
    ),
    ("clock", "(?P<hour>DAYN|NUMW) (?:in the (?P<part>PART)|at (?P<night>night))", read.hour_of),
    ("today", "(?P<today>TODAY) (?P<part>PART)?", read.today),
    ("today", "(?:the)? day (?P<way>before|after) (?P<beyond>yesterday|tomorrow)", read.today),
    ("part of today", "(?:earlier|later|late|early)? (?P<step>this|last) (?P<part>PART)", read.part_of_day),
    ("part of today", "(?P<tonight>tonight|overnight)", read.part_of_day),
    (
        "quarter",
        "(?:A|DET)? (?:fiscal HYPH?)? (?P<ord>ORDINAL) HYPH? quarter (?:of? (?P<year>YEAR))?",
        read.quarter,
    ),
    ("period", "(?:A|DET)? (?:year HYPH earlier|year HYPH ago) (?P<noun>quarter|period)?", read.year_earlier),
    (
        "calendar period",
        "(?:earlier|later|late|early|the (?:EARLY|MID|LATE) of)? the? (?P<step>LAST|NEXT|THIS) fiscal?"
        " (?P<unit>UNIT|weekend)",
        read.calendar_period,
    ),
    ("weekend", "the weekend", read.weekend),
    ("calendar period", "the? (?:EARLY|MID|LATE) of the (?P<unit>week|month|year)", read.part_of_period),
    (
        "calendar period",
        "(?:earlier|later|late|early) in the (?P<unit>day|week|month|year)",
        read.part_of_period,
    ),
    ("duration", "(?:the|a) year (?=ended|ending)", read.whole_year),
    (
        "same day",
        "(?:earlier|later)? (?P<det>that|the same) (?P<unit>day|week|month|year|quarter)",
        read.same,
    ),
    ("day beside", "the (?P<way>next|following|previous) (?:(?P<unit>day)|(?P<part>PART))", read.beside),
    (
        "ago",
        f"{_ROUGH}? {_COUNT} HYPH? (?P<unit>PERIOD) (?:or so)? (?P<way>ago)",
        read.ago,
    ),
    ("earlier", f"{_ROUGH}? {_COUNT} (?P<unit>PERIOD) (?P<way>earlier|later)", read.earlier),
    (
        "past period",
        f"{_ROUGH}? the? (?P<way>LAST|NEXT) {_COUNT} (?P<unit>PERIOD)",
        read.past,
    ),
    ("recent period", "(?:the)? (?P<way>recent|coming|past) (?P<unit>UNITS)", read.vague),
    (
        "duration",
        f"{_ROUGH}? the? {_COUNT} more? (?P<half>and A half)? HYPH? (?P<unit>PERIOD)",
        read.duration,
    ),
    ("duration", "(?P<half>half) A (?P<unit>UNIT)", read.duration),
    ("duration", "(?P<n>DAYN) DAYN STROKE DAYN (?P<unit>PERIOD)", read.duration_half),
    ("duration", "(?P<n>QTY) A half (?P<unit>UNITS)", read.duration),
    ("set", "(?P<often>OFTEN)", read.often),
    ("set", "EVERY (?P<n>QTY)? (?P<unit>PERIOD)", read.every),
    ("reference", "(?:more)? (?P<ref>NOW|AGOREF)", read.reference),
    ("reference", "the? (?P<noun>future|past)", read.reference),
    ("reference", "(?P<noun>current)", read.reference),
    ("quarter", "the latest? quarter", read.this_quarter),
    ("season", "(?:in|the) (?P<season>SEASON)", read.season),
    ("duration", "(?<=(?:for|in)) (?P<unit>UNITS)", read.vague),
    ("holiday", "(?P<step>LAST|NEXT|this)? (?P<holiday>HOLIDAY) (?:day|eve)?", read.holiday),
)
RULES = tuple(Rule(name, ALPHABET.compile(source), reader) for name, source, reader in _SOURCES)
