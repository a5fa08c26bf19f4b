"""When two names plainly denote one actor, one place or one relaying source.

Names are folded (case, accents, punctuation), then looked up in a small table of aliases and
demonyms (data/aliases.yaml). The table joins names; it never splits what a text has joined.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from contested.link.judged import JUDGED
from contested.link.lexicon import wordlist
from contested.model import Actor, ContestedError, Mention
from contested.model.base import Value

_WORD = re.compile(r"[^\W_]+")
_MAY_COMBINE = re.compile("[\u0300-\U0010ffff]")  # below it stand no combining marks
_BACKED = re.compile(
    r"\b[\w.]+[- ](?:backed|affiliated|allied|aligned|supported|sponsored)\b|\b(?:pro|anti)-\w+"
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_ORG_WORDS = wordlist("group_words")
_DROP = frozenset(
    {"the", "a", "an", "of", "s", "in", "and", "some", "several", "al", "el", "at", "on", "near"}
)


class Aliases(Value, frozen=True, kw_only=True):
    """The table of data/aliases.yaml; every alias is folded."""

    version: str
    countries: dict[str, tuple[str, ...]]
    organised: dict[str, tuple[str, ...]]
    leaders: dict[str, str]
    labels: dict[str, str]
    state_run: dict[str, str]
    agencies: dict[str, tuple[str, ...]]
    forces: frozenset[str]
    generic: frozenset[str]


@cache
def aliases() -> Aliases:
    """The table that ships in the package. Raises ContestedError when it is broken."""
    text = files("contested.link").joinpath("data/aliases.yaml").read_text("utf-8")
    try:
        return msgspec.yaml.decode(text, type=Aliases)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ContestedError(f"link/data/aliases.yaml: {error}") from error


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case, accents and punctuation folded away: "Khān Shaykhūn's" is "khan shaykhun s"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall(_MAY_COMBINE.sub(_unless_combining, plain)))


def _unless_combining(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found.group()) else found.group()


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """The words that carry a name, without articles and the like; all words when nothing is left."""
    found = fold(text).split()
    return frozenset(w for w in found if w not in _DROP) or frozenset(found)


def same_words(a: str, b: str) -> bool:
    """One name inside the other, or half of their words shared (the gold scorer's rule)."""
    x, y = words(a), words(b)
    if not x or not y:
        return a == b
    return x <= y or y <= x or len(x & y) / len(x | y) >= 0.5


@cache
def _actor_table() -> dict[str, str]:
    """Folded name -> key ("state:Syria", "org:Hamas")."""
    table: dict[str, str] = {}
    for prefix, group in (("org", aliases().organised), ("state", aliases().countries)):
        for name, others in group.items():
            table[fold(name)] = f"{prefix}:{name}"
            table.update({fold(other): f"{prefix}:{name}" for other in others})
    return table


@cache
def _agency_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for name, others in aliases().agencies.items():
        table[fold(name)] = name
        table.update({fold(other): name for other in others})
    return table


def agency(text: str) -> str | None:
    """The canonical name of an agency or monitor that others relay, or None for another source."""
    folded = fold(text).removeprefix("the ")
    return _agency_table().get(folded) or _agency_table().get(folded.removesuffix(" news agency"))


@lru_cache(maxsize=65536)
def actor_key(text: str, country: str | None = None) -> str:
    """A key that names of one actor share; `country` is where it acts, for "the regime".

    "Russian jets" and "Russia" are "state:Russia"; "Assad regime" is "state:Syria"; a name that
    the table does not know is its own folded words. "Turkish-backed rebels" is never Turkey.
    """
    lower = _POSSESSIVE.sub("", text.casefold())
    folded = (fold(_BACKED.sub(" ", lower)) or fold(text)).removeprefix("the ")
    table = _actor_table()
    if folded in table:
        return table[folded]
    tokens = folded.split()
    core = " ".join(t for t in tokens if t not in aliases().forces)
    if country and folded in aliases().generic:
        return f"state:{country}"
    if core in table:
        return table[core]
    party = table.get(" ".join(t for t in core.split() if t not in _ORG_WORDS), "")
    return party if party.startswith("org:") else folded


_NAMED_BY_REGISTRY = frozenset({"armed_group", "coalition", "body"})
_SPEAKERS = _NAMED_BY_REGISTRY | {"media"}
_SURE = 0.6


def mention_key(mention: Mention, country: str | None = None) -> str:
    """`actor_key` of a mention; where the table does not know the name, the entry that it was linked to."""
    key = actor_key(mention.text, country)
    actor = mention.actor
    if actor is not None and actor.confidence == JUDGED:
        return f"org:{actor.name}"
    if key.startswith(("state:", "org:")) or actor is None or not _sure(actor):
        return key
    return f"org:{actor.name}" if actor.kind in _NAMED_BY_REGISTRY else key


def kin(a: Actor | None, b: Actor | None) -> bool:
    """Whether two mentions were linked to one entry of the registry, or to one and what it is part of."""
    if a is None or b is None or not _sure(a) or not _sure(b):
        return False
    return a.id == b.id or a.parent == b.id or b.parent == a.id


def by_itself(actor: Actor) -> bool:
    """Whether the entry alone tells who speaks: a group or body as such, no one in its service, no state."""
    return _sure(actor) and actor.role is None and actor.kind in _SPEAKERS


def _sure(actor: Actor) -> bool:
    return not actor.described and (actor.confidence is None or actor.confidence >= _SURE)


def actor_label(key: str) -> str:
    """The key in words for people."""
    if not key.startswith(("state:", "org:")):
        return key
    name = key.split(":", 1)[1]
    return aliases().labels.get(name, name)


def same_actor(a: str, b: str, country: str | None = None) -> bool:
    """True when two names plainly denote one actor."""
    x, y = actor_key(a, country), actor_key(b, country)
    if x == y:
        return True
    if x.startswith(("state:", "org:")) and y.startswith(("state:", "org:")):
        return False
    return same_words(a, b)


@lru_cache(maxsize=65536)
def sides(text: str) -> frozenset[str]:
    """Every actor that a phrase names: the whole phrase and each of its words looked up.

    "senior Turkish security source" is {"state:Turkey"}; "Turkish-backed rebels" is {}.
    """
    plain = fold(_BACKED.sub(" ", _POSSESSIVE.sub("", text.casefold())))
    table = _actor_table()
    keys = {table[w] for w in plain.split() if w in table and len(w) > 2}
    whole = actor_key(text)
    if whole.startswith(("state:", "org:")):
        keys.add(whole)
    run_by = aliases().state_run.get(agency(text) or "")
    return frozenset(keys | {f"state:{run_by}"} if run_by else keys)
