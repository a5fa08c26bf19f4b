"""Which words of an export may name a private person, and what is put in their place.

The rule is coarse on purpose and errs towards withholding: it looks at the shape of the words, not
at who is meant. What it misses (single first names, names in running sentences) and what it
withholds without need (unknown places, firms) is told in docs/exports.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from contested.export.words import INSTITUTIONS, LEADING, PARTICLES, PEOPLES
from contested.model import Place

WITHHELD = "[name withheld]"

PUBLIC_SOURCES = frozenset({"government", "military", "armed_group", "monitor", "media", "expert"})
"""Kinds of sources who speak in an office; residents, medics and sources without one are private."""


@dataclass(frozen=True)
class Disclosure:
    """What an export may show beyond the facts: private persons' names, sentences of the reports."""

    names: bool = False
    sentences: bool = False
    sites: Callable[[Place | None], list[str]] | None = None
    """Which watched sites a place is near, in words; None: nobody watches any."""


_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*")


def looks_like_person(text: str, known: Collection[str] = ()) -> bool:
    """True when the words may hold a person's name: two or more capitalised words in a row that hold
    no institution's word and no office, or letters of a script that has no capitals.

    `known` are names that are certainly not persons (places, actors), in any case.
    """
    settled = {name.casefold() for name in known}
    if text.strip().casefold() in settled:
        return False
    if any(c.isalpha() and c.lower() == c.upper() and c not in "ªº" for c in text):
        return True
    return any(
        " ".join(run).casefold() not in settled and _is_name(run, before) for run, before in _runs(text)
    )


def shown(text: str, disclosure: Disclosure, known: Collection[str] = ()) -> str:
    """The words as they may be exported: themselves, or `WITHHELD` as a whole."""
    return WITHHELD if not disclosure.names and looks_like_person(text, known) else text


def _runs(text: str) -> list[tuple[list[str], str]]:
    """Capitalised words in a row, each run with the word before it. Linear in the text."""
    runs: list[tuple[list[str], str]] = []
    run: list[str] = []
    before = previous = ""
    end = 0
    for match in _WORD.finditer(text):
        word, gap = match.group(), text[end : match.start()]
        joined = not gap.strip(" \t\r\n.\u00a0-’'")
        if run and not joined:
            runs.append((run, before))
            run = []
        if _capitalised(word) or (word in PARTICLES and run):
            before = before if run else previous
            run.append(word)
        elif run:
            runs.append((run, before))
            run = []
        previous, end = word, match.end()
    return [*runs, (run, before)] if run else runs


def _capitalised(word: str) -> bool:
    parts = re.split(r"['’.\-]", word)
    return word[0].isupper() or (
        parts[0] in {*PARTICLES, "d", "o"} and any(p[:1].isupper() for p in parts[1:])
    )


def _is_name(run: list[str], before: str) -> bool:
    names = [w for w in run if w not in PARTICLES]
    plain = [re.sub(r"['’]s$", "", w).casefold() for w in names]
    parts = {p for w in plain for p in w.split("-")}
    if len(names) < 2 or parts & INSTITUTIONS or {plain[0], before.casefold()} & LEADING:
        return False
    shouting = all(w.isupper() for w in names)
    if not shouting and any(w.isupper() and 2 <= len(w) <= 5 for w in names):
        return False  # "IDF Spokesperson", "UN Observers": initials of a body
    return not all(w in PEOPLES for w in plain)
