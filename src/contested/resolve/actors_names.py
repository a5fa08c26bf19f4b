"""Which registered actor a name means in its context: candidates with scores and reasons.

A score adds up how the actor is called so, whether it acts in the theatre, whether it and the name
belong to the year, and whether the report names it elsewhere. All weights are set by hand on names of
reports that are used for development only (docs/actors.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from contested.resolve.actors_words import class_of
from contested.resolve.fold import fold
from contested.resolve.registry import Name, RegisteredActor, Registry

Field = Literal["perpetrator", "target", "source", "any"]

_BASE: Mapping[str, float] = {
    "name": 1.0,
    "spelling": 0.95,
    "acronym": 0.9,
    "former": 0.85,
    "demonym": 0.9,
    "leader": 0.9,
    "short": 0.8,
    "description": 0.7,
    "capital": 0.65,
}
_LOCAL = frozenset({"short", "description", "acronym", "capital"})
"""Names of these kinds are common property: only the theatre tells whose they are."""
_HERE, _ELSEWHERE, _FAR, _WRONG_YEAR, _ENDED, _BEFORE, _NAMED, _HOME = (
    0.2,
    0.25,
    0.5,
    0.2,
    0.15,
    0.3,
    0.15,
    0.05,
)
_COMMON = 0.7  # words that fit anybody ("government forces"), and peoples, whose names are also places
_UNPLACED = 0.25
_MARGIN = 0.1
ENOUGH = 0.5
_SPEAKS = frozenset({"agency", "monitor", "body", "aid"})
_FIGHTS = frozenset({"force", "armed_group", "militia", "coalition", "state", "government", "police"})
_STATE = frozenset({"state", "government", "force", "police"})


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What is known around a name."""

    theatres: Mapping[str, float] = field(default_factory=dict)
    """ISO alpha-2 -> weight of the countries of the claim and its report; they add up to 1 at most."""
    year: int | None = None
    """Year of the event, else of the report."""
    linked: frozenset[str] = frozenset()
    """Ids of actors that other names of the report were linked to."""
    field: Field = "any"
    places: frozenset[str] = frozenset()
    """Folded place words of the claim: a name among them is a place there, no actor."""
    region: str | None = None
    """ISO alpha-2 of where the outlet is read."""
    caseless: bool = False
    """The report has no capitals: an acronym may be in small letters."""
    report: str = ""
    """The report's text, searched for the offices of the persons it names."""

    @property
    def top(self) -> str | None:
        """The theatre with at least half of all weight."""
        total = sum(self.theatres.values())
        best = max(sorted(self.theatres), key=lambda code: self.theatres[code], default=None)
        return best if best is not None and self.theatres[best] * 2 >= total else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a name: an actor, its score (about 0 to 1.3) and what the score is made of."""

    id: str
    name: str
    score: float
    reasons: tuple[str, ...]
    matched: str = ""
    note: str = ""


def candidates(text: str, context: ActorContext, known: Registry) -> list[Candidate]:
    """Every actor that bears the name, best first; equal scores in id order."""
    found: dict[str, Candidate] = {}
    for actor, name in known.lookup(text):
        if not _fits_case(text, name, context):
            continue
        if name.kind == "capital" and context.field == "target":
            continue
        if name.kind in ("capital", "leader") and fold(text) in context.places:
            continue
        candidate = _score(actor, name, context, known)
        if candidate.id not in found or candidate.score > found[candidate.id].score:
            found[candidate.id] = candidate
    return sorted(found.values(), key=lambda c: (-c.score, c.id))


def choose(found: list[Candidate], known: Registry) -> tuple[Candidate | None, str]:
    """The best candidate, or None with the reason why none is taken."""
    if not found:
        return None, "no actor bears the name"
    best = found[0]
    if best.score < ENOUGH:
        return None, f"{best.id} is too unlikely here ({best.score:.2f})"
    for rival in found[1:]:
        if best.score - rival.score < _MARGIN and not related(best.id, rival.id, known):
            return None, f"ambiguous between {best.id} and {rival.id}"
    return best, ""


def related(a: str, b: str, known: Registry, year: int | None = None) -> bool:
    """The same actor, or one is part of the other, or one became the other."""
    if a == b:
        return True
    if a not in known.by_id or b not in known.by_id:
        return False
    up_a = {actor.id for actor in known.ancestors(a, year)}
    up_b = {actor.id for actor in known.ancestors(b, year)}
    if a in up_b or b in up_a:
        return True
    return _became(a, b, known) or _became(b, a, known)


def current(actor: RegisteredActor, year: int | None, known: Registry) -> RegisteredActor:
    """What an actor that had ended by the year had become: follows renames, mergers and successors."""
    seen = {actor.id}
    while year is not None and actor.until is not None and year > actor.until:
        after = [n for n in _successors(actor, known) if n.id not in seen and (n.since or 0) <= year]
        if not after:
            break
        actor = after[0]
        seen.add(actor.id)
    return actor


def _successors(actor: RegisteredActor, known: Registry) -> list[RegisteredActor]:
    into = [link.id for link in actor.parent if link.relation == "merged_into"]
    return [known.by_id[id_] for id_ in (*into, *_heirs(known).get(actor.id, ())) if id_ in known.by_id]


@lru_cache(maxsize=8)
def _heirs(known: Registry) -> Mapping[str, tuple[str, ...]]:
    """Actor -> those that were renamed from it or succeeded it."""
    found: dict[str, tuple[str, ...]] = {}
    for other in known.actors:
        for link in other.parent:
            if link.relation in ("renamed_from", "successor_of"):
                found[link.id] = (*found.get(link.id, ()), other.id)
    return found


def _became(a: str, b: str, known: Registry) -> bool:
    return any(
        link.id == b and link.relation in ("renamed_from", "successor_of", "merged_into")
        for link in known.by_id[a].parent
    )


def _fits_case(text: str, name: Name, context: ActorContext) -> bool:
    """An acronym is written in capitals ("IS", "us"), where the report has capitals at all."""
    if name.kind == "acronym" or (len(name.text) <= 5 and name.text.isupper()):
        letters = [c for c in text if c.isalpha()]
        capitals = sum(c.isupper() for c in letters)
        if capitals * 2 <= len(letters) and name.text.isupper():
            return context.caseless and len(letters) > 2
        return True
    if name.kind != "description" and all(w[:1].isupper() for w in name.text.split()):
        return context.caseless or not text.isascii() or any(c.isupper() for c in text)
    return True


def _score(actor: RegisteredActor, name: Name, context: ActorContext, known: Registry) -> Candidate:
    reasons = [f"called so ({name.kind})"]
    score, note = _BASE[name.kind], ""
    year, meant = context.year, actor
    if not actor.active_in(year):
        meant = current(actor, year, known)
        if meant is not actor:
            note = f"{actor.name} until {actor.until}, since then {meant.name}"
            reasons.append(f"had become {meant.id} by {year}")
        elif actor.since is not None and year is not None and year < actor.since:
            score -= _BEFORE
            reasons.append(f"began only in {actor.since}")
        else:
            score -= _ENDED
            reasons.append(f"ended in {actor.until}")
            note = f"ended in {actor.until}"
    elif not name.used_in(year):
        score -= _WRONG_YEAR
        reasons.append(f"not called so in {year}")
        note = f"was called so in {name.since or ''}-{name.until or ''}"
    place, why = _theatre(meant, name, context)
    score += place
    reasons += [why] if why else []
    if meant.id in context.linked or actor.id in context.linked:
        score += _NAMED
        reasons.append("named elsewhere in the report")
    if context.region is not None and meant.iso == context.region:
        score += _HOME
        reasons.append("of the outlet's country")
    bias, why = _fit(meant, context)
    reasons += [why] if why else []
    return Candidate(meant.id, meant.name, round(score + bias, 3), tuple(reasons), name.text, note)


def _theatre(actor: RegisteredActor, name: Name, context: ActorContext) -> tuple[float, str]:
    common = name.text == name.text.lower() and name.text.isascii()
    if not context.theatres and actor.theatres:
        loss = _COMMON if common else _UNPLACED if name.kind in ("short", "description") else 0.0
        return -loss, "no theatre says whose" if loss else ""
    if not actor.theatres:
        return 0.0, ""
    local = name.kind in _LOCAL or (len(name.text) <= 4 and name.text.isupper()) or _describes(name.text)
    weight = sum(context.theatres.get(code, 0.0) for code in actor.theatres)
    if weight > 0.05:
        return _HERE * min(
            1.0, 0.5 + weight
        ), f"acts in {', '.join(c for c in actor.theatres if c in context.theatres)}"
    if common or actor.kind == "community":
        return -_COMMON, f"acts in {', '.join(actor.theatres[:4])} only"
    if actor.kind in _STATE and name.kind not in ("short", "description", "acronym"):
        return 0.0, ""  # a state's name tells whose it is, wherever it acts
    if actor.kind in _SPEAKS and name.kind in ("name", "spelling", "acronym"):
        return (-0.1, "works elsewhere")
    loss = _FAR if local else _ELSEWHERE
    return -loss, f"acts in {', '.join(actor.theatres[:4])} only"


@lru_cache(maxsize=4096)
def _describes(text: str) -> bool:
    """Whether a name is a description that others may fit too: "Turkish-backed factions"."""
    return class_of(text.split()) is not None


def _fit(actor: RegisteredActor, context: ActorContext) -> tuple[float, str]:
    if context.field == "source" and actor.kind in _SPEAKS:
        return 0.1, "speaks"
    if context.field == "perpetrator" and actor.kind in _FIGHTS:
        return 0.1, "acts"
    return 0.0, ""
