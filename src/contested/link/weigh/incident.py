"""A rule set applied to an incident: every field's value, the rule that gave it, and what it left out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from contested.link.weigh.rules import Choice, choose
from contested.link.weigh.ruleset import DEFAULT, FIELDS, RuleSet
from contested.link.weigh.said import COUNTED, said_of
from contested.model import Claim, Harm, Incident


def weigh(
    incident: Incident, claims: Mapping[str, Claim], rules: RuleSet = DEFAULT
) -> dict[str, Choice | None]:
    """Field -> the value that the rules give; None where nobody says. `claims`: the incident's, by id."""
    said = said_of(incident, claims, latest=rules.latest)
    return {
        name: choose(said.get(name, ()), rules.order(name), ties=rules.ties, count=rules.count)
        for name in FIELDS
    }


def reweighed(incident: Incident, claims: Mapping[str, Claim], rules: RuleSet) -> Incident:
    """The incident with `best` of killed and injured by these rules; low and high stay what was said."""
    found = weigh(incident, claims, rules)
    return replace(incident, harm=tuple(_best(h, found.get(h.kind), rules) for h in incident.harm))


def _best(harm: Harm, choice: Choice | None, rules: RuleSet) -> Harm:
    if harm.kind not in COUNTED:
        return harm
    best = choice.value if choice is not None and isinstance(choice.value, int) else None
    return replace(harm, best=best, rule=f"{rules.name}: {', '.join(rules.order(harm.kind))}")
