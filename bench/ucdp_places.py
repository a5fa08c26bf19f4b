"""UCDP GED Syria: how far the place that `where_coordinates` and `adm_1` resolve to is from UCDP's point.

    python -m bench.ucdp_places [--gazetteer FILE] [--errors N] [--no-record]

Only place strings of the half that no village of the gazetteer was taken from ("held"; a hash of the
string decides) are measured, so FILE must be built with `--ucdp-half fit`: the gazetteer that ships
holds the villages of both halves. Each distinct string counts once; "by event" counts events.
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path
from typing import NamedTuple

from bench.places.corpora import half
from bench.places.measure import figures
from bench.report import SHARED, record
from contested.model import Place
from contested.resolve.gazetteer import VERSION, Gazetteer, gazetteer
from contested.resolve.places import WhereContext, distance_km, resolve_where

NOTE = (
    "Held-out place strings alone, with a gazetteer that takes villages only from the other half "
    "(`python -m contested.resolve.build_gazetteer --open FOLDER --ucdp-half fit --target FILE`, then "
    "`--gazetteer FILE`). The file that ships holds the villages of both halves."
)


class PlaceString(NamedTuple):
    where: str
    adm1: str
    precision: str
    latitude: float
    longitude: float
    events: int


def strings(path: Path) -> list[PlaceString]:
    """Distinct place strings with UCDP's point (of the first event that has it), and how many events."""
    found: dict[tuple[str, str], PlaceString] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = (row["where_coordinates"], row["adm_1"])
            old = found.get(key)
            point = float(row["latitude"]), float(row["longitude"])
            new = PlaceString(*key, row["where_prec"][:1], *point, 1)
            found[key] = old._replace(events=old.events + 1) if old else new
    return list(found.values())


def error(row: PlaceString, place: Place | None) -> float | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return distance_km(row.latitude, row.longitude, place.latitude, place.longitude)


def resolve(row: PlaceString, entries: Gazetteer) -> Place | None:
    texts = [t for t in (row.where, row.adm1) if t]
    return resolve_where(texts, WhereContext({"SY": 1.0}), entries).place


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument("--gazetteer", type=Path)
    cli.add_argument("--half", default="held", help="held or fit (to develop on)")
    cli.add_argument("--errors", type=int, default=0)
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    rows = [
        r for r in strings(args.shared / "data/ucdp-ged-syria-2016-2019.csv") if half(r.where) == args.half
    ]
    entries, began = gazetteer(args.gazetteer), time.perf_counter()
    places = [resolve(r, entries) for r in rows]
    spent = 1000 * (time.perf_counter() - began) / len(rows)
    errors = [error(r, p) for r, p in zip(rows, places, strict=True)]
    body = table(rows, errors) + "\n\n" + NOTE
    print(body, f"\n{spent:.2f} ms a string")
    if args.errors and args.half == "fit":
        far = [(r, p, e) for r, p, e in zip(rows, places, errors, strict=True) if e is None or e > 25]
        for r, p, e in far[: args.errors]:
            print(*r, "GOT", (p.name, p.id, round(e or 0)) if p else None)
    if not args.no_record:
        record("ucdp places", "python -m bench.ucdp_places", VERSION, body, {})


def table(rows: list[PlaceString], errors: list[float | None]) -> str:
    lines = [
        "| UCDP where_prec | strings | within 5 km | within 25 km | median | no place |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    pairs = list(zip(rows, errors, strict=True))
    parts = {
        "all, by string": [e for _, e in pairs],
        "all, by event": [e for r, e in pairs for _ in range(r.events)],
    }
    parts |= {p: [e for r, e in pairs if r.precision == p] for p in sorted({r.precision for r in rows})}
    for name, part in parts.items():
        f = figures(part)
        lines.append(
            f"| {name} | {f.n} | {f.within[5.0]:.1%} | {f.within[25.0]:.1%} | {f.median:.1f} km "
            f"| {f.unanswered / f.n:.1%} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
