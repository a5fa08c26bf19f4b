"""Where benchmark results go: a JSON file for machines and a marked block of docs/benchmarks.md.

A block stands between `<!-- bench:NAME -->` and `<!-- /bench -->`; what is around it is written by
people and left alone.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "benchmarks.md"
RESULTS = ROOT / "results"
END = "<!-- /bench -->"


def machine() -> str:
    """The size of this machine, and nothing that tells which one it is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"
    return f"{cores} cores{memory}, Python {platform.python_version()}"


def record(name: str, command: str, version: str, body: str, values: dict[str, Any]) -> None:
    """Write results/NAME.json and the block NAME of docs/benchmarks.md."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    head = {"name": name, "date": today, "command": command, "version": version, "machine": machine()}
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{name.replace(':', '-')}.json"
    file.write_text(json.dumps(head | values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Benchmarks\n"
    stamp = f"`{command}`, {today}, {machine()}; {version}"
    PAGE.write_text(with_block(text, name, f"{body.strip()}\n\n{stamp}"), encoding="utf-8")


def with_block(page: str, name: str, body: str) -> str:
    """The page with the block's body replaced; a new block goes to the end under a heading."""
    start = f"<!-- bench:{name} -->"
    block = f"{start}\n{body.strip()}\n{END}"
    pattern = re.compile(re.escape(start) + r".*?" + re.escape(END), re.DOTALL)
    if pattern.search(page):
        return pattern.sub(lambda _: block, page, count=1)
    return f"{page.rstrip()}\n\n## {name}\n\n{block}\n"


def shown(path: Path) -> str:
    """A path as a reader of the docs would type it, from the repository's root."""
    return os.path.relpath(path, ROOT) if path.is_absolute() else str(path)
