"""Learning from a teacher's logits: cross-entropy against its probabilities, head by head.

Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network", at temperature 1, as
the student is small but the labels are many.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from train.reader.labels import ROLES
from train.reader.network import Network

SOFTMAX = ("type", "status", "mode", "roles")
SOURCE = ROLES.index("source")


@dataclass(frozen=True)
class Taught:
    """One window with its teacher's logits, as train.reader.teach wrote them."""

    arrays: dict[str, Any]

    def __len__(self) -> int:
        return len(self.arrays["ids"])


def taught(folder: Path, number: int, seed: int, pieces: int, batch: int) -> Iterator[list[Taught]]:
    """Batches of windows from randomly drawn reports, about `pieces` pieces in all and `batch` in each."""
    chance = random.Random(f"{seed} {number} taught")
    files = sorted(folder.glob("*.npz"))
    chance.shuffle(files)
    total, found = 0, []
    for file in files:
        if total >= pieces:
            break
        for window in windows(file):
            found.append(window)
            total += len(window)
    chance.shuffle(found)
    for at in range(0, len(found), 256):
        pool = sorted(found[at : at + 256], key=len)
        while pool:
            n = max(min(batch // len(pool[-1]), len(pool)), 1)
            yield pool[-n:]
            del pool[-n:]


def windows(file: Path) -> list[Taught]:
    """The windows of one report."""
    by_window: dict[str, dict[str, Any]] = {}
    with np.load(file) as arrays:
        for name in arrays.files:
            number, _, field = name.partition(".")
            by_window.setdefault(number, {})[field] = arrays[name]
    return [Taught(arrays) for arrays in by_window.values()]


def soft_losses(network: Network, batch: list[Taught], padding: int) -> dict[str, Tensor]:
    """Each head's cross-entropy against the teacher, summed over the batch per trigger of the teacher's."""
    length = max(map(len, batch))
    ids = torch.full((len(batch), length), padding)
    marks, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, window in enumerate(batch):
        n = len(window)
        ids[row, :n] = torch.from_numpy(window.arrays["ids"].astype(np.int64))
        marks[row, :n] = torch.from_numpy(window.arrays["marks"].astype(np.int64))
        mask[row, :n] = 1
    hidden, trigger = network.encoder(ids, marks, mask)
    total: dict[str, Tensor] = {"trigger": trigger.sum() * 0.0}
    triggers = 0
    for row, window in enumerate(batch):
        n = len(window)
        triggers += len(window.arrays["spans"])
        total["trigger"] = total["trigger"] + _against(trigger[row, :n], window.arrays["trigger"])
        if len(window.arrays["spans"]):
            for name, value in _heads(network, hidden[row, :n].float(), window).items():
                total[name] = total[name] + value if name in total else value
    return {name: value / max(triggers, 1) for name, value in total.items()}


def _heads(network: Network, hidden: Tensor, window: Taught) -> dict[str, Tensor]:
    spans = torch.from_numpy(window.arrays["spans"].astype(np.int64))
    kind, status, mode, background, roles, kinds, event = network.heads(hidden, spans)
    given = {"type": kind, "status": status, "mode": mode, "roles": roles}
    found = {name: _against(given[name], window.arrays[name]) for name in SOFTMAX}
    want = torch.sigmoid(torch.from_numpy(window.arrays["background"].astype(np.float32)))
    found["background"] = functional.binary_cross_entropy_with_logits(background, want, reduction="sum")
    where = torch.from_numpy(window.arrays["roles"].astype(np.float32))
    said = (1 - where[:, SOURCE : SOURCE + 1].softmax(-1)[..., 0]).transpose(
        1, 2
    )  # pieces that the teacher takes for a source
    found["kind"] = _against(kinds, window.arrays["kind"], said)
    if len(spans) > 1:
        found["event"] = _links(network, event, window)
    return found


def _against(logits: Tensor, teacher: Any, weight: Tensor | None = None) -> Tensor:
    """Cross-entropy over the last axis against the teacher's probabilities, summed."""
    want = torch.from_numpy(np.asarray(teacher, dtype=np.float32)).softmax(-1)
    loss = -(want * torch.log_softmax(logits.float(), -1))
    return (loss if weight is None else loss * weight).sum()


def _links(network: Network, event: Tensor, window: Taught) -> Tensor:
    scale, bias = window.arrays["event_scale"]
    theirs = torch.from_numpy(window.arrays["event"].astype(np.float32))
    want = torch.sigmoid(scale * (theirs @ theirs.T) + bias)
    upper = torch.triu_indices(len(theirs), len(theirs), 1)
    logits = network.heads.same_event(event)[upper[0], upper[1]]
    loss = functional.binary_cross_entropy_with_logits(logits, want[upper[0], upper[1]], reduction="mean")
    return loss * len(theirs)
