"""Aggregation rules, declared late: the claims stay, a rule says what number stands for them."""

from contested.link.weigh.incident import reweighed, weigh
from contested.link.weigh.rules import RULES, Choice, choose
from contested.link.weigh.ruleset import DEFAULT, RuleSet, load_rules, parse_rules, uniform
from contested.link.weigh.said import Said, said_of

__all__ = [
    "DEFAULT",
    "RULES",
    "Choice",
    "RuleSet",
    "Said",
    "choose",
    "load_rules",
    "parse_rules",
    "reweighed",
    "said_of",
    "uniform",
    "weigh",
]
