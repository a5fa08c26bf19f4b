"""`python -m bench.maverick_rules`: where MAVERICK's reports disagree, and what its rules do to totals."""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.report import SHARED, record
from contested import __version__
from contested.link.weigh import RULES, Said, choose
from contested.link.weigh.eventreport import COLUMNS, MODELS, aggregate

DATA = SHARED / "data" / "maverick-event-reports.csv"
FIELDS = {
    "first actor": ("actor1",),
    "first actor's type": ("actor1_type",),
    "deaths (best)": ("deaths_best",),
    "injuries (best)": ("injuries_best",),
    "place (city)": ("city",),
    "place (city, location)": ("city", "location"),
    "first day": ("date_start",),
    "context": ("event_context",),
    "target": ("target",),
}
Rows = Sequence[Mapping[str, str]]


def events_of(path: Path) -> dict[str, list[dict[str, str]]]:
    """Event id -> its reports, in the file's order."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["event_id"]].append(row)
    return dict(found)


def disagreement(events: Sequence[Rows]) -> dict[str, tuple[float, float]]:
    """Field -> share of events with differing cells: an empty cell as a value, and passed over."""
    found = {}
    for name, columns in FIELDS.items():
        cells = [[tuple(r[c].strip() for c in columns) for r in rows] for rows in events]
        every = sum(len(set(c)) > 1 for c in cells)
        known = sum(len({x for x in c if any(x)}) > 1 for c in cells)
        found[name] = (every / len(events), known / len(events))
    return found


def totals(events: Sequence[Rows]) -> dict[str, tuple[int, int]]:
    """Rule -> deaths and injuries over all events: the package's three models, and our single rules."""
    found: dict[str, tuple[int, int]] = {}
    for model in MODELS:
        tables = [aggregate(rows, model) for rows in events]
        both = [sum(_count(t[c]) for t in tables) for c in ("deaths_best", "injuries_best")]
        found[model] = (both[0], both[1])
    for rule in ("min", "median", "mode", "max"):
        assert rule in RULES
        both = [sum(_single(rows, c, rule) for rows in events) for c in ("deaths_best", "injuries_best")]
        found[rule] = (both[0], both[1])
    return found


def _count(choice: Any) -> int:
    return choice.value if choice is not None and isinstance(choice.value, int) else 0


def _single(rows: Rows, column: str, rule: str) -> int:
    voices = [
        Said(value=n, label=str(n), origin=str(i), key=str(i), number=float(n))
        for i, r in enumerate(rows)
        if (n := _integer(r[column])) is not None
    ]
    return _count(choose(voices, [rule], ties="smallest", count="reports"))


def _integer(cell: str) -> int | None:
    try:
        return int(float(cell))
    except ValueError:
        return None


def changes(events: Sequence[Rows]) -> dict[str, dict[str, float]]:
    """Model -> column -> share of events whose value is another than the representative model's."""
    found: dict[str, dict[str, float]] = {}
    base = [aggregate(rows, "representative") for rows in events]
    for model in MODELS[1:]:
        other = [aggregate(rows, model) for rows in events]
        pairs = {
            c: sum(_value(a[c]) != _value(b[c]) for a, b in zip(base, other, strict=True)) for c in COLUMNS
        }
        found[model] = {c: n / len(events) for c, n in pairs.items()}
    return found


def _value(choice: Any) -> Any:
    return choice.value if choice is not None else None


def body(events: Mapping[str, Rows]) -> tuple[str, dict[str, Any]]:
    """The block of docs/benchmarks.md, and the values behind it."""
    several = [rows for rows in events.values() if len(rows) > 1]
    differ, sums, moved = disagreement(several), totals(list(events.values())), changes(several)
    reports = sum(map(len, events.values()))
    lines = [
        f"{reports:,} reports of {len(events):,} events by the coders' event ids; {len(several):,} events "
        "have several reports. All of them are counted; nothing is fitted.",
        "",
        "| field | reports disagree, an empty cell counts | disagree among known cells |",
        "|---|---:|---:|",
        *(f"| {n} | {100 * a:.1f} % | {100 * b:.1f} % |" for n, (a, b) in differ.items()),
        "",
        "| rule | deaths | injuries |",
        "|---|---:|---:|",
        *(f"| {n} | {d:,} | {i:,} |" for n, (d, i) in sums.items()),
        "",
        "The first three are the package's models. Share of events with several reports whose value differs "
        "from the representative model's:",
        "",
        "| column | " + " | ".join(moved) + " |",
        "|---|" + "---:|" * len(moved),
        *(f"| {c} | " + " | ".join(f"{100 * m[c]:.1f} %" for m in moved.values()) + " |" for c in COLUMNS),
    ]
    return "\n".join(lines), {"disagreement": differ, "totals": sums, "changes": moved}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-record", action="store_true", help="print only")
    given = parser.parse_args()
    text, values = body(events_of(DATA))
    print(text)
    if not given.no_record:
        record("maverick-rules", "python -m bench.maverick_rules", f"contested {__version__}", text, values)


if __name__ == "__main__":
    main()
