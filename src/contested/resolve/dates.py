"""Calendar dates in words: "7 May 2019", "Oct. 7", "mid-2016", "2014", "the 1990s"."""

from __future__ import annotations

import datetime as dt
import re

from contested.resolve.calendar import MONTHS, Interval, date, interval, month_span, year_span

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_PART = (
    r"(?:(?P<part>early|mid|late|beginning of|start of|end of|middle of|first half of"
    r"|second half of)[ -](?:in |the )?)?"
)
_ISO = re.compile(r"\b(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\b")
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<year>\d{4})\b")
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>{_MONTH})\b\.?(?:,? (?:of )?{_YEAR})?(?!\d)"
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\b(?:\. ?|[ -])(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\b(?!:)(?:,? (?:of )?{_YEAR})?(?!\d)"
)
_MONTH_YEAR = re.compile(rf"\b{_PART}(?P<month>{_MONTH})\b\.?(?:,? (?:of |in )?{_YEAR})?(?! \d)")
_DECADE = re.compile(r"\b(?:early |late |mid-?)?(?P<year>1[5-9]\d0|20\d0)'?s\b")
_YEAR_ONLY = re.compile(
    rf"\b{_PART}(?:(?P<season>spring|summer|autumn|fall|winter) (?:of "
    rf"|in )?)?{_YEAR}\b(?! ?(?:people|civilians|killed))"
)
_SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_AHEAD = 2  # days a date without a year may lie past publication before last year's is meant: time zones


def find_date(text: str, *, published: dt.date | None, future: bool) -> Interval | None:
    """The first calendar date of a plain text. Without a year, the latest that is not past publication
    (the nearest ahead where `future`); None when there is no publication date to take the year from."""
    for pattern in (_ISO, _NUMERIC):
        if found := pattern.search(text):
            day = _numeric_date(found)
            return interval(day, day, "numeric date", anchored=False) if day else None
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if found := pattern.search(text):
            return _day(found, published, future)
    if (found := _MONTH_YEAR.search(text)) and _is_month(found, text):
        return _month(found, published, future)
    if found := _DECADE.search(text):
        year = int(found["year"])
        return interval(dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "decade", anchored=False)
    if found := _YEAR_ONLY.search(text):
        return _year(found)
    return None


def _numeric_date(found: re.Match[str]) -> dt.date | None:
    """ISO order, or day and month in either order where only one reading is a date."""
    groups = found.groupdict()
    if "month" in groups:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    a, b = int(found["a"]), int(found["b"])
    if a <= 12 and b <= 12 and a != b:
        return None  # 5/6/2019 is a different day on either side of the ocean
    return date(int(found["year"]), min(b, 12), a) if b <= 12 else date(int(found["year"]), a, b)


def _day(found: re.Match[str], published: dt.date | None, future: bool) -> Interval | None:
    month, number = MONTHS[found["month"]], int(found["day"])
    if found["year"]:
        day = date(int(found["year"]), month, number)
        return interval(day, day, "date", anchored=False) if day else None
    if published is None:
        return None
    options = [
        d for y in (published.year - 1, published.year, published.year + 1) if (d := date(y, month, number))
    ]
    day = _choose(options, published, future)
    return interval(day, day, "date without a year") if day else None


def _choose(options: list[dt.date], published: dt.date, future: bool) -> dt.date | None:
    if future:
        ahead = [d for d in options if 0 <= (d - published).days <= 200]
        if ahead:
            return min(ahead)
    behind = [d for d in options if (d - published).days <= _AHEAD]
    return max(behind, default=None)


def _is_month(found: re.Match[str], text: str) -> bool:
    """ "may" and "march" are months only with a year, beside a time word, or alone."""
    if found["month"] not in ("may", "march", "mar", "sat", "sun") or found["year"]:
        return True
    return bool(
        re.search(
            rf"(?:^|\b(?:in|of|since|last|early|late|mid|this|until|by|from|to|and)[ -]){found['month']}\b",
            text,
        )
    )


def _month(found: re.Match[str], published: dt.date | None, future: bool) -> Interval | None:
    month = MONTHS[found["month"]]
    if found["year"]:
        year = int(found["year"])
    elif published is None:
        return None
    elif future:
        year = published.year if month >= published.month else published.year + 1
    else:
        year = published.year if month <= published.month else published.year - 1
    span = month_span(year, month)
    if span is None:
        return None
    third = {
        "early": (1, 10),
        "mid": (11, 20),
        "middle of": (11, 20),
        "late": (21, 31),
        "end of": (21, 31),
        "beginning of": (1, 10),
        "start of": (1, 10),
    }.get(found["part"] or "")
    first, last = span
    if third:
        first, last = first.replace(day=third[0]), last.replace(day=min(third[1], last.day))
    return interval(first, last, "month", anchored=not found["year"], precision="range" if third else "month")


def _year(found: re.Match[str]) -> Interval | None:
    year = int(found["year"])
    span = year_span(year)
    if span is None:
        return None
    if found["season"]:
        first = dt.date(year, _SEASON_MONTH[found["season"]], 1)
        last = month_span(year + (first.month + 2) // 13, (first.month + 1) % 12 + 1)
        return interval(first, last[1], "season", anchored=False) if last else None
    months = {
        "early": (1, 4),
        "beginning of": (1, 4),
        "start of": (1, 4),
        "mid": (5, 8),
        "middle of": (5, 8),
        "late": (9, 12),
        "end of": (9, 12),
        "first half of": (1, 6),
        "second half of": (7, 12),
    }.get(found["part"] or "")
    if months:
        end = month_span(year, months[1])
        return (
            interval(dt.date(year, months[0], 1), end[1], "part of a year", anchored=False) if end else None
        )
    return interval(*span, "year", anchored=False, precision="year")
