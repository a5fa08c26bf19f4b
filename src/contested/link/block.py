"""Which document-events are worth comparing: keys that any two compatible ones share.

A pair that `compare.compatible` accepts lies within a day (or three days of publication, when one
is undated) and shares a place, a target site or a count; those are the keys, so nothing that the rule
would join is missed.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from contested.link.compare import DAYS_APART, PUBLISHED_APART, TALKS, DocEvent
from contested.link.geo import NEAR_KM
from contested.link.names import words
from contested.model import Where

Key = tuple[str | int | None, ...]

_KM_PER_DEGREE = 111.0
_CELL = 0.5  # degrees; two neighbouring cells cover more than NEAR_KM at any latitude up to 60


def own_keys(event: DocEvent) -> Iterator[Key]:
    """The keys under which a document-event is filed."""
    if event.long:
        yield from _campaign(event)
    elif event.days is not None:
        for day in _range(event.days[0], event.days[1]):
            for part in _parts(event):
                yield ("day", day, *part)
        yield from _published(event, "any", 0)
    else:
        yield from _published(event, "any", 0)
        yield from _published(event, "undated", 0)


def look_keys(event: DocEvent) -> Iterator[Key]:
    """The keys under which its possible partners are filed."""
    if event.long:
        yield from _campaign(event)
    elif event.days is not None:
        for day in _range(event.days[0], event.days[1], DAYS_APART):
            for part in _parts(event, around=True):
                yield ("day", day, *part)
        yield from _published(event, "undated", PUBLISHED_APART)
    else:
        yield from _published(event, "any", PUBLISHED_APART)


def _campaign(event: DocEvent) -> Iterator[Key]:
    assert event.days is not None
    yield ("campaign", event.days[0].toordinal(), event.days[1].toordinal(), event.type, event.country)


def _range(start: dt.date, end: dt.date, margin: int = 0) -> range:
    return range(start.toordinal() - margin, end.toordinal() + margin + 1)


def _published(event: DocEvent, kind: str, margin: int) -> Iterator[Key]:
    if event.published is None:
        return
    for day in _range(event.published, event.published, margin):
        for part in set(_places(event, around=margin > 0)):
            yield (kind, day, event.type, *part)


def _parts(event: DocEvent, *, around: bool = False) -> set[Key]:
    found = set(_places(event, around=around))
    found |= {("site", site) for site in event.sites}
    if event.type in TALKS:
        found |= {("party", key) for key in event.actors}
    found |= {("count", kind, n) for kind, n in event.counts.items() if n > 2}
    return found


def _places(event: DocEvent, *, around: bool) -> Iterator[Key]:
    for where in event.narrow:
        yield from _cells(where, around)
        for span in where.texts[:2]:
            for word in words(span.text):
                yield ("word", word)
        if where.place is not None:
            yield ("place", where.place.id)


def _cells(where: Where, around: bool) -> Iterator[Key]:
    place = where.place
    if place is None or place.latitude is None or place.longitude is None:
        return
    reach = 0
    if around:
        km = NEAR_KM + 2 * (place.radius_km or 0.0)  # the partner's own radius is seldom larger
        reach = min(6, max(1, math.ceil(km / (_KM_PER_DEGREE * _CELL * 0.5))))
    row, column = math.floor(place.latitude / _CELL), math.floor(place.longitude / _CELL)
    for i in range(row - reach, row + reach + 1):
        for j in range(column - reach, column + reach + 1):
            yield ("cell", i, j)
