"""Airwars Syria: how far the place that an incident's place name and region resolve to is from its point.

    python -m bench.airwars_places [--gazetteer FILE] [--no-record]

No gazetteer entry comes from Airwars; villages of UCDP are in the file, and
UCDP covers some of the same incidents (a file built with `--ucdp-half fit` holds half of
them). An incident counts once. "Within its accuracy" takes Airwars'
own class as a distance: see STATED_KM.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from bench.places.measure import figures
from bench.report import SHARED, record
from contested.model import Place
from contested.resolve.gazetteer import VERSION, Gazetteer, gazetteer
from contested.resolve.places import WhereContext, distance_km, resolve_where

STATED_KM = {
    "exact_location": 1.0,
    "exact_location_other": 1.0,
    "nearby_landmark": 2.0,
    "neighbourhood_area": 3.0,
    "village": 3.0,
    "town": 5.0,
    "city": 10.0,
    "subdistrict": 15.0,
}
"""Kilometres that each of Airwars' accuracy words is taken for; ours, as Airwars states none."""


def incidents(path: Path) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for line in path.read_text("utf-8").split("\n"):
        for incident in json.loads(line)["incidents"] if line.strip() else []:
            if incident.get("lat") and incident.get("lon") and incident.get("location"):
                found.setdefault(incident["incident"], incident)
    return list(found.values())


def resolve(incident: dict[str, Any], entries: Gazetteer) -> Place | None:
    texts = [t for t in (incident["location"], incident.get("region")) if t]
    return resolve_where(texts, WhereContext({"SY": 1.0}), entries).place


def error(incident: dict[str, Any], place: Place | None) -> float | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return distance_km(float(incident["lat"]), float(incident["lon"]), place.latitude, place.longitude)


def classes(rows: list[dict[str, Any]], entries: Gazetteer) -> str:
    """What the answers that are more than 25 km off were."""
    counted: Counter[str] = Counter()
    for row in rows:
        place = resolve(row, entries)
        off = error(row, place)
        if off is None or place is None:
            counted["no place"] += 1
        elif off > 25:
            wide = place.kind in ("admin1", "admin2", "country", "region")
            counted["fell back on a division or region" if wide else "another place of like name"] += 1
    lines = [f"| {name} | {n} |" for name, n in counted.most_common()]
    return "\n".join(["| class of the errors (over 25 km) | errors |", "|---|---:|", *lines])


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument("--gazetteer", type=Path)
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    entries = gazetteer(args.gazetteer)
    rows = incidents(args.shared / "data/airwars-syria.jsonl")
    errors = [error(r, resolve(r, entries)) for r in rows]
    f = figures(errors)
    pairs = zip(rows, errors, strict=True)
    known = [(e, STATED_KM[r["accuracy"]]) for r, e in pairs if r["accuracy"] in STATED_KM]
    stated = sum(e is not None and e <= km for e, km in known) / max(len(known), 1)
    body = (
        "| incidents | within their stated accuracy | within 5 km | within 25 km | median | no place |\n"
        "|---:|---:|---:|---:|---:|---:|\n"
        f"| {f.n} | {stated:.1%} of {len(known)} | {f.within[5.0]:.1%} | {f.within[25.0]:.1%} "
        f"| {f.median:.1f} km "
        f"| {f.unanswered / f.n:.1%} |"
    )
    body += f"\n\n{classes(rows, entries)}"
    print(body)
    if not args.no_record:
        record(
            "airwars places",
            "python -m bench.airwars_places",
            VERSION,
            body,
            {"within 25 km": f.within[25.0]},
        )


if __name__ == "__main__":
    main()
