"""Who is speaking: trims a speaker's words to the name and tells what kind of source it is.

Word lists: data/sources.yaml. Kinds follow the annotation guidelines; an affiliation beats anonymity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

import msgspec

from contested.model import ReaderError, SourceKind
from contested.model.base import Value

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_KIND_ORDER: tuple[SourceKind, ...] = (
    "medical",
    "monitor",
    "armed_group",
    "military",
    "government",
    "media",
    "resident",
    "expert",
    "other",
    "unnamed",
)


@dataclass(frozen=True)
class Speaker:
    """One link of a source chain: its words as short as names it, and its kind."""

    tokens: Span
    kind: SourceKind


class SourceWords(Value, frozen=True, kw_only=True):
    """data/sources.yaml as read; see the comments there for each list."""

    say: frozenset[str]
    object: frozenset[str]
    clause_only: frozenset[str]
    relay: frozenset[str]
    citing: frozenset[str]
    account: frozenset[str]
    witness_thing: frozenset[str]
    utterer: frozenset[str]
    reporter: frozenset[str]
    body: frozenset[str]
    pronoun: frozenset[str]
    audience: frozenset[str]
    agency: frozenset[str]
    parties: frozenset[str]
    phrases: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]

    def __post_init__(self) -> None:
        for kind in (*self.phrases, *self.words):
            if kind not in get_args(SourceKind):
                raise ValueError(f"unknown kind of source {kind!r}")


@cache
def source_words() -> SourceWords:
    """The reviewed lists that ship in the package. Raises ReaderError when the file is broken."""
    text = files("contested.extract.rules").joinpath("data/sources.yaml").read_text("utf-8")
    try:
        return msgspec.yaml.decode(text, type=SourceWords)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ReaderError(f"sources.yaml: {error}") from error


def kind_of(name: str, *, context: str = "", place: bool = False) -> SourceKind:
    """The kind of a source from its words, then from the words around it (title, apposition).

    `place` says that the name is a country or a capital, which stands for its government.
    """
    for text in (name, context):
        kind = _kind_by_words(text)
        if kind is not None:
            return kind
        if place:
            return "government"
    return "other"


def _kind_by_words(text: str) -> SourceKind | None:
    folded = _fold(text)
    words = folded.split()
    if not words:
        return None
    lexicon = source_words()
    padded = f" {folded} "
    for kind in _KIND_ORDER:
        if any(f" {phrase} " in padded for phrase in lexicon.phrases.get(kind, ())):
            return kind
        if kind == "medical" and any(f" {party} " in padded for party in lexicon.parties):
            return "armed_group"
    if any(f" {agency} " in padded for agency in lexicon.agency):
        return "media"
    for kind in _KIND_ORDER:
        if not lexicon.words.get(kind, frozenset()).isdisjoint(words):
            return kind
    return None


def _fold(text: str) -> str:
    text = text.casefold().replace("’", "'")
    return " ".join(re.sub(r"'s?(?=\s|$)", "", re.sub(r"[^\w'.@-]+", " ", text)).split())


def core(head: Token) -> Span:
    """The name that a noun heads: no article, no title before a name, no trailing clause."""
    doc: Doc = head.doc
    head = _named(head)
    if head.ent_type_ == "PERSON":
        return _person(head)
    start, end = _left(head), _right(head)
    if head.ent_type_ == "ORG":
        first, last = _entity(head)
        start, end = min(start, first), max(end, last)
    while start < head.i and (
        doc[start].pos_ in ("DET", "PUNCT", "ADV", "CCONJ", "SPACE") or doc[start].is_punct
    ):
        start += 1
    if head.pos_ == "PROPN":
        start = _skip_description(doc, start, head.i)
    return doc[start:end]


def _named(head: Token) -> Token:
    """In "a news agency, Name, said" the name in apposition speaks."""
    if head.pos_ != "NOUN":
        return head
    name = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i), None)
    return (
        name
        if name is not None and name.ent_type_ in ("ORG", "PERSON", "GPE", "") and name.i - head.i < 9
        else head
    )


def _entity(head: Token) -> tuple[int, int]:
    """The named entity around a token as [start, end)."""
    doc, start, end = head.doc, head.i, head.i + 1
    while start > head.sent.start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < head.sent.end and doc[end].ent_iob_ == "I":
        end += 1
    while end - 1 > head.i and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end


def _person(head: Token) -> Span:
    doc = head.doc
    start, end = head.i, head.i + 1
    while start > head.sent.start and doc[start - 1].ent_type_ == "PERSON" and doc[start].ent_iob_ == "I":
        start -= 1
    while end < head.sent.end and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "I":
        end += 1
    while end - 1 > start and (doc[end - 1].text in ("'s", "’s", "’", "'") or doc[end - 1].is_punct):
        end -= 1
    return doc[start:end]


def _left(head: Token) -> int:
    keep = (
        "compound",
        "amod",
        "poss",
        "nmod",
        "nummod",
        "det",
        "quantmod",
        "case",
        "punct",
        "advmod",
        "npadvmod",
        "neg",
    )
    start = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ not in keep and child.ent_type_ == "":
            break
        if child.dep_ == "det":
            break
        if child.is_punct and child.text not in ("-", "“", "”", '"', "'"):
            break
        start = min(start, child.left_edge.i)
    return max(start, head.sent.start)


def _right(head: Token) -> int:
    """One short "of"/"at"/"in"/"for" phrase belongs to the name; clauses and appositions do not."""
    doc, end = head.doc, head.i + 1
    for child in head.rights:
        if (
            child.i != end
            or child.dep_ != "prep"
            or child.lower_ not in ("of", "at", "for", "in", "from", "to", "on", "within", "by", "without")
        ):
            break
        if head.ent_type_ in ("GPE", "PERSON") or (
            child.lower_ in ("on", "to", "by", "without") and head.pos_ != "PROPN"
        ):
            break
        stop = _phrase_end(child)
        if stop - end > 7 or any(
            t.ent_type_ in ("DATE", "TIME") or t.pos_ in ("VERB", "AUX") for t in doc[end:stop]
        ):
            break
        end = stop
    return end


def _phrase_end(prep: Token) -> int:
    """Where a prepositional phrase ends, without clauses, appositions and what follows a comma."""
    doc, end = prep.doc, prep.i + 1
    right = prep.right_edge.i + 1
    while (
        end < right
        and doc[end].text not in (",", "(", ")", "-", "–", "—", ";", ":", "\n")
        and doc[end].pos_ not in ("VERB", "AUX", "SPACE")
    ):
        end += 1
    return end


def _skip_description(doc: Doc, start: int, head: int) -> int:
    """In "state news agency Name" only the name counts; in "Britain-based Name of" too."""
    lexicon = source_words()
    for i in range(head - 1, start - 1, -1):
        token = doc[i]
        if token.pos_ == "NOUN" and token.is_lower:
            return i + 1
        if (
            token.lower_ in ("based", "run", "backed", "linked", "affiliated", "led")
            and i > start
            and doc[i - 1].text == "-"
        ):
            return i + 1
        if token.lower_ in lexicon.reporter:
            return i + 1
    return start
