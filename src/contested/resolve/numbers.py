"""Cardinal numbers in text: digits and English number words, with where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_UNITS["fourty"], _TENS["fourty"] = 40, 40
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_LARGEST = 10_000_000_000  # beyond the living: an identifier, not a count

_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_TOKEN = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:[,.]\d{{3}})+|\d{{1,12}}(?:\.\d{{1,3}})?)|(?P<word>\b(?:{_WORD})\b)"
    rf"|(?P<half>\bhalf (?:a|an)\b|\bhalf-(?=dozen))|(?P<a>\b(?:a|an)\b(?=[ -](?:{_SCALE})\b))"
    rf"|(?P<scale>\b(?:{_SCALE})\b)"
)
_GLUE = re.compile(r"(?:\s?and\s|[ -])?")
_NOT_A_COUNT = re.compile(
    r"^(?:st|nd|rd|th)\b|^[- ]?(?:years?|months?|days?|weeks?|hours?|minutes?|yrs?)[- ]?olds?\b"
    r"|^[- ](?:year|month|day|week|hour)s?\b"
    r"|^ ?(?:%|percent|per cent|am\b|pm\b|km\b|kilomet|met(?:er|re)s?\b|miles?\b|kg\b)|^-?(?:mm"
    r"|caliber)\b|^:\d"
)
_AGE_BEFORE = re.compile(
    r"(?:\baged? (?:of )?|\bages |, ?|\(|[$€£#]|\b(?:pkk|mh|route|resolution|no\.) ?-?|:)$"
)
_AGE_AFTER = re.compile(r"^(?:,|\)|$)")


class Number(NamedTuple):
    """A cardinal and the code points it stands on."""

    value: int
    start: int
    end: int


def find_numbers(text: str) -> list[Number]:
    """Cardinals of a plain (folded, lower-case) text in order; ages, ordinals and measures are left out."""
    found: list[Number] = []
    at = 0
    while token := _TOKEN.search(text, at):
        number = _compose(text, token)
        at = max(number.end, token.end())
        if 0 <= number.value < _LARGEST and _is_count(text, number):
            found.append(number)
    return found


def _is_count(text: str, number: Number) -> bool:
    before, after = text[: number.start], text[number.end :]
    if _NOT_A_COUNT.match(after) or (re.search(r"[a-z]-?$", before) and text[number.start].isdigit()):
        return False
    return not (_AGE_BEFORE.search(before[-16:]) and _AGE_AFTER.match(after) and before.strip())


def _value(token: re.Match[str]) -> float:
    if token["digits"]:
        digits = token["digits"]
        grouped = re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", digits)
        return float(re.sub(r"[,.]", "", digits) if grouped else digits)
    if token["word"]:
        return float(_UNITS.get(token["word"], _TENS.get(token["word"], 0)))
    return 0.5 if token["half"] else 1.0


def _compose(text: str, token: re.Match[str]) -> Number:
    """Read on while the next token continues the number: "two hundred and fifty", "1.5 million"."""
    start, end = token.start(), token.end()
    total, current = 0.0, 0.0
    current = float(_SCALES[token["scale"]]) if token["scale"] else _value(token)
    last, scaled = current, bool(token["scale"])
    while following := _next(text, end):
        if following["scale"]:
            size = _SCALES[following["scale"]]
            current *= size
            if size >= 1000:
                total, current = total + current, 0.0
            scaled = True
        elif following["word"] and (
            (last in _TENS.values() and _value(following) < 10)
            or (scaled and " and " in text[end : following.start()])
            or (scaled and text[end : following.start()] == " ")
        ):
            current += _value(following)
            scaled = False
        else:
            break
        last, end = _value(following) if following["word"] else 0.0, following.end()
    return Number(int(total + current), start, end)


def _next(text: str, end: int) -> re.Match[str] | None:
    glue = _GLUE.match(text, end)
    token = _TOKEN.match(text, glue.end() if glue else end)
    return token if token and (token["scale"] or token["word"]) and token.start() > end - 1 else None
