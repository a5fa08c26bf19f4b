"""The demonstration, with the real reader: it must end on the strike on the post."""

from __future__ import annotations

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
