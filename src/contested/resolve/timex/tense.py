"""Whether the words around a time expression speak of the past or of what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from contested.resolve.timex.tokens import Token

_FUTURE = frozenset(
    "will shall would ll until till postponed scheduled due expected planned planning expects"
    " upcoming soon effective resume".split()
)
_INTENDED = frozenset("plan plans set".split())
"""Looking ahead only before "to" and "for": "set to fall", but "set aside" and "vacation plans"."""
_SOONEST = frozenset("early soon".split())
_PAST = frozenset(
    "said says told was were had did been came went made began took killed died reported announced fell rose"
    " held met saw got left gave found struck hit".split()
)
_STOP = frozenset([".", ";", "?", "!"])
_REACH = 14


def ahead(found: Sequence[Token], first: int, last: int) -> bool:
    """True when the nearest cue of the sentence is a future one; tokens [first, last) are the expression."""
    if last < len(found) and found[last].word in ("'s", "'"):
        return False  # "Wednesday's ruling" was given
    before = [token.word for token in found[max(0, first - 3) : first]]
    if len(before) == 3 and before[0] == before[2] == "as" and before[1] in _SOONEST:
        return True
    best, future = _REACH + 1, False
    for step, at in ((-1, first - 1), (1, last)):
        for distance in range(1, _REACH + 1):
            if not 0 <= at < len(found) or found[at].word in _STOP:
                break
            is_future = _future(found, at)
            if is_future or _past(found[at].word):
                if distance + (0 if step < 0 else 3) < best:
                    best, future = distance + (0 if step < 0 else 3), is_future
                break
            at += step
    return future


def _future(found: Sequence[Token], at: int) -> bool:
    word = found[at].word
    if word in _INTENDED:
        return at + 1 < len(found) and found[at + 1].word in ("to", "for")
    return word in _FUTURE


def _past(word: str) -> bool:
    return word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _FUTURE)
