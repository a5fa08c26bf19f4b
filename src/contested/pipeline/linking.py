"""Linking what the ledger holds: everything, or only what new reports touch, with one result.

New reports touch the parts (`contested.link.parts`) that they have a compatible pair with, the parts
of what an older reading of them said, and those in which a report now counts as another one's copy.
Only those are clustered and fused anew. A judgement, another link version or many new reports at
once link everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    from contested.model import Incident, Judgement

FEW = 64
"""New reports that are always linked by themselves; more of them only in a ledger fifty times as large."""


@dataclass
class _Known:
    """Heads, claims and document-events by document: what has been loaded of the ledger so far."""

    ledger: Ledger
    judgements: Sequence[Judgement]
    heads: dict[str, DocumentHead] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    made: dict[str, list[tuple[int, DocEvent]]] = field(default_factory=dict)

    def load(self, documents: Iterable[str]) -> None:
        """A document without claims is known afterwards, and has no head."""
        missing = {d for d in documents if d not in self.claims}
        self.claims.update((d, []) for d in missing)
        rows = self.ledger.links.claims(missing)
        merged = merge_actors([c for _, c in rows], self.judgements)
        for (head, _), claim in zip(rows, merged, strict=True):
            self.heads[head.id] = head
            self.claims[head.id].append(claim)

    def events(self, documents: Iterable[str]) -> list[tuple[int, DocEvent]]:
        """The document-events of these documents, each with its number."""
        wanted = sorted(set(documents))
        self.load(wanted)
        for d in wanted:
            if d not in self.made:
                self.made[d] = [(event_id(e), e) for e in events_of(self.heads, self.claims[d])]
        return [pair for d in wanted for pair in self.made[d]]


def link_new(ledger: Ledger, *, few: int = FEW) -> int | None:
    """Link the reports that were added since; how many there were, or None when all must be linked."""
    state, through = ledger.links, ledger.position()
    reached = state.reached(str(LINK_VERSION))
    if reached is None or reached[1] != through[1]:
        return None
    changed = state.documents_since(reached[0])
    if len(changed) > max(few, state.documents() // 50):
        return None
    known = _Known(ledger, ledger.judgements())
    fresh, former = known.events(changed), state.events(changed)
    copied = _copied(known, changed)
    before, leaders = state.leaders(copied), _leaders(known, copied)
    moved = {d for d in copied if leaders.get(d, d) != before.get(d, d)} | set(changed)
    touched = {*former.values(), *state.events(moved).values(), *_near(known, fresh, former)}
    members = {id_: row for id_, row in state.members(touched).items() if id_ not in former}
    old = [(id_, e) for id_, e in known.events(d for d, _ in members.values()) if id_ in members]
    found = parts([e for _, e in (*old, *fresh)])
    leaders = state.leaders({e.document_id for _, e in old} - copied) | leaders
    now = {event_id(e): (e.document_id, part.id) for part in found for e in part.events}
    shifted = {id_: row for id_, row in now.items() if members.get(id_) != row}
    held = state.incidents({c.id for _, e in old for c in e.claims}, changed)
    incidents, gone = _fused(known, found, leaders, moved, held)
    change = LinkChange(
        incidents=incidents,
        incidents_gone=gone,
        events_gone=sorted({*former, *(shifted.keys() & members.keys())}),
        keys_gone=sorted(former),
        sketches_gone=changed,
        copies_gone=sorted(moved),
        rows=LinkRows(
            events=[(id_, *row) for id_, row in shifted.items()],
            keys=_filed(fresh),
            sketches=_sketches({d: known.heads[d] for d in changed if d in known.heads}),
            copies=_copies(sorted(moved), leaders),
        ),
        through=through,
    )
    ledger.change_incidents(change, version=str(LINK_VERSION))
    return len(changed)


def _leaders(known: _Known, documents: Collection[str]) -> dict[str, str]:
    """The copies among documents that share nothing with any other document."""
    order = [d for d in sorted(documents) if d in known.heads]
    copies = copies_of(known.heads[d] for d in order)
    return originals_of(known.heads, copies, [c for d in order for c in known.claims[d]])


def _fused(
    known: _Known,
    found: Collection[Part],
    leaders: Mapping[str, str],
    moved: Collection[str],
    held: Mapping[str, frozenset[str]],
) -> tuple[list[Incident], list[str]]:
    """Incidents that are new or other than they were, and the ids of those that they replace.

    An incident is decided by its claims, their documents and what these are copies of; `held` are the
    claims of those that there were.
    """
    kept, made = set[str](), []
    by_claims = {claims: id_ for id_, claims in held.items()}
    told = {e.document_id for part in found for e in part.events}
    heads = known.heads | known.ledger.links.heads({leaders.get(d, d) for d in told} - set(known.heads))
    for group in (g for part in found for g in part.groups):
        same = by_claims.get(frozenset(c.id for m in group.members for c in m.claims))
        if same is not None and not any(m.document_id in moved for m in group.members):
            kept.add(same)
        else:
            made.append(incident_of(heads, leaders, group, LINK_VERSION))
    return made, sorted(held.keys() - kept)


def _near(known: _Known, fresh: Collection[tuple[int, DocEvent]], former: Collection[int]) -> set[int]:
    """Parts with an event that may be one occurrence with a fresh one."""
    state = known.ledger.links
    found: set[int] = set()
    for _, event in fresh:
        near = {id_: d for id_, d in state.found(found_by(event)).items() if id_ not in former}
        others = {e.key: (id_, e) for id_, e in known.events(near.values()) if id_ in near}
        found |= {others[e.key][0] for e in partners(event, (e for _, e in others.values()))}
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
    rows = LinkRows(
        events=((event_id(e), e.document_id, part.id) for part in found for e in part.events),
        keys=_filed((event_id(e), e) for part in found for e in part.events),
        sketches=_sketches(heads),
        copies=_copies(heads, leaders),
    )
    return ledger.replace_incidents(incidents, version=str(LINK_VERSION), through=through, rows=rows)


def _filed(events: Iterable[tuple[int, DocEvent]]) -> Iterator[tuple[int, int]]:
    return ((value, id_) for id_, event in events for value in sorted(filed_under(event)))


def _sketches(heads: Mapping[str, DocumentHead]) -> Iterator[tuple[int, str]]:
    return ((signed(v), d) for d, head in heads.items() for v in sorted(set(head.fingerprint)))


def _copies(documents: Iterable[str], leaders: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((d, leaders[d]) for d in documents if leaders.get(d, d) != d)


def signed(value: int) -> int:
    """An unsigned number of 64 bits as databases hold it."""
    return value - 2**64 if value >= 2**63 else value
