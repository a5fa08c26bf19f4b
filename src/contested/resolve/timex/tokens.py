"""Text -> tokens, each with one character that stands for its class: the grammar reads those characters.

A rule of the grammar is a short regular expression over classes ("QTY UNITS ago"). Classes become
characters of the private use area, one for each word that the lexicon or a rule knows, so that a whole
report is matched as one short string and no rule can look further than a few tokens.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from contested.resolve.fold import straight
from contested.resolve.timex.lexicon import CLASSES

_TOKEN = re.compile(
    r"(?P<BREAK>\n[ \t\r]*\n)"
    r"|(?P<ISO>\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?\b)"
    r"|(?P<SLASH>\b\d{1,4}[/.]\d{1,2}[/.]\d{2,4}\b)"
    r"|(?P<CLOCK>\b\d{1,2}:\d\d(?::\d\d)?\b)"
    r"|(?P<ORDN>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<DEC>\b\d{3}0'?s\b)|(?P<DEC2>'?\b[2-9]0s\b)|(?P<YY>(?<!\w)'\d\d\b)"
    r"|(?P<NUM>\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,18}(?:\.\d{1,6})?|\d{1,99})"
    r"|(?P<POSS>'s?\b)|(?P<MERIDIEM>\b[ap]\.m\b\.?)|(?P<WORD>[^\W\d_]{1,40})|(?P<MARK>[^\w\s]|_)"
)
_MARKS = {",": "COMMA", ".": "DOT", "-": "HYPH", "/": "STROKE", "$": "MONEY", "£": "MONEY", "€": "MONEY"}
_FIRST = 0xE000


@dataclass(frozen=True, slots=True)
class Token:
    """Code points [start, end) of the text; `word` in lower case; `value` by class (None for most)."""

    start: int
    end: int
    word: str
    code: str
    value: object = None


_SHAPES = (
    "BREAK ISO SLASH CLOCK ORDN DEC DEC2 YY YEAR DAYN NUM NUMW ORDW POSS AMPM WORD COMMA DOT HYPH STROKE"
    " MONEY MARK"
).split()
_UNIONS = {
    "QTY": "DAYN NUM NUMW",
    "PERIOD": "UNIT UNITS",
    "DOM": "DAYN ORDN",
    "ORDINAL": "ORD ORDW ORDN",
    "DATE_EARLY": "EARLY MID LATE",
}


class Alphabet:
    """One character for each word and each shape; classes as sets of characters."""

    def __init__(self) -> None:
        self.shapes = {name: chr(_FIRST + n) for n, name in enumerate(_SHAPES)}
        self.words: dict[str, str] = {}
        self.classes: dict[str, set[str]] = defaultdict(set)
        self.values: dict[str, dict[str, object]] = CLASSES
        for name, code in self.shapes.items():
            self.classes[name].add(code)
        for name, members in CLASSES.items():
            self.classes[name].update(self.word(w) for w in members)

    def word(self, word: str) -> str:
        """The character of a word, made when it is new."""
        return self.words.setdefault(word, chr(_FIRST + len(self.shapes) + len(self.words)))

    def members(self, name: str) -> set[str]:
        """The characters of a class or of a union of classes."""
        if name in _UNIONS:
            return set().union(*(self.members(part) for part in _UNIONS[name].split()))
        return self.classes[name]

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A rule in classes and words -> a regular expression over characters."""

        def code(found: re.Match[str]) -> str:
            if found["group"]:
                return found["group"]
            if found["space"]:
                return ""
            name = found["name"]
            if not name.isupper():
                return self.word(name)
            if not self.members(name):
                raise ValueError(f"no class {name}")
            return f"[{''.join(sorted(self.members(name)))}]"

        return re.compile(
            re.sub(
                r"(?P<group>\(\?P<\w+>|\{[\d,]+\}|\(\?:)|(?P<space>\s)|(?P<name>[A-Za-z_]\w*)", code, pattern
            )
        )


ALPHABET = Alphabet()


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order, number words joined ("twenty-five", "nineteen ninety-six")."""
    plain = straight(text)
    found = []
    for match in _TOKEN.finditer(plain):
        kind = match.lastgroup or "MARK"
        word = match.group().lower()
        code, value = _classified(kind, word)
        found.append(Token(match.start(), match.end(), word, code, value))
    return _joined(found)


def _classified(kind: str, word: str) -> tuple[str, object]:
    shapes = ALPHABET.shapes
    if kind == "WORD":
        return ALPHABET.words.get(word, shapes["WORD"]), None
    if kind == "MARK":
        return shapes[_MARKS.get(word, "MARK")], None
    if kind == "NUM":
        return _number(word)
    if kind == "ORDN":
        return shapes["ORDN"], int(word[:-2])
    if kind in ("DEC", "DEC2", "YY"):
        return shapes[kind], int(re.sub(r"\D", "", word))
    return shapes["AMPM" if kind == "MERIDIEM" else kind], word


def _number(word: str) -> tuple[str, object]:
    shapes = ALPHABET.shapes
    if "," in word or "." in word:
        return shapes["NUM"], float(word.replace(",", ""))
    value = int(word[:19])
    if len(word) == 4 and 1400 <= value <= 2199:
        return shapes["YEAR"], value
    return shapes["DAYN" if len(word) <= 2 and 1 <= value <= 31 else "NUM"], value


_SMALL, _TENS, _SCALE, _ORD = (CLASSES[name] for name in ("SMALL", "TENS", "SCALE", "ORD"))


def _joined(found: list[Token]) -> list[Token]:
    result: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        if token.word in _SMALL or token.word in _TENS:
            joined, at = _number_words(found, at)
            result.append(joined)
        else:
            result.append(token)
            at += 1
    return result


def _number_words(found: list[Token], at: int) -> tuple[Token, int]:
    """Read on from a number word: tens and units, a spoken year, hundreds, a compound ordinal."""

    def word(n: int) -> str:
        return found[n].word if n < len(found) else ""

    first, value, code = at, _value(word(at)), "NUMW"
    at += 1
    if 18 <= value <= 20 and word(at) in _TENS:  # "nineteen ninety-six"
        value, at, code = 100 * value + _value(word(at)), at + 1, "YEAR"
    dash = 1 if word(at) == "-" else 0
    tens = (value if code == "NUMW" else value % 100) in _TENS.values() and (value >= 20)
    if tens and word(at + dash) in _SMALL and 1 <= _value(word(at + dash)) <= 9:
        value, at = value + _value(word(at + dash)), at + dash + 1
    elif tens and dash and word(at + 1) in _ORD and int(str(_ORD[word(at + 1)])) < 10:
        value, at, code = value + int(str(_ORD[word(at + 1)])), at + 2, "ORDW"
    while code == "NUMW" and word(at) in _SCALE and value < 10_000:
        value, at = value * int(str(_SCALE[word(at)])), at + 1
    last = found[at - 1]
    joined = " ".join(t.word for t in found[first:at])
    return Token(found[first].start, last.end, joined, ALPHABET.shapes[code], value), at


def _value(word: str) -> int:
    return int(str(_SMALL.get(word, _TENS.get(word, 0))))
