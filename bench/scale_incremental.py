"""One report more in a linked ledger: `python -m bench.scale --incremental`."""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bench.report import record
from bench.simulate import Simulated, document_of, simulate
from contested.ledger import Ledger, Reading, open_ledger
from contested.link import LINK_VERSION
from contested.model import Run
from contested.pipeline import relink
from contested.pipeline.linking import link_all

NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
HELD_BACK = 200
"""One report in so many joins later."""
MEASURED = 150


def _reading(report: Simulated) -> Reading:
    return Reading(
        document=document_of(report),
        claims=report.claims,
        version="simulation",
        reader="simulation",
        run_id="r_1",
        at=NOW,
    )


def measure(size: int, path: Path) -> dict[str, Any]:
    """Fill a ledger, link it, then add reports that were held back, one by one; milliseconds of each."""
    later: list[Simulated] = []
    with open_ledger(path, create=True) as ledger:
        ledger.begin_run(Run(id="r_1", started=NOW, command="bench", version="0", reader="simulation"))
        start = time.perf_counter()
        claims = _fill(ledger, size, later)
        filled = time.perf_counter()
        incidents = link_all(ledger)
        linked = time.perf_counter()
        spent = [_add(ledger, report) for report in later[:: max(1, len(later) // MEASURED)][:MEASURED]]
    order, work = (sorted(values) for values in zip(*spent, strict=True))
    return {
        "claims": claims,
        "incidents": incidents,
        "fill_s": round(filled - start, 1),
        "link_s": round(linked - filled, 1),
        "added": len(order),
        "median_ms": round(statistics.median(order), 1),
        "p90_ms": round(order[int(0.9 * len(order))], 1),
        "worst_ms": round(order[-1], 1),
        "cpu_median_ms": round(statistics.median(work), 1),
        "cpu_p90_ms": round(work[int(0.9 * len(work))], 1),
        "cpu_worst_ms": round(work[-1], 1),
        "under_200": round(100 * sum(ms < 200 for ms in order) / len(order), 1),
        "file_gb": round(path.stat().st_size / 1e9, 2),
    }


def _fill(ledger: Ledger, size: int, later: list[Simulated]) -> int:
    claims, number = 0, 0
    stream = simulate(size)
    while chunk := list(islice(stream, 500)):
        batch = []
        for report in chunk:
            number += 1
            if number % HELD_BACK:
                batch.append(_reading(report))
                claims += len(report.claims)
            else:
                later.append(report)
        ledger.add_readings(batch)
    return claims


def _add(ledger: Ledger, report: Simulated) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    start, worked = time.perf_counter(), time.process_time()
    ledger.add_readings([_reading(report)])
    relink(ledger)
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)


def body(rows: Sequence[dict[str, Any]]) -> str:
    lines = [
        "A report is stored, linked and its incidents fused, in a ledger on disk that is linked already; the "
        "result is that of linking everything (property test in `tests/pipeline/test_pipeline_linking.py`).",
        "",
        "| claims | incidents | link all, s | reports added | median, ms | 90th percentile, ms | worst, ms "
        "| processor: median | 90th | worst | under 200 ms | file, GB |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {r['claims']:,} | {r['incidents']:,} | {r['link_s']} | {r['added']} | {r['median_ms']} "
        f"| {r['p90_ms']} | {r['worst_ms']} | {r['cpu_median_ms']} | {r['cpu_p90_ms']} | {r['cpu_worst_ms']} "
        f"| {r['under_200']} % | {r['file_gb']} |"
        for r in rows
    ]
    return "\n".join(lines)


def run(sizes: Sequence[int], *, keep: bool) -> None:
    """Measure each size in a ledger of its own, and write the block where `keep`."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(size, Path(folder) / "scale.ledger"))
            print(rows[-1], flush=True)
    if keep:
        sizes_said = " ".join(map(str, sizes))
        command = f"python -m bench.scale --incremental --sizes {sizes_said}"
        record("scale:incremental", command, LINK_VERSION, body(rows), {"rows": rows})
