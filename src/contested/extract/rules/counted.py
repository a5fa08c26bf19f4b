"""Counted noun phrases: "at least nine people", "dozens of civilians", "a woman and her three sons"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PRE = frozenset(
    {
        "det",
        "nummod",
        "amod",
        "compound",
        "poss",
        "quantmod",
        "advmod",
        "nmod",
        "predet",
        "punct",
        "neg",
        "case",
        "preconj",
    }
)
"""Relations of the words before a noun that belong to its count phrase."""
MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
COUNT_PRE = frozenset({"det", "nummod", "quantmod", "advmod", "predet", "neg", "punct"})


@cache
def lexicon() -> dict[str, Any]:
    """The shipped words of harm (data/casualties.yaml)."""
    import yaml

    text = files("contested.extract.rules").joinpath("data/casualties.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    for key in ("persons", "quantities", "pronouns_one", "pronouns_many", "nobody", "not_victims"):
        loaded[key] = frozenset(loaded[key])
    return loaded


def is_quantity(token: Token) -> bool:
    """True for a number or a word that only counts ("dozens", "a number", "many")."""
    return token.like_num or token.tag_ == "CD" or token.lemma_.lower() in lexicon()["quantities"]


def counted_noun(token: Token) -> Token:
    """The noun that a quantity counts ("dozens of civilians" -> civilians), else the token itself."""
    if not is_quantity(token):
        return token
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return token


def first_of(token: Token, allowed: frozenset[str] = PRE) -> int:
    """Index of the first word that stands before `token` in its own noun phrase."""
    first = token.i
    for child in reversed(list(token.lefts)):
        if child.dep_ not in allowed or child.right_edge.i + 1 < first - 1:
            break
        edge = child.left_edge.i
        own = token.doc[edge : child.right_edge.i + 1]
        if any(t.is_space for t in token.doc[edge : token.i]) or _breaks(child, own):
            break
        first = min(first, edge)
    return first


def _breaks(child: Token, own: Span) -> bool:
    """Words before a noun that are no part of its count: a date line, an opening quote."""
    if child.dep_ == "punct":
        return child.lower_ not in (",", "-", "–")
    return any(t.ent_type_ == "DATE" for t in own) and not is_age(child)


def is_age(token: Token) -> bool:
    """True for "22-year-old", which the entity recogniser calls a date."""
    return "old" in token.lower_ or "aged" in token.lower_ or token.lower_ == "year"


def count_phrase(token: Token) -> Span:
    """The count with its noun and modifiers: what stands in an annotation as the casualty's text."""
    noun = counted_noun(token)
    start = min(first_of(token), first_of(noun)) if noun is token else first_of(token)
    return trimmed(_behind_date(token.doc[start : max(noun.i, token.i) + 1]))


def _behind_date(span: Span) -> Span:
    """The words behind a date line that the parser took for the count ("21 August 2016 Ten farmers")."""
    for i in range(span.end - 2, span.start, -1):
        year = span.doc[i]
        if year.is_digit and len(year) == 4 and span.doc[i - 1].lower_[:3] in MONTHS:
            return span.doc[i + 1 : span.end]
    return span


def who_phrase(token: Token) -> Span | None:
    """The noun phrase without its count ("three young civilians" -> young civilians), or None."""
    noun = counted_noun(token)
    if is_quantity(noun):
        return None
    start = first_of(noun)
    while start < noun.i and (noun.doc[start].dep_ in COUNT_PRE or is_quantity(noun.doc[start])):
        start += 1
    return trimmed(noun.doc[start : noun.i + 1])


def trimmed(span: Span) -> Span:
    """The span without a leading article "the", white space or punctuation, if words are left."""
    start, end = span.start, span.end
    while end - start > 1 and (span.doc[start].lower_ == "the" or _edge(span.doc[start])):
        start += 1
    while end - start > 1 and _edge(span.doc[end - 1]):
        end -= 1
    return span.doc[start:end]


def _edge(token: Token) -> bool:
    return bool(token.is_space or token.is_punct)


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and the nouns joined to it, in order ("two women, a boy and ten men").

    An apposition of numbers ("two women, three men") counts as joined too.
    """
    seen = {token.i}
    todo = [token]
    while todo:
        here = todo.pop(0)
        yield here
        for child in here.children:
            joined = child.dep_ == "conj" or (child.dep_ == "appos" and _is_listed(child))
            if joined and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ") and child.i not in seen:
                seen.add(child.i)
                todo.append(child)


def _is_listed(token: Token) -> bool:
    """An apposition that is really the next item of a list: it has a number, or a list goes on behind it."""
    if any(c.dep_ == "conj" for c in token.rights):
        return True
    return any(c.dep_ == "nummod" for c in token.lefts)


def has_count(token: Token) -> bool:
    """True when a number, an article "a" or a quantity counts the token."""
    return is_quantity(token) or any(
        child.dep_ == "nummod"
        or (child.dep_ == "det" and child.lower_ in ("a", "an", "no", "several", "many"))
        for child in token.lefts
    )


def is_person(token: Token) -> bool:
    """True when the token plainly names one or more persons."""
    words = lexicon()
    if token.ent_type_ in ("PERSON", "NORP") or token.lower_ in words["pronouns_one"]:
        return True
    noun = counted_noun(token)
    return noun.lemma_ in words["persons"] or noun.lemma_.lower() in words["persons"]
