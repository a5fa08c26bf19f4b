"""Stated displacements: "20 km north of Hama", "about 500 metres from the post", "south of the town"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contested.extract.rules.toponyms import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FROM = frozenset({"of", "from", "off"})
BETWEEN = frozenset({"(", ")", "to", "the", "away", "further", "and", "just", "-", "/", "down"})
"""Words that may stand inside a distance ("35 km (22 miles) to the north of")."""
HEDGES = frozenset(
    [
        "about",
        "some",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "just",
        "only",
        "over",
        "under",
        "than",
        "more",
        "less",
        "nautical",
        "hundred",
        "hundreds",
        "few",
        "several",
        "a",
        "of",
        "at",
        "least",
    ]
)
LONGEST = 14
"""Words of a distance that are looked at in front of its preposition."""


def offset_spans(doc: Doc) -> list[Span]:
    """Every displacement in the doc, with its landmark, in order and without overlaps."""
    found: list[Span] = []
    for span in _offsets(doc):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _offsets(doc: Doc) -> Iterator[Span]:
    for prep in doc:
        if prep.lower_ not in FROM or prep.i == 0:
            continue
        start = _distance_start(prep)
        if start is None:
            start = _bearing_start(prep)
        end = _landmark_end(prep)
        if start is not None and end is not None:
            yield doc[start:end]


def _distance_start(prep: Token) -> int | None:
    """First word of the distance in front of the preposition, or None when there is no unit and number."""
    doc, words = prep.doc, lexicon()
    low = max(prep.sent.start, prep.i - LONGEST)
    i, unit = prep.i - 1, None
    while i >= low and _may_be_inside(doc[i]):
        if doc[i].lower_ in words["units"]:
            unit = i
        i -= 1
    if unit is None:
        return None
    number = unit - 1
    while number >= low and (doc[number].like_num or doc[number].lower_ in HEDGES):
        number -= 1
    start = number + 1
    while (
        start < unit
        and doc[start].lower_ in ("of", "at", "a", "than", "under")
        and not doc[start + 1].like_num
    ):
        start += 1
    counted = any(
        t.like_num or t.lower_ in ("hundred", "hundreds", "few", "several") for t in doc[start:unit]
    )
    return start if counted else None


def _may_be_inside(token: Token) -> bool:
    words = lexicon()
    known = token.lower_ in words["units"] or token.lower_ in words["directions"]
    return known or token.lower_ in BETWEEN or token.lower_ in HEDGES or token.like_num


def _bearing_start(prep: Token) -> int | None:
    """First word of a bearing ("south-west of"): only "of" makes one."""
    doc, words = prep.doc, lexicon()
    start = prep.i
    while start > 0 and (
        doc[start - 1].lower_ in words["directions"] or (doc[start - 1].text == "-" and start < prep.i)
    ):
        start -= 1
    if start == prep.i or prep.lower_ != "of":
        return None
    if start > 0 and doc[start - 1].lower_ in ("the", "its") and start > 1 and doc[start - 2].lower_ == "in":
        return None  # "in the north of Syria" is a part, not a bearing
    return start


def _landmark_end(prep: Token) -> int | None:
    """Index behind the landmark's name: the preposition's noun, and its own name after "of"."""
    doc = prep.doc
    noun = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or noun.i - prep.i > 6:
        following = doc[prep.i + 1 : prep.i + 2]
        return prep.i + 2 if len(following) and following[0].pos_ == "PROPN" else None
    end = noun.i + 1
    if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].pos_ == "PROPN":
        end += 2
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end - 1].pos_ == "NOUN":
        end += 1
    return end
