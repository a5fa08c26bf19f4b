"""The words of time: each word with its classes and its value; the grammar is written over the classes.

A class is a name in capitals ("MONTH"); a word may belong to several ("second" is an ordinal and a unit).
Values: month 1-12, weekday 0-6 (Monday is 0), a number, a unit's letter, a TIMEX3 part of day or season.
"""

from __future__ import annotations

from contested.resolve.calendar import MONTHS, WEEKDAYS

UNITS = {
    "second": "S",
    "minute": "N",
    "hour": "H",
    "day": "D",
    "night": "I",
    "week": "W",
    "fortnight": "F",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "millennium": "L",
}
"""Unit -> its letter here; `values.duration` turns it into TIMEX3's."""
_PLURALS = {"century": "centuries", "millennium": "millennia"}

PARTS = {
    "morning": "MO",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "noon": "MI",
    "midday": "MI",
    "afternoon": "AF",
    "evening": "EV",
    "dusk": "EV",
    "sunset": "EV",
    "night": "NI",
    "nighttime": "NI",
    "midnight": "NI",
}
SEASONS = {"spring": "SP", "summer": "SU", "summertime": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of a meteorological season of the northern hemisphere."""

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()

CLASSES: dict[str, dict[str, object]] = {
    "MONTH": dict(MONTHS),
    "WDAY": dict(WEEKDAYS),
    "WDAYS": {f"{day}s": n for day, n in WEEKDAYS.items() if day.endswith("day")},
    "UNIT": dict(UNITS),
    "UNITS": {_PLURALS.get(unit, f"{unit}s"): letter for unit, letter in UNITS.items()},
    "PART": dict(PARTS),
    "PARTS": {f"{part}s": code for part, code in PARTS.items() if part in ("morning", "evening", "night")},
    "SEASON": dict(SEASONS),
    "SEASONS": {f"{season}s": code for season, code in SEASONS.items() if season != "fall"},
    "ORD": {word: n for n, word in enumerate(_ORDINALS, start=1)},
    "SMALL": {word: n for n, word in enumerate(_SMALL)},
    "TENS": {word: 10 * n for n, word in enumerate(_TENS, start=2)},
    "SCALE": dict(_SCALES),
    "DECADEW": {word: n for n, word in enumerate(_DECADES, start=2)},
    "HALF": {"half": 0.5},
    "VAGUE": dict.fromkeys(["few", "several", "many", "some", "various", "numerous", "countless"]),
    "A": {"a": 1, "an": 1},
    "DET": dict.fromkeys(["the", "this", "that", "these", "those", "its", "their", "his", "her", "our"]),
    "APPROX": dict.fromkeys(
        ["about", "around", "nearly", "almost", "roughly", "approximately", "some", "over", "under", "barely"]
    ),
    "LAST": {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1},
    "NEXT": {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "forthcoming": 1},
    "THIS": {"this": 0, "current": 0},
    "EARLY": {"early": "START", "beginning": "START", "start": "START", "opening": "START"},
    "MID": {"mid": "MID", "middle": "MID"},
    "LATE": {"late": "END", "end": "END", "close": "END"},
    "BACK": dict.fromkeys(["earlier", "before", "previously", "prior"]),
    "AHEAD": dict.fromkeys(["later", "after", "afterward", "afterwards", "thereafter", "hence"]),
    "TODAY": {"today": 0, "yesterday": -1, "tomorrow": 1},
    "EVERY": dict.fromkeys(["every", "each", "per"]),
    "OFTEN": {
        "daily": "P1D",
        "weekly": "P1W",
        "monthly": "P1M",
        "quarterly": "P3M",
        "annually": "P1Y",
        "yearly": "P1Y",
        "hourly": "PT1H",
        "nightly": "P1D",
        "biweekly": "P2W",
    },
    "NOW": {
        "now": "PRESENT_REF",
        "currently": "PRESENT_REF",
        "nowadays": "PRESENT_REF",
    },
    "AGOREF": {
        "recently": "PAST_REF",
        "lately": "PAST_REF",
        "formerly": "PAST_REF",
    },
    "HOLIDAY": {
        "christmas": (12, 25),
        "thanksgiving": "thanksgiving",
        "halloween": (10, 31),
        "easter": "easter",
    },
    "AMPM": dict.fromkeys(["am", "pm"]),
    "ZONE": dict.fromkeys(
        ["gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "mst", "mdt", "bst", "cet"]
    ),
}
