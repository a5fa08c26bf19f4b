"""What the claims of an incident say of one field, in the form that aggregation rules choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from contested.link.geo import breadth
from contested.link.harm import figure_of, latest_figures
from contested.link.positions import Statement
from contested.model import CasualtyKind, Claim, Field, FieldName, Holder, Incident, Position

COUNTED: tuple[FieldName, ...] = ("killed", "injured")
_VAGUE = frozenset({"attack", "toll", "other"})  # types that do not name the means


@dataclass(frozen=True, slots=True)
class Said:
    """One voice on one field. Equal `value`s are one answer; None means that it does not know."""

    value: Hashable
    label: str
    origin: str
    key: str
    """Id of the claim or report: the order of equals never depends on the order of arrival."""
    number: float | None = None
    """A count's lower bound, or the first day as an ordinal; None for what has no order."""
    top: float | None = None
    """A count's upper bound; None where it is open."""
    precision: float = 0.0
    """Higher is more precise, within one field."""
    party: bool = False
    published: dt.date | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    """Other numbers that a rule `highest:NAME` or `lowest:NAME` may ask for."""


def said_of(incident: Incident, claims: Mapping[str, Claim], *, latest: bool = True) -> dict[str, list[Said]]:
    """Field name -> what is said of it, without denials and withdrawals.

    `latest`: an origin that speaks more than once counts with what it said last.
    """
    found: dict[str, list[Said]] = {}
    for each in incident.fields:
        if each.name in COUNTED:
            found[each.name] = _counts(each, claims, latest)
        else:
            voices = [v for p in each.positions if not p.denied for v in _voices(each.name, p, claims)]
            found[each.name] = _last(voices) if latest else sorted(voices, key=_key)
    return found


def _voices(name: FieldName, position: Position, claims: Mapping[str, Claim]) -> Iterator[Said]:
    value: Hashable = None if position.value is None else position.label
    for holder in position.holders:
        if holder.origin in position.withdrawn:
            continue
        yield Said(
            value=value,
            label=position.label,
            origin=holder.origin,
            key=holder.claim_id,
            number=_first_day(position) if name == "when" else None,
            precision=_PRECISION.get(name, _flat)(position, claims.get(holder.claim_id)),
            party=holder.party,
            published=holder.published,
        )


def _last(voices: Sequence[Said]) -> list[Said]:
    """The latest answer of each origin; two answers of one day both stay."""
    newest: dict[str, dt.date] = {}
    for voice in voices:
        day = voice.published or dt.date.min
        newest[voice.origin] = max(newest.get(voice.origin, day), day)
    kept = (v for v in voices if (v.published or dt.date.min) == newest[v.origin])
    return sorted(kept, key=_key)


def _key(voice: Said) -> tuple[str, str]:
    return (voice.key, voice.label)


def _counts(each: Field, claims: Mapping[str, Claim], latest: bool) -> list[Said]:
    """Figures as `contested.link.harm` counts them: wholes before parts, none below the largest part."""
    kind: CasualtyKind = "killed" if each.name == "killed" else "injured"
    holders: dict[str, Holder] = {h.claim_id: h for p in each.positions if not p.denied for h in p.holders}
    said = []
    for id_ in sorted(holders):
        if id_ in claims and (figure := figure_of(claims[id_], kind)) is not None:
            said.append((figure, Statement(claim=claims[id_], holder=holders[id_])))
    told = latest_figures(said) if latest else said
    wholes = [x for x in told if not x[0].part] or told
    floor = max((f.low or 0 for f, _ in told if f.part), default=0) if len(wholes) < len(told) else 0
    every = [n for f, _ in wholes for n in (f.low, f.high) if n is not None]
    if not every or floor > max(every):
        floor = 0
    found = []
    for figure, statement in wholes:
        low = None if figure.low is None else max(figure.low, floor)
        found.append(
            Said(
                value=low,
                label="unknown" if low is None else str(low),
                origin=statement.origin,
                key=statement.claim.id,
                number=low,
                top=figure.high if figure.high is not None else low,
                precision=-float((figure.high - (figure.low or 0)) if figure.high is not None else 10**6),
                party=statement.holder.party,
                published=statement.holder.published,
            )
        )
    return found


def _first_day(position: Position) -> float | None:
    days = position.value
    if not isinstance(days, list) or not days:
        return None
    return float(dt.date.fromisoformat(days[0]).toordinal())


def _flat(position: Position, claim: Claim | None) -> float:
    return 0.0


def _days(position: Position, claim: Claim | None) -> float:
    days = position.value
    if not isinstance(days, list) or len(days) != 2:
        return -(10.0**6)
    first, last = (dt.date.fromisoformat(d) for d in days)
    return -float((last - first).days)


def _place(position: Position, claim: Claim | None) -> float:
    if claim is None:
        return -9.0
    known = claim.where.place
    wide = known.where_prec if known is not None and known.where_prec is not None else 8
    return -(10.0 * breadth(claim.where) + wide)


def _names(position: Position, claim: Claim | None) -> float:
    """Names that the registry knows before names, names before none."""
    if claim is None:
        return 0.0
    who = claim.perpetrator
    if who.mode != "all":
        return 0.0
    return 2.0 if any(m.actor is not None and not m.actor.described for m in who.names) else 1.0


def _means(position: Position, claim: Claim | None) -> float:
    return 0.0 if claim is None or claim.type in _VAGUE else 1.0


_PRECISION: dict[str, Callable[[Position, Claim | None], float]] = {
    "what": _means,
    "perpetrator": _names,
    "where": _place,
    "when": _days,
}
