"""The event types, loaded once from ontology.yaml and validated on load."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from contested.model.base import Value
from contested.model.errors import ContestedError

Group = Literal["violent", "control", "political", "other"]


class AcledType(Value, frozen=True, kw_only=True):
    event: str
    sub_event: str


class PloverType(Value, frozen=True, kw_only=True):
    event: str
    mode: str | None = None


class EventType(Value, frozen=True, kw_only=True):
    """One event type and its names in other codebooks; None where a codebook has no such event."""

    group: Group
    label: str
    definition: str
    compatible: tuple[str, ...]
    acled: AcledType | None
    plover: PloverType
    cameo: str
    muc: str | None


class Ontology(Value, frozen=True, kw_only=True):
    """All event types by key, and the version that claims are coded by."""

    version: str
    types: dict[str, EventType]

    def compatible(self, a: str, b: str) -> bool:
        """True when reports of one occurrence may be filed under both types."""
        return a == b or b in self.types[a].compatible

    def __post_init__(self) -> None:
        for name, kind in self.types.items():
            for other in kind.compatible:
                if other not in self.types:
                    raise ValueError(f"{name}: compatible with unknown type {other!r}")
                if name not in self.types[other].compatible:
                    raise ValueError(f"{name} is compatible with {other}, but not {other} with {name}")


def parse_ontology(text: str) -> Ontology:
    """Raises ContestedError that names the entry when the YAML does not fit."""
    try:
        return msgspec.yaml.decode(text, type=Ontology)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ContestedError(f"ontology.yaml: {error}") from error


@cache
def ontology() -> Ontology:
    """The ontology that ships in the package."""
    return parse_ontology(files("contested.model").joinpath("ontology.yaml").read_text("utf-8"))
