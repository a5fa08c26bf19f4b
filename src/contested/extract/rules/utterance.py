"""Finds the single utterances of a sentence: who says, by which cue, which stretch.

Works on one sentence's dependency parse; what reaches over sentences (quotations, pronouns, chains)
is `contested.extract.rules.attribution`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contested.extract.rules.sources import core, kind_of, source_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
_LINKS = ("interview", "statement", "remark", "comment", "telephone", "phone", "speak", "speaking", "talk")
HEADLINE = 40  # tokens; longer lines with a colon are body text


@dataclass(frozen=True)
class Utterance:
    """A cue with the heads of its speakers and relayers, and the tokens [start, end) that it covers."""

    start: int
    end: int
    speakers: tuple[Token, ...]
    relays: tuple[Token, ...]
    cue: Span
    rule: str
    open: bool = False
    """No content in its own sentence: what is quoted next to it is meant."""


def utterances(sentence: Span) -> Iterator[Utterance]:
    """All utterances of a sentence, in order of their cues."""
    lexicon = source_words()
    found_headline = _headline(sentence)
    if found_headline:
        yield found_headline
    for token in sentence:
        lemma = token.lemma_.lower()
        found = None
        if token.lower_ in ("according", "per"):
            found = _according(token, sentence)
        elif token.lower_ in ("citing", "quoting"):
            found = _citing(token, sentence)
        elif lemma in lexicon.relay and token.pos_ == "VERB":
            found = _quoted(token, sentence)
        elif token.pos_ == "VERB" and (lemma in lexicon.say or lemma in lexicon.object):
            found = _said(token, sentence)
        elif lemma == "be":
            found = _version(token, sentence)
        elif token.pos_ in ("NOUN", "PROPN") and lemma in lexicon.account:
            found = _account(token, sentence)
        if (found is None or found.open) and token.lower_ in _FINITE:
            found = _by_order(token, sentence) or found
        if found is not None:
            yield found


def _by_order(cue: Token, sentence: Span) -> Utterance | None:
    """Where the parse gives no subject: the noun right before "said" at either end of a sentence speaks.

    Agency copy often has no comma before "the ministry said", and headlines have no "that".
    """
    doc = cue.doc
    if _takes_lives(cue):
        return None
    rest = [t for t in doc[cue.i + 1 : sentence.end] if not t.is_punct and not t.is_space]
    if (
        cue.i > sentence.start
        and doc[cue.i - 1].pos_ in ("NOUN", "PROPN")
        and doc[cue.i - 1].ent_type_ != "DATE"
    ):
        head = doc[cue.i - 1]
        if not _utters(head):
            return None
        start = core(head).start
        if start - sentence.start >= 4 and all(_dates(t) for t in rest[:6]) and len(rest) < 14:
            return Utterance(sentence.start, start, (head,), (), doc[cue.i : cue.i + 1], "order-end")
        if start - sentence.start <= 2 and len(rest) > 2:
            return Utterance(cue.i + 1, sentence.end, (head,), (), doc[cue.i : cue.i + 1], "order-front")
    if cue.i - sentence.start >= 4 and 0 < len(rest) <= 8 and cue.lower_ in ("said", "says", "reported"):
        nouns = [t for t in rest if t.pos_ in ("NOUN", "PROPN") and t.ent_type_ not in ("DATE", "TIME")]
        if nouns and nouns[0].i - cue.i <= 5:
            head = nouns[0]
            while (
                head.head.i != head.i
                and head.dep_ in ("compound", "poss", "nmod", "amod")
                and cue.i < head.head.i < sentence.end
            ):
                head = head.head
            return Utterance(sentence.start, cue.i, (head,), (), doc[cue.i : cue.i + 1], "order-inverted")
    return None


def _dates(token: Token) -> bool:
    """Words that may follow "said" at the end: a day, "in a statement", "to reporters"."""
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in _TAIL or token.pos_ in ("DET", "PROPN")


_FINITE = frozenset(
    ("said", "says", "say", "reported", "reports", "claimed", "announced", "added", "confirmed")
)
_TAIL = frozenset(
    (
        "on",
        "in",
        "a",
        "an",
        "the",
        "statement",
        "late",
        "early",
        "earlier",
        "today",
        "yesterday",
        "here",
        "to",
        "report",
        "saying",
    )
)


def _with_conjuncts(head: Token) -> tuple[Token, ...]:
    return (
        head,
        *(t for t in head.conjuncts if t.i > head.i and t.pos_ in ("NOUN", "PROPN") and t.i - head.i < 12),
    )


def author(head: Token) -> Token | None:
    """Who stands behind a thing that speaks: "a report by X", "X's statement"; None when nobody does."""
    for child in head.children:
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN"):
            return child
        if child.dep_ == "acl" and child.tag_ == "VBN":
            return next(
                (t for a in child.children if a.dep_ == "agent" for t in a.children if t.dep_ == "pobj"), None
            )
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.ent_type_ not in ("DATE", "TIME", "GPE", "LOC"):
                    return noun
    return None


def _speaking(head: Token) -> tuple[Token, ...]:
    """The speakers behind a subject noun; () when it cannot speak."""
    lexicon = source_words()
    lemma = head.lemma_.lower()
    if lemma in lexicon.account or lemma in lexicon.witness_thing:
        behind = author(head)
        if behind is not None:
            return _with_conjuncts(behind)
    if head.pos_ not in _NOMINAL or head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT"):
        return ()
    if (
        head.pos_ in ("DET", "PRON")
        and head.lower_ not in lexicon.pronoun
        and head.lower_ not in ("one", "some", "others", "another")
    ):
        return ()
    return _with_conjuncts(head)


def _subject(verb: Token, depth: int = 0) -> Token | None:
    """The one who utters: own subject, agent of a passive, or the governing verb's subject."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                return verb.head
            return child
        if child.dep_ == "agent":
            return next((t for t in child.children if t.dep_ == "pobj"), None)
        if child.dep_ in ("nsubjpass", "expl"):
            agents = [t for a in verb.children if a.dep_ == "agent" for t in a.children if t.dep_ == "pobj"]
            return agents[0] if agents else None
    if depth > 3 or verb.head.i == verb.i:
        return None
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        if verb.dep_ != "conj" and verb.tag_ not in ("VBG", "VB"):
            return None
        return _subject(verb.head, depth + 1)
    return None


def _said(verb: Token, sentence: Span) -> Utterance | None:
    subject = _subject(verb)
    if _takes_lives(verb) or subject is None or subject.sent != sentence:
        return None
    speakers = _speaking(subject)
    if not speakers:
        return None
    lexicon = source_words()
    lemma = verb.lemma_.lower()
    reach = _content(verb, speakers[0], sentence, lemma in lexicon.object)
    relays = tuple(_told(verb))
    cue = verb.doc[verb.i : verb.i + 1]
    if not _utters(speakers[0]) and not any(c.dep_ == "ccomp" for c in verb.children):
        return None
    if reach is None:
        if lemma == "speak" and any(c.lower_ == "of" for c in verb.rights):
            return Utterance(verb.i, verb.right_edge.i + 1, speakers, relays, cue, "said:speak-of")
        if lemma in lexicon.clause_only or lemma not in lexicon.say:
            return None
        return Utterance(verb.i, verb.i, speakers, relays, cue, f"said:{lemma}", open=True)
    return Utterance(reach[0], reach[1], speakers, relays, cue, f"said:{lemma}")


def _takes_lives(verb: Token) -> bool:
    """A storm "claims" lives and says nothing."""
    after = verb.doc[verb.i : verb.i + 6]
    return verb.lemma_.lower() == "claim" and any(t.lower_ in ("life", "lives") for t in after)


def _content(verb: Token, speaker: Token, sentence: Span, with_object: bool) -> tuple[int, int] | None:
    clauses = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i != speaker.i]
    before = [c for c in clauses if c.i < verb.i]
    after = [c for c in clauses if c.i > verb.i]
    if before:
        return _fronted(verb, speaker, sentence)
    if after:
        last = max(c.right_edge.i for c in (*after, *_goes_on(verb, after[-1])))
        return _following(verb, last, sentence, with_object)
    if verb.dep_ == "parataxis" or (
        verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ == "mark" for c in verb.children)
    ):
        return sentence.start, sentence.end
    rights = [
        c
        for c in verb.rights
        if c.dep_ in ("dobj", "xcomp", "prep", "oprd", "dative", "nsubj", "prt", "acomp") and c.i != speaker.i
    ]
    lexicon = source_words()
    if (
        with_object
        and any(c.dep_ != "nsubj" for c in rights)
        and verb.lemma_.lower() not in lexicon.clause_only
    ):
        return _following(verb, max(c.right_edge.i for c in rights), sentence, True)
    if (
        verb.lemma_.lower() in lexicon.say
        and min(verb.i, speaker.left_edge.i) - sentence.start > 3
        and (verb.dep_ == "ROOT" or _closes(verb, speaker))
    ):
        return _fronted(verb, speaker, sentence)
    return None


def _closes(verb: Token, speaker: Token) -> bool:
    """ "..., a police officer told Reuters." which the parser takes for one more clause without "and"."""
    before = speaker.left_edge.i - 1
    joined = any(c.dep_ == "cc" and c.i > verb.head.i for c in verb.head.children)
    return verb.dep_ == "conj" and before >= 0 and verb.doc[before].text == "," and not joined


def _goes_on(verb: Token, clause: Token) -> list[Token]:
    """Verbs that the parse joins to "said" but that carry its clause on: "said that A and B"."""
    lexicon = source_words()
    joined = [
        c
        for c in verb.children
        if c.dep_ == "conj" and c.i > clause.right_edge.i and c.pos_ in ("VERB", "AUX")
    ]
    for token in joined:
        lemma = token.lemma_.lower()
        if lemma in lexicon.say or lemma in lexicon.object or any(c.lower_ == "but" for c in verb.children):
            return []
    return joined


def _fronted(verb: Token, speaker: Token, sentence: Span) -> tuple[int, int] | None:
    """The words come before "X said" or "said X"."""
    stop = min(verb.i, speaker.left_edge.i) if speaker.sent == sentence else verb.i
    whole = verb.dep_ == "ROOT" or _closes(verb, speaker)
    start = sentence.start if whole else max(verb.left_edge.i, sentence.start)
    return (start, stop) if stop > start else None


def _following(verb: Token, last: int, sentence: Span, with_verb: bool) -> tuple[int, int] | None:
    start = verb.i if with_verb else verb.i + 1
    end = min(last + 1, sentence.end)
    return (start, end) if end > start else None


def _told(verb: Token) -> Iterator[Token]:
    """The outlets that were told, or in whose interview it was said."""
    lexicon = source_words()
    if verb.lemma_.lower() == "tell" and (agency := _agency_after(verb)):
        yield agency
        return
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in ("dobj", "dative") and verb.lemma_.lower() in ("tell", "inform"):
            noun = (
                next((t for t in child.children if t.dep_ == "pobj"), child)
                if child.dep_ == "dative" and child.pos_ == "ADP"
                else child
            )
            if noun.lemma_.lower() not in lexicon.audience or noun.ent_type_ == "ORG":
                yield from (noun,) if noun.pos_ == "PROPN" or _has_name(noun) else ()
        elif child.dep_ == "prep":
            yield from _linked(child)


def _agency_after(verb: Token) -> Token | None:
    """A known agency right behind "told", which the parser may take into the clause that follows."""
    known = source_words().agency
    for length in (3, 2, 1):
        after = verb.doc[verb.i + 1 : verb.i + 1 + length]
        if len(after) == length and after.text.lower() in known:
            return after[-1]
    return None


def _has_name(noun: Token) -> bool:
    return any(t.pos_ == "PROPN" and t.dep_ in ("compound", "poss", "nmod", "amod") for t in noun.children)


def _linked(prep: Token) -> Iterator[Token]:
    for noun in prep.children:
        if noun.dep_ != "pobj":
            continue
        if (
            prep.lower_ in ("to", "with", "by", "via")
            and noun.ent_type_ == "ORG"
            and noun.pos_ == "PROPN"
            and prep.lower_ != "by"
        ):
            yield noun
        elif noun.lemma_.lower() in _LINKS:
            for inner in noun.children:
                if inner.dep_ == "prep" and inner.lower_ in ("to", "with", "by"):
                    yield from (
                        t
                        for t in inner.children
                        if t.dep_ == "pobj" and t.pos_ == "PROPN" and t.ent_type_ in ("ORG", "")
                    )


def _according(token: Token, sentence: Span) -> Utterance | None:
    doc = token.doc
    to = token.i + 1 if token.lower_ == "according" else token.i
    if to >= sentence.end or doc[to].lower_ not in ("to", "per"):
        return None
    if token.lower_ == "per" and not (token.i == sentence.start or doc[token.i - 1].text == ","):
        return None
    nouns = [t for t in doc[to].children if t.dep_ == "pobj"] or [
        t for t in doc[to + 1 : to + 8] if t.pos_ in ("NOUN", "PROPN")
    ][:1]
    if not nouns:
        return None
    speakers = _speaking(nouns[0])
    if not speakers:
        return None
    return Utterance(sentence.start, sentence.end, speakers, (), doc[token.i : to + 1], "according")


def _citing(token: Token, sentence: Span) -> Utterance | None:
    noun = next((t for t in token.children if t.dep_ in ("dobj", "nsubj") and t.i > token.i), None)
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    lexicon = source_words()
    behind = _speaking(noun)
    if not behind or (
        noun.ent_type_ == ""
        and behind[0].i == noun.i
        and noun.lemma_.lower() not in lexicon.utterer
        and noun.lemma_.lower() not in lexicon.witness_thing
        and noun.pos_ != "PROPN"
    ):
        return None
    governor = token.head if token.head.i != token.i else None
    relay = _subject(governor) if governor is not None and governor.pos_ == "VERB" else None
    if (
        governor is not None
        and governor.lemma_.lower() not in lexicon.say
        and governor.lemma_.lower() not in lexicon.object
    ):
        relay = None
    return Utterance(
        sentence.start,
        sentence.end,
        behind,
        (relay,) if relay is not None else (),
        token.doc[token.i : token.i + 1],
        "citing",
    )


def _quoted(verb: Token, sentence: Span) -> Utterance | None:
    """ "X quoted Y as saying A" and "Y was quoted by X as saying A"."""
    passive = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    agent = next(
        (t for a in verb.children if a.dep_ == "agent" for t in a.children if t.dep_ == "pobj"), None
    )
    if passive is None and verb.dep_ == "acl":
        passive = verb.head
    if passive is not None:
        speakers, relays, start = _speaking(passive), (agent,) if agent is not None else (), verb.i + 1
    else:
        noun = next((c for c in verb.children if c.dep_ == "dobj"), None)
        relay = _subject(verb)
        if noun is None or relay is None or noun.pos_ not in ("NOUN", "PROPN"):
            return None
        speakers, relays, start = _speaking(noun), (relay,), noun.i + 1
    end = max(verb.right_edge.i + 1, start)
    if end - start < 3:
        start, end = sentence.start, sentence.end
    if not speakers:
        return None
    return Utterance(start, min(end, sentence.end), speakers, relays, verb.doc[verb.i : verb.i + 1], "quoted")


def _version(verb: Token, sentence: Span) -> Utterance | None:
    """ "The army's version is that A"."""
    noun = next(
        (c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in source_words().account), None
    )
    if noun is None or not any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
        return None
    behind = author(noun)
    if behind is None:
        return None
    return Utterance(
        verb.i + 1,
        min(verb.right_edge.i + 1, sentence.end),
        _with_conjuncts(behind),
        (),
        verb.doc[noun.i : noun.i + 1],
        "version",
    )


def _account(noun: Token, sentence: Span) -> Utterance | None:
    """ "X's claim that A", "claims by X that A", "a rebel claim to have done A"."""
    clause = next((c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") and c.i > noun.i), None)
    behind = author(noun)
    if clause is None or behind is None or clause.tag_ in ("VBN",):
        return None
    cue = noun.doc[noun.i : noun.i + 1]
    return Utterance(
        noun.i, min(clause.right_edge.i + 1, sentence.end), _with_conjuncts(behind), (), cue, "account"
    )


def _headline(sentence: Span) -> Utterance | None:
    """ "X: A" and "A: X" on a line of its own."""
    doc, start, end = sentence.doc, sentence.start, sentence.end
    while end > start and doc[end - 1].is_space:
        end -= 1
    if not 4 < end - start < HEADLINE or (start > 0 and "\n" not in doc[start - 1].text):
        return None
    colon = next((i for i in range(start + 1, end - 1) if doc[i].text == ":"), None)
    if colon is None:
        return None
    cue = doc[colon : colon + 1]
    tail = [t for t in doc[colon + 1 : end] if t.pos_ in ("NOUN", "PROPN")]
    if 0 < end - colon - 1 <= 4 and doc[end - 1].text != "." and tail and _can_speak(tail[-1]):
        return Utterance(start, colon, (tail[-1],), (), cue, "headline-tail")
    front = [t for t in doc[start:colon] if t.pos_ in ("NOUN", "PROPN")]
    if colon - start <= 4 and front and _can_speak(front[-1]):
        return Utterance(colon + 1, end, (front[-1],), (), cue, "headline-front")
    return None


def _utters(token: Token) -> bool:
    """False for drones, conflicts and attacks, which "claim" lives and "report" nothing."""
    if token.ent_type_ or token.pos_ in ("PROPN", "PRON"):
        return True
    lexicon = source_words()
    lemma = token.lemma_.lower()
    return lemma in lexicon.utterer or lemma in lexicon.witness_thing or kind_of(token.text) != "other"


def _can_speak(token: Token) -> bool:
    return (
        token.ent_type_ in ("ORG", "PERSON", "NORP", "GPE") or token.lemma_.lower() in source_words().utterer
    )
