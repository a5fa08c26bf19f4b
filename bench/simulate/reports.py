"""Tellings gathered into reports: round-ups, revisions of one origin, and copies of one text."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bench.simulate.occurrences import Occurrence, occurrences
from bench.simulate.rates import REPORTS_PER_EVENT, Rates
from bench.simulate.tellings import Telling, also, tell
from bench.simulate.world import AGENCIES, OUTLETS, Theatre

_COUNTS = tuple(REPORTS_PER_EVENT)
_SHARES = tuple(REPORTS_PER_EVENT.values())
_LAGS = (0, 0, 0, 1, 1, 2, 3)  # days from occurrence to report; MAVERICK: 0 in 22 %, 1 in 18 %, 2 in 6 %
_WAITING = 40  # tellings that a round-up is drawn from


@dataclass(frozen=True, slots=True)
class Report:
    """One text. `text_of` is the number of the report whose text it prints, its own for an original."""

    number: int
    text_of: int
    outlet: str
    relays: str | None
    published: int
    tellings: tuple[tuple[Telling, ...], ...]
    """The claims of each occurrence told."""


def reports(theatre: Theatre, rates: Rates, chance: random.Random, first: int) -> Iterator[Report]:
    """All reports of a theatre, in the order of the occurrences that they are about."""
    number = 0
    waiting: list[tuple[str, int, int, tuple[Telling, ...]]] = []
    for what in occurrences(theatre, chance, first):
        for _ in range(chance.choices(_COUNTS, _SHARES)[0]):
            agency = chance.random() < rates.agency
            outlet = chance.choice(AGENCIES if agency else OUTLETS)
            published = what.day + chance.choice(_LAGS)
            told = _account(theatre, what, rates, chance)
            parts = [told, *_round_up(waiting, outlet, what, rates, chance)]
            waiting.append((outlet, what.front, published, told))
            del waiting[:-_WAITING]
            report = Report(number, number, outlet, None, published, tuple(parts))
            for made in (report, *_later(report, agency, rates, chance)):
                yield replace(made, number=number)
                number += 1


def _account(theatre: Theatre, what: Occurrence, rates: Rates, chance: random.Random) -> tuple[Telling, ...]:
    first = tell(theatre, what, rates, chance)
    return (first, *also(first, theatre, what, rates, chance))


def _round_up(
    waiting: Sequence[tuple[str, int, int, tuple[Telling, ...]]],
    outlet: str,
    what: Occurrence,
    rates: Rates,
    chance: random.Random,
) -> list[tuple[Telling, ...]]:
    """What the outlet told of other occurrences on the front in the last days, told again in short."""
    found: dict[int, tuple[Telling, ...]] = {}
    for held, front, published, told in waiting:
        near = front == what.front and abs(published - what.day) <= 2 and told[0].occurrence != what.number
        if near and (held == outlet or held in AGENCIES) and chance.random() < rates.roundup:
            found[told[0].occurrence] = told[:1]
    return list(found.values())[:3]


def _later(report: Report, agency: bool, rates: Rates, chance: random.Random) -> list[Report]:
    """Copies of an agency's report, its next version with a higher toll, and that one's copies."""
    if not agency:
        return []
    made = _copies(report, report.number, rates, chance)
    if chance.random() < rates.revision:
        number = report.number + len(made) + 1
        raised = replace(
            report,
            number=number,
            text_of=number,
            published=report.published + chance.choice((0, 0, 1)),
            tellings=tuple(tuple(_raised(t, chance) for t in told) for told in report.tellings),
        )
        made += [raised, *_copies(raised, number, rates, chance)]
    return made


def _raised(telling: Telling, chance: random.Random) -> Telling:
    if telling.denied or not telling.killed:
        return telling
    return replace(telling, killed=telling.killed + chance.randint(0, 1 + telling.killed // 2))


def _copies(report: Report, text_of: int, rates: Rates, chance: random.Random) -> list[Report]:
    found: list[Report] = []
    while chance.random() < rates.copies / (1 + rates.copies) and len(found) < 25:
        keep = report.tellings if chance.random() < 0.8 else report.tellings[:1]  # cut from the end
        found.append(
            replace(
                report,
                text_of=text_of,
                outlet=chance.choice(OUTLETS),
                relays=report.outlet,
                published=report.published + chance.choice((0, 0, 1)),
                tellings=keep,
            )
        )
    return found
