"""Is the event told as fact, hedged, denied, planned, or said not to be known?

Rules over the dependency path from the trigger up to the clause that governs it; word lists in
data/status.yaml. Codebook: the annotation guidelines, field `status`. A threat is asserted as a
threat; what it threatens is planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from contested.extract.rules.attribution import Attribution
from contested.model import ReaderError, Status
from contested.model.base import Value

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_Words = frozenset[str]
_NEGATION = frozenset(("not", "n't", "n’t", "never", "no", "nor"))
_UNCHECKED = frozenset(
    ("after", "before", "since", "following", "during", "amid", "despite", "until", "for", "over")
)


@dataclass(frozen=True)
class StatusFinding:
    """The status of a claim, the words that make it so (None for `asserted`), and the rule."""

    status: Status
    cue: Span | None
    rule: str


class DeniedWords(Value, frozen=True, kw_only=True):
    verbs: _Words
    self: _Words
    adjectives: _Words
    predicates: _Words
    nobody: _Words
    prepositions: _Words


class PlannedWords(Value, frozen=True, kw_only=True):
    auxiliaries: _Words
    verbs: _Words
    adjectives: _Words
    predicates: _Words
    nouns: _Words
    words: _Words


class AllegedWords(Value, frozen=True, kw_only=True):
    adverbs: _Words
    adjectives: _Words
    passive: _Words
    verbs: _Words
    nouns: _Words
    self: _Words
    modal_perfect: _Words


class UnclearWords(Value, frozen=True, kw_only=True):
    words: _Words
    negated: _Words
    marks: _Words
    unclaimed: _Words
    investigate: _Words


class StatusWords(Value, frozen=True, kw_only=True):
    """data/status.yaml as read; see the comments there."""

    denied: DeniedWords
    harm: _Words
    not_denying: _Words
    planned: PlannedWords
    came_true: _Words
    alleged: AllegedWords
    unclear: UnclearWords


@cache
def status_words() -> StatusWords:
    """The reviewed lists that ship in the package. Raises ReaderError when the file is broken."""
    text = files("contested.extract.rules").joinpath("data/status.yaml").read_text("utf-8")
    try:
        return msgspec.yaml.decode(text, type=StatusWords)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ReaderError(f"status.yaml: {error}") from error


def status_of(trigger: Token, attribution: Attribution | None) -> StatusFinding:
    """The status of the event that `trigger` names, as its source tells it.

    `attribution` is what `source_of` gave: words outside its content hedge the source's saying, not
    the event.
    """
    path = list(_path(trigger))
    for rule in (_unclear, _denied, _planned, _alleged):
        found = rule(trigger, path)
        if found is not None:
            return found
    return StatusFinding("asserted", None, "asserted")


@dataclass(frozen=True)
class _Step:
    """A token that governs the trigger, and by which child the path came to it."""

    token: Token
    child: Token | None
    shared: bool
    """The path came over "and": what modifies this token does not modify the trigger."""


def _path(trigger: Token) -> Iterator[_Step]:
    """From the trigger up; stops at clauses whose truth does not hang on what governs them."""
    yield _Step(trigger, None, False)
    token = trigger
    for _ in range(12):
        head = token.head
        if head.i == token.i:
            return
        if token.dep_ in ("relcl", "appos") or (token.dep_ == "advcl" and not _infinitive(token)):
            return
        if token.dep_ == "prep" and token.lower_ in _UNCHECKED and head.pos_ in ("VERB", "AUX"):
            return
        yield _Step(head, token, token.dep_ == "conj")
        token = head


def _finding(status: Status, token: Token, rule: str) -> StatusFinding:
    return StatusFinding(status, token.doc[token.i : token.i + 1], rule)


def _negation(token: Token) -> Token | None:
    return next(
        (c for c in token.children if c.dep_ == "neg" or c.lower_ in ("not", "n't", "n’t", "never")), None
    )


def _infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _passive(token: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass", "agent") for c in token.children) or (
        token.dep_ in ("acl", "amod") and token.tag_ == "VBN"
    )


def _subject(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _unclear(trigger: Token, path: list[_Step]) -> StatusFinding | None:
    words = status_words().unclear
    if trigger.lemma_.lower() in words.unclaimed:
        negative = _nobody(trigger) or _negation(trigger)
        if negative is not None:
            return _finding("unclear", negative, "nobody-claims")
    for step in path:
        token = step.token
        if step.shared:
            continue
        mark = next((c for c in token.children if c.lower_ in words.marks), None)
        if mark is not None and mark.i < trigger.i:
            return _finding("unclear", mark, "whether")
        if token.lemma_.lower() in words.words:
            return _finding("unclear", token, "unknown")
        predicate = next(
            (
                c
                for c in token.children
                if c.dep_ in ("acomp", "attr", "oprd") and c.lemma_.lower() in words.words
            ),
            None,
        )
        if predicate is not None:
            return _finding("unclear", predicate, "unknown")
        if token.lemma_.lower() in words.negated or any(
            c.dep_ == "acomp" and c.lemma_.lower() in words.negated for c in token.children
        ):
            negative = _nobody(token) or _negation(token)
            if negative is not None:
                return _finding("unclear", negative, "not-known")
    return None


def _nobody(token: Token) -> Token | None:
    """A negative subject: "no group", "nobody", "none", "not one lorry"."""
    subject = _subject(token)
    if subject is None:
        return None
    if subject.lower_ in ("nobody", "none", "noone", "neither"):
        return subject
    if subject.lower_ == "one" and any(c.lower_ == "no" for c in subject.children):
        return subject
    return next(
        (t for t in subject.subtree if t.lower_ in ("no", "not", "neither") and t.i <= subject.i), None
    )


def _denied(trigger: Token, path: list[_Step]) -> StatusFinding | None:
    lexicon = status_words()
    words = lexicon.denied
    lemma = trigger.lemma_.lower()
    if lemma in words.self and not (
        trigger.pos_ == "VERB" and _passive(trigger) and any(c.dep_ == "dobj" for c in trigger.children)
    ):
        return _finding("denied", trigger, "denial")
    found = _negated_trigger(trigger)
    if found is not None:
        return found
    for step in path:
        token = step.token
        if step.child is None or step.shared:
            continue
        if (
            token.lemma_.lower() in words.verbs
            and token.pos_ in ("VERB", "ADJ", "NOUN")
            and _negation(token) is None
        ):
            if step.child.dep_ == "nsubj" and token.lemma_.lower() not in ("fail",):
                continue
            return _finding("denied", token, f"denied-by:{token.lemma_.lower()}")
        if token.lower_ in words.prepositions and step.child.dep_ in ("pobj", "pcomp"):
            return _finding("denied", token, "without")
        false = next(
            (
                c
                for c in token.children
                if c.dep_ in ("acomp", "attr", "oprd") and c.lemma_.lower() in words.predicates
            ),
            None,
        )
        if false is not None and false.i != step.child.i:
            return _finding("denied", false, "false")
        if (
            token.pos_ in ("VERB", "AUX")
            and step.child.dep_ in ("ccomp", "xcomp", "dobj")
            and token.lemma_.lower() not in lexicon.not_denying
        ):
            negative = _negation(token)
            if negative is not None and lemma not in lexicon.harm:
                return _finding("denied", negative, "negated-above")
    return None


def _negated_trigger(trigger: Token) -> StatusFinding | None:
    lexicon = status_words()
    words = lexicon.denied
    lemma = trigger.lemma_.lower()
    harm = lemma in lexicon.harm
    for child in trigger.children:
        if child.lower_ in words.adjectives and child.dep_ in ("amod", "compound", "nmod"):
            return _finding("denied", child, "failed")
        if (
            child.lower_ in ("no", "neither")
            and child.dep_ in ("det", "neg")
            and not harm
            and trigger.pos_ in ("NOUN", "PROPN")
        ):
            return _finding("denied", child, "no-event")
    negative = _negation(trigger)
    if (
        negative is not None
        and trigger.pos_ != "NOUN"
        and lemma not in lexicon.not_denying
        and not (harm and _passive(trigger))
    ):
        return _finding("denied", negative, "negated")
    if trigger.pos_ == "VERB" and not harm and lemma not in lexicon.not_denying:
        nobody = _nobody(trigger)
        if nobody is not None:
            return _finding("denied", nobody, "nobody")
    return None


def _planned(trigger: Token, path: list[_Step]) -> StatusFinding | None:
    lexicon = status_words()
    words = lexicon.planned
    for child in trigger.children:
        if child.lower_ in words.adjectives and child.dep_ in ("amod", "compound"):
            return _finding("planned", child, "planned-noun")
    for step in path[:4]:
        token = step.token
        if step.shared:
            continue
        if token.pos_ in ("VERB", "AUX") and (
            step.child is None
            or step.child.dep_ in ("dobj", "nsubj", "nsubjpass", "xcomp", "prep", "pobj", "attr")
        ):
            will = _future(token)
            if will is not None:
                return _finding("planned", will, "future")
        if step.child is None:
            continue
        lemma = token.lemma_.lower()
        plain = step.child.dep_ in ("xcomp", "dobj", "ccomp", "acl", "advcl", "oprd", "pcomp", "prep")
        if _infinitive(step.child) and step.child.dep_ in ("xcomp", "ccomp", "acl", "advcl", "oprd"):
            if token.pos_ == "NOUN" and lemma in words.nouns:
                return _finding("planned", token, f"planned-by:{lemma}")
            if token.pos_ in ("VERB", "ADJ") and (lemma in words.verbs or token.lower_ in words.predicates):
                return _finding("planned", token, f"planned-by:{lemma}")
            if step.child.dep_ in ("advcl", "acl") and lemma not in lexicon.came_true:
                return _finding("planned", step.child, "purpose")
        elif (
            plain
            and token.pos_ == "VERB"
            and lemma in ("plan", "prepare", "schedule", "order", "propose", "await", "seek")
            and step.child.dep_ in ("dobj", "prep")
        ):
            return _finding("planned", token, f"planned-by:{lemma}")
        elif (
            token.pos_ == "NOUN"
            and lemma in ("plan", "preparation", "attempt", "proposal", "readiness")
            and step.child.dep_ == "prep"
        ):
            return _finding("planned", token, f"planned-by:{lemma}")
    return None


def _future(verb: Token) -> Token | None:
    """ "will", "would", "could", "is to", "is going to" on a verb; not "would have done"."""
    words = status_words().planned
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    modal = next((c for c in helpers if c.lower_ in words.auxiliaries), None)
    if modal is None:
        return None
    if any(c.lower_ in ("have", "'ve") for c in helpers):
        return None
    return modal


def _alleged(trigger: Token, path: list[_Step]) -> StatusFinding | None:
    words = status_words().alleged
    if trigger.lemma_.lower() in words.self:
        return _finding("alleged", trigger, "suspicion")
    hedge = _hedged(trigger) or _hedged_actor(trigger)
    if hedge is not None:
        return _finding("alleged", hedge, "hedge")
    for step in path:
        token = step.token
        if step.shared or step.child is None:
            continue
        lemma = token.lemma_.lower()
        if (
            token.pos_ == "VERB"
            and lemma in words.passive
            and _passive(token)
            and step.child.dep_ in ("xcomp", "ccomp", "prep", "oprd", "nsubjpass")
        ):
            return _finding("alleged", token, f"hedged-by:{lemma}")
        if (
            token.pos_ == "VERB"
            and lemma in words.verbs
            and step.child.dep_ in ("xcomp", "ccomp", "oprd", "prep", "dobj")
        ):
            return _finding("alleged", token, f"hedged-by:{lemma}")
        if token.pos_ == "NOUN" and lemma in words.nouns and step.child.dep_ in ("acl", "prep", "ccomp"):
            return _finding("alleged", token, f"hedged-by:{lemma}")
        if step.child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "xcomp", "pobj"):
            hedge = _adverb(token)
            if hedge is not None:
                return _finding("alleged", hedge, "hedge-above")
    return None


def _hedged(token: Token) -> Token | None:
    words = status_words().alleged
    for child in token.children:
        if child.dep_ in ("amod", "compound") and child.lower_ in words.adjectives:
            return child
    return _adverb(token) or _believed(token)


def _adverb(token: Token) -> Token | None:
    words = status_words().alleged
    for child in token.children:
        if child.dep_ in ("advmod", "npadvmod") and child.lower_ in words.adverbs:
            return child
    helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    if any(c.lower_ == "have" for c in helpers):
        return next((c for c in helpers if c.lower_ in words.modal_perfect), None)
    return next((c for c in helpers if c.lower_ in ("may", "might")), None)


def _believed(noun: Token) -> Token | None:
    """ "gunmen believed to be from X"."""
    words = status_words().alleged
    return next(
        (
            c
            for c in noun.children
            if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in words.passive and c.tag_ == "VBN"
        ),
        None,
    )


def _hedged_actor(trigger: Token) -> Token | None:
    """The one who acts is "suspected" or "believed to be": then who did it is alleged."""
    actors = [c for c in trigger.children if c.dep_ in ("nsubj", "compound", "poss", "amod")]
    actors += [
        t for a in trigger.children if a.dep_ in ("agent", "prep") and a.lower_ == "by" for t in a.children
    ]
    for actor in actors:
        if actor.dep_ == "nsubj" and _passive(trigger):
            continue
        hedge = _hedged(actor) if actor.pos_ in ("NOUN", "PROPN") else None
        if hedge is not None:
            return hedge
    return None
