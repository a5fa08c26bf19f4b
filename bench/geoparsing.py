"""Geoparsing: LGL, TR-News and GeoVirus, given the place names and without.

    python -m bench.geoparsing [--gazetteer FILE] [--errors N] [--no-record]

A name without an answer counts as half the Earth away. `--errors N` lists the first N names of the
fit halves that are more than 161 km off.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from bench.places.corpora import CORPORA, Article, GoldName, load
from bench.places.measure import Figures, figures
from bench.report import SHARED, record
from contested.resolve.gazetteer import VERSION, Candidate, Gazetteer, gazetteer
from contested.resolve.names import find_names
from contested.resolve.places import distance_km
from contested.resolve.toponyms import Name, candidates, resolve_names

Judged = tuple[Article, GoldName, Candidate | None, float | None]


def judge(article: Article, entries: Gazetteer, outlets: bool = True) -> list[Judged]:
    """Each gold name with what it resolved to and the error in km."""
    names = [Name(n.start, n.end, n.text) for n in article.names]
    found = resolve_names(article.title, article.text, names, entries, article.domain if outlets else "")
    return [(article, n, c, error(n, c)) for n, c in zip(article.names, found, strict=True)]


def error(gold: GoldName, found: Candidate | None) -> float | None:
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return distance_km(gold.latitude, gold.longitude, found.latitude, found.longitude)


def exact(judged: list[Judged]) -> float | None:
    """Share of names with a GeoNames id that got that very settlement or second-order division."""
    towns = [(n.geoname, c) for _, n, c, _ in judged if n.geoname and n.feature[:3] == "PPL"]
    ids = [(gold, c.ref if c else "") for gold, c in towns]
    return sum(ref == f"geonames:{gold}" for gold, ref in ids) / len(ids) if ids else None


def classes(judged: list[Judged], entries: Gazetteer, most: int = 100) -> Counter[str]:
    """Why the first names that are more than 161 km off are, by what could have been answered."""
    far = [j for j in judged if j[3] is None or j[3] > 161][:most]
    return Counter(_class(n, found, entries) for _, n, found, _ in far)


def _class(gold: GoldName, found: Candidate | None, entries: Gazetteer) -> str:
    if found is None:
        return "the gazetteer has no such name"
    known = [(e, c) for c in candidates(gold.text, entries) if (e := error(gold, c)) is not None]
    gap, right = min(known, key=lambda pair: pair[0], default=(0.0, found))
    if gap > 161:
        wide = ("country", "region", "natural", "admin1")
        same = right.ref == found.ref and found.kind in wide
        return (
            "the right area, with another reference point"
            if same
            else "the place itself is not in the gazetteer"
        )
    if right.code != found.code:
        return "namesake in another country"
    if right.kind != found.kind:
        return "town for its division or country, or the reverse"
    return "namesake in the same country"


def class_table(counted: dict[str, Counter[str]]) -> str:
    names = sorted(
        {n for c in counted.values() for n in c}, key=lambda n: -sum(c[n] for c in counted.values())
    )
    head = f"| class of the first 100 errors | {' | '.join(counted)} |\n|---|{'---:|' * len(counted)}"
    return "\n".join([head, *(f"| {n} | {' | '.join(str(c[n]) for c in counted.values())} |" for n in names)])


class EndToEnd(NamedTuple):
    """Counts over texts whose names were not given: found by us, annotated, same span, and within 161 km."""

    found: int
    gold: int
    same: int
    located: int

    def line(self, name: str) -> str:
        cells = (_prf(hit, self.found, self.gold) for hit in (self.same, self.located))
        return f"| {name} | {' | '.join(cells)} |"


def _prf(hit: int, found: int, gold: int) -> str:
    return f"{hit / max(found, 1):.1%} / {hit / max(gold, 1):.1%} / {2 * hit / max(found + gold, 1):.1%}"


def end_to_end(articles: list[Article], entries: Gazetteer, outlets: bool = True) -> EndToEnd:
    """Find the names, then resolve them; a name is found when its span is exactly the annotated one."""
    total = EndToEnd(0, 0, 0, 0)
    for article in articles:
        found = [n for n in find_names(article.text, entries) if not _unlocated(article, n)]
        places = resolve_names(article.title, article.text, found, entries, article.domain if outlets else "")
        gold = {(n.start, n.end): n for n in article.names}
        pairs = [
            (gold[n.start, n.end], c) for n, c in zip(found, places, strict=True) if (n.start, n.end) in gold
        ]
        near = sum((e := error(n, c)) is not None and e <= 161 for n, c in pairs)
        more = EndToEnd(len(found), len(gold), len(pairs), near)
        total = EndToEnd(*(a + b for a, b in zip(total, more, strict=True)))
    return total


def _unlocated(article: Article, name: Name) -> bool:
    return any(name.start < end and start < name.end for start, end in article.unlocated)


def row(name: str, judged: list[Judged]) -> tuple[str, Figures, float | None]:
    return name, figures([e for *_, e in judged]), exact(judged)


def table(rows: list[tuple[str, Figures, float | None]]) -> str:
    lines = [
        "| corpus, half | names | within 161 km | within 25 km | median error | AUC of log error | no answer "
        "| exact (towns) |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, f, same in rows:
        lines.append(
            f"| {name} | {f.n} | {f.within[161.0]:.1%} | {f.within[25.0]:.1%} | {f.median:.1f} km "
            f"| {f.auc:.3f} | {f.unanswered / max(f.n, 1):.1%} | {'' if same is None else f'{same:.1%}'} |"
        )
    return "\n".join(lines)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument("--gazetteer", type=Path)
    cli.add_argument("--errors", type=int, default=0)
    cli.add_argument("--no-outlets", action="store_true", help="do not tell which outlet a text is from")
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args()
    entries, rows, began, names = gazetteer(args.gazetteer), [], time.perf_counter(), 0
    values: dict[str, Any] = {}
    counted: dict[str, Counter[str]] = {}
    for corpus in CORPORA:
        judged = [
            j
            for a in load(args.shared / "data/geoparsing", corpus)
            for j in judge(a, entries, not args.no_outlets)
        ]
        names += len(judged)
        for half in ("fit", "held", "all"):
            part = [j for j in judged if half in ("all", j[0].half)]
            rows.append(row(f"{corpus}, {half}", part))
            values[f"{corpus} {half}"] = rows[-1][1].within[161.0]
        counted[corpus] = classes(judged, entries)
        show(judged, args.errors)
    whole = [
        "| names not given | found, P / R / F1 | found and within 161 km, P / R / F1 |",
        "|---|---:|---:|",
    ]
    for corpus in CORPORA:
        articles = load(args.shared / "data/geoparsing", corpus)
        for half in ("fit", "held"):
            mine = [a for a in articles if a.half == half]
            whole.append(end_to_end(mine, entries, not args.no_outlets).line(f"{corpus}, {half}"))
    body = "\n\n".join([table(rows), "\n".join(whole), class_table(counted)])
    print(body, f"\n{1000 * (time.perf_counter() - began) / max(names, 1):.2f} ms a name")
    if not args.no_record:
        record("geoparsing", "python -m bench.geoparsing", VERSION, body, values)


def show(judged: list[Judged], most: int) -> None:
    """Names of the fit half that are far off: no text, only names and places."""
    far = [j for j in judged if j[0].half == "fit" and (j[3] is None or j[3] > 161)]
    for a, n, c, e in far[:most]:
        got = f"{c.name} {c.kind} {c.code}.{c.adm1}" if c else "-"
        print(
            a.corpus,
            a.id,
            n.text,
            n.feature,
            n.latitude,
            n.longitude,
            "GOT",
            got,
            "-" if e is None else round(e),
        )


if __name__ == "__main__":
    main()
