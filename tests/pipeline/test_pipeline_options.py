"""A reader that asks a server: its options, its threads, its account, and what stops a batch."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_reader import NAME
from test_pipeline_ingest import texts, write_news
from test_pipeline_pool import documents, told

from contested.extract import ReaderOptions, cost, reader_named
from contested.ledger import open_ledger
from contested.model import ReaderUnavailableError, UsageError
from contested.pipeline import Outcome, ingest, read_all
from contested.read import ReadOptions

ASKING = "fake_reader:AskingReader"
OPTIONS = ReaderOptions(model="m", base_url="http://localhost:1/v1", price_in=2.0)


def test_options_reach_the_reader_that_takes_them() -> None:
    assert reader_named(ASKING, OPTIONS).options is OPTIONS
    with pytest.raises(UsageError, match="takes no options: model, base_url, price_in"):
        reader_named(NAME, OPTIONS)


def test_threads_give_what_one_gives_in_order() -> None:
    items = documents(20, {5: "BREAKS", 11: "LATE"})
    one, many = (list(read_all(items, ASKING, jobs, OPTIONS)) for jobs in (1, 4))
    assert told(one) == told(many)
    late = many[11]
    assert isinstance(late, Outcome) and not late.final and "slow" in late.problem.reason
    assert sum(r.counts["llm_calls"] for r in many) == 20


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_server_that_is_gone_stops_the_batch_after_telling(jobs: int) -> None:
    results = read_all(documents(9, {2: "GONE"}), ASKING, jobs, OPTIONS)
    seen = []
    with pytest.raises(ReaderUnavailableError, match="the server is gone"):
        seen.extend(iter(results.__next__, None))
    assert [bool(r.problem) for r in seen] == [False, False, True]
    assert not seen[2].final


def test_a_run_keeps_what_was_done_counted_and_asked_for(tmp_path: Path) -> None:
    news = texts(4)
    news[1] = f"INVENTS {news[1]}"
    source = write_news(tmp_path / "n.jsonl", news)
    gone = write_news(tmp_path / "gone.jsonl", ["GONE"])
    with open_ledger(tmp_path / "l", create=True) as ledger:
        with pytest.raises(ReaderUnavailableError):
            ingest(ledger, [source, gone], ReadOptions(), reader=ASKING, reader_options=OPTIONS, jobs=1)
        (run,) = ledger.runs()
        reasons = [p.reason for p in ledger.problems()]
        assert ledger.counts()["documents"] == 4
        assert len(list(ledger.claims())) == 4
    assert run.counts["llm_calls"] == 5
    assert (run.options["model"], run.options["base_url"]) == ("m", "http://localhost:1/v1")
    assert sorted(reasons)[0].startswith("1 of the reader's claims left out: 'bombed' in")
    assert sorted(reasons)[1] == "the server is gone"


def test_cost_is_of_both_directions_and_unknown_without_a_price() -> None:
    counts = {"llm_tokens_in": 2_000_000, "llm_tokens_out": 500_000}
    assert cost(counts, ReaderOptions()) is None
    assert cost(counts, ReaderOptions(price_in=0.5, price_out=2.0)) == 2.0
    assert cost({}, ReaderOptions(price_out=2.0)) == 0.0
