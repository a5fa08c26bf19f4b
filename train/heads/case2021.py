"""CASE 2021: a class for each snippet, by a regression on what the reader's encoder makes of it.

    python -m train.heads.case2021 --encoder RUN --out FOLDER [--encoders FOLDER]
    CONTESTED_CASE2021=FOLDER python -m bench.case2021 --folds 5 --head train.heads.case2021:head

A few hundred snippets teach no encoder, so it stays as the claims made it. Features of a snippet: the
mean of its pieces' vectors; the event types that the reader's heads see at likely triggers; and the mean
vector of the encoder as it was before it learned claims, whose makers trained it to tell sentences
apart. The ridge is chosen on folds of whatever the bench gives to train on.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from bench.case2021 import Snippet
from contested.extract.trained.windows import load_tokenizer, special_ids, to_pieces
from train.heads import start
from train.heads.logistic import Doubles, fit, ridge_by_folds
from train.reader.network import Network
from train.reader.recipe import Shape

RIDGES = (0.0005, 0.001, 0.002, 0.004, 0.008, 0.016)
ROOM = 254
"""Snippets are sentences; one that is longer is cut into parts, and the parts' features averaged."""
BLOCKS = ("claims", "types", "before")
"""On folds of the train half the claims' vectors find 63 %, those from before 64, both 70, all three 72."""
SCALE = 4.0
"""Features are of length one before their mean is taken off; the regression wants them larger."""


@torch.no_grad()
def features(network: Network, before: Network, tokenizer_file: Path, text: str) -> dict[str, Doubles]:
    """The blocks of one text, each of length one."""
    tokenizer = load_tokenizer(tokenizer_file)
    pieces, (opening, closing) = to_pieces(tokenizer, text), special_ids(tokenizer)
    found: list[dict[str, Tensor]] = []
    for first in range(0, max(len(pieces), 1), ROOM):
        own = slice(first, first + ROOM)
        ids = torch.tensor([[opening, *pieces.ids[own].tolist(), closing]])
        marks = torch.tensor([[0, *pieces.marks[own].tolist(), 0]])
        hidden, trigger = network.encoder(ids, marks)
        plain, _ = before.encoder(ids, torch.zeros_like(marks))
        types = _types(network, hidden[0], trigger[0])
        found.append({"claims": hidden[0].mean(0), "types": types, "before": plain[0].mean(0)})
    means = {name: torch.stack([f[name] for f in found]).mean(0) for name in BLOCKS}
    return {name: (v / (v.norm() + 1e-9)).double().numpy() for name, v in means.items()}


def _types(network: Network, hidden: Tensor, trigger: Tensor) -> Tensor:
    """Of each type, the best of the pieces: how likely an event begins there, and is of the type."""
    at = torch.arange(1, len(hidden) - 1)
    if not len(at):
        return torch.zeros(network.heads.event_type.out_features)
    kinds = network.heads(hidden, torch.stack([at, at + 1], 1))[0].softmax(1)
    begins = trigger.softmax(1)[at, 1].sqrt()
    best: Tensor = (kinds * begins[:, None]).amax(0)
    return best


def head(train: Sequence[Snippet], texts: Sequence[str]) -> list[str]:
    """For `bench.case2021 --head`: fits on the train part, classes for the texts."""
    blocks = [_known(text) for text in (*(s.text for s in train), *texts)]
    x = np.hstack([np.stack([b[name] for b in blocks]) for name in BLOCKS])
    own, asked = x[: len(train)], x[len(train) :]
    middle, gold = own.mean(0), [s.type for s in train]
    own, asked = SCALE * (own - middle), SCALE * (asked - middle)
    ridge, _ = ridge_by_folds(own, gold, RIDGES)
    return fit(own, gold, ridge).choose(asked)


@cache
def _known(text: str) -> dict[str, Doubles]:
    network, before, tokenizer = _networks(Path(os.environ.get("CONTESTED_CASE2021", "runs/case2021")))
    found: dict[str, Doubles] = features(network, before, tokenizer, text)
    return found


@cache
def _networks(folder: Path) -> tuple[Network, Network, Path]:
    network, settings = start.again(folder)
    network.load_state_dict(torch.load(folder / start.WEIGHTS, map_location="cpu", weights_only=True))
    shape = Shape(encoder=str(folder / "before"), layers=settings["layers"], width=settings["width"])
    return network.eval(), Network(shape).eval(), folder / start.ENCODER / "tokenizer.json"


def main() -> None:
    args = start.options(__doc__).parse_args()
    start.from_run(args.encoder, args.encoders, args.out)
    shutil.copyfile(args.encoder / start.WEIGHTS, args.out / start.WEIGHTS)
    (args.out / "before").mkdir(exist_ok=True)
    pretrained = start.pretrained(args.encoder, args.encoders)
    for name in ("config.json", "model.safetensors"):
        shutil.copyfile(pretrained / name, args.out / "before" / name)
    print(f"{args.out} is ready for bench.case2021 --head train.heads.case2021:head")


if __name__ == "__main__":
    main()
