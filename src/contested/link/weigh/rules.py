"""Aggregation rules: each narrows what is said to the voices that it prefers; an order of rules chooses.

All are pure and blind to the order of their input. The names follow what aggregation of event reports
is called in the literature (van Baalen and Höglund 2026, doi:10.1093/isq/sqag014).
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from contested.link.weigh.said import Said

Ties = Literal["label", "smallest", "unknown"]
Count = Literal["origins", "reports"]
Voices = list[Said]


@dataclass(frozen=True, slots=True)
class Choice:
    """The value that an order of rules gives. `rule` is the one that decided."""

    value: Hashable
    label: str
    rule: str
    keys: tuple[str, ...] = ()
    """Claims or reports that hold the value."""
    left_out: tuple[str, ...] = ()
    """Labels of the other values, in order."""
    tied: bool = False
    """No declared rule told the last values apart."""
    silent: int = 0
    """Voices that do not know; they were not asked unless the rules count them."""


def _by_number(voices: Sequence[Said], pick: Callable[[list[float]], float]) -> Voices:
    numbers = sorted(v.number for v in voices if v.number is not None)
    if not numbers:
        return list(voices)
    wanted = pick(numbers)
    return [v for v in voices if v.number == wanted]


def least(voices: Sequence[Said]) -> Voices:
    """`min`: the smallest count or the earliest day."""
    return _by_number(voices, lambda n: n[0])


def middle(voices: Sequence[Said]) -> Voices:
    """`median`: the lower median over voices, so that it is a number that somebody gave."""
    return _by_number(voices, lambda n: n[(len(n) - 1) // 2])


def greatest(voices: Sequence[Said]) -> Voices:
    """`max`: the largest count, upper bounds included, or the latest first day."""
    tops = [(v.top if v.top is not None else v.number, v) for v in voices]
    known = [n for n, _ in tops if n is not None]
    if not known:
        return list(voices)
    best = max(known)
    return [_at(v, best) for n, v in tops if n == best]


def _at(voice: Said, number: float) -> Said:
    if voice.top is None or voice.number == number:
        return voice
    return dataclasses.replace(voice, value=int(number), label=str(int(number)), number=number)


def commonest(voices: Sequence[Said], count: Count = "origins") -> Voices:
    """`mode`: what most independent origins (or reports) give."""
    votes: dict[Hashable, set[str]] = defaultdict(set)
    for voice in voices:
        votes[voice.value].add(voice.origin if count == "origins" else voice.key)
    most = max((len(v) for v in votes.values()), default=0)
    return [v for v in voices if len(votes[v.value]) == most]


def common(voices: Sequence[Said]) -> Voices:
    """`common`: what at least a third of the voices give; everything when nothing is."""
    votes: dict[Hashable, int] = defaultdict(int)
    for voice in voices:
        votes[voice.value] += 1
    return [v for v in voices if 3 * votes[v.value] >= len(voices)] or list(voices)


def _extreme(voices: Sequence[Said], of: Callable[[Said], float]) -> Voices:
    best = max((of(v) for v in voices), default=0.0)
    return [v for v in voices if of(v) == best]


def most_precise(voices: Sequence[Said]) -> Voices:
    return _extreme(voices, lambda v: v.precision)


def least_precise(voices: Sequence[Said]) -> Voices:
    return _extreme(voices, lambda v: -v.precision)


def most_independent(voices: Sequence[Said]) -> Voices:
    """What most origins give that are no party to the event; parties only where nobody else speaks."""
    free = [v for v in voices if not v.party]
    return commonest(free or voices)


def latest(voices: Sequence[Said]) -> Voices:
    """What was published last; undated reports only where no other speaks."""
    return _extreme(voices, lambda v: float(v.published.toordinal()) if v.published else -1.0)


def earliest(voices: Sequence[Said]) -> Voices:
    return _extreme(voices, lambda v: -float(v.published.toordinal()) if v.published else -(10.0**9))


RULES: dict[str, Callable[[Sequence[Said]], Voices]] = {
    "min": least,
    "max": greatest,
    "median": middle,
    "mode": commonest,
    "common": common,
    "most_precise": most_precise,
    "least_precise": least_precise,
    "most_independent": most_independent,
    "latest": latest,
    "earliest": earliest,
}
ORDERED = frozenset({"min", "max", "median"})
"""Rules that need numbers or days."""
_WEIGHTED = ("highest:", "lowest:")


def known_rule(name: str) -> bool:
    """True for a name of `RULES`, and for `highest:NAME` and `lowest:NAME`."""
    return name in RULES or any(name.startswith(w) and len(name) > len(w) for w in _WEIGHTED)


def narrowed(name: str, voices: Sequence[Said], count: Count = "origins") -> Voices:
    """The voices that a rule keeps; never none of some.

    `highest:NAME` prefers values: all voices of a value that one voice of the highest weight gives stay,
    as in calc_mode of eventreport, so that a second tie-break asks them all.
    """
    if name == "mode":
        return commonest(voices, count)
    if name in RULES:
        return RULES[name](voices)
    way, _, weight = name.partition(":")
    sign = 1.0 if way == "highest" else -1.0
    known = [v for v in voices if weight in v.weights]
    best = _values(_extreme(known, lambda v: sign * v.weights[weight]))
    return [v for v in voices if v.value in best] if known else list(voices)


def choose(
    voices: Sequence[Said],
    order: Sequence[str],
    *,
    ties: Ties = "label",
    count: Count = "origins",
    silence: bool = False,
) -> Choice | None:
    """The value that the rules give in this order; None when nobody says anything.

    Rules are asked until one value is left. `silence`: "not known" is an answer that can win, as in the
    R package eventreport. `ties`: what happens to values that no rule tells apart: the first label, the
    smallest number, or unknown.
    """
    asked = sorted((v for v in voices if silence or v.value is not None), key=lambda v: (v.key, v.label))
    silent = len(voices) - len(asked)
    if not asked:
        return None
    left, decided = list(asked), "agreed"
    numeric = bool(order) and order[0] in ORDERED and all(v.value == v.number for v in asked)
    for name in order:
        if len(_values(left)) == 1 and not (numeric and decided == "agreed"):
            break
        decided = name
        left = narrowed(name, left, count)
    if len(_values(asked)) == 1 and _values(left) == _values(asked):
        decided = "agreed"
    tied = len(_values(left)) > 1
    if tied and ties == "unknown":
        return Choice(None, "unknown", f"{decided}, tied", (), _labels(asked, None), True, silent)
    smallest = ties == "smallest" and all(v.number is not None for v in left)
    first = min(left, key=lambda v: (v.number or 0.0 if smallest else 0.0, v.label, v.key))
    keys = tuple(sorted({v.key for v in left if v.value == first.value}))
    return Choice(first.value, first.label, decided, keys, _labels(asked, first.label), tied, silent)


def _values(voices: Sequence[Said]) -> set[Hashable]:
    return {v.value for v in voices}


def _labels(voices: Sequence[Said], without: str | None) -> tuple[str, ...]:
    return tuple(sorted({v.label for v in voices} - {without or ""}))
