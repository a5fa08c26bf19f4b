"""The network: one encoder pass over a window, then heads that look at it from each trigger.

Shapes: B windows, L pieces, H hidden size, T triggers of one window, R roles.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from contested.extract.trained.windows import MARKS
from train.reader.labels import KINDS, MODES, ROLES, STATUSES, TYPES
from train.reader.recipe import Shape

EVENT_SIZE = 64
DISTANCES = 24
"""Buckets of the signed distance between a piece and the trigger, logarithmic beyond 4 pieces."""


class Dropout(nn.Dropout):
    """Dropout whose masks are slices of one long random row: drawing them anew costs a fifth of a step."""

    SIZE = 1 << 23

    def __init__(self, share: float) -> None:
        super().__init__(share)
        self.row: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.p:
            return x
        if self.row is None:
            self.row = (torch.rand(self.SIZE) >= self.p).to(torch.bfloat16) / (1 - self.p)
        at = int(torch.randint(self.SIZE - x.numel(), (1,)))
        return x * self.row[at : at + x.numel()].view_as(x).to(x.dtype)


class Encoder(nn.Module):
    """Word pieces and marks -> one vector a piece, and whether a trigger begins or goes on there."""

    def __init__(self, shape: Shape, pretrained: bool = True) -> None:
        super().__init__()
        from transformers import AutoConfig, AutoModel

        settings: dict[str, Any] = {
            "attn_implementation": "eager",
            "attention_probs_dropout_prob": 0.0,  # slow on a CPU, and the other dropout is enough
            "hidden_dropout_prob": shape.dropout,
        }
        if pretrained:
            body = AutoModel.from_pretrained(shape.encoder, **settings)
        else:
            body = AutoModel.from_config(AutoConfig.from_pretrained(shape.encoder, **settings))
        body.encoder.layer = body.encoder.layer[: shape.layers]
        body.pooler = None
        _swap_dropout(body, shape.dropout)
        self.body = body
        self.size: int = body.config.hidden_size
        self.marks = nn.Embedding(MARKS, self.size)
        nn.init.zeros_(self.marks.weight)
        self.drop = Dropout(shape.dropout)
        self.trigger = nn.Linear(self.size, 3)
        _expect_nothing(self.trigger, 4.0)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """[B,L] ids, marks and mask (1 where there is a piece) -> hidden [B,L,H], trigger logits [B,L,3]."""
        words = self.body.embeddings.word_embeddings(ids) + self.marks(marks)
        if mask is None:
            mask = torch.ones_like(ids)
        hidden = self.body(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return hidden, self.trigger(self.drop(hidden))


class Heads(nn.Module):
    """All that is asked about each trigger of one window."""

    def __init__(self, size: int, shape: Shape) -> None:
        super().__init__()
        width = shape.width
        self.key, self.ask = nn.Linear(size, width), nn.Linear(size, width)
        self.value = nn.Linear(size, width)
        self.see = nn.Sequential(
            nn.Linear(2 * size + width, 2 * width), nn.GELU(), nn.LayerNorm(2 * width), Dropout(shape.dropout)
        )
        self.event_type = nn.Linear(2 * width, len(TYPES))
        self.status = nn.Linear(2 * width, len(STATUSES))
        self.mode = nn.Linear(2 * width, len(MODES))
        self.background = nn.Linear(2 * width, 1)
        self.event = nn.Linear(2 * width, EVENT_SIZE)
        self.event_scale = nn.Parameter(torch.tensor([0.3, -1.0]))
        self.piece, self.product = nn.Linear(size, width), nn.Linear(size, width)
        self.from_trigger, self.times = nn.Linear(2 * width, width), nn.Linear(2 * width, width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.join = nn.Sequential(nn.GELU(), nn.Linear(width, width), nn.GELU())
        self.role = nn.Linear(width, len(ROLES) * 3)
        self.kind = nn.Linear(width, len(KINDS))
        _expect_nothing(self.role, 7.0)

    def forward(self, hidden: Tensor, spans: Tensor) -> tuple[Tensor, ...]:
        """hidden [L,H], spans [T,2] -> type, status, mode, background, roles, kind, event."""
        position = torch.arange(hidden.shape[0], device=hidden.device)
        inside = (position >= spans[:, :1]) & (position < spans[:, 1:])
        inside = inside.to(hidden.dtype)
        trigger = inside @ hidden / inside.sum(1, keepdim=True)
        attention = torch.softmax(self.ask(trigger) @ self.key(hidden).T / self.key.out_features**0.5, 1)
        whole = hidden[:1].expand(trigger.shape[0], -1)
        seen = self.see(torch.cat([trigger, attention @ self.value(hidden), whole], 1))
        near = self.distance(distance(position[None] - spans[:, :1]))
        joined = (self.piece(hidden)[None] + near + self.from_trigger(seen)[:, None]) + (
            self.product(hidden)[None] * self.times(seen)[:, None]
        )
        joined = self.join(joined)
        roles = self.role(joined).unflatten(2, (len(ROLES), 3)).transpose(1, 2)
        return (
            self.event_type(seen),
            self.status(seen),
            self.mode(seen),
            self.background(seen).squeeze(1),
            roles,
            self.kind(joined),
            self.event(seen),
        )

    def same_event(self, event: Tensor) -> Tensor:
        """[T,D] -> [T,T] logits that two triggers name one occurrence."""
        return self.event_scale[0] * (event @ event.T) + self.event_scale[1]


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape, pretrained: bool = True) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, pretrained)
        self.heads = Heads(self.encoder.size, shape)


def _swap_dropout(body: nn.Module, share: float) -> None:
    for module in list(body.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Dropout):
                setattr(module, name, Dropout(share if child.p else 0.0))


def _expect_nothing(layer: nn.Linear, odds: float) -> None:
    """Nearly all pieces are outside any span: starting from there saves the first epoch."""
    with torch.no_grad():
        layer.bias.view(-1, 3)[:, 0] += odds


def distance(steps: Tensor) -> Tensor:
    """Bucket of a signed distance: exact up to 4 pieces either way, then by powers of two up to 512."""
    size = steps.abs()
    far = 4 + torch.log2(size.clamp(min=4).float() / 4).floor().long()
    bucket = torch.where(size < 5, size, far.clamp(min=4) + 1).clamp(max=DISTANCES // 2 - 1)
    return torch.where(steps < 0, bucket + DISTANCES // 2, bucket)


def save(network: Network, path: Path) -> None:
    """Weights in full precision, beside nothing else: the shape is in the run's configuration."""
    torch.save(network.state_dict(), path)


def load(shape: Shape, path: Path) -> Network:
    """The network with the weights of `save`, ready to predict."""
    network = Network(shape, pretrained=False)
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    network.eval()
    return network
