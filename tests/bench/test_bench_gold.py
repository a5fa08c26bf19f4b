"""Annotated folders load alike, whether they hold their texts or only offsets into them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.gold import load_gold
from contested.export.gold import gold_json, to_gold
from contested.export.gold_offsets import without_text
from contested.model import InputError
from sample_values import document, full_claim


def write(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


def test_offsets_and_texts_load_as_the_whole_file_does(tmp_path: Path) -> None:
    doc = document(key="a1", title="A title")
    claim = full_claim(doc, event="E1")
    file = to_gold(doc, [claim])
    write(tmp_path / "whole", "a1.json", gold_json(file))
    write(tmp_path / "kept", "a1.json", gold_json(without_text(file)))
    row = json.dumps({"id": "a1", "text": doc.text, "title": "A title"})
    write(tmp_path / "kept", "texts.jsonl", row.encode())
    ((whole, claims),) = load_gold(tmp_path / "whole")
    assert load_gold(tmp_path / "kept") == [(whole, claims)]
    assert load_gold(tmp_path / "kept", tmp_path / "kept" / "texts.jsonl") == [(whole, claims)]
    (found,) = claims
    for field in ("type", "trigger", "perpetrator", "target", "casualties", "source", "quote"):
        assert getattr(found, field) == getattr(claim, field), field


def test_a_missing_text_is_told(tmp_path: Path) -> None:
    doc = document(key="a1")
    write(tmp_path, "a1.json", gold_json(without_text(to_gold(doc, []))))
    with pytest.raises(InputError, match="no text with the id 'a1'"):
        load_gold(tmp_path)
