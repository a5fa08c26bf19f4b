"""What a training run is made of: read from a TOML file, written beside its weights."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True)
class Shape:
    """What must be known to build the network again before its weights are loaded."""

    encoder: str
    """Folder of the encoder, in the form of the transformers library."""
    layers: int
    """How many of the encoder's first layers are kept."""
    width: int = 128
    """Size of the heads' inner layers."""
    dropout: float = 0.1


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting of one run; rates are peaks, reached after `warmup` of the steps."""

    name: str
    encoder: str
    """"minilm" or "mpnet"; where they lie is given on the command line."""
    layers: int
    width: int = 128
    dropout: float = 0.1
    gold: tuple[str, ...] = ("gold/train", "gold/train-passages")
    """Folders of annotated reports, below the shared folder."""
    annotated: bool = False
    """Whether the reports of train/annotations are learnt from as well."""
    teacher: str = ""
    """The run whose answers on other reports (train.reader.teach) are learnt from."""
    answers: int = 600_000
    """Pieces of reports that the teacher answers on."""
    teacher_share: float = 0.0
    """Pieces of an epoch that a teacher labelled (train.reader.teach), as a share of the annotated ones."""
    start: str = ""
    """The run whose weights it goes on from; without one, from the bare encoder."""
    epochs: int = 16
    pieces: int = 4096
    """Pieces of one step, padding included."""
    rate: float = 1e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    """Each layer learns this much slower than the one above it."""
    weight_decay: float = 0.01
    warmup: float = 0.06
    role_weight: float = 0.25
    """Of the roles' loss, which sums over every role and piece and would drown the others."""
    mask: float = 0.08
    """Share of pieces hidden from the encoder, so that it reads the sentence and not the name."""
    held_out: int = 10
    """One document in so many is not trained on but used to calibrate; 0 trains on all."""
    bf16: bool = True
    seed: int = 1

    def shape(self, encoders: dict[str, Path]) -> Shape:
        """The network's shape, with the encoder's folder looked up."""
        return Shape(
            encoder=str(encoders[self.encoder]), layers=self.layers, width=self.width, dropout=self.dropout
        )


def load_recipe(path: Path) -> Recipe:
    """Raises msgspec.ValidationError for an unknown or ill-typed setting."""
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Recipe)
