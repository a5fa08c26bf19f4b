"""The scale bench: its scores on a case worked by hand, and a small run of each kind."""

from __future__ import annotations

from pathlib import Path

from bench.scale import agreement, body, one, picture
from bench.scale_incremental import measure


def test_scores_of_a_case_worked_by_hand() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2}
    found = agreement([["a", "b"], ["c", "d"]], truth)
    # B3 precision (1 + 1 + 1/2 + 1/2) / 4; recall (2/3 + 2/3 + 1/3 + 1) / 4; one of two pairs right, of three
    assert (found["b3_p"], found["b3_r"]) == (75.0, 66.67)
    assert (found["pair_p"], found["pair_r"], found["pair"]) == (50.0, 33.33, 40.0)
    assert agreement([["a", "b", "c"], ["d"]], truth)["b3"] == 100.0


def test_a_small_run() -> None:
    found = one(400)
    assert found["claims"] >= 400 and found["b3"] > 60
    assert f"| {found['claims']:,} |" in body([found])
    assert picture([found, found | {"claims": 4000}]).count("<circle") == 2


def test_a_report_is_added(tmp_path: Path) -> None:
    found = measure(500, tmp_path / "a.ledger")
    assert found["added"] >= 1 and found["incidents"] > 10
