"""Same-event links inside a report, and disputed fields, given the annotated claims without labels.

    python -m bench.link_within ../shared/gold/train            # figures
    python -m bench.link_within ../shared/gold/train --fit      # fits src/contested/link/data/within.yaml
    python -m bench.link_within ../shared/gold/train --halves   # fits one half, measures the other

"links" counts pairs of claims as `same event (links)` of the gold scorer does, with every claim found.
"bare" is the same when every value that stands outside the claim's own sentence is taken away:
what linking has to live with when nothing resolved the scene from context.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bench.gold import load_gold, load_raw
from contested.link import contested_fields
from contested.link.features import Facet, facets_of, features, forbidden
from contested.link.within import Weights, group, weights
from contested.model import Claim, Document, Mention, Perpetrator, Span, When, Where

Report = tuple[Document, list[Claim], set[str]]
Prepared = tuple[list[Claim], list[Facet]]
RARE = 8  # features seen in fewer pairs are left out
BAR, BEST_SHARE = -0.6, 0.15  # chosen on halves of train, where the figure is flat around them


def load(folder: Path) -> list[Report]:
    """Documents, claims in text order with their title claims marked, and the disputed fields."""
    found: list[Report] = []
    for (document, claims), raw in zip(load_gold(folder), load_raw(folder), strict=True):
        ordered = sorted((_in_title(document, c) for c in claims), key=lambda c: c.trigger.start)
        found.append((document, ordered, {c["field"] for c in raw["annotation"].get("contested", [])}))
    return found


def _in_title(document: Document, claim: Claim) -> Claim:
    title = document.title or ""
    inside = document.text.startswith(title[:20]) and claim.sentence.end <= len(title) + 3
    return msgspec.structs.replace(claim, section="title") if title and inside else claim


def bare(claim: Claim) -> Claim:
    """The claim with nothing but what stands in its own sentence."""
    low, high = claim.sentence.start, claim.sentence.end

    def here(x: Span | Mention) -> bool:
        return low <= x.start and x.end <= high

    who = claim.perpetrator
    names = tuple(m for m in who.names if here(m))
    if names != who.names:
        who = msgspec.structs.replace(who, names=names) if names else Perpetrator()
    texts = tuple(s for s in claim.where.texts if here(s))
    dated = claim.when.text is not None and here(claim.when.text)
    return msgspec.structs.replace(
        claim,
        perpetrator=who,
        target=tuple(m for m in claim.target if here(m)),
        where=msgspec.structs.replace(claim.where, texts=texts) if texts else Where(),
        when=claim.when if dated else When(),
        background=False,
    )


def prepare(reports: Iterable[Report], *, stripped: bool) -> list[Prepared]:
    found = []
    for document, claims, _ in reports:
        seen = [bare(c) for c in claims] if stripped else claims
        found.append((claims, facets_of(document, tuple(seen))))
    return found


def fit(prepared: Sequence[Prepared], ridge: float = 2.0) -> Weights:
    """Logistic regression by Newton's method with a ridge penalty, on all pairs that may join."""
    import numpy as np

    rows, same = [], []
    for claims, facets in prepared:
        for j in range(len(facets)):
            for i in range(j):
                if not forbidden(facets[i], facets[j]):
                    rows.append(features(facets[i], facets[j]))
                    same.append(claims[i].event == claims[j].event)
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, n in counts.items() if n >= RARE)
    index = {name: n + 1 for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1.0
    for n, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                x[n, index[name]] = value
    y = np.array(same, float)
    w, penalty = np.zeros(x.shape[1]), np.full(x.shape[1], ridge)
    penalty[0] = 1e-3
    for _ in range(12):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        w += np.linalg.solve(hessian, gradient)
    table = {name: round(float(w[index[name]]), 2) for name in names}
    bias = round(float(w[0]), 2)
    return Weights(version="1", bar=BAR, best_share=BEST_SHARE, bias=bias, features=table)


def links(prepared: Sequence[Prepared], table: Weights) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs, in percent."""
    ok = gold = found = 0
    for claims, facets in prepared:
        label = {m: n for n, members in enumerate(group(facets, table)) for m in members}
        for j in range(len(claims)):
            for i in range(j):
                a, b = claims[i].event == claims[j].event, label[i] == label[j]
                ok, gold, found = ok + (a and b), gold + a, found + b
    return _prf(ok, gold, found)


def disputes(reports: Sequence[Report]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of disputed fields per report, by field and over all, gold events given."""
    tally: dict[str, Counter[str]] = {}
    for _, claims, gold in reports:
        found = {c.field for c in contested_fields(claims)}
        for name in sorted(gold | found):
            hit = {"ok": name in gold and name in found, "gold": name in gold, "found": name in found}
            for key in (name, "all"):
                tally.setdefault(key, Counter()).update(hit)
    return {name: _prf(c["ok"], c["gold"], c["found"]) for name, c in sorted(tally.items())}


def _prf(ok: int, gold: int, found: int) -> tuple[float, float, float]:
    p, r = ok / found if found else 0.0, ok / gold if gold else 0.0
    return 100 * p, 100 * r, 100 * (2 * p * r / (p + r) if p + r else 0.0)


def _line(name: str, figure: tuple[float, float, float]) -> str:
    return f"{name:22s} P {figure[0]:5.1f}  R {figure[1]:5.1f}  F1 {figure[2]:5.1f}"


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("gold", type=Path)
    cli.add_argument("--fit", action="store_true")
    cli.add_argument("--halves", action="store_true")
    args = cli.parse_args()
    reports = load(args.gold)
    if args.halves:
        random.Random(1).shuffle(reports)
        half = len(reports) // 2
        train, reports = reports[:half], reports[half:]
        table = fit(prepare(train, stripped=False) + prepare(train, stripped=True))
    elif args.fit:
        table = fit(prepare(reports, stripped=False) + prepare(reports, stripped=True))
        _write(table)
    else:
        table = weights()
    print(_line("links", links(prepare(reports, stripped=False), table)))
    print(_line("links, bare", links(prepare(reports, stripped=True), table)))
    for name, figure in disputes(reports).items():
        print(_line(f"contested {name}", figure))


def _write(table: Weights) -> None:
    path = Path(__file__).parents[1] / "src/contested/link/data/within.yaml"
    head = (
        "# Log odds that two claims of a report are one occurrence; fitted by bench/link_within.py --fit.\n"
    )
    path.write_text(head + msgspec.yaml.encode(table).decode(), "utf-8")


if __name__ == "__main__":
    main()
