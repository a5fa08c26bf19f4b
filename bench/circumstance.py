"""Measure the rule reader's casualties, places and times when the gold triggers are given.

usage: python -m bench.circumstance [--gold train] [--sample N] [--misses SLOT] [--shared ../shared]

Prints precision, recall and F1 per slot with the matching rules of the gold scorer: casualties by
kind and counts, the first place by `same_name`, and the time words by `same_name`.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import time
from pathlib import Path
from typing import Any

from contested.extract.rules import parse
from contested.extract.rules.casualties import casualties, casualties_of
from contested.resolve.counts import count_range


def counts(finding: Any) -> tuple[int | None, int | None]:
    """The count phrase as (low, high), read by resolve/; a number for both kinds is 1 to N."""
    low, high = count_range(finding.text.text) or (1, None)
    return (1, high) if finding.shared and low else (low, high)


def scorer(shared: Path) -> Any:
    """The gold scorer as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def trigger_token(doc: Any, text: str, claim: dict[str, Any]) -> Any:
    """The token of the gold trigger: the root of the words inside the quote."""
    at = text.find(claim["quote"])
    start = at + max(claim["quote"].find(claim["trigger"]), 0)
    span = doc.char_span(start, start + len(claim["trigger"]), alignment_mode="expand")
    return span.root if span is not None and len(span) else doc[0]


def load_docs(files: list[Path], cache: Path | None) -> list[tuple[dict[str, Any], Any]]:
    """Gold files with their parsed text; `cache` may hold parses made before."""
    nlp = parse.load()
    gold = [json.loads(f.read_text("utf-8")) for f in files]
    if cache and cache.exists():
        from spacy.tokens import DocBin

        docs = {d.text: d for d in DocBin().from_disk(cache).get_docs(nlp.vocab)}
        return [(g, docs[g["article"]["text"]]) for g in gold]
    return [(g, nlp(g["article"]["text"])) for g in gold]


def predict(doc: Any, triggers: list[Any]) -> list[dict[str, Any]]:
    """Per trigger the three slots in comparable form."""
    from contested.extract.rules.places import place_mentions, place_of
    from contested.extract.rules.times import time_mentions, time_of

    harm, places, times = casualties(doc), place_mentions(doc), time_mentions(doc)
    out = []
    for trigger in triggers:
        mine = casualties_of(trigger, harm, triggers)
        place, when = place_of(trigger, places, triggers), time_of(trigger, times, triggers)
        out.append(
            {
                "casualties": [(f.kind, *counts(f)) for f in mine],
                "casualty_texts": [(f.text.text, f.rule) for f in mine],
                "place": [t.text for t in place.texts[:1]] if place else [],
                "place_rule": place.rule if place else None,
                "offset": [place.offset.text] if place and place.offset else [],
                "when": [when.text.text] if when else [],
                "when_rule": when.rule if when else None,
            }
        )
    return out


def gold_slots(claim: dict[str, Any]) -> dict[str, list[Any]]:
    """The same slots as annotated."""
    where, when = claim["where"], claim["when"]
    return {
        "casualties": [(c["kind"], c.get("low"), c.get("high")) for c in claim["casualties"]],
        "place": where["texts"][:1],
        "offset": [where["offset"]] if where.get("offset") else [],
        "when": [when["text"]] if when.get("text") else [],
    }


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--gold", default="train", help="folders under gold/, joined by commas")
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--sample", type=int, default=1, help="use every Nth file")
    cli.add_argument("--misses", help="print what went wrong in this slot")
    cli.add_argument("--cache", type=Path, help="folder with parses (FOLDER.spacy) made before")
    args = cli.parse_args()
    score = scorer(args.shared)
    total: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    seconds, size = 0.0, 0
    for folder in args.gold.split(","):
        files = sorted((args.shared / "gold" / folder).glob("*.json"))[:: args.sample]
        for gold, doc in load_docs(files, args.cache and args.cache / f"{folder}.spacy"):
            text, claims = gold["article"]["text"], gold["annotation"]["claims"]
            triggers = [trigger_token(doc, text, c) for c in claims]
            began = time.perf_counter()
            found = predict(doc, triggers)
            seconds, size = seconds + time.perf_counter() - began, size + len(text)
            for claim, mine in zip(claims, found, strict=True):
                tally(score, total, gold_slots(claim), mine, claim, args.misses if folder != "dev" else None)
    print(f"{'':12s}    P     R    F1   gold  pred")
    for slot, c in total.items():
        f = score.prf(c["ok"], c["gold"], c["pred"])
        percent = " ".join(f"{100 * f[name]:5.1f}" for name in ("p", "r", "f1"))
        print(f"{slot:12s} {percent} {c['gold']:6d} {c['pred']:5d}")
    print(f"{1000 * seconds / max(size, 1) * 4096:.1f} ms per 4 kB of text, parsing not counted")


def tally(
    score: Any,
    total: Any,
    want: dict[str, list[Any]],
    got: dict[str, Any],
    claim: dict[str, Any],
    misses: str | None,
) -> None:
    """Add one claim's hits, and print it when it is a miss that was asked for."""
    for slot, gold in want.items():
        name = slot if slot == "casualties" else "place"
        ok = score.hits(gold, got[slot], name)
        total[slot].update(ok=ok, gold=len(gold), pred=len(got[slot]))
        if misses == slot and (ok < len(gold) or ok < len(got[slot])):
            why = got["casualty_texts"] if slot == "casualties" else got.get(f"{slot}_rule")
            print(
                f"{claim['type']} [{claim['trigger']}] gold {gold} got {got[slot]} {why}\n"
                f"    {claim['quote'][:300]!r}"
            )


if __name__ == "__main__":
    main()
