"""UCDP GED Syria: how far the place that `where_coordinates` and `adm_1` resolve to is from UCDP's point.

    python -m bench.ucdp_places [--strings FILE] [--events FILE] [--errors N] [--no-record]

Two splits, as the gazetteer that ships holds places of all events:

- by event: facts come from half of the events (a hash of the event's number decides), the other half
  is measured. Most of its places were seen in other events: this is how well known places are found.
- by string: facts come from half of the distinct place strings; the strings of the other half are
  measured, none of which any fact was taken from. This is what happens with a village never heard of.

FILE is a gazetteer built with `--ucdp-half fit-events` and `--ucdp-half fit`. `--try FILE` (built with
`--ucdp-half try`) measures on the other quarter of the strings that rules may be developed on.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.places.corpora import half
from bench.places.measure import figures
from bench.report import SHARED, record
from contested.model import Place
from contested.resolve.build_gazetteer import admin1_names, syrian_divisions
from contested.resolve.build_ucdp import event_id, taken
from contested.resolve.gazetteer import VERSION, Gazetteer, gazetteer
from contested.resolve.places import WhereContext, distance_km, resolve_where

NOTE = (
    "Built and run with `python -m contested.resolve.build_gazetteer --open FOLDER --ucdp-half fit-events "
    "--target FILE`, and the same with `fit`. UCDP's point of a governorate, a road or a stretch of "
    "desert is one of many that would do, so strings of where_prec 4 to 6 say little."
)


class PlaceString(NamedTuple):
    where: str
    adm1: str
    precision: str
    latitude: float
    longitude: float
    events: int


def strings(path: Path, wanted: Callable[[Mapping[str, str]], bool] = lambda row: True) -> list[PlaceString]:
    """Distinct place strings with UCDP's point (of the first event that has it), and how many events."""
    found: dict[tuple[str, ...], PlaceString] = {}
    for row in events(path, wanted):
        old = found.get(row[:2])
        found[row[:2]] = old._replace(events=old.events + 1) if old else row
    return list(found.values())


def events(path: Path, wanted: Callable[[Mapping[str, str]], bool]) -> list[PlaceString]:
    """One row an event."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [_row(row) for row in csv.DictReader(handle) if wanted(row)]


def _row(row: Mapping[str, str]) -> PlaceString:
    point = float(row["latitude"]), float(row["longitude"])
    return PlaceString(row["where_coordinates"], row["adm_1"], row["where_prec"][:1], *point, 1)


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
    cli.add_argument("--strings", type=Path, help="gazetteer built with --ucdp-half fit")
    cli.add_argument("--events", type=Path, help="gazetteer built with --ucdp-half fit-events")
    cli.add_argument("--try", type=Path, dest="tried", help="gazetteer built with --ucdp-half try")
    cli.add_argument("--errors", type=int, default=0, help="with --try: strings that are far off")
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    path = args.shared / "data/ucdp-ged-syria-2016-2019.csv"
    parts: list[str] = []
    if args.tried:
        seen, fit = taken("try"), taken("fit")
        rows = strings(path, lambda row: fit(row) and not seen(row))
        show(rows, measured("trying", rows, gazetteer(args.tried), parts), args.errors)
    if args.events:
        rows = events(path, lambda row: half(event_id(row)) == "held")
        measured("Held-out events", rows, gazetteer(args.events), parts)
    if args.strings:
        rows = strings(path, lambda row: half(row["where_coordinates"]) == "held")
        errors = measured("Held-out place strings", rows, gazetteer(args.strings), parts)
        parts.append(f"First 100 errors (more than 25 km off):\n\n{classes(rows, errors)}")
    body = "\n\n".join([*parts, NOTE])
    print(body)
    if args.events and args.strings and not args.no_record:
        record("ucdp places", "python -m bench.ucdp_places --strings FILE --events FILE", VERSION, body, {})


Found = list[tuple[Place | None, float | None]]


def measured(title: str, rows: list[PlaceString], entries: Gazetteer, parts: list[str]) -> Found:
    """Resolve all rows and add a table to the parts."""
    began = time.perf_counter()
    places = [resolve(r, entries) for r in rows]
    spent = 1000 * (time.perf_counter() - began) / len(rows)
    errors = [error(r, p) for r, p in zip(rows, places, strict=True)]
    parts.append(f"{title}, {spent:.2f} ms each:\n\n{table(rows, errors)}")
    return list(zip(places, errors, strict=True))


def classes(rows: list[PlaceString], found: Found, most: int = 100) -> str:
    """Why the first errors are errors, by what was asked and what was answered."""
    far = [(r, p) for r, (p, e) in zip(rows, found, strict=True) if e is None or e > 25][:most]
    counted = Counter(_class(r, p) for r, p in far)
    lines = [f"| {name} | {n} |" for name, n in counted.most_common()]
    return "\n".join(["| class | errors |", "|---|---:|", *lines])


def _class(row: PlaceString, place: Place | None) -> str:
    if row.precision in "456":
        return "a road, border or part of a governorate"
    if place is None:
        return "no place"
    if place.kind in ("admin1", "country", "region"):
        return "village unknown: fell back on its governorate or country"
    if place.kind == "admin2":
        return "village unknown: fell back on a district"
    if row.adm1 and place.admin1 and not same_division(row.adm1, place.admin1):
        return "namesake in another governorate"
    return "namesake or look-alike in the same governorate"


def same_division(ucdp: str, ours: str) -> bool:
    code = syrian_divisions().get(ucdp)
    return code is not None and admin1_names().get(f"SY.{code}") == ours


def show(rows: list[PlaceString], found: Found, most: int) -> None:
    far = [(r, p, e) for r, (p, e) in zip(rows, found, strict=True) if e is None or e > 25]
    for r, p, e in far[:most]:
        print(*r, "GOT", (p.name, p.id, p.kind, round(e or 0)) if p else None)


def table(rows: list[PlaceString], errors: list[float | None]) -> str:
    lines = [
        "| UCDP where_prec | measured | within 5 km | within 25 km | median | no place |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    pairs = list(zip(rows, errors, strict=True))
    parts = {"all": [e for _, e in pairs]}
    if any(r.events > 1 for r in rows):
        parts |= {"all, by event": [e for r, e in pairs for _ in range(r.events)]}
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
