"""What a larger reader thinks of reports that nobody annotated, for a smaller one to learn.

    python -m train.reader.teach TEACHER --student TOKENIZER.json --out FOLDER
        [--shared ../shared] [--pieces 1000000]

TEACHER is a folder made by train.reader.export. One .npz file a report holds the teacher's logits for
each window and each trigger that it found there. Reports that resemble one of gold/dev or gold/probes
are left out: nothing of them may be seen in training.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.gold import load_gold
from contested.extract.trained.windows import SIZE, Ints, load_tokenizer, special_ids, to_pieces, to_windows
from train.reader.calibrate import spans_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SOURCES = {
    "airwars-syria.jsonl": ("id", "text"),
    "fa-kes.jsonl": ("unit_id", "article_content"),
    "aljazeera-gaza.jsonl": ("id", "text"),
}
"""File below shared/data -> its key and text fields. All are news of armed conflict."""
WORDS = 8


def reports(shared: Path, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(key, text) of SOURCES, shuffled, but of none that shares WORDS words in a row with a measured one."""
    measured = [d for folder in ("dev", "probes") for d, _ in load_gold(shared / "gold" / folder)]
    taboo = {run for document in measured for run in runs(document.text)}
    found: list[tuple[str, str]] = []
    for name, (key, text) in SOURCES.items():
        for number, line in enumerate((shared / "data" / name).read_text("utf-8").splitlines()):
            row = json.loads(line)
            found.append((f"{name}-{row.get(key, number)}", row.get(text) or ""))
    random.Random(seed).shuffle(found)
    for key, text in found:
        if len(text) > 200 and taboo.isdisjoint(runs(text)):
            yield key, text


def runs(text: str) -> set[int]:
    """Hashes of every run of WORDS words of a text."""
    words = text.lower().split()
    return {hash(tuple(words[n : n + WORDS])) for n in range(max(len(words) - WORDS + 1, 1))}


def translation(teacher: Tokenizer, student: Tokenizer) -> Ints:
    """The student's id of each of the teacher's pieces, -1 where it has none.

    Both cut words alike: their vocabularies are one, but for the names and places of special pieces.
    """
    table = np.full(teacher.get_vocab_size(), -1, dtype=np.int64)
    for piece, number in teacher.get_vocab().items():
        theirs = student.token_to_id(piece)
        if theirs is not None:
            table[number] = theirs
    for mine, theirs in zip(special_ids(teacher), special_ids(student), strict=True):
        table[mine] = theirs
    return table


class Teacher:
    """The graphs of an exported reader, and the pieces of the reader that learns from it."""

    def __init__(self, folder: Path, student: Path) -> None:
        import onnxruntime as ort

        settings = json.loads((folder / "reader.json").read_text("utf-8"))
        self.bias = np.array([0, *[settings["bias"]["trigger"]] * 2], dtype=np.float32)
        self.tokenizer = load_tokenizer(folder / "tokenizer.json")
        self.ids = translation(self.tokenizer, load_tokenizer(student))
        self.encode = ort.InferenceSession(str(folder / "encoder.onnx"))
        self.heads = ort.InferenceSession(str(folder / "heads.onnx"))
        self.names = [output.name for output in self.heads.get_outputs()]
        self.event = np.array([settings["event"]["scale"], settings["event"]["bias"]], dtype=np.float32)

    def windows(self, text: str) -> list[dict[str, Any]]:
        """Ids, marks and logits of each window."""
        pieces = to_pieces(self.tokenizer, text)
        found = []
        for window in to_windows(self.tokenizer, pieces, SIZE):
            hidden, trigger = self.encode.run(None, {"ids": window.ids[None], "marks": window.marks[None]})
            spans = np.array(list(spans_of((trigger + self.bias).argmax(-1))), dtype=np.int64).reshape(-1, 2)
            seen: dict[str, Any] = {"ids": self.ids[window.ids], "marks": window.marks, "spans": spans}
            seen |= {"trigger": trigger + self.bias, "event_scale": self.event}
            if len(spans):
                seen |= dict(
                    zip(self.names, self.heads.run(None, {"hidden": hidden, "spans": spans}), strict=True)
                )
            found.append(seen)
        return found


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("teacher", type=Path)
    cli.add_argument("--student", type=Path, required=True, help="tokenizer.json of the one who learns")
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument("--shared", type=Path, default=Path("../shared"))
    cli.add_argument("--pieces", type=int, default=1_000_000)
    args = cli.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    teacher, total = Teacher(args.teacher, args.student), 0
    for number, (_, text) in enumerate(reports(args.shared)):
        arrays: dict[str, Any] = {}
        for n, window in enumerate(teacher.windows(text)):
            total += len(window["ids"])
            for name, value in window.items():
                narrow = value.astype(np.float16 if value.dtype.kind == "f" else np.int32)
                arrays[f"{n}.{name}"] = narrow
        np.savez(args.out / f"{number:05d}.npz", **arrays)
        if number % 100 == 0:
            print(number, total, flush=True)
        if total >= args.pieces:
            break
    (args.out / "done").touch()


if __name__ == "__main__":
    main()
