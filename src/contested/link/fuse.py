"""One occurrence's claims fused: every field agreed, contested or unknown, with who says what."""

from __future__ import annotations

from collections.abc import Sequence

from contested.link.harm import harm_field
from contested.link.positions import Statement
from contested.link.revise import with_changes
from contested.link.scene import what_field, when_field, where_field
from contested.link.who import perpetrator_field, target_field, weapon_field
from contested.model import Field


def fields_of(statements: Sequence[Statement]) -> tuple[Field, ...]:
    """Every field of an incident, in the order of the page. Nothing is averaged or merged away."""
    order = sorted(statements, key=lambda s: (s.holder.document_id, s.claim.trigger.start, s.claim.id))
    fields = (
        what_field(order),
        perpetrator_field(order),
        target_field(order),
        weapon_field(order),
        where_field(order),
        when_field(order),
        harm_field("killed", order),
        harm_field("injured", order),
    )
    return tuple(with_changes(f) for f in fields)
