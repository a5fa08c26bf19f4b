"""Which fields of a report's own events are disputed or left open by the report itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from contested.link.fuse import fields_of
from contested.link.names import agency, fold
from contested.link.positions import Statement
from contested.model import Claim, Field, Holder
from contested.model.base import Value

Disputed = Literal["perpetrator", "killed", "injured", "what", "where", "when", "target"]
_DISPUTED: tuple[Disputed, ...] = ("perpetrator", "killed", "injured", "what", "where", "when", "target")


class ContestedField(Value, frozen=True, kw_only=True):
    """An entry of a document's `contested` list (guidelines form)."""

    event: str
    field: Disputed
    note: str


def contested_fields(claims: Sequence[Claim]) -> list[ContestedField]:
    """The fields on which one report's claims disagree or that it calls unclear, event by event.

    Within a report the one who says it is the origin; the report's own voice is one of them.
    """
    events: dict[str, list[Claim]] = {}
    for claim in claims:
        events.setdefault(claim.event, []).append(claim)
    found = []
    for event, members in events.items():
        statements = [_statement(claim) for claim in members]
        for field in fields_of(statements):
            for name in _DISPUTED:
                if field.name == name and field.state == "contested":
                    found.append(ContestedField(event=event, field=name, note=_plain(field)))
    return found


def _plain(field: Field) -> str:
    return "; ".join(
        f"{', '.join(sorted({h.origin for h in p.holders})[:3])}: {'not ' if p.denied else ''}{p.label}"
        for p in field.positions
    )


def _statement(claim: Claim) -> Statement:
    chain = tuple(s.text for s in claim.source)
    origin = (agency(chain[0]) or fold(chain[0])) if chain else "the report"
    return Statement(
        claim=claim,
        holder=Holder(
            claim_id=claim.id or f"{claim.trigger.start}-{claim.trigger.end}-{claim.type}",
            document_id=claim.document_id,
            chain=chain,
            origin=origin,
            status=claim.status,
            section=claim.section,
        ),
    )
