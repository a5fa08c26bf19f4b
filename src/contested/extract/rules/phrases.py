"""Noun phrases as the guidelines write names: no leading article, no trailing clause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from contested.extract.rules.framing import framing_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

INSIDE = frozenset(
    {"amod", "compound", "nmod", "nummod", "poss", "quantmod", "case", "punct", "advmod", "npadvmod"}
)
"""Dependencies to the left that belong to a name."""
BARE = frozenset(
    "the a an this that these those his her its their our my some several many few more other another such "
    "any all both at least about around nearly over than up to '' \" ' ` “ ” ‘ ’ -".split()
)
"""Words that never begin a name."""


@cache
def party_words() -> frozenset[str]:
    """Lower-cased words that name a party by themselves before another noun (data/parties.yaml)."""
    text = files("contested.extract.rules").joinpath("data/parties.yaml").read_text("utf-8")
    return frozenset(str(word) for words in yaml.safe_load(text).values() for word in words)


def name_of(head: Token) -> Tokens:
    """The shortest phrase around a head that names the thing: "senior Turkish security source".

    Hyphenated parts stay whole unless they are two parties ("Russian" in "Assad-Russian"); a
    possessive's own name is kept ("Gaza’s health ministry"); loaded adjectives are left out.
    """
    doc, start, end = head.doc, head.i, head.i + 1
    while start > head.sent.start and _belongs(doc[start - 1], head) and not _two_parties(doc[start - 1]):
        start -= 1
    while start < head.i and _cannot_begin(doc[start]):
        start += 1
    if is_modifier(head) and start > head.sent.start and _one_party(doc[start - 1], head):
        start -= 1
    if head.ent_type_ and head.ent_type_ not in ("DATE", "TIME", "CARDINAL", "QUANTITY"):
        end = max(end, _entity_end(head))
    return doc[start : hyphen_end(doc, end)]


def hyphen_end(doc: Doc, end: int) -> int:
    """Where a hyphenated word ends that the tokenizer has cut: "counter-offensive"."""
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        if doc[end].whitespace_ or _two_parties(doc[end]) or not doc[end + 1].is_alpha:
            break
        end += 2
    return end


def _one_party(left: Token, right: Token) -> bool:
    """ "Syrian government" before "jets" is one party, not two."""
    of_a_people = left.ent_type_ in ("NORP", "GPE") or left.lower_ in party_words()
    return left.i + 1 == right.i and right.pos_ == "NOUN" and is_modifier(right) and of_a_people


def _cannot_begin(token: Token) -> bool:
    loaded = token.lower_ in framing_words().manner
    return token.lower_ in BARE or token.is_space or token.is_punct or loaded


def _two_parties(hyphen: Token) -> bool:
    """True for the hyphen of "Assad-Russian" or "Israel-Hamas"."""
    doc, i = hyphen.doc, hyphen.i
    if hyphen.text not in ("-", "–") or i == 0 or i + 1 >= len(doc):
        return False
    return doc[i - 1].lower_ in party_words() and doc[i + 1].lower_ in party_words()


def _belongs(left: Token, head: Token) -> bool:
    if left.is_space or left.dep_ == "cc" or left.text == "/":
        return False
    if left.dep_ == "det" and left.head.i == head.i:
        return False
    node = left
    for _ in range(4):
        if node.head.i == head.i:
            return node.dep_ in INSIDE or node.text in ("-", "’s", "'s")
        if node.head.i == node.i:
            return False
        node = node.head
    return False


def _entity_end(head: Token) -> int:
    """End of the named entity that a head opens or stands in ("Islamic State of Iraq")."""
    end = head.i + 1
    while end < head.sent.end and head.doc[end].ent_iob_ == "I" and not _two_parties(head.doc[end]):
        end += 1
    while end > head.i + 1 and head.doc[end - 1].lower_ in ("'s", "’s", "the"):
        end -= 1
    return end


def nominals(doc: Doc | Tokens) -> Iterator[Token]:
    """Heads of names: nouns and names that stand for themselves, not inside another's name."""
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "nmod", "npadvmod"):
            yield token


def modifiers(doc: Doc | Tokens) -> Iterator[Token]:
    """Adjectives and names inside a phrase that name an actor: "Russian" in "Russian jets"."""
    for token in doc:
        if token.i + 1 < len(token.doc) and _one_party(token, token.nbor(1)):
            continue
        joined = token.dep_ == "conj" and is_modifier(token.head) and _names_actor(token)
        hyphened = token.i + 1 < len(token.doc) and _two_parties(token.nbor(1))
        if is_modifier(token) or joined or hyphened:
            yield token


def is_modifier(token: Token) -> bool:
    """True for a word inside another's name that names an actor itself."""
    return token.dep_ in ("amod", "compound", "nmod", "poss") and _names_actor(token)


def _names_actor(token: Token) -> bool:
    named = token.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")
    return named or token.pos_ == "PROPN" or token.lower_ in party_words()


def path(start: Token, goal: Token, longest: int = 5) -> str | None:
    """The way through the tree from one word to another, e.g. "^conj dobj" or None when far.

    Upward steps are the dependency left behind, marked "^"; downward steps the dependency entered.
    """
    up: list[Token] = [start]
    while len(up) <= longest and up[-1].head.i != up[-1].i:
        up.append(up[-1].head)
    seen = {token.i: n for n, token in enumerate(up)}
    down: list[str] = []
    node = goal
    while node.i not in seen:
        if node.head.i == node.i or len(down) >= longest:
            return None
        down.append(f"{node.dep_}:{node.lower_}" if node.dep_ in ("prep", "agent") else node.dep_)
        node = node.head
    climbed = [f"^{token.dep_}" for token in up[: seen[node.i]]]
    if len(climbed) + len(down) > longest:
        return None
    return " ".join(climbed + down[::-1]) or "self"
