"""Dates as reports write them. A date is read or it is None with a reason: never guessed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple

DateOrder = Literal["dmy", "mdy"]


class Reading(NamedTuple):
    """`date`, or None and why not. `votes` is the order that an all-number date gives away."""

    date: dt.date | None
    reason: str = ""
    votes: DateOrder | None = None
    ambiguous: bool = False


_MONTH_NAMES = (
    "january jan janvier janv enero ene januar jän ocak oca января январь янв січня січень yanvar يناير",
    "february feb février févr fevrier febrero februar şubat şub subat февраля февраль фев лютого فبراير",
    "march mar mars marzo märz mär maerz mart марта март мар березня березень مارس",
    "april apr avril avr abril abr nisan nis апреля апрель апр квітня квітень أبريل",
    "may mai mayo mayıs mayis мая май травня травень مايو",
    "june jun juin junio juni haziran haz июня июнь июн червня червень يونيو",
    "july jul juillet juil julio juli temmuz tem июля июль июл липня липень يوليو",
    "august aug août aout agosto ago ağustos ağu agustos августа август авг серпня серпень أغسطس",
    "september sep sept septembre septiembre setiembre eylül eyl eylul сентября сентябрь сен вересня سبتمبر",
    "october oct octobre octubre oktober okt ekim eki октября октябрь окт жовтня жовтень أكتوبر",
    "november nov novembre noviembre kasım kas kasim ноября ноябрь ноя листопада نوفمبر",
    "december dec décembre decembre diciembre dic dezember dez aralık ara aralik декабря декабрь дек грудня",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(?:\d{4}|\d{6})Z?)?")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:\s+(?:de|of)|-)?\s*([^\W\d_]{3,12})\.?,?(?:\s+de)?[\s-]*(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})\b")
_RFC_SHORT = re.compile(r"\b(\d{1,2})\s+([^\W\d_]{3})\s+(\d{2})\s+\d{2}:\d{2}")
_UNIX = re.compile(r"-?\d{9,13}(?:\.\d+)?")
_PLACEHOLDERS = {dt.date(1970, 1, 1), dt.date(1, 1, 1), dt.date(1900, 1, 1), dt.date(9999, 12, 31)}
_LONGEST = 120  # no date is written in more characters


def parse_date(value: object, order: DateOrder | None = None) -> Reading:
    """The calendar day that a metadata value states, in the value's own time zone.

    Reads ISO 8601, RFC 822, "28 August 2019" and the like in ten languages, and Unix times
    (seconds or milliseconds, UTC). 4/5/2017 is read only where `order` is known. A value that
    names no whole day, no possible day, or a well-known placeholder (1970-01-01, 0001-01-01)
    gives None with the reason in words; None and "" give None with no reason.
    """
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        return Reading(None)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _checked(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return Reading(None, f"{str(value)[:40]!r} is not a date")
    text = str(value).strip()
    if len(text) > _LONGEST:
        return Reading(None, f"{text[:40]!r}... is too long for a date")
    return _parse_text(text, order)


def _parse_text(text: str, order: DateOrder | None) -> Reading:
    if match := _ISO.search(text):
        return _checked(int(match[1]), int(match[3]), int(match[4]), text)
    if match := _COMPACT.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]), text)
    if _UNIX.fullmatch(text):
        return _unix(text)
    if named := written_date(text):
        return named
    if match := _NUMBERS.search(text):
        return _numbers(int(match[1]), int(match[3]), match[4], order, text)
    return Reading(None, f"{text[:40]!r} names no day that can be read")


def written_date(text: str) -> Reading | None:
    """The first date with a named month and a year in a short text, or None where there is none."""
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1), (_RFC_SHORT, 1, 2)):
        for match in pattern.finditer(text[:_LONGEST]):
            number = MONTHS.get(match[month].lower())
            if number:
                return _checked(_year(match[3]), number, int(match[day]), match[0])
    return None


def _year(digits: str) -> int:
    """Two-digit years as POSIX reads them: 69-99 are 1969-1999, 00-68 are 2000-2068."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 69 else 2000)


def _checked(year: int, month: int, day: int, text: str = "") -> Reading:
    shown = (text or f"{year:04}-{month:02}-{day:02}")[:40]
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return Reading(None, f"{shown!r} is not a day of the calendar")
    if date in _PLACEHOLDERS:
        return Reading(None, f"{shown!r} is a placeholder, not a date")
    if not 1800 <= year <= 2200:
        return Reading(None, f"{shown!r} is out of range")
    return Reading(date)


def _unix(text: str) -> Reading:
    seconds = float(text)
    if abs(seconds) >= 1e11:
        seconds /= 1000
    if abs(seconds) > 1e10:
        return Reading(None, f"{text!r} is out of range")
    date = (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date()
    return _checked(date.year, date.month, date.day, text)


def _numbers(first: int, second: int, digits: str, order: DateOrder | None, text: str) -> Reading:
    year = _year(digits)
    if first > 12 or second > 12:
        own: DateOrder = "dmy" if first > 12 else "mdy"
        day, month = (first, second) if own == "dmy" else (second, first)
        return _checked(year, month, day, text)._replace(votes=own)
    if first == second or order:
        day, month = (second, first) if order == "mdy" else (first, second)
        return _checked(year, month, day, text)
    reason = f"{text[:40]!r} can be day/month or month/day: say which with the date order option"
    return Reading(None, reason, ambiguous=True)
