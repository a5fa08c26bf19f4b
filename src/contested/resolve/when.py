"""The dates of all claims of one report: own words first, then what stands around them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contested.model import Claim, DateAnchor, Document, EventOrder
from contested.resolve.calendar import MONTHS, Interval, date, interval
from contested.resolve.context import scene, settle
from contested.resolve.dates import find_date
from contested.resolve.fold import plain
from contested.resolve.named import since_war, war_of
from contested.resolve.ordered import Told, by_order, event_orders, orders_of
from contested.resolve.time import count_of, resolve_time
from contested.resolve.timex import find_times


@dataclass(frozen=True, slots=True)
class Dated:
    """A claim's interval, what anchored it and the rule; all empty when nothing dates it."""

    interval: Interval | None = None
    anchor: DateAnchor | None = None
    rule: str = ""
    order: tuple[EventOrder, ...] = ()


_HEAD = 320  # code points in which a date line is looked for
_DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd"
    r"|th)? (?:of )?[a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_LABELLED = re.compile(
    r"\b(?:date of publication|published|posted|updated|dated?|released?|issued|afp|reuters|ap|dpa|xinhua)"
    rf"(?: on| at)?:? ?\(?(?P<date>{_DATE})"
)
_STANDING = re.compile(
    rf"(?:^|\n)\(?(?!on )[^\n.]{{0,40}}?(?<!on )(?P<date>{_DATE})(?= ?(?:\n|$|[-|:,/]|\d\d:\d\d|[a-z]))"
)


_WIRE = re.compile(
    r"(?:^|\n)[A-Z][A-Z'’-]{2,}[^\n()]{0,50}?,? (?P<month>(?i:"
    + "|".join(sorted(MONTHS, key=len, reverse=True))
    + r"))\.? (?P<day>[1-3]?\d)(?!\d|,? \d)[ ,]{0,2}(?:\(|-|–|—)"
)
_ALONE = re.compile(
    rf"(?:^|\n)\W{{0,3}}(?P<date>{_DATE})(?:,? (?:at )?\d{{1,2}}[:.]\d\d(?: ?[ap]m)?)?"
    r"\W{0,3}(?=\n|$)"
)
_POST = re.compile(
    r"(?i)(?:\(@\w{1,30}\)|\b\d{1,2}:\d\d ?[ap]m ?[-·])\s{0,3}"
    r"(?P<date>[a-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [a-z]{3,9}\.? \d{4})"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH_LAST = re.compile(rf"(?i)\b(?:{'|'.join(MONTHS)})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?$")
_SCANNED = 60_000


def report_date(document: Document) -> tuple[dt.date | None, DateAnchor]:
    """The day that relative words count from: a date line in the text wins over the metadata."""
    parts = [document.text[s.start : s.end] for s in document.sections if s.kind == "dateline"]
    for text in (*parts, document.text[:_HEAD]):
        for pattern in (_LABELLED, _STANDING):
            line = pattern.search("\n".join(plain(row) for row in text.split("\n")))
            found = find_date(line["date"], published=None, future=False) if line else None
            if found and found.days == 1 and found.start:
                return found.start, ("published" if found.start == document.published else "dateline")
    if wire := _wire_date(document):
        return wire, ("published" if wire == document.published else "dateline")
    if document.published is None and (stamped := _stamped(document.text[:_SCANNED])):
        return stamped, "dateline"
    return document.published, "published"


def _wire_date(document: Document) -> dt.date | None:
    """The day of a date line without a year ("ARDIN, Aug. 28 (Reuters) -"): the one nearest publication."""
    line = _WIRE.search(document.text[:_HEAD]) if document.published else None
    if line is None or document.published is None:
        return None
    month, number, base = MONTHS[plain(line["month"]).strip(".")], int(line["day"]), document.published
    days = [d for y in (base.year - 1, base.year, base.year + 1) if (d := date(y, month, number))]
    return min(days, key=lambda d: abs(d - base), default=None)


def _stamped(text: str) -> dt.date | None:
    """The day of an undated report from stamps anywhere in it: "Posted on ...", a line that is a date, else
    the latest post that it embeds: it was not written before, nor, as a rule, long after."""
    rows = "\n".join(plain(row) for row in text.split("\n"))
    for pattern, source in ((_LABELLED, rows), (_ALONE, rows), (_POST, text)):
        found = (find_date(plain(m["date"]), published=None, future=False) for m in pattern.finditer(source))
        days = [f.start for f in found if f and f.days == 1 and f.start]
        if days:
            return max(days)
    return None


def resolve_dates(document: Document, claims: Sequence[Claim]) -> list[Dated]:
    """One Dated per claim, in order: its own words, else what the report around it says."""
    told = orders_of(document, claims)
    published, anchor = report_date(document)
    own = own_dates(document, claims, published, anchor, told)
    view = scene(document, claims, [dated.interval for dated in own], published)
    note = _disagreement(document, published)
    bare = [i for i, dated in enumerate(own) if dated.interval is None]
    for i, settled in zip(bare, settle(view, [claims[i] for i in bare]), strict=True):
        own[i] = _around(settled)
    orders = event_orders(document, claims, told)
    return [replace(_noted(dated, note), order=order) for dated, order in zip(own, orders, strict=True)]


def date_note(document: Document) -> str:
    """What a reader should know where the date line and the publication date given differ; else ""."""
    return _disagreement(document, report_date(document)[0])


def _disagreement(document: Document, published: dt.date | None) -> str:
    """What to say where the date line and the publication date given for the report are not one day."""
    if document.published is None or published is None or document.published == published:
        return ""
    return f"date line {published} used; the publication date given, {document.published}, disagrees"


def _noted(dated: Dated, note: str) -> Dated:
    """The note goes to dates that lean on the report's day; "7 May 2019" needs none."""
    if not note or dated.interval is None or dated.anchor == "text":
        return dated
    return replace(dated, rule=f"{dated.rule}; {note}")


def _around(settled: tuple[Interval, frozenset[str]] | None) -> Dated:
    if settled is None:
        return Dated()
    found, names = settled
    anchor: DateAnchor = "event" if "event" in names else "context"
    return Dated(found, anchor, f"context: {', '.join(sorted(names))}")


def own_dates(
    document: Document,
    claims: Sequence[Claim],
    published: dt.date | None,
    anchor: DateAnchor,
    told: Sequence[Told] = (),
) -> list[Dated]:
    """What each claim's own time words mean: read against the report's date, or, for "two days
    earlier", against the dated claim before it. In an undated report that names one year only,
    "7 May" is of that year."""
    own = [Dated() if _back_to(c) else _own_date(c, published, anchor, None) for c in claims]
    own = [_widened(document, c, d, published, anchor) for c, d in zip(claims, own, strict=True)]
    year = _only_year(document) if published is None else None
    if year:
        own = [d if d.interval else _of_year(c, year) for c, d in zip(claims, own, strict=True)]
    own = [d if d.interval else _of_war(document, c, published) for c, d in zip(claims, own, strict=True)]
    own = _from_known_starts(document, claims, own, published)
    own = _from_order(claims, own, told, published)
    order = sorted(range(len(claims)), key=lambda i: (claims[i].trigger.start, i))
    before: Interval | None = None
    for i in order:
        if own[i].interval is None and (before is not None or _back_to(claims[i])):
            own[i] = _own_date(claims[i], published, "event" if before else anchor, before)
        before = own[i].interval or before
    return [d if d.interval else _by_grammar(c, published, anchor) for c, d in zip(claims, own, strict=True)]


def _widened(
    document: Document, claim: Claim, given: Dated, published: dt.date | None, anchor: DateAnchor
) -> Dated:
    """What the longer expression means of which the claim's words are a part: readers cut "14 June 2024"
    to "2024". The claim's span stays as it is; the rule says what was read."""
    span = claim.when.text
    if span is None:
        return given
    first = max(0, span.start - _BESIDE)
    for timex in find_times(document.text[first : span.end + _BESIDE], published=published):
        start, end = first + timex.start, first + timex.end
        if timex.interval is None or _STEP.match(timex.text) or not (start <= span.start and span.end <= end):
            continue
        if _coarser(timex.interval, given.interval) or end - start == span.end - span.start:
            return given
        found = resolve_time(timex.text, published=published, future=_ahead(claim))
        if found is None or found.days is None or _coarser(found, given.interval):
            return given
        return Dated(found, anchor if found.anchored else "text", f"{found.rule}, in '{timex.text}'")
    return given


def _from_order(
    claims: Sequence[Claim], own: list[Dated], told: Sequence[Told], published: dt.date | None
) -> list[Dated]:
    """ "A day after X": the day of the other event, counted on or back."""
    report = interval(published, published, "the report's day") if published else None
    days = by_order(claims, [d.interval for d in own], told, report)
    return [
        Dated(days[i], "event", days[i].rule) if i in days and (d.interval is None or _cut(d)) else d
        for i, d in enumerate(own)
    ]


def _cut(dated: Dated) -> bool:
    """Whether a cue that another event belongs to was read as if it counted from the report's day."""
    return dated.rule.split(" ")[0] in ("days", "weeks", "months") and dated.rule.endswith(
        ("after", "before")
    )


_SAME_DAY = re.compile(
    r"(?i)(?:(?:later|earlier|also) )?(?:on )?(?:the )?same (?:day|night|morning|evening)$"
)


def _back_to(claim: Claim) -> bool:
    """Whether the claim's words take up the day spoken of before."""
    return claim.when.text is not None and bool(_SAME_DAY.match(claim.when.text.text.strip()))


_LENGTH = re.compile(
    r"(?:(?:for|in|over|during|after|nears its) )?(?:(?:the|its|these|past|last|first) )*"
    r"(?P<rough>(?:about|around|nearly|almost|some|just|over|more than|at least"
    r"|(?:a )?little more than) )?"
    r"(?P<count>\d{1,3}|\d\dth(?= week)|[a-z]+(?:-[a-z]+)?)[ -](?P<unit>day|week|month)s?"
    r"(?:[ -](?:long|old))?(?: (?:of )?(?:the |its )?(?:[a-z-]+ )?"
    r"(?:war|conflict|assault|offensive|bombardment|bombing|fighting|attacks?|campaign|operation))?$"
)
_PER_UNIT = {"day": 1.0, "week": 7.0, "month": 30.44}


def _from_known_starts(
    document: Document, claims: Sequence[Claim], own: list[Dated], published: dt.date | None
) -> list[Dated]:
    """ "in five weeks", "the 11-week assault": from the day that the report's war, or a period that another
    claim counts from, began, where the length fits that day."""
    if published is None:
        return own
    starts: list[dt.date] | None = None
    result = []
    for claim, dated in zip(claims, own, strict=True):
        words = plain(claim.when.text.text[:80]).strip() if claim.when.text else ""
        found = _LENGTH.match(words) if words else None
        if found and (dated.interval is None or dated.rule.startswith("past ")):
            if starts is None:
                starts = _known_starts(document, own, published)
            began = _fitting(found, starts, published)
            if began:
                dated = Dated(
                    interval(began, published, "length"), "context", "a length up to now, from a start told"
                )
        result.append(dated)
    return result


def _known_starts(document: Document, own: Sequence[Dated], published: dt.date) -> list[dt.date]:
    war = war_of(document.text[:_SCANNED], published)
    told = {d.interval.start for d in own if d.interval and d.rule.startswith("since ") and d.interval.start}
    return ([war] if war else []) + sorted(told - {war})


def _fitting(found: re.Match[str], starts: Sequence[dt.date], published: dt.date) -> dt.date | None:
    """The first known start that so many units, as people round them, lead back to."""
    count = count_of(found["count"])
    if count is None or (count == 1 and re.search(r"\b(?:past|last)\b", found.group())):
        return None
    rough = (found["rough"] or "").strip()
    low, high = (0.0, 1.0) if "more" in rough or rough in ("over", "at least") else (-0.5, 0.5)
    if rough in ("nearly", "almost"):
        low, high = -1.0, 0.0
    slack = 1.0 / _PER_UNIT[found["unit"]]
    for began in starts:
        units = (published - began).days / _PER_UNIT[found["unit"]]
        if count + low - slack <= units <= count + high + slack:
            return began
    return None


_STEP = re.compile(r"(?i)(?:the )?(?:next|following)\b")  # counts from a day that the words here do not tell
_BESIDE = 40  # code points on either side of a claim's time words in which they may go on


def _coarser(found: Interval, given: Interval | None) -> bool:
    """Whether an interval tells no more than the one given: longer, or the same."""
    if given is None:
        return False
    if found.days is None or given.days is None:
        return True
    return found.days > given.days or (found.start, found.end) == (given.start, given.end)


def _of_war(document: Document, claim: Claim, published: dt.date | None) -> Dated:
    if claim.when.text is None:
        return Dated()
    found = since_war(plain(claim.when.text.text[:200]), document.text[:_SCANNED], published)
    return Dated(found, "context", found.rule) if found else Dated()


def _only_year(document: Document) -> str | None:
    years = set(_YEAR.findall(f"{document.title or ''} {document.text[:_SCANNED]}"))
    return years.pop() if len(years) == 1 else None


def _of_year(claim: Claim, year: str) -> Dated:
    if claim.when.text is None or not _MONTH_LAST.search(claim.when.text.text[-40:]):
        return Dated()
    found = resolve_time(f"{claim.when.text.text} {year}", published=None)
    return Dated(found, "context", f"{found.rule}, in the only year named") if found else Dated()


_SAID = re.compile(
    r"(?i)\b(?:said|says|announc|told|warn|vow|report|order|call|stat|agree|threaten|urg|ask)(?:ed|s)?\b"
)
_SHALL = re.compile(
    r"(?i)\b(?:will|would|shall|(?:is|are) (?:to|due|set)|plans?|expected|going to|scheduled)\b"
)


def _ahead(claim: Claim) -> bool:
    """Whether a claim's time words look ahead: those of a plan do, unless they stand before it and date its
    telling ("On Friday the council announced that guards will leave")."""
    words = claim.when.text
    if claim.status != "planned" or words is None or words.end > claim.trigger.start:
        return claim.status == "planned"
    between = claim.quote[
        max(0, words.end - claim.sentence.start) : claim.trigger.start - claim.sentence.start
    ]
    return bool(_SHALL.search(between)) and not _SAID.search(between)


_GRAMMAR = ("clock", "weekday", "date", "today", "part of today", "earlier")
"""Rules of the grammar whose days stand for those of a claim, where `resolve_time` reads nothing."""


def _by_grammar(claim: Claim, published: dt.date | None, anchor: DateAnchor) -> Dated:
    """What the grammar of running text makes of the claim's words: "about 5am" is on the report's day."""
    if claim.when.text is None:
        return Dated()
    for timex in find_times(claim.when.text.text[:200], published=published):
        if timex.interval and timex.rule in _GRAMMAR:
            return Dated(timex.interval, anchor if timex.anchored else "text", f"{timex.rule}: {timex.value}")
    return Dated()


def _own_date(claim: Claim, published: dt.date | None, anchor: DateAnchor, before: Interval | None) -> Dated:
    if claim.when.text is None:
        return Dated()
    found = resolve_time(claim.when.text.text, published=published, anchor=before, future=_ahead(claim))
    if found is None:
        return Dated()
    return Dated(found, anchor if found.anchored else "text", found.rule)
