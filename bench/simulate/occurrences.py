"""What happened: a self-exciting process on each front, so that like things crowd in place and time."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from bench.simulate.world import Front, Theatre, Town

SITES = ("market", "school", "hospital", "checkpoint", "convoy", "depot", "mosque", "bridge", "homes", "farm")
_OFFENSIVE = 0.02  # chance a day that one begins
_OFFENSIVE_DAYS = (4, 20)
_FURY = 5.0  # how many times the quiet rate during an offensive
_REPEAT = 0.45  # during an offensive, the next occurrence is in the last one's town or beside it


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened, as nobody in the world knows it."""

    number: int
    front: int
    town: int
    day: int
    kind: str
    by: int
    """Index of the side."""
    site: str
    killed: int
    injured: int


def occurrences(theatre: Theatre, chance: random.Random, first: int) -> Iterator[Occurrence]:
    """In order of day; numbered from `first`."""
    number = first
    left = [0] * len(theatre.fronts)
    last = [0] * len(theatre.fronts)
    for day in range(theatre.days):
        for f, front in enumerate(theatre.fronts):
            if left[f] > 0:
                left[f] -= 1
            elif chance.random() < _OFFENSIVE:
                left[f] = chance.randint(*_OFFENSIVE_DAYS)
                last[f] = chance.randrange(len(front.towns))
            for _ in range(_poisson(chance, front.rate * (_FURY if left[f] else 1.0))):
                last[f] = _town(front, last[f], bool(left[f]), chance)
                yield _occurrence(theatre, number, f, last[f], theatre.first_day + day, chance)
                number += 1


def _town(front: Front, last: int, fury: bool, chance: random.Random) -> int:
    if fury and chance.random() < _REPEAT:
        return min(len(front.towns) - 1, max(0, last + chance.choice((-1, 0, 0, 1))))
    return chance.randrange(len(front.towns))


def _occurrence(
    theatre: Theatre, number: int, front: int, town: int, day: int, chance: random.Random
) -> Occurrence:
    killed = 0 if chance.random() < 0.4 else int(chance.paretovariate(1.1))
    return Occurrence(
        number=number,
        front=front,
        town=town,
        day=day,
        kind=chance.choice(theatre.fronts[front].kinds),
        by=int(chance.random() < 0.3) ^ (front % 2),
        site=chance.choice(SITES),
        killed=min(killed, 400),
        injured=min(int(killed * chance.uniform(0.5, 3.0)) + chance.choice((0, 0, 1, 2)), 900),
    )


def _poisson(chance: random.Random, mean: float) -> int:
    """Knuth's method; means are small here."""
    limit, n, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        n += 1
        product *= chance.random()
    return n


def town_of(theatre: Theatre, occurrence: Occurrence) -> Town:
    return theatre.fronts[occurrence.front].towns[occurrence.town]
