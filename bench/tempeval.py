"""Time expressions in news: `python -m bench.tempeval [--corpus NAME] [--errors N] [--no-record]`.

`../shared/data/tempeval3` has the training corpora of TempEval-3 (UzZaman et al. 2013): TimeBank, 183
documents, and AQUAINT, 73. The resolver gets the bare text of a document and its creation date (in a report
the publication date) and gives TIMEX3 expressions.

The measures are the task's: an expression is found *strictly* when its extent is the annotators', *relaxed*
when the two overlap (each of ours pairs with one of theirs); value F1 and type F1 count those found relaxed
whose TIMEX3 value, or type, is equal character by character. Documents are halved by a hash of their name:
rules were made looking at the developing half, the errors of the other were never looked at.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import SHARED, record
from contested.resolve.resolver import RESOLVE_VERSION
from contested.resolve.timex import find_times

FOLDER = SHARED / "data" / "tempeval3" / "Training" / "TBAQ-cleaned"
CORPORA = ("AQUAINT", "TimeBank")
SEED = "contested tempeval split 1"
NOTE = """Time expressions in the bare text of TempEval-3's training corpora, read against the document's day
of creation. Relaxed: the extents overlap. Value F1: relaxed, with the annotators' TIMEX3 value. HeidelTime's
published value F1 on the task's test set, which is not here, is about 77.6. Rules were made looking at the
developing half (a hash of the document's name); errors of the other half were not looked at."""
MEASURES = ("strict", "relaxed", "value", "type")


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression: code points [start, end), TIMEX3 type and value ("" when none is given)."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document of the corpora: its bare text, the day it was made and the annotators' expressions."""

    name: str
    text: str
    created: dt.date | None
    gold: tuple[Timex, ...]

    @property
    def developing(self) -> bool:
        """Whether the document is in the half that rules may be made from."""
        return hashlib.sha256(f"{SEED}:{self.name}".encode()).digest()[0] % 2 == 0


Pair = tuple[Timex | None, Timex | None]
"""(the annotators', ours): None where one side has nothing."""


def read_article(path: Path) -> Article:
    """One .tml file; raises ValueError when it has no TEXT."""
    root = ET.fromstring(path.read_bytes())
    body, stamp = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None:
        raise ValueError(f"no TEXT in {path.name}")
    parts: list[str] = []
    gold: list[Timex] = []
    _walk(body, parts, gold)
    value = stamp.get("value", "") if stamp is not None else ""
    created = dt.date.fromisoformat(value[:10]) if len(value) >= 10 else None
    return Article(path.stem, "".join(parts), created, tuple(sorted(gold, key=lambda t: t.start)))


def _walk(node: ET.Element, parts: list[str], gold: list[Timex]) -> None:
    start = sum(map(len, parts))
    parts.append(node.text or "")
    for child in node:
        _walk(child, parts, gold)
        parts.append(child.tail or "")
    end = sum(map(len, parts))
    if node.tag == "TIMEX3" and end > start:
        gold.append(Timex(start, end, node.get("type", ""), node.get("value", "")))


def pairs(gold: Sequence[Timex], ours: Sequence[Timex]) -> list[Pair]:
    """Pair what overlaps, one to one, in the order of the text; equal extents first."""
    same = {(o.start, o.end): o for o in ours}
    taken: set[tuple[int, int]] = set()
    result: list[Pair] = []
    rest = []
    for g in gold:
        if (g.start, g.end) in same and (g.start, g.end) not in taken:
            taken.add((g.start, g.end))
            result.append((g, same[g.start, g.end]))
        else:
            rest.append(g)
    for g in rest:
        near = (o for o in ours if o.start < g.end and g.start < o.end and (o.start, o.end) not in taken)
        found = next(near, None)
        if found:
            taken.add((found.start, found.end))
        result.append((g, found))
    result += [(None, o) for o in ours if (o.start, o.end) not in taken]
    return sorted(result, key=lambda p: (p[0] or p[1] or Timex(0, 0, "", "")).start)


def count(found: Sequence[Pair]) -> Counter[str]:
    """How many of each measure, and of both sides."""
    totals = Counter[str]()
    for g, o in found:
        totals.update(gold=g is not None, ours=o is not None)
        if g and o:
            totals.update(
                relaxed=1,
                strict=(g.start, g.end) == (o.start, o.end),
                value=g.value == o.value,
                type=g.type == o.type,
            )
    return totals


def rates(totals: Counter[str], measure: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of a measure, each 0 to 100."""
    precision = 100 * totals[measure] / max(totals["ours"], 1)
    recall = 100 * totals[measure] / max(totals["gold"], 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def ours(article: Article) -> list[Timex]:
    """What the resolver finds in the bare text."""
    found = find_times(article.text, published=article.created)
    return [Timex(t.start, t.end, t.type, t.value or "") for t in found]


def show(articles: Sequence[Article], limit: int) -> None:
    """Print what went wrong in the developing half, with the words around it."""
    shown = 0
    for article in articles:
        if not article.developing:
            continue
        for g, o in pairs(article.gold, ours(article)):
            if g and o and g.value == o.value and g.type == o.type:
                continue
            one = g or o
            if one is None or shown >= limit:
                continue
            shown += 1
            around = article.text[max(0, one.start - 60) : one.end + 40].replace("\n", " ")
            parts = [f"{t.type}|{t.value}|{article.text[t.start : t.end]!r}" if t else "-" for t in (g, o)]
            print(f"{article.name} {article.created}\n   GOLD {parts[0]}\n   OURS {parts[1]}\n   ...{around}")


def fault(g: Timex | None, o: Timex | None) -> str:
    """The class of an error, told from both sides without looking at the words around."""
    if g is None or o is None:
        one = o or g or Timex(0, 0, "", "")
        kind = "reference (now, the past)" if one.value.endswith("_REF") else one.type.lower() or "other"
        return f"{'spurious' if g is None else 'missed'}: {kind}"
    if g.value == o.value:
        return "right value, other type"
    if {g.type, o.type} == {"DATE", "TIME"} and g.value[:10] == o.value[:10]:
        return "part of a day: given as the day, or the reverse"
    if g.type != o.type:
        return "date for a length or set, or the reverse"
    if "X" in g.value + o.value or "_REF" in g.value + o.value:
        return "vague against exact"
    if g.value.startswith(o.value) or o.value.startswith(g.value) or len(g.value) != len(o.value):
        return "other granularity or spelling"
    if g.type == "DATE":
        return "too late (future for past)" if o.value > g.value else "too early (past for future)"
    return "other value"


def faults(articles: Sequence[Article]) -> str:
    """Markdown: the classes of the first hundred errors, in the order of names and text."""
    found = [
        fault(g, o)
        for a in articles
        for g, o in pairs(a.gold, ours(a))
        if not (g and o and g.value == o.value and g.type == o.type)
    ][:100]
    counted = sorted(Counter(found).items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(["| class | errors |", "|---|---|", *(f"| {name} | {n} |" for name, n in counted)])


def table(rows: Sequence[tuple[str, int, Counter[str]]]) -> str:
    """Markdown: one row per part of a corpus."""
    lines = [
        "| documents | expressions | strict P / R / F1 | relaxed P / R / F1 | value F1 | type F1 |",
        "|---|---|---|---|---|---|",
    ]
    for name, n, totals in rows:
        strict, relaxed = (" / ".join(f"{x:.1f}" for x in rates(totals, m)) for m in ("strict", "relaxed"))
        value, kind = (f"{rates(totals, m)[2]:.1f}" for m in ("value", "type"))
        lines.append(f"| {name} ({n}) | {totals['gold']} | {strict} | {relaxed} | **{value}** | {kind} |")
    return "\n".join(lines)


def measure(folder: Path, corpus: str) -> list[tuple[str, int, Counter[str]]]:
    """Counts of the whole corpus, of its developing half and of the half not looked at."""
    articles = [read_article(p) for p in sorted((folder / corpus).glob("*.tml"))]
    counted = [(a.developing, count(pairs(a.gold, ours(a)))) for a in articles]
    result = []
    for name, parts in (("all", (True, False)), ("developing half", (True,)), ("other half", (False,))):
        chosen = [c for developing, c in counted if developing in parts]
        result.append((f"{corpus}, {name}", len(chosen), sum(chosen, Counter[str]())))
    return result


def main() -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    cli.add_argument("--folder", type=Path, default=FOLDER)
    cli.add_argument("--corpus", choices=CORPORA, help="one of them; without it both")
    cli.add_argument("--errors", type=int, default=0, help="print so many errors of the developing half")
    cli.add_argument("--no-record", action="store_true", help="leave docs/benchmarks.md alone")
    args = cli.parse_args()
    corpora = [args.corpus] if args.corpus else list(CORPORA)
    if args.errors:
        for corpus in corpora:
            show([read_article(p) for p in sorted((args.folder / corpus).glob("*.tml"))], args.errors)
        return
    began = time.perf_counter()
    rows = [row for corpus in corpora for row in measure(args.folder, corpus)]
    seconds = time.perf_counter() - began
    print(table(rows))
    print(f"{seconds:.1f} s")
    if not args.no_record and not args.corpus:
        values = {name: {m: round(rates(t, m)[2], 2) for m in MEASURES} for name, _, t in rows}
        body = [NOTE, table(rows)]
        for corpus in corpora:
            articles = [read_article(p) for p in sorted((args.folder / corpus).glob("*.tml"))]
            body.append(
                f"The first 100 errors on {corpus}, classed by what both sides say:\n\n{faults(articles)}"
            )
        record("tempeval", "python -m bench.tempeval", RESOLVE_VERSION, "\n\n".join(body), values)


if __name__ == "__main__":
    main()
