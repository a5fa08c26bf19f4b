"""Makes text from documents harmless on a terminal.

Reports are hostile input: a title may hold escape sequences that repaint the screen, or override
marks that show words in another order than they are stored. Nothing that this room prints goes
around `clean`, and nothing goes into Rich as a markup string.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|[@-_])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_RUN = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[ \\d.,،]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)
LEFT_TO_RIGHT_MARK = "\u200e"


def clean(text: object) -> str:
    """One line of text that cannot steer the terminal.

    Line breaks and tabs become a space, other controls and escape sequences are dropped, marks
    that reorder or hide text are shown as `\\u202e`, and a run of right-to-left script is closed by
    a left-to-right mark so that it cannot pull the next column over to its side.
    """
    line = _SPACES.sub(" ", str(text))
    line = _CONTROL.sub("", _ESCAPE.sub("", line))
    line = _HIDDEN.sub(_shown, _SURROGATE.sub("\ufffd", line))
    if _RIGHT_TO_LEFT.search(line):
        line = _RUN.sub(lambda run: run.group() + LEFT_TO_RIGHT_MARK, line)
    return line


def shorten(text: object, width: int) -> str:
    """`clean`, cut to `width` code points with an ellipsis."""
    line = clean(text)
    if len(line) <= width:
        return line
    cut = line[: max(width - 1, 0)]
    while cut and unicodedata.combining(line[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip() + "…"


def _shown(mark: re.Match[str]) -> str:
    point = ord(mark.group())
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
