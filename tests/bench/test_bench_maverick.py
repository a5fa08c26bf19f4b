"""Coded reports are linked without their event ids, and scored against them."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.coref import score_labels
from bench.maverick import groups, reports, row

ROW = {
    "country": "Kenya",
    "latitude": "-0.1",
    "longitude": "34.75",
    "geo_precision": "5.0",
    "city": "Kisumu",
    "event_context": "Clash",
    "actor1": "Police",
    "actor1_perpetrator": "1.0",
    "injuries_best": "0",
    "injuries_low": "0",
    "injuries_high": "0",
}


def coded(id_: str, event: str, day: str, deaths: int, outlet: str) -> dict[str, str]:
    counts = {f"deaths_{n}": str(deaths) for n in ("best", "low", "high")}
    return {**ROW, **counts, "id": id_, "event_id": event, "date_start": day, "date_end": day} | {
        "source": f"{outlet} ({day}) A title",
        "source_author": outlet,
    }


def test_reports_of_one_event_are_linked_and_scored(tmp_path: Path) -> None:
    rows = [
        coded("a", "E1", "2017-08-09", 7, "Meridian Wire"),
        coded("b", "E1", "2017-08-09", 7, "Harbour Post"),
        coded("c", "E2", "2017-10-26", 1, "Harbour Post"),
    ]
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        columns = {name: None for row in rows for name in row} | {
            f"actor{n}{end}": None for n in range(1, 7) for end in ("", "_perpetrator", "_victim")
        }
        writer = csv.DictWriter(file, [*columns, "location"])
        writer.writeheader()
        writer.writerows(rows)
    heads, claims, truth = reports(path)
    assert sorted(truth.values()) == ["E1", "E1", "E2"]
    scores = score_labels(truth, groups(heads, claims))
    assert scores.pairs.f1 == scores.b3.f1 == 1.0
    assert row("linked", scores) == "| linked | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 | 100.0 |"
