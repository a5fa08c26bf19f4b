"""Harm to people in the words of the text: who was killed, hurt, lost, taken or driven out.

`casualties` finds every count phrase that a word of harm governs; `casualties_of` gives a trigger
those that belong to it. Counts are resolved elsewhere: here are only words and the rule behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from contested.extract.rules.counted import (
    conjuncts,
    count_phrase,
    has_count,
    is_person,
    is_quantity,
    lexicon,
    trimmed,
    who_phrase,
)
from contested.extract.rules.victims import (
    Victim,
    among,
    can_be_victim,
    has_own_harm,
    kinds_of_words,
    lives,
    noun_victims,
    toll_kind,
    toll_numbers,
    victims_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from contested.model import CasualtyKind

SUBGROUP = frozenset({"including", "include"})


STOPS = frozenset({".", "!", "?", "”", '"', "’", "'", ":", ";", "…", "]", ")"})


@dataclass(frozen=True)
class CasualtyFinding:
    """Words that state harm of one kind to one group."""

    kind: CasualtyKind
    text: Span
    """The count phrase: "at least nine people"."""
    who: Span | None
    """Who was harmed, without the count: "people"."""
    shared: bool
    """One number was given for this kind and another together."""
    head: Token
    """The word of harm: killed, wounded, dead, casualties."""
    rule: str


def casualties(doc: Doc) -> list[CasualtyFinding]:
    """Every statement of harm in the doc, in order of its words; one entry per kind and group."""
    found: dict[tuple[str, int, int], CasualtyFinding] = {}
    harmful = _harmful()
    for head in doc:
        if head.lower_ not in harmful and head.lemma_.lower() not in harmful:
            continue
        for finding in _of_head(head):
            key = (finding.kind, finding.text.end, finding.text.end_char)
            found.setdefault(key, finding)
    return sorted(found.values(), key=lambda f: (f.head.sent.start, f.text.start, f.kind))


@cache
def _harmful() -> frozenset[str]:
    """Every word that can state harm, so that all others cost nothing."""
    words = lexicon()
    groups = [set(table) for table in kinds_of_words().values()]
    return frozenset().union(
        *groups, words["both"], words["bodies"], words["tolls"], words["phrasal_subject"], {"life"}
    )


def _of_head(head: Token) -> Iterator[CasualtyFinding]:
    if head.pos_ in ("PUNCT", "SPACE", "ADP", "DET", "NUM"):
        return
    lemma = head.lemma_.lower()
    words = lexicon()
    if lemma in words["both"]:
        yield from _both(head)
        return
    if lemma == "life":
        yield from _findings(head, "killed", lives(head))
        return
    if lemma in words["tolls"]:
        yield from _tolls(head)
        return
    if lemma in words["bodies"] and head.pos_ == "NOUN":
        yield from _findings(head, "killed", noun_victims(head, count_self=True))
        return
    kind, victims = victims_of(head, lemma)
    if kind is not None:
        yield from _findings(head, kind, [*victims, *among(head)])


def _tolls(head: Token) -> Iterator[CasualtyFinding]:
    """ "The death toll rose to 45", "the number of wounded reached 90"."""
    kind = toll_kind(head)
    if kind is None:
        return
    numbers = [n for n in toll_numbers(head) if n.ent_type_ not in ("DATE", "TIME")]
    yield from _findings(head, kind, [Victim(n, f"{head.lower_} of the {kind}") for n in numbers[:1]])


def _both(head: Token) -> Iterator[CasualtyFinding]:
    """Casualties: none means nobody killed and nobody hurt; a number means both kinds together."""
    text = count_phrase(head)
    negative = [c for c in head.lefts if c.lower_ in ("no", "any", "zero")]
    above = head.head
    if above.lower_ == "of" and any(c.lower_ == "no" for c in above.head.lefts):  # "no reports of casualties"
        negative, text = [above.head], count_phrase(above.head)
        text = head.doc[text.start : head.i + 1]
    if above.lower_ == "without" or (head.dep_ == "dobj" and any(c.dep_ == "neg" for c in above.children)):
        start = min([above.i, *(c.i for c in above.children if c.dep_ == "neg")])
        negative, text = negative or [head], head.doc[start : head.i + 1]
    counted = [c for c in head.lefts if c.dep_ == "nummod"]
    if above.lower_ == "of" and head.dep_ == "pobj" and is_quantity(above.head):
        counted, text = [above.head], count_phrase(above.head)
    if not negative and not counted:
        return
    if negative and negative[0].lower_ == "any" and text.start == negative[0].i:
        return
    rule = "no casualties" if negative else "casualties counted together"
    both: tuple[CasualtyKind, ...] = ("killed", "injured")
    for kind in both:
        yield CasualtyFinding(kind, text, None, not negative, head, rule)


# ---------------------------------------------------------------- findings


def _findings(head: Token, kind: CasualtyKind, victims: list[Victim]) -> Iterator[CasualtyFinding]:
    zero = _zero(head, victims)
    if zero is not None:
        yield CasualtyFinding(kind, zero, None, False, head, "harmed nobody")
        return
    negated = any(c.dep_ == "neg" for c in head.children) and not any(
        c.lower_ in ("no", "none") for v in victims for c in v.token.subtree
    )
    if negated:
        return
    for victim in victims:
        for token in conjuncts(victim.token):
            if token.i != victim.token.i and has_own_harm(token, head):
                break
            if token.i != victim.token.i and not can_be_victim(token, strict=not has_count(token)):
                continue
            shared = _shares_number(head, kind, token)
            yield CasualtyFinding(kind, count_phrase(token), who_phrase(token), shared, head, victim.rule)
            yield from _subgroups(head, kind, token)


def _zero(head: Token, victims: list[Victim]) -> Span | None:
    """ "Without injuring anyone", "did not hurt anybody": the words that make it zero."""
    anyone = [v.token.i for v in victims if v.token.lower_ in ("anyone", "anybody") and v.token.i > head.i]
    negation = [c.i for c in head.lefts if c.dep_ == "neg"]
    if head.head.lower_ == "without":
        negation = [head.head.i]
    return head.doc[negation[0] : anyone[0] + 1] if anyone and negation else None


def _shares_number(head: Token, kind: CasualtyKind, victim: Token) -> bool:
    """True when another word of harm claims the very same number ("killed or wounded twenty")."""
    kinds = kinds_of_words()["object_verbs"]
    beside = [c for c in head.children if c.dep_ == "conj"] + ([head.head] if head.dep_ == "conj" else [])
    for other in beside:
        rival = kinds.get(other.lemma_.lower())
        if rival in ("killed", "injured") and kind in ("killed", "injured") and rival != kind:
            between = head.doc[min(head.i, other.i) : max(head.i, other.i)]
            own = any(t.i == victim.i for t in between) or any(is_quantity(t) for t in between)
            return not own and not is_single(victim) and abs(other.i - head.i) <= 4
    return False


def is_single(token: Token) -> bool:
    """True for one person: a singular noun or pronoun, or a name."""
    return token.lower_ in lexicon()["pronouns_one"] or (
        token.tag_ in ("NN", "NNP") and not is_quantity(token)
    )


def _subgroups(head: Token, kind: CasualtyKind, victim: Token) -> Iterator[CasualtyFinding]:
    """ "... including four children and two women", "among them a journalist"."""
    for start in _subgroup_starts(head, victim):
        for token in conjuncts(start):
            if has_count(token) and can_be_victim(token, strict=False):
                rule = "subgroup"
                yield CasualtyFinding(kind, count_phrase(token), who_phrase(token), False, head, rule)
        if start.tag_ == "NNS" and not any(has_count(t) for t in conjuncts(start)) and is_person(start):
            last = max((t.i for t in conjuncts(start)), default=start.i)
            text = trimmed(head.doc[start.i : last + 1])
            yield CasualtyFinding(kind, text, text, False, head, "subgroup without a number")


def _subgroup_starts(head: Token, victim: Token) -> list[Token]:
    doc, end = head.doc, head.sent.end
    for i in range(victim.i + 1, min(end, victim.i + 14)):
        word = doc[i]
        if word.i != head.i and word.i > head.i and word.lemma_.lower() in kinds_of_words()["object_verbs"]:
            return []
        if word.lower_ in SUBGROUP or (
            word.lower_ == "among" and i + 1 < end and doc[i + 1].lower_ in ("them", "whom")
        ):
            skip = 1 if word.lower_ in SUBGROUP else 2
            return _first_noun(doc, i + skip, end)
    return []


def _first_noun(doc: Doc, start: int, end: int) -> list[Token]:
    for i in range(start, min(start + 6, end)):
        if (
            doc[i].pos_ in ("NOUN", "PROPN", "NUM")
            and doc[i].dep_ != "nummod"
            and doc[i].dep_ not in ("compound", "amod", "poss", "nmod")
        ):
            return [doc[i]]
        if doc[i].pos_ in ("VERB", "ADP") and i > start:
            return []
    return []


# ---------------------------------------------------------------- belonging


def casualties_of(
    trigger: Token, found: Sequence[CasualtyFinding], rivals: Sequence[Token] = ()
) -> list[CasualtyFinding]:
    """The findings that belong to `trigger`; each goes to the best of `trigger` and `rivals`.

    A word of harm that is itself a trigger keeps its own; else the trigger that governs it, then the
    nearest in the same sentence. People taken or driven out belong only to the word that says so.
    """
    mine = []
    sentence = _line(trigger.sent)
    rivals = [r for r in rivals if sentence.start <= r.i < sentence.end]
    for finding in found:
        if not sentence.start <= finding.head.i < sentence.end:
            continue
        own = _bond(trigger, finding)
        others = [r for r in rivals if r.i != trigger.i and not _coordinate(r, trigger, finding.head)]
        if own <= 0 or any(_bond(r, finding) > own for r in others):
            continue
        mine.append(finding)
    return mine


def _line(sentence: Span) -> Span:
    """The sentence with its neighbours where the parser broke a line that has no full stop ("... | ...")."""
    doc, start, end = sentence.doc, sentence.start, sentence.end
    if end < len(doc) and not (doc[end - 1].is_space or doc[end - 1].text in STOPS):
        end = doc[end].sent.end
    if start > 0 and not (doc[start - 1].is_space or doc[start - 1].text in STOPS):
        start = doc[start - 1].sent.start
    return doc[start:end]


def _coordinate(a: Token, b: Token, head: Token) -> bool:
    """Two joined triggers ("shelling and air strikes") share harm that neither of them states itself."""
    nouns = a.pos_ in ("NOUN", "PROPN") and b.pos_ in ("NOUN", "PROPN")
    return head.i not in (a.i, b.i) and b in a.conjuncts and (nouns or abs(a.i - b.i) <= 3)


def _bond(trigger: Token, finding: CasualtyFinding) -> float:
    """How strongly a finding of the trigger's own sentence belongs to it; 0 when not at all."""
    head = finding.head
    near = 1.0 / (2 + abs(trigger.i - head.i))
    if trigger.i == head.i or finding.text.start <= trigger.i < finding.text.end:
        return 10 + near
    if finding.kind in ("captured", "displaced") and not _joined(trigger, head):
        return 0.0
    if _joined(trigger, head):
        harmful = _harmful()
        return (6 if trigger.lower_ in harmful or trigger.lemma_.lower() in harmful else 2.5) + near
    if trigger.is_ancestor(head):
        return 4 + 1 / (1 + _climb(head, trigger))
    if head.is_ancestor(trigger):
        return 4 + 1 / (1 + _climb(trigger, head))
    return 1 + near


def _climb(token: Token, ancestor: Token) -> int:
    """Steps in the tree from a token up to its ancestor."""
    steps = 0
    while token.i != ancestor.i and token.head.i != token.i:
        token, steps = token.head, steps + 1
    return steps


def _joined(a: Token, b: Token) -> bool:
    """True when one is a conjunct of the other ("killed three and wounded five")."""
    return b in a.conjuncts


__all__ = ["CasualtyFinding", "casualties", "casualties_of", "trimmed"]
