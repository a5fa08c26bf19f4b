"""The rules file that users keep with their data: which rule gives the value of which field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec

from contested.link.weigh.rules import ORDERED, RULES, Count, Ties, known_rule
from contested.model import FieldName, UsageError
from contested.model.base import Value

FIELDS: tuple[str, ...] = get_args(FieldName)
NUMBERED = frozenset({"killed", "injured", "when"})
FILE = "contested.rules.toml"
_KEYS = ("version", "name", "ties", "count", "voices", "rules")


class RuleSet(Value, frozen=True, kw_only=True):
    """An order of rules per field, how ties end, and what counts as a voice."""

    name: str
    rules: dict[str, tuple[str, ...]]
    ties: Ties = "label"
    count: Count = "origins"
    latest: bool = True
    """An origin counts with what it said last; False: with everything that it said."""

    def order(self, field: str) -> tuple[str, ...]:
        return self.rules[field]


_DEFAULT: dict[str, tuple[str, ...]] = {
    "what": ("mode", "most_precise"),
    "perpetrator": ("mode", "most_independent"),
    "target": ("mode",),
    "weapon": ("mode",),
    "where": ("common", "most_precise", "mode"),
    "when": ("mode", "most_precise", "min"),
    "killed": ("median",),
    "injured": ("median",),
}
DEFAULT = RuleSet(name="default", rules=_DEFAULT)
"""Today's values: for the killed and injured that of `Harm.best`."""


def uniform(rule: str) -> RuleSet:
    """One rule for every field that it can order, with the default behind it; the default elsewhere."""
    rules = {f: o if rule in ORDERED and f not in NUMBERED else (rule, *o) for f, o in _DEFAULT.items()}
    return RuleSet(name=rule, rules=rules)


def load_rules(path: Path) -> RuleSet:
    """A rules file, TOML or YAML. Raises UsageError that names the file, the key and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    try:
        yaml = path.suffix.lower() in (".yaml", ".yml")
        found = msgspec.yaml.decode(text) if yaml else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, msgspec.MsgspecError) as error:
        raise UsageError(f"{path}: {error}") from error
    return parse_rules(found, str(path), path.stem)


def parse_rules(found: Any, file: str, name: str = "custom") -> RuleSet:
    """The rules in a decoded file. Raises UsageError as `load_rules` does."""
    if not isinstance(found, Mapping):
        raise UsageError(f"{file}: a table of keys is needed; see docs/aggregation.md")
    for key in found:
        if key not in _KEYS:
            raise UsageError(f"{file}: unknown key {key!r}; there are {', '.join(_KEYS)}")
    if found.get("version", 1) != 1:
        raise UsageError(f"{file}: version: only version 1 is known, not {found['version']!r}")
    given = found.get("rules", {})
    if not isinstance(given, Mapping):
        raise UsageError(f"{file}: rules: a table of field = rule is needed")
    return RuleSet(
        name=_word(found, file, "name", None, name),
        ties=_word(found, file, "ties", get_args(Ties), "label"),  # type: ignore[arg-type]
        count=_word(found, file, "count", get_args(Count), "origins"),  # type: ignore[arg-type]
        latest=_word(found, file, "voices", ("latest", "all"), "latest") == "latest",
        rules=_orders(given, file),
    )


def _word(found: Mapping[str, Any], file: str, key: str, known: tuple[str, ...] | None, default: str) -> str:
    value = found.get(key, default)
    if not isinstance(value, str) or (known is not None and value not in known):
        there = f"; there are {', '.join(known)}" if known else ""
        raise UsageError(f"{file}: {key}: {value!r} is not a word that it may be{there}")
    return value


def _orders(given: Mapping[str, Any], file: str) -> dict[str, tuple[str, ...]]:
    orders = {}
    for field, value in given.items():
        if field not in (*FIELDS, "default"):
            raise UsageError(f"{file}: rules.{field}: no such field; there are default, {', '.join(FIELDS)}")
        orders[field] = _order(value, file, field)
    general = orders.pop("default", ())
    found = {}
    for field in FIELDS:
        fits = tuple(r for r in general if r not in ORDERED or field in NUMBERED)
        found[field] = orders.get(field) or fits or _DEFAULT[field]
    return found


def _order(value: Any, file: str, field: str) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names:
        raise UsageError(f"{file}: rules.{field}: a rule or a list of rules is needed")
    for name in names:
        if not isinstance(name, str) or not known_rule(name):
            raise UsageError(f"{file}: rules.{field}: no rule {name!r}; there are {', '.join(RULES)}")
        if name in ORDERED and field not in NUMBERED and field != "default":
            raise UsageError(f"{file}: rules.{field}: {name!r} needs numbers or days, which {field} has not")
    return tuple(names)
