"""MAVERICK's coded reports linked without their event ids: `python -m bench.maverick [--no-record]`.

The table is read as `contested ingest --coded maverick` reads it, and linked by `contested.link.link`, which
was not fitted on it. Beside it: every report alone.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Mapping
from pathlib import Path

from bench.coref import Scores, score_labels
from bench.report import SHARED, record
from contested.link import LINK_VERSION, link
from contested.model import Claim, DocumentHead, InputError, head_of
from contested.read.coded import read_coded
from contested.read.coded_mapping import load_mapping

DATA = SHARED / "data" / "maverick-event-reports.csv"


def reports(path: Path) -> tuple[dict[str, DocumentHead], list[Claim], dict[str, str]]:
    """Heads, claims, and claim id -> the event that the coders put its row under."""
    with path.open(encoding="utf-8", newline="") as file:
        events = {row["id"]: row["event_id"] for row in csv.DictReader(file)}
    heads: dict[str, DocumentHead] = {}
    claims: list[Claim] = []
    truth: dict[str, str] = {}
    for row in read_coded(path, load_mapping("maverick")):
        if isinstance(row, InputError):
            continue
        document, claim = row
        heads[document.id] = head_of(document)
        claims.append(claim)
        truth[claim.id] = events[str(document.key)]
    return heads, claims, truth


def groups(heads: Mapping[str, DocumentHead], claims: list[Claim]) -> dict[str, str]:
    """Claim id -> the incident that linking puts it in."""
    return {claim: incident.id for incident in link(heads, claims) for claim in incident.claim_ids}


def row(name: str, scores: Scores) -> str:
    parts = [f"{100 * x:.1f}" for m in (scores.pairs, scores.b3) for x in (m.precision, m.recall, m.f1)]
    return f"| {name} | {' | '.join(parts)} |"


def main() -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    cli.add_argument("--table", type=Path, default=DATA)
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    heads, claims, truth = reports(args.table)
    began = time.perf_counter()
    found = groups(heads, claims)
    seconds = time.perf_counter() - began
    scores, alone = score_labels(truth, found), score_labels(truth, {c: c for c in truth})
    body = "\n".join(
        [
            f"{len(claims)} reports of {len(set(truth.values()))} events; "
            f"{len(set(found.values()))} incidents, {seconds:.1f} s.",
            "",
            "| | pairs P | R | F1 | B3 P | R | F1 |",
            "|---|--:|--:|--:|--:|--:|--:|",
            row("`contested ingest --coded`, linked", scores),
            row("every report alone", alone),
        ]
    )
    print(body)
    if not args.no_record:
        values = {"pairwise": scores.pairs.f1, "b3": scores.b3.f1}
        record("maverick", "python -m bench.maverick", LINK_VERSION, body, values)


if __name__ == "__main__":
    main()
