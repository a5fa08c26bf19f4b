"""Copies with known truth, made from real reports at run time, and how many are found.

    python -m bench.copies                # both corpora in ../shared/data
    python -m bench.copies --no-record    # without writing docs/benchmarks.md

Of every fifth report (by a hash of its id) a later report is made: a light edit of the whole, some of its
paragraphs inside another report, a single sentence of it inside another report, or an update with paragraphs
of another report. The rest stay as they are, and so do real reports of one shooting (gva), which tell the
same event in their own words, or do not. No text is kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench import report
from contested.link.copies import Kind, Relation, relations
from contested.link.origins import copies_of
from contested.model import DocumentHead
from contested.read.fingerprint import sketch
from contested.read.passages import passages

FILES = ("gva.jsonl", "aljazeera-gaza.jsonl")
KINDS: tuple[Kind, ...] = ("copy", "part", "quote", "update")
SEED = 5
EDITED = 0.04  # share of words that a light edit changes
Report = dict[str, Any]
Truth = dict[tuple[str, str], Kind]
"""(later report, earlier report) -> what was made."""


def load(path: Path, limit: int | None = None) -> list[Report]:
    """Reports as they are in the file, with their incident where the file tells it."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [r for r in rows if len(r["text"].split()) >= 80][:limit]


def make(reports: Sequence[Report], seed: int = SEED) -> tuple[list[Report], Truth]:
    """Made reports and what each carries of which earlier one; the same for one seed."""
    rng = random.Random(seed)
    chosen = [r for r in reports if int(sha256(r["id"].encode()).hexdigest(), 16) % 5 == 0]
    hosts = [r for r in reports if int(sha256(r["id"].encode()).hexdigest(), 16) % 5 == 1]
    made: list[Report] = []
    truth: Truth = {}
    for n, source in enumerate(chosen):
        kind = KINDS[n % len(KINDS)]
        host = hosts[rng.randrange(len(hosts))]
        text, outlet = _made(kind, source, host, rng)
        name = f"made {n}"
        made.append({"id": name, "text": text, "outlet": outlet, "published": "2099-01-01"})
        truth[name, source["id"]] = kind
        if kind in ("part", "quote"):
            truth[name, host["id"]] = "copy"  # the report that it was put into is carried as a whole
        if kind == "update":
            truth[name, host["id"]] = "part"
    return made, truth


def _made(kind: Kind, source: Report, host: Report, rng: random.Random) -> tuple[str, str]:
    paragraphs = [p for p in source["text"].split("\n") if p.strip()]
    other = [p for p in host["text"].split("\n") if p.strip()]
    if kind == "copy":
        return "\n".join(_edited(p, rng) for p in paragraphs), "made copy"
    if kind == "update":
        whole = [_edited(p, rng) for p in paragraphs]
        return "\n".join([*other[: max(2, len(other) // 2)], *whole]), str(source.get("outlet") or "made")
    told = _sentences(source["text"], rng, 1 if kind == "quote" else 4)
    at = rng.randrange(len(other) + 1)
    return "\n".join([*other[:at], *(_edited(t, rng) for t in told), *other[at:]]), "made part"


def _sentences(text: str, rng: random.Random, number: int) -> list[str]:
    """Neighbouring sentences of 12 words or more, far enough in to be no headline."""
    long = [s for s in text.replace("\n", " ").split(". ") if 12 <= len(s.split()) <= 50] or [text[:400]]
    start = rng.randrange(max(1, len(long) - number + 1))
    return [f"{s}." for s in long[start : start + number]]


def _edited(text: str, rng: random.Random) -> str:
    """Some words dropped or put in another place."""
    kept = []
    for word in text.split(" "):
        draw = rng.random()
        if draw < EDITED / 2:
            continue
        kept.append(f"{word} also" if draw < EDITED else word)
    return " ".join(kept)


def heads_of(reports: Sequence[Report]) -> list[DocumentHead]:
    """What linking has of them."""
    return [
        DocumentHead(
            id=r["id"],
            outlet=r.get("outlet"),
            published=dt.date.fromisoformat(r["published"]) if r.get("published") else None,
            fingerprint=sketch(r["text"]),
            passages=passages(r["text"]),
        )
        for r in reports
    ]


def scores(truth: Truth, found: Sequence[Relation], made: set[str]) -> dict[str, dict[str, float]]:
    """Per kind: how many were made, the share found at all and found as that kind; and precision of all."""
    pairs = {(r.document, r.original): r.kind for r in found}
    result: dict[str, dict[str, float]] = {}
    for kind in KINDS:
        wanted = [pair for pair, k in truth.items() if k == kind]
        got = sum(pair in pairs for pair in wanted)
        named = sum(pairs.get(pair) == kind for pair in wanted)
        n = max(1, len(wanted))
        result[kind] = {"made": len(wanted), "recall": got / n, "as_kind": named / n}
    ours = [pair for pair in pairs if pair[0] in made]
    result["all"] = {
        "found": len(ours),
        "precision": sum(pair in truth for pair in ours) / max(1, len(ours)),
        "precision_beyond_quotes": _precise([p for p in ours if pairs[p] != "quote"], truth),
        "recall": sum(pair in pairs for pair in truth) / max(1, len(truth)),
    }
    return result


def _precise(pairs: Sequence[tuple[str, str]], truth: Truth) -> float:
    return sum(pair in truth for pair in pairs) / max(1, len(pairs))


def measure(path: Path, limit: int | None = None) -> dict[str, Any]:
    """All figures of one corpus."""
    real = load(path, limit)
    known = heads_of(real)
    there = relations(known)
    made, truth = make(real)
    start = time.perf_counter()
    new = heads_of(made)
    reading = time.perf_counter() - start
    start = time.perf_counter()
    found = relations([*known, *new])
    seconds = time.perf_counter() - start
    # a made report carries what its source had carried: then the source's own source is as right
    carries: dict[str, set[str]] = {}
    for relation in there:
        carries.setdefault(relation.document, set()).add(relation.original)
    relaxed = _rooted(found, truth, carries)
    leaders = copies_of([*known, *new])
    whole = [pair for pair, k in truth.items() if k == "copy" and pair[0].startswith("made")]
    return {
        "reports": len(real),
        "real": dict(Counter(r.kind for r in there)),
        "same_event": _same_event(real, there),
        "scores": scores(truth, relaxed, {m["id"] for m in made}),
        "sketch_recall": sum(leaders[a] in (b, leaders[b]) for a, b in whole) / max(1, len(whole)),
        "fingerprint_seconds_per_10k": reading / max(1, len(made)) * 10_000,
        "compare_seconds_per_10k": seconds / (len(real) + len(made)) * 10_000,
    }


def _rooted(found: Sequence[Relation], truth: Truth, carries: dict[str, set[str]]) -> list[Relation]:
    """Relations to a report that the true one itself carries are relations to the true one."""
    result: dict[tuple[str, str], Relation] = {(r.document, r.original): r for r in found}
    by_late: dict[str, list[str]] = {}
    for late, early in truth:
        by_late.setdefault(late, []).append(early)
    for (late, early), relation in list(result.items()):
        through = [t for t in by_late.get(late, []) if early != t and early in carries.get(t, ())]
        if through and (late, early) not in truth:
            del result[late, early]
            for true in through:
                result.setdefault((late, true), relation)
    return list(result.values())


def _same_event(reports: Sequence[Report], found: Sequence[Relation]) -> dict[str, int]:
    """Pairs of reports of one incident (gva), and how many of the relations found are within one."""
    incident = {r["id"]: r["incident"]["incident"] for r in reports if isinstance(r.get("incident"), dict)}
    if not incident:
        return {}
    sizes = Counter(incident.values())
    whole = [r for r in found if r.kind != "quote" and r.kind != "part"]
    return {
        "pairs": sum(n * (n - 1) // 2 for n in sizes.values()),
        "whole_inside": sum(incident.get(r.document) == incident.get(r.original) for r in whole),
        "whole": len(whole),
    }


def body(figures: dict[str, dict[str, Any]]) -> str:
    """The block of docs/benchmarks.md."""
    lines = [
        "| corpus | reports | kind | made | found | found as that kind | precision of all |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, found in figures.items():
        for kind in KINDS:
            row = found["scores"][kind]
            lines.append(
                f"| {name} | {found['reports']} | {kind} | {row['made']:.0f} | {100 * row['recall']:.1f} | "
                f"{100 * row['as_kind']:.1f} | {100 * found['scores']['all']['precision']:.1f} |"
            )
    return "\n".join([*lines, "", *_words(figures)])


def _words(figures: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, found in figures.items():
        real = ", ".join(f"{n} {kind}" for kind, n in sorted(found["real"].items())) or "none"
        yield f"{name}: among the real reports themselves: {real}."
        if event := found["same_event"]:
            yield (
                f"Of the {event['whole']} that carry a whole report, {event['whole_inside']} are of "
                "one incident; "
                f"{event['pairs']} pairs of reports tell one incident."
            )
        beyond = 100 * found["scores"]["all"]["precision_beyond_quotes"]
        yield (
            f"Precision without single passages: {beyond:.1f} %. "
            f"Sketches of whole texts alone find {100 * found['sketch_recall']:.1f} % of the carried wholes. "
            f"Per 10,000 reports: {found['fingerprint_seconds_per_10k']:.0f} s to fingerprint, "
            f"{found['compare_seconds_per_10k']:.1f} s to compare."
        )
        yield ""
    yield (
        "Precision counts pairs of a made report and an earlier one that were not made: what real "
        "reports share with each other counts against it. "
        "Nothing was tuned on these figures."
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-record", action="store_true")
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(arguments)
    figures = {name.split(".")[0]: measure(report.SHARED / "data" / name, given.limit) for name in FILES}
    text = body(figures)
    print(text)
    if not given.no_record:
        report.record("copies", "python -m bench.copies", f"seed {SEED}", text, {"figures": figures})


if __name__ == "__main__":
    main()
