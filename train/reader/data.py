"""The annotated documents of a recipe, and the batches of an epoch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from bench.gold import Raw, load_raw, to_claims, to_document
from contested.extract.trained.windows import SIZE, load_tokenizer
from train.annotated import load_annotated
from train.reader.examples import Cut, Example, cuts, to_example
from train.reader.recipe import Recipe


def reports(recipe: Recipe, shared: Path) -> list[Raw]:
    """The annotated files of a recipe in the gold form."""
    found = [raw for folder in recipe.gold for raw in load_raw(shared / folder)]
    return found + (load_annotated(shared) if recipe.annotated else [])


def examples(tokenizer_file: Path, files: Iterable[Raw]) -> list[Example]:
    """Annotated files as arrays; texts without words teach nothing."""
    tokenizer = load_tokenizer(tokenizer_file)
    pairs = ((to_document(raw), raw["annotation"]) for raw in files)
    return [
        to_example(tokenizer, document, to_claims(document, annotation))
        for document, annotation in pairs
        if document.text.strip()
    ]


def is_held_out(key: str, one_in: int) -> bool:
    """A document's share in calibration is decided by its own key alone, so it never changes sides."""
    return one_in > 0 and int(sha256(key.encode()).hexdigest()[:8], 16) % one_in == 0


def epoch(data: Sequence[Example], number: int, seed: int, pieces: int) -> Iterator[list[Cut]]:
    """Batches of about `pieces` padded pieces; cuts fall elsewhere in every epoch, long with long."""
    chance = random.Random(f"{seed} {number}")
    room = SIZE - 2
    found = [c for e in data for c in cuts(e, room, chance.randrange(room))]
    chance.shuffle(found)
    batches: list[list[Cut]] = []
    for at in range(0, len(found), 512):
        batches += _batches(sorted(found[at : at + 512], key=lambda c: c.last - c.first), pieces)
    chance.shuffle(batches)
    yield from batches


def _batches(found: list[Cut], pieces: int) -> list[list[Cut]]:
    batches: list[list[Cut]] = []
    batch: list[Cut] = []
    for cut in found:
        if batch and (len(batch) + 1) * (cut.last - cut.first + 2) > pieces:
            batches.append(batch)
            batch = []
        batch.append(cut)
    return [*batches, batch] if batch else batches
