"""How much fields and totals move under the rules, against the default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from contested.link.weigh.incident import weigh
from contested.link.weigh.rules import ORDERED, Choice
from contested.link.weigh.ruleset import DEFAULT, FIELDS, NUMBERED, RuleSet, uniform
from contested.link.weigh.said import COUNTED
from contested.model import Claim, Incident

COMPARED = ("min", "median", "mode", "max", "most_precise", "most_independent", "latest")


@dataclass
class Moved:
    """What one rule set did over all incidents."""

    name: str
    known: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    """Incidents in which anybody says something of the field."""
    changed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    totals: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))

    def share(self, name: str) -> float | None:
        """Share of the incidents that know the field whose value is another; None without any."""
        return self.changed[name] / self.known[name] if self.known[name] else None

    def applies(self, name: str) -> bool:
        return self.name not in ORDERED or name in NUMBERED


@dataclass
class Sensitivity:
    """`rules[0]` is the default. `movers`: (incident id, summary, fewest and most killed and injured)."""

    incidents: int
    rules: list[Moved]
    movers: list[tuple[str, str, int, int]]


def rule_sets(own: RuleSet | None = None) -> list[RuleSet]:
    """The default, each rule by itself, and the user's own."""
    return [DEFAULT, *(uniform(r) for r in COMPARED), *([own] if own else [])]


def sensitivity(
    found: Iterable[tuple[Incident, Mapping[str, Claim]]], sets: Sequence[RuleSet], most: int = 10
) -> Sensitivity:
    """Weigh every incident under every rule set. `most`: how many incidents to name that move most."""
    moved = [Moved(name=s.name) for s in sets]
    movers: list[tuple[str, str, int, int]] = []
    n = 0
    for incident, claims in found:
        n += 1
        given = [weigh(incident, claims, s) for s in sets]
        for each, values in zip(moved, given, strict=True):
            _add(each, values, given[0])
        harmed = [sum(count_of(v[k]) for k in COUNTED) for v in given]
        if max(harmed) > min(harmed):
            movers.append((incident.id, incident.summary, min(harmed), max(harmed)))
    movers.sort(key=lambda m: (m[2] - m[3], m[0]))
    return Sensitivity(incidents=n, rules=moved, movers=movers[:most])


def count_of(choice: Choice | None) -> int:
    """A chosen count; an unknown one adds nothing to a total, which is then a lower bound."""
    return choice.value if choice is not None and isinstance(choice.value, int) else 0


def _add(moved: Moved, values: Mapping[str, Choice | None], default: Mapping[str, Choice | None]) -> None:
    for name in FIELDS:
        choice, usual = values[name], default[name]
        if usual is None:
            continue
        moved.known[name] += 1
        moved.changed[name] += choice is None or choice.value != usual.value
    for name in COUNTED:
        moved.totals[name] += count_of(values[name])
