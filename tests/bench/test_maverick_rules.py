"""The figures on MAVERICK's rules, on two invented events."""

from __future__ import annotations

from bench.maverick_rules import FIELDS, body, disagreement, totals


def row(event: str, actor: str, deaths: str) -> dict[str, str]:
    return {c: "" for columns in FIELDS.values() for c in columns} | {
        "event_id": event,
        "actor1": actor,
        "deaths_best": deaths,
    }


EVENTS = {"a": [row("a", "Police", "1"), row("a", "Army", "4"), row("a", "", "4")], "b": [row("b", "", "2")]}


def test_disagreement_with_and_without_empty_cells() -> None:
    rows = [EVENTS["a"], [row("c", "Police", "1"), row("c", "", "1")]]
    found = disagreement(rows)
    assert found["first actor"] == (1.0, 0.5)
    assert found["deaths (best)"] == (0.5, 0.5)


def test_totals_and_the_block() -> None:
    found = totals(list(EVENTS.values()))
    assert [found[r][0] for r in ("representative", "informative", "conservative", "median")] == [6, 6, 3, 6]
    assert "4 reports of 2 events" in body(EVENTS)[0]
