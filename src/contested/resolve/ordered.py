"""Which claims the words order ("a day after X", "Meanwhile"), and the days that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from contested.model import Claim, Document, EventOrder, Span
from contested.resolve.calendar import Interval, interval, shift
from contested.resolve.timex.order import Extent, Order, find_orders

Relation = Literal["after", "before", "while"]
_SCANNED = 60_000
_MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Told:
    """An order and the claims, by number, whose triggers lie in its stretches; nearest to the cue first."""

    order: Order
    earlier: tuple[int, ...]
    later: tuple[int, ...]


def orders_of(document: Document, claims: Sequence[Claim]) -> list[Told]:
    """The orders of a report that touch a claim on either side."""
    starts = [claim.trigger.start for claim in claims]
    found = []
    for order in find_orders(document.text[:_SCANNED]):
        told = Told(order, _within(order.earlier, starts, order), _within(order.later, starts, order))
        if told.earlier or told.later:
            found.append(told)
    return found


def _within(stretch: Extent, starts: Sequence[int], order: Order) -> tuple[int, ...]:
    inside = [i for i, at in enumerate(starts) if stretch[0] <= at < stretch[1]]
    return tuple(sorted(inside, key=lambda i: (abs(starts[i] - order.cue[0]), i)))


def event_orders(
    document: Document, claims: Sequence[Claim], told: Sequence[Told]
) -> list[tuple[EventOrder, ...]]:
    """For each claim, beside which other claims the words place it; the nearest of the other stretch only."""
    result: list[list[EventOrder]] = [[] for _ in claims]
    for one in told:
        if not one.earlier or not one.later:
            continue
        start, end = one.order.cue
        cue = Span(text=document.text[start:end], start=start, end=end)
        gap = one.order.gap.value if one.order.gap else None
        alike = one.order.relation == "while"
        sides: tuple[tuple[tuple[int, ...], tuple[int, ...], Relation], ...] = (
            (one.earlier, one.later, "while" if alike else "before"),
            (one.later, one.earlier, "while" if alike else "after"),
        )
        for mine, others, relation in sides:
            for i in mine:
                if claims[i].event and claims[i].event == claims[others[0]].event:
                    continue  # one occurrence is not before itself
                result[i].append(
                    EventOrder(relation=relation, other=claims[others[0]].trigger, cue=cue, gap=gap)
                )
    return [tuple(orders) for orders in result]


def by_order(
    claims: Sequence[Claim], own: Sequence[Interval | None], told: Sequence[Told], report: Interval | None
) -> dict[int, Interval]:
    """The days of claims that stand so many whole days before or after a dated one.

    A claim counts when its own words are the cue, or when it has none. "X, a day after Y": where X has no
    day in its words, it is news, and `report` (the report's day) is X's; Y is the day before.
    """
    found: dict[int, Interval] = {}
    for one in told:
        gap = one.order.gap
        if gap is None or not gap.exact or not 0 < gap.low <= _MOST_DAYS:
            continue
        for mine, others, sign in ((one.earlier, one.later, -1), (one.later, one.earlier, 1)):
            base = next((own[i] for i in others if _day(own[i])), None)
            for i in mine:
                cued = _cued(claims[i], one.order)
                start = base or (report if cued and sign < 0 and own[i] is None else None)
                if start and start.start and (cued or (claims[i].when.text is None and base)):
                    day = shift(start.start, sign * gap.low)
                    rule = f"{gap.value} {'before' if sign < 0 else 'after'} another event"
                    if day and (dated := interval(day, day, rule)):
                        found.setdefault(i, dated)
    return found


def _day(days: Interval | None) -> bool:
    return days is not None and days.days == 1


def _cued(claim: Claim, order: Order) -> bool:
    """Whether the claim's time words are those of the cue."""
    words = claim.when.text
    return words is not None and words.start < order.cue[1] and order.cue[0] < words.end
