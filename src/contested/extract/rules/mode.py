"""Together, either, or nobody knows: how the named perpetrators are meant.

"Russian or regime jets" names alternatives, "unidentified gunmen" says that nobody knows; both make
the culprit contested, and neither may turn into a fact about both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from contested.extract.rules.arguments import Argument
from contested.extract.rules.status import StatusFinding
from contested.model import Mode

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

UNKNOWN = frozenset("unknown unidentified unnamed unspecified mysterious unclaimed".split())
NOBODY = frozenset("no nobody none neither nor".split())
ASKED = frozenset(
    "who whose whom responsible responsibility origin perpetrator culprit identify claim behind".split()
)
"""Words that show that the open question is the culprit, where a status is unclear."""
FAR = 9
"""Most words that may stand between two alternatives."""


@dataclass(frozen=True)
class ModeFinding:
    mode: Mode
    names: tuple[Argument, ...]
    cue: Tokens | None
    rule: str


def mode_of(trigger: Token, names: Sequence[Argument], status: StatusFinding) -> ModeFinding:
    """How the names found for a trigger are meant; names that the mode rules out are dropped."""
    if cue := _or_between(names):
        return ModeFinding("one_of", tuple(names), cue, "alternatives joined by 'or'")
    if cue := _unknown_word(trigger, names):
        return ModeFinding("unknown", tuple(names), cue, "the actor is called unknown")
    if status.status == "unclear" and (cue := _open_question(trigger)):
        return ModeFinding("unknown", (), cue, "the text leaves open who did it")
    if cue := _unclaimed(trigger):
        return ModeFinding("unknown", (), cue, "nobody claimed it")
    if names:
        return ModeFinding("all", tuple(names), None, "; ".join(dict.fromkeys(n.rule for n in names)))
    return ModeFinding("none", (), None, "no name in the sentence is linked to the act")


def _or_between(names: Sequence[Argument]) -> Tokens | None:
    for left, right in pairwise(names):
        gap = left.head.doc[left.name.end : right.name.start]
        ors = [t for t in gap if t.lower_ == "or"]
        if ors and len(gap) <= FAR and not any(t.pos_ == "VERB" and t.dep_ != "amod" for t in gap):
            return left.head.doc[ors[0].i : ors[0].i + 1]
    return None


def _unknown_word(trigger: Token, names: Sequence[Argument]) -> Tokens | None:
    doc = trigger.doc
    for name in names:
        for token in doc[max(name.name.start - 2, trigger.sent.start) : name.name.end]:
            if token.lower_ in UNKNOWN:
                return doc[token.i : token.i + 1]
    for child in trigger.children:
        if child.lower_ in UNKNOWN and child.dep_ == "amod":
            return doc[child.i : child.i + 1]
    return None


def _open_question(trigger: Token) -> Tokens | None:
    for token in trigger.sent:
        if token.lower_ in ASKED or token.lemma_.lower() in ASKED:
            return trigger.doc[token.i : token.i + 1]
    return None


def _unclaimed(trigger: Token) -> Tokens | None:
    """ "No group has claimed responsibility for the attack", "the raid has not been claimed"."""
    for verb in (t for t in trigger.sent if t.lemma_.lower() == "claim" and t.pos_ in ("VERB", "NOUN")):
        responsibility = any(t.lower_ == "responsibility" for t in verb.subtree)
        claimed = any(c.i == trigger.i for c in verb.children) and trigger.dep_ in ("dobj", "nsubjpass")
        if not (responsibility or claimed):
            continue
        for word in verb.subtree:
            if word.lower_ in NOBODY or word.dep_ == "neg":
                return trigger.doc[word.i : word.i + 1]
    return None
