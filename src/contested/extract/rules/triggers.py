"""Which words name an event: the trigger lexicon and the context that makes a word a claim.

A candidate is a word of the lexicon (data/triggers.json, feature "lemma=..."); whether it makes a
claim here is a sum of weights over its syntax and its neighbours ("killed" beside "air strike" is
that strike's harm, alone it is the event).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contested.extract.rules.means import means_of
from contested.extract.rules.phrases import hyphen_end
from contested.extract.rules.weights import Table, table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

HARM = frozenset(
    "kill killed wound wounded injure injured die dead death casualty injury hurt victim body damage toll "
    "destroy maim martyr martyred fatality damaged killing claim lose miss leave".split()
)
"""Words that tell the harm of an act rather than the act; they yield to an act in the same sentence."""

CLASSES = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}


@dataclass(frozen=True)
class Trigger:
    """A word that makes a claim, with the reader's estimate that it does, and why."""

    token: Token
    probability: float
    rule: str


def word_class(token: Token) -> str:
    """V, N, A, or O for all else."""
    return CLASSES.get(token.pos_, "O")


def entry(token: Token) -> str:
    """The lexicon's key for a word, e.g. "strike/N"."""
    return f"{token.lemma_.lower()}/{word_class(token)}"


def candidates(doc: Doc, known: Table) -> list[Token]:
    """Words of the lexicon, in text order."""
    return [t for t in doc if not t.is_space and f"lemma={entry(t)}" in known.weights]


def features(token: Token, others: Sequence[Token]) -> list[str]:
    """Named features of a candidate; `others` are the other candidates of its sentence, in order."""
    found = [f"lemma={entry(token)}", f"word={token.lower_}/{token.tag_}", f"dep={token.dep_}"]
    found += [f"lemma+dep={entry(token)}+{token.dep_}"]
    found += _syntax(token)
    found += _neighbours(token, others)
    found += _position(token)
    return found


def _syntax(token: Token) -> Iterator[str]:
    head, lemma = token.head, entry(token)
    yield f"head={head.lemma_.lower()}" if head.i != token.i else "head=ROOT"
    if head.i != token.i and head.pos_ == "ADP":
        yield f"under={head.lower_}"
        yield f"under={head.lower_}+{head.head.lemma_.lower()}"
    for child in token.children:
        if child.dep_ in ("neg", "aux", "auxpass", "agent", "prt", "poss", "det"):
            yield f"{child.dep_}={child.lower_}"
        elif child.dep_ in ("compound", "amod", "nmod"):
            yield f"mod={child.lower_}"
            yield f"mod={lemma}+{means_of(child) or '-'}"
        elif child.dep_ in ("dobj", "nsubj", "nsubjpass", "attr"):
            yield f"{child.dep_}?{lemma}"
            yield f"{child.dep_}={child.lemma_.lower()}"
            if child.ent_type_:
                yield f"{child.dep_}:{child.ent_type_}"
        elif child.dep_ == "prep":
            yield f"prep={lemma}+{child.lower_}"
    if token.i > 0:
        yield f"before={token.nbor(-1).lower_}"
    if token.i + 1 < len(token.doc):
        yield f"after={token.nbor(1).lower_}"
        yield f"after={lemma}+{token.nbor(1).lower_}"


def _neighbours(token: Token, others: Sequence[Token]) -> Iterator[str]:
    harm = token.lemma_.lower() in HARM
    kind = "harm" if harm else "act"
    acts = [o for o in others if o.lemma_.lower() not in HARM]
    before = [o for o in acts if o.i < token.i]
    yield f"{kind}:acts={min(len(acts), 3)}"
    yield f"{kind}:before={min(len(before), 2)}"
    yield f"{kind}:harms={min(len(others) - len(acts), 2)}"
    for other in others:
        side = "<" if other.i < token.i else ">"
        yield f"pair={entry(token)}{side}{entry(other)}"
        if abs(other.i - token.i) <= 2:
            yield f"near={kind}{side}{word_class(other)}"
        if other.is_ancestor(token):
            yield f"{kind}:under={'harm' if other.lemma_.lower() in HARM else 'act'}+{token.dep_}"
        elif token.is_ancestor(other):
            yield f"{kind}:over={'harm' if other.lemma_.lower() in HARM else 'act'}+{other.dep_}"


def _position(token: Token) -> Iterator[str]:
    sentence = token.sent
    if token.i < 30:
        yield "early"
    if sentence.start == 0:
        yield "first sentence"
    if len(sentence) < 4:
        yield "fragment"
    if any(t.lower_ in ("if", "would", "could", "should", "may", "might") for t in sentence):
        yield "modal sentence"
    if any(t.is_quote for t in sentence):
        yield "quoted sentence"
    if any(t.lower_ in ("i", "we", "you", "us", "our", "my") for t in sentence):
        yield "first person"
    if any(t.like_num for t in sentence):
        yield "number in sentence"
    if any(t.ent_type_ in ("GPE", "LOC", "FAC") for t in sentence):
        yield "place in sentence"
    if any(t.ent_type_ in ("DATE", "TIME") for t in sentence):
        yield "time in sentence"
    if any(means_of(t) for t in sentence):
        yield "means in sentence"
    if sentence.text.rstrip().endswith("?"):
        yield "question"


def find_triggers(doc: Doc) -> list[Trigger]:
    """The words of a parsed stretch that make claims, in text order."""
    known = table("triggers")
    found = candidates(doc, known)
    by_sentence: dict[int, list[Token]] = {}
    for token in found:
        by_sentence.setdefault(token.sent.start, []).append(token)
    triggers = []
    for token in found:
        named = features(token, [o for o in by_sentence[token.sent.start] if o.i != token.i])
        probability = known.odds(named)
        if probability >= known.threshold:
            triggers.append(Trigger(token, probability, known.because(named, "yes")))
    return triggers


def widen(token: Token) -> Tokens:
    """The trigger with the words that belong to its name: "air strikes", "shot dead", "opened fire"."""
    start, end = token.i, token.i + 1
    if word_class(token) == "N":
        while start > token.sent.start and _in_name(token.doc[start - 1]):
            start -= 1
        if token.doc[start].text == "-":
            start += 1
    else:
        for child in token.children:
            if child.i == end and (child.dep_ == "prt" or child.lower_ in ("dead", "fire")):
                end += 1
    return token.doc[start : hyphen_end(token.doc, end)]


def _in_name(left: Token) -> bool:
    return left.text == "-" or (left.dep_ == "compound" and means_of(left) is not None)
