"""Ingest: idempotent, resumable, nothing dropped without a word."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_reader import NAME

from contested.ledger import IncidentQuery, Ledger, open_ledger
from contested.pipeline import Hooks, Tally, ingest
from contested.read import ReadOptions

HERE = Path(__file__).parent


def write_news(path: Path, texts: list[str]) -> str:
    rows = [
        {
            "id": f"n{i}",
            "text": text,
            "published": "2019-08-28",
            "outlet": f"Outlet {i % 3}",
            "title": f"T{i}",
        }
        for i, text in enumerate(texts)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def texts(n: int) -> list[str]:
    return [f"Northern jets bombed Homs on Tuesday, the report number {i} of the day said." for i in range(n)]


def content(ledger: Ledger) -> object:
    """Everything that two ledgers of the same input must share."""
    return (
        sorted(d.id for d in ledger.documents()),
        sorted(c.id for c in ledger.claims()),
        ledger.incidents(IncidentQuery(limit=None)).incidents,
        ledger.problems(),
    )


def run(path: Path, source: str, **given: object) -> Tally:
    with open_ledger(path, create=True) as ledger:
        return ingest(ledger, [source], ReadOptions(), **({"reader": NAME, "jobs": 1} | given))


def test_twice_adds_nothing_and_reads_nothing(tmp_path: Path) -> None:
    source = write_news(tmp_path / "n.jsonl", texts(6))
    first = run(tmp_path / "l", source)
    second = run(tmp_path / "l", source)
    assert (first.counts["documents"], first.counts["claims"], first.linked) == (6, 6, True)
    assert (second.counts["documents"], second.counts["known"], second.linked) == (0, 6, False)
    assert "extract" not in second.seconds


def test_the_same_document_twice_in_one_run_is_one(tmp_path: Path) -> None:
    source = write_news(tmp_path / "n.jsonl", texts(2))
    with open_ledger(tmp_path / "l", create=True) as ledger:
        tally = ingest(ledger, [source, source], ReadOptions(), reader=NAME, jobs=1)
    assert (tally.counts["documents"], tally.counts["known"]) == (2, 2)


def test_a_new_version_reads_again_and_replaces(tmp_path: Path) -> None:
    source = write_news(tmp_path / "n.jsonl", texts(3))
    run(tmp_path / "l", source)
    again = run(tmp_path / "l", source, reader="fake_reader:HalfReader")
    assert again.counts["documents"] == 3
    with open_ledger(tmp_path / "l", read_only=True) as ledger:
        assert ledger.counts()["documents"] == 3
        assert {c.version.split("; ")[1] for c in ledger.claims()} == {"fake 2"}


def test_what_fails_is_set_aside_and_the_rest_goes_in(tmp_path: Path) -> None:
    news = texts(12)
    news[2], news[7], news[9] = f"BREAKS {news[2]}", f"DIES {news[7]}", f"LIES {news[9]}"
    source = write_news(tmp_path / "n.jsonl", news)
    tally = run(tmp_path / "l", source, jobs=2)
    assert [p.record for p in tally.problems] == ["row 3", "row 8", "row 10"]
    with open_ledger(tmp_path / "l", read_only=True) as ledger:
        assert len(ledger.problems()) == 3
        assert len(list(ledger.claims())) == 9
        # Two are kept without claims; the one whose process died may do better another time.
        assert ledger.counts()["documents"] == 11


def test_the_run_is_recorded(tmp_path: Path) -> None:
    source = write_news(tmp_path / "n.jsonl", texts(3))
    run(tmp_path / "l", source)
    with open_ledger(tmp_path / "l", read_only=True) as ledger:
        (record,) = ledger.runs()
    assert record.finished is not None
    assert record.reader == NAME
    assert record.counts["documents"] == 3
    assert {"read", "extract", "resolve", "store", "link"} <= set(record.seconds)
    assert source in record.command


def test_number_of_workers_does_not_change_the_ledger(tmp_path: Path) -> None:
    source = write_news(tmp_path / "n.jsonl", texts(20))
    run(tmp_path / "one", source, jobs=1)
    run(tmp_path / "two", source, jobs=2)
    with (
        open_ledger(tmp_path / "one", read_only=True) as one,
        open_ledger(tmp_path / "two", read_only=True) as two,
    ):
        assert content(one) == content(two)


def test_stopped_and_run_again_is_the_same_as_never_stopped(tmp_path: Path) -> None:
    source = write_news(tmp_path / "n.jsonl", texts(9))
    calls = iter([False] * 4 + [True] * 99)
    stopped = run(tmp_path / "l", source, hooks=Hooks(stop=lambda: next(calls)))
    assert stopped.interrupted
    assert 0 < stopped.counts["documents"] < 9
    assert not stopped.linked
    run(tmp_path / "l", source)
    run(tmp_path / "whole", source)
    with (
        open_ledger(tmp_path / "l", read_only=True) as one,
        open_ledger(tmp_path / "whole", read_only=True) as two,
    ):
        assert content(one) == content(two)


KILLED = """
import sys, time
from contested.ledger import open_ledger
from contested.pipeline import Hooks, ingest
from contested.read import ReadOptions
def slow(tally):
    print(tally.counts["documents"], flush=True)
    time.sleep(0.02)
with open_ledger(sys.argv[1], create=True) as ledger:
    ingest(ledger, [sys.argv[2]], ReadOptions(), reader=sys.argv[3], jobs=1, hooks=Hooks(progress=slow))
"""


@pytest.mark.parametrize("after", [0.0, 0.25])
def test_killed_at_any_moment_loses_and_doubles_nothing(tmp_path: Path, after: float) -> None:
    source = write_news(tmp_path / "n.jsonl", texts(60))
    path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", KILLED, str(tmp_path / "l"), source, NAME]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}) as process:
        assert process.stdout is not None
        while int(process.stdout.readline() or 99) < 32:  # one transaction is through
            pass
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    tally = run(tmp_path / "l", source)
    assert tally.counts["known"] >= 32
    assert tally.counts["documents"] + tally.counts["known"] == 60
    run(tmp_path / "whole", source)
    with (
        open_ledger(tmp_path / "l", read_only=True) as one,
        open_ledger(tmp_path / "whole", read_only=True) as two,
    ):
        assert content(one) == content(two)
