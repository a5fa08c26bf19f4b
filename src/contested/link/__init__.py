"""Claims -> incidents: block, compare, cluster, fuse. Pure functions; no store, no I/O.

label_events(document, claims)   which claims of one report are one occurrence
spread(claims)                   within an event, what one claim says holds for its silent neighbours
contested_fields(claims)         what a report itself leaves open
merge_actors(claims, judgements) actors that people said are one, made one
link(heads, claims)              incidents across reports, every field with who says what
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contested.link.cluster import cluster, doc_events
from contested.link.contest import ContestedField, contested_fields
from contested.link.incident import incident_of
from contested.link.judged import merge_actors, standing
from contested.link.origins import copies_of, originals_of
from contested.link.spread import spread
from contested.link.within import label_events
from contested.model import Claim, DocumentHead, Incident, UsageError

LINK_VERSION = "link 2"

__all__ = [
    "LINK_VERSION",
    "ContestedField",
    "contested_fields",
    "label_events",
    "link",
    "merge_actors",
    "spread",
    "standing",
]


def link(heads: Mapping[str, DocumentHead], claims: Iterable[Claim]) -> tuple[Incident, ...]:
    """Every claim in exactly one incident, by id; the same for any order of the input.

    `claims` are labelled (`label_events`) and stamped; a claim whose document has no head counts
    under its bare document id. Raises UsageError for a claim without an id.
    """
    known = list(claims)
    if any(not c.id for c in known):
        raise UsageError("a claim without an id cannot be linked: stamp it first")
    present = {c.document_id for c in known}
    leaders = originals_of(heads, copies_of(h for d, h in heads.items() if d in present), known)
    groups = cluster(doc_events(heads, known))
    found = [incident_of(heads, leaders, group, LINK_VERSION) for group in groups]
    return tuple(sorted(found, key=lambda i: i.id))
