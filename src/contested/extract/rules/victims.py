"""Whom a word of harm harms: the nouns that syntax binds to killed, wounded, dead, deaths, lives lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from contested.extract.rules.counted import counted_noun, has_count, is_person, is_quantity, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from contested.model import CasualtyKind


@dataclass(frozen=True)
class Victim:
    token: Token
    rule: str


@cache
def kinds_of_words() -> dict[str, dict[str, CasualtyKind]]:
    """Word class -> lemma -> kind."""
    words = lexicon()
    return {
        group: {lemma: kind for kind, lemmas in words[group].items() for lemma in lemmas}
        for group in ("object_verbs", "subject_verbs", "states", "nouns")
    }


def among(head: Token) -> list[Victim]:
    """ "Three children were among those killed", "among the dead was a medic"."""
    node = head.head if head.dep_ in ("acl", "amod", "relcl") else head
    prep = node.head
    if node.dep_ != "pobj" or prep.lower_ != "among" or prep.head.lemma_ != "be":
        return []
    named = [c for c in prep.head.children if c.dep_ in ("nsubj", "attr")]
    return [Victim(c, f"among the {head.lower_}") for c in named if can_be_victim(c, strict=False)]


def victims_of(head: Token, lemma: str) -> tuple[CasualtyKind | None, list[Victim]]:
    """The kind of harm that a word states, and the nouns that it harms."""
    kinds, words = kinds_of_words(), lexicon()
    lower = head.lower_
    if head.pos_ in ("VERB", "AUX") or head.tag_.startswith("VB"):
        if lemma in kinds["object_verbs"] and _has_particle(head, words["particles"].get(lemma)):
            kind = kinds["object_verbs"][lemma]
            strict = kind in ("captured", "displaced", "missing") or lemma in words["strict_verbs"]
            return kind, verb_victims(head, strict=strict)
        if lemma in kinds["subject_verbs"]:
            return kinds["subject_verbs"][lemma], _subjects(head, "subject of " + lemma)
        if words["phrasal_subject"].get(lemma) and _has_particle(head, words["phrasal_subject"][lemma]):
            return "killed", _subjects(head, "subject of " + lemma)
    if head.pos_ in ("NOUN", "PROPN", "ADJ") and (lemma in kinds["nouns"] or lower in kinds["nouns"]):
        kind = kinds["nouns"].get(lemma) or kinds["nouns"][lower]
        if lemma == "death" and head.head.lower_ == "to" and head.head.head.lemma_ in words["fatal_verbs"]:
            return "killed", verb_victims(head.head.head, strict=False)
        if lower not in kinds["states"]:
            return kind, noun_victims(head, count_self=kind != "displaced")
    if lower in kinds["states"]:
        return kinds["states"][lower], state_victims(head)
    return None, []


def _has_particle(verb: Token, particle: str | None) -> bool:
    if particle is None:
        return True
    return any(c.lower_ == particle for c in verb.rights if c.dep_ in ("prt", "advmod", "prep"))


# ---------------------------------------------------------------- verbs


def verb_victims(verb: Token, *, strict: bool) -> list[Victim]:
    """Whom a verb such as kill or detain harms; `strict` asks that the noun be a person."""
    found = _objects(verb)
    if not found and verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD"):
        found = _beside(verb)
    if not found and not _is_passive(verb) and verb.dep_ not in ("acl", "relcl"):
        found = _from_conjunct(verb)
    found = found or _passive(verb) or _from_conjunct(verb) or _beside(verb)
    return [v for v in found if can_be_victim(v.token, strict=strict)]


def _objects(verb: Token) -> list[Victim]:
    found = [c for c in verb.rights if c.dep_ in ("dobj", "obj", "dative") and not has_own_harm(c, verb)]
    if not found and verb.tag_ != "VBN":
        found = [c for c in verb.rights if c.dep_ in ("attr", "oprd", "nsubj") and has_count(c)]
    if found and _is_passive(verb):
        return []
    return [Victim(c, f"object of {verb.lemma_}") for c in found]


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _passive(verb: Token) -> list[Victim]:
    rule = f"subject of passive {verb.lemma_}"
    subjects = [c for c in verb.lefts if c.dep_ == "nsubjpass"]
    if not subjects and verb.tag_ in ("VBN", "VBD"):
        subjects = [c for c in verb.lefts if c.dep_ in ("nsubj", "csubj") and c.pos_ != "VERB"]
    if not subjects and verb.dep_ in ("oprd", "xcomp", "ccomp", "acomp") and verb.tag_ == "VBN":
        subjects = [c for c in verb.head.lefts if c.dep_ == "nsubjpass"]  # "were reported killed"
    if subjects:
        return [Victim(_antecedent(s), rule) for s in subjects]
    if verb.tag_ in ("VBN", "VBD", "VBG") and verb.dep_ in ("acl", "relcl", "amod") and verb.tag_ != "VBG":
        return [Victim(verb.head, f"noun that {verb.lemma_} describes")]
    return []


def _from_conjunct(verb: Token) -> list[Victim]:
    """ "Killed and wounded twenty": one of the two verbs has the noun."""
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        other = verb.head
        found = _objects(verb) or (_passive(other) if verb.tag_ == "VBN" else [])
        if not found and verb.tag_ == other.tag_:
            found = _objects(other)
        return [Victim(v.token, f"shared with {other.lemma_}") for v in found]
    for other in verb.rights:
        if other.dep_ == "conj" and other.tag_ == verb.tag_ and abs(other.i - verb.i) <= 3:
            return [Victim(v.token, f"shared with {other.lemma_}") for v in _objects(other)]
    return []


def _beside(verb: Token) -> list[Victim]:
    """Numbers right beside the word, for headlines that the parser cannot read ("Wounds 20")."""
    doc = verb.doc
    after = verb.i + 1
    if verb.tag_ in ("VBZ", "VBG", "VBP", "VB") and after < len(doc) and is_quantity(doc[after]):
        return [Victim(doc[after], f"number after {verb.lemma_}")]
    if verb.tag_ in ("VBN", "VBD") and verb.i > verb.sent.start:
        before = doc[verb.i - 1]
        if is_quantity(before) or (before.pos_ in ("NOUN", "PROPN") and is_person(before)):
            return [Victim(before, f"noun before {verb.lemma_}")]
    return []


def _subjects(verb: Token, rule: str) -> list[Victim]:
    subjects = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    if not subjects and verb.dep_ in ("acl", "relcl"):
        subjects = [verb.head]
    if not subjects and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        subjects = [v.token for v in (_passive(verb.head) or _subjects(verb.head, rule))]
    if not subjects and verb.dep_ == "xcomp":  # "were forced to flee", "forced thousands to flee"
        above = [c for c in verb.head.children if c.dep_ in ("dobj", "nsubjpass")]
        subjects = above or [c for c in verb.head.lefts if c.dep_ == "nsubj"]
    return [Victim(_antecedent(s), rule) for s in subjects if can_be_victim(_antecedent(s), strict=False)]


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.tag_ in ("WP", "WDT") or (token.lower_ == "that" and token.dep_ in ("nsubj", "nsubjpass")):
        clause = token.head
        while clause.dep_ == "conj" and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return clause.head
    return token


def can_be_victim(token: Token, *, strict: bool) -> bool:
    words = lexicon()
    noun = counted_noun(token)
    lemma = noun.lemma_.lower()
    if lemma in ("total", "number", "toll", "count") and (noun is not token or not has_article(noun)):
        return False
    if _counted_by_toll(token):
        return False
    if noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY") and not is_person(noun):
        return False
    if noun.pos_ in ("VERB", "ADP", "PUNCT", "SPACE", "DET", "ADV") and not is_quantity(noun):
        return noun.lower_ in words["nobody"]
    if lemma in words["not_victims"] or noun.lower_ in words["not_victims"]:
        return False
    if noun.lower_ == "those" and noun is token and noun.head.lower_ == "among":
        return False
    if noun.pos_ == "PRON" and noun is not token:
        return True  # "two of them"
    if noun.pos_ == "PRON":
        known = words["pronouns_one"] | words["pronouns_many"] | words["nobody"]
        return noun.lower_ in known or noun.lower_ in ("one", "everyone", "someone", "those", "whom")
    if is_person(token) or is_quantity(token):
        return True
    if noun.ent_type_ in ("GPE", "LOC", "FAC"):
        return False
    return not strict


def _counted_by_toll(token: Token) -> bool:
    """True in "the number of people killed": the number itself stands elsewhere."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    count = token.head.head
    return count.lemma_.lower() in ("number", "toll", "total", "tally") and not has_article(count)


def has_article(token: Token) -> bool:
    """True with "a" or "an": "a number of people" counts, "the number of people" does not."""
    return any(c.lower_ in ("a", "an") for c in token.lefts)


# ---------------------------------------------------------------- states and nouns


def state_victims(head: Token) -> list[Victim]:
    """ "Twenty dead", "left ten dead", "were found dead", "35 wounded", "ten are missing"."""
    rule, words = f"with {head.lower_}", lexicon()
    numbers = [
        c for c in head.lefts if c.dep_ in ("nummod", "quantmod", "amod", "advmod", "npadvmod", "nsubj")
    ]
    numbers = [c for c in numbers if is_quantity(c) and c.i >= head.i - 2]
    if numbers:
        return [Victim(numbers[-1], f"number {rule}")]
    if head.pos_ in ("NOUN", "PROPN") and (found := noun_victims(head, count_self=False)):
        return found
    above = head.head
    if above.lemma_ in words["fatal_verbs"] and head.i > above.i:
        done = [] if _is_passive(above) else [c for c in (*above.rights, *head.rights) if c.dep_ == "dobj"]
        done = done or [v.token for v in _passive(above)]
        return [Victim(t, f"{above.lower_} {head.lower_}") for t in done if can_be_victim(t, strict=False)]
    subjects = [_antecedent(s) for s in _state_subjects(head)]
    return [Victim(s, rule) for s in subjects if can_be_victim(s, strict=True)]


COMPLEMENTS = frozenset({"acomp", "oprd", "advcl", "attr", "xcomp", "ccomp", "dobj", "advmod", "conj"})


def _state_subjects(head: Token) -> list[Token]:
    """The nouns that are in the state: subject, object ("left ten dead"), described noun."""
    above = head.head
    subjects = [c for c in head.lefts if c.dep_ in ("nsubj", "nsubjpass", "poss") and not c.is_punct]
    if not subjects and head.dep_ in COMPLEMENTS:
        subjects = [c for c in above.rights if c.dep_ == "dobj" and c.i < head.i]
        subjects = subjects or [c for c in above.lefts if c.dep_ in ("nsubj", "nsubjpass")]
        if above.lemma_ in ("leave", "make") and not [c for c in above.rights if c.dep_ == "dobj"]:
            subjects = [c for c in subjects if c.dep_ == "nsubjpass"]
    if not subjects and (head.dep_ in ("acl", "relcl") or (head.dep_ == "amod" and has_count(above))):
        subjects = [above]
    if not subjects and head.i > head.sent.start:
        before = head.nbor(-1)
        if is_quantity(before) or before.lower_ in ("others", "more", "people"):
            subjects = [before]
    return subjects


def noun_victims(head: Token, *, count_self: bool) -> list[Victim]:
    """ "Deaths of ten men", "his death", "12 deaths", "no injuries"."""
    rule = f"of {head.lower_}"
    if head.lemma_ in ("injury", "wound") and head.head.lemma_ in ("sustain", "suffer", "receive"):
        return _subjects(head.head, f"suffered {head.lower_}")
    if head.lemma_ == "wound":
        return []
    named = [
        noun
        for prep in head.rights
        if prep.dep_ == "prep" and prep.lower_ in ("of", "to", "among")
        for noun in prep.children
        if noun.dep_ == "pobj" and (prep.lower_ == "of" or has_count(noun))
    ]
    if not named:
        named = [c for c in head.lefts if c.dep_ == "poss" and (is_person(c) or c.ent_type_ == "PERSON")]
    named = [c for c in named if can_be_victim(c, strict=c.dep_ != "poss")]
    if named:
        return [Victim(c, rule) for c in named]
    counted = any(c.dep_ == "nummod" or c.lower_ in ("no", "several", "many", "any") for c in head.lefts)
    above = head.head
    if not counted and head.dep_ == "pobj" and is_quantity(above.head) and above.lower_ == "of":
        return [Victim(above.head, f"count {rule}")]
    if count_self and counted:
        return [Victim(head, f"count {rule}")]
    return []


def lives(head: Token) -> list[Victim]:
    words, above = lexicon(), head.head
    if above.pos_ != "VERB" or head.dep_ not in ("dobj", "nsubjpass", "conj"):
        return []
    if above.lemma_ in words["life_takers"]:
        return noun_victims(head, count_self=False) or (
            [Victim(head, "lives taken")] if has_count(head) else []
        )
    if above.lemma_ in words["life_losers"]:
        found = _subjects(above, "lost their lives") or _passive(above)
        return [v for v in found if v.token.i != head.i] or [Victim(head, "lives lost")]
    return []


def toll_kind(head: Token) -> CasualtyKind | None:
    kinds = kinds_of_words()
    around = [c for c in head.subtree if c.i != head.i and abs(c.i - head.i) < 6]
    for word in around:
        for group in ("nouns", "states", "object_verbs"):
            kind = kinds[group].get(word.lower_) or kinds[group].get(word.lemma_.lower())
            if kind:
                return kind
    return "killed" if head.lower_ == "toll" else None


def toll_numbers(head: Token) -> list[Token]:
    words = lexicon()
    own = [n for p in head.rights if p.lower_ in ("of", "to", "at") for n in p.children if n.dep_ == "pobj"]
    verb = head.head
    if verb.lemma_ in words["toll_verbs"]:
        for child in verb.rights:
            if child.dep_ in ("dobj", "attr", "npadvmod", "acomp"):
                own.append(child)
            if child.dep_ == "prep" and child.lower_ in ("to", "at", "by", "past", "above"):
                own += [n for n in child.children if n.dep_ == "pobj"]
    return [n for n in own if is_quantity(n) or has_count(n)]


def has_own_harm(token: Token, head: Token) -> bool:
    """True when another word of harm stands right behind the noun ("... and ten others wounded")."""
    kinds = kinds_of_words()
    for after in token.doc[token.i + 1 : min(token.i + 3, len(token.doc))]:
        harm = after.lower_ in kinds["states"] or (
            after.tag_ in ("VBN", "VBD") and after.lemma_.lower() in kinds["object_verbs"]
        )
        if harm and after.i != head.i:
            return True
        if after.pos_ not in ("ADV", "ADJ", "AUX"):
            return False
    return False
