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
    object_verbs: _Words
    object_nouns: _Words


class AllegedWords(Value, frozen=True, kw_only=True):
    adverbs: _Words
    adjectives: _Words
    passive: _Words
    believed: _Words
    verbs: _Words
    nouns: _Words
    self: _Words
    modal_perfect: _Words


class UnclearWords(Value, frozen=True, kw_only=True):
    words: _Words
    negated: _Words
    marks: _Words
    unclaimed: _Words
    no_news: _Words


class StatusWords(Value, frozen=True, kw_only=True):
    """data/status.yaml as read; see the comments there."""

    denied: DeniedWords
    harm: _Words
    not_denying: _Words
    planned: PlannedWords
    goes_on: _Words
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
        if token.dep_ in ("relcl", "appos"):
            return
        if token.dep_ == "advcl" and not _infinitive(token) and not _open_question(token):
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


def _open_question(token: Token) -> bool:
    """A clause with "if" or "whether" under "known", "clear", "sure"."""
    words = status_words().unclear
    governor = token.head
    lemmas = {governor.lemma_.lower(), *(c.lemma_.lower() for c in governor.children if c.dep_ == "acomp")}
    asked = any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in token.children)
    return asked and not lemmas.isdisjoint(words.negated | words.words)


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
        if token.lemma_.lower() in words.no_news and step.child is not None and token.pos_ == "NOUN":
            no = next((c for c in token.children if c.lower_ == "no"), None)
            if no is not None:
                return _finding("unclear", no, "no-news")
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
    words = status_words().denied
    as_act = trigger.pos_ == "VERB" and _passive(trigger) and any(c.dep_ == "dobj" for c in trigger.children)
    if trigger.lemma_.lower() in words.self and not as_act:
        return _finding("denied", trigger, "denial")
    found = _negated_trigger(trigger)
    if found is not None:
        return found
    for step in path:
        if step.child is not None and not step.shared:
            found = _denied_above(trigger, step.token, step.child)
            if found is not None:
                return found
    return None


def _denied_above(trigger: Token, token: Token, child: Token) -> StatusFinding | None:
    """What governs the trigger, over its `child`, denies it; a denier's own subject is not denied."""
    lexicon = status_words()
    words = lexicon.denied
    lemma = token.lemma_.lower()
    if lemma in words.verbs and token.pos_ in ("VERB", "ADJ", "NOUN") and _negation(token) is None:
        own = child.dep_ == "nsubj" and lemma != "fail"
        return None if own else _finding("denied", token, f"denied-by:{lemma}")
    nothing = next((c for c in token.children if c.dep_ == "dobj" and c.lower_ == "nothing"), None)
    if nothing is not None and token.lemma_ == "have":
        return _finding("denied", nothing, "nothing-to-do")
    if token.lower_ in words.prepositions and child.dep_ in ("pobj", "pcomp"):
        return _finding("denied", token, "without")
    predicates = (c for c in token.children if c.dep_ in ("acomp", "attr", "oprd"))
    false = next((c for c in predicates if c.lemma_.lower() in words.predicates), None)
    if false is not None and false.i != child.i:
        return _finding("denied", false, "false")
    governs = token.pos_ in ("VERB", "AUX") and child.dep_ in ("ccomp", "xcomp", "dobj")
    if governs and lemma not in lexicon.not_denying and trigger.lemma_.lower() not in lexicon.harm:
        negative = _negation(token)
        return None if negative is None else _finding("denied", negative, "negated-above")
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
    for child in trigger.children:
        if (trigger.lemma_, child.dep_, child.lower_) in (
            ("have", "dobj", "nothing"),
            ("call", "prt", "off"),
        ):
            return _finding("denied", child, "nothing-to-do" if child.dep_ == "dobj" else "called-off")
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
    for child in trigger.children:
        if child.lower_ in lexicon.planned.adjectives and child.dep_ in ("amod", "compound"):
            return _finding("planned", child, "planned-noun")
    for step in path[:4]:
        token = step.token
        if step.shared:
            continue
        over = step.child is None or step.child.dep_ in (
            "dobj",
            "nsubj",
            "nsubjpass",
            "xcomp",
            "prep",
            "attr",
        )
        if over and token.pos_ in ("VERB", "AUX"):
            will = _future(token)
            if will is not None and (step.child is None or token.lemma_.lower() not in lexicon.goes_on):
                return _finding("planned", will, "future")
        if step.child is not None and _plans(token, step.child):
            return _finding("planned", token, f"planned-by:{token.lemma_.lower()}")
    return None


def _plans(governor: Token, child: Token) -> bool:
    """ "plans to attack", "an attempt to attack", "ready to attack", "a plan for an attack"."""
    words = status_words().planned
    lemma = governor.lemma_.lower()
    if _infinitive(child) and child.dep_ in ("xcomp", "ccomp", "acl", "advcl", "oprd"):
        if governor.pos_ == "NOUN":
            return lemma in words.nouns
        return governor.pos_ in ("VERB", "ADJ") and (
            lemma in words.verbs or governor.lower_ in words.predicates
        )
    if governor.pos_ == "VERB":
        return child.dep_ in ("dobj", "prep") and lemma in words.object_verbs
    return governor.pos_ == "NOUN" and child.dep_ == "prep" and lemma in words.object_nouns


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
    hedge = _hedged(trigger) or _hedged_actor(trigger) or _belief_before(trigger)
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
        if (
            token.pos_ == "NOUN"
            and step.child.dep_ in ("acl", "prep", "ccomp")
            and (lemma in words.nouns or _rumour(token))
        ):
            return _finding("alleged", token, f"hedged-by:{lemma}")
        if step.child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "xcomp", "pobj"):
            hedge = _adverb(token)
            if hedge is not None:
                return _finding("alleged", hedge, "hedge-above")
    return None


def _rumour(noun: Token) -> bool:
    """ "reports of", "unconfirmed reports that", "reports on": told by nobody in particular."""
    if noun.lower_ not in ("reports", "accounts", "indications"):
        return False
    named = any(
        c.dep_ in ("poss", "nmod", "compound", "amod") and c.lower_ != "unconfirmed" for c in noun.children
    )
    return not named and not any(c.lower_ in ("by", "from") for c in noun.children)


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


def _belief_before(trigger: Token) -> Token | None:
    """ "men believed to be rebels shot him": by word order, for parsers often lose this one."""
    words = status_words().alleged
    doc, first = trigger.doc, max(trigger.sent.start, trigger.i - 20)
    for i in range(trigger.i - 2, first - 1, -1):
        if doc[i].text in (",", ";", ":", "\n") or doc[i].lower_ in ("and", "but"):
            return None
        if doc[i].lower_ in words.believed and doc[i + 1].lower_ in ("to", "by"):
            return doc[i]
    return None


def _hedged_actor(trigger: Token) -> Token | None:
    """The one who acts is "suspected" or "believed to be": then who did it is alleged."""
    actors = [c for c in trigger.children if c.dep_ in ("nsubj", "compound", "poss", "amod")]
    actors += [
        t for a in trigger.children if a.dep_ in ("agent", "prep") and a.lower_ == "by" for t in a.children
    ]
    actors += [t for a in actors for p in a.children if p.lower_ == "of" for t in p.children]
    for actor in actors:
        if actor.dep_ == "nsubj" and _passive(trigger):
            continue
        hedge = _hedged(actor) if actor.pos_ in ("NOUN", "PROPN") else None
        if hedge is not None:
            return hedge
    return None
