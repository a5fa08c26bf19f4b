"""The reader's and the linker's parts, each given gold for what comes before it: `python -m bench.parts`.

Runs the measuring commands of the parts on gold/dev and keeps what they print. Where bench.score
says how good the whole is, this says where the loss comes from.
"""

from __future__ import annotations

import subprocess
import sys

from bench.report import ROOT, SHARED, record, shown
from contested.pipeline import engine

DEV = shown(SHARED / "gold" / "dev")
PARTS: tuple[tuple[str, list[str]], ...] = (
    ("sources and status, given the triggers", ["bench.attribution", "--gold", "dev"]),
    ("harm, place and time words, given the triggers", ["bench.circumstance", "--gold", "dev"]),
    ("country, date and counts, given the claims' words", ["bench.resolve_slots", "--gold", "dev"]),
    ("events and contested fields, given the claims", ["bench.link_within", DEV]),
)


def main() -> None:
    blocks, values = [], {}
    for name, command in PARTS:
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=True
        )
        blocks.append(f"`python -m {' '.join(command)}`: {name}\n\n```\n{done.stdout.strip()}\n```")
        values[name] = done.stdout
        print(blocks[-1], flush=True)
    record(
        "parts", "python -m bench.parts", engine("rules").version, "\n\n".join(blocks), {"printed": values}
    )


if __name__ == "__main__":
    main()
