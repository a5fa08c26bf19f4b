"""Time words -> an interval of days, resolved against the publication date.

The conventions are the annotation guidelines' and, where these are silent, those that the annotators
followed: a weekday is the most recent such day on or before publication; "overnight" is the night
that ended on the day of publication; "last week" is Monday to Sunday; "since X" runs to publication.
Without a publication date only words that stand by themselves resolve. Nothing is ever guessed: words
that fix no day ("recently", "at dawn") give None.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from contested.resolve.calendar import (
    MONTHS,
    WEEKDAYS,
    Interval,
    add_months,
    interval,
    month_span,
    shift,
    year_span,
)
from contested.resolve.dates import find_date
from contested.resolve.fold import plain
from contested.resolve.named import find_named, third_of_month
from contested.resolve.named_calendars import find_calendar, find_feast
from contested.resolve.numbers import find_numbers


@dataclass(frozen=True, slots=True)
class Frame:
    """What time words are read against: the publication date, the day spoken of before, the tense."""

    published: dt.date | None
    anchor: Interval | None = None
    future: bool = False

    @property
    def base(self) -> dt.date | None:
        """The day that "the day before" counts from."""
        return (self.anchor.start or self.anchor.end) if self.anchor else None


_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_UNIT = {"hour": 0, "day": 1, "week": 7, "fortnight": 14}
_COUNT = (
    r"(?P<count>(?:(?:about|around|nearly|almost|at least|over|more than|some|the) )?(?:\d{1,4}|a few"
    r"|few|several|couple of|a couple of|[a-z]+(?:[- ][a-z]+)?) )?"
)
_PERIOD = r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?"


_CLOCK = re.compile(r"\s*\(?\b\d{1,2}[:.]?\d\d ?(?:gmt|utc|hours|hrs)\b\)?\s*")
"""A time of day that looks like a year: "(2000 GMT)"."""


def resolve_time(
    words: str, *, published: dt.date | None, anchor: Interval | None = None, future: bool = False
) -> Interval | None:
    """The interval that time words mean, or None when they fix none.

    `anchor` is the interval of the event spoken of before ("two days earlier" counts from it);
    `future` is True where the claim is planned, so that "Tuesday" is the next one.
    """
    text = re.sub(r"\s+", " ", plain(words[:200])).strip(" .,;:()\"'")
    text = _CLOCK.sub(" ", re.sub(r"(?<=\w)'s\b", "", text)).strip()
    if not text:
        return None
    return _resolve(text, Frame(published, anchor, future))


@lru_cache(maxsize=8192)
def _resolve(text: str, frame: Frame) -> Interval | None:
    for rule in _RULES:
        found = rule(text, frame)
        if found is not None:
            return found
    return None


def _since(text: str, frame: Frame) -> Interval | None:
    """ "since X", "from X onwards": from X's first day to publication; "until X": up to X."""
    given = re.match(
        r"(?:(?:ever )?since|starting(?: from)?|as of|beginning(?: on| in)?"
        r"|(?:began|erupted|broke out) (?:in|on)) (.+)",
        text,
    )
    if given:
        part = re.match(r"(?:the )?(?:start|beginning) of (?:the|this) (year|month|week)", given[1])
        words = f"so far this {part[1]}" if part else re.sub(r"^(?:at least|about|around|the) ", "", given[1])
        began = _resolve(words, frame)
        if began and began.start:
            end = frame.published if frame.published and frame.published >= began.start else None
            return interval(began.start, end, f"since + {began.rule}", anchored=began.anchored)
        return None
    return None


def _range(text: str, frame: Frame) -> Interval | None:
    """ "between A and B", "from A to B", "A-B", "A and B"."""
    given = re.match(
        r"(?:between |from |on |during |night of )?(.{1,60}?)(?: and | to | until | till "
        r"| through | or |\s?-\s?| into )(?:on |the |early )?(.+)$",
        text,
    )
    if not given or re.fullmatch(r"(?:[a-z]+-)?(?:\d{4}-\d\d-\d\d|\d\d?-\d\d?-\d{4}).*", text):
        return None
    left, right = given[1], given[2]
    end = _resolve(right, frame)
    if end is None or end.end is None:
        return _range_from_left(left, right, frame)
    bare = re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?", left)
    start: Interval | None
    if bare and end.end:
        day = _safe_day(end.end, int(bare[1]))
        start = interval(day, day, "day of month") if day else None
    else:
        start = _resolve(left, Frame(end.end if end.end else frame.published, frame.anchor))
    if start is None or start.start is None or not (_dated(left) or bare):
        return None
    return interval(start.start, end.end, f"range of {end.rule}", anchored=end.anchored)


def _dated(text: str) -> bool:
    return bool(re.search(rf"\b(?:{_WEEKDAY}|{_MONTH})\b|\d|yesterday|today|last", text))


def _range_from_left(left: str, right: str, frame: Frame) -> Interval | None:
    """ "May 3-7": the month stands on the left."""
    last = re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", right)
    if not last:
        return None
    start = _resolve(f"{left} {last[2]}" if last[2] else left, frame)
    if start is None or start.start is None or start.days != 1:
        return None
    return interval(
        start.start, _safe_day(start.start, int(last[1])), f"range of {start.rule}", anchored=start.anchored
    )


def _month_last_year(text: str, frame: Frame) -> Interval | None:
    """ "March last year", "in May this year"."""
    found = re.search(rf"\b(?P<month>{_MONTH}) (?:of )?(?P<which>last|this|next) year\b", text)
    if not found or frame.published is None:
        return None
    year = frame.published.year + {"last": -1, "this": 0, "next": 1}[found["which"]]
    return find_date(
        f"{text[: found.start()]}{found['month']} {year}", published=frame.published, future=frame.future
    )


def _ordinal_day(text: str, frame: Frame) -> Interval | None:
    """ "for a third consecutive day": the days up to publication."""
    found = re.search(
        r"\b(?P<nth>[a-z]+|\d{1,2}(?:st|nd|rd|th)) (?:consecutive |straight |successive )?day\b", text
    )
    number = _ORDINALS.get(found["nth"]) if found else None
    if found and number is None and found["nth"][0].isdigit():
        number = int(re.sub(r"\D", "", found["nth"]))
    if frame.published is None or number is None or number < 2 or " of " in text:
        return None
    return interval(shift(frame.published, 1 - number), frame.published, "nth day running")


_ORDINALS = {
    word: n
    for n, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        start=1,
    )
}


def _week_of_month(text: str, frame: Frame) -> Interval | None:
    """ "the first week of July": days 1 to 7."""
    found = re.search(
        rf"\b(?P<nth>first|second|third|fourth) week (?:of|in) (?P<rest>.*\b(?:{_MONTH})\b.*)", text
    )
    month = find_date(found["rest"], published=frame.published, future=frame.future) if found else None
    if not found or not month or not month.start or month.precision != "month":
        return None
    first = 7 * _ORDINALS[found["nth"]] - 6
    return interval(
        month.start.replace(day=first),
        month.start.replace(day=first + 6),
        "week of a month",
        anchored=month.anchored,
        precision="week",
    )


def _safe_day(day: dt.date, number: int) -> dt.date | None:
    span = month_span(day.year, day.month)
    return day.replace(day=number) if span and 1 <= number <= span[1].day else None


def _calendar_date(text: str, frame: Frame) -> Interval | None:
    return find_date(text, published=frame.published, future=frame.future)


def _weekday(text: str, frame: Frame) -> Interval | None:
    """The most recent such day on or before publication; strictly before after "last"."""
    found = re.search(
        rf"\b(?P<which>last|next|this|past|previous|coming|following)?\s?(?P<day>{_WEEKDAY})s?\b\.?", text
    )
    if not found or frame.published is None or re.search(rf"\b(?:every|each|most) |(?:{_WEEKDAY})s\b", text):
        return None
    back = (frame.published.weekday() - WEEKDAYS[found["day"]]) % 7
    which = found["which"]
    if which in ("next", "coming", "following") or (
        frame.future and which not in ("last", "past", "previous")
    ):
        ahead = 7 - back if back else (0 if which is None else 7)
        day = shift(frame.published, ahead)
    else:
        if which in ("last", "past", "previous") and back == 0:
            back = 7
        if re.search(r"\bweek (?:ago|earlier|before)\b|\blast week\b", text):
            back += 7
        day = shift(frame.published, -back)
    if day and re.search(r"\bnight of\b.*\bto\b|\bovernight (?:on |from )?\w+ to\b", text):
        return interval(day, shift(day, 1), "night between two days")
    return interval(day, day, "weekday") if day else None


_NEAR = (
    (re.compile(r"\bday before yesterday\b"), -2, -2),
    (re.compile(r"\b(?:since|from) yesterday\b"), -1, 0),
    (re.compile(r"\byesterday\b"), -1, -1),
    (re.compile(r"\blast (?:night|evening)\b"), -1, -1),
    (re.compile(r"\bday after tomorrow\b"), 2, 2),
    (re.compile(r"\btomorrow\b"), 1, 1),
    (re.compile(r"\bovernight\b|\bduring the night\b|\bnighttime\b|\bin the night\b"), -1, 0),
    (
        re.compile(
            r"\b(?:today|tonight|this (?:morning|afternoon|evening|noon)|earlier in the day|later in the day"
            r"|earlier on the day|same day|on the day|later the same day)\b"
        ),
        0,
        0,
    ),
)


def _near(text: str, frame: Frame) -> Interval | None:
    """Yesterday, today, overnight and the like."""
    if frame.published is None:
        return None
    for pattern, first, last in _NEAR:
        if pattern.search(text):
            return interval(
                shift(frame.published, first), shift(frame.published, last), pattern.pattern[2:24]
            )
    return None


def _amount(count: str | None, bare: int = 1) -> int | None:
    """ "three" 3, "a" 1; None for "several", which counts nothing exactly."""
    if count is None:
        return bare
    text = count.strip()
    if re.search(r"\b(?:few|several|many|recent|couple)\b", text):
        return 2 if "couple" in text else None
    if re.fullmatch(r"(?:about |around |nearly |almost |over |more than )?(?:a|an|the|one|past|last)", text):
        return 1
    numbers = find_numbers(text)
    return numbers[0].value if numbers and numbers[0].value <= 4000 else None


def count_of(words: str) -> int | None:
    """How many "five", "11", "12th" or "a" are; None for no number."""
    return _amount(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", words))


def _back(day: dt.date, unit: str, count: int) -> dt.date | None:
    """The day so many units before; negative counts go ahead."""
    if unit in ("month", "year", "decade"):
        return add_months(day, -count * {"month": 1, "year": 12, "decade": 120}[unit])
    if unit == "hour":
        return shift(day, -((count + 23) // 24)) if count >= 24 else (shift(day, -1) if count > 12 else day)
    return shift(day, -count * _UNIT[unit])


_AGO = re.compile(rf"\b{_COUNT}{_PERIOD} (?P<way>ago|earlier|before|previously|after|later|since)\b")
_PAST = re.compile(rf"\b(?:past|last|preceding|previous|final) {_COUNT}{_PERIOD}\b")
_NEXT = re.compile(rf"\b(?:next|coming|following|upcoming) {_COUNT}{_PERIOD}\b")


def _ago(text: str, frame: Frame) -> Interval | None:
    """ "two days ago" from publication; "two days earlier", "a day after" from the event before."""
    found = _AGO.search(text)
    if not found:
        return None
    count, unit, way = _amount(found["count"]), found["unit"], found["way"]
    base = frame.published if way == "ago" else frame.base
    if count is None or base is None or unit == "hour":
        return interval(base, base, "hours from an anchor") if unit == "hour" and base else None
    day = _back(base, unit, -count if way in ("after", "later") else count)
    if day is None:
        return None
    if unit in ("day", "week", "fortnight"):
        return interval(day, day, f"{unit}s {way}")
    if unit == "month":
        span = month_span(day.year, day.month)
        return interval(*span, f"months {way}", precision="month") if span else None
    years = year_span(day.year)
    return interval(*years, f"{unit}s {way}", precision="year") if years else None


def _calendar_period(text: str, frame: Frame) -> Interval | None:
    """ "last week", "this month", "next year" as calendar periods."""
    found = re.search(
        r"\b(?P<which>last|this|previous|next|current|coming|the same) (?P<unit>week|month|year"
        r"|weekend|summer|winter|spring|autumn|fall)\b",
        text,
    )
    if not found or frame.published is None or re.match(_ROLLING, text):
        return None
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(found["which"], 0)
    day, unit = frame.published, found["unit"]
    to_date = step == 0 and not frame.future
    if unit == "week":
        first = shift(day, -day.weekday() + 7 * step)
        return interval(
            first, day if to_date else (shift(first, 6) if first else None), "calendar week", precision="week"
        )
    if unit == "weekend":
        first = _saturday(day, step > 0)
        return interval(first, shift(first, 1) if first else None, "weekend")
    if unit == "month":
        moved = add_months(day.replace(day=1), step)
        span = month_span(moved.year, moved.month) if moved else None
        return (
            interval(span[0], day if to_date else span[1], "calendar month", precision="month")
            if span
            else None
        )
    if unit == "year":
        years = year_span(day.year + step)
        return (
            interval(years[0], day if to_date else years[1], "calendar year", precision="year")
            if years
            else None
        )
    return _season(unit, day, step)


_ROLLING = r"(?:in|over|during|within) the last (?:week|month|year)\b"
"""The week that ends today, not the one from Monday to Sunday."""
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _season(name: str, day: dt.date, step: int) -> Interval | None:
    """Meteorological seasons of the northern hemisphere, the most recent that has begun."""
    year = (
        day.year - 1
        if (step < 0 and _SEASONS[name] + 2 >= day.month) or _SEASONS[name] > day.month
        else day.year
    )
    last = add_months(dt.date(year, _SEASONS[name], 1), 2)
    span = month_span(last.year, last.month) if last else None
    return interval(dt.date(year, _SEASONS[name], 1), span[1], "season") if span else None


def _past(text: str, frame: Frame) -> Interval | None:
    """ "the past two weeks": so far back from publication, to publication."""
    if frame.published is None:
        return None
    found = _PAST.search(text) or re.search(
        rf"\b(?:in|over|within|during|for) (?:just |the )?{_COUNT}{_PERIOD}\b", text
    )
    if found:
        count = _amount(found["count"])
        if count is None or (found["count"] is None and found.re is not _PAST):
            return None
        began = _back(frame.published, found["unit"], count)
        if found["count"] is None and re.search(r"\b(?:previous|preceding) day\b", text):
            return interval(began, began, "the previous day")
        if began and found["unit"] == "year" and count > 4:
            began = began.replace(month=1, day=1)  # nobody who says "16 years" counts from today's day
        return interval(began, frame.published, f"past {found['unit']}s")
    found = _NEXT.search(text)
    if found and (count := _amount(found["count"])) is not None:
        return interval(
            frame.published, _back(frame.published, found["unit"], -count), f"next {found['unit']}s"
        )
    return None


def _saturday(day: dt.date, ahead: bool) -> dt.date | None:
    return shift(day, -((day.weekday() - 5) % 7) + (7 if ahead else 0))


def _weekend(text: str, frame: Frame) -> Interval | None:
    if frame.published is None or not re.search(r"\bweekend\b", text):
        return None
    first = _saturday(frame.published, frame.future)
    return interval(first, shift(first, 1) if first else None, "weekend")


def _anchor_day(text: str, frame: Frame) -> Interval | None:
    """ "the day before", "the next day", "the same day": counted from the event before."""
    if frame.base is None:
        return None
    for pattern, days in (
        (r"\bday (?:before|earlier)\b|\bprevious (?:day|night)\b", -1),
        (r"\b(?:day after|next day|following (?:day|morning)|next morning)\b", 1),
    ):
        if re.search(pattern, text):
            return interval(shift(frame.base, days), shift(frame.base, days), "day beside an anchor")
    return None


def _that_period(text: str, frame: Frame) -> Interval | None:
    """ "in the same period", "that day": the event's before; "since then": from it to publication."""
    if frame.anchor is None:
        return None
    began = frame.anchor.start
    if re.match(r"(?:ever )?since (?:then|that (?:day|time|date))$", text):
        ordered = began and frame.published and began <= frame.published
        return interval(began, frame.published, "since an anchor") if ordered else None
    if re.match(
        r"(?:(?:later|earlier|also) )?(?:on )?(?:the same|same) (?:day|night|morning|evening)$", text
    ):
        return interval(began, began, "the same day") if began else None
    if re.match(r"(?:(?:in|during|over|for|on) )?(?:the same|that|same) (?:period|day|time)$", text):
        return interval(began, frame.anchor.end, "as an anchor", precision=frame.anchor.precision)
    return None


def _running(text: str, frame: Frame) -> Interval | None:
    """ "five consecutive days", "so far in 2022": up to publication."""
    if frame.published is None:
        return None
    found = re.search(r"\bso far in (?P<year>\d{4})\b", text)
    if found and int(found["year"]) == frame.published.year:
        return interval(dt.date(frame.published.year, 1, 1), frame.published, "so far in a year")
    found = re.search(r"\b(?P<count>\w+) (?:consecutive|straight|successive) days\b", text)
    count = _amount(found["count"]) if found else None
    if count is None or count < 2:
        return None
    return interval(shift(frame.published, 1 - count), frame.published, "days running")


def _last_month_named(text: str, frame: Frame) -> Interval | None:
    """ "last October": the latest that was over, whatever the claim looks ahead to."""
    found = re.search(rf"\b(?:last|past) (?P<month>{_MONTH})\b(?! \d)", text)
    if not found or frame.published is None or found["month"] in ("sat", "sun", "mar", "may"):
        return None
    month = MONTHS[found["month"]]
    span = month_span(frame.published.year - (month >= frame.published.month), month)
    return interval(*span, "last month so named", precision="month") if span else None


def _at_least(text: str, frame: Frame) -> Interval | None:
    """ "for more than two years": it began before a day that the words do not tell."""
    if frame.published is None or not re.fullmatch(r"for (?:more than|at least|over) .{1,30}\byears?", text):
        return None
    return interval(None, frame.published, "at least so many years")


def _named(text: str, frame: Frame) -> Interval | None:
    return (
        third_of_month(text, frame.published)
        or find_named(text, frame.published)
        or find_calendar(text, frame.published)
        or find_feast(text, frame.published, future=frame.future)
    )


_RULES: tuple[Callable[[str, Frame], Interval | None], ...] = (
    _that_period,
    _at_least,
    _since,
    _running,
    _named,
    _last_month_named,
    _month_last_year,
    _ordinal_day,
    _week_of_month,
    _range,
    _calendar_date,
    _weekday,
    _ago,
    _anchor_day,
    _near,
    _calendar_period,
    _past,
    _weekend,
)
