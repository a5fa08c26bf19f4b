"""TIMEX3 values: made from days and counts, and turned into intervals of days."""

from __future__ import annotations

import datetime as dt
import re

from contested.resolve.calendar import Interval, add_months, date, interval, month_span, shift, year_span
from contested.resolve.timex.lexicon import SEASON_MONTH

_DURATION = {
    "S": "PT{}S", "N": "PT{}M", "H": "PT{}H", "D": "P{}D", "I": "P{}D", "W": "P{}W", "M": "P{}M", "Q": "P{}Q",
    "Y": "P{}Y",
}  # fmt: skip
_MANY = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000)}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<we>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.{1,12})?)?))?"
)


def duration(count: float | None, unit: str) -> str:
    """ "P3D", "PT24H"; None counts nothing exactly: "PXD". Two and a half years are P2Y6M."""
    if count is None and unit == "C":
        return "PXC"
    unit, times = _MANY.get(unit, (unit, 1))
    if count is None:
        return _DURATION[unit].format("X")
    if unit == "Y" and count % 1 == 0.5:
        return f"P{int(count)}Y6M" if count > 1 else "P6M"
    total = count * times
    return _DURATION[unit].format(int(total) if total == int(total) else total)


def week(day: dt.date) -> str:
    """ISO week: "1998-W08"."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def quarter(day: dt.date) -> str:
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def back(day: dt.date, unit: str, count: int) -> str | None:
    """The value so many units before a day, as coarse as the unit; negative counts go ahead."""
    if unit in ("D", "I"):
        moved = shift(day, -count)
        return moved.isoformat() if moved else None
    if unit in ("W", "F"):
        moved = shift(day, -count * (14 if unit == "F" else 7))
        return week(moved) if moved else None
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    moved = add_months(day.replace(day=1), -count * months) if months else None
    if moved is None:
        return None
    return {"M": f"{moved:%Y-%m}", "Q": quarter(moved), "Y": f"{moved.year:04d}"}.get(
        unit, f"{moved.year:04d}"[:3] if unit == "E" else f"{moved.year:04d}"[:2]
    )


def interval_of(value: str, rule: str, *, anchored: bool) -> Interval | None:
    """The days that a DATE or TIME value stands for; None for durations, sets and vague references."""
    if re.fullmatch(r"\d{3}", value):
        years = year_span(int(value) * 10)
        return (
            interval(years[0], years[1].replace(year=years[0].year + 9), rule, anchored=anchored)
            if years
            else None
        )
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return interval(day, day, rule, anchored=anchored) if day else None
    if found["month"]:
        span = month_span(year, int(found["month"])) if 1 <= int(found["month"]) <= 12 else None
        return interval(*span, rule, anchored=anchored, precision="month") if span else None
    if found["week"]:
        return _week(year, int(found["week"]), bool(found["we"]), rule, anchored)
    if found["season"] or found["quarter"] or found["half"]:
        first, months = SEASON_MONTH.get(found["season"] or "", 0), 3
        if found["quarter"]:
            first = 3 * int(found["quarter"]) - 2
        elif found["half"]:
            first, months = 6 * int(found["half"]) - 5, 6
        began = date(year, first, 1)
        last = add_months(began, months - 1) if began else None
        end = month_span(last.year, last.month) if last else None
        return interval(began, end[1], rule, anchored=anchored) if end else None
    span = year_span(year)
    return interval(*span, rule, anchored=anchored, precision="year") if span else None


def _week(year: int, number: int, weekend: bool, rule: str, anchored: bool) -> Interval | None:
    try:
        first = dt.date.fromisocalendar(year, number, 6 if weekend else 1)
    except ValueError:
        return None
    last = shift(first, 1 if weekend else 6)
    return interval(first, last, rule, anchored=anchored, precision=None if weekend else "week")
