"""Pronouns that act: "they fired", "its jets" point back to a name that acted just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from contested.extract.rules.arguments import Argument

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONS = frozenset({"he", "she", "his", "her"})
GROUPS = frozenset({"they", "their", "it", "its", "themselves"})
CLIMB = frozenset({"xcomp", "advcl", "conj", "acl", "pcomp"})
REACH = 2
"""How many sentences back a name may stand."""


def acting_pronoun(trigger: Token) -> Token | None:
    """The personal pronoun that is the trigger's subject or owner, or None."""
    for child in trigger.children:
        if child.dep_ == "poss" and child.lower_ in PERSONS | GROUPS:
            return child
    node = trigger
    for _ in range(3):
        subjects = [c for c in node.children if c.dep_ == "nsubj"]
        if subjects:
            return subjects[0] if subjects[0].lower_ in PERSONS | GROUPS else None
        if node.dep_ not in CLIMB or any(c.dep_ == "nsubjpass" for c in node.children):
            return None
        node = node.head
    return None


def antecedent(pronoun: Token, earlier: Sequence[Argument]) -> Argument | None:
    """The last of the earlier actors that the pronoun can mean, in its sentence or the two before."""
    start = pronoun.sent.start
    for _ in range(REACH):
        if start > 0:
            start = pronoun.doc[start - 1].sent.start
    for argument in reversed(earlier):
        if not start <= argument.head.i < pronoun.i:
            continue
        if (argument.head.ent_type_ == "PERSON") == (pronoun.lower_ in PERSONS):
            rule = f"pronoun '{pronoun.text}' for the last actor named"
            return replace(argument, probability=argument.probability * 0.7, rule=rule)
    return None
