"""Sources and status given the gold triggers: `python -m bench.attribution [--gold DIR ...] [--wrong N]`.

A figure for two parts of the rule reader alone: everything else of the claim is given.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import time
from pathlib import Path
from typing import Any

from contested.extract.rules.attribution import attributions, source_of
from contested.extract.rules.parse import load
from contested.extract.rules.status import status_of

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument(
        "--gold", nargs="*", default=["train", "train-passages"], help="folders of ../shared/gold"
    )
    cli.add_argument(
        "--wrong", type=int, default=0, help="print this many wrong sources and status (never for dev)"
    )
    cli.add_argument("--cache", type=Path, help="folder for parses (spaCy DocBin)")
    args = cli.parse_args()
    sys.path.insert(0, str(GOLD))
    for name in args.gold:
        measure(name, args.wrong if name.startswith("train") else 0, args.cache)


def measure(name: str, wrong: int, cache: Path | None) -> None:
    from score import same_name  # type: ignore[import-not-found]  # the gold scorer's own comparison

    count: collections.Counter[str] = collections.Counter()
    files = [json.loads(p.read_text()) for p in sorted((GOLD / name).glob("*.json"))]
    docs = parsed(name, [f["article"]["text"] for f in files], cache)
    spent = 0.0
    shown = []
    for file, doc in zip(files, docs, strict=True):
        article = file["article"]
        started = time.perf_counter()
        said = attributions(doc, outlet=article.get("outlet"))
        spent += time.perf_counter() - started
        for claim in file["annotation"]["claims"]:
            trigger = locate(doc, article["text"], claim)
            if trigger is None:
                continue
            held = source_of(trigger, said)
            chain = held.chain if held else ()
            ours = chain[0].tokens.text if chain else None
            gold = claim["source"][0] if claim["source"] else None
            good = ours is not None and gold is not None and same_name(gold["text"], ours)
            count.update(gold=gold is not None, ours=ours is not None, ok=good)
            if good and gold is not None:
                count.update(kind=chain[0].kind == gold["kind"])
                count.update(length=len(chain) == len(claim["source"]))
            finding = status_of(trigger, held)
            status = "asserted" if claim["type"] == "threaten" else finding.status  # as the reader does
            hedged, found = claim["status"] != "asserted", status != "asserted"
            right = tally_status(count, claim["status"], status)
            if wrong:
                sentence = trigger.sent.text.strip().replace("\n", " ")[:330]
                if (gold is not None or ours is not None) and not good:
                    rule = held.rule if held else None
                    said_by = f"gold={gold and gold['text']!r} ours={ours!r} {rule}"
                    shown.append(f"SOURCE {said_by} [{trigger}] {article['id']}: {sentence}")
                if (hedged or found) and not right:
                    told = f"gold={claim['status']} ours={finding.status} {finding.rule} {finding.cue}"
                    shown.append(f"STATUS {told} [{trigger}]: {sentence}")
    report(name, count, spent, sum(len(f["article"]["text"]) for f in files))
    step = max(1, len(shown) // wrong) if wrong else 1
    print(*shown[::step], sep="\n")


def tally_status(count: collections.Counter[str], gold: str, ours: str) -> bool:
    """Count one status; True when both say the same and it is not the default."""
    right = gold == ours != "asserted"
    count.update(s_gold=gold != "asserted", s_ours=ours != "asserted", s_ok=right)
    count.update([f"{gold} gold", f"{ours} ours"])
    count[f"{ours} ok"] += gold == ours
    return right


def parsed(name: str, texts: list[str], cache: Path | None) -> list[Any]:
    from spacy.tokens import DocBin

    nlp = load()
    file = cache / f"{name}.bin" if cache else None
    if file and file.exists():
        return list(DocBin().from_disk(file).get_docs(nlp.vocab))
    docs = list(nlp.pipe(texts, batch_size=16))
    if file:
        DocBin(docs=docs).to_disk(file)
    return docs


def locate(doc: Any, text: str, claim: dict[str, Any]) -> Any:
    """The root token of the gold trigger."""
    quote, trigger = claim["quote"], claim["trigger"]
    start = text.find(quote) + max(quote.find(trigger), 0)
    span = doc.char_span(start, start + len(trigger), alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def report(name: str, count: collections.Counter[str], spent: float, size: int) -> None:
    def line(ok: int, gold: int, ours: int) -> str:
        p, r = 100 * ok / max(ours, 1), 100 * ok / max(gold, 1)
        f1 = 2 * p * r / max(p + r, 1e-9)
        return f"P {p:5.1f}  R {r:5.1f}  F1 {f1:5.1f}  (gold {gold}, ours {ours})"

    print(f"== {name}")
    print("source      ", line(count["ok"], count["gold"], count["ours"]))
    right = max(count["ok"], 1)
    print(
        f"  of the right ones: kind {count['kind'] / right:.3f}, chain length {count['length'] / right:.3f}"
    )
    print("status      ", line(count["s_ok"], count["s_gold"], count["s_ours"]))
    for status in ("alleged", "denied", "planned", "unclear"):
        print(
            f"  {status:10s}", line(count[f"{status} ok"], count[f"{status} gold"], count[f"{status} ours"])
        )
    print(f"attribution: {1000 * spent * 4000 / max(size, 1):.2f} ms per 4,000 characters")


if __name__ == "__main__":
    main()
