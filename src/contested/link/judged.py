"""What people decided about actors, applied to claims before they are linked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from contested.model import Actor, Claim, Judgement

FIELD = "actor"
"""The `field` of judgements about actors."""
JUDGED = 1.0
"""The confidence of an actor that a person decided on; no program gives it."""


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The mergers of actors that hold: "same" about the actor field, not superseded, in their order."""
    listed = list(judgements)
    gone = {j.supersedes for j in listed if j.supersedes}
    return [
        j
        for j in listed
        if j.kind == "same" and j.field == FIELD and len(j.subject) == 2 and j.id not in gone
    ]


def merge_actors(claims: Sequence[Claim], judgements: Iterable[Judgement]) -> Sequence[Claim]:
    """The claims with every actor that was merged into another replaced by that one; words stay."""
    into = _into(standing(judgements))
    return [_merged(claim, into) for claim in claims] if into else claims


def _into(held: Sequence[Judgement]) -> dict[str, tuple[str, str]]:
    """Id of an actor -> id and name of what it is taken for; chains are followed."""
    parent: dict[str, str] = {}
    names: dict[str, str] = {}
    for judgement in held:
        kept, gone = judgement.subject
        root = _root(parent, kept)
        if _root(parent, gone) != root:
            parent[_root(parent, gone)] = root
        names.setdefault(kept, _name(judgement) or kept)
    ids = sorted({id_ for j in held for id_ in j.subject})
    return {id_: (root := _root(parent, id_), names.get(root, root)) for id_ in ids}


def _root(parent: dict[str, str], id_: str) -> str:
    while id_ in parent:
        id_ = parent[id_]
    return id_


def _name(judgement: Judgement) -> str | None:
    try:
        value = json.loads(judgement.value or "null")
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def _merged(claim: Claim, into: dict[str, tuple[str, str]]) -> Claim:
    def one(actor: Actor | None) -> Actor | None:
        if actor is None or actor.described or actor.id not in into:
            return actor
        id_, name = into[actor.id]
        return replace(actor, id=id_, name=name, confidence=JUDGED)

    who = claim.perpetrator
    return replace(
        claim,
        perpetrator=replace(who, names=tuple(replace(m, actor=one(m.actor)) for m in who.names)),
        target=tuple(replace(m, actor=one(m.actor)) for m in claim.target),
        source=tuple(replace(s, actor=one(s.actor)) for s in claim.source),
    )
