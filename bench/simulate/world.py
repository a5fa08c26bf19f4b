"""Theatres: where things happen and who is there to tell of them."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

_HEADS = "Al Bel Dar Dra Em Gor Har Ish Kal Kha Lo Mar Nor Or Pel Qa Rus Sar Tal Um Ver Wa Yar Za".split()
_MIDDLES = ["", "", "a", "e", "i", "o", "u", "ana", "eri", "ole", "uma", "asi"]
_TAILS = "bar dan far ga han jik kot lin mun nek pol rit sha tov vek wan yeh zin".split()
_SIDES = (
    "Northern Army",
    "River Front",
    "People's Brigades",
    "Republican Guard",
    "Hill Movement",
    "Dawn Battalion",
)
_KINDS = (
    "shelling",
    "air_strike",
    "drone_strike",
    "explosive",
    "armed_clash",
    "property_destruction",
    "arrest",
)
_KM_PER_DEGREE = 111.2
THEATRE_CLAIMS = 9_000
"""Claims that one theatre gives, roughly: a larger world has more theatres, not fuller ones."""


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    province: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Side:
    """A party: its registry id and the names that reports use for it."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """A chain of towns, each some kilometres from the last, and what mostly happens there."""

    towns: tuple[Town, ...]
    kinds: tuple[str, ...]
    rate: float
    """Occurrences a day when it is quiet."""


@dataclass(frozen=True, slots=True)
class Theatre:
    number: int
    country: str
    sides: tuple[Side, Side]
    fronts: tuple[Front, ...]
    first_day: int
    """Ordinal of the first day."""
    days: int


AGENCIES = tuple(f"{word} Wire" for word in ("Meridian", "Harbour", "Continental"))
OUTLETS = tuple(
    f"{place} {paper}"
    for place in ("Northern", "Coast", "Capital", "Valley", "Lake", "Eastern", "Highland", "Old Town")
    for paper in ("Herald", "Courier", "Observer", "Post", "Mail")
)
_EPOCH = 735_600  # 2014-12-31; theatres begin within the eight years after it


def theatre(number: int, seed: int) -> Theatre:
    """The theatre of that number: independent of how many there are."""
    chance = random.Random(f"theatre {seed} {number}")
    latitude, longitude = chance.uniform(-15, 50), chance.uniform(-10, 70)
    country = f"{_name(chance)}ia"
    fronts = tuple(_front(chance, latitude, longitude) for _ in range(chance.randint(2, 4)))
    one, two = chance.sample(_SIDES, 2)
    return Theatre(
        number=number,
        country=country,
        sides=(_side(number, one), _side(number, two)),
        fronts=fronts,
        first_day=_EPOCH + chance.randrange(2900),
        days=4000,
    )


def _side(number: int, name: str) -> Side:
    return Side(
        id=f"sim:{number}/{name}",
        names=(name, f"{name} fighters", f"{name}'s artillery", f"{name} militants"),
    )


def _name(chance: random.Random) -> str:
    return chance.choice(_HEADS) + chance.choice(_MIDDLES) + chance.choice(_TAILS)


def _front(chance: random.Random, latitude: float, longitude: float) -> Front:
    province = f"{_name(chance)}ine"
    at = (latitude + chance.uniform(-1.2, 1.2), longitude + chance.uniform(-1.2, 1.2))
    towns = []
    bearing = chance.uniform(0, 2 * math.pi)
    for _ in range(chance.randint(8, 15)):
        name = _name(chance) if chance.random() < 0.8 else f"{_name(chance)} {_name(chance)}"
        towns.append(Town(name=name, province=province, latitude=at[0], longitude=at[1]))
        bearing += chance.uniform(-0.6, 0.6)
        at = moved(at, chance.uniform(2.0, 14.0), bearing)
    kinds = chance.sample(_KINDS, 3)
    return Front(
        towns=tuple(towns),
        kinds=(kinds[0],) * 6 + (kinds[1],) * 3 + (kinds[2],),
        rate=chance.uniform(0.15, 0.9),
    )


def moved(at: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """The point so many km away; flat-earth, good to a part in a thousand at these distances."""
    north, east = km * math.cos(bearing), km * math.sin(bearing)
    return (
        at[0] + north / _KM_PER_DEGREE,
        at[1] + east / (_KM_PER_DEGREE * max(0.2, math.cos(math.radians(at[0])))),
    )
