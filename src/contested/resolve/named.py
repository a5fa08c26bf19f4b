"""Periods that words name and no calendar of weekdays fixes: Islamic months, feasts, wars.

Islamic dates follow the tabular civil calendar (30-year cycle, leap years 2, 5, 7, 10, 13, 16, 18, 21,
24, 26 and 29; Reingold and Dershowitz, Calendrical Calculations, ch. 7). The moon that
people watched may be a day off, so a day is given with one day on either side. Solar Hijri years begin
on 21 March, give or take a day.
"""

from __future__ import annotations

import datetime as dt
import re

from contested.resolve.calendar import DAY, Interval, add_months, date, interval, month_span, shift

_HIJRI_MONTHS = (
    r"muharram",
    r"safar",
    r"rabi'? (?:al|ul)-?'?awwal|rabi'? i",
    r"rabi'? (?:al|ul)-?'?(?:thani|akhir)|rabi'? ii",
    r"jumada (?:al|ul)-?'?(?:awwal|ula)|jumada i",
    r"jumada (?:al|ul)-?'?(?:thani|akhir|akhira|thaniya)|jumada ii",
    r"rajab",
    r"sha'?ban",
    r"ramadh?an",
    r"shawwal",
    r"dhu'?l?[- ](?:al-)?(?:qa'?dah?)",
    r"dhu'?l?[- ](?:al-)?(?:hijjah?)",
)
_MONTH = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?(?:"
    + "|".join(f"(?P<m{n}>{name})" for n, name in enumerate(_HIJRI_MONTHS, start=1))
    + r")\b(?:,? (?:of )?(?P<year>1[2-5]\d\d)\b)?(?P<last> last year\b)?"
)
_EDGE = re.compile(r"\b(?:start|beginning|begin|first \w+|end|last \w+|eve) of ")
"""The day on which a month of the moon began is seen, not reckoned: words for it are left alone."""
_HIJRI_YEAR = re.compile(r"\b(?P<year>1[2-5]\d\d) (?P<solar>solar )?(?:a\.?h\.?|hijri|lunar hijri)(?!\w)")
_FEAST = re.compile(
    r"\b(?:(?P<eve>christmas eve)|(?P<new>new year's eve|new year eve)|(?P<day>christmas day|christmas)"
    r"(?!-| period| season))\b(?:,? (?:in |of )?(?P<year>(?:19|20)\d\d))?"
)
_EPOCH = 227015  # ordinal of 1 Muharram of year 1: 19 July 622, proleptic Gregorian


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """The day of a tabular Islamic date; None outside the calendars (month 1-12, day 1-30)."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    days = day - 1 + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(_EPOCH + days)


def find_named(text: str, published: dt.date | None) -> Interval | None:
    """The first Islamic date, Hijri year or feast of a plain (folded) text; None when there is none."""
    year, month = _HIJRI_YEAR.search(text), _MONTH.search(text)
    if year and not (month and month["year"]):
        return _hijri_year(int(year["year"]), bool(year["solar"]))
    if month and not _EDGE.search(text):
        return _hijri_month(month, published)
    if found := _FEAST.search(text):
        return _feast(found, published)
    return None


def _hijri_year(year: int, solar: bool) -> Interval | None:
    if solar:
        return interval(
            date(year + 621, 3, 20),
            date(year + 622, 3, 21),
            "solar Hijri year, give or take a day",
            anchored=False,
        )
    first, last = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
    rule = "Hijri year, give or take a day"
    return interval(shift(first, -1), last, rule, anchored=False) if first and last else None


def _hijri_month(found: re.Match[str], published: dt.date | None) -> Interval | None:
    month = next(n for n in range(1, 13) if found[f"m{n}"])
    year = int(found["year"]) if found["year"] else _hijri_year_of(month, published, bool(found["last"]))
    if year is None:
        return None
    anchored = not found["year"]
    if found["day"]:
        day = hijri_day(year, month, int(found["day"]))
        rule = "Hijri date, give or take a day"
        return interval(shift(day, -1), shift(day, 1), rule, anchored=anchored) if day else None
    first, beyond = hijri_day(year, month, 1), _next_month(year, month)
    last = shift(beyond, -1) if beyond else None
    return interval(first, last, "Hijri month", anchored=anchored, precision="month") if first else None


def _next_month(year: int, month: int) -> dt.date | None:
    return hijri_day(year, month + 1, 1) if month < 12 else hijri_day(year + 1, 1, 1)


def _hijri_year_of(month: int, published: dt.date | None, last: bool) -> int | None:
    """The Islamic year whose such month began last, as of publication."""
    if published is None:
        return None
    year = int((published.toordinal() - _EPOCH) / 354.367) + 2
    while year > 1:
        first = hijri_day(year, month, 1)
        if first and first <= published + DAY and not (last and first.year == published.year):
            return year
        year -= 1
    return None


def _feast(found: re.Match[str], published: dt.date | None) -> Interval | None:
    month_day = (12, 24) if found["eve"] else (12, 31) if found["new"] else (12, 25)
    if found["year"]:
        day = date(int(found["year"]), *month_day)
    elif published is None:
        return None
    else:
        day = date(published.year, *month_day)
        if day and day > published:
            day = date(published.year - 1, *month_day)
    return interval(day, day, "feast", anchored=not found["year"]) if day else None


_WARS: tuple[tuple[str, dt.date, dt.date | None], ...] = (
    (r"\b(?:gaza|hamas)\b", dt.date(2023, 10, 7), dt.date(2025, 10, 10)),
    (r"\b(?:ukrain\w*|russian?)\b", dt.date(2022, 2, 24), None),
    (r"\b(?:syrian?|assad)\b", dt.date(2011, 3, 15), dt.date(2024, 12, 8)),
    (r"\b(?:sudan\w*|khartoum)\b", dt.date(2023, 4, 15), None),
)
"""Places of a war, its first day and, where it has one, its last (UCDP conflict onsets)."""
_SINCE_WAR = re.compile(
    r"\bsince (?:the |its |their )?(?:(?:\w+ ){0,2}(?:start|beginning|outbreak|onset) of )?(?:[\w-]+ ){0,5}?"
    r"(?:war|conflict|hostilities|invasion|offensive|assault)\b(?!.*\b(?:\d{4}|ago)\b)"
)

_WHILE_WAR = re.compile(
    r"\b(?:as|while) (?:the |its |their )?(?:[\w-]+ ){0,2}(?:war|conflict)\b.*\b(?:rages?|goes|continues?)\b"
    r"|\bsince (?:the )?hamas (?:attack|assault|incursion)s?\b"
)


def since_war(text: str, report: str, published: dt.date | None) -> Interval | None:
    """ "since the war began" in a report about one known war: from its first day to publication.

    `text` is folded; the war is the one whose places the report names most, if it was on at the time.
    """
    if published is None or not (_SINCE_WAR.search(text) or _WHILE_WAR.search(text)):
        return None
    began = war_of(report, published, text)
    return interval(began, published, "since the war of the report began") if began else None


def war_of(report: str, published: dt.date, words: str = "") -> dt.date | None:
    """The first day of the war that a report is about: the one that `words` name, else whose places the
    report names most (three times or more), if it was on at the time."""
    scored = [
        (bool(re.search(places, words)), len(re.findall(places, report, re.IGNORECASE)), first)
        for places, first, last in _WARS
        if first < published and (last is None or published <= last)
    ]
    named, count, began = max(scored, default=(False, 0, published))
    return began if named or count >= 3 else None


def third_of_month(text: str, published: dt.date | None) -> Interval | None:
    """ "early last month", "late this month": ten days of the month, guidelines' thirds."""
    found = re.search(r"\b(?P<part>early|mid|late)[ -](?P<which>last|this) month\b", text)
    if not found or published is None:
        return None
    moved = add_months(published.replace(day=1), -1 if found["which"] == "last" else 0)
    span = month_span(moved.year, moved.month) if moved else None
    if span is None:
        return None
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, span[1].day)}[found["part"]]
    return interval(span[0].replace(day=first), span[0].replace(day=last), "third of a month")


__all__ = ["find_named", "hijri_day", "since_war", "third_of_month", "war_of"]
