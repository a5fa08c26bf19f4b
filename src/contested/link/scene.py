"""The fields of the scene: what happened, where and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from contested.link.features import days_of, gap_days
from contested.link.geo import apart, breadth, country_differs
from contested.link.names import fold, same_words, words
from contested.link.positions import Statement, field, gather, position, rivals, unknown
from contested.link.revise import standing
from contested.model import Claim, Field, Where, ontology

_VAGUE = frozenset({"attack", "toll", "violation"})
# pairs that are parts or sides of one account, not rival accounts of what happened
_PARTS = frozenset(
    frozenset(p)
    for p in (
        ("armed_clash", "arrest"),
        ("armed_clash", "shelling"),
        ("armed_clash", "territory_gained"),
        ("chemical_attack", "shelling"),
        ("chemical_attack", "air_strike"),
        ("air_strike", "drone_strike"),
        ("explosive", "suicide_bomb"),
        ("interception", "shelling"),
        ("interception", "drone_strike"),
        ("abduction", "arrest"),
        ("consult", "agreement"),
        ("siege", "aid"),
        ("troop_movement", "territory_gained"),
    )
)


def what_field(statements: Sequence[Statement]) -> Field:
    """Type of the event. "Attack" agrees with any means; a claim that it did not happen disputes it."""
    said = [s for s in statements if s.claim.status not in ("denied", "unclear")]
    groups = [(key, [s for s in said if s.claim.type == key]) for key in sorted({s.claim.type for s in said})]
    positions = [position(_label(key), key, held) for key, held in groups]
    unclear = [s for s in statements if _unclear_what(s.claim)]
    if unclear:
        positions.append(position("not clear what happened", None, unclear))
    denials = [s for s in statements if s.claim.status == "denied"]
    flat = [s for s in denials if _flat_denial(s.claim)]
    if flat:
        positions.append(position("this event", None, flat, denied=True))
    live = {id(s) for s in standing(statements, {s.claim.id: s for s in (*said, *unclear, *flat)})}
    groups = [(key, [s for s in held if id(s) in live]) for key, held in groups]
    said, flat = ([s for s in some if id(s) in live] for some in (said, flat))
    open_ = any(id(s) in live for s in unclear)
    clash = _other_means([g for g in groups if g[1]]) or (open_ and bool(said)) or _denied(flat, said)
    return field("what", positions, "types" if clash else "")


def _denied(flat: Sequence[Statement], said: Sequence[Statement]) -> bool:
    return bool(flat and said) and rivals(flat, said)


def _label(key: str) -> str:
    return ontology().types[key].label


def _unclear_what(claim: Claim) -> bool:
    """The text leaves open what happened, not who did it or whom it hit."""
    return claim.status == "unclear" and claim.perpetrator.mode == "none" and not claim.casualties


def _flat_denial(claim: Claim) -> bool:
    """A denial of the event itself, not of harm in it."""
    return claim.status == "denied" and not claim.casualties and claim.perpetrator.mode == "none"


def _other_means(groups: Sequence[tuple[str, list[Statement]]]) -> bool:
    """Two origins name means that cannot both be meant."""
    return any(
        a not in _VAGUE and b not in _VAGUE and frozenset((a, b)) not in _PARTS and rivals(left, right)
        for n, (a, left) in enumerate(groups)
        for b, right in groups[:n]
    )


def where_field(statements: Sequence[Statement]) -> Field:
    """Place words, the vaguer joined to the more precise. Contested when settlements lie apart."""
    said = [(s.claim.where, s) for s in statements if s.claim.where.texts or s.claim.where.place]
    if not said:
        return unknown("where")
    order = sorted(said, key=lambda x: (breadth(x[0]), -len(x[0].texts), x[1].holder.claim_id))
    groups = gather(order, _contains)
    clash = any(
        apart(a, b) and rivals(left, right) for n, (a, left) in enumerate(groups) for b, right in groups[:n]
    )
    positions = [
        position(label, label, held) for where, held in groups for label in [_usual_label(where, held)]
    ]
    note = "Names of one area; none lies plainly apart." if len(groups) > 1 and not clash else ""
    return field("where", positions, "apart" if clash else "", note)


def _usual_label(where: Where, held: Sequence[Statement]) -> str:
    usual = usual_place(held)
    return place_label(usual[0] if usual else where)


def usual_place(statements: Sequence[Statement]) -> list[Where]:
    """Claims' forms of the most precise place that a third of them give, else of the commonest.

    One claim in ten that says "the south of the province" does not move the incident there.
    The finest form comes first; empty when nobody gives a place.
    """
    held: dict[str, list[Statement]] = {}
    for statement in statements:
        where = statement.claim.where
        if where.texts or where.place or where.country:
            held.setdefault(place_label(where), []).append(statement)
    placed = sum(len(group) for group in held.values())
    common = {k: v for k, v in held.items() if 3 * len(v) >= placed} or held

    def rank(label: str) -> tuple[int, int, int, str]:
        group = common[label]
        origins = len({s.origin for s in group})
        precise = min(breadth(s.claim.where) for s in group) if len(common[label]) * 3 >= placed else 0
        return (precise, -origins, -len(group), label)

    if not held:
        return []
    found = sorted(held[min(common, key=rank)], key=lambda s: (breadth(s.claim.where), s.claim.id))
    return [s.claim.where for s in found]


def _contains(narrow: Where, wide: Where) -> bool:
    """True when the second, not more precise, may be the place of the first."""
    if country_differs(narrow, wide):
        return False
    if breadth(wide) == 2:
        return True
    if breadth(wide) == 1 and narrow.admin1 and wide.admin1:
        return fold(narrow.admin1) == fold(wide.admin1)
    if narrow.place is not None and wide.place is not None and narrow.place.id == wide.place.id:
        return True
    return any(same_words(p.text, q.text) for p in narrow.texts for q in wide.texts)


def place_label(where: Where) -> str:
    """ "Idlib, Syria": the most specific words, then the province and country when they add something."""
    wide = (where.admin1 or where.country) if breadth(where) else None
    first = wide or (where.texts[0].text if where.texts else where.place.name if where.place else "")
    parts = [first] if first else []
    for name in (where.admin1, where.country):
        if name and not any(words(name) <= words(p) for p in parts):
            parts.append(name)
    return ", ".join(parts)


def when_field(statements: Sequence[Statement]) -> Field:
    """Days. Contested when two origins give intervals more than a day apart."""
    said = [(d, s) for s in statements if (d := days_of(s.claim)) is not None]
    groups = gather(sorted(said, key=lambda x: (x[0], x[1].holder.claim_id)), lambda a, b: a == b)
    clash = any(
        gap_days(a, b) > 0 and rivals(left, right) and _stated(left) and _stated(right)
        for n, (a, left) in enumerate(groups)
        for b, right in groups[:n]
    )
    positions = [position(days_label(days), [d.isoformat() for d in days], held) for days, held in groups]
    note = "The intervals overlap." if len(groups) > 1 and not clash else ""
    return field("when", positions, "days" if clash else "", note)


def _stated(held: Sequence[Statement]) -> bool:
    """Only a date that the text states can dispute another; one taken from context cannot."""
    return any(s.claim.when.text is not None for s in held)


def days_label(days: tuple[dt.date, dt.date]) -> str:
    """ "27 Aug 2019", or "1 Aug 2019 to 31 Aug 2019"."""
    start, end = days
    text = f"{start.day} {start:%b %Y}"
    return text if start == end else f"{text} to {end.day} {end:%b %Y}"


def span_of_days(statements: Sequence[Statement]) -> tuple[dt.date, dt.date] | None:
    """The interval that most origins give; the shorter, then the earlier, on a tie."""
    votes: Counter[tuple[dt.date, dt.date]] = Counter()
    for days, _ in {(d, s.origin) for s in statements if (d := days_of(s.claim)) is not None}:
        votes[days] += 1
    return min(votes, key=lambda d: (-votes[d], d[1] - d[0], d)) if votes else None
