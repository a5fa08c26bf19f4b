"""The words that surround names of actors and describe actors without naming them: data/actor_words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from contested.model.base import Value
from contested.resolve.fold import plain, straight

Organ = Literal["army", "air", "navy", "government", "police"]
ClassKind = Literal["armed_group", "civilian", "media"]
Anaphor = Literal["armed", "coalition", "monitor", "agency"]
LONGEST = 14  # words of a phrase that are looked at
_LONGEST_ROLE = 4
_TOKEN = re.compile(r"[^\s\"“”«»()\[\],;:]+")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")


class ActorClass(Value, frozen=True, kw_only=True):
    """A class of actors, such as rebels; `words` describe its members."""

    kind: ClassKind
    words: tuple[str, ...]


class _File(Value, frozen=True, kw_only=True):
    skip: tuple[str, ...]
    organs: dict[Organ, tuple[str, ...]]
    voices: tuple[str, ...]
    titles: tuple[str, ...]
    bands: tuple[str, ...]
    assets: tuple[str, ...]
    hardware: tuple[str, ...]
    classes: dict[str, ActorClass]
    forces_of: dict[str, str]
    backed: tuple[str, ...]
    peoples: tuple[str, ...]
    strangers: tuple[str, ...]
    anaphors: dict[str, Anaphor]


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary with its look-ups; every word is in the form that `plain` gives."""

    skip: frozenset[str]
    organs: dict[str, Organ]
    voices: frozenset[str]
    titles: frozenset[str]
    bands: frozenset[str]
    assets: frozenset[str]
    hardware: frozenset[str]
    classes: dict[str, str]
    kinds: dict[str, ClassKind]
    forces_of: dict[str, str]
    backed: re.Pattern[str]
    backed_by: re.Pattern[str]
    peoples: frozenset[str]
    strangers: frozenset[str]
    anaphors: dict[str, Anaphor]


@cache
def words() -> Words:
    """The vocabulary that ships in the package."""
    data = files("contested.resolve").joinpath("data/actor_words.yaml").read_bytes()
    read = msgspec.yaml.decode(data, type=_File)
    verbs = "|".join(read.backed)
    return Words(
        skip=frozenset(read.skip),
        organs={word: organ for organ, listed in reversed(read.organs.items()) for word in listed},
        voices=frozenset(read.voices),
        titles=frozenset(read.titles),
        bands=frozenset(read.bands),
        assets=frozenset(read.assets),
        hardware=frozenset(read.hardware),
        classes={word: name for name, found in reversed(read.classes.items()) for word in found.words},
        kinds={name: found.kind for name, found in read.classes.items()},
        forces_of=read.forces_of,
        backed=re.compile(rf"^([^\s-]+(?:-[^\s-]+| [^\s-]+)?)-(?:{verbs})[- ](\S.*)$", re.IGNORECASE),
        backed_by=re.compile(rf"^(\S.*?),? (?:{verbs}) (?:by|to|with) (\S.*)$", re.IGNORECASE),
        peoples=frozenset(read.peoples),
        strangers=frozenset(read.strangers),
        anaphors=read.anaphors,
    )


def tokens(phrase: str) -> list[str]:
    """The words of a phrase, straight quotes, without what is in brackets; the first LONGEST of them."""
    text = straight(phrase)
    outside = _BRACKETS.sub(" ", text)
    found = _TOKEN.findall(outside if outside.strip() else text)
    return [t for one in found if (t := one.strip("'.-") if one.count(".") < 2 else one)][:LONGEST]


def bare(token: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", token)


def strip_front(phrase: Sequence[str]) -> Sequence[str]:
    """Without leading articles, counts and adjectives that name nobody; never empty."""
    at = 0
    while at < len(phrase) - 1 and (plain(phrase[at]) in words().skip or phrase[at].isdigit()):
        at += 1
    return phrase[at:]


def is_role(phrase: Sequence[str], roles: frozenset[str]) -> bool:
    """Whether all of the words are roles of the vocabulary or words to skip, at least one a role."""
    return _covered(tuple(plain(bare(t)) for t in phrase), roles) == "role"


def organ_of(phrase: Sequence[str]) -> Organ | None:
    """The organ that a role stands for: its last words decide ("army source" by "army")."""
    known, folded = words(), [plain(bare(t)) for t in phrase]
    hits = [(known.organs[text], end) for text, end in _runs(folded) if text in known.organs]
    specific = [h for h in hits if h[0] != "government"]
    rest_known = all(
        t in known.skip or t in known.voices or _in_run(at, folded, known) for at, t in enumerate(folded)
    )
    if not hits or not rest_known:
        return None
    return (specific or hits)[0][0]


def names_organ(phrase: Sequence[str], without: frozenset[str]) -> bool:
    """Whether the phrase holds the word of an organ that is none of those left out."""
    folded, organs = [plain(bare(t)) for t in phrase], words().organs
    return any(run in organs and run not in without for run, _ in _runs(folded))


def class_of(phrase: Sequence[str]) -> str | None:
    """The class whose word ends the phrase, "rebels" for "rebel fighters"; the longest ending wins."""
    folded = [plain(bare(t)) for t in phrase]
    for size in range(min(_LONGEST_ROLE, len(folded)), 0, -1):
        found = words().classes.get(" ".join(folded[-size:]))
        if found:
            return found
    return None


def class_size(phrase: Sequence[str]) -> int:
    """How many words at the end of the phrase are the word of its class; 0 without one."""
    folded = [plain(bare(t)) for t in phrase]
    for size in range(min(_LONGEST_ROLE, len(folded)), 0, -1):
        if " ".join(folded[-size:]) in words().classes:
            return size
    return 0


def _runs(folded: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Runs of words, longer ones first, with where they end."""
    for size in range(min(_LONGEST_ROLE, len(folded)), 0, -1):
        for start in range(len(folded) - size, -1, -1):
            yield " ".join(folded[start : start + size]), start + size


def _in_run(at: int, folded: Sequence[str], known: Words) -> bool:
    for size in range(min(_LONGEST_ROLE, len(folded)), 0, -1):
        for start in range(max(0, at - size + 1), min(at, len(folded) - size) + 1):
            if " ".join(folded[start : start + size]) in known.organs:
                return True
    return False


def _covered(folded: tuple[str, ...], roles: frozenset[str]) -> str:
    """ "role" when roles cover the words, "skip" when only words to skip do, else ""."""
    best: list[str] = ["skip"]
    for end in range(1, len(folded) + 1):
        state = ""
        for size in range(1, min(_LONGEST_ROLE, end) + 1):
            before = best[end - size]
            if before and " ".join(folded[end - size : end]) in roles:
                state = "role"
                break
        if not state and best[end - 1] and folded[end - 1] in words().skip:
            state = best[end - 1]
        best.append(state)
    return best[-1]
