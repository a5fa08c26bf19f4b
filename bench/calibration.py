"""Is a reader as sure as it is right? `python -m bench.calibration [--gold DIR] [--reader NAME]`.

For every field that a reader gives a confidence to: how often it was right, by bins of confidence,
and the expected calibration error (Guo et al. 2017: the mean over the bins of |confidence - share
right|, each bin weighed by its size). A claim is right when the scorer pairs it with an annotated
one; its fields are judged on paired claims only, and are right when all they fill agrees.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.gold import load_raw
from bench.report import SHARED, record, shown
from bench.score import predict, scorer

BINS = 10
SLOTS = {
    "type": "type",
    "status": "status",
    "perpetrator": "perpetrator",
    "target": "target",
    "where": "place",
    "when": "date",
    "casualties": "casualties",
    "source": "source",
}
"""Field of `Claim.confidence` -> the scorer's slot that tells whether it is right."""
Judged = dict[str, list[tuple[float, bool]]]


def judge(score: ModuleType, files: Sequence[Mapping[str, Any]], rows: Mapping[str, Any]) -> Judged:
    """(confidence, right) of every field of every predicted claim that has one."""
    found: Judged = {field: [] for field in ("claim", *SLOTS)}
    for file in files:
        gold, row = file["annotation"], rows.get(file["annotation"]["id"])
        if row is None:
            continue
        pairs = {
            j: gold["claims"][i]
            for i, j in score.pair_up(gold["claims"], row["claims"], file["article"]["text"])
        }
        for j, claim in enumerate(row["claims"]):
            sure = claim.get("confidence") or {}
            if "claim" in sure:
                found["claim"].append((sure["claim"], j in pairs))
            if j in pairs:
                for field, right in _fields(score, pairs[j], claim):
                    if field in sure:
                        found[field].append((sure[field], right))
    return found


def _fields(score: ModuleType, gold: Any, claim: Any) -> Iterator[tuple[str, bool]]:
    """Whether each field agrees with the annotated claim; an asserted status is a value like another."""
    want, got = score.fillers(gold), score.fillers(claim)
    for field, slot in SLOTS.items():
        agree = score.hits(want[slot], got[slot], slot)
        yield field, agree == len(got[slot]) and (agree > 0 or not want[slot])


def bins(judged: Sequence[tuple[float, bool]]) -> list[tuple[int, float, float]]:
    """(number, mean confidence, share right) of each bin of equal width; (0, 0, 0) for an empty one."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for sure, right in judged:
        groups[min(int(sure * BINS), BINS - 1)].append((sure, right))
    return [
        (len(g), sum(s for s, _ in g) / len(g), sum(r for _, r in g) / len(g)) if g else (0, 0.0, 0.0)
        for g in groups
    ]


def expected_error(judged: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error, between 0 and 1; 0 for nothing judged."""
    return sum(n * abs(sure - right) for n, sure, right in bins(judged)) / max(len(judged), 1)


def table(judged: Judged) -> str:
    """Number, share right, mean confidence and error by field, then the reliability diagram in figures."""
    lines = ["| field | values | right % | mean confidence % | ECE % |", "|---|--:|--:|--:|--:|"]
    for field, values in judged.items():
        if values:
            right, sure = (100 * sum(v[k] for v in values) / len(values) for k in (1, 0))
            lines.append(
                f"| {field} | {len(values)} | {right:.1f} | {sure:.1f} | {100 * expected_error(values):.1f} |"
            )
    heads = " | ".join(f"{n / BINS:.1f}–{(n + 1) / BINS:.1f}" for n in range(BINS))
    lines += ["", "Share right % by confidence (number of values):", "", f"| field | {heads} |"]
    lines.append("|---|" + "--:|" * BINS)
    for field, values in judged.items():
        if values:
            cells = " | ".join(f"{100 * right:.0f} ({n})" if n else "" for n, _, right in bins(values))
            lines.append(f"| {field} | {cells} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    cli.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev")
    cli.add_argument("--reader", default="standard")
    cli.add_argument("--jobs", type=int)
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args(arguments)
    files = load_raw(args.gold)
    if not files:
        sys.exit(f"no gold files in {args.gold}")
    judged = judge(scorer(args.gold), files, predict([f["article"] for f in files], args.reader, args.jobs))
    body = table(judged)
    print(body)
    if not args.no_record:
        from contested.pipeline import engine

        command = f"python -m bench.calibration --gold {shown(args.gold)} --reader {args.reader}"
        errors = {field: expected_error(values) for field, values in judged.items()}
        record(f"calibration:{args.reader}", command, engine(args.reader).version, body, {"ece": errors})


if __name__ == "__main__":
    main()
