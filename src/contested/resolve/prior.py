"""Which country a report is about: what its words support, before any one place is looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from contested.resolve.fold import plain

_NAME, _DEMONYM, _CUE = 1.0, 0.5, 0.6
_TOKEN = re.compile(r"\S+")
_AFAR = {"US": 0.3, "GB": 0.4, "FR": 0.4}  # act and comment everywhere: their names tell less of where
_CAPITAL = re.compile(r"[A-Z][\w.'’-]*(?:[ -](?:(?:of|the|and|al)[ -])?[A-Z][\w.'’-]*){0,5}")
_SUFFIX = re.compile(r"(?:'s|[.'-]+|-\w+)$")
_LONGEST, _LONGEST_CUE = 5, 60  # words, letters: more is no name, and costs time on hostile input


@cache
def _cues() -> dict[str, tuple[str, float]]:
    """Lower-case cue -> (country code, weight): country names, demonyms, armed groups and forces."""
    data = files("contested.resolve").joinpath("data")
    cues: dict[str, tuple[str, float]] = {}
    groups = msgspec.yaml.decode(data.joinpath("cues.yaml").read_bytes(), type=dict[str, list[str]])
    for code, names in groups.items():
        cues.update({plain(name): (code, _CUE) for name in names})
    for code, name, aliases, demonyms in countries():
        cues.update({plain(word): (code, _DEMONYM) for word in demonyms})
        cues.update({plain(word): (code, _NAME) for word in (name, *aliases)})
    return cues


@cache
def _words_after() -> dict[str, int]:
    """First word of a cue -> words of the longest cue that begins with it."""
    longest: dict[str, int] = {}
    for cue in _cues():
        words = cue.split(" ")
        longest[words[0]] = max(len(words), longest.get(words[0], 1))
    return longest


@cache
def countries() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """(code, name, aliases, demonyms) of every country."""
    rows = []
    text = files("contested.resolve").joinpath("data/countries.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, name, aliases, demonyms = [*line.split("\t"), "", ""][:4]
            split = [tuple(w for w in cell.split(";") if w) for cell in (aliases, demonyms)]
            rows.append((code, name, split[0], split[1]))
    return tuple(rows)


@lru_cache(maxsize=16384)
def country_of_words(words: str) -> str | None:
    """The code of the country that the words name or whose people they name; None when none or several."""
    found = {code for code, _, _ in mentions(words)}
    return found.pop() if len(found) == 1 else None


def mentions(text: str) -> list[tuple[str, float, int]]:
    """(country code, weight, offset) of every cue in a text, in order; the longest cue wins."""
    cues, longest, found = _cues(), _words_after(), []
    for run in _CAPITAL.finditer(text):
        tokens = [(plain(t.group()), run.start() + t.start()) for t in _TOKEN.finditer(run.group())]
        at = 0
        while at < len(tokens):
            most = min(_LONGEST, len(tokens) - at, longest.get(tokens[at][0], 1))
            for length in range(most, 0, -1):
                phrase = " ".join([t for t, _ in tokens[at : at + length]])
                if len(phrase) > _LONGEST_CUE:
                    continue
                hit = cues.get(phrase) or (None if phrase.isalpha() else cues.get(_SUFFIX.sub("", phrase)))
                if hit:
                    found.append((hit[0], hit[1], tokens[at][1]))
                    at += length - 1
                    break
            at += 1
    return found


def is_caseless(text: str) -> bool:
    """True for a report without capitals, as some old wires are kept; capitals then tell nothing."""
    letters = sum(map(str.isalpha, text[:2000]))
    capitals = sum(map(str.isupper, text[:2000]))
    return letters > 0 and (capitals < 0.005 * letters or capitals > 0.8 * letters)


def country_prior(title: str | None, text: str) -> Mapping[str, float]:
    """Share of the report's support for each country, by code; {} when nothing supports any.

    Title and lede weigh more: they name the episode, the rest names the world around it.
    """
    weights: dict[str, float] = {}
    text = text[:50_000]
    if is_caseless(text):
        text = text.title()
    for code, weight, at in mentions(text):
        weight *= _AFAR.get(code, 1.0) * (2.0 if at < 600 else 1.0)
        weights[code] = weights.get(code, 0.0) + weight
    for code, weight, _ in mentions(title or ""):
        weights[code] = weights.get(code, 0.0) + 2.0 * weight
    total = sum(weights.values())
    return {code: weight / total for code, weight in sorted(weights.items())} if total else {}
