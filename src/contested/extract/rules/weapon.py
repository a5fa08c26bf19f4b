"""The weapon or carrier of an act: the means word that its sentence ties to the trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contested.extract.rules.means import means_of
from contested.extract.rules.phrases import name_of, party_words, path

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

KINDS = frozenset({"air", "drone", "shell", "bomb", "gas", "gun", "suicide"})
NOT_THINGS = frozenset(
    "air aerial ground live car truck vehicle bomber bombers gunman gunmen sniper shooter".split()
)
"""Means words that tell the type but do not name a weapon by themselves."""
FAR = 4


def weapon_of(trigger: Token) -> tuple[Tokens, str] | None:
    """The nearest weapon by syntax, with the path as the rule; None where the sentence names none."""
    found = []
    for token in trigger.sent:
        if token.i == trigger.i or token.pos_ not in ("NOUN", "PROPN") or token.lower_ in NOT_THINGS:
            continue
        if means_of(token) not in KINDS:
            continue
        way = path(trigger, token, FAR)
        if way and not way.startswith("^conj") and "nsubjpass" not in way.split():
            found.append((len(way.split()), abs(token.i - trigger.i), token.i, way))
    if not found:
        return None
    _, _, i, way = min(found)
    return _without_party(name_of(trigger.doc[i])), f"weapon word by path {way}"


def _without_party(name: Tokens) -> Tokens:
    """The weapon itself: whose jets they are is the perpetrator's field, and may be disputed."""
    parties = [t.i for t in name[:-1] if t.lower_ in party_words() or t.ent_type_ in ("NORP", "GPE")]
    return name.doc[max(parties) + 1 : name.end] if parties else name
