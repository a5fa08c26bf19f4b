"""What a folder of weights says of itself: reader.json."""

from __future__ import annotations

import math
from typing import Literal, get_args

import msgspec

from contested.extract.trained.windows import OVERLAP, SIZE
from contested.model import CasualtyKind, Mode, SourceKind, Status

Role = Literal[
    "perpetrator",
    "target",
    "weapon",
    "place",
    "place_more",
    "offset",
    "time",
    "source",
    "relay",
    "framing",
    "killed",
    "injured",
    "missing",
    "captured",
    "displaced",
    "harmed",
]
"""Spans that belong to a trigger: `place` is the most specific one and `place_more` the wider ones;
`source` who says it and `relay` who passes it on; a casualty expression by its kind, and `harmed`
the words for those it befell."""
HARMS: tuple[CasualtyKind, ...] = get_args(CasualtyKind)


class SameEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Two triggers are one event with probability sigmoid(scale * dot product + bias)."""

    scale: float = 1.0
    bias: float = 0.0


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Label sets in the order of the network's outputs, and how its logits are read.

    A head's probabilities are softmax((logits + bias) / temperature), the bias on B and I alone.
    `bias` of "status" and "mode" is taken from "asserted" and "all" instead, which outnumber the rest.
    Heads of `temperature` and `bias`: trigger, type, status, mode, background, kind and each role;
    "roles" stands for every role that is not named. What is absent is 1 and 0.
    """

    name: str
    version: str
    types: tuple[str, ...]
    statuses: tuple[Status, ...]
    modes: tuple[Mode, ...]
    kinds: tuple[SourceKind, ...]
    roles: tuple[Role, ...]
    encoder: str = ""
    size: int = SIZE
    overlap: int = OVERLAP
    temperature: dict[str, float] = {}
    bias: dict[str, float] = {}
    platt: dict[str, tuple[float, float]] = {}
    """Field of a claim -> (a, b): its confidence is sigmoid(a * logit(p) + b), the share found right."""
    event: SameEvent = SameEvent()
    links: Literal["reader", "link"] = "reader"
    """Who labels the events of one document: this network, or `contested.link`."""
    sha256: dict[str, str] = {}

    def __post_init__(self) -> None:
        if any(value <= 0 for value in self.temperature.values()):
            raise ValueError("a temperature must be above zero")
        if not self.size > 2 or not 0 <= self.overlap < self.size - 2:
            raise ValueError(f"windows of {self.size} pieces cannot overlap by {self.overlap}")

    def tilt(self, head: str) -> float:
        """What is taken from the logit of a head's commonest label ("asserted", "all")."""
        return self.bias.get(head, 0.0)

    def heat(self, head: str) -> float:
        """Temperature of a head."""
        return self.temperature.get(head, 1.0)

    def confidence(self, field: str, probability: float) -> float:
        """How often a field of that probability was right on documents held out of training."""
        if field not in self.platt:
            return probability
        (a, b), p = self.platt[field], min(max(probability, 0.001), 0.999)
        return 1 / (1 + math.exp(-(a * math.log(p / (1 - p)) + b)))

    def role_heat(self, role: Role) -> float:
        """Temperature of a role."""
        return self.temperature.get(role, self.heat("roles"))

    def role_bias(self, role: Role) -> float:
        """Bias of a role's B and I."""
        return self.bias.get(role, self.bias.get("roles", 0.0))
