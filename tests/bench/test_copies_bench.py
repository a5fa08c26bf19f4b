"""The copies that the bench makes are found, and what was not made is not."""

from __future__ import annotations

import random

from bench.copies import KINDS, Report, heads_of, make, scores
from contested.link.copies import relations


def stories(number: int) -> list[Report]:
    rng = random.Random(1)
    words = [f"w{n}" for n in range(3000)]
    text = lambda: "\n".join(" ".join(rng.choices(words, k=25)).capitalize() + "." for _ in range(6))  # noqa: E731
    return [{"id": f"r{n}", "published": "2019-08-27", "outlet": "A", "text": text()} for n in range(number)]


def test_made_copies_are_found() -> None:
    real = stories(60)
    made, truth = make(real)
    assert set(truth.values()) == set(KINDS) and make(real) == (made, truth)
    assert relations(heads_of(real)) == []
    found = scores(truth, relations(heads_of([*real, *made])), {m["id"] for m in made})
    assert found["copy"]["recall"] == 1.0 and found["all"]["precision"] == 1.0
    assert found["all"]["recall"] > 0.8


def test_scores_see_what_is_missing() -> None:
    _, truth = make(stories(60))
    found = scores(truth, [], set())
    assert found["copy"]["made"] > 0 and found["copy"]["recall"] == 0.0
