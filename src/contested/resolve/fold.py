"""Folding of spelling: one form for the many romanisations of a name.

`plain` lowers case and undoes typography; `fold` gives the key for exact look-up (case, diacritics,
hyphens, ayn, the Arabic article); `skeleton` is a coarser second try (vowels, -ah, kh/q variants).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "ʿ": "'", "ʾ": "'", "′": "'",
        "“": '"', "”": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_ARTICLE = re.compile(r"\b(?:al|el|ash|as|ad|ar|at|an|az|ul|ed|es|er|et|ez|il|en|esh)[ -](?=\w{2})")
_MAY_COMBINE = re.compile("[\u0300-\U0010ffff]")  # below it stand no combining marks
_SPACE = re.compile(r"\s")
_NO_NAME = re.compile(r"[^\w\s-]")
_BETWEEN = re.compile(r"[\s_-]+")
_GENERIC = re.compile(
    r"^(?:(?:the|city|town|village|area|neighbou?rhood|district|suburb) of |the )|"
    r" (?:city|town|village|neighbou?rhood|suburb)$"
)


def straight(text: str) -> str:
    """Straight quotes and hyphens, each character for one: offsets stay those of the text."""
    return text.translate(_TYPOGRAPHY)


def plain(words: str) -> str:
    """Lower case, straight quotes and hyphens, single spaces; same length is not promised for odd letters."""
    return _SPACE.sub(" ", words.translate(_TYPOGRAPHY)).lower()


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Key for exact look-up: "Khān Shaykhūn" -> "khan shaykhun", "Al-Bab" -> "bab". Idempotent."""
    text = unicodedata.normalize("NFKD", name.translate(_TYPOGRAPHY).casefold()).casefold()
    text = _MAY_COMBINE.sub(_unless_combining, text).translate(_LETTERS)
    text = _BETWEEN.sub(" ", _NO_NAME.sub("", text)).strip()
    while (shorter := _ARTICLE.sub("", text)) != text:
        text = shorter
    return unicodedata.normalize("NFKC", text).strip()


def _unless_combining(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found.group()) else found.group()


def without_generic(folded: str) -> str:
    """A folded name without "city", "town of" and the like; the name itself when nothing else is left."""
    return _GENERIC.sub("", folded).strip() or folded


_SKELETON = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\b(?:kafr|kfar|kefr|kufr|kafar)\b ?", "kfr "),
        (r"\b(?:sheikh|shaykh|shaikh|cheikh|sheik|sheykh|cheykh)", "shk"),
        (r"\b(?:deir|dayr|der|dair)\b", "dr"),
        (r"\b(?:maarat|maaret|maarrat|marat|maarra)\b", "mrt"),
        (r"tch|tsh|ch", "sh"),
        (r"dj", "j"),
        (r"kh|gh|q|c|ck|g", "k"),
        (r"th", "t"),
        (r"dh|z", "d"),
        (r"ph", "f"),
        (r"w|v", "u"),
        (r"(?:ah|eh|e|a|h|at|et)\b", ""),
        (r"ou|oo|u|o|ow", "u"),
        (r"ee|ei|ey|ay|ai|y|i|e", "i"),
        (r"(.)\1+", r"\1"),
        (r"[aiu]", ""),
        (r"h\b", ""),
    )
)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """A coarse key for a second try: Sheikhoun, Shaykhun and Cheikhoun share one. Shorter than 3 is ""."""
    text = fold(name)
    for pattern, to in _SKELETON:
        text = pattern.sub(to, text)
    text = re.sub(r"\s+", "", text)
    return text if len(text) >= 3 else ""
