"""Calendars other than the Gregorian, by arithmetic: day counts of their dates, and feasts reckoned in them.

Days are counted as `datetime.date.toordinal` counts them (1 January of year 1 is day 1). Formulas:
Reingold and Dershowitz, Calendrical Calculations, 4th ed. (Julian ch. 3, Coptic and Ethiopic ch. 4, Hebrew
ch. 8, Easter ch. 9); the solar Hijri leap years are Borkowski's table (Earth, Moon and Planets 74, 1996).
Nepal's Bikram Sambat months and the Myanmar Era follow the sun through the signs: days on either side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

DayOf = Callable[[int, int, int], dt.date | None]
_BORKOWSKI = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394)
_COPTIC, _ETHIOPIC, _HEBREW = 103605, 2796, -1373427  # ordinals of the first day of year 1, Hebrew less one
_BIKRAM = (
    (4, 14),
    (5, 15),
    (6, 15),
    (7, 17),
    (8, 17),
    (9, 17),
    (10, 18),
    (11, 17),
    (12, 16),
    (1, 15),
    (2, 13),
)
_BIKRAM_MONTHS = (*_BIKRAM, (3, 14))
"""Gregorian month and day on which each Nepali month begins, give or take two days."""


def _day(ordinal: int) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if 1 <= ordinal <= dt.date.max.toordinal() else None


def julian_day(year: int, month: int, day: int) -> dt.date | None:
    """The day of a date of the Julian calendar ("Old Style"); None where there is none."""
    lengths = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        return None
    past = year - 1
    return _day(-2 + 365 * past + past // 4 + sum(lengths[: month - 1]) + day)


def solar_hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """The day of a Persian or Afghan date; None outside the table (years 1 to 2393) and the months."""
    if not (1 <= year < _BORKOWSKI[-1] and 1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    leaps, jump, before = -14, 0, _BORKOWSKI[0]
    for before, beyond in pairwise(_BORKOWSKI):
        jump = beyond - before
        if year < beyond:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
    n = year - before
    leaps += n // 33 * 8 + (n % 33 + 3) // 4
    if jump % 33 == 4 and jump - n == 4:
        leaps += 1
    western = year + 621
    march = 20 + leaps - (western // 4 - (western // 100 + 1) * 3 // 4 - 150)
    first = dt.date(western, 3, 1).toordinal() + march - 1
    found = _day(first + 31 * (month - 1) - max(month - 7, 0) + day - 1)
    if found and month == 12 and day == 30 and found == solar_hijri_day(year + 1, 1, 1):
        return None  # the last month has 29 days in a common year
    return found


def ethiopic_day(year: int, month: int, day: int) -> dt.date | None:
    """The day of an Ethiopian date (13 months, the last of 5 or 6 days)."""
    return _of_thirties(_ETHIOPIC, year, month, day)


def coptic_day(year: int, month: int, day: int) -> dt.date | None:
    """The day of a Coptic date, Era of the Martyrs."""
    return _of_thirties(_COPTIC, year, month, day)


def _of_thirties(epoch: int, year: int, month: int, day: int) -> dt.date | None:
    longest = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if not (1 <= year <= 9000 and 1 <= month <= 13 and 1 <= day <= longest):
        return None
    return _day(epoch - 1 + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day)


def bikram_day(year: int, month: int, day: int) -> dt.date | None:
    """About the day of a Nepali date: two days either way, since the months follow the sun."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 32):
        return None
    western = year - 57 + (month > 9)
    if not 1 <= western <= 9998:
        return None
    return _day(dt.date(western, *_BIKRAM_MONTHS[month - 1]).toordinal() + day - 1)


def myanmar_year(year: int) -> dt.date | None:
    """About the first day of a year of the Myanmar Era: mid-April, two days either way."""
    return dt.date(year + 638, 4, 16) if 1 <= year <= 9000 else None


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches, Gregorian; years 1583 to 9999."""
    century = year // 100 + 1
    epact = (14 + 11 * (year % 19) - 3 * century // 4 + (5 + 8 * century) // 25) % 30
    if epact == 0 or (epact == 1 and year % 19 > 10):
        epact += 1
    moon = dt.date(year, 4, 19).toordinal() - epact
    return dt.date.fromordinal(moon + 7 - moon % 7)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the eastern churches, as a Gregorian date."""
    epact = (14 + 11 * (year % 19)) % 30
    full = julian_day(year, 4, 19)
    moon = (full or dt.date(year, 4, 19)).toordinal() - epact
    return dt.date.fromordinal(moon + 7 - moon % 7)


def hebrew_new_year(year: int) -> dt.date | None:
    """Rosh Hashanah, 1 Tishri, of a Hebrew year (5784 began in 2023)."""
    days = [_elapsed(y) for y in (year - 1, year, year + 1)]
    late = 2 if days[2] - days[1] == 356 else 1 if days[1] - days[0] == 382 else 0
    return _day(_HEBREW + days[1] + late)


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def passover(year: int) -> dt.date | None:
    """15 Nisan in a Gregorian year: 163 days before the next Rosh Hashanah."""
    following = hebrew_new_year(year + 3761)
    return _day(following.toordinal() - 163) if following else None


def yom_kippur(year: int) -> dt.date | None:
    """10 Tishri in a Gregorian year."""
    began = hebrew_new_year(year + 3761)
    return _day(began.toordinal() + 9) if began else None
