"""What one claim of an event says of its scene holds for the event's silent claims."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contested.link.geo import breadth, country_differs
from contested.model import Claim, When, Where


def spread(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in the order given; within an event, one without a date or a place takes the resolved
    form of the nearest claim that has one.

    Only resolved forms move, never words: a taken place or date has no span, and `rules` says where it
    comes from. Planned claims neither give nor take a date; denied claims take but do not give.
    """
    events: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.event:
            events.setdefault((claim.document_id, claim.event), []).append(claim)
    return tuple(_place(_date(c, events), events) for c in claims)


def _nearest(claim: Claim, givers: list[Claim]) -> Claim | None:
    return min(
        givers,
        key=lambda g: (abs(g.trigger.start - claim.trigger.start), g.trigger.start, g.id),
        default=None,
    )


def _date(claim: Claim, events: dict[tuple[str, str], list[Claim]]) -> Claim:
    when = claim.when
    if not claim.event or when.start or when.end or when.text or claim.status == "planned":
        return claim
    members = events[claim.document_id, claim.event]
    givers = [c for c in members if (c.when.start or c.when.end) and c.status not in ("planned", "denied")]
    giver = _nearest(claim, [c for c in givers if c.when.text] or givers)
    if giver is None:
        return claim
    taken = msgspec.structs.replace(giver.when, text=None, anchor="event")
    return _changed(claim, "when", giver, when=taken)


def _place(claim: Claim, events: dict[tuple[str, str], list[Claim]]) -> Claim:
    where = claim.where
    if not claim.event or where.texts or where.place is not None:
        return claim
    members = events[claim.document_id, claim.event]
    givers = [
        c
        for c in members
        if c.status != "denied"
        and (c.where.place is not None or c.where.country)
        and not country_differs(c.where, where)
    ]
    if not givers:
        return claim
    finest = min(breadth(c.where) for c in givers)
    giver = _nearest(claim, [c for c in givers if breadth(c.where) == finest])
    if giver is None or giver is claim:
        return claim
    source = giver.where
    taken = Where(
        offset=where.offset,
        country=where.country or source.country,
        admin1=where.admin1 or source.admin1,
        place=source.place,
    )
    return _changed(claim, "where", giver, where=taken) if taken != where else claim


def _changed(claim: Claim, name: str, giver: Claim, **values: When | Where) -> Claim:
    rule = f"same event as '{giver.trigger.text}' at {giver.trigger.start}"
    return msgspec.structs.replace(claim, rules=claim.rules | {name: rule}, **values)
