"""Killed at any moment, or written by two at once: nothing that was acknowledged is lost or doubled."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import ledger_writer

from contested.ledger import open_ledger

LAST = 600  # more than all the children get done before they are killed
TESTS = Path(ledger_writer.__file__).parent.parent


def start(path: Path, first: int, last: int, batch: int) -> subprocess.Popen[str]:
    command = [sys.executable, ledger_writer.__file__, str(path), str(first), str(last), str(batch)]
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def contents(path: Path) -> dict[str, list[str]]:
    """Claim ids of each document; also checks that the file is sound."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with open_ledger(path, read_only=True) as ledger:
        ids = [d.id for d in ledger.documents()]
        assert len(ids) == len(set(ids)) == ledger.counts()["readings"]
        found: dict[str, list[str]] = {i: [] for i in sorted(ids)}
        for claim in ledger.claims():
            found[claim.document_id].append(claim.id)
        return found


def expected(first: int = 0, last: int = LAST) -> dict[str, list[str]]:
    both = (ledger_writer.reading(n) for n in range(first, last + 1))
    return dict(sorted((d.id, [c.id for c in claims]) for d, claims in both))


def test_killed_again_and_again_it_loses_and_doubles_nothing(tmp_path: Path) -> None:
    path, chance, whole = tmp_path / "k.ledger", random.Random(7), expected()
    acknowledged: set[str] = set()
    cut_off = 0
    for attempt in range(10):
        child = start(path, 0, LAST, batch=(1, 7)[attempt % 2])
        assert child.stdout is not None
        if attempt:  # the first is left to make the ledger and its first entries
            first = child.stdout.readline().strip()
            acknowledged.add(first)
            time.sleep(chance.uniform(0, 0.12))
        else:
            time.sleep(chance.uniform(0.2, 1.2))
        child.kill()
        said = child.stdout.read().splitlines()
        cut_off += child.wait() == -9
        # A line that the kill cut short is no acknowledgement.
        acknowledged |= {line for line in said if len(line) == len("d_") + 16}
        if not path.exists() or (attempt == 0 and not acknowledged):
            continue
        found = contents(path)
        assert acknowledged <= set(found)
        assert all(claims == whole[i] for i, claims in found.items()), "a document with part of its claims"
    assert cut_off >= 8, "the children were too quick to be killed"
    last = start(path, 0, LAST, batch=50)
    last.communicate()
    assert last.returncode == 0
    assert contents(path) == whole


def test_two_writers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "two.ledger"
    both = [start(path, 0, 120, 3), start(path, 150, 30, 5)]  # the same documents from both ends
    said = [child.communicate()[0].split() for child in both]
    assert [child.returncode for child in both] == [0, 0]
    assert [len(s) for s in said] == [121, 121]
    assert contents(path) == expected(0, 150)
