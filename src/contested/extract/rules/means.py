"""Words that tell by what means an act was done: jets, drones, shells, bombs, guns, gas.

The lexicon is data/means.yaml; a type often hangs on a means word elsewhere in the article
(guidelines: "takes the specific type when the article makes the means clear anywhere").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def lexicon() -> Mapping[str, str]:
    """Lower-cased lemma or word -> means class, e.g. "warplane" -> "air"."""
    raw = yaml.safe_load(files("contested.extract.rules").joinpath("data/means.yaml").read_text("utf-8"))
    return {word: kind for kind, words in raw.items() for word in words}


def means_of(token: Token) -> str | None:
    """The means class that a word stands for, or None."""
    table = lexicon()
    return table.get(token.lower_) or table.get(token.lemma_.lower())
