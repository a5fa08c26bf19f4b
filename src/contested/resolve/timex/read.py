"""The meaning of each rule's match: its TIMEX3 type and value, or None where it is no time expression."""

from __future__ import annotations

import datetime as dt
import re

from contested.resolve.calendar import date, shift
from contested.resolve.timex import values
from contested.resolve.timex.lexicon import PARTS, SEASON_MONTH, UNITS
from contested.resolve.timex.scene import Hit, TimexType, Value

_NO_MONTH = ("may", "march", "mar", "sat", "sun", "dec", "jan", "second")
_LETTERS = UNITS | {f"{unit}s": letter for unit, letter in UNITS.items()} | {"centuries": "C", "weekend": "D"}


def _int(value: object) -> int:
    return int(str(value))


def _step(hit: Hit) -> int | None:
    word = hit.word("step")
    if not word:
        return None
    if word == "this" and hit.scene.tokens[hit.first + 1].word in ("coming", "upcoming"):
        return 1
    return (
        -1
        if word in ("last", "past", "previous", "preceding", "prior")
        else 0
        if word in ("this", "current")
        else 1
    )


def iso(hit: Hit) -> Value | None:
    word = hit.word("iso").upper()
    if date(int(word[:4]), int(word[5:7]), int(word[8:10])) is None:
        return None
    return Value("TIME" if "T" in word else "DATE", word, anchored=False)


def slash(hit: Hit) -> Value | None:
    """Day and month in either order where only one reading is a date; 5/6/2019 is never guessed."""
    parts = [int(p) for p in re.split("[/.]", hit.word("slash"))]
    if parts[0] > 31:
        day = date(*parts) if parts[0] > 999 else None
    else:
        a, b, year = parts
        year += 0 if year > 99 else 1900 if year > 40 else 2000
        if a <= 12 and b <= 12 and a != b:
            return None
        day = date(year, b, a) if b <= 12 else date(year, a, b)
    return Value("DATE", day.isoformat(), anchored=False) if day else None


_SOON = 75  # days ahead that a date without a year may lie although nothing speaks of the future


def _nearest(options: list[dt.date], base: dt.date, future: bool) -> dt.date | None:
    """Without a year: the latest not past the report's day, unless the words look ahead."""
    close = [d for d in options if -10 <= (d - base).days <= _SOON]
    if future or close:
        return min((d for d in options if d in close or (future and d >= base)), default=None)
    near = [d for d in options if (d - base).days <= 2]
    return max(near, default=None)


def day(hit: Hit) -> Value | None:
    """ "7 May 2019", "Oct. 7": without a year the one that tense and the report's day tell."""
    month, number = _int(hit.value("month", "MONTH")), hit.number("day")
    if number is None or (hit.word("month") in _NO_MONTH and not hit.capital("month")):
        return None
    year = hit.number("year") if "year" in hit.match.re.groupindex else None
    if year:
        found = date(int(year), month, int(number))
        return Value("DATE", found.isoformat(), anchored=False) if found else None
    if date(2000, month, int(number)) is None:
        return None
    base = hit.scene.published
    if base is None:
        return Value("DATE", None)
    options = [d for y in (base.year - 1, base.year, base.year + 1) if (d := date(y, month, int(number)))]
    if "step" in hit.match.re.groupindex:  # "last Oct. 23"
        back = _step(hit) == -1
        options = [d for d in options if (d < base if back else d > base)]
        return Value("DATE", (max(options) if back else min(options)).isoformat() if options else None)
    found = _nearest(options, base, hit.future)
    return Value("DATE", found.isoformat() if found else None)


def another_day(hit: Hit) -> Value | None:
    """ "24 and 25" after "April": the month and year of the day before it."""
    before, number = hit.scene.mentioned, hit.number("day")
    if before is None or number is None or hit.scene.tokens[hit.first - 2].value != before.day:
        return None
    found = date(before.year, before.month, int(number))
    return Value("DATE", found.isoformat()) if found and found > before else None


def month(hit: Hit) -> Value | None:
    groups = hit.match.re.groupindex
    number = _int(hit.value("month", "MONTH"))
    year = hit.number("year") if "year" in groups else None
    word = hit.word("month")
    if (word in _NO_MONTH or len(word) < 4) and not hit.capital("month"):
        return None
    if "dot" in groups and len(word) == 3 and word != "may" and not hit.token("dot"):
        return None  # "Jan" is a name
    if year:
        return Value("DATE", f"{int(year):04d}-{number:02d}", anchored=False)
    step = _step(hit) if "step" in groups else None
    before = hit.scene.tokens[hit.first - 1].word if hit.first else ""
    if before.isdigit() and len(before) < 3:
        return None  # a day that the month does not have
    if word in ("may", "march") and step is None and before not in (
        "in", "of", "since", "last", "until", "by", "from", "to", "and", "early", "late", "for", "through",
        "the", "this",
    ) and not (hit.token("early") or hit.token("of")):  # fmt: skip
        return None
    base = hit.scene.published
    if base is None:
        return Value("DATE", None)
    if "year" in hit.scene.tokens[hit.last - 1].word:
        found = base.year + (step or 0)
    elif step == 1 or (step is None and (hit.future or before == "by" or (number - base.month) % 12 == 1)):
        found = base.year + (number < base.month or (step == 1 and number == base.month))
    else:
        found = base.year - (number > base.month or (step == -1 and number == base.month))
    return Value("DATE", f"{found:04d}-{number:02d}")


def year(hit: Hit) -> Value | None:
    groups = hit.match.re.groupindex
    if "yy" in groups:
        number = hit.number("yy")
        return Value("DATE", f"{(1900 if (number or 0) > 20 else 2000) + int(number or 0)}", anchored=False)
    number = hit.number("year")
    tokens, at = hit.scene.tokens, hit.last
    before = tokens[hit.first - 1] if hit.first else None
    after = tokens[at].word if at < len(tokens) else ""
    if before and before.word in ("$", "£", "€", "#", "no", "some", "about", "nearly", "over", "than", ":"):
        return None
    if after in ("people", "civilians", "killed", "percent", "%", "miles", "shares", "feet", "troops", "gmt"):
        return None
    return Value("DATE", f"{int(number or 0):04d}", anchored=False) if number else None


def season(hit: Hit) -> Value | None:
    groups = hit.match.re.groupindex
    name = str(hit.value("season", "SEASON"))
    given = hit.number("year") if "year" in groups else None
    if given:
        return Value("DATE", f"{int(given):04d}-{name}", anchored=False)
    base, step = hit.scene.published, _step(hit) if "step" in groups else None
    if base is None:
        return Value("DATE", None)
    first = SEASON_MONTH[name]
    found = base.year
    if step == -1 and base.month < first + 3:
        found -= 1
    elif step == 1 and base.month >= first:
        found += 1
    return Value("DATE", f"{found:04d}-{name}")


def decade(hit: Hit) -> Value | None:
    word = hit.token("decade")
    if word is None:
        return None
    if isinstance(word.value, int):
        return Value(
            "DATE", str((word.value if word.value > 99 else 1900 + word.value) // 10), anchored=False
        )
    return Value("DATE", f"19{_int(hit.value('decade', 'DECADEW'))}", anchored=False)


def _part(code: str, base: str | None) -> Value:
    return Value("TIME", f"{base}T{code}" if base else None)


def _weekday(hit: Hit, group: str, step: int | None) -> str | None:
    base = hit.scene.published
    if base is None:
        return None
    back = (base.weekday() - _int(hit.value(group, "WDAY"))) % 7
    if step == 1 or (step is None and back and hit.future):
        found = shift(base, 7 - back)
    elif step == 0:
        found = shift(base, -back if back == 0 or not hit.future else 7 - back)
    else:
        found = shift(base, -7 if back == 0 and step == -1 else -back)
    return found.isoformat() if found else None


def _abbreviated(hit: Hit) -> bool:
    """ "Sat." and "Sun, 3": a capital and a stop, or it may be a verb or a name."""
    at = hit.match.end("wday")
    after = hit.scene.tokens[at].word if at < len(hit.scene.tokens) else ""
    return hit.capital("wday") and after in (".", ",")


def weekday(hit: Hit) -> Value | None:
    """The most recent such day, or the next where the words look ahead."""
    if len(hit.word("wday")) < 6 and not _abbreviated(hit):
        return None
    found = _weekday(hit, "wday", _step(hit))
    if "part" in hit.match.re.groupindex and hit.token("part"):
        return _part(str(hit.value("part", "PART")), found)
    return Value("DATE", found)


def weekdays(hit: Hit) -> Value | None:
    name = hit.value("wday", "WDAY")
    number = _int(name if name is not None else hit.value("wdays", "WDAYS")) + 1
    return Value("SET", f"XXXX-WXX-{number}", anchored=False)


def clock(hit: Hit) -> Value | None:
    word = (
        hit.word("clock")
        or hit.word("clock24")
        or {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}[hit.word("word")]
    )
    hour, _, minute = word.partition(":")
    number = hit.number("clock") if not hour.isdigit() else float(hour)
    if number is None or number > 24:
        return None
    hours = (
        int(number) % 12 + (12 if hit.word("ampm").startswith("p") else 0)
        if hit.token("ampm")
        else int(number)
    )
    base = _weekday(hit, "wday", None) if hit.token("wday") else None
    if hit.token("month"):
        named = day(hit)
        if named is None:
            return None
        base = named.value
    elif not hit.token("wday"):
        near = hit.scene.published or None
        ahead = shift(near, _int(hit.value("today", "TODAY"))) if near and hit.token("today") else near
        base = ahead.isoformat() if ahead else None
    return Value("TIME", f"{base}T{hours:02d}:{(minute or '00')[:2]}" if base else None)


def hour_of(hit: Hit) -> Value | None:
    """ "four in the morning", "10 at night"."""
    number, base = hit.number("hour"), hit.scene.published
    part = "NI" if hit.token("night") else PARTS[hit.word("part")]
    if number is None or not 1 <= number <= 12 or part == "MI":
        return None
    hours = int(number) % 12 + (12 if part in ("AF", "EV") or (part == "NI" and number > 5) else 0)
    return Value("TIME", f"{base.isoformat()}T{hours:02d}:00" if base else None)


def today(hit: Hit) -> Value | None:
    base = hit.scene.published
    if "beyond" in hit.match.re.groupindex:
        found = shift(base, 2 if hit.word("beyond") == "tomorrow" else -2) if base else None
        return Value("DATE", found.isoformat() if found else None)
    found = shift(base, _int(hit.value("today", "TODAY"))) if base else None
    value = found.isoformat() if found else None
    return _part(str(hit.value("part", "PART")), value) if hit.token("part") else Value("DATE", value)


def part_of_day(hit: Hit) -> Value | None:
    base = hit.scene.published
    if "tonight" in hit.match.re.groupindex:
        return _part("NI", base.isoformat() if base else None)
    moved = shift(base, -1 if hit.word("step") == "last" else 0) if base else None
    return _part(PARTS[hit.word("part")], moved.isoformat() if moved else None)


def quarter(hit: Hit) -> Value | None:
    """The third quarter: the most recent that has begun before the report, unless a year is given."""
    number, given, base = hit.number("ord"), hit.number("year"), hit.scene.published
    if number is None or not 1 <= number <= 4:
        return None
    if given:
        return Value("DATE", f"{int(given):04d}-Q{int(number)}", anchored=False)
    if base is None:
        return Value("DATE", None)
    late = 3 * number - 2 > base.month and not hit.future and 3 * number - 2 > base.month + 3
    return Value("DATE", f"{base.year - late:04d}-Q{int(number)}")


def this_quarter(hit: Hit) -> Value | None:
    return Value("DATE", hit.scene.quarter) if hit.scene.quarter else None


def _less(value: str | None, years: int) -> str | None:
    return f"{int(value[:4]) - years:04d}{value[4:]}" if value and int(value[:4]) > years else None


def year_earlier(hit: Hit) -> Value | None:
    base = hit.scene.published
    if hit.scene.quarter:
        return Value("DATE", _less(hit.scene.quarter, 1))
    return Value("DATE", f"{base.year - 1:04d}" if base else None)


def calendar_period(hit: Hit) -> Value | None:
    base, step, unit = hit.scene.published, _step(hit) or 0, hit.word("unit")
    if unit in ("second", "minute", "hour", "night", "millennium") or (unit == "day" and step):
        return None
    if hit.capital("unit") and hit.capital("step"):
        return None  # a programme's name
    if base is None:
        return Value("DATE", None)
    if unit == "weekend":
        moved = shift(base, 7 * step)
        return Value("DATE", f"{values.week(moved)}-WE" if moved else None)
    if unit == "decade" and step == -1:
        return Value("DURATION", "P10Y")
    return Value("DATE", values.back(base, _LETTERS[unit], -step))


def part_of_period(hit: Hit) -> Value | None:
    """ "the end of the month", "later in the day": as coarse as the unit."""
    base = hit.scene.published
    return Value("DATE", values.back(base, _LETTERS[hit.word("unit")], 0) if base else None)


def whole_year(_: Hit) -> Value:
    """ "the year ended 31 March": a length."""
    return Value("DURATION", "P1Y", anchored=False)


def weekend(hit: Hit) -> Value | None:
    base = hit.scene.published
    moved = shift(base, 0 if hit.future or base.weekday() >= 5 else -7) if base else None
    return Value("DATE", f"{values.week(moved)}-WE" if moved else None)


def same(hit: Hit) -> Value | None:
    base, unit = hit.scene.mentioned, hit.word("unit")
    return Value("DATE", values.back(base, _LETTERS[unit], 0) if base else None)


def beside(hit: Hit) -> Value | None:
    base = hit.scene.mentioned
    moved = shift(base, -1 if hit.word("way") == "previous" else 1) if base else None
    value = moved.isoformat() if moved else None
    return _part(str(hit.value("part", "PART")), value) if hit.token("part") else Value("DATE", value)


def _counted(hit: Hit) -> float | None:
    if hit.token("n"):
        return hit.number("n")
    if hit.token("a"):
        return 1
    return 2 if any(t.word == "couple" for t in hit.scene.tokens[hit.first : hit.last]) else None


def ago(hit: Hit) -> Value | None:
    """So many units before the report; where the report speaks of quarters, "a year ago" is one."""
    base, unit, count = hit.scene.published, _LETTERS[hit.word("unit")], _counted(hit)
    if count is None:
        return Value("DATE", "PAST_REF")
    if unit in "SNH":
        return Value("TIME", base.isoformat() if base and unit == "H" and count < 6 else None)
    if unit == "Y" and count == 1 and hit.scene.quarter:
        return Value("DATE", _less(hit.scene.quarter, 1))
    return Value("DATE", values.back(base, unit, int(count)) if base and count < 10_000 else None)


def earlier(hit: Hit) -> Value | None:
    """Counted from the day spoken of before."""
    unit, count, scene = _LETTERS[hit.word("unit")], _counted(hit), hit.scene
    base = scene.mentioned or scene.published
    sign = 1 if hit.word("way") == "earlier" else -1
    if count is None or base is None or count > 10_000:
        return Value("DATE", None)
    if unit in "SNH":
        return Value("TIME", None)
    if unit == "Y" and count == 1 and scene.quarter:
        return Value("DATE", _less(scene.quarter, sign))
    return Value("DATE", values.back(base, unit, sign * int(count)))


def past(hit: Hit) -> Value | None:
    """ "the past three months": a length of time."""
    return Value("DURATION", values.duration(_counted(hit), _LETTERS[hit.word("unit")]), anchored=False)


def vague(hit: Hit) -> Value | None:
    return Value("DURATION", values.duration(None, _LETTERS[hit.word("unit")]), anchored=False)


def duration(hit: Hit) -> Value | None:
    groups = hit.match.re.groupindex
    unit = _LETTERS[hit.word("unit")]
    tokens, at = hit.scene.tokens, hit.last
    after = [t.word for t in tokens[at : at + 2]]
    if (
        after[:1] == ["old"]
        or after == ["-", "old"]
        or (hit.word("unit") == "second" and hit.word("a" if "a" in groups else "unit") in ("a", "second"))
    ):
        return None
    if "many" not in groups:
        count: float | None = 0.5 if "n" not in groups else hit.number("n")
    else:
        count = _counted(hit)
        if hit.token("half") and count:
            count += 0.5
    kind: TimexType = "DURATION"
    return Value(kind, values.duration(count, unit), anchored=False)


def duration_half(hit: Hit) -> Value | None:
    return Value(
        "DURATION", values.duration((hit.number("n") or 0) + 0.5, _LETTERS[hit.word("unit")]), anchored=False
    )


def often(hit: Hit) -> Value | None:
    return Value("SET", str(hit.value("often", "OFTEN")), anchored=False)


def every(hit: Hit) -> Value | None:
    return Value("SET", values.duration(hit.number("n") or 1, _LETTERS[hit.word("unit")]), anchored=False)


def reference(hit: Hit) -> Value | None:
    groups = hit.match.re.groupindex
    if "noun" in groups:
        word = hit.word("noun")
        tokens, at = hit.scene.tokens, hit.last
        if word == "past" and hit.last - hit.first < 2:
            return None
        if word == "past" and at < len(tokens) and isinstance(tokens[at].value, (int, float)):
            return None
        return Value(
            "DATE", {"future": "FUTURE_REF", "current": "PRESENT_REF"}.get(word, "PAST_REF"), anchored=False
        )
    for name in ("NOW", "AGOREF"):
        if value := hit.value("ref", name):
            return Value("DATE", str(value), anchored=False)
    return None


def holiday(hit: Hit) -> Value | None:
    base, known = hit.scene.published, hit.value("holiday", "HOLIDAY")
    if base is None:
        return Value("DATE", None)
    options = []
    for number in (base.year - 1, base.year, base.year + 1):
        if isinstance(known, tuple):
            found = date(number, known[0], known[1])
        elif known == "thanksgiving":
            first = dt.date(number, 11, 1)
            found = shift(first, (3 - first.weekday()) % 7 + 21)
        else:
            return Value("DATE", None)
        options += [found] if found else []
    step = _step(hit)
    chosen = _nearest(options, base, step == 1 or (step is None and hit.future))
    return Value("DATE", chosen.isoformat() if chosen else None)
