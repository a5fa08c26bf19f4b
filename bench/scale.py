"""Linking from ten thousand to a million simulated claims whose truth is known.

    python -m bench.scale [--sizes 10000 30000 100000 300000 1000000] [--no-record]
    python -m bench.scale --incremental [--sizes 30000]

Each size runs in a process of its own. Counted: from claims in memory to groups of claims (`link`);
making incidents of the groups (`fuse`) is told apart. Simulating is not counted in the time, but the
claims that it leaves in memory are counted in the peak.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.report import ROOT, record
from bench.simulate import simulate
from contested.link import LINK_VERSION, link
from contested.link.cluster import cluster, doc_events
from contested.model import Claim, DocumentHead

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
PICTURE = ROOT / "docs" / "images" / "scale.svg"
FUSED_UP_TO = 30_000


def agreement(groups: Iterable[Sequence[str]], truth: Mapping[str, int]) -> dict[str, float]:
    """B3 (Bagga and Baldwin 1998) and pairwise precision, recall and F1, over claims."""
    sizes, pairs_true = Counter(truth.values()), 0
    precision = recall = 0.0
    both = said = 0
    for group in groups:
        found = Counter(truth[c] for c in group)
        said += math.comb(len(group), 2)
        for occurrence, n in found.items():
            precision += n * n / len(group)
            recall += n * n / sizes[occurrence]
            both += math.comb(n, 2)
    pairs_true = sum(math.comb(n, 2) for n in sizes.values())
    p, r = precision / len(truth), recall / len(truth)
    pp, pr = both / said if said else 1.0, both / pairs_true if pairs_true else 1.0
    scores = {"b3_p": p, "b3_r": r, "b3": _f1(p, r), "pair_p": pp, "pair_r": pr, "pair": _f1(pp, pr)}
    return {name: round(100 * value, 2) for name, value in scores.items()}


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def one(size: int) -> dict[str, Any]:
    """Simulate, link and score one size, in this process."""
    heads: dict[str, DocumentHead] = {}
    claims: list[Claim] = []
    truth: dict[str, int] = {}
    for report in simulate(size, fingerprints=size <= FUSED_UP_TO):
        heads[report.head.id] = report.head
        claims += report.claims
        truth.update((c.id, t) for c, t in zip(report.claims, report.truth, strict=True))
    before, start, worked = _peak_gb(), time.perf_counter(), time.process_time()
    groups = cluster(doc_events(heads, claims))
    spent, work, after = time.perf_counter() - start, time.process_time() - worked, _peak_gb()
    found: dict[str, Any] = {
        "claims": len(claims),
        "reports": len(heads),
        "link_s": round(spent, 1),
        "cpu_s": round(work, 1),
    }
    found |= {"claims_gb": round(before, 2), "peak_gb": round(after, 2), "incidents": len(groups)}
    found |= agreement([[c.id for m in g.members for c in m.claims] for g in groups], truth)
    if size <= FUSED_UP_TO:
        start = time.perf_counter()
        link(heads, claims)
        found["whole_s"] = round(time.perf_counter() - start, 1)
    return found


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def body(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = [
        "Simulated wars (`bench/simulate`; noise as in MAVERICK's coded reports); scores over claims.",
        "",
        "| claims | reports | incidents | link, s | per 1,000 claims, s | with fusion, s | peak, GB "
        "| B3 | B3 P | B3 R | pairwise F1 |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for r in rows:
        each = 1000 * r["link_s"] / r["claims"]
        lines.append(
            f"| {r['claims']:,} | {r['reports']:,} | {r['incidents']:,} | {r['link_s']:,} | {each:.2f} | "
            f"{r.get('whole_s', '')} | {r['peak_gb']} | {r['b3']} | {r['b3_p']} | {r['b3_r']} | {r['pair']} |"
        )
    lines += ["", "![Seconds against claims](images/scale.svg)"]
    return "\n".join(lines)


def picture(rows: Sequence[Mapping[str, Any]]) -> str:
    """Seconds against claims, both logarithmic; the dashed line is growth in proportion from the first."""

    def at(claims: float, seconds: float) -> tuple[float, float]:
        return 60 + (math.log10(claims) - 4) * 180, 260 - (math.log10(max(seconds, 0.1)) + 1) * 50

    points = [at(r["claims"], r["link_s"]) for r in rows]
    first = rows[0]
    ends = at(first["claims"], first["link_s"]), at(1e6, first["link_s"] * 1e6 / first["claims"])
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300" font-family="sans-serif" '
        'font-size="11">',
        '<rect width="480" height="300" fill="white"/>',
    ]
    for power in range(-1, 5):
        y = at(1e4, 10.0**power)[1]
        parts.append(
            f'<path d="M60 {y:.0f}H430" stroke="#ddd"/><text x="8" y="{y + 4:.0f}">{10.0**power:g} s</text>'
        )
    for power, label in ((4, "10 thousand"), (5, "100 thousand"), (6, "1 million")):
        parts.append(f'<text x="{at(10**power, 1)[0] - 30:.0f}" y="282">{label}</text>')
    (x, y), (u, v) = ends
    parts.append(
        f'<path d="M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}" stroke="#999" stroke-dasharray="4 4" fill="none"/>'
    )
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    parts.append(f'<path d="M{line}" stroke="#b03a2e" stroke-width="2" fill="none"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#b03a2e"/>' for x, y in points]
    return "\n".join([*parts, "</svg>", ""])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--incremental", action="store_true", help="one report into a linked ledger")
    parser.add_argument("--no-record", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.one:
        print(json.dumps(one(asked.one)))
        return
    if asked.incremental:
        from bench.scale_incremental import run

        run(asked.sizes or [30_000], keep=not asked.no_record)
        return
    rows = [_child(size) for size in asked.sizes or SIZES]
    print(body(rows))
    if not asked.no_record:
        PICTURE.write_text(picture(rows), encoding="utf-8")
        record("scale", "python -m bench.scale", LINK_VERSION, body(rows), {"rows": rows})


def _child(size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.scale", "--one", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    print(json.dumps(found), file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    main()
