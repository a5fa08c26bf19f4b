"""The date slot of claims, given their words: `python -m bench.dates [--gold dev] [--no-record]`.

Gold claims lose their dates and get them back from the resolver; a date is right when both ends are the
annotators', as the gold's own scorer counts. Claims with time words of their own and those that only the
context can date are told apart. `train` is what the weights of the context were fitted on (`python -m
train.dating` cross-validates them); `dev` was never looked at.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.gold import load_gold, strip_resolved
from bench.report import SHARED, record
from contested.model import Claim, Document
from contested.resolve.resolver import RESOLVE_VERSION
from contested.resolve.when import Dated, resolve_dates

Days = tuple[dt.date | None, dt.date | None]
NONE: Days = (None, None)
NOTE = """Gold claims without their dates, dated again from their words, the report and its event labels. A
date counts when both ends are the annotators'. The context's weights were fitted on `train` and
`train-passages`; four-fold cross-validation on the claims without time words is printed by `python -m
train.dating`."""


class Case(NamedTuple):
    """One claim: whether it has time words, the gold days, ours and the rule that gave them."""

    words: bool
    gold: Days
    ours: Days
    rule: str


def cases(pairs: Sequence[tuple[Document, list[Claim]]], events: bool = True) -> tuple[list[Case], float]:
    """Every claim of the reports in order, and the milliseconds that one took on average."""
    found: list[Case] = []
    seconds = 0.0
    for document, gold in pairs:
        bare = [strip_resolved(claim) for claim in gold]
        given = bare if events else [msgspec.structs.replace(claim, event="") for claim in bare]
        began = time.perf_counter()
        dated = resolve_dates(document, given)
        seconds += time.perf_counter() - began
        found += [_case(claim, one) for claim, one in zip(gold, dated, strict=True)]
    return found, 1000 * seconds / max(len(found), 1)


def _case(claim: Claim, dated: Dated) -> Case:
    ours = (dated.interval.start, dated.interval.end) if dated.interval else NONE
    return Case(claim.when.text is not None, (claim.when.start, claim.when.end), ours, dated.rule)


def rates(found: Sequence[Case]) -> tuple[float, float, float, int]:
    """Precision, recall, F1 (0 to 100) and the number of gold dates."""
    ok = sum(c.gold == c.ours != NONE for c in found)
    given, gold = sum(c.ours != NONE for c in found), sum(c.gold != NONE for c in found)
    return 100 * ok / max(given, 1), 100 * ok / max(gold, 1), 200 * ok / max(given + gold, 1), gold


def fault(case: Case) -> str:
    """The class of an error, told from the two dates and the rule."""
    origin = "own words" if case.words else "context"
    (start, end), (a, b) = case.gold, case.ours
    if case.ours == NONE:
        return f"{origin}: no date given"
    if case.gold == NONE:
        return f"{origin}: dated where the annotators have no date"
    if start == a:
        return f"{origin}: the period ends on another day"
    if end == b:
        return f"{origin}: the period begins on another day"
    if (start == end) != (a == b):
        return f"{origin}: a day for a period, or the reverse"
    if start and a and abs((start - a).days) == 1:
        return f"{origin}: the day before or after"
    return f"{origin}: another day or period"


def faults(found: Sequence[Case]) -> str:
    """Markdown: the classes of the first hundred errors, in the order of files and claims."""
    wrong = [fault(case) for case in found if case.gold != case.ours][:100]
    counted = sorted(Counter(wrong).items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(["| class | errors |", "|---|---|", *(f"| {name} | {n} |" for name, n in counted)])


def table(rows: Sequence[tuple[str, Sequence[Case]]]) -> str:
    """Markdown: a row for each set, and for its claims with and without time words."""
    lines = ["| claims | gold dates | P | R | F1 |", "|---|--:|--:|--:|--:|"]
    for name, found in rows:
        for part, chosen in (
            (name, list(found)),
            (f"{name}, own time words", [c for c in found if c.words]),
            (f"{name}, none", [c for c in found if not c.words]),
        ):
            p, r, f1, gold = rates(chosen)
            lines.append(f"| {part} | {gold} | {p:.1f} | {r:.1f} | **{f1:.1f}** |")
    return "\n".join(lines)


def main() -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument("--gold", help="train, train-passages or dev; without it train and dev")
    cli.add_argument("--no-events", action="store_true", help="without event labels")
    cli.add_argument("--no-record", action="store_true", help="leave docs/benchmarks.md alone")
    args = cli.parse_args()
    names = [args.gold] if args.gold else ["train", "dev"]
    measured = {n: cases(load_gold(args.shared / "gold" / n), not args.no_events) for n in names}
    body = table([(name, found) for name, (found, _) in measured.items()])
    pace = max(each for _, each in measured.values())
    print(f"{body}\n{pace:.2f} ms a claim")
    if args.no_record or args.gold or args.no_events:
        return
    values = {name: {"f1": round(rates(found)[2], 2)} for name, (found, _) in measured.items()}
    parts = [NOTE, body, f"Dating takes {pace:.1f} ms a claim."]
    parts += [f"The first 100 errors on {n}:\n\n{faults(found)}" for n, (found, _) in measured.items()]
    record("dates", "python -m bench.dates", RESOLVE_VERSION, "\n\n".join(parts), values)


if __name__ == "__main__":
    main()
