"""The language of a text from its script and its commonest words. Small, plain, and silent when unsure."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

import msgspec

KNOWN = frozenset({"en", "ar", "ru", "uk", "fr", "es", "tr", "de", "he", "fa"})
"""What may come out; the other word lists are there so that a neighbour is not taken for one of these."""
_SCRIPTS = {
    "latin": ("en", "fr", "es", "de", "tr", "pt", "it", "nl"),
    "cyrillic": ("ru", "uk", "bg"),
    "arabic": ("ar", "fa", "ur"),
    "hebrew": ("he",),
}
_RANGES = (
    ("latin", re.compile(r"[A-Za-zÀ-ɏ]+")),
    ("cyrillic", re.compile(r"[Ѐ-ӿ]+")),
    ("arabic", re.compile(r"[؀-ۿ]+")),
    ("hebrew", re.compile(r"[֐-׿]+")),
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000
_MIN_HITS = 4
_MIN_SHARE = 0.08
_MIN_LEAD = 1.3
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    raw = files("contested.read").joinpath("stopwords.yaml").read_text("utf-8")
    table = msgspec.yaml.decode(raw, type=dict[str, str])
    return {lang: frozenset(words.split()) for lang, words in table.items()}


def guess_language(text: str) -> str | None:
    """One of KNOWN, or None when unsure (short, mixed or another language).

    The script that most letters are in chooses the candidates; of these the one with most stop
    words wins if they are at least 4, at least 8 % of the words, and lead by 30 %.
    """
    sample = text[:_SAMPLE].lower()
    letters = {name: sum(map(len, pattern.findall(sample))) for name, pattern in _RANGES}
    script = max(letters, key=lambda name: letters[name])
    if letters[script] < 20 or letters[script] < 0.6 * sum(letters.values()):
        return None
    words = Counter(_WORD.findall(sample))
    total = sum(words.values())
    stop = _stop_words()
    hits = {lang: sum(words[w] for w in stop[lang]) for lang in _SCRIPTS[script]}
    ranked = sorted(hits, key=lambda lang: (-hits[lang], lang))
    best = ranked[0]
    second = hits[ranked[1]] if len(ranked) > 1 else 0
    sure = hits[best] >= max(_MIN_HITS, _MIN_SHARE * total) and hits[best] >= _MIN_LEAD * second
    return best if sure and best in KNOWN else None


def language_tag(value: str | None) -> str | None:
    """The primary tag of a stated language ("en-GB", "en_US" -> "en"); None where it is no tag."""
    match = _TAG.fullmatch(value.strip()) if value else None
    return match[1].lower() if match else None
