"""The office that a report gives a person: "army spokesman Jane Doe", "Jane Doe, head of the agency".

A person is linked to what the report says that the person speaks or acts for; nothing is known of people
from elsewhere. Only capitalised names of at most four words are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from contested.resolve.actors_words import bare, tokens, words
from contested.resolve.fold import plain, straight

_SCANNED = 60_000  # code points of a report that are searched
_OCCURRENCES = 6
_BEFORE, _AFTER = 110, 110  # code points around a name
_OF = frozenset({"of", "for", "in", "to", "at", "with"})
_LONGEST = 12  # words of an office
_GIVEN = 3  # given names and ranks between an office and a surname
_STOP = re.compile(r"[.!?;:\n\"“”—()]\s?|, ")
_STOP_AFTER = re.compile(r"[!?;:\n\"“”—()]|\.\s|, | (?:said|told|says|was|were|has|had|who|as) ")
_RANKS = frozenset("mr ms mrs dr sir lt col gen maj capt brig rear vice admiral sgt prof".split())
_PARTICLES = ("al-", "el-", "bin", "ibn", "abu", "van", "de")


def is_person(phrase: Sequence[str]) -> bool:
    """Whether the words may be a person's name: one to four, each capitalised or a particle."""
    return 0 < len(phrase) <= 4 and all(
        t[:1].isupper() or t.casefold().startswith(_PARTICLES) for t in phrase
    )


def offices(name: str, report: str) -> Iterator[str]:
    """Phrases beside the name that hold a title, the longest first at each of its occurrences."""
    text = _searched(report)
    wanted = straight(name)
    at, seen = text.find(wanted), 0
    while at >= 0 and seen < _OCCURRENCES:
        end = at + len(wanted)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            yield from _before(text[max(0, at - _BEFORE) : at])
            yield from _after(text[end : end + _AFTER])
            seen += 1
        at = text.find(wanted, end)


@lru_cache(maxsize=4)
def _searched(report: str) -> str:
    return straight(report[:_SCANNED])


def _before(left: str) -> Iterator[str]:
    """ "Israeli army spokesman Jane" before a surname: with given names and ranks taken off its end."""
    *_, last = _STOP.split(left) if left else [""]
    said = tokens(" ".join(last.split()[-_LONGEST:]))
    for dropped in range(min(_GIVEN, len(said)) + 1):
        stem = said[: len(said) - dropped]
        if stem and _is_title(stem[-1]):
            yield from (" ".join(stem[start:]) for start in range(len(stem)))
            return
        if stem and not (stem[-1][:1].isupper() or plain(stem[-1]) in _RANKS):
            break
    for at in range(len(said) - 2, max(-1, len(said) - 7), -1):
        if _is_title(said[at]) and plain(said[at + 1]) in _OF:  # "US Secretary of State"
            yield from (" ".join(said[start : at + 1]) for start in range(at + 1))
            return


def _after(right: str) -> Iterator[str]:
    """ ", head of the agency," after a name; without what stands before the title too."""
    if not right.startswith((", ", " (")):
        return
    said = tokens(_STOP_AFTER.split(right[2:], maxsplit=1)[0])[:_LONGEST]
    at = next((n for n, token in enumerate(said) if _is_title(token)), None)
    if at is None:
        return
    for size in range(len(said), at, -1):
        yield " ".join(said[:size])
        if at and size > at + 1 and plain(said[at + 1]) in _OF:
            yield " ".join(said[at:size])


def _is_title(token: str) -> bool:
    return plain(bare(token)) in words().titles
