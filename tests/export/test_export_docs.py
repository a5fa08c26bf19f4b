"""docs/exports.md tells every column as the code defines it, in the order in which it is written."""

from __future__ import annotations

import re
from pathlib import Path

from contested.export import CLAIM_COLUMNS, FORMATS, INCIDENT_COLUMNS

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"


def test_the_documented_columns_are_the_columns() -> None:
    told = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert told == [(c.name, c.kind, c.meaning) for c in (*INCIDENT_COLUMNS, *CLAIM_COLUMNS)]


def test_every_format_is_documented() -> None:
    told = re.findall(r"^\| `([\w-]+)` \| [^|]+ \| [^|]+ \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert set(FORMATS) <= set(told)
