"""Anything -> Document.

`read` takes files, folders, globs, standard input and URLs and gives a Document or a Problem for
each record. See docs/reading.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.read.options import ReadOptions
    from contested.read.reading import read

__all__ = ["ReadOptions", "read"]
_HOMES = {"ReadOptions": "contested.read.options", "read": "contested.read.reading"}


def __getattr__(name: str) -> object:
    """The room's modules are loaded when first used: starting a command must stay quick."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
