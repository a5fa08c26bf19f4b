"""Who did it and who was hit: the names in a trigger's sentence, weighed by the way to them.

Every name in the sentence is a candidate. Whether it is the perpetrator or a target is a sum of
weights (data/perpetrators.json, data/targets.json) over the path through the syntax tree, the words
on the way and the kind of name, so the explanation of a choice is the path that made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contested.extract.rules.means import means_of
from contested.extract.rules.phrases import is_modifier, modifiers, name_of, nominals, path
from contested.extract.rules.triggers import entry
from contested.extract.rules.weights import Table, table

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token


@dataclass(frozen=True)
class Argument:
    """A name that plays a role in an event, with the reader's estimate and the reason."""

    name: Tokens
    head: Token
    probability: float
    rule: str


def candidates(trigger: Token) -> list[Token]:
    """Heads of the names in the trigger's sentence, in text order.

    A weapon or an act gives way to the party named before it: in "Russian jets" and "rebel shelling"
    the actor is "Russian", "rebel". Before anything else such a word is part of that thing's name
    ("Turkish post", "Turkish army") and no actor by itself.
    """
    sentence = trigger.sent
    heads = [t for t in nominals(sentence) if not (means_of(t) and any(map(is_modifier, t.children)))]
    parties = [t for t in modifiers(sentence) if _tells_actor(t, trigger)]
    found = {t.i: t for t in (*heads, *parties)}
    return [found[i] for i in sorted(found) if i != trigger.i]


def _tells_actor(party: Token, trigger: Token) -> bool:
    owner = party.head
    while owner.dep_ in ("conj", "amod", "compound", "nmod", "npadvmod") and owner.head.pos_ in (
        "NOUN",
        "PROPN",
    ):
        if means_of(owner) or owner.i == trigger.i:
            break
        owner = owner.head
    lexicon = table("triggers").weights
    return owner.i == trigger.i or means_of(owner) is not None or f"lemma={entry(owner)}" in lexicon


def features(head: Token, trigger: Token, kind: str, triggers: Sequence[Token]) -> list[str]:
    """Named features of a candidate for an event of a type; `triggers`: all triggers of the sentence."""
    way = path(trigger, head) or "far"
    lemma = entry(trigger)
    found = [f"path={way}", f"path={lemma}: {way}", f"path={trigger.pos_}: {way}", f"path={kind}: {way}"]
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in trigger.children)
    found.append(f"path={'passive' if passive else 'active'}: {trigger.tag_} {way}")
    if _headline_passive(trigger):
        found.append(f"path=headline passive: {way}")
    found += _name(head, kind)
    found += _inside(head, trigger, kind, triggers)
    found += _place(head, trigger, triggers)
    return found


def _headline_passive(trigger: Token) -> bool:
    """ "Post bombed in the north": a past form with a subject, no object, in a line without a full stop."""
    if trigger.tag_ not in ("VBD", "VBN") or any(
        t.dep_ in ("dobj", "ccomp", "auxpass") for t in trigger.children
    ):
        return False
    return trigger.sent.text.rstrip()[-1:].isalnum()


def _name(head: Token, kind: str) -> Iterator[str]:
    name = head.ent_type_ or head.pos_
    yield f"kind={name}"
    yield f"kind={name}+{kind}"
    yield f"head={head.lemma_.lower()}"
    yield f"head={head.lemma_.lower()}+{kind}"
    yield f"word={head.lower_}+{head.dep_}"
    if means := means_of(head):
        yield f"means={means}+{kind}"
        yield "means"
    for child in head.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.ent_type_:
            yield f"mod={child.ent_type_}"
            yield f"mod={child.ent_type_}+{head.lemma_.lower()}"
        if child.dep_ in ("amod", "compound", "nmod", "nummod", "det", "poss"):
            yield f"left={child.lower_}"
    if head.dep_ == "pobj":
        yield f"prep={head.head.lower_}"
        yield f"prep={head.head.lower_}+{name}"
        yield f"prep={head.head.head.lemma_.lower()}+{head.head.lower_}"
    else:
        yield f"dep={head.dep_}+{head.head.lemma_.lower()}"


def _inside(head: Token, trigger: Token, kind: str, triggers: Sequence[Token]) -> Iterator[str]:
    """For a name inside another's: "Turkish" in "Turkish jets", "Turkish shelling", "Turkish post"."""
    if head.dep_ not in ("amod", "compound", "nmod", "poss"):
        return
    owner = head.head
    if owner.i == trigger.i:
        what = "trigger"
    elif means_of(owner):
        what = "means"
    elif any(owner.i == t.i for t in triggers):
        what = "another trigger"
    else:
        what = "thing"
    yield f"inside={what}+{owner.dep_}"
    yield f"inside={what}+{trigger.pos_}+{owner.dep_}"
    yield f"inside={what}+{head.ent_type_}+{kind}"
    yield f"inside={head.dep_}+{owner.lemma_.lower()}"


def _place(head: Token, trigger: Token, triggers: Sequence[Token]) -> Iterator[str]:
    distance = head.i - trigger.i
    side = "right" if distance > 0 else "left"
    yield f"{side}={min(abs(distance), 12) // 2}"
    low, high = sorted((head.i, trigger.i))
    between = [t for t in triggers if low < t.i < high]
    yield f"{side} triggers between={min(len(between), 2)}"
    gap = trigger.doc[low + 1 : high]
    for word in gap:
        if word.lower_ in (
            "by",
            "against",
            "on",
            "between",
            "with",
            "from",
            "said",
            "killing",
            ",",
            "and",
            "after",
        ):
            yield f"{side} gap={word.lower_}"
    if not len(gap):
        yield f"{side} next+{trigger.pos_}"


def roles(trigger: Token, kind: str, triggers: Sequence[Token]) -> tuple[list[Argument], list[Argument]]:
    """Who acted and who or what was hit, each in text order.

    For a clash, a meeting or an agreement every party acts. `triggers`: all of the sentence.
    """
    named = [(head, features(head, trigger, kind, triggers)) for head in candidates(trigger)]
    return _choose(named, table("perpetrators")), _choose(named, table("targets"))


def _choose(named: Sequence[tuple[Token, list[str]]], weights: Table) -> list[Argument]:
    """The names that the weights take: none inside another, none twice.

    A name joined to a taken one ("the regime and Russia") needs half the odds; the other side of
    "or" and of a hyphen ("Assad-Russian") none: half of an alternative would be a false fact.
    """
    taken, left = [], []
    for head, found in named:
        odds = weights.odds(found)
        if odds >= weights.threshold:
            taken.append(Argument(name_of(head), head, odds, weights.because(found, "yes")))
        else:
            left.append((head, odds))
    joined = []
    for head, odds in left if taken else ():
        argument = Argument(name_of(head), head, odds, "")
        for partner in taken:
            if odds >= _needed(argument, partner) * weights.threshold:
                joined.append(replace(argument, rule=f"joined to '{partner.name.text}'"))
                break
    return _each_once(_without_overlaps(taken + joined))


def _needed(argument: Argument, partner: Argument) -> float:
    """The share of the threshold that a name needs beside a taken one: 0, 0.5 or 1."""
    first, second = sorted((argument, partner), key=lambda a: a.name.start)
    gap = [t.lower_ for t in first.head.doc[first.name.end : second.name.start]]
    if gap in (["or"], ["-"], ["–"], ["or", "by"], ["or", "the"], ["or", "by", "the"]):
        return 0.0
    heads = (argument.head.head.i == partner.head.i, partner.head.head.i == argument.head.i)
    return 0.5 if any(heads) and "conj" in (argument.head.dep_, partner.head.dep_) else 1.0


def _each_once(found: Sequence[Argument]) -> list[Argument]:
    first: dict[str, Argument] = {}
    for argument in found:
        first.setdefault(argument.name.text.casefold(), argument)
    return list(first.values())


def _without_overlaps(found: Sequence[Argument]) -> list[Argument]:
    """Of names that share words the likelier stays; ties go to the first."""
    kept: list[Argument] = []
    for argument in sorted(found, key=lambda a: (-a.probability, a.name.start)):
        if all(argument.name.end <= k.name.start or k.name.end <= argument.name.start for k in kept):
            kept.append(argument)
    return sorted(kept, key=lambda a: a.name.start)
