"""Score the resolver alone: gold claims with their resolved fields taken away, then resolved again.

    python -m bench.resolve_slots [--gold train] [--no-events] [--errors country|date|casualties]

`--no-events` takes the event labels away too, as when a reader leaves them to be linked later.

Prints precision, recall and F1 of country, date and casualty (low, high), and seconds per claim.
"""

from __future__ import annotations

import argparse
import collections
import time
from pathlib import Path

import msgspec

from bench.gold import load_gold, strip_resolved
from contested.model import Claim, Document
from contested.resolve import Resolver

SLOTS = ("country", "date", "casualties")
Filler = tuple[object, ...] | str


def fillers(claim: Claim, slot: str) -> list[Filler]:
    """The slot's values as ../shared/gold/score.py compares them."""
    if slot == "country":
        return [claim.where.country.casefold()] if claim.where.country else []
    if slot == "date":
        when = claim.when
        return [(when.start, when.end)] if when.start or when.end else []
    return [(c.kind, c.low, c.high) for c in claim.casualties]


def score(pairs: list[tuple[Document, list[Claim]]], errors: str | None, events: bool) -> None:
    totals = {slot: collections.Counter[str]() for slot in SLOTS}
    resolver, seconds, n = Resolver(), 0.0, 0
    for document, gold in pairs:
        stripped = [strip_resolved(claim) for claim in gold]
        if not events:
            stripped = [msgspec.structs.replace(claim, event="") for claim in stripped]
        began = time.perf_counter()
        resolved = resolver.resolve(document, stripped)
        seconds += time.perf_counter() - began
        n += len(gold)
        for g, p in zip(gold, resolved, strict=True):
            for slot in SLOTS:
                want, got = fillers(g, slot), fillers(p, slot)
                both = sum((collections.Counter(want) & collections.Counter(got)).values())
                totals[slot].update(ok=both, gold=len(want), pred=len(got))
                if slot == errors and want != got:
                    words = [s.text for s in g.where.texts] if slot == "country" else g.when.text
                    print(document.key, document.published, words, "WANT", want, "GOT", got, p.rules)
    for slot, c in totals.items():
        precision, recall = c["ok"] / max(c["pred"], 1), c["ok"] / max(c["gold"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{slot:11s} P {precision:6.1%}  R {recall:6.1%}  F1 {f1:6.1%}  gold {c['gold']}")
    print(f"{n} claims, {1000 * seconds / max(n, 1):.2f} ms a claim")


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--gold", default="train", help="train, train-passages, dev or probes")
    cli.add_argument("--errors", choices=SLOTS, help="print the claims where this slot is wrong")
    cli.add_argument("--no-events", action="store_true", help="take the event labels away too")
    args = cli.parse_args()
    if args.errors and args.gold in ("dev", "probes"):
        cli.error("the texts of dev and probes are for measuring only")
    score(load_gold(args.shared / "gold" / args.gold), args.errors, not args.no_events)


if __name__ == "__main__":
    main()
