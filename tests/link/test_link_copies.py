"""Relations between reports, from passages alone."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

import contested.link.copies as module
from contested.link.copies import carried, passage_at, relations
from contested.model import DocumentHead
from contested.read.passages import passages

RNG = random.Random(7)
WORDS = [f"word{n}" for n in range(5000)]
STORY = [" ".join(RNG.sample(WORDS, 20)).capitalize() + "." for _ in range(30)]


def head(name: str, *sentences: int, outlet: str = "", day: int = 1) -> DocumentHead:
    text = " ".join(STORY[n] for n in sentences)
    return DocumentHead(
        id=name, outlet=outlet or name, published=dt.date(2019, 8, day), passages=passages(text)
    )


def test_kinds_of_relation() -> None:
    first = head("a", *range(8))
    heads = [
        first,
        head("copy", *range(8), day=2),
        head("update", *range(8), *range(10, 16), day=3),
        head("excerpt", 1, 2, 3, day=4),
        head("part", 4, 5, *range(16, 24), day=5),
        head("quote", 6, *range(24, 30), day=6),
        head("other", 9, day=7),
    ]
    assert {(r.document, r.original): r.kind for r in relations(heads)} == {
        ("copy", "a"): "copy",
        ("update", "a"): "update",
        ("excerpt", "a"): "excerpt",
        ("part", "a"): "part",
        ("quote", "a"): "quote",
    }


def test_passages_without_words_in_common_are_nobodys() -> None:
    assert carried([head("a", 1, 2), head("b", 3, 4, day=2), DocumentHead(id="c")]) == {}


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(5)))
def test_order_of_arrival_does_not_matter(order: list[int]) -> None:
    heads = [head(f"h{n}", *range(n, n + 4), day=1 + n) for n in range(5)]
    assert relations([heads[n] for n in order]) == relations(heads)


def test_putting_single_hashes_aside_changes_nothing() -> None:
    heads = [head(f"h{n}", *range(n, n + 4), day=1 + n) for n in range(20)]
    whole, many = carried(heads), module.MANY
    try:
        module.MANY = 0
        assert {d: [c.original for c in found] for d, found in carried(heads).items()} == {
            d: [c.original for c in found] for d, found in whole.items()
        }
    finally:
        module.MANY = many


def test_a_place_in_the_text_has_its_passage() -> None:
    found = head("a", 1, 2).passages
    assert [passage_at(found, p.start) for p in found] == [0, 1]
    assert passage_at(found, found[-1].end + 5) is None and passage_at((), 3) is None
