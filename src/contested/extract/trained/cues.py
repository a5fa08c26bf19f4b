"""Words before a trigger that plainly say its status, where the network took it for a fact.

Few and narrow: each held for at least three quarters of the annotated claims of train and train-passages
that it meets (denials 38 of 49, "alleged" and its like 37 of 41, "reportedly" 18 of 18, "believed to have"
15 of 16, "may have" 6 of 7, "not clear who" 17 of 18). To write down a denial as a fact is the worst of a
reader's errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contested.model import Status

_TURN = re.compile(
    r"\b(?:accus\w*|blam\w*|attribut\w*|instead|but|although|though|after|before|saying|adding|said|while|who"
    r"|amid|despite|following|since|when|, and)\b|, and\b",
    re.IGNORECASE,
)
"""Words after which the cue no longer speaks of what follows: "denied any role and blamed"."""
_LONGEST = 160


@dataclass(frozen=True)
class Cue:
    """The status that words give, and where they stand in the sentence."""

    status: Status
    start: int
    end: int


def _cue(words: str, gap: str, reach: int) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<cue>{words})\b(?P<gap>[^{gap}]{{0,{reach}}})\Z", re.IGNORECASE)


_CLAUSE, _PHRASE = r".;!?\"“”\n", r".,;!?\"“”\n"
_CUES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("denied", _cue("den(?:y|ies|ied|ying)|denials?", _CLAUSE, 90)),
    (
        "unclear",
        _cue(
            "(?:not(?: \\w+)? clear|unclear|not known|unknown) (?:whether|who|if|which|how|what)", _CLAUSE, 90
        ),
    ),
    ("alleged", _cue("alleg(?:e|es|ed|ing|edly|ations?)", _PHRASE, 60)),
    ("alleged", _cue("reportedly|apparently|presumably|purportedly|supposedly", _PHRASE, 40)),
    ("alleged", _cue("(?:believed|thought|feared|suspected|understood) to (?:have|be)", _PHRASE, 40)),
    ("alleged", _cue("(?:may|might|could) have", _PHRASE, 40)),
)


def cue_before(sentence: str, trigger: int) -> Cue | None:
    """The plain cue nearest before the code point `trigger` of a sentence, None where there is none."""
    first = max(0, trigger - _LONGEST)
    before = sentence[first:trigger]
    found = []
    for status, pattern in _CUES:
        match = pattern.search(before)
        if match and not _TURN.search(match["gap"]):
            found.append(Cue(status, first + match.start("cue"), first + match.end("cue")))
    return max(found, key=lambda cue: cue.start, default=None)
