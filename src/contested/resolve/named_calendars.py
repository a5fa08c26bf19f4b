"""Dates of other calendars as words name them ("12 Farvardin 1398", "25 October 1917 Old Style"), and feasts.

Only what is named as such is read: a month of that calendar with a year of its era, or the era's name. A
month name that is also a word ("Asad", "Tir") needs the year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from contested.resolve import calendars as c
from contested.resolve.calendar import MONTHS, Interval, date, interval, shift
from contested.resolve.named import hijri_day


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Names of months in folded spelling, the years that are of its era, and days either way."""

    name: str
    months: tuple[str, ...]
    years: str
    day: c.DayOf
    slack: int = 0
    bare: str = ""
    """Months that may stand without a year, since they are no other word."""


_CALENDARS = (
    _Calendar(
        "solar Hijri",
        (
            "farvardin|hamal", "ordibehesht|sawr|thawr", "khordad|jawza", "tir|saratan",
            "mordad|amordad|asad", "shahrivar|sunbula", "mehr|mizan", "aban|aqrab", "azar|qaws",
            "dey|day|jadi", "bahman|dalw",
            "esfand|hut|hoot",
        ),
        r"1[2-4]\d\d",
        c.solar_hijri_day,
        bare="farvardin|ordibehesht|khordad|mordad|shahrivar|esfand",
    ),
    _Calendar(
        "Ethiopian",
        (
            "meskerem", "tikimt|teqemt|tekemt", "hidar|hedar", "tahsas|tahisas", "tir|tirr", "yekatit",
            "megabit|meggabit", "miyazya|miazia|miyazia", "ginbot|genbot", "sene|senne", "hamle",
            "nehase|nehasse",
            "pagume|pagumen",
        ),
        r"(?:19|20)\d\d",
        c.ethiopic_day,
        bare="meskerem|tikimt|tekemt|hidar|tahsas|yekatit|megabit|miyazya|ginbot|nehase",
    ),
    _Calendar(
        "Coptic",
        (
            "thout|tout", "paopi|baba", "hathor|hator", "koiak|kiahk", "tobi|toba", "meshir|amshir",
            "paremhat|baramhat", "parmouti|baramouda", "pashons|bashans", "paoni|paona", "epip|abib",
            "mesori|mesra", "nesi|pi kogi enavot",
        ),
        r"1[5-8]\d\d",
        c.coptic_day,
    ),
    _Calendar(
        "Bikram Sambat",
        (
            "baisakh|baishakh", "jestha|jeth", "asar|ashadh", "shrawan|saun", "bhadra|bhadau", "asoj|ashwin",
            "kartik", "mangsir", "poush|push", "magh", "falgun|phalgun", "chaitra|chait",
        ),
        r"20\d\d",
        c.bikram_day,
        slack=2,
        bare="jestha|mangsir|shrawan|bhadra",
    ),
)  # fmt: skip


def _pattern(calendar: _Calendar) -> re.Pattern[str]:
    months = "|".join(f"(?P<m{n}>{names})" for n, names in enumerate(calendar.months, start=1))
    return re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?:{months})\b(?: (?P<after>\d{{1,2}})(?!\d))?"
        rf"(?:,? (?:of )?(?P<year>{calendar.years})\b)?"
    )


_PATTERNS = tuple((calendar, _pattern(calendar)) for calendar in _CALENDARS)
_OLD_STYLE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}}) (?P<m1>{'|'.join(MONTHS)})|(?P<m2>{'|'.join(MONTHS)}) (?P<d2>\d{{1,2}}))"
    r",? (?P<year>1[0-9]\d\d|20\d\d),? \(?(?:old style|o\.? ?s\b\.?|(?:in the )?julian(?: calendar)?)"
)
_ERA_YEAR = re.compile(
    r"\b(?:(?P<bs>20\d\d) (?:b\.s\b\.?|bs\b|bikram sambat|vikram samvat)"
    r"|(?:bikram sambat|vikram samvat|b\.s\.) (?P<bs2>20\d\d)|(?P<me>1[23]\d\d) (?:myanmar|burmese) era"
    r"|(?:myanmar|burmese) era (?P<me2>1[23]\d\d)"
    r"|(?P<ec>(?:19|20)\d\d) (?:e\.c\b\.?|ethiopian calendar)"
    r"|(?P<am>1[5-8]\d\d) (?:a\.m\. ?\(coptic\)|anno martyrum))"
)


def find_calendar(text: str, published: dt.date | None) -> Interval | None:
    """The first date of another calendar in a plain (folded) text, or a feast; None when there is none."""
    if old := _OLD_STYLE.search(text):
        day = c.julian_day(int(old["year"]), MONTHS[old["m1"] or old["m2"]], int(old["d1"] or old["d2"]))
        return interval(day, day, "Julian date", anchored=False) if day else None
    for calendar, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if dated := _date(calendar, found, published):
                return dated
    if era := _ERA_YEAR.search(text):
        return _year(era)
    return None


def _date(calendar: _Calendar, found: re.Match[str], published: dt.date | None) -> Interval | None:
    month = next(n for n in range(1, len(calendar.months) + 1) if found[f"m{n}"])
    number = found["day"] or found["after"]
    if found["year"]:
        year: int | None = int(found["year"])
    elif published and calendar.bare and re.fullmatch(calendar.bare, found[f"m{month}"]):
        year = _latest(calendar, month, int(number or 1), published)
    else:
        return None
    first = calendar.day(year, month, int(number or 1)) if year else None
    if first is None or year is None:
        return None
    rule = f"{calendar.name} date" + (", give or take two days" if calendar.slack else "")
    anchored = not found["year"]
    if number:
        return interval(shift(first, -calendar.slack), shift(first, calendar.slack), rule, anchored=anchored)
    following = calendar.day(year, month + 1, 1) or calendar.day(year + 1, 1, 1)
    last = shift(following, -1) if following else None
    return interval(first, last, rule.replace("date", "month"), anchored=anchored, precision="month")


def _latest(calendar: _Calendar, month: int, number: int, published: dt.date) -> int | None:
    """The year of that calendar in which the date was last reached at publication."""
    newest = calendar.day(1000, 1, 1)
    if newest is None:
        return None
    about = 1000 + int((published - newest).days / 365.2425)
    for year in (about + 1, about, about - 1, about - 2):
        day = calendar.day(year, month, number)
        if day and day <= published:
            return year
    return None


def _year(era: re.Match[str]) -> Interval | None:
    if bikram := era["bs"] or era["bs2"]:
        first, beyond = c.bikram_day(int(bikram), 1, 1), c.bikram_day(int(bikram) + 1, 1, 1)
        rule = "Bikram Sambat year, give or take two days"
    elif myanmar := era["me"] or era["me2"]:
        first, beyond = c.myanmar_year(int(myanmar)), c.myanmar_year(int(myanmar) + 1)
        rule = "year of the Myanmar Era, give or take two days"
    else:
        day, year = (c.ethiopic_day, era["ec"]) if era["ec"] else (c.coptic_day, era["am"])
        first, beyond = day(int(year), 1, 1), day(int(year) + 1, 1, 1)
        rule = "Ethiopian year" if era["ec"] else "Coptic year"
    last = shift(beyond, -1) if beyond else None
    return interval(first, last, rule, anchored=False, precision="year") if first else None


def _islamic(month: int, day: int) -> Callable[[int], dt.date | None]:
    """The day before the tabular date of a feast in a Gregorian year: the moon may be seen a day off."""

    def found(year: int) -> dt.date | None:
        about = int((year - 622) * 365.2425 / 354.367)
        days = (hijri_day(about + more, month, day) for more in range(4))
        return next((shift(d, -1) for d in days if d and d.year == year), None)

    return found


_FEASTS: tuple[tuple[str, Callable[[int], dt.date | None], int], ...] = (
    (r"orthodox easter(?: sunday)?", c.orthodox_easter, 0),
    (r"orthodox christmas(?: day)?", lambda year: date(year, 1, 7), 0),
    (r"good friday", lambda year: shift(c.easter(year), -2), 0),
    (r"easter monday", lambda year: shift(c.easter(year), 1), 0),
    (r"palm sunday", lambda year: shift(c.easter(year), -7), 0),
    (r"easter(?: sunday)?(?! weekend| week| holiday| rising| period)", c.easter, 0),
    (r"yom kippur(?! war)", c.yom_kippur, 0),
    (r"passover(?! eve)", c.passover, 7),
    (r"eid (?:al|ul|el)-? ?fitr", _islamic(10, 1), 2),
    (r"eid (?:al|ul|el)-? ?adha", _islamic(12, 10), 2),
    (r"ashoura|ashura", _islamic(1, 10), 2),
    (r"arbaeen", _islamic(2, 20), 2),
    (r"nowru[zs]|nauruz|newroz", lambda year: date(year, 3, 20), 1),
)
"""Words, the first day in a Gregorian year, and days that it may be later."""
_FEAST = tuple(
    (re.compile(rf"\b(?:{words})\b(?:,? (?:in |of )?(?P<year>(?:19|20)\d\d))?"), day, more)
    for words, day, more in _FEASTS
)
_EVE = re.compile(
    r"\b(?:eve|days?|weeks?|start|end|run-up) (?:of|before|after|to) |\b(?:before|after|ahead of) "
)


def find_feast(text: str, published: dt.date | None, *, future: bool = False) -> Interval | None:
    """A feast of the churches, the Hebrew or the Persian year: the last before publication, or the next where
    the words look ahead; None where none is named or no year is to be had."""
    if _EVE.search(text):
        return None
    for pattern, day_of, more in _FEAST:
        found = pattern.search(text)
        if not found:
            continue
        if found["year"]:
            day = day_of(int(found["year"]))
        elif published is None or not 1600 < published.year < 9000:
            return None
        else:
            options = [d for y in range(published.year - 1, published.year + 2) if (d := day_of(y))]
            near = (
                [d for d in options if d >= published] if future else [d for d in options if d <= published]
            )
            day = (min(near) if future else max(near)) if near else None
        return interval(day, shift(day, more), "feast", anchored=not found["year"]) if day else None
    return None
