"""Speed and memory: `python -m bench.speed [--limit N] [--jobs N] [--reader NAME]`.

Everything is measured from outside, as a user would meet it: `contested` is started as a process,
its memory is that of all its processes together (proportional set size, so that shared pages count
once), and its time is from start to end.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from bench.report import SHARED, record
from contested.extract import DEFAULT_READER

SOURCES: dict[str, list[str]] = {
    "aljazeera-gaza.jsonl": [],
    "fa-kes.jsonl": [
        *("--map", "id=unit_id", "--map", "text=article_content", "--map", "title=article_title"),
        *("--map", "published=date", "--map", "outlet=source"),
    ],
}
EVERY = 0.25
"""Seconds between two looks at memory."""


@dataclass
class Measured:
    """One process from start to end: wall-clock seconds, peak memory in MiB, output, exit status."""

    seconds: float = 0.0
    peak: float = 0.0
    output: str = ""
    status: int = 0
    samples: int = field(default=0, repr=False)


def descendants(pid: int) -> list[int]:
    """A process and all below it (Linux)."""
    found, queue = [], [pid]
    while queue:
        one = queue.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                queue += [int(child) for child in children.read_text().split()]
            except OSError:
                continue
    return found


def memory(pid: int) -> float:
    """MiB of a process tree; 0 where /proc does not tell."""
    total = 0
    for one in descendants(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def measure(arguments: list[str], *, watch: bool = True) -> Measured:
    """Run `contested ARGUMENTS` and watch it."""
    result = Measured()
    command = [sys.executable, "-m", "contested", *arguments]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        done = threading.Event()

        def look() -> None:
            while not done.is_set():
                result.peak = max(result.peak, memory(process.pid))
                done.wait(EVERY)

        watcher = threading.Thread(target=look, daemon=True)
        if watch:
            watcher.start()
        result.output = process.communicate()[0]
        result.seconds = time.perf_counter() - start
        done.set()
        result.status = process.returncode
    return result


def ingest(ledger: Path, file: Path, given: list[str], args: argparse.Namespace) -> dict[str, Any]:
    """First and second ingest of one file into a ledger."""
    command = ["ingest", str(file), "--ledger", str(ledger), "--reader", args.reader, "--json", *given]
    if args.jobs:
        command += ["--jobs", str(args.jobs)]
    first = measure(command)
    if first.status not in (0, 3):
        sys.exit(f"contested ingest {file.name} ended with status {first.status}")
    told = json.loads(first.output)
    second = measure(command)
    again = json.loads(second.output)
    return {
        "documents": told["documents"],
        "claims": told["claims"],
        "set_aside": told["set_aside"],
        "seconds": first.seconds,
        "documents_per_second": told["documents"] / first.seconds,
        "peak_mib": first.peak,
        "stage_seconds": told["stage_seconds"],
        "second_seconds": second.seconds,
        "second_documents": again["documents"],
        "times_faster": first.seconds / second.seconds,
    }


def answers(ledger: Path) -> dict[str, float]:
    """Median seconds of five runs of the commands that people wait for."""
    listed = measure(["incidents", "--ledger", str(ledger), "--json", "--sort", "origins", "--limit", "1"])
    one = json.loads(listed.output.splitlines()[0])["id"] if listed.output else ""
    commands = {"contested incidents": ["incidents"], "contested show": ["show", one]}
    return {
        name: statistics.median(
            measure([*command, "--ledger", str(ledger)], watch=False).seconds for _ in range(5)
        )
        for name, command in commands.items()
    }


def body(results: dict[str, dict[str, Any]], quick: dict[str, float], size: float) -> str:
    """The report in Markdown."""
    names = list(results)
    rows: list[tuple[str, list[str]]] = [
        ("documents", [f"{results[n]['documents']:,}" for n in names]),
        ("claims", [f"{results[n]['claims']:,}" for n in names]),
        ("set aside", [f"{results[n]['set_aside']:,}" for n in names]),
        ("seconds", [f"{results[n]['seconds']:.1f}" for n in names]),
        ("documents a second", [f"{results[n]['documents_per_second']:.1f}" for n in names]),
        ("peak memory, all processes (MiB)", [f"{results[n]['peak_mib']:,.0f}" for n in names]),
        ("second ingest (seconds)", [f"{results[n]['second_seconds']:.1f}" for n in names]),
        ("second ingest, times faster", [f"{results[n]['times_faster']:.0f}" for n in names]),
    ]
    stages = sorted({stage for n in names for stage in results[n]["stage_seconds"]})
    for stage in stages:
        cells = [f"{results[n]['stage_seconds'].get(stage, 0):.1f}" for n in names]
        rows.append((f"of it {stage} (seconds, summed over workers)", cells))
    lines = ["| | " + " | ".join(names) + " |", "|---|" + "--:|" * len(names)]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    told = ", ".join(f"`{name}` {seconds:.2f} s" for name, seconds in quick.items())
    return "\n".join(lines) + f"\n\nOn that ledger ({size:.0f} MiB), process start included: {told}."


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    cli.add_argument("--data", type=Path, default=SHARED / "data")
    cli.add_argument("--limit", type=int, help="only the first N records of each file")
    cli.add_argument("--jobs", type=int)
    cli.add_argument("--reader", default=DEFAULT_READER)
    cli.add_argument("--no-record", action="store_true", help="print only; write no result and no docs")
    args = cli.parse_args(arguments)
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "speed.ledger"
        for name, given in SOURCES.items():
            file = args.data / name
            if args.limit:
                file = Path(folder) / name
                with (args.data / name).open(encoding="utf-8") as lines:
                    file.write_text("".join(islice(lines, args.limit)), encoding="utf-8")
            results[name] = ingest(ledger, file, given, args)
        quick = answers(ledger)
        size = ledger.stat().st_size / 2**20
    report = body(results, quick, size)
    print(report)
    if not args.no_record:
        from contested.pipeline import engine

        options = f" --limit {args.limit}" if args.limit else ""
        options += f" --jobs {args.jobs}" if args.jobs else ""
        values = {"ingest": results, "answers": quick, "ledger_mib": size}
        record("speed", f"python -m bench.speed{options}", engine(args.reader).version, report, values)


if __name__ == "__main__":
    main()
