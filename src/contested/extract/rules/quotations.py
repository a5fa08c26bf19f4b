"""Direct speech: the stretches between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPEN = frozenset("“«„")
_CLOSE = frozenset("”»")
_STRAIGHT = frozenset(('"', "``", "''"))
LONGEST = 400  # tokens; a longer one is an unclosed mark
SHORTEST = 4  # tokens; below that the marks hold a word at arm's length


@dataclass(frozen=True)
class Quotation:
    """Tokens [start, end) with their quotation marks."""

    start: int
    end: int


def quotations(doc: Doc) -> list[Quotation]:
    """All quotations of some length, in order. Curly marks may run over paragraphs, straight ones may not.

    A paragraph inside a curly quotation opens with a mark of its own and the one before stays unclosed.
    """
    result: list[Quotation] = []
    opened: int | None = None
    curly = False
    for token in doc:
        text = token.text
        if opened is not None and token.i - opened > LONGEST:
            opened = None
        if "\n" in text and opened is not None:
            if not curly or _continues(doc, token.i):
                result.extend(_if_long(opened, token.i) if curly else ())
            opened = None
        elif text in _OPEN:
            opened, curly = token.i, True
        elif text in _CLOSE and opened is not None:
            result.extend(_if_long(opened, token.i + 1))
            opened = None
        elif text in _STRAIGHT:
            if opened is None:
                opened, curly = token.i, False
            elif not curly:
                result.extend(_if_long(opened, token.i + 1))
                opened = None
    return result


def _continues(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and doc[at + 1].text in _OPEN


def _if_long(start: int, end: int) -> list[Quotation]:
    return [Quotation(start, end)] if end - start - 2 >= SHORTEST else []
