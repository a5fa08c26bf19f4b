"""Spans: their edges, and the choice between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.extract.trained.spans import Found, apart, best, distance, distinct, joined, trimmed, undashed


def found(text: str, start: int, score: float) -> Found:
    return Found(text, start, start + len(text), score)


@pytest.mark.parametrize(
    ("words", "article", "left"),
    [
        ("the northern army", True, "northern army"),
        ("The “Hill Guard”", True, "Hill Guard"),
        ("“the Guard", True, "Guard"),
        ("Valoria's", True, "Valoria"),
        ("Valoria’s,", True, "Valoria"),
        ("Valorians'", True, "Valorians"),
        ("a child", False, "a child"),
        ("a child", True, "child"),
        ("theatre", True, "theatre"),
        ("The", True, "The"),
        ("U.V.", True, "U.V."),
        ("Hill Guard (HG)", True, "Hill Guard (HG)"),
        ("(HG)", True, "HG"),
        ("HG)", True, "HG"),
        ("— 12 people,", False, "12 people"),
        ("’s", True, "s"),
        ("...", True, None),
        ("“”", True, None),
    ],
)
def test_edges(words: str, article: bool, left: str | None) -> None:
    text = f"x {words} y"
    edges = trimmed(text, 2, 2 + len(words), article=article)
    assert (text[edges[0] : edges[1]] if edges else None) == left


@settings(deadline=None)
@given(st.text(max_size=40), st.booleans(), st.data())
def test_trimming_stays_inside_and_is_settled(text: str, article: bool, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edges = trimmed(text, start, end, article=article)
    if edges:
        assert start <= edges[0] < edges[1] <= end
        assert trimmed(text, *edges, article=article) == edges


@pytest.mark.parametrize(
    ("text", "halves", "whole"),
    [
        ("rebel Hill Guard fired", ("rebel", "Hill Guard"), ["rebel Hill Guard"]),
        ("in Bir-Nasr today", ("Bir", "Nasr"), ["Bir-Nasr"]),
        ("Valoria, Norland", ("Valoria", "Norland"), ["Valoria", "Norland"]),
        ("Valoria and Norland", ("Valoria", "Norland"), ["Valoria", "Norland"]),
    ],
)
def test_what_only_a_space_or_a_hyphen_parts_is_one(
    text: str, halves: tuple[str, str], whole: list[str]
) -> None:
    spans = [found(half, text.index(half), score) for half, score in zip(halves, (0.4, 0.7), strict=True)]
    made = joined(text, spans)
    assert [f.text for f in made] == whole
    assert all(text[f.start : f.end] == f.text for f in made)
    assert made[-1].score == 0.7


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Norland - Valorian army", "Valorian army"),
        ("NORTHTOWN – Norland — Hill Guard", "Hill Guard"),
        ("Bir-Nasr brigade", "Bir-Nasr brigade"),
        ("Hill Guard -", "Hill Guard -"),
    ],
)
def test_no_span_runs_over_a_dash_between_spaces(words: str, left: str) -> None:
    cut = undashed(found(words, 7, 0.5))
    assert (cut.text, cut.end) == (left, 7 + len(words))
    assert cut.start == cut.end - len(left)


def test_best_is_the_likeliest_then_the_first() -> None:
    a, b, c = found("army", 9, 0.5), found("guard", 20, 0.8), found("guard", 40, 0.8)
    assert best([a, c, b]) is b
    assert best([]) is None


def test_of_overlapping_spans_the_best_stays() -> None:
    short, long, other = found("guard", 5, 0.9), found("hill guard", 0, 0.6), found("army", 30, 0.1)
    assert apart([long, short, other]) == (short, other)
    assert apart([other]) == (other,)


def test_of_equal_names_the_best_stays() -> None:
    a, b, c = found("Hill  Guard", 0, 0.4), found("army", 20, 0.3), found("hill guard", 40, 0.9)
    assert distinct([a, b, c]) == (b, c)


def test_distance() -> None:
    a, b = found("army", 0, 1), found("guard", 10, 1)
    assert (distance(a, b), distance(b, a), distance(a, a)) == (6, 6, 0)
