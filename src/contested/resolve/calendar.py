"""Intervals of days and the calendar arithmetic under `time`: months, weeks, years, precision classes."""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from contested.model import DateAnchor, DatePrecision

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "weds", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from start to end, both inclusive; None is an open end. At least one end is set.

    `rule` names what resolved it. `anchored` is False for an interval that the words fix by
    themselves ("7 May 2019") and True for one that leans on the publication date or another event.
    """

    start: dt.date | None
    end: dt.date | None
    rule: str
    anchored: bool = True
    precision: DatePrecision = "day"

    @property
    def days(self) -> int | None:
        """Length in days; None for an open interval."""
        return (self.end - self.start).days + 1 if self.start and self.end else None


def interval(
    start: dt.date | None,
    end: dt.date | None,
    rule: str,
    *,
    anchored: bool = True,
    precision: DatePrecision | None = None,
) -> Interval | None:
    """An Interval whose ends are in order, or None; the precision is told from the length unless given."""
    if start is None and end is None:
        return None
    if start and end and start > end:
        return None
    if precision is None:
        precision = "day" if start and start == end else "range"
    return Interval(start, end, rule, anchored, precision)


def shift(day: dt.date, days: int) -> dt.date | None:
    """The day so many days away; None outside the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when there is none (30 February, year 0)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of a month."""
    first = date(year, month, 1)
    return (first, first.replace(day=_calendar.monthrange(year, month)[1])) if first else None


def add_months(day: dt.date, months: int) -> dt.date | None:
    """The same day so many months away, or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    span = month_span(index // 12, index % 12 + 1) if 1 <= index // 12 <= 9999 else None
    return min(span[1], span[0].replace(day=min(day.day, span[1].day))) if span else None


def year_span(year: int) -> tuple[dt.date, dt.date] | None:
    """1 January to 31 December."""
    return (dt.date(year, 1, 1), dt.date(year, 12, 31)) if 1 <= year <= 9999 else None


def acled_precision(found: Interval) -> Literal[1, 2, 3] | None:
    """ACLED time precision: 1 the day, 2 within a week, 3 within a month; None when coarser."""
    if found.days is None or found.days > 31:
        return None
    return 1 if found.days == 1 else 2 if found.days <= 7 else 3


def ucdp_precision(found: Interval) -> Literal[1, 2, 3, 4, 5]:
    """UCDP GED date_prec: 1 day, 2 two to six days, 3 a week, 4 up to a month, 5 longer or open."""
    days = found.days
    if days is None or days > 31:
        return 5
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4


__all__ = ["DAY", "MONTHS", "WEEKDAYS", "DateAnchor", "Interval", "add_months", "date", "interval", "shift"]
