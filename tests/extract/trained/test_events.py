"""Same-event labels: groups by hand, order, and against joining the closest pair again and again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.extract.trained import events
from contested.extract.trained.events import event_labels, linked
from contested.extract.trained.settings import SameEvent


def closest_first(likeness: np.ndarray, threshold: float) -> list[int]:
    """Average linkage as in the textbook: join the closest two groups until none is close enough."""
    groups = [[n] for n in range(len(likeness))]
    while len(groups) > 1:
        pairs = [
            (likeness[np.ix_(groups[i], groups[j])].mean(), i, j)
            for j in range(len(groups))
            for i in range(j)
        ]
        best, i, j = max(pairs)
        if best <= threshold:
            break
        groups[i] += groups.pop(j)
    return [min(g) for n in range(len(likeness)) for g in groups if n in g]


@settings(deadline=None)
@given(st.integers(0, 9), st.integers(0, 2**32 - 1))
def test_groups_are_those_of_the_textbook(n: int, seed: int) -> None:
    near = np.random.default_rng(seed).random((n, n))
    near = (near + near.T) / 2
    assert linked(near) == closest_first(near, 0.5)


def test_labels_follow_the_text() -> None:
    vectors = np.array([[0, 1], [1, 0], [0, 1], [1, 0]], dtype=np.float32)
    assert event_labels(vectors, SameEvent(scale=8, bias=-4)) == ("E1", "E2", "E1", "E2")
    assert event_labels(vectors, SameEvent(scale=0, bias=-4)) == ("E1", "E2", "E3", "E4")
    assert event_labels(vectors, SameEvent(scale=0, bias=4)) == ("E1",) * 4
    assert event_labels(vectors[:0], SameEvent()) == ()


def test_a_chain_of_likenesses_is_judged_by_its_mean() -> None:
    near = np.array([[1, 0.9, 0.0], [0.9, 1, 0.8], [0.0, 0.8, 1]])
    assert linked(near) == [0, 0, 2]


def test_equal_likenesses_end() -> None:
    assert linked(np.full((30, 30), 0.7)) == [0] * 30
    assert linked(np.full((30, 30), 0.5)) == list(range(30))
    assert linked(np.full((3, 3), np.nan)) == [0, 1, 2]


def test_more_triggers_than_a_block_are_linked_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "BLOCK", 5)
    labels = event_labels(np.ones((8, 1), dtype=np.float32), SameEvent(scale=8, bias=-4))
    assert labels == ("E1",) * 5 + ("E2",) * 3
