"""What binds a place or a time to a trigger: named relations and their weights.

A mention's score for a trigger is the sum of the weights of the relations that hold between them
(data/circumstance.yaml). The weights were fitted once on annotated reports (train/circumstance.py);
the relations are plain facts of syntax and layout, so a choice can be read: the rule that is reported
is the strongest relation behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PLAIN_VERBS = frozenset(
    {"say", "tell", "report", "add", "claim", "note", "announce", "warn", "state", "quote", "cite"}
)
"""Verbs of saying: what hangs on them is the place or time of the saying."""


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    import yaml

    text = files("contested.extract.rules").joinpath("data/circumstance.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast
    tables: dict[str, dict[str, float]] = yaml.load(text, loader)
    return tables


def weights(kind: str) -> Mapping[str, float]:
    """Relation -> weight for "place" or "time"; an unknown relation weighs nothing."""
    return _tables()[kind]


def score(kind: str, relations: Iterable[str]) -> float:
    """Sum of the weights of the relations that hold."""
    table = weights(kind)
    return sum(table.get(name, 0.0) for name in relations)


class Layout:
    """Sentence and paragraph numbers of a doc's tokens, its first lines, and each token's clause."""

    def __init__(self, doc: Doc) -> None:
        self.sentence: list[int] = []
        self.paragraph: list[int] = []
        number = paragraph = -1
        fresh = True
        for token in doc:
            if token.is_sent_start or number < 0:
                number += 1
            if fresh:
                paragraph, fresh = paragraph + 1, False
            self.sentence.append(number)
            self.paragraph.append(paragraph)
            fresh = "\n" in token.text
        self.sentences = number + 1


def clause_of(token: Token) -> Token:
    """The verb that heads the token's clause (the token itself when it is one), else the root."""
    here = token
    while here.pos_ not in ("VERB", "AUX") or here.dep_ in ("amod", "compound", "aux", "auxpass"):
        if here.head.i == here.i:
            return here
        here = here.head
    return here


def governor(span: Span) -> tuple[str, Token]:
    """How a phrase hangs in its sentence: its preposition or relation, and the word it hangs on."""
    root = span.root
    while (
        root.dep_ in ("conj", "appos")
        and root.head.i != root.i
        and root.head.pos_ in ("NOUN", "PROPN", "NUM")
    ):
        root = root.head
    if root.dep_ == "pobj":
        prep = root.head
        above = prep.head
        while above.dep_ == "prep" and above.i != above.head.i:
            above = above.head
        return prep.lower_, above
    return root.dep_, root.head


def distance_relations(trigger: Token, span: Span, layout: Layout) -> list[str]:
    """Where the mention stands in the text as seen from the trigger."""
    here, there = layout.sentence[trigger.i], layout.sentence[span.start]
    gap = here - there
    if gap == 0:
        side = "after" if span.start > trigger.i else "before"
        return [f"same sentence, {side}", f"{bucket(abs(span.root.i - trigger.i), (3, 7, 14))} words {side}"]
    found = []
    if layout.paragraph[trigger.i] == layout.paragraph[span.start]:
        found.append("same paragraph, earlier" if gap > 0 else "same paragraph, later")
    if gap > 0:
        found.append(f"{bucket(gap, (1, 2, 4, 8))} sentences earlier")
    else:
        found.append(f"{bucket(-gap, (1, 3))} sentences later")
    return found


def bucket(value: int, edges: Sequence[int]) -> str:
    """The first edge that the value does not pass, as a name ("up to 7", "over 14")."""
    for edge in edges:
        if value <= edge:
            return f"up to {edge}"
    return f"over {edges[-1]}"


def syntax_relations(trigger: Token, on: Token, rivals: Sequence[Token]) -> list[str]:
    """How the word that the mention hangs on relates to the trigger (same sentence only)."""
    if on.i == trigger.i:
        return ["hangs on the trigger"]
    found = []
    clause, own = clause_of(on), clause_of(trigger)
    if trigger.is_ancestor(on):
        found.append("inside the trigger's phrase")
    elif clause.i == own.i:
        found.append("same clause")
    elif clause.is_ancestor(trigger):
        found.append("clause above")
    elif own.is_ancestor(on):
        found.append("clause below")
    else:
        found.append("clause beside")
    if clause.lemma_ in PLAIN_VERBS and clause.i == on.i:
        found.append("hangs on a verb of saying")
    if any(r.i == on.i for r in rivals):
        found.append("hangs on another trigger")
    elif any(r.i != trigger.i and r.is_ancestor(on) and not r.is_ancestor(trigger) for r in rivals):
        found.append("inside another trigger's phrase")
    return found


def between(trigger: Token, span: Span, rivals: Sequence[Token]) -> bool:
    """True when another trigger stands between the trigger and the mention."""
    low, high = min(trigger.i, span.start), max(trigger.i, span.start)
    return any(low < r.i < high for r in rivals)
