"""What a reading of words for an actor is made of: look-ups, organs of states, described classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from contested.resolve.actors_names import ActorContext, Candidate, candidates, choose
from contested.resolve.actors_words import Organ, bare, class_of, class_size, is_role, organ_of, words
from contested.resolve.fold import plain
from contested.resolve.registry import RegisteredActor, Registry

SURE, ROLE_ONLY, CLASS, POINTED = 0.9, 0.7, 0.75, 0.65
PREPOSITIONS = frozenset({"of", "for", "from", "at", "in", "with", "to", "inside", "within", "under"})
NATIONAL = frozenset({"state", "government", "force", "police"})


@dataclass(frozen=True, slots=True)
class Linked:
    """What the words mean. `id` None: no link, and `note` says why."""

    words: str
    id: str | None = None
    name: str = ""
    matched: str = ""
    """The name in the words that was found, as the registry spells it."""
    role: str | None = None
    described: bool = False
    theatre: str | None = None
    parent: str | None = None
    confidence: float = 0.0
    rule: str = ""
    note: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A phrase with all that is needed to read it."""

    words: str
    phrase: tuple[str, ...]
    context: ActorContext
    known: Registry


def named(
    ask: Ask, text: str, rule: str, role: str | None = None, context: ActorContext | None = None
) -> Linked | None:
    """The text looked up as a name; None when nobody bears it."""
    found = candidates(text, context or ask.context, ask.known)
    if not found:
        return None
    best, why = choose(found, ask.known)
    if best is None:
        return Linked(
            ask.words, note=why, candidates=tuple(found), rule="ambiguous" if "ambig" in why else ""
        )
    actor = ask.known.by_id[best.id]
    return Linked(
        ask.words,
        id=best.id,
        name=best.name,
        matched=best.matched,
        role=role,
        theatre=None,
        parent=up(actor, ask.context.year),
        confidence=_confidence(best.score),
        rule=rule,
        note=best.note,
        candidates=tuple(found),
    )


def _confidence(score: float) -> float:
    return round(max(0.05, min(0.98, score * 0.85)), 2)


def described(ask: Ask, group: str, iso: str | None, rule: str, weighed: Sequence[Candidate] = ()) -> Linked:
    entry = ask.known.by_id.get(f"class/{group}")
    state = ask.known.state(iso) if iso else None
    label = entry.name if entry else group
    role = " ".join(ask.phrase)
    of = f"{state.id}/insurgents" if state and group == "rebels" else ""
    return Linked(
        ask.words,
        f"class/{group}",
        f"{label}, {state.name}" if state else label,
        role,
        role,
        described=True,
        theatre=iso,
        parent=of if of in ask.known.by_id else None,
        confidence=CLASS if iso else 0.6,
        rule=rule,
        candidates=tuple(weighed),
    )


def fronts(phrase: Sequence[str]) -> Iterator[str]:
    """The words before a role, without a possessive ending, which some reports print without its sign."""
    start = 0
    while start < len(phrase) - 1 and plain(phrase[start]) in words().titles:
        start += 1
    for begin in dict.fromkeys((0, start)):
        text = " ".join((*phrase[begin:-1], bare(phrase[-1])))
        yield text
        if text.endswith("s") and len(text) > 4:
            yield text[:-1]


def state_called(ask: Ask, text: str) -> RegisteredActor | None:
    """The state that the words name, by name, demonym, ruler or capital."""
    found = candidates(text, replace(ask.context, field="any"), ask.known)
    for candidate in found:
        actor = ask.known.by_id[candidate.id]
        state = ask.known.state(actor.iso) if actor.iso else None
        if state is not None and rules(actor, state):
            return state
    return None


def rules(actor: RegisteredActor, state: RegisteredActor) -> bool:
    return actor.id in (state.id, f"{state.id}/government")


def of_state(
    ask: Ask, state: RegisteredActor, rest: Sequence[str], rule: str = "nation and organ"
) -> Linked | None:
    """The organ or the people of a state that a role names."""
    iso, role = state.iso, " ".join(rest)
    organ = organ_of(rest) or organ_of(_until_preposition(rest))
    group = class_of(rest)
    if ask.context.field == "target" and is_role(rest, words().assets) and not organ:
        organ = "army"
    if organ and not (iso in words().forces_of and organ in ("air", "navy")):
        actor = organ_entry(ask.known, state, organ)
        return Linked(
            ask.words,
            actor.id,
            actor.name,
            state.name,
            role,
            parent=up(actor, ask.context.year),
            confidence=SURE,
            rule=rule,
        )
    if group and _only_people(rest, class_size(rest)):
        return described(ask, group, iso, "class of a nation")
    if not group and len(rest) > 1 and is_role(rest[-1:], words().voices) and (office := class_of(rest[:-1])):
        return described(ask, office, iso, "class of a nation")
    if is_role(rest, words().voices) and not group:
        return Linked(
            ask.words, state.id, state.name, state.name, role, confidence=0.7, rule="nation and office"
        )
    return None


def _until_preposition(rest: Sequence[str]) -> Sequence[str]:
    """ "Ministry" of "Ministry for Europe"; () where nothing precedes one."""
    return next((rest[:at] for at, t in enumerate(rest) if plain(t) in PREPOSITIONS), ())


def _only_people(rest: Sequence[str], size: int) -> bool:
    """Whether what stands before the class word is no name of its own."""
    before = rest[: len(rest) - size]
    return all(plain_word(t) for t in before) and not any(plain(t) in words().organs for t in before)


def plain_word(token: str) -> bool:
    folded = plain(bare(token))
    known = words()
    return folded in known.skip or folded in known.peoples or not token[:1].isupper()


def organ_entry(known: Registry, state: RegisteredActor, organ: Organ) -> RegisteredActor:
    """The entry for an organ of a state, or for the nearest thing above it."""
    wanted = {"air": ("air-force", "army"), "navy": ("navy", "army")}.get(organ, (organ,))
    for last in (*wanted, "government"):
        if (found := known.by_id.get(f"{state.id}/{last}")) is not None:
            return found
    return state


def up(actor: RegisteredActor, year: int | None) -> str | None:
    """Id of the first that the actor is part of in the year."""
    return next((p.id for p in actor.parent if p.relation == "part_of" and p.holds_in(year)), None)
