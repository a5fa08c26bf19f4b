"""The word lists of data/words.yaml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from contested.model import ContestedError


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files("contested.link").joinpath("data/words.yaml").read_text("utf-8")
    try:
        return msgspec.yaml.decode(text, type=dict[str, frozenset[str]])
    except (msgspec.MsgspecError, ValueError) as error:
        raise ContestedError(f"link/data/words.yaml: {error}") from error


def wordlist(name: str) -> frozenset[str]:
    """A list of folded words. Raises ContestedError when the data are broken or have no such list."""
    try:
        return _lists()[name]
    except KeyError as error:
        raise ContestedError(f"link/data/words.yaml has no list {name!r}") from error
