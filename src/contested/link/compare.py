"""Document-events, and whether two of different reports may be one occurrence.

The rule is simple and stated: compatible types, dates within a day, one place, actors and targets
that do not plainly disagree. Rival culprits never keep two reports apart: they are the point.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from contested.link.features import days_of, gap_days, sites_of
from contested.link.geo import breadth, together, within_reach
from contested.link.harm import figure_of
from contested.link.names import fold, mention_key, sides, words
from contested.model import Claim, DocumentHead, Where, ontology

T = TypeVar("T", bound=Hashable)

DAYS_APART = 1
PUBLISHED_APART = 3
CAMPAIGN_DAYS = 3
"""A longer interval is a campaign or a running count: it never joins a single strike."""

TALKS = frozenset({"consult", "agreement"})
_VAGUE = frozenset({"attack", "toll", "violation"})
_SIDE_WORDS = frozenset(
    ["rebel", "rebels", "opposition", "settlers", "protesters", "demonstrators", "police", "journalists"]
)


@dataclass(frozen=True, slots=True)
class DocEvent:
    """All claims of one report about one occurrence, and what they say together."""

    claims: tuple[Claim, ...]
    document_id: str
    key: str
    published: dt.date | None
    type: str
    days: tuple[dt.date, dt.date] | None
    long: bool
    background: bool
    planned: bool
    narrow: tuple[Where, ...]
    """Places more precise than a province, each once."""
    country: str | None
    actors: frozenset[str]
    targets: frozenset[str]
    sites: frozenset[str]
    hit: frozenset[str]
    counts: Mapping[str, int]

    @property
    def richness(self) -> int:
        """How much there is to compare: incidents grow around the fullest account."""
        return (
            4 * (self.days is not None)
            + 3 * bool(self.narrow)
            + 2 * bool(self.targets)
            + bool(self.actors)
            + bool(self.counts)
        )


def doc_event(head: DocumentHead, claims: Sequence[Claim]) -> DocEvent:
    """The document-event of the claims that share a label (in any order)."""
    order = tuple(sorted(claims, key=lambda c: (c.trigger.start, c.id)))
    told = [c for c in order if c.status != "planned"] or list(order)
    days = _modal([d for c in told if (d := days_of(c)) is not None])
    targets = [m.text for c in told for m in c.target]
    country = _modal([c.where.country for c in told if c.where.country])
    return DocEvent(
        claims=order,
        document_id=head.id,
        key=min(c.id for c in order),
        published=head.published,
        type=main_type(order),
        days=days,
        long=days is not None and (days[1] - days[0]).days > CAMPAIGN_DAYS,
        background=2 * sum(c.background for c in order) > len(order),
        planned=all(c.status == "planned" for c in order),
        narrow=_narrow(told),
        country=country,
        actors=_actors(told, country),
        targets=frozenset(w for t in targets for w in words(t)),
        sites=sites_of(targets),
        hit=frozenset(k for t in targets for k in sides(t) | (words(t) & _SIDE_WORDS)),
        counts=_counts(told),
    )


def _actors(claims: Sequence[Claim], country: str | None) -> frozenset[str]:
    """Keys of the perpetrators; in talks, a president stands for the state."""
    found: set[str] = set()
    for claim in claims:
        for mention in claim.perpetrator.names:
            stands_for = sides(mention.text) if claim.type in TALKS else frozenset()
            found |= stands_for or {mention_key(mention, country)}
    return frozenset(found)


def _narrow(claims: Sequence[Claim]) -> tuple[Where, ...]:
    found: dict[tuple[object, ...], Where] = {}
    for claim in claims:
        where = claim.where
        if breadth(where) == 0:
            key = (where.place.id if where.place else None, tuple(fold(s.text) for s in where.texts[:2]))
            found.setdefault(key, where)
    return tuple(found.values())


def _modal(values: list[T]) -> T | None:
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None


def main_type(claims: Sequence[Claim]) -> str:
    """The type of most claims; one that names the means before "attack" or "toll"."""
    counts = Counter(c.type for c in claims if c.status != "denied") or Counter(c.type for c in claims)
    return min(counts, key=lambda t: (t in _VAGUE, t == "toll", -counts[t], t))


def _counts(claims: Sequence[Claim]) -> dict[str, int]:
    """Highest whole figure of killed and injured, where somebody counted."""
    found: dict[str, int] = {}
    for claim in claims:
        for kind in ("killed", "injured"):
            figure = figure_of(claim, kind)
            if figure is not None and figure.low is not None and not figure.part:
                found[kind] = max(found.get(kind, 0), figure.low)
    return found


def compatible(a: DocEvent, b: DocEvent) -> bool:
    """True when the two may be one occurrence; symmetric. Two events of one report never are."""
    if a.document_id == b.document_id or a.planned != b.planned or a.background != b.background:
        return False
    if not ontology().compatible(a.type, b.type) or (a.country and b.country and a.country != b.country):
        return False
    if a.long or b.long or (a.type == "toll") != (b.type == "toll"):
        return _one_campaign(a, b)
    if a.type in TALKS and b.type in TALKS:
        return _one_meeting(a, b)
    if a.days is None or b.days is None:
        return _one_undated(a, b)
    if gap_days(a.days, b.days) > DAYS_APART or disagree(a, b):
        return False
    if one_place(a, b):
        return True
    return (
        not places_apart(a, b)
        and (bool(shared_target(a, b)) or one_count(a, b))
        and bool(a.country or b.country)
    )


def _one_campaign(a: DocEvent, b: DocEvent) -> bool:
    """Campaigns and running counts: same type, same interval, same country, and a shared actor or figure."""
    if not (a.long and b.long) or a.type != b.type or a.days != b.days or a.country != b.country:
        return False
    return bool(a.actors & b.actors) or one_count(a, b)


def _one_meeting(a: DocEvent, b: DocEvent) -> bool:
    """Talks and agreements: two parties in common within a day, not in places far apart."""
    if a.days is None or b.days is None or gap_days(a.days, b.days) > DAYS_APART:
        return False
    return len(a.actors & b.actors) > 1 and not places_apart(a, b)


def _one_undated(a: DocEvent, b: DocEvent) -> bool:
    """Without a date: same type, same narrow place, shared actors, published within three days."""
    if a.type != b.type or a.published is None or b.published is None:
        return False
    if abs((a.published - b.published).days) > PUBLISHED_APART or disagree(a, b):
        return False
    return one_place(a, b) and bool(a.actors & b.actors)


def one_place(a: DocEvent, b: DocEvent) -> bool:
    return any(together(p, q) for p in a.narrow for q in b.narrow)


def places_apart(a: DocEvent, b: DocEvent) -> bool:
    """Every narrow place of one lies far from every narrow place of the other."""
    return bool(a.narrow and b.narrow) and all(_apart(p, q) for p in a.narrow for q in b.narrow)


def _apart(a: Where, b: Where) -> bool:
    return a.place is not None and b.place is not None and within_reach(a.place, b.place) is False


def shared_target(a: DocEvent, b: DocEvent) -> frozenset[str]:
    """Sites and sides that both say were hit; a side alone ("Turkish") is shared by many events."""
    sites = a.sites & b.sites
    return sites if sites and (a.hit & b.hit or not a.hit or not b.hit) else frozenset()


def one_count(a: DocEvent, b: DocEvent) -> bool:
    """The same number of killed or injured, above what many events share."""
    return any(a.counts[k] == b.counts[k] > 2 for k in a.counts.keys() & b.counts.keys())


def far_counts(a: DocEvent, b: DocEvent) -> bool:
    return any(
        max(a.counts[k], b.counts[k]) > 3 * min(a.counts[k], b.counts[k]) + 5
        for k in a.counts.keys() & b.counts.keys()
    )


def disagree(a: DocEvent, b: DocEvent) -> bool:
    """The targets plainly differ, or nothing at all of actors, targets and counts agrees."""
    if a.sites and b.sites and not a.sites & b.sites:
        return True
    if a.targets & b.targets:
        return False
    if a.hit and b.hit and not a.hit & b.hit:
        return True
    apart_ = a.actors and b.actors and not a.actors & b.actors and a.targets and b.targets
    return bool(apart_) and far_counts(a, b)


def evidence(a: DocEvent, b: DocEvent) -> int:
    """How much agrees, to choose between incidents that are all compatible."""
    return (
        3 * bool(shared_target(a, b))
        + 2 * one_place(a, b)
        + 2 * one_count(a, b)
        + bool(a.targets & b.targets)
        + bool(a.actors & b.actors)
        + (a.days == b.days and a.days is not None)
        + (a.type == b.type)
    )
