"""One article's gold and system claims, paired by the scorer, and what became of each filler."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

Raw = dict[str, Any]
Verdict = Literal["correct", "wrong", "missing", "spurious"]
NAMES = ("perpetrator", "target", "place", "source")
LABELS = ("type", "status", "mode")


@dataclass(frozen=True)
class Filler:
    """A filler of one slot: what the gold has, what the system has, and how they differ.

    `wrong` is a missing and a spurious filler of one pair of claims, held side by side.
    """

    slot: str
    gold: Any
    system: Any
    verdict: Verdict
    kind: str
    """The error in words, the same words for the same error; "" when correct."""


@dataclass(frozen=True)
class Row:
    """A pair of claims, or a claim that stands alone, with its fillers."""

    gold: Raw | None
    system: Raw | None
    at: tuple[int, int]
    """The trigger's offsets: the gold's, else the system's."""
    fillers: tuple[Filler, ...]

    @property
    def lost(self) -> int:
        """Fillers missing plus spurious: what the row costs."""
        return sum((f.verdict != "correct") + (f.verdict == "wrong") for f in self.fillers)


@dataclass(frozen=True)
class Aligned:
    """An article with its rows in the order of the text."""

    article: Raw
    annotation: Raw
    rows: tuple[Row, ...]


def align(score: ModuleType, file: Raw, found: Raw | None) -> Aligned:
    """Pair an article's claims as the scorer does; `found` None is an article that was not read."""
    text = file["article"]["text"]
    gold, system = file["annotation"]["claims"], (found or {}).get("claims") or []
    pairs = score.pair_up(gold, system, text)
    rows = [_row(score, text, gold[i], system[j]) for i, j in pairs]
    left_gold = set(range(len(gold))) - {i for i, _ in pairs}
    left_system = set(range(len(system))) - {j for _, j in pairs}
    rows += [_row(score, text, gold[i], None) for i in sorted(left_gold)]
    rows += [_row(score, text, None, system[j]) for j in sorted(left_system)]
    return Aligned(file["article"], file["annotation"], tuple(sorted(rows, key=lambda row: row.at)))


def _row(score: ModuleType, text: str, gold: Raw | None, system: Raw | None) -> Row:
    start, end, _, _ = score.spans(gold or system, text)
    slots = [list(_slot(score, slot, gold, system)) for slot in score.SLOTS]
    return Row(gold, system, (start, end), tuple(f for fillers in slots for f in fillers))


def _slot(score: ModuleType, slot: str, gold: Raw | None, system: Raw | None) -> Iterator[Filler]:
    left_gold = score.fillers(gold)[slot] if gold else []
    left = list(score.fillers(system)[slot]) if system else []
    same, missed = score.matcher(slot), []
    for value in left_gold:  # in the order of score.hits, so that the counts are its counts
        match = next((n for n, other in enumerate(left) if same(value, other)), None)
        if match is None:
            missed.append(value)
        else:
            yield Filler(slot, value, left.pop(match), "correct", "")
    if gold and system:
        yield from _differing(score, slot, missed, left, gold, system)
    else:
        yield from (Filler(slot, value, None, "missing", "claim missed") for value in missed)
        yield from (Filler(slot, None, value, "spurious", "claim spurious") for value in left)


def _differing(
    score: ModuleType, slot: str, missed: list[Any], left: list[Any], gold: Raw, system: Raw
) -> Iterator[Filler]:
    """Leftovers of a pair: those most alike are held side by side as wrong, the rest stand alone."""
    missed, left = list(missed), list(left)
    alike = sorted(
        ((-_likeness(score, slot, g, s), i, j) for i, g in enumerate(missed) for j, s in enumerate(left)),
    )
    used_gold: set[int] = set()
    used_system: set[int] = set()
    for _, i, j in alike:
        if i not in used_gold and j not in used_system:
            used_gold.add(i)
            used_system.add(j)
            kind = _kind(score, slot, missed[i], left[j], gold)
            yield Filler(slot, missed[i], left[j], "wrong", kind)
    for i, value in enumerate(missed):
        if i not in used_gold:
            yield Filler(slot, value, None, "missing", _missing(slot, system))
    for j, value in enumerate(left):
        if j not in used_system:
            yield Filler(slot, None, value, "spurious", _spurious(score, slot, value, gold))


def _likeness(score: ModuleType, slot: str, gold: Any, system: Any) -> int:
    if slot in NAMES:
        return len(set(score.words(gold)) & set(score.words(system)))
    if slot == "casualties":
        return int(2 * (gold[0] == system[0]) + (gold[1:] == system[1:]))
    return 0


def _kind(score: ModuleType, slot: str, gold: Any, system: Any, claim: Raw) -> str:
    if slot in NAMES:
        if set(score.words(gold)) & set(score.words(system)):
            return "boundary"
        return _role(score, slot, system, claim) or "another name"
    if slot == "casualties":
        return _harm(gold, system)
    if slot == "date":
        return _date(gold, system)
    return "another country" if slot == "country" else "another label"


def _role(score: ModuleType, slot: str, name: str, claim: Raw) -> str | None:
    """The role that the gold gives this name in the same claim, when it is not the slot's own."""
    fillers = score.fillers(claim)
    for other in NAMES:
        if other != slot and any(score.same_name(name, value) for value in fillers[other]):
            return f"is the {other}"
    return None


def _missing(slot: str, system: Raw) -> str:
    if slot == "status":
        return "read as asserted"
    if slot == "mode":
        return f"read as {(system.get('perpetrator') or {}).get('mode', 'none')}"
    return "not found"


def _spurious(score: ModuleType, slot: str, value: Any, gold: Raw) -> str:
    if slot in NAMES:
        return _role(score, slot, value, gold) or "not in gold"
    return "is asserted" if slot == "status" else "not in gold"


def _harm(gold: tuple[Any, ...], system: tuple[Any, ...]) -> str:
    if gold[0] != system[0]:
        return "kind wrong" if gold[1:] == system[1:] else "kind and number wrong"
    if gold[1] == system[1] or gold[2] == system[2]:
        return "one bound wrong"
    return "number wrong"


def _date(gold: tuple[Any, ...], system: tuple[Any, ...]) -> str:
    first, second = _day(gold[0] or gold[1]), _day(system[0] or system[1])
    if first is None or second is None:
        return "not a date"
    days = abs((second - first).days)
    if days == 0:
        return "same start, other end"
    steps = ((1, "off by a day"), (7, "off by a week or less"), (31, "off by a month or less"))
    years = "off by a year or less" if days <= 366 else "off by years"
    return next((name for most, name in steps if days <= most), years)


def _day(words: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words)
    except (TypeError, ValueError):
        return None
