"""What kind of event a trigger names: its word, its arguments and the means named around it.

The article's other sentences count too: "the attack" is an air strike where jets were named before.
The choice is a sum of weights (data/event_types.json) over named features, one sum a type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contested.extract.rules.means import means_of
from contested.extract.rules.triggers import entry
from contested.extract.rules.weights import table

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "agent", "poss")
LEMMA = 3
"""The trigger's own word counts thrice, so that learning (which keeps weights small) trusts it most."""


@dataclass(frozen=True)
class TypeFinding:
    type: str
    probability: float
    rule: str


def means_counts(tokens: Iterable[Token]) -> Counter[str]:
    """How often each class of means is named."""
    return Counter(kind for token in tokens if (kind := means_of(token)))


def features(token: Token, triggers: Sequence[Token], article: Counter[str]) -> list[str]:
    """Named features of a trigger. `triggers`: all triggers of the stretch; `article`: its means counts."""
    lemma = entry(token)
    found = [f"lemma={lemma}"] * LEMMA + [f"word={token.lower_}"]
    sentence = means_counts(token.sent)
    found += [f"sentence means={kind}" for kind in sentence] or ["sentence means=none"]
    found += [f"sentence means={kind}+{lemma}" for kind in sentence]
    top = [kind for kind, _ in article.most_common(2)]
    found += [f"article means {n}={kind}" for n, kind in enumerate(top)]
    found += [f"article means {n}={kind}+{lemma}" for n, kind in enumerate(top)]
    found += _arguments(token, lemma)
    found += _nearby(token, triggers)
    return found


def _arguments(token: Token, lemma: str) -> Iterator[str]:
    for child in token.children:
        yield from _child(child, lemma)
    if token.head.i != token.i:
        yield f"head={token.head.lemma_.lower()}"
        if token.dep_ in ("compound", "amod"):
            yield f"modifies={token.head.lemma_.lower()}"
    for other in token.doc[max(token.sent.start, token.i - 3) : token.i]:
        yield f"left={other.lower_}"
    for other in token.doc[token.i + 1 : min(token.sent.end, token.i + 4)]:
        yield f"right={other.lower_}"


def _child(child: Token, lemma: str) -> Iterator[str]:
    means = means_of(child)
    if child.dep_ in ("compound", "amod", "nmod"):
        yield f"mod={child.lower_}"
        yield f"mod={lemma}+{means or child.lower_}"
    elif child.dep_ in ("dobj", "nsubjpass"):
        yield f"object={child.lemma_.lower()}"
        yield f"object={lemma}+{means or child.ent_type_ or child.lemma_.lower()}"
    elif child.dep_ in SUBJECTS:
        yield f"subject={child.lemma_.lower()}"
        if means:
            yield f"subject means={lemma}+{means}"
    elif child.dep_ == "prep":
        yield f"prep={lemma}+{child.lower_}"
        for inner in child.children:
            yield f"prep={child.lower_}+{means_of(inner) or inner.ent_type_ or inner.lemma_.lower()}"
    elif child.dep_ in ("prt", "acomp", "advmod"):
        yield f"{child.dep_}={lemma}+{child.lower_}"


def _nearby(token: Token, triggers: Sequence[Token]) -> Iterator[str]:
    before = [t for t in triggers if t.i < token.i]
    after = [t for t in triggers if t.i > token.i]
    if before:
        yield f"previous={entry(before[-1])}"
        for kind in means_counts(before[-1].sent):
            yield f"previous means={kind}"
    if after:
        yield f"next={entry(after[0])}"
    for other in triggers:
        if other.i != token.i and other.sent.start == token.sent.start:
            yield f"beside={entry(other)}"
    if any(t.like_num for t in token.sent):
        yield "number in sentence"


def event_type(token: Token, triggers: Sequence[Token], article: Counter[str]) -> TypeFinding:
    """The likeliest type of a trigger."""
    weights = table("event_types")
    named = features(token, triggers, article)
    best, probability = weights.best(named)
    return TypeFinding(best, probability, weights.because(named, best))
