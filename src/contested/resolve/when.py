"""The dates of all claims of one report: own words first, then what stands around them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from contested.model import Claim, DateAnchor, Document
from contested.resolve.calendar import Interval, interval
from contested.resolve.dates import find_date
from contested.resolve.fold import plain
from contested.resolve.time import resolve_time


@dataclass(frozen=True, slots=True)
class Dated:
    """A claim's interval, what anchored it and the rule; all empty when nothing dates it."""

    interval: Interval | None = None
    anchor: DateAnchor | None = None
    rule: str = ""


_HEAD = 320  # code points in which a date line is looked for
_DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2})"
)
_LABELLED = re.compile(
    rf"\b(?:date of publication|published|posted|updated|date|release[d]?)(?: on| at)?:? ?(?P<date>{_DATE})"
)
_STANDING = re.compile(rf"(?:^|\n)[^\n.]{{0,40}}?(?P<date>{_DATE})(?= ?(?:\n|$|[-|:]|\d\d:\d\d|[a-z]))")


def report_date(document: Document) -> tuple[dt.date | None, DateAnchor]:
    """The day that relative words count from: a date line in the text wins over the metadata."""
    parts = [document.text[s.start : s.end] for s in document.sections if s.kind == "dateline"]
    for text in (*parts, document.text[:_HEAD]):
        for pattern in (_LABELLED, _STANDING):
            line = pattern.search(plain(text))
            found = find_date(line["date"], published=None, future=False) if line else None
            if found and found.days == 1 and found.start:
                return found.start, ("published" if found.start == document.published else "dateline")
    return document.published, "published"


def resolve_dates(document: Document, claims: Sequence[Claim]) -> list[Dated]:
    """One Dated per claim, in order."""
    from contested.resolve.context import settle

    published, anchor = report_date(document)
    own = [_own(claim, published, anchor) for claim in claims]
    return settle(document, claims, own, published)


def _own(claim: Claim, published: dt.date | None, anchor: DateAnchor) -> Dated:
    if claim.when.text is None:
        return Dated()
    found = resolve_time(claim.when.text.text, published=published, future=claim.status == "planned")
    if found is None:
        return Dated()
    return Dated(found, anchor if found.anchored else "text", found.rule)


__all__ = ["Dated", "interval", "report_date", "resolve_dates"]
