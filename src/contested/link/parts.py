"""Linking part by part: what must be linked together, and what may be left as it is.

Two document-events end in one incident only when a chain of compatible pairs leads from one to the
other. A part is a set that no such pair leaves; clustering looks at nothing outside it (`cluster.join`
visits pairs in an order that a part keeps when it stands alone), so the incidents of all claims are
the incidents of the parts. A new report touches only the parts that it has a compatible pair with.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from contested.link.block import Key, look_keys, own_keys
from contested.link.cluster import Group, candidates, doc_events, fullest_first, join
from contested.link.compare import DocEvent, compatible
from contested.model import Claim, DocumentHead, Where

_WIDEST_KM = 100.0  # looks as far as any partner of any radius would: `block` looks at most six cells away


@dataclass(frozen=True, slots=True)
class Part:
    """Document-events that are linked among themselves alone, and their groups."""

    events: tuple[DocEvent, ...]
    groups: tuple[Group, ...]

    @property
    def id(self) -> int:
        """The same however the part came to be: the id of its event with the first name."""
        return hash64(min(map(event_name, self.events)))


def events_of(heads: Mapping[str, DocumentHead], claims: Iterable[Claim]) -> list[DocEvent]:
    """The document-events of the claims, in the order of their names."""
    return sorted(doc_events(heads, claims), key=event_name)


def event_name(event: DocEvent) -> str:
    """A name that stays whatever else is in the ledger: the document's id and its label for the event."""
    claim = event.claims[0]
    return f"{event.document_id} {claim.event or claim.id}"


def event_id(event: DocEvent) -> int:
    """64 bits of its name, signed as databases hold them."""
    return hash64(event_name(event))


def parts(events: Iterable[DocEvent]) -> list[Part]:
    """The events in parts as small as can be; the groups of all parts are those of `cluster.cluster`."""
    order = fullest_first(events)
    pairs = candidates(order)
    root = list(range(len(order)))
    for _, a, b in pairs:
        x, y = _top(root, a), _top(root, b)
        root[max(x, y)] = min(x, y)
    members: dict[int, list[DocEvent]] = defaultdict(list)
    for n, event in enumerate(order):
        members[_top(root, n)].append(event)
    groups: dict[int, list[Group]] = defaultdict(list)
    at = {event.key: n for n, event in enumerate(order)}
    for group in join(order, pairs):
        groups[_top(root, at[group.members[0].key])].append(group)
    return [Part(tuple(members[n]), tuple(groups[n])) for n in sorted(members)]


def _top(root: list[int], n: int) -> int:
    while root[n] != n:
        root[n] = root[root[n]]
        n = root[n]
    return n


def filed_under(event: DocEvent) -> frozenset[int]:
    """Hashes of the blocking keys under which the event is found by others."""
    return frozenset(map(_hash, set(own_keys(event))))


def found_by(event: DocEvent) -> frozenset[int]:
    """Hashes of the blocking keys under which every event is filed that may be compatible with this one.

    Wider than `look_keys`, which relies on the fuller account being filed first.
    """
    wide = dataclasses.replace(event, narrow=tuple(map(_widened, event.narrow)))
    return frozenset(map(_hash, set(look_keys(wide))))


def _widened(where: Where) -> Where:
    if where.place is None:
        return where
    place = msgspec.structs.replace(where.place, radius_km=_WIDEST_KM)
    return msgspec.structs.replace(where, place=place)


def partners(event: DocEvent, others: Iterable[DocEvent]) -> list[DocEvent]:
    """Those of the others that may be one occurrence with the event."""
    return [other for other in others if compatible(event, other)]


def _hash(key: Key) -> int:
    """Two keys with one hash cost a comparison, never a result."""
    return hash64(repr(key))


def hash64(words: str) -> int:
    digest = hashlib.blake2b(words.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
