"""Speed of reading alone: `python -m bench.read_speed [--limit N] [--reader NAME ...]`.

`contested read` on Al Jazeera articles, started as a process and measured from outside: seconds from
the command to the first line of claims, documents a second over the whole run, start included, and
the peak memory of all its processes together. Readers run one after another on an idle machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path

from bench.report import SHARED, record
from bench.speed import EVERY, memory

READERS = ("standard", "small", "rules")


def run(file: Path, reader: str) -> tuple[float, float, int, float]:
    """(seconds to the first line, seconds in all, lines, peak MiB) of one `contested read`."""
    command = [sys.executable, "-m", "contested", "read", str(file), "--reader", reader]
    peak, lines, first = 0.0, 0, 0.0
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        done = threading.Event()

        def look() -> None:
            nonlocal peak
            while not done.is_set():
                peak = max(peak, memory(process.pid))
                done.wait(EVERY)

        threading.Thread(target=look, daemon=True).start()
        assert process.stdout is not None
        for _ in process.stdout:
            first = first or time.perf_counter() - began
            lines += 1
        process.wait()
        done.set()
    if process.returncode not in (0, 3):
        sys.exit(f"contested read --reader {reader} ended with status {process.returncode}")
    return first, time.perf_counter() - began, lines, peak


def main(arguments: list[str] | None = None) -> None:
    cli = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    cli.add_argument("--file", type=Path, default=SHARED / "data" / "aljazeera-gaza.jsonl")
    cli.add_argument("--limit", type=int, default=400)
    cli.add_argument("--reader", nargs="+", default=list(READERS))
    cli.add_argument("--no-record", action="store_true")
    args = cli.parse_args(arguments)
    rows = ["| reader | documents | documents a second | first result (s) | peak memory (MiB) |"]
    rows.append("|---|--:|--:|--:|--:|")
    values = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / args.file.name
        with args.file.open(encoding="utf-8") as lines:
            file.write_text("".join(islice(lines, args.limit)), encoding="utf-8")
        for reader in args.reader:
            first, seconds, count, peak = run(file, reader)
            values[reader] = {"documents_per_second": count / seconds, "first": first, "peak_mib": peak}
            rows.append(f"| {reader} | {count} | {count / seconds:.1f} | {first:.2f} | {peak:,.0f} |")
            print(rows[-1], flush=True)
    if not args.no_record:
        from contested import __version__

        command = f"python -m bench.read_speed --limit {args.limit}"
        record("read-speed", command, f"contested {__version__}", "\n".join(rows), {"readers": values})


if __name__ == "__main__":
    main()
