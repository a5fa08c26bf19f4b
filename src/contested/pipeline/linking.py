"""Linking what the ledger holds: everything, or only what new reports touch, with one result.

New reports touch the parts (`contested.link.parts`) that they have a compatible pair with, the parts
of what an older reading of them said, and those in which a report now counts as another one's copy.
Only those are clustered and fused anew. A judgement, another link version or many new reports at
once link everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from contested.ledger.links import LinkChange, LinkRows
from contested.link import LINK_VERSION, merge_actors
from contested.link.incident import incident_of
from contested.link.origins import copies_of, originals_of
from contested.link.parts import Part, event_id, events_of, filed_under, found_by, partners, parts
from contested.model import Claim, DocumentHead

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.link.compare import DocEvent

FEW = 64
"""New reports that are always linked by themselves; more of them only in a ledger fifty times as large."""


@dataclass
class _Known:
    """Heads and claims by document: what has been loaded of the ledger so far."""

    ledger: Ledger
    heads: dict[str, DocumentHead] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)

    def load(self, documents: Iterable[str]) -> None:
        """A document without claims is known afterwards, and has no head."""
        missing = {d for d in documents if d not in self.claims}
        self.claims.update((d, []) for d in missing)
        rows = self.ledger.links.claims(missing)
        merged = merge_actors([c for _, c in rows], self.ledger.judgements())
        for (head, _), claim in zip(rows, merged, strict=True):
            self.heads[head.id] = head
            self.claims[head.id].append(claim)

    def events(self, documents: Collection[str]) -> list[DocEvent]:
        self.load(documents)
        return events_of(self.heads, (c for d in sorted(documents) for c in self.claims[d]))


def link_new(ledger: Ledger, *, few: int = FEW) -> int | None:
    """Link the reports that were added since; how many there were, or None when all must be linked."""
    state, through = ledger.links, ledger.position()
    reached = state.reached(str(LINK_VERSION))
    if reached is None or reached[1] != through[1]:
        return None
    changed = state.documents_since(reached[0])
    if len(changed) > max(few, state.documents() // 50):
        return None
    known = _Known(ledger)
    fresh = known.events(changed)
    former = state.events(changed)
    copied = _copied(known, changed)
    leaders = originals_of(
        known.heads,
        copies_of(known.heads[d] for d in sorted(copied) if d in known.heads),
        [c for d in sorted(copied) for c in known.claims[d]],
    )
    before = state.leaders(copied)
    moved = [d for d in copied if leaders.get(d, d) != before.get(d, d)]
    touched = {*former.values(), *state.events(moved).values(), *_near(known, fresh, former)}
    members = {id_: d for id_, d in state.members(touched).items() if id_ not in former}
    old = [e for e in known.events(set(members.values())) if event_id(e) in members]
    found = parts([*old, *fresh])
    told = {e.document_id for part in found for e in part.events}
    leaders = state.leaders(told - set(leaders)) | leaders
    heads = known.heads | state.heads({leaders.get(d, d) for d in told} - set(known.heads))
    touching = {c.id for e in old for c in e.claims}
    gone = state.incidents(touching, changed)
    change = LinkChange(
        incidents=[incident_of(heads, leaders, g, LINK_VERSION) for part in found for g in part.groups],
        incidents_gone=sorted(gone),
        events_gone=sorted({*members, *former}),
        documents_gone=sorted({*changed, *copied}),
        rows=rows_of(found, {d: known.heads[d] for d in copied if d in known.heads}, leaders),
        through=through,
    )
    ledger.change_incidents(change, version=str(LINK_VERSION))
    return len(changed)


def _near(known: _Known, fresh: Collection[DocEvent], former: Collection[int]) -> set[int]:
    """Parts with an event that may be one occurrence with a fresh one."""
    state = known.ledger.links
    found: set[int] = set()
    for event in fresh:
        near = {id_: d for id_, d in state.found(found_by(event)).items() if id_ not in former}
        others = [e for e in known.events(set(near.values())) if event_id(e) in near]
        found |= {event_id(e) for e in partners(event, others)}
    return state.part_of(found)


def _copied(known: _Known, changed: Iterable[str]) -> set[str]:
    """The documents whose texts are connected with those of the changed ones by any shared shingle."""
    found, frontier = set[str](), set(changed)
    while frontier:
        found |= frontier
        known.load(frontier)
        hashes = {signed(v) for d in frontier if d in known.heads for v in known.heads[d].fingerprint}
        frontier = known.ledger.links.sharing(hashes) - found
    return found


def link_all(ledger: Ledger) -> int:
    """Link everything anew; how many incidents there are."""
    through = ledger.position()
    heads: dict[str, DocumentHead] = {}
    read: list[Claim] = []
    for head, claim in ledger.claims_for_linking():
        heads[head.id] = head
        read.append(claim)
    claims = merge_actors(read, ledger.judgements())
    leaders = originals_of(heads, copies_of(heads.values()), claims)
    found = parts(events_of(heads, claims))
    incidents = (incident_of(heads, leaders, g, LINK_VERSION) for part in found for g in part.groups)
    rows = rows_of(found, heads, leaders)
    return ledger.replace_incidents(incidents, version=str(LINK_VERSION), through=through, rows=rows)


def rows_of(
    found: Collection[Part], heads: Mapping[str, DocumentHead], leaders: Mapping[str, str]
) -> LinkRows:
    """What is kept of these parts, and of the texts of these documents."""
    return LinkRows(
        events=((event_id(e), e.document_id, part.id) for part in found for e in part.events),
        keys=chain.from_iterable(_filed(e) for part in found for e in part.events),
        sketches=((signed(v), d) for d, head in heads.items() for v in sorted(set(head.fingerprint))),
        copies=((d, leaders[d]) for d in heads if leaders.get(d, d) != d),
    )


def _filed(event: DocEvent) -> Iterator[tuple[int, int]]:
    id_ = event_id(event)
    return ((value, id_) for value in sorted(filed_under(event)))


def signed(value: int) -> int:
    """An unsigned number of 64 bits as databases hold it."""
    return value - 2**64 if value >= 2**63 else value
