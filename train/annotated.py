"""Reports that we annotated beside gold/train: kept in offsets, joined with their texts from ../shared.

train/annotations/ holds ids, offsets and labels only (`contested annotate --offsets`); the texts are
the publishers'. The reports are of ../shared/data and share no eight words in a row with an annotated
one of ../shared/gold.
"""

from __future__ import annotations

import json
from pathlib import Path

from bench.gold import Raw
from contested.export.gold_offsets import with_text
from contested.model import InputError

FOLDER = Path(__file__).parent / "annotations"
SOURCES = {
    "airwars": ("airwars-syria.jsonl", "id", "text"),
    "fakes": ("fa-kes.jsonl", "unit_id", "article_content"),
    "aljazeera": ("aljazeera-gaza.jsonl", "id", "text"),
}
"""Prefix of an id -> file below shared/data, and its key and text fields."""


def load_annotated(shared: Path, folder: Path = FOLDER) -> list[Raw]:
    """All of them in the gold form, by file name. Raises InputError for a text that is not there."""
    texts = {
        f"{prefix}-{row[key]}": row[text] or ""
        for prefix, (file, key, text) in SOURCES.items()
        for row in map(json.loads, (shared / "data" / file).read_text("utf-8").splitlines())
    }
    found = []
    for path in sorted(folder.glob("*.json")):
        raw = json.loads(path.read_text("utf-8"))
        name = raw["article"]["id"]
        if name not in texts:
            raise InputError(str(path), None, f"no text of {name!r} below {shared / 'data'}")
        found.append(with_text(raw, texts[name]))
    return found
