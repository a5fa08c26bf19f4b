"""Change over time and inside a report: what an origin took back, headlines that say more than their body."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from contested.link.positions import Statement
from contested.model import Field, FieldName, Headline, Holder, Position, Revision

_OF_HEADLINES: tuple[FieldName, ...] = ("perpetrator", "killed", "injured")
"""Fields in which another word is another claim; a headline's shorter word for a place or target is none."""


def standing(statements: Sequence[Statement], said: Mapping[str, object]) -> list[Statement]:
    """Without those that their origin replaced: of the claims that say something of a field (the claim ids
    in `said`), only those of the origin's latest report day stand. Undated reports replace nothing."""
    latest: dict[str, dt.date] = {}
    for statement in statements:
        day = statement.holder.published
        if day and statement.claim.id in said:
            latest[statement.origin] = max(day, latest.get(statement.origin, day))
    return [s for s in statements if _stands(s.holder, latest)]


def _stands(holder: Holder, latest: Mapping[str, dt.date]) -> bool:
    return holder.published is None or holder.published >= latest.get(holder.origin, holder.published)


def with_changes(field: Field) -> Field:
    """The field with its revisions, the origins that withdrew each position, and its odd headlines."""
    if not field.positions:
        return field
    gone, revisions = _revisions(field.positions)
    marked = tuple(
        replace(p, withdrawn=tuple(sorted(gone[n]))) if gone[n] else p for n, p in enumerate(field.positions)
    )
    headlines = _headlines(field.positions) if field.name in _OF_HEADLINES else ()
    return replace(field, positions=marked, revisions=revisions, headlines=headlines)


def told(position: Position) -> str:
    """The position in words: "not X" for a denial."""
    return f"not {position.label}" if position.denied else position.label


def _revisions(positions: Sequence[Position]) -> tuple[dict[int, set[str]], tuple[Revision, ...]]:
    """Positions that an origin held before and not on its latest day, and each step to another."""
    days: dict[str, dict[dt.date, dict[int, Holder]]] = defaultdict(lambda: defaultdict(dict))
    for n, position in enumerate(positions):
        for holder in position.holders:
            if holder.published:
                days[holder.origin][holder.published].setdefault(n, holder)
    gone: dict[int, set[str]] = defaultdict(set)
    found: list[Revision] = []
    for origin in sorted(days):
        steps = sorted(days[origin].items())
        for (_, before), (day, after) in pairwise(steps):
            left, new = sorted(set(before) - set(after)), sorted(set(after) - set(before))
            for n in left:
                gone[n].add(origin)
            if left and new:
                found.append(_revision(origin, day, positions, left, after, new))
        for n in steps[-1][1]:  # said again
            gone[n].discard(origin)
    return gone, tuple(sorted(found, key=lambda r: (r.published, r.origin, r.document_id)))


def _revision(
    origin: str,
    day: dt.date,
    positions: Sequence[Position],
    left: Sequence[int],
    after: Mapping[int, Holder],
    new: Sequence[int],
) -> Revision:
    holder = after[new[0]]
    values = [positions[n].value for n in left]
    denies = any(positions[n].denied and positions[n].value in values for n in new)
    return Revision(
        origin=origin,
        published=day,
        document_id=holder.document_id,
        claim_id=holder.claim_id,
        before="; ".join(told(positions[n]) for n in left),
        after="; ".join(told(positions[n]) for n in new),
        kind="withdrawn" if denies else "revised",
    )


def _headlines(positions: Sequence[Position]) -> tuple[Headline, ...]:
    """Headlines with a position that their body does not hold, or asserts where the body alleges."""
    title: dict[str, list[tuple[int, Holder]]] = defaultdict(list)
    body: dict[str, list[tuple[int, Holder]]] = defaultdict(list)
    for n, position in enumerate(positions):
        for holder in position.holders:
            (title if holder.section == "title" else body)[holder.document_id].append((n, holder))
    found = []
    for document in sorted(title):
        under = body.get(document)
        for n, holder in title[document]:
            if under and not any(m == n and _as_sure(other, holder) for m, other in under):
                words = dict.fromkeys(_surely(positions[m], other) for m, other in under)
                found.append(
                    Headline(
                        document_id=document,
                        outlet=holder.outlet,
                        headline=_surely(positions[n], holder),
                        body=tuple(words),
                    )
                )
    return tuple(dict.fromkeys(found))


def _as_sure(body: Holder, headline: Holder) -> bool:
    return body.status == headline.status or headline.status == "alleged"


def _surely(position: Position, holder: Holder) -> str:
    return told(position) + (f" ({holder.status})" if holder.status in ("alleged", "unclear") else "")
