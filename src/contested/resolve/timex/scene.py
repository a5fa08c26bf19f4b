"""What a rule of the grammar sees: its tokens, and the state of the reading so far."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from contested.resolve.calendar import date
from contested.resolve.timex.tense import ahead
from contested.resolve.timex.tokens import ALPHABET, Token
from contested.resolve.timex.values import quarter

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Value(NamedTuple):
    """TIMEX3 type and value (None where nothing fixes it); `anchored` when it leans on another day."""

    type: TimexType
    value: str | None
    anchored: bool = True


@dataclass(slots=True)
class Scene:
    """The reading of one text: its tokens, the document's day, the day and quarter spoken of last."""

    tokens: list[Token]
    text: str
    published: dt.date | None
    mentioned: dt.date | None = None
    quarter: str | None = None
    quarters: bool = field(default=False)

    def note(self, value: str | None) -> None:
        """Remember a resolved day or quarter for what refers back to it."""
        if value is None:
            return
        if re.match(r"\d{4}-\d\d-\d\d", value):
            self.mentioned = date(int(value[:4]), int(value[5:7]), int(value[8:10]))
        elif re.fullmatch(r"\d{4}-Q[1-4]", value):
            self.quarter = value

    def last_quarter(self) -> str | None:
        """The quarter spoken of, else none."""
        return self.quarter or (quarter(self.published) if self.published else None)


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a rule: tokens [first, last) of the scene."""

    match: re.Match[str]
    scene: Scene

    @property
    def first(self) -> int:
        return self.match.start()

    @property
    def last(self) -> int:
        return self.match.end()

    def token(self, group: str) -> Token | None:
        """The first token of a group, None when the group is empty."""
        at = self.match.start(group)
        return self.scene.tokens[at] if at >= 0 and self.match.end(group) > at else None

    def word(self, group: str) -> str:
        token = self.token(group)
        return token.word if token else ""

    def value(self, group: str, name: str) -> object:
        """The lexicon's value of a group's word in a class."""
        return ALPHABET.values[name].get(self.word(group))

    def number(self, group: str) -> float | None:
        """The number that a group counts; "a" is 1."""
        token = self.token(group)
        if token is None:
            return None
        if token.word in ("a", "an"):
            return 1
        if isinstance(token.value, (int, float)):
            return token.value
        ordinal = ALPHABET.values["ORD"].get(token.word)
        return int(str(ordinal)) if ordinal is not None else None

    @property
    def future(self) -> bool:
        return ahead(self.scene.tokens, self.first, self.last)

    def capital(self, group: str) -> bool:
        """Whether the group's word begins with a capital: "May", not "may"."""
        token = self.token(group)
        return bool(token and self.scene.text[token.start].isupper())
