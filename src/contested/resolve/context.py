"""Dates for claims that carry no time words of their own: which day the report gives them.

The order: the event's dated claims, the report's fresh day for fresh claims, None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from contested.model import Claim, Document
from contested.resolve.when import Dated


def settle(
    document: Document, claims: Sequence[Claim], own: Sequence[Dated], published: dt.date | None
) -> list[Dated]:
    """Own dates kept; the rest filled from the context where it is plain enough."""
    by_event: dict[str, Dated] = {}
    for claim, dated in zip(claims, own, strict=True):
        if claim.event and dated.interval:
            by_event.setdefault(claim.event, dated)
    result = []
    for claim, dated in zip(claims, own, strict=True):
        mate = by_event.get(claim.event) if claim.event else None
        if dated.interval is None and claim.when.text is None and mate:
            dated = Dated(mate.interval, "event", f"date of the event's other claim ({mate.rule})")
        result.append(dated)
    return result
