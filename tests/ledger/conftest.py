from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from contested.ledger import Ledger, open_ledger
from sample_values import run


@dataclass
class Handles:
    """A ledger to write to and a ledger to ask; a backend may use one handle for both."""

    write: Ledger
    read: Ledger


@pytest.fixture(params=["sqlite", "sqlite, a second read-only handle"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Handles]:
    """One behaviour for every backend: a new backend adds a parameter here."""
    path = tmp_path / "a b%20c.ledger"  # names that an URI would trip over
    with open_ledger(path, create=True) as write:
        write.begin_run(run())
        if request.param == "sqlite":
            yield Handles(write, write)
        else:
            with open_ledger(path, read_only=True) as read:
                yield Handles(write, read)
