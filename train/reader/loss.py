"""The negative log-likelihood of the annotation, in nats per annotated event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from train.reader.examples import Cut, Event, Range, bio
from train.reader.labels import ROLES
from train.reader.network import Network

EDGE = 12
"""A trigger this near a cut's edge may have its arguments beyond it, so they are not taught from there."""


@dataclass(frozen=True)
class Batch:
    """Cuts side by side, padded to one length."""

    cuts: tuple[Cut, ...]
    ids: Tensor
    marks: Tensor
    mask: Tensor
    trigger: Tensor
    """Labels 0, 1, 2 of each piece; -100 where nothing is asked."""


def collate(cuts: list[Cut], opening: int, closing: int, padding: int) -> Batch:
    """One row a cut, each between its special pieces."""
    length = max(c.last - c.first for c in cuts) + 2
    ids = np.full((len(cuts), length), padding, dtype=np.int64)
    marks, mask = np.zeros_like(ids), np.zeros_like(ids)
    trigger = np.full_like(ids, -100)
    for row, cut in enumerate(cuts):
        n = cut.last - cut.first
        ids[row, : n + 2] = [opening, *cut.example.pieces.ids[cut.first : cut.last], closing]
        marks[row, 1 : n + 1] = cut.example.pieces.marks[cut.first : cut.last]
        mask[row, : n + 2] = 1
        trigger[row, : n + 2] = bio(n + 2, [_shift(e.trigger, cut) for e in cut.example.events])
    return Batch(tuple(cuts), *(torch.from_numpy(a) for a in (ids, marks, mask, trigger)))


def _shift(span: Range, cut: Cut) -> Range:
    """A range of the document's pieces as positions in the cut; position 0 is the opening piece."""
    return span[0] - cut.first + 1, span[1] - cut.first + 1


def whole(cut: Cut) -> list[Event]:
    """Events whose whole trigger lies in the cut."""
    return [e for e in cut.example.events if e.trigger[0] >= cut.first and e.trigger[1] <= cut.last]


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Each head's loss, summed over the batch and divided by its number of events."""
    hidden, trigger = network.encoder(batch.ids, batch.marks, batch.mask)
    hidden, trigger = hidden.float(), trigger.float()
    total: dict[str, Tensor] = {}
    n_events = 0
    for row, cut in enumerate(batch.cuts):
        events = whole(cut)
        n_events += len(events)
        if events:
            n = cut.last - cut.first + 2
            for name, value in _event_losses(network, hidden[row, :n], cut, events).items():
                total[name] = total[name] + value if name in total else value
    total["trigger"] = functional.cross_entropy(
        trigger.flatten(0, 1), batch.trigger.flatten(), reduction="sum", ignore_index=-100
    )
    return {name: value / max(n_events, 1) for name, value in total.items()}


def _event_losses(network: Network, hidden: Tensor, cut: Cut, events: list[Event]) -> dict[str, Tensor]:
    spans = torch.tensor([_shift(e.trigger, cut) for e in events])
    kind, status, mode, background, roles, kinds, vectors = network.heads(hidden, spans)
    ask = functional.cross_entropy
    found = {
        "type": ask(kind, torch.tensor([e.type for e in events]), reduction="sum"),
        "status": ask(status, torch.tensor([e.status for e in events]), reduction="sum"),
        "mode": ask(mode, torch.tensor([e.mode for e in events]), reduction="sum"),
        "background": functional.binary_cross_entropy_with_logits(
            background, torch.tensor([float(e.background) for e in events]), reduction="sum"
        ),
    }
    inner = [n for n, e in enumerate(events) if _inner(e, cut)]
    if inner:
        found["roles"] = _role_loss(roles[inner], cut, [events[n] for n in inner])
        found["kind"] = _kind_loss(kinds, cut, events)
    if len(events) > 1:
        found["event"] = _link_loss(network, vectors, events)
    return found


def _inner(event: Event, cut: Cut) -> bool:
    left = cut.first == 0 or event.trigger[0] - cut.first >= EDGE
    right = cut.last == len(cut.example.pieces) or cut.last - event.trigger[1] >= EDGE
    return left and right


def _role_loss(roles: Tensor, cut: Cut, events: list[Event]) -> Tensor:
    """roles [T,R,L,3]; every role of every event is a row of labels."""
    length = roles.shape[2]
    gold = np.stack(
        [
            [bio(length, [_shift(at, cut) for role, at in e.roles if role == r]) for r in range(len(ROLES))]
            for e in events
        ]
    )
    return functional.cross_entropy(roles.flatten(0, 2), torch.from_numpy(gold).flatten(), reduction="sum")


def _kind_loss(kinds: Tensor, cut: Cut, events: list[Event]) -> Tensor:
    """kinds [T,L,10]; each source span's pieces should name its kind."""
    loss = kinds.sum() * 0.0
    for row, event in enumerate(events):
        for kind, at in event.kinds:
            first, last = (min(max(p, 0), kinds.shape[1]) for p in _shift(at, cut))
            if first < last:
                mean = kinds[row, first:last].mean(0, keepdim=True)
                loss = loss + functional.cross_entropy(mean, torch.tensor([kind]), reduction="sum")
    return loss


def _link_loss(network: Network, vectors: Tensor, events: list[Event]) -> Tensor:
    """Each pair of events once, weighed so that a cut's pairs count as much as its events."""
    labels = [e.event for e in events]
    same = torch.tensor([[float(a == b) for b in labels] for a in labels])
    upper = torch.triu_indices(len(events), len(events), 1)
    logits = network.heads.same_event(vectors)[upper[0], upper[1]]
    loss = functional.binary_cross_entropy_with_logits(logits, same[upper[0], upper[1]], reduction="mean")
    return loss * len(events)
