"""Our own annotation: offsets that join with their texts, and nothing but offsets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contested.model import InputError, sha256
from train.annotated import FOLDER, load_annotated

TEXT = "Two men were killed in Tarsa."
CLAIM: dict[str, Any] = {
    "event": "E1",
    "type": "toll",
    "quote": [0, 29],
    "trigger": [13, 19],
    "status": "asserted",
    "background": False,
    "perpetrator": {"mode": "none", "names": []},
    "target": [],
    "weapon": None,
    "where": {"texts": [[23, 28]], "country": None, "admin1": None, "offset": None},
    "when": {"text": None, "start": None, "end": None},
    "casualties": [{"kind": "killed", "who": [4, 7], "low": 2, "high": 2, "text": [0, 7]}],
    "source": [],
    "framing": [],
}


def shared(folder: Path, text: str) -> Path:
    data = folder / "data"
    data.mkdir()
    (data / "airwars-syria.jsonl").write_text(json.dumps({"id": "s-1", "text": text}) + "\n", "utf-8")
    for empty in ("fa-kes.jsonl", "aljazeera-gaza.jsonl"):
        (data / empty).write_text("", "utf-8")
    return folder


def kept(folder: Path, name: str) -> Path:
    folder.mkdir()
    article = {"id": name, "corpus": "airwars-syria", "published": None, "outlet": None}
    annotation = {"id": name, "published": None, "claims": [CLAIM], "contested": []}
    raw = {"article": article | {"sha256_text": sha256(TEXT.encode())}, "annotation": annotation}
    (folder / f"{name}.json").write_text(json.dumps(raw), "utf-8")
    return folder


def test_offsets_become_words_again(tmp_path: Path) -> None:
    (raw,) = load_annotated(shared(tmp_path, TEXT), kept(tmp_path / "kept", "airwars-s-1"))
    (claim,) = raw["annotation"]["claims"]
    assert (claim["trigger"], claim["where"]["texts"]) == ("killed", ["Tarsa"])


def test_another_text_or_none_is_an_error(tmp_path: Path) -> None:
    place = shared(tmp_path, TEXT + " ")
    with pytest.raises(InputError, match="not the text that was annotated"):
        load_annotated(place, kept(tmp_path / "kept", "airwars-s-1"))
    with pytest.raises(InputError, match="no text of 'airwars-s-2'"):
        load_annotated(place, kept(tmp_path / "other", "airwars-s-2"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda p: p.stem)
def test_nothing_of_the_texts_is_kept(path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    assert not {"text", "title"} & raw["article"].keys()
    for claim in raw["annotation"]["claims"]:
        assert all(isinstance(n, int) for n in (*claim["quote"], *claim["trigger"]))
        labels = [claim["where"]["country"], claim["where"]["admin1"], claim["when"]["start"]]
        assert all(label is None or len(label) < 40 for label in labels)
    assert all(dispute["note"] == "" for dispute in raw["annotation"]["contested"])
