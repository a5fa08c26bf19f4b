"""Document-events of many reports grouped into incidents.

The fullest accounts are taken first. A document-event joins an incident when it is compatible with at
least half of what is in it already, with its date and with its fullest account, so that a
likeness passed from one report to the next cannot chain two occurrences into one. Nothing here
depends on the order of the input.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from contested.link.block import Key, look_keys, own_keys
from contested.link.compare import DAYS_APART, DocEvent, compatible, doc_event, evidence
from contested.link.features import gap_days
from contested.model import Claim, DocumentHead

_JUDGES = 12  # members that a newcomer is compared with in a large incident; the fullest come first


@dataclass
class Group:
    """An incident in the making."""

    members: list[DocEvent] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    votes: Counter[tuple[dt.date, dt.date]] = field(default_factory=Counter)

    def add(self, event: DocEvent) -> None:
        self.members.append(event)
        self.documents.add(event.document_id)
        if event.days is not None:
            self.votes[event.days] += 1

    def days(self) -> tuple[dt.date, dt.date] | None:
        """The interval that most members give; the shorter, then the earlier, on a tie."""
        return min(self.votes, key=lambda d: (-self.votes[d], d[1] - d[0], d)) if self.votes else None

    def takes(self, event: DocEvent) -> int:
        """How well a document-event fits, 0 when it does not."""
        if event.document_id in self.documents:
            return 0
        days = self.days()
        if days is not None and event.days is not None and gap_days(days, event.days) > DAYS_APART:
            return 0
        judges = self.members[:_JUDGES]
        if not compatible(judges[0], event):
            return 0
        yes = [m for m in judges if compatible(m, event)]
        return (
            1 + sum(evidence(m, event) for m in yes) * 100 // len(judges)
            if 2 * len(yes) >= len(judges)
            else 0
        )


def doc_events(heads: Mapping[str, DocumentHead], claims: Iterable[Claim]) -> list[DocEvent]:
    """Claims gathered by document and label; a claim without a label stands alone. Each claim once."""
    held: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        label = claim.event or f"claim {claim.id}"
        held[claim.document_id, label][claim.id] = claim
    return [
        doc_event(heads.get(document) or DocumentHead(id=document), list(members.values()))
        for (document, _), members in held.items()
    ]


def cluster(events: Iterable[DocEvent]) -> list[Group]:
    """Groups of document-events about one occurrence, in an order of their own."""
    groups: list[Group] = []
    filed: dict[Key, list[int]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (-e.richness, e.key)):
        near = {n for key in look_keys(event) for n in filed.get(key, ())}
        fits = [(groups[n].takes(event), -n) for n in near]
        score, at = max(fits, default=(0, 0))
        if score > 0:
            number = -at
        else:
            groups.append(Group())
            number = len(groups) - 1
        groups[number].add(event)
        for key in set(own_keys(event)):
            if number not in filed[key][-1:]:
                filed[key].append(number)
    return groups
