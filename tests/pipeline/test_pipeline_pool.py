"""Worker processes: the same results in the same order, whatever happens to a worker."""

from __future__ import annotations

import pytest
from fake_reader import NAME
from test_pipeline_document import made

from contested.model import Problem, ReaderError, UsageError
from contested.pipeline import Outcome, default_jobs, read_all
from contested.pipeline.pool import FEW


def documents(n: int, special: dict[int, str] | None = None) -> list[object]:
    texts = [f"Report {i}. Northern jets bombed Homs. Southern guns shelled Idlib." for i in range(n)]
    for at, text in (special or {}).items():
        texts[at] = f"{text}: {texts[at]}"
    return [made(text, locator=f"n.jsonl#row {i}") for i, text in enumerate(texts)]


def told(results: list[object]) -> list[object]:
    """What of the results must not depend on the number of workers."""
    return [(r.document.id, r.claims, r.problem) if isinstance(r, Outcome) else r for r in results]


def test_results_are_the_same_whatever_the_number_of_workers() -> None:
    items = documents(20, {5: "BREAKS", 11: "DIES"})
    items.insert(9, Problem(file="x", reason="no text", stage="read"))
    survivors = [i for n, i in enumerate(items) if n != 12]
    two = list(read_all(items, NAME, 2))
    assert told(two[:12] + two[13:]) == told(list(read_all(survivors, NAME, 1)))
    dead = two[12]
    assert isinstance(dead, Outcome)
    assert dead.problem is not None
    assert "died" in dead.problem.reason
    assert (dead.problem.record, dead.final, dead.claims) == ("row 11", False, ())


def test_few_documents_are_read_here() -> None:
    # A worker that died would be survived; this process would not: so nothing here may die.
    results = list(read_all(documents(FEW - 1), NAME, 2))
    assert [len(r.claims) for r in results if isinstance(r, Outcome)] == [2] * (FEW - 1)


def test_the_queue_is_bounded() -> None:
    taken = 0

    def counted() -> object:
        nonlocal taken
        for item in documents(60):
            taken += 1
            yield item

    results = read_all(counted(), NAME, 2)
    next(results)
    ahead = taken
    assert len(list(results)) == 59
    assert ahead <= 20


@pytest.mark.parametrize(
    ("name", "error"),
    [("nobody", UsageError), ("no_such_module:Reader", ReaderError), ("json:No", ReaderError)],
)
def test_an_unknown_reader_is_told_before_any_document(name: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=name.split(":")[0]):
        next(read_all(documents(1), name, 1))


def test_default_jobs_is_small() -> None:
    assert 1 <= default_jobs() <= 4
