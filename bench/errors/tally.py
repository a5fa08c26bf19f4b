"""Sums over aligned articles: per slot, per kind of error, per group of articles; what would be gained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.errors.align import LABELS, Aligned, Filler, Raw, Row

NOWHERE = "no country"


@dataclass(frozen=True)
class Count:
    """Fillers: correct, in the gold, from the system."""

    ok: float = 0
    gold: float = 0
    system: float = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.ok + other.ok, self.gold + other.gold, self.system + other.system)

    def __sub__(self, other: Count) -> Count:
        return Count(self.ok - other.ok, self.gold - other.gold, self.system - other.system)

    @property
    def p(self) -> float:
        return self.ok / self.system if self.system else 0.0

    @property
    def r(self) -> float:
        return self.ok / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Of no gold and no system filler 0, as the scorer has it."""
        return 2 * self.ok / (self.gold + self.system) if self.ok else 0.0

    @property
    def lost(self) -> float:
        """Fillers missing plus spurious."""
        return self.gold + self.system - 2 * self.ok


def count(fillers: Sequence[Filler]) -> Count:
    """The fillers in the scorer's terms; a wrong one is both missing and spurious."""
    ok = sum(f.verdict == "correct" for f in fillers)
    gold = sum(f.verdict != "spurious" for f in fillers)
    return Count(ok, gold, sum(f.verdict != "missing" for f in fillers))


@dataclass(frozen=True)
class Slot:
    """All fillers of one slot: on paired claims, and in all."""

    name: str
    total: Count
    paired: Count
    verdicts: dict[str, int]
    kinds: dict[str, int]
    """Kind of error -> how often; a kind may be missing, spurious or wrong."""


@dataclass(frozen=True)
class Gain:
    """Points of overall F1 (of 100) that a perfect slot would add."""

    slot: str
    paired: float
    """Perfect on the claims that are paired; what hangs on missed and spurious claims stays lost."""
    lost: float
    """Fillers missing plus spurious, wherever."""


@dataclass(frozen=True)
class Group:
    name: str
    articles: int
    claims: Count
    overall: Count


@dataclass(frozen=True)
class Report:
    """Everything that the page and the terminal tell."""

    articles: tuple[Aligned, ...]
    slots: dict[str, Slot]
    overall: Count
    gains: tuple[Gain, ...]
    claims_gain: float
    """Points of overall F1 if every claim were found, none were spurious, and slots were as on pairs."""
    confusions: dict[str, dict[tuple[str, str], int]]
    groups: dict[str, tuple[Group, ...]] = field(default_factory=dict)


def report(articles: Sequence[Aligned], slots: Sequence[str]) -> Report:
    """Sum up. `slots` are the scorer's, "claim" first."""
    found = {name: _slot(name, articles) for name in slots}
    overall = sum((slot.total for slot in found.values()), Count())
    return Report(
        articles=tuple(articles),
        slots=found,
        overall=overall,
        gains=tuple(sorted((_gain(s, overall) for s in found.values() if s.name != "claim"), key=_by_gain)),
        claims_gain=_claims_gain(found, overall),
        confusions={name: _confusion(name, articles) for name in LABELS},
        groups={
            "outlet": _groups(articles, lambda a: str(a.article.get("outlet") or "not named")),
            "war": _groups(articles, war),
            "corpus": _groups(articles, corpus),
        },
    )


def total(article: Aligned) -> Count:
    """All fillers of an article."""
    return count([f for row in article.rows for f in row.fillers])


def war(article: Aligned) -> str:
    """The country that most gold claims of the article are placed in; else the corpus."""
    places = [(claim.get("where") or {}).get("country") for claim in article.annotation["claims"]]
    named = Counter(str(country) for country in places if country)
    if not named:
        return f"{NOWHERE} ({corpus(article)})"
    return min(named, key=lambda name: (-named[name], name))


def corpus(article: Aligned) -> str:
    """What the file says, else the id up to its first hyphen."""
    return str(article.article.get("corpus") or str(article.article["id"]).split("-", 1)[0])


def worst(articles: Sequence[Aligned], by: str, n: int) -> list[Aligned]:
    """The n worst: `f1` lowest first (of equals the one that loses more), `lost` most fillers first."""

    def by_f1(article: Aligned) -> tuple[float, float]:
        return total(article).f1, -total(article).lost

    def by_lost(article: Aligned) -> tuple[float, float]:
        return -total(article).lost, total(article).f1

    busy = [article for article in articles if total(article).lost]
    return sorted(busy, key=by_f1 if by == "f1" else by_lost)[:n]


def _rows(articles: Sequence[Aligned]) -> list[Row]:
    return [row for article in articles for row in article.rows]


def _slot(name: str, articles: Sequence[Aligned]) -> Slot:
    rows = _rows(articles)
    every = [f for row in rows for f in row.fillers if f.slot == name]
    paired = [f for row in rows if row.gold and row.system for f in row.fillers if f.slot == name]
    return Slot(
        name=name,
        total=count(every),
        paired=count(paired),
        verdicts=dict(Counter(f.verdict for f in every)),
        kinds=dict(Counter(f.kind for f in every if f.kind).most_common()),
    )


def _points(changed: Count, overall: Count) -> float:
    return 100 * (changed.f1 - overall.f1)


def _by_gain(gain: Gain) -> tuple[float, str]:
    return -gain.paired, gain.slot


def _gain(slot: Slot, overall: Count) -> Gain:
    perfect = Count(slot.paired.gold, slot.paired.gold, slot.paired.gold)
    return Gain(slot.name, _points(overall - slot.paired + perfect, overall), slot.total.lost)


def _claims_gain(slots: dict[str, Slot], overall: Count) -> float:
    changed = Count()
    for slot in slots.values():
        share = slot.total.gold / slot.paired.gold if slot.paired.gold else 0.0
        changed += Count(slot.paired.ok * share, slot.total.gold, slot.paired.system * share)
    return _points(changed, overall)


def _confusion(name: str, articles: Sequence[Aligned]) -> dict[tuple[str, str], int]:
    """(gold, system) -> pairs of claims; defaults (asserted, all, none) included, which fill no slot."""
    pairs = [(r.gold, r.system) for r in _rows(articles) if r.gold and r.system]
    return dict(Counter((_label(name, gold), _label(name, system)) for gold, system in pairs).most_common())


def _label(name: str, claim: Raw) -> str:
    if name == "mode":
        return str((claim.get("perpetrator") or {}).get("mode") or "none")
    return str(claim.get(name) or "asserted")


def _groups(articles: Sequence[Aligned], key: Callable[[Aligned], str]) -> tuple[Group, ...]:
    members: dict[str, list[Aligned]] = defaultdict(list)
    for article in articles:
        members[key(article)].append(article)
    found = [
        Group(
            name=name,
            articles=len(own),
            claims=count([f for row in _rows(own) for f in row.fillers if f.slot == "claim"]),
            overall=sum(map(total, own), Count()),
        )
        for name, own in members.items()
    ]
    return tuple(sorted(found, key=lambda group: (-group.overall.lost, group.name)))
