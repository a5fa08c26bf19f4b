"""What one independent report makes of an occurrence."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

from bench.simulate.occurrences import SITES, Occurrence, town_of
from bench.simulate.rates import Rates
from bench.simulate.world import Side, Theatre, Town, moved

_NEXT_TYPE = {
    "shelling": ("air_strike", "explosive", "armed_clash"),
    "air_strike": ("shelling", "drone_strike", "explosive"),
    "drone_strike": ("air_strike", "shelling", "explosive"),
    "explosive": ("shelling", "air_strike", "property_destruction"),
    "armed_clash": ("shelling", "arrest", "attack"),
    "property_destruction": ("shelling", "explosive", "attack"),
    "arrest": ("armed_clash", "attack", "attack"),
}
_WRONG_TYPES = ("protest", "displacement", "siege")
_VAGUE = ("gunmen", "unidentified attackers", "militants", "assailants")


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim before it is put in words. Days are ordinals; None is not said."""

    occurrence: int
    kind: str
    town: Town | None
    """None: only the province, or not even that."""
    province: str | None
    coordinates: tuple[float, float] | None
    day: tuple[int, int] | None
    by: tuple[tuple[str, str | None], ...]
    """Names and registry ids."""
    mode: str
    target: str | None
    killed: int | None
    injured: int | None
    denied: bool = False
    speaker: tuple[str, str] | None = None
    """Who says it and what kind of source that is; None is the outlet's own voice."""


def tell(theatre: Theatre, what: Occurrence, rates: Rates, chance: random.Random) -> Telling:
    """An independent account: every field strays by its own rate."""
    town, province, coordinates = _place(theatre, what, rates, chance)
    by, mode = _who(theatre, what, rates, chance)
    return Telling(
        occurrence=what.number,
        kind=_kind(what.kind, rates, chance),
        town=town,
        province=province,
        coordinates=coordinates,
        day=_day(what.day, rates, chance),
        by=by,
        mode=mode,
        target=_target(what, rates, chance),
        killed=_count(what.killed, rates.deaths, rates, chance),
        injured=_count(what.injured, rates.injured, rates, chance),
    )


def also(
    first: Telling, theatre: Theatre, what: Occurrence, rates: Rates, chance: random.Random
) -> list[Telling]:
    """Further claims of one report about the same occurrence: another speaker, a denial."""
    found = []
    if chance.random() < rates.second_claim:
        speaker = chance.choice(
            (("residents", "resident"), ("a medic", "medical"), ("the monitoring network", "monitor"))
        )
        killed = _count(what.killed, rates.deaths, rates, chance) if chance.random() < 0.5 else first.killed
        by, mode = (first.by, first.mode) if chance.random() < 0.7 else _who(theatre, what, rates, chance)
        found.append(replace(first, killed=killed, by=by, mode=mode, speaker=speaker))
    if chance.random() < rates.denial:
        accused = theatre.sides[what.by]
        found.append(
            replace(
                first,
                by=((accused.names[0], accused.id),),
                mode="all",
                killed=None,
                injured=None,
                denied=True,
                speaker=(f"the {accused.names[0]}", "armed_group"),
            )
        )
    return found


def _kind(kind: str, rates: Rates, chance: random.Random) -> str:
    at = chance.random()
    if at < rates.vague_type:
        return "attack"
    if at < rates.vague_type + rates.other_type:
        return chance.choice(_NEXT_TYPE[kind])
    if at < rates.vague_type + rates.other_type + rates.wrong_type:
        return chance.choice(_WRONG_TYPES)
    return kind


def _day(day: int, rates: Rates, chance: random.Random) -> tuple[int, int] | None:
    at = chance.random()
    if at < rates.undated:
        return None
    at -= rates.undated
    if at < rates.period:
        start = day - chance.randint(0, 13)
        return start, start + chance.choice((6, 13, 29))
    at -= rates.period
    if at < rates.day_off:
        return (day + chance.choice((-1, 1)),) * 2
    at -= rates.day_off
    if at < rates.days_off:
        return (day + chance.choice((-4, -3, -2, 2, 3, 4)),) * 2
    return day, day


def _place(
    theatre: Theatre, what: Occurrence, rates: Rates, chance: random.Random
) -> tuple[Town | None, str | None, tuple[float, float] | None]:
    town, at = town_of(theatre, what), chance.random()
    if at < rates.no_place:
        return None, None, None
    at -= rates.no_place
    if at < rates.no_town:
        return None, town.province, None
    at -= rates.no_town
    if at < rates.no_coordinates:
        return town, town.province, None
    at -= rates.no_coordinates
    if at < rates.near_place:
        spot = moved(
            (town.latitude, town.longitude), chance.uniform(0.5, 5.0), chance.uniform(0, 2 * math.pi)
        )
        return town, town.province, spot
    at -= rates.near_place
    towns = theatre.fronts[what.front].towns
    if at < rates.next_place:
        town = towns[min(len(towns) - 1, max(0, what.town + chance.choice((-1, 1))))]
    elif at < rates.next_place + rates.far_place:
        town = chance.choice(towns)
    return town, town.province, (town.latitude, town.longitude)


def _who(
    theatre: Theatre, what: Occurrence, rates: Rates, chance: random.Random
) -> tuple[tuple[tuple[str, str | None], ...], str]:
    doer, other = theatre.sides[what.by], theatre.sides[1 - what.by]
    at = chance.random()
    if at < rates.no_actor:
        return (), "none"
    at -= rates.no_actor
    if at < rates.vague_actor:
        return ((chance.choice(_VAGUE), None),), "all"
    at -= rates.vague_actor
    if at < rates.either_actor:
        return (_named(doer, rates, chance), _named(other, rates, chance)), "one_of"
    at -= rates.either_actor
    return (_named(other if at < rates.rival else doer, rates, chance),), "all"


def _named(side: Side, rates: Rates, chance: random.Random) -> tuple[str, str | None]:
    return chance.choice(side.names), None if chance.random() < rates.unlinked else side.id


def _target(what: Occurrence, rates: Rates, chance: random.Random) -> str | None:
    at = chance.random()
    if at < rates.no_target:
        return None
    return chance.choice(SITES) if at < rates.no_target + rates.other_target else what.site


def _count(true: int, rate: float, rates: Rates, chance: random.Random) -> int | None:
    """A figure; a wrong one is off by a factor whose median is that of MAVERICK's pairs."""
    if chance.random() < (rates.no_count if true else 0.7):  # that nobody died is mostly not said
        return None
    if chance.random() >= rate:
        return true
    factor = 1.5 * chance.paretovariate(1.6)
    wrong = (true + 1) * factor if chance.random() < 0.5 else (true + 1) / factor
    return max(0, min(2000, round(wrong) - 1))
