"""Words that count harm -> (low, high), by the annotation guidelines.

"at least 9" is 9/None, "up to 20" None/20, "dozens" 24/None, "a child" 1/1, bare "civilians" 1/None.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from contested.resolve.fold import plain
from contested.resolve.numbers import Number, find_numbers

Range = tuple[int | None, int | None]

_ZERO = re.compile(
    r"^(?:no|none|zero|nil|nobody|neither|not (?:a|any|one|a single)|without|0)\b(?! (?:fewer"
    r"|less|more) than)"
    r"|\b(?:no one|not (?:hurt|injured|wounded|harmed|killed)|unharmed|unhurt|n't (?:kill|injur|hurt|caus))"
    r"|\b(?:did not|didn't|was not|were not|not) (?:result|cause|lead|report|kill|injure|leave)"
    r"|^(?:the [a-z]+ )?(?:is |are |was |were )?safe\b|^surviv(?:es|ed)$|^escaped\b"
    r"|^only (?:material|minor) damage"
    r"|\bno (?:[a-z]+ ){0,3}(?:casualt|injur|death|victim|fatalit|one\b|deaths|loss)"
)
_FLOOR = re.compile(
    r"\b(?:(?:at )?least|atleast|minimum of|no (?:fewer|less) than|not less than|more than|over"
    r"|above|upwards? of"
    r"|in excess of|exceed(?:s|ed|ing)?|well over|greater than|surpass(?:es|ed)?|at the very least|beyond)"
    r"(?: (?:the|a|an|another|about|around|some|of|least))*[\s(\"']*$"
)
_CEILING = re.compile(
    r"\b(?:up to|as many as|at most|fewer than|less than|under|below|no more than|not more than|a maximum of"
    r"|maximum of|as much as)(?: (?:the|a|an|another|of))*[\s(\"']*$"
)
_FLOOR_AFTER = re.compile(
    r"^\s?(?:\+|(?:people |persons )?(?:or more|at least|and (?:possibly )?more)\b|-plus\b)"
)
_BETWEEN = re.compile(r"^\s?(?:-|to|or|and)\s?$")
_VAGUE = (
    (re.compile(r"\bhundreds of thousands\b"), 200_000),
    (re.compile(r"\btens of thousands\b"), 20_000),
    (re.compile(r"\bdozens of thousands\b"), 24_000),
    (re.compile(r"\b(?:thousands of (?:thousands|millions)|millions)\b"), 2_000_000),
    (re.compile(r"\bthousands\b"), 2000),
    (re.compile(r"\bhundreds\b"), 200),
    (re.compile(r"\bscores\b"), 40),
    (re.compile(r"\bdozens\b"), 24),
    (re.compile(r"\btens\b"), 20),
    (
        re.compile(
            r"\b(?:several|a number|(?<!unspecified )(?<!unknown )numbers? of|(?<!as )many"
            r"|a (?:large|great|high|significant|big|small) number|multiple"
            r"|a few|few|a handful|a group|groups|numerous|a lot|various|countless|large numbers)\b"
        ),
        3,
    ),
)
_UNSPECIFIED = re.compile(
    r"\b(?:unspecified|unknown|undisclosed) number|^(?:most|majority|the majority|some|those|dozens? or)\b"
    r"|^(?:deadly|lethal|(?:the |critically |seriously )?(?:injured|wounded))$|\bcasualties\b"
)
_EXACT = (
    (re.compile(r"\b(?:both|a couple|couple|a pair|pair|twins|parents)\b"), 2),
    (re.compile(r"\btrio\b"), 3),
)
_SINGLE = re.compile(
    r"^(?:a|an|one|another|the other|each|every|he|him|his|her|she|himself|herself|this|my)\b"
)
_PLURAL = frozenset(
    [
        "people",
        "children",
        "men",
        "women",
        "police",
        "civilians",
        "troops",
        "families",
        "personnel",
        "teenagers",
        "they",
        "them",
        "their",
        "persons",
        "policemen",
        "servicemen",
        "gunmen",
        "firemen",
        "fishermen",
        "staff",
        "youth",
        "youths",
        "militia",
        "militiamen",
        "forces",
        "dead",
        "wounded",
        "injured",
        "others",
        "those",
        "all",
        "some",
        "residents",
        "casualties",
        "deaths",
        "injuries",
        "fatalities",
        "victims",
        "martyrs",
        "cattle",
        "businessmen",
        "brethren",
        "crew",
        "guardsmen",
        "tribesmen",
        "mujahideen",
        "peshmerga",
        "lives",
        "bodies",
        "students",
    ]
)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|'s|abbas|series)$")
_TAIL = re.compile(
    r",? \b(?:of|in|from|at|on|near|with|who|whom|which|that|by|including|for|inside|between"
    r"|among|during|after|as"
    r"|were|was|to|under|over|when|while|around|have|has|had|are|is|being|also|into|aboard|belonging|affiliated"
    r"|displaced|killed|wounded|injured|dead|missing|trapped|held)\b"
)
_ORDINAL_MORE = re.compile(r"\b(?:others?|more)\b")
_NAMES = re.compile(r",\s+and\s+|,\s+|\s+and\s+|\s*&\s*")


def count_range(words: str) -> Range | None:
    """(low, high) of the harm that the words count; None is an open end, a None result no count at all.

    Exact counts give N/N. The conventions for vague words are those of the annotation guidelines.
    """
    return _count(words[:400])


@lru_cache(maxsize=8192)
def _count(words: str) -> Range | None:
    text = plain(words)
    if not re.search(r"\w", text):
        return None
    if _ZERO.search(text):
        return 0, 0
    vague = _vague(text)
    numbers = find_numbers(text)
    if vague and not (numbers and numbers[0].start < vague[1]):
        return vague[0], None
    if numbers:
        return _numeric(text, numbers)
    for pattern, value in _EXACT:
        if pattern.search(text):
            return value, value
    return _uncounted(words.strip(), text)


def _vague(text: str) -> tuple[int, int] | None:
    """The floor that a vague word gives, and where the word stands."""
    for pattern, floor in _VAGUE:
        found = pattern.search(text)
        if found:
            return floor, found.start()
    return None


def _numeric(text: str, numbers: list[Number]) -> Range:
    first = numbers[0]
    before, after = text[: first.start], text[first.end :]
    if len(numbers) > 1:
        second = numbers[1]
        joint = text[first.end : second.start]
        spread = _BETWEEN.match(joint)
        if spread and (joint.strip() != "and" or re.search(r"\bbetween\s*$", before)):
            return min(first.value, second.value), max(first.value, second.value)
    if _FLOOR.search(before) or _FLOOR_AFTER.match(after):
        return first.value, None
    if _CEILING.search(before):
        return None, first.value
    total = first.value + _company(text, numbers)
    return total, total


def _company(text: str, numbers: list[Number]) -> int:
    """What later exact numbers add: "two adults and three children" are five."""
    extra = 0
    for left, right in itertools.pairwise(numbers):
        between = text[left.end : right.start]
        if not re.fullmatch(r" (?:[\w'-]+ ){1,3}and (?:another )?", between):
            break
        extra += right.value
    return extra


def _uncounted(words: str, text: str) -> Range:
    """No number: a list counts its members, a plural noun at least one, all else is one."""
    if _UNSPECIFIED.search(text) or _FLOOR.search(re.split(r"\b(?:an?|single)\b", text)[0]):
        return 1, None
    head = _TAIL.split(text, maxsplit=1)[0].strip(" .,;:\"'()") or text
    parts = [p for p in _NAMES.split(head) if p]
    if len(parts) > 1 and not any(_is_plural(p, words) for p in parts):
        apposed = re.match(r"(?:an?|one|another) ", parts[0]) and not re.search(
            r"\band (?:an?|his|her|the) ", head
        )
        listed = 1 if apposed else sum(_names_someone(p, words) for p in parts)
        return listed or 1, listed or 1
    if _SINGLE.match(head) and not re.match(r"(?:his|her|my|this) ", head):
        return 1, 1
    return (1, None) if any(_is_plural(p, words) for p in parts) else (1, 1)


def _names_someone(part: str, words: str) -> bool:
    """Whether a member of a list is a person of its own and not an age or an apposition's comma."""
    if re.fullmatch(r"(?:aged )?\d+|jr|sr", part):
        return False
    lead = re.match(r"(?:a|an|the|his|her|my|their|one|another)\b", part)
    at = plain(words).find(part)
    return bool(lead) or (at >= 0 and words[at : at + 1].isupper()) or " " not in part


def _is_plural(phrase: str, words: str) -> bool:
    last = phrase.rsplit(" ", 1)[-1].strip(".,;:\"'()")
    if last in _PLURAL:
        return True
    if not last.endswith("s") or len(last) < 4 or _NOT_PLURAL.search(last):
        return bool(re.search(r"(?:n|b|r|h|l|d|t|q)is$", last)) and last not in (
            "isis",
            "louis",
            "denis",
            "dennis",
        )
    at = plain(words).rfind(last)
    capital = at >= 0 and any(c.isupper() for c in words[at : at + len(last)])
    many_words = " " in phrase
    return (
        not capital
        or bool(re.search(r"(?:ans|ians|ers|ists|ors|ees|ants|ds|bs|ks)$", last))
        or not many_words
    )
