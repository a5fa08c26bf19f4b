"""Learns from the other dates of a file how 4/5/2017 is meant there."""

from __future__ import annotations

from collections.abc import Iterator

from contested.model.errors import InputError
from contested.read.dates import DateOrder, parse_date
from contested.read.found import Found, Input

_WAITING_RECORDS = 500
_WAITING_CHARACTERS = 8_000_000
_WORDS = {"dmy": "day/month/year", "mdy": "month/day/year"}
Settled = tuple[Found | InputError, DateOrder | None]


def settled(items: Iterator[Found | InputError], source: Input) -> Iterator[Settled]:
    """Every item with the order that its file's dates give away, in the same sequence.

    Records from the first ambiguous date on wait for a telling one, at most 500 records or 8
    million characters; a file whose dates contradict each other has no order.
    """
    learner = _Learner(source)
    waiting: list[Found | InputError] = []
    size = 0
    for item in items:
        ambiguous = learner.sees(item)
        if waiting or (ambiguous and not learner.done):
            waiting.append(item)
            size += len(item.text) if isinstance(item, Found) else 0
            full = len(waiting) >= _WAITING_RECORDS or size >= _WAITING_CHARACTERS
            learner.done = learner.done or full
            if learner.done:
                yield from ((held, learner.order) for held in waiting)
                waiting, size = [], 0
            continue
        yield item, learner.order
    yield from ((held, learner.order) for held in waiting)


class _Learner:
    def __init__(self, source: Input) -> None:
        self._source = source
        self._given = source.options.date_order is not None
        self.order: DateOrder | None = source.options.date_order
        self.done = self._given
        self._mixed = False

    def sees(self, item: Found | InputError) -> bool:
        """True when the item's date can be read in two ways and the order is not known."""
        if not isinstance(item, Found):
            return False
        reading = parse_date(item.published, self.order)
        if reading.votes and not self._given and not self._mixed:
            self._vote(reading.votes, item)
        return reading.ambiguous

    def _vote(self, vote: DateOrder, item: Found) -> None:
        told = f"{self._source.name}: {item.published!r} ({item.record}) shows that dates are {_WORDS[vote]}"
        if self.order is None:
            self.order = vote
            self._source.notice(told)
        elif self.order != vote:
            self.order, self._mixed = None, True
            self._source.notice(f"{told}, which contradicts earlier ones: all-number dates are left unknown")
        self.done = True
