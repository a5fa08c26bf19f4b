"""The actor fields: who did it, who or what was hit, and with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from contested.link.lexicon import wordlist
from contested.link.names import (
    actor_key,
    actor_label,
    aliases,
    fold,
    kin,
    mention_key,
    same_actor,
    same_words,
    words,
)
from contested.link.positions import Statement, field, gather, position, rivals, unknown
from contested.link.revise import standing
from contested.model import Field, Position

# Words for an actor that name no side: "gunmen" agrees with whoever the gunmen are said to be.
_NAMELESS = wordlist("nameless")
_CIVILIAN = wordlist("civilian")
_FIGHTER = wordlist("fighter")
_BOTH_SIDES = frozenset({"armed_clash", "consult", "agreement"})  # perpetrator holds every party

Who = tuple[str, frozenset[str]]
"""Mode ("all", "one_of", "unknown", "unclear", "denied") and actor keys."""


def perpetrator_field(statements: Sequence[Statement]) -> Field:
    """Who acted: positions by set of actors and mode.

    Contested when a claim leaves it open (one_of, unknown, unclear; guidelines), when two origins
    name actors that share nothing, or when the one who is named denies it. What an origin said before
    and replaced in a later report is shown and disputes nothing.
    """
    said = [(who_of(s), s) for s in statements]
    groups = gather(((w, s) for w, s in said if w is not None), _same_who)
    if not groups:
        return unknown("perpetrator")
    positions = [_who_position(who, held) for who, held in groups]
    still = standing(statements, {s.claim.id: w for w, s in said if w is not None})
    live = gather(((w, s) for s in still if (w := who_of(s)) is not None), _same_who)
    open_ = any(who[0] in ("one_of", "unknown", "unclear") for who, _ in live)
    dispute = "open" if open_ else "rivals" if _rival(live) else "denied" if _denied(live) else ""
    return field("perpetrator", positions, dispute, _agreement(groups))


def who_of(statement: Statement) -> Who | None:
    """What a claim says of the perpetrator; None when it says nothing of who did it."""
    claim = statement.claim
    who = claim.perpetrator
    if claim.status == "planned" or who.mode == "none":
        return None
    keys = frozenset(mention_key(m, claim.where.country) for m in who.names)
    if who.mode in ("unknown", "one_of"):
        return (who.mode, keys)
    if claim.status in ("denied", "unclear"):
        return (claim.status, keys)
    return ("all", keys)


def _nameless(key: str) -> bool:
    return words(key) <= _NAMELESS


def same_key(a: str, b: str) -> bool:
    """Keys of one actor, or one name inside the other ("gunmen" is nobody's rival)."""
    return a == b or ((":" not in a or ":" not in b) and same_actor(actor_label(a), actor_label(b)))


def _same_who(a: Who, b: Who) -> bool:
    if a[0] != b[0]:
        return False
    if a[0] == "unknown":
        return True
    if len(a[1]) != len(b[1]):
        return False
    return all(any(same_key(x, y) for y in b[1]) for x in a[1])


def _who_position(who: Who, held: Sequence[Statement]) -> Position:
    mode, keys = who
    names = sorted(actor_label(key) for key in keys)
    if mode == "unknown":
        hint = f"; {' or '.join(names)} mentioned" if names else ""
        return position(f"unknown (said so{hint})", None, held)
    joined = (" or " if mode == "one_of" else " and ").join(names)
    label = f"{joined} (unclear)" if mode in ("one_of", "unclear") else joined
    return position(label, names, held, denied=mode == "denied")


def _rival(groups: Sequence[tuple[Who, list[Statement]]]) -> bool:
    """Two origins name actors that share nothing, and neither is the other's target."""
    named = [
        (who[1], [s for s in held if s.claim.type not in _BOTH_SIDES])
        for who, held in groups
        if who[0] == "all"
    ]
    for n, (a, left) in enumerate(named):
        for b, right in named[:n]:
            if not all(_exclude(x, y) for x in a for y in b) or _kin(left, right):
                continue
            if rivals(left, right) and not _hit_by(left, right) and not _hit_by(right, left):
                return True
    return False


def _exclude(a: str, b: str) -> bool:
    """True when two keys plainly are different actors, and each of them is a side."""
    if same_key(a, b) or _leads(a, b) or _leads(b, a) or _nameless(a) or _nameless(b):
        return False
    keyed = [key.startswith(("state:", "org:")) for key in (a, b)]
    if all(keyed):
        return True
    state, other = (a, b) if a.startswith("state:") else (b, a)
    return state.startswith("state:") and not any(
        actor_key(w) == state or actor_key(w.removesuffix("s")) == state for w in words(other)
    )


def _leads(a: str, b: str) -> bool:
    return b.startswith("org:") and a == f"state:{aliases().leaders.get(actor_label(b))}"


def _kin(left: Sequence[Statement], right: Sequence[Statement]) -> bool:
    """True when the registry has a perpetrator of one side as the same as, or a part of, one of the other."""
    theirs = [m.actor for s in right for m in s.claim.perpetrator.names]
    return any(kin(m.actor, other) for s in left for m in s.claim.perpetrator.names for other in theirs)


def _hit_by(left: Sequence[Statement], right: Sequence[Statement]) -> bool:
    """True when a perpetrator of `left` is a target of `right`: two sides of a fight, no dispute."""
    targets = [m.text for s in right for m in s.claim.target]
    return any(same_words(m.text, t) for s in left for m in s.claim.perpetrator.names for t in targets)


def _denied(groups: Sequence[tuple[Who, list[Statement]]]) -> bool:
    """One origin denies what another says of the same actor."""
    return any(
        a[0] == "denied"
        and b[0] == "all"
        and rivals(left, right)
        and any(same_key(x, y) for x in a[1] for y in b[1])
        for a, left in groups
        for b, right in groups
    )


def _agreement(groups: Sequence[tuple[Who, list[Statement]]]) -> str:
    if len(groups) < 2:
        return ""
    return "The reports name overlapping actors; none contradicts another."


def target_field(statements: Sequence[Statement]) -> Field:
    """Who or what was hit. Contested when one origin says civilians and another fighters."""
    said = [(m.text, s) for s in statements if s.claim.type not in _BOTH_SIDES for m in s.claim.target]
    groups = gather(_by_length(said), same_words)
    positions = [position(_label(held, value), value, held) for value, held in groups]
    unclear = [s for s in statements if s.claim.status == "unclear" and len(s.claim.target) > 1]
    return field("target", positions, "sides" if unclear or _sides(said) else "")


def _by_length(said: Sequence[tuple[str, Statement]]) -> list[tuple[str, Statement]]:
    """Longest name first, so that a vaguer one joins the more precise one that contains it."""
    return sorted(said, key=lambda x: (-len(words(x[0])), fold(x[0]), x[1].holder.claim_id))


def _label(held: Sequence[Statement], value: str) -> str:
    return value


def _sides(said: Sequence[tuple[str, Statement]]) -> bool:
    civilian = [s for text, s in said if words(text) & _CIVILIAN and not words(text) & _FIGHTER]
    fighter = [s for text, s in said if words(text) & _FIGHTER and not words(text) & _CIVILIAN]
    sourced = any(s.claim.source for s in (*civilian, *fighter))
    return bool(civilian and fighter) and sourced and rivals(civilian, fighter)


def weapon_field(statements: Sequence[Statement]) -> Field:
    """Words for the means; different words are mostly parts of one account, so never contested here."""
    said = [(s.claim.weapon.text, s) for s in statements if s.claim.weapon]
    groups = gather(_by_length(said), same_words)
    note = "The words differ; none rules another out." if len(groups) > 1 else ""
    return field("weapon", [position(value, value, held) for value, held in groups], "", note)


def main_target(statements: Sequence[Statement]) -> str | None:
    """The target that most origins name, the longer name on a tie; None when nobody names one."""
    groups = gather(_by_length([(m.text, s) for s in statements for m in s.claim.target]), same_words)
    counts = Counter({value: len({s.origin for s in held}) * 1000 + len(held) for value, held in groups})
    return min(counts, key=lambda v: (-counts[v], -len(v), v)) if counts else None
