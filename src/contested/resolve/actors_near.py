"""Names that mean an actor only beside others: what the report has named, and other spellings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from contested.resolve.actors_names import ActorContext
from contested.resolve.actors_parts import NATIONAL, POINTED, Ask, Linked, up
from contested.resolve.actors_words import bare, class_of, words
from contested.resolve.fold import fold, plain, skeleton
from contested.resolve.registry import RegisteredActor, Registry

_ARMS = frozenset({"armed_group", "militia", "coalition"})


def pointing(ask: Ask) -> Linked | None:
    """ "The group", "the Observatory": the one actor of the kind that the report has named."""
    text = plain(" ".join(ask.phrase))
    kind = words().anaphors.get(text)
    linked = [ask.known.by_id[i] for i in sorted(ask.context.linked) if i in ask.known.by_id]
    if kind is not None:
        kinds = {
            "armed": _ARMS - {"coalition"},
            "coalition": {"coalition"},
            "monitor": {"monitor"},
            "agency": {"agency"},
        }[kind]
        fit = [a for a in linked if a.kind in kinds]
        if kind == "coalition" and not fit:
            fit = [
                a
                for a in ask.known.actors
                if a.kind == "coalition" and _acts_here(a, ask.context) and "coalition" in fold(a.name)
            ]
    else:
        if not ask.phrase[-1][:1].isupper() or len(ask.phrase) > 2 or text in words().skip:
            return None
        fit = [a for a in linked if a.kind not in ("state", "government") and _part_of_name(ask.phrase, a)]
    fit = _narrowest(fit, ask.known)
    if len(fit) != 1:
        return Linked(ask.words, note=f"{len(fit)} actors of the report could be meant") if kind else None
    actor = fit[0]
    return Linked(
        ask.words,
        actor.id,
        actor.name,
        text,
        None,
        parent=up(actor, ask.context.year),
        confidence=POINTED,
        rule="named in the report",
    )


def _acts_here(actor: RegisteredActor, context: ActorContext) -> bool:
    return bool(actor.theatres) and context.top in actor.theatres and actor.active_in(context.year)


def _narrowest(fit: list[RegisteredActor], known: Registry) -> list[RegisteredActor]:
    """Without those that another one is part of."""
    above = {up.id for a in fit for up in known.ancestors(a.id)}
    return [a for a in fit if a.id not in above] or fit


def _part_of_name(phrase: Sequence[str], actor: RegisteredActor) -> bool:
    """Whether the words stand in one name of the actor, at its end or as a ruler's surname."""
    text = fold(" ".join(phrase))
    if (
        len(text) < 4
        or class_of(phrase)
        or text in words().organs
        or any(plain(t) in words().peoples for t in phrase)
    ):
        return False
    return any(
        fold(n.text).endswith(f" {text}") for n in actor.names if n.kind in ("name", "leader", "spelling")
    )


def spelled(ask: Ask) -> Linked | None:
    """A name in a spelling that the registry lacks, where one actor of the theatre alone has the like."""
    text = " ".join(map(bare, ask.phrase))
    key = skeleton(text) if 1 < len(ask.phrase) <= 5 and len(text) >= 9 else ""
    top = ask.context.top
    if not key or top is None or not text[:1].isupper():
        return None
    found = _skeletons(ask.known, top).get(key, ())
    if len(found) != 1:
        return None
    actor = ask.known.by_id[found[0]]
    return Linked(
        ask.words,
        actor.id,
        actor.name,
        text,
        parent=up(actor, ask.context.year),
        confidence=POINTED,
        rule="spelling",
        note=f"spelled otherwise than {actor.name}",
    )


@lru_cache(maxsize=64)
def _skeletons(known: Registry, iso: str) -> Mapping[str, tuple[str, ...]]:
    """Coarse spelling -> actors of a theatre that bear a name so spelled; names of two words or more."""
    found: dict[str, dict[str, None]] = {}
    for actor in known.actors:
        if iso in actor.theatres and actor.kind not in NATIONAL:
            for name in actor.names:
                key = skeleton(name.text) if name.kind != "leader" and " " in name.text else ""
                if key and class_of(name.text.split()) is None:
                    found.setdefault(key, {})[actor.id] = None
    return {key: tuple(ids) for key, ids in found.items()}
