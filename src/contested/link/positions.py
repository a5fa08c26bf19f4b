"""Statements and positions: what a claim says of one field, and who holds each value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from contested.model import Claim, Field, FieldName, Holder, Position

T = TypeVar("T")
PositionValue = str | int | list[str] | dict[str, int | None] | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim and the holder that it counts under."""

    claim: Claim
    holder: Holder

    @property
    def origin(self) -> str:
        return self.holder.origin


def position(
    label: str, value: PositionValue, statements: Iterable[Statement], *, denied: bool = False
) -> Position:
    """A position; its holders ordered by publication, document and claim, each claim once."""
    unique = {s.holder.claim_id: s.holder for s in statements}
    holders = tuple(sorted(unique.values(), key=_holder_order))
    origins = {h.origin for h in holders}
    parties = {h.origin for h in holders if h.party}
    return Position(
        label=label,
        value=value,
        holders=holders,
        origins=len(origins),
        denied=denied,
        independent=len(origins - parties),
    )


def _holder_order(holder: Holder) -> tuple[str, str, str]:
    return (str(holder.published or "9999"), holder.document_id, holder.claim_id)


def ranked(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Most independent origins first; denials last; ties by label."""
    return tuple(sorted(positions, key=lambda p: (p.denied, -p.origins, -len(p.holders), p.label)))


def unknown(name: FieldName) -> Field:
    return Field(name=name, state="unknown", note="No report says.")


def field(name: FieldName, positions: Iterable[Position], dispute: str, agreement: str = "") -> Field:
    """The field: contested when `dispute` says why, unknown without positions, else agreed."""
    order = ranked(positions)
    if not order:
        return unknown(name)
    if dispute:
        return Field(name=name, state="contested", positions=order, note=tally(order))
    return Field(name=name, state="agreed", positions=order, note=agreement)


def tally(positions: Sequence[Position]) -> str:
    """ "3 origins say X; 1 says Y": the positions in one plain sentence."""
    parts = []
    for n, p in enumerate(positions):
        unit = (" origin" if p.origins == 1 else " origins") if n == 0 else ""
        verb = "denies" if p.denied and p.origins == 1 else "deny" if p.denied else ""
        verb = verb or ("says" if p.origins == 1 else "say")
        parts.append(f"{p.origins}{unit} {verb} {p.label}")
    return "; ".join(parts) + "."


def rivals(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    """True when two values are held by different origins: one origin's two figures are no dispute."""
    return {s.origin for s in a} != {s.origin for s in b}


def gather(
    items: Iterable[tuple[T, Statement]], same: Callable[[T, T], bool]
) -> list[tuple[T, list[Statement]]]:
    """Values grouped by sameness with the first of each group, in the order given."""
    groups: list[tuple[T, list[Statement]]] = []
    for value, statement in items:
        for known, held in groups:
            if same(known, value):
                held.append(statement)
                break
        else:
            groups.append((value, [statement]))
    return groups
