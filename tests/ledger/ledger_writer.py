"""Child process of the kill tests: writes readings, and says on stdout which ones are on the disk.

python ledger_writer.py LEDGER FIRST LAST BATCH
"""

from __future__ import annotations

import sys
from pathlib import Path

from contested.ledger import Reading, open_ledger
from contested.model import Claim, Document
from sample_values import NOON, claim, document, run

N_CLAIMS = 4


def reading(number: int) -> tuple[Document, tuple[Claim, ...]]:
    """The reading with this number: always the same, long enough to take more than one page."""
    doc = document("Shells fell on the town. " + f"Line {number}. " * 200, key=f"n-{number}")
    types = ("shelling", "attack", "toll", "displacement")[:N_CLAIMS]
    return doc, tuple(claim(doc, "fell", type=kind) for kind in types)


def main(path: str, first: int, last: int, batch: int) -> None:
    with open_ledger(Path(path), create=True) as ledger:
        ledger.begin_run(run())
        step = 1 if first <= last else -1
        numbers = list(range(first, last + step, step))
        for at in range(0, len(numbers), batch):
            chunk = [reading(n) for n in numbers[at : at + batch]]
            ledger.add_readings(
                [
                    Reading(document=d, claims=c, version="v1", reader="rules", run_id="r_1", at=NOON)
                    for d, c in chunk
                ]
            )
            for doc, _ in chunk:
                print(doc.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:5]))
