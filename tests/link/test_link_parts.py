"""Linking part by part gives what linking at once gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.simulate import simulate
from contested.link.cluster import Group, cluster
from contested.link.compare import compatible
from contested.link.parts import event_name, events_of, filed_under, found_by, parts

REPORTS = list(simulate(700, seed=5, fingerprints=False))


def _ids(groups: list[Group]) -> set[frozenset[str]]:
    return {frozenset(c.id for m in g.members for c in m.claims) for g in groups}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, len(REPORTS) - 1), min_size=1, max_size=80, unique=True))
def test_groups_of_parts_are_the_groups_of_all(chosen: list[int]) -> None:
    heads = {REPORTS[n].head.id: REPORTS[n].head for n in chosen}
    events = events_of(heads, [c for n in chosen for c in REPORTS[n].claims])
    found = parts(events)
    assert sorted(event_name(e) for p in found for e in p.events) == [event_name(e) for e in events]
    assert _ids([g for p in found for g in p.groups]) == _ids(cluster(events))
    for part in found:  # a part alone is one part, with the same groups
        (alone,) = parts(reversed(part.events))
        assert _ids(list(alone.groups)) == _ids(list(part.groups))


def test_whatever_is_compatible_is_found() -> None:
    events = events_of({r.head.id: r.head for r in REPORTS}, [c for r in REPORTS for c in r.claims])[:250]
    pairs = [(a, b) for a in events for b in events if compatible(a, b)]
    assert len(pairs) > 100
    assert all(found_by(a) & filed_under(b) for a, b in pairs)
