"""Harm: what the claims count, when figures disagree, and low-best-high by a declared rule."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from contested.link.lexicon import wordlist
from contested.link.names import fold
from contested.link.positions import Statement, field, gather, position, rivals
from contested.model import Casualty, CasualtyKind, Claim, Field, Harm, HarmGroup, Position

RULE = "median of independent origins' latest figures; low and high are the extremes"
ROUNDING = 0.05  # 5,087 and 5,100 are one toll
KINDS: tuple[CasualtyKind, ...] = ("killed", "injured", "missing", "captured", "displaced")

# "12 people, including four children": the four are among the twelve (guidelines: an entry of its own)
_AMONG = re.compile(
    r"\b(?:including|includes?|included|among (?:them|whom|those|the)|of (?:them|whom|those)|amongst|"
    r"most of|mostly|as well as)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_PART = wordlist("subgroups")
_WHOLE = wordlist("anybody")
_VAGUE = re.compile(
    r"\b(?:several|number of|some|many|dozens|scores|hundreds|thousands|tens)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim's total of one kind of harm; `part` when it counts a subgroup only."""

    low: int | None
    high: int | None
    part: bool
    who: str | None
    vague: bool

    @property
    def floor(self) -> int:
        """Below this the figure would be contradicted; "several" contradicts little."""
        return (self.low or 0) // 2 if self.vague else self.low or 0

    def agrees(self, other: Figure) -> bool:
        """Some number fits both, give or take rounding; a part need only not exceed the whole.

        One death beside a larger toll tells of one of the dead and does not say that there were no more.
        """
        small, large = sorted((self, other), key=lambda f: (f.low or 0, f.high or 0))
        if small.part or large.part:
            part, whole = (small, large) if small.part else (large, small)
            return whole.high is None or part.floor <= whole.high
        if small.some_of(large):
            return True
        top = min(x for x in (self.high, other.high, 10**12) if x is not None)
        return max(self.floor, other.floor) <= top * (1 + ROUNDING)

    def some_of(self, whole: Figure) -> bool:
        """True for one death beside a larger toll: the story of one of the dead."""
        return self.high == 1 and (whole.low or 0) > 2


def figure_of(claim: Claim, kind: CasualtyKind) -> Figure | None:
    """The claim's total of one kind; subgroups are not added to the whole that holds them."""
    entries = [c for c in claim.casualties if c.kind == kind]
    if claim.status in ("planned", "denied"):
        return None
    return total_of(claim, entries)


def total_of(claim: Claim, entries: Sequence[Casualty]) -> Figure | None:
    """The total of some entries of one kind, all of one claim; None without entries."""
    if not entries:
        return None
    whole: Sequence[Casualty] = [c for c in entries if not _within(claim, c)]
    parts = not whole
    whole = whole or entries
    general = [c for c in whole if _general(c)]
    rest = sum(c.low or 0 for c in whole if not _general(c))
    if len(whole) > 1 and general and max(c.low or c.high or 0 for c in general) >= rest:
        whole = [max(general, key=lambda c: (c.low or c.high or 0, c.high or 0))]
    lows = [c.low for c in whole if c.low is not None]
    highs = [c.high for c in whole if c.high is not None]
    return Figure(
        low=sum(lows) if lows else None,
        high=sum(highs) if len(highs) == len(whole) else None,
        part=parts or (all(_part(c) for c in whole) and any(c.low for c in whole)),
        who=whole[0].who.text if len(whole) == 1 and whole[0].who else None,
        vague=any(c.high is None and c.text is not None and bool(_VAGUE.search(c.text.text)) for c in whole)
        or any((c.low, c.high) == (1, None) for c in whole),
    )


def _within(claim: Claim, entry: Casualty) -> bool:
    span = entry.text or entry.who
    if span is None or len([c for c in claim.casualties if c.kind == entry.kind]) < 2:
        return False
    at = span.start - claim.sentence.start
    return 0 <= at <= len(claim.sentence.text) and bool(
        _AMONG.search(claim.sentence.text[max(0, at - 80) : at])
    )


def _general(entry: Casualty) -> bool:
    return entry.who is None or bool(set(fold(entry.who.text).split()) & _WHOLE - {"others"})


def _part(entry: Casualty) -> bool:
    return entry.who is not None and bool(set(fold(entry.who.text).split()) & _PART)


def harm_field(name: CasualtyKind, statements: Sequence[Statement]) -> Field:
    """killed or injured: positions by figure. Only the latest figure of each origin can dispute."""
    assert name in ("killed", "injured")
    said = [(f, s) for s in statements if (f := figure_of(s.claim, name)) is not None]
    groups = gather(said, lambda a, b: (a.low, a.high, a.part) == (b.low, b.high, b.part))
    positions = [_figure_position(f, held) for f, held in groups]
    latest = latest_figures(said)
    clash = any(
        not a.agrees(b) and rivals([s], [t]) for n, (a, s) in enumerate(latest) for b, t in latest[:n]
    )
    denials = [
        (f, s)
        for s in statements
        if s.claim.status == "denied"
        and (f := total_of(s.claim, [c for c in s.claim.casualties if c.kind == name])) is not None
    ]
    for figure, held in gather(denials, lambda a, b: (a.low, a.high) == (b.low, b.high)):
        positions.append(_figure_position(figure, held, denied=True))
    denied = any((f.low or 0) > 0 and f.agrees(g) and rivals([s], [t]) for f, s in latest for g, t in denials)
    return field(name, positions, "figures" if clash or denied else "", _note(groups, clash))


def _note(groups: Sequence[tuple[Figure, list[Statement]]], clash: bool) -> str:
    if len(groups) < 2 or clash:
        return ""
    return "The figures fit together: revisions of one origin, vaguer words or parts of a whole."


def _figure_position(figure: Figure, held: Sequence[Statement], *, denied: bool = False) -> Position:
    low, high = figure.low, figure.high
    if low is not None and low == high:
        label = str(low)
    elif high is None:
        label = f"at least {low}" if low is not None else "some"
    else:
        label = f"up to {high}" if low is None else f"{low} to {high}"
    if figure.part and figure.who:
        label += f" ({figure.who})"
    value: dict[str, int | None] = {"low": low, "high": high}
    return position(label, value, held, denied=denied)


def latest_figures(said: Sequence[tuple[Figure, Statement]]) -> list[tuple[Figure, Statement]]:
    """The latest whole figure of each origin, or its largest part when it gives no whole.

    Later is by publication date, then by place in the text: a toll that one origin raises is a
    revision, not a dispute.
    """
    newest: dict[str, tuple[Figure, Statement]] = {}
    for figure, statement in sorted(said, key=lambda x: _age(x[0], x[1])):
        newest[statement.origin] = (figure, statement)
    return [newest[origin] for origin in sorted(newest)]


def _age(figure: Figure, statement: Statement) -> tuple[bool, dt.date, int, int, str]:
    published = statement.holder.published or dt.date.min
    return (
        not figure.part,
        published,
        figure.low if figure.low is not None else figure.high or 0,
        statement.claim.trigger.start,
        statement.claim.id,
    )


def harm_of(statements: Sequence[Statement]) -> tuple[Harm, ...]:
    """Low-best-high of every kind that anybody counted; a kind that nobody counted has no entry."""
    found = []
    for kind in KINDS:
        said = [(f, s) for s in statements if (f := figure_of(s.claim, kind)) is not None]
        latest = latest_figures(said)
        wholes = [f for f, _ in latest if not f.part]
        if latest:
            floor = max((f.low or 0 for f, _ in latest if f.part), default=0)
            found.append(_harm(kind, wholes or [f for f, _ in latest], floor))
    return tuple(found)


def _harm(kind: CasualtyKind, figures: Sequence[Figure], floor: int) -> Harm:
    """`floor` is the largest subgroup that an origin counted: a whole that allows it is not below it.

    "Up to 20" bounds the number from above and is nobody's best estimate.
    """
    lows = sorted(f.low for f in figures if f.low is not None)
    every = lows + [f.high for f in figures if f.high is not None]
    if not every:
        return Harm(kind=kind, rule=RULE)
    best = lows[(len(lows) - 1) // 2] if lows else None  # the lower median: a figure that somebody gave
    if best is not None and best < floor <= max(every):
        best = floor
    return Harm(kind=kind, low=lows[0] if lows else None, best=best, high=max(every), rule=RULE)


GROUPS: tuple[HarmGroup, ...] = ("civilians", "combatants", "children", "women")
_GROUP_WORDS = {group: wordlist(f"harmed_{group}") for group in GROUPS}


def harm_groups_of(statements: Sequence[Statement]) -> tuple[Harm, ...]:
    """Low-best-high of the groups that somebody counted apart, killed and injured; silence has no entry."""
    found = []
    for kind in ("killed", "injured"):
        for group in GROUPS:
            said = [(f, s) for s in statements if (f := group_figure(s.claim, kind, group)) is not None]
            if said:
                made = _harm(kind, [f for f, _ in latest_figures(said)], 0)
                found.append(replace(made, group=group))
    return tuple(found)


def group_figure(claim: Claim, kind: CasualtyKind, group: HarmGroup) -> Figure | None:
    """What a claim counts of one group; entries that name another group beside it count for both."""
    if claim.status in ("planned", "denied"):
        return None
    entries = [c for c in claim.casualties if c.kind == kind and c.who is not None and in_group(c, group)]
    if not entries:
        return None
    figure = total_of(claim, entries)
    return None if figure is None else dataclasses.replace(figure, part=False)  # of its group it is the whole


def in_group(entry: Casualty, group: HarmGroup) -> bool:
    """By the words for who was harmed; children and women are civilians unless they are said to fight."""
    if entry.who is None:
        return False
    names = set(fold(entry.who.text).split())
    if group == "civilians" and names & _GROUP_WORDS["combatants"]:
        return False
    return bool(names & _GROUP_WORDS[group])
