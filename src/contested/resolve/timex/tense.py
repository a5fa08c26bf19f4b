"""Whether the words around a time expression speak of the past or of what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from contested.resolve.timex.tokens import Token

_FUTURE = frozenset(
    "will shall would ll until till postponed scheduled due expected plans planned planning expects"
    " upcoming set soon effective resume".split()
)
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
    best, future = _REACH + 1, False
    for step, at in ((-1, first - 1), (1, last)):
        for distance in range(1, _REACH + 1):
            if not 0 <= at < len(found) or found[at].word in _STOP:
                break
            word = found[at].word
            is_past = word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _FUTURE)
            if word in _FUTURE or is_past:
                if distance + (0 if step < 0 else 3) < best:
                    best, future = distance + (0 if step < 0 else 3), word in _FUTURE
                break
            at += step
    return future
