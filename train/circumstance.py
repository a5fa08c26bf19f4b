"""Fit the weights of data/circumstance.yaml: which place and which time belong to a trigger.

usage: python -m train.circumstance place|time [--gold train,train-passages] [--folds 5] [--write]

A softmax over each trigger's candidates (numpy, full batch, L2): the probability of the annotated
words is made large. With --folds it first prints the accuracy on held-out articles, so that a gain
that is only memory shows. Needs ../shared; the package itself needs only the numbers written here.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench.circumstance import load_docs, scorer, trigger_token
from contested.extract.rules import places, times

DATA = Path(__file__).parent.parent / "src/contested/extract/rules/data/circumstance.yaml"
Example = tuple[int, list[tuple[str, ...]], list[bool]]


def examples(kind: str, pairs: list[tuple[dict[str, Any], Any]], same: Any) -> list[Example]:
    """(article number, relations of each candidate, which candidates are right)."""
    out: list[Example] = []
    for number, (gold, doc) in enumerate(pairs):
        text, claims = gold["article"]["text"], gold["annotation"]["claims"]
        triggers = [trigger_token(doc, text, c) for c in claims]
        module: Any = places if kind == "place" else times
        mentions = module.place_mentions(doc) if kind == "place" else module.time_mentions(doc)
        for claim, trigger in zip(claims, triggers, strict=True):
            names = claim["where"]["texts"][:1] if kind == "place" else [claim["when"].get("text") or ""]
            found = module.candidates(trigger, mentions)
            rows = [module.relations_of(trigger, m, mentions, triggers) for m in found]
            right = [bool(names and names[0]) and same(names[0], m.span.text) for m in found]
            if kind == "time":
                rows.append(module.none_relations(trigger, mentions, triggers))
                right.append(not names[0])
            out.append((number, rows, right))
    return out


def fit(data: list[Example], names: dict[str, int], penalty: float, steps: int = 400) -> np.ndarray:
    """Weights that make the annotated candidates likely (Adam on the full batch)."""
    rows, group, right = [], [], []
    for i, (_, found, ok) in enumerate(e for e in data if any(e[2])):
        for relations, good in zip(found, ok, strict=True):
            rows.append([names[r] for r in relations if r in names])
            group.append(i)
            right.append(good)
    flat = np.concatenate([np.array(r, dtype=int) for r in rows])
    owner = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    groups, wanted_rows = np.array(group), np.array(right)
    n = groups[-1] + 1
    weight, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        value = np.bincount(owner, weight[flat], len(rows))
        top = np.full(n, -np.inf)
        np.maximum.at(top, groups, value)
        power = np.exp(value - top[groups])
        everything = power / np.bincount(groups, power, n)[groups]
        correct = np.where(wanted_rows, power, 0)
        wanted = correct / np.maximum(np.bincount(groups, correct, n), 1e-12)[groups]
        slope = np.bincount(flat, (everything - wanted)[owner], len(names)) / n + penalty * weight
        m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
        weight -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return weight


def accuracy(data: list[Example], names: dict[str, int], weight: np.ndarray) -> tuple[float, float]:
    """Share of triggers whose best candidate is right, and share where any candidate is."""
    hit = reach = 0
    for _, found, ok in data:
        if not found:
            continue
        values = [sum(weight[names[r]] for r in rel if r in names) for rel in found]
        hit += ok[int(np.argmax(values))]
        reach += any(ok)
    return hit / len(data), reach / len(data)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("kind", choices=("place", "time"))
    cli.add_argument("--gold", default="train,train-passages")
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--cache", type=Path)
    cli.add_argument("--folds", type=int, default=0)
    cli.add_argument("--penalty", type=float, default=2e-4)
    cli.add_argument("--write", action="store_true")
    args = cli.parse_args()
    pairs = []
    for folder in args.gold.split(","):
        files = sorted((args.shared / "gold" / folder).glob("*.json"))
        pairs += load_docs(files, args.cache and args.cache / f"{folder}.spacy")
    data = examples(args.kind, pairs, scorer(args.shared).same_name)
    count: dict[str, int] = {}
    for _, found, _ in data:
        for relations in found:
            for name in relations:
                count[name] = count.get(name, 0) + 1
    names = {name: i for i, name in enumerate(sorted(n for n, c in count.items() if c >= 12))}
    for fold in range(args.folds):
        train = [e for e in data if e[0] % args.folds != fold]
        test = [e for e in data if e[0] % args.folds == fold]
        hit, reach = accuracy(test, names, fit(train, names, args.penalty))
        print(f"{fold} held out: hit {hit:.3f}, in reach {reach:.3f}")
    if args.write or not args.folds:
        weight = fit(data, names, args.penalty)
        hit, reach = accuracy(data, names, weight)
        print(f"all: hit {hit:.3f}, in reach {reach:.3f}")
        if args.write:
            table = yaml.safe_load(DATA.read_text("utf-8"))
            table[args.kind] = {
                n: round(float(weight[i]), 2) for n, i in names.items() if abs(weight[i]) >= 0.05
            }
            head = "# Weights of the relations between a trigger and a place or time.\n"
            head += "# Fitted by train/circumstance.py; do not edit by hand.\n"
            DATA.write_text(head + yaml.safe_dump(table, allow_unicode=True, width=100), "utf-8")


if __name__ == "__main__":
    main()
