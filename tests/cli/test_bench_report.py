"""Benchmark results replace their own block of the page and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import report


def test_a_block_is_replaced_and_the_rest_left_alone() -> None:
    first, second = "<!-- bench:a -->\nold\n<!-- /bench -->", "<!-- bench:b -->\nkept\n<!-- /bench -->"
    page = f"# Title\n\nwords\n\n{first}\n\nmore\n\n{second}\n"
    changed = report.with_block(page, "a", r"new \1 text")
    assert "old" not in changed
    assert r"<!-- bench:a -->" + "\n" + r"new \1 text" in changed
    assert changed.count("<!-- /bench -->") == 2
    assert changed.replace(r"new \1 text", "old") == page


def test_a_new_block_goes_to_the_end() -> None:
    page = report.with_block("# Title\n", "a", "one")
    assert page.startswith("# Title\n")
    assert report.with_block(page, "a", "one") == page


def test_a_result_is_recorded_without_naming_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PAGE", tmp_path / "benchmarks.md")
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    report.record("score:dev", "python -m bench.score", "contested 0; fake 1", "| a |", {"scores": {"x": 1}})
    written = json.loads((tmp_path / "results" / "score-dev.json").read_text())
    assert written["scores"] == {"x": 1}
    page = (tmp_path / "benchmarks.md").read_text()
    assert "| a |" in page
    assert "cores" in page
    assert str(tmp_path) not in page
    assert str(tmp_path) not in json.dumps(written)
