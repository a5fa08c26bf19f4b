"""The scorer of groupings against the worked examples of the papers that define the measures."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.coref import clusters, score, score_labels

pytest.importorskip("scipy")


def of(*words: str) -> list[set[str]]:
    return [set(word) for word in words]


def test_predicted_mentions_of_pradhan_2014() -> None:
    found = score(of("abc", "defg"), of("ab", "cd", "fghi"))
    assert (found.muc.recall, found.muc.precision) == (pytest.approx(0.4), pytest.approx(0.4))
    assert found.b3.recall == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 1) / 7)
    assert found.b3.precision == pytest.approx(0.5)
    assert found.ceaf_e.recall == pytest.approx(0.65)
    assert found.ceaf_e.precision == pytest.approx(1.3 / 3)
    assert round(found.b3.f1, 2) == 0.45
    assert round(found.ceaf_e.f1, 2) == 0.52


KEY = of("12345", "67", "89ABC")


@pytest.mark.parametrize(
    ("response", "muc", "b3", "ceaf"),
    [
        (of("12345", "6789ABC"), 0.947, 0.865, 0.733),
        (of("1234589ABC", "67"), 0.947, 0.737, 0.667),
        (of("123456789ABC"), 0.900, 0.545, 0.294),
        (of(*"123456789ABC"), 0.0, 0.400, 0.178),
    ],
)
def test_responses_of_luo_2005(response: list[set[str]], muc: float, b3: float, ceaf: float) -> None:
    found = score(KEY, response)
    assert found.muc.f1 == pytest.approx(muc, abs=6e-4)
    assert found.b3.f1 == pytest.approx(b3, abs=6e-4)
    assert found.ceaf_e.f1 == pytest.approx(ceaf, abs=6e-4)


def test_muc_counts_missing_links_as_vilain_1995() -> None:
    found = score(of("ABCD"), of("AB", "CD"))
    assert (found.muc.recall, found.muc.precision) == (pytest.approx(2 / 3), 1.0)


def test_pairs() -> None:
    found = score(of("abc", "d"), of("ab", "cd"))
    assert (found.pairs.precision, found.pairs.recall) == (0.5, pytest.approx(1 / 3))


def test_a_mention_in_two_clusters_is_refused() -> None:
    with pytest.raises(ValueError, match="two clusters"):
        score(of("ab", "bc"), of("abc"))


LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9)


@given(LABELS)
def test_the_same_grouping_is_perfect_and_swapping_sides_swaps_precision_and_recall(
    pairs: list[tuple[int, int]],
) -> None:
    gold = {n: a for n, (a, _) in enumerate(pairs)}
    other = {n: b for n, (_, b) in enumerate(pairs)}
    same = score_labels(gold, gold)
    assert same.b3.f1 == same.ceaf_e.f1 == same.pairs.f1 == pytest.approx(1.0)
    there, back = score_labels(gold, other), score_labels(other, gold)
    for name in ("pairs", "muc", "b3", "ceaf_e"):
        assert getattr(there, name).precision == pytest.approx(getattr(back, name).recall)


@given(LABELS)
def test_ceaf_finds_the_best_matching(pairs: list[tuple[int, int]]) -> None:
    key = clusters({n: a for n, (a, _) in enumerate(pairs)})
    response = clusters({n: b for n, (_, b) in enumerate(pairs)})
    short, long = sorted((key, response), key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(short, order, strict=True))
        for order in itertools.permutations(long, len(short))
    )
    assert score(key, response).ceaf_e.recall == pytest.approx(best / len(key))
