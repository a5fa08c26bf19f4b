"""What a network must answer for the decoder, whichever library runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from contested.extract.trained.windows import Ints, Window

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class TriggerScores:
    """The encoder's answer for one window of L pieces, special pieces included."""

    hidden: Any
    """[L, H]; handed back to `fields` untouched, in whatever form the network's library has it."""
    trigger: Floats
    """[L, 3] logits of O, B and I."""


@dataclass(frozen=True)
class WindowScores:
    """Logits of all fields of T triggers in one window of L pieces."""

    type: Floats
    """[T, types]"""
    status: Floats
    """[T, statuses]"""
    mode: Floats
    """[T, modes]"""
    background: Floats
    """[T]"""
    roles: Floats
    """[T, roles, L, 3] logits of O, B and I for each role."""
    kind: Floats
    """[T, L, kinds] kind of source that a piece belongs to."""
    event: Floats
    """[T, D] vectors whose dot products tell same events."""


class Scores(Protocol):
    """A network: what the decoder asks it, window by window."""

    def triggers(self, window: Window) -> TriggerScores:
        """Where the window names events."""
        ...

    def fields(self, hidden: Any, spans: Ints) -> WindowScores:
        """Everything about the triggers at `spans`, [T, 2] first and past-the-last position; T > 0."""
        ...
