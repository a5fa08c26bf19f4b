"""Aggregation rules, declared late: the claims stay, a rule says what number stands for them."""

from contested.link.weigh.incident import reweighed, weigh
from contested.link.weigh.rules import RULES, Choice, choose
from contested.link.weigh.ruleset import DEFAULT, RuleSet, load_rules, parse_rules, uniform
from contested.link.weigh.said import Said, said_of
from contested.link.weigh.sensitivity import Sensitivity, rule_sets, sensitivity

__all__ = [
    "DEFAULT",
    "RULES",
    "Choice",
    "RuleSet",
    "Said",
    "Sensitivity",
    "choose",
    "load_rules",
    "parse_rules",
    "reweighed",
    "rule_sets",
    "said_of",
    "sensitivity",
    "uniform",
    "weigh",
]
