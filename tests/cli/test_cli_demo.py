"""The demonstration, with the real reader: it must end on the strike on the post."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from contested.cli.main import app


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    ledger = tmp_path_factory.mktemp("demo") / "demo.ledger"
    result = CliRunner().invoke(app, ["demo", "--ledger", str(ledger)])
    assert result.exit_code == 0, result.output
    return result.stdout, ledger


def test_it_ends_on_the_strike_on_the_post(demo: tuple[str, Path]) -> None:
    page, _ = demo
    assert "AIR STRIKE" in page
    assert "27 Aug 2019 (to the day)" in page
    assert "◆ perpetrator" in page
    assert "✗ not Russia" in page
    assert "Turkish observation post" in page
    assert "Tuesday = 2019-08-27" in page
    assert "injured 0" in page
    assert page.rstrip().splitlines()[-1].strip().startswith("contested ingest")


def test_three_positions_on_the_culprit_with_independent_counts(demo: tuple[str, Path]) -> None:
    """The regime alone, both together, and left open between the two; copies of the wire count once."""
    page, ledger = demo
    found = next(w for w in page.split() if w.startswith("i_"))
    shown = CliRunner().invoke(app, ["show", found, "--ledger", str(ledger), "--json"])
    fields = json.loads(shown.stdout)["incident"]["fields"]
    said = {
        p["label"]: p for f in fields if f["name"] == "perpetrator" for p in f["positions"] if not p["denied"]
    }
    counts = {label: (p["origins"], p["independent"]) for label, p in said.items()}
    assert counts["Syrian government"] == (4, 4)
    assert counts["Russia and Syrian government"] == (2, 2)
    assert counts["Russia or Syrian government (unclear)"] == (2, 1)


def test_a_day_and_a_history(demo: tuple[str, Path]) -> None:
    page, ledger = demo
    found = next(w for w in page.split() if w.startswith("i_"))
    base = ["show", found, "--ledger", str(ledger)]
    early = json.loads(CliRunner().invoke(app, [*base, "--as-of", "2019-08-27", "--json"]).stdout)
    assert len(early["as_of"]["reports"]) == 1 and early["incident"]["id"] == found
    assert {c["document_id"] for c in early["claims"]} == set(early["as_of"]["reports"])
    steps = json.loads(CliRunner().invoke(app, [*base, "--history", "--json"]).stdout)["history"]
    assert len(steps) == len(early["as_of"]["reports"]) + len(early["as_of"]["later"])
    assert CliRunner().invoke(app, [*base, "--as-of", "2019-08-01"]).exit_code != 0
    assert CliRunner().invoke(app, [*base, "--as-of", "Tuesday"]).exit_code != 0


def test_a_second_run_reads_nothing_again(demo: tuple[str, Path]) -> None:
    result = CliRunner().invoke(app, ["demo", "--ledger", str(demo[1])])
    assert result.exit_code == 0
    assert "0 new documents" in result.stdout
    assert "AIR STRIKE" in result.stdout


def test_the_reader_explains_itself(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("A police spokesman said on Tuesday that gunmen killed three farmers near Mosul.")
    arguments = ["read", str(file), "--published", "2016-05-04", "--explain", "--jobs", "1"]
    shown = CliRunner().invoke(app, arguments).stdout
    assert "gunmen" in shown
    assert "killed 3" in shown
    assert "2016-05-03" in shown
    assert "police spokesman" in shown
