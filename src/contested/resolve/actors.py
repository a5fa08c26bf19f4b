"""Words for an actor -> an entry of the registry, a described class of actors, or nothing.

The phrase is read in turn as a name, as a name with words around it ("Hamas fighters"), as a nation
with an organ or a class ("Turkish troops", "Syrian rebels"), as a role that only the theatre fills
("the army"), and as a class ("gunmen"). The first reading that holds in the context wins. A name
that several actors bear and the context does not settle is linked to none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from contested.resolve.actors_names import (
    ActorContext,
    Candidate,
    candidates,
)
from contested.resolve.actors_near import pointing, spelled
from contested.resolve.actors_office import is_person, offices
from contested.resolve.actors_parts import (
    NATIONAL,
    PREPOSITIONS,
    ROLE_ONLY,
    Ask,
    Linked,
    described,
    fronts,
    named,
    of_state,
    organ_entry,
    plain_word,
    rules,
    state_called,
    up,
)
from contested.resolve.actors_words import (
    LONGEST,
    Organ,
    bare,
    class_of,
    class_size,
    is_role,
    names_organ,
    organ_of,
    strip_front,
    tokens,
    words,
)
from contested.resolve.fold import plain
from contested.resolve.prior import country_of_words
from contested.resolve.registry import RegisteredActor, Registry, registry

__all__ = ["ActorContext", "Candidate", "Linked", "link_actor"]

_LOYAL = re.compile(
    r"\b(?:loyal|belonging|allied|answering|close) (?:to|with)\b|\b(?:controlled|commanded) by\b"
)
_PRO = re.compile(r"^pro-([^\s-]+) (\S.*)$", re.IGNORECASE)
_AFTER = PREPOSITIONS | {"who", "that", "and", "near", "on", "by", "or"}
_BANDS = frozenset({"group", "groups", "organization", "organisation", "movement", "network", "faction"})
_BY_NAME = frozenset({"name", "name and role"})
_LONGEST_NAME = 8


def link_actor(words_: str, context: ActorContext | None = None, known: Registry | None = None) -> Linked:
    """The actor that the words mean in the context; pure and deterministic.

    `known` is the shipped registry where none is given. Words beyond the first LONGEST are not read.
    """
    known = registry() if known is None else known
    context = context or ActorContext()
    phrase = tuple(strip_front(tokens(_LOYAL.sub("of", words_))))
    if not phrase or len(phrase) >= LONGEST:
        return Linked(words_, note="no words" if not phrase else "too long for a name")
    ask = Ask(words_, phrase, context, known)
    weighed: list[Candidate] = []
    note = ""
    for read in _READINGS:
        found = read(ask)
        if found is None:
            continue
        weighed += [c for c in found.candidates if c not in weighed]
        note = note or found.note
        if found.id is not None:
            return replace(found, candidates=tuple(weighed))
        if found.rule == "stop":
            break
    return Linked(words_, note=note or "names no actor that is known", candidates=tuple(weighed))


# Readings, in the order in which they are tried --------------------------------------------------


def _whole(ask: Ask) -> Linked | None:
    """The words as they stand, or without what stands before the name."""
    texts = dict.fromkeys((ask.words.strip(), " ".join(ask.phrase), " ".join(map(bare, ask.phrase))))
    if bare(ask.phrase[-1]) != ask.phrase[-1]:  # folding "Hama's" would make it "Hamas"
        texts = dict.fromkeys([" ".join((*ask.phrase[:-1], bare(ask.phrase[-1])))])
    first: Linked | None = None
    for text in texts:
        if plain(text) in words().skip:
            continue
        found = named(ask, text, "name")
        if found and found.id:
            return _people(ask, replace(found, role=_role_in(ask, found)))
        first = first or found
    if first and first.rule == "ambiguous" and any(t[:1].isupper() for t in ask.phrase):
        return replace(first, rule="stop")
    return first


def _role_in(ask: Ask, found: Linked) -> str | None:
    """The role word in a name such as "Turkish troops" or "regime jets"; None in a proper name."""
    actor = ask.known.by_id[str(found.id)]
    if actor.kind not in NATIONAL or found.matched == actor.name:
        return None
    for size in range(min(3, len(ask.phrase)), 0, -1):
        role = ask.phrase[-size:]
        if plain(bare(" ".join(role))) in words().organs:
            return " ".join(role)
    return None


def _people(ask: Ask, found: Linked) -> Linked:
    """A plural demonym is the people where they are hit, and where the state has no army."""
    actor = ask.known.by_id[str(found.id)]
    last = plain(ask.phrase[-1])
    plural = actor.kind == "state" and last.endswith("s") and _is_demonym(ask, actor, last)
    if not plural:
        return found
    if ask.context.field in ("target", "source") or actor.iso in words().forces_of:
        return described(ask, "civilians", actor.iso, "people", found.candidates)
    return replace(found, confidence=round(found.confidence * 0.8, 2))


def _is_demonym(ask: Ask, actor: RegisteredActor, word: str) -> bool:
    return any(n.kind == "demonym" and plain(n.text) == word for n in actor.names)


def _backed(ask: Ask) -> Linked | None:
    """ "X-backed Y": Y where it has a name of its own, else a class of fighters with X behind it."""
    text = " ".join(ask.phrase)
    if len(ask.phrase) == 1 and text.casefold().endswith("-led"):
        return _led(ask, text)
    if match := words().backed.match(text):
        patron, client = match[1], match[2]
    elif match := words().backed_by.match(text):
        client, patron = match[1], match[2]
    elif (match := _PRO.match(text)) and state_called(ask, match[1]):
        patron, client = match[1], match[2]
    else:
        return None
    own = named(ask, client, "name with backer", f"{patron}-backed")
    if own and own.id and ask.known.by_id[own.id].kind not in NATIONAL:
        return own
    behind = named(ask, patron, "backer")
    band = organ_of(tokens(client)) == "army" or plain(client) in _BANDS
    group = class_of(tokens(client)) or ("militants" if band else None)
    if group is None or words().kinds[group] != "armed_group":
        return Linked(ask.words, note="backed by another, and nothing says what it is", rule="stop")
    found = described(ask, group, ask.context.top, "backed class", own.candidates if own else ())
    return replace(found, parent=behind.id if behind else found.parent, role=text)


def _led(ask: Ask, text: str) -> Linked | None:
    """ "X-led" alone: the coalition or the forces that are called so."""
    for last in ("coalition", "forces"):
        found = named(ask, f"{text} {last}", "led by another")
        if found and found.id and ask.known.by_id[found.id].kind not in NATIONAL:
            return found
    return None


def _nation(ask: Ask) -> Linked | None:
    """A nation or state, then an organ, a class or an office: "Turkish troops", "Palestinian medics"."""
    for size in range(min(4, len(ask.phrase) - 1), 0, -1):
        rest = ask.phrase[size:]
        state = next((s for front in fronts(ask.phrase[:size]) if (s := state_called(ask, front))), None)
        if state is None:
            continue
        inner = replace(ask.context, theatres={state.iso: 1.0}) if state.iso else ask.context
        deeper = link_actor(" ".join(rest), replace(inner, report="", linked=frozenset()), ask.known)
        if deeper.rule in _BY_NAME and _belongs(ask.known.by_id[str(deeper.id)], state):
            return replace(deeper, words=ask.words, rule="name after a nation")
        found = of_state(ask, state, rest)
        if found is not None:
            return found
    return None


def _belongs(actor: RegisteredActor, state: RegisteredActor) -> bool:
    return state.iso is not None and (actor.iso == state.iso or state.iso in actor.theatres)


def _with_role(ask: Ask) -> Linked | None:
    """A name and after it what its people are called or have: "Hamas fighters", "SOHR activists"."""
    for size in range(min(_LONGEST_NAME, len(ask.phrase) - 1), 0, -1):
        rest = ask.phrase[size:]
        if plain(rest[0]) in ("and", "or") or not _role_for(ask, rest):
            continue
        for front in fronts(ask.phrase[:size]):
            found = named(ask, front, "name and role", " ".join(rest))
            if found and found.id and not _place_only(ask, found):
                return found
    return None


def _role_for(ask: Ask, rest: Sequence[str]) -> bool:
    return is_role(rest, _roles(assets=ask.context.field in ("target", "any"), organs=False))


@cache
def _roles(*, assets: bool, organs: bool) -> frozenset[str]:
    """What may be said of a group beside its name; what it has, and organs of states, where they fit."""
    known = words()
    more = (known.assets if assets else frozenset()) | (frozenset(known.organs) if organs else frozenset())
    return known.bands | known.voices | more


def _place_only(ask: Ask, found: Linked) -> bool:
    """A capital before a role is a town ("Damascus residents"); a nation is read elsewhere."""
    actor = ask.known.by_id[str(found.id)]
    return actor.kind == "state" or any(n.kind == "capital" and n.text == found.matched for n in actor.names)


def _of_name(ask: Ask) -> Linked | None:
    """A role, "of" and a name: "spokesman for the police of X", "Hamas in Gaza"."""
    for at, word in enumerate(ask.phrase[1:-1], 1):
        if plain(word) not in PREPOSITIONS:
            continue
        head, tail = ask.phrase[:at], tuple(strip_front(ask.phrase[at + 1 :]))
        if _is_head(ask, head):
            return _in_office(ask, head, tail)
        if plain(word) in ("in", "inside", "of", "from"):
            whole = named(ask, " ".join(head), "name in a place")
            if whole and whole.id:
                return whole
    return None


def _is_head(ask: Ask, head: Sequence[str]) -> bool:
    return is_role(head, _roles(assets=ask.context.field == "target", organs=True))


def _in_office(ask: Ask, head: tuple[str, ...], tail: tuple[str, ...]) -> Linked | None:
    """ "sources at X": X with the role; "army of X" and "police in X" are the state's."""
    role = " ".join(head)
    inner = link_actor(" ".join(tail), replace(ask.context, field="any"), ask.known)
    if inner.id is None:
        return None
    actor = ask.known.by_id.get(inner.id)
    if actor is not None and actor.kind in ("state", "government") and actor.iso:
        state = ask.known.state(actor.iso)
        return of_state(ask, state, head) if state is not None and rules(actor, state) else None
    titled = head[0][:1].isupper() and tail[0][:1].isupper()  # "Network of People" is a name
    if inner.described and (titled or inner.rule == "backed class"):
        return None
    return replace(
        inner, words=ask.words, role=role, confidence=round(inner.confidence * 0.95, 2), rule="role of a name"
    )


def _leader(ask: Ask) -> Linked | None:
    """Titles, then a ruler's name: the end of the phrase is one of a leader ("President X")."""
    for start in range(1, len(ask.phrase)):
        text = " ".join((*ask.phrase[start:-1], bare(ask.phrase[-1])))
        if not all(_is_title(ask, t) for t in ask.phrase[:start]):
            break
        for found in candidates(text, ask.context, ask.known):
            actor = ask.known.by_id[found.id]
            if any(n.kind == "leader" and n.text == found.matched for n in actor.names):
                linked = named(ask, text, "title and leader", " ".join(ask.phrase[:start]))
                return linked if linked and linked.id else None
    return None


def _is_title(ask: Ask, token: str) -> bool:
    """Whether a word may stand before a leader's name: an office, a nation, a word to skip."""
    folded = plain(bare(token))
    known = words()
    return folded in _offices() or folded in known.skip or _sets_off(ask, token)


@cache
def _offices() -> frozenset[str]:
    known = words()
    titles = (*known.organs, *known.voices, "sheikh", "sayyed", "imam", "sultan", "dictator")
    return frozenset(word for title in titles for word in title.split())


def _after_nation(ask: Ask) -> Linked | None:
    """Adjectives and nations before a group's own name: "Lebanon's Hezbollah", "Islamist group Hamas"."""
    for start in range(1, len(ask.phrase)):
        front = ask.phrase[:start]
        if not all(_sets_off(ask, t) for t in front):
            return None
        text = " ".join((*ask.phrase[start:-1], bare(ask.phrase[-1])))
        if len(text) < 2 or not (text[:1].isupper() or ask.context.caseless):
            continue
        found = named(ask, text, "name after its description")
        if found is None or found.id is None:
            continue
        actor = ask.known.by_id[found.id]
        nations = [s for t in front if (s := state_called(ask, bare(t)))]
        if actor.kind != "state" and all(_belongs(actor, nation) for nation in nations):
            return found
    return None


def _sets_off(ask: Ask, token: str) -> bool:
    folded = plain(bare(token))
    known = words()
    if folded in known.skip or folded in known.peoples or folded in known.bands or folded in known.voices:
        return True
    return any(ask.known.by_id[c.id].kind == "state" for c in candidates(bare(token), ask.context, ask.known))


def _role_alone(ask: Ask) -> Linked | None:
    """ "The army", "government forces", "police sources": of the state whose theatre it is."""
    organ = organ_of(ask.phrase)
    if organ is None and len(ask.phrase) == 2 and ask.phrase[0][:1].isupper():
        organ = "police" if organ_of(ask.phrase[1:]) == "police" else None  # "Aleppo police"
    own = tokens(ask.words.lower())
    if not _tells(ask.phrase):
        return None
    if organ is None or not words().strangers.isdisjoint(own):
        return None
    iso = _whose(ask, organ)
    state = ask.known.state(iso) if iso else None
    if state is None:
        return Linked(ask.words, note="a role, and no theatre says whose")
    actor = organ_entry(ask.known, state, organ)
    why = f"{state.name} is the theatre"
    return Linked(
        ask.words,
        actor.id,
        actor.name,
        "",
        " ".join(ask.phrase),
        parent=up(actor, ask.context.year),
        confidence=ROLE_ONLY,
        rule="role of the theatre's state",
        note=why,
    )


def _tells(phrase: Sequence[str]) -> bool:
    """Whether an organ is named, not only what it has, and nobody else owns it ("the group's navy")."""
    known = words()
    owners = [bare(t) for t in phrase if bare(t) != t]
    if any(plain(owner) not in known.organs for owner in owners):
        return False
    return names_organ(phrase, without=known.assets | known.hardware)


def _whose(ask: Ask, organ: Organ) -> str | None:
    """Whose army or police is meant where no nation is named."""
    top = ask.context.top
    if top is None:
        return None
    first = plain(ask.phrase[0])
    if top in words().forces_of and organ in ("army", "air", "navy", "police"):
        return words().forces_of[top] if organ != "police" or first == "police" else None
    if top in words().forces_of:
        return words().forces_of[top] if "occupation" in first else None
    if organ in ("army", "air", "navy") and not first.startswith(("government", "regime")):
        forces = {
            a.iso
            for a in (ask.known.by_id.get(i) for i in sorted(ask.context.linked))
            if a is not None and a.kind == "force" and a.iso
        }
        if forces and top not in forces and not _state_named(ask, top):
            return next(iter(forces)) if len(forces) == 1 else None
    return top


def _state_named(ask: Ask, iso: str) -> bool:
    return any(
        a is not None and a.iso == iso and a.kind in NATIONAL
        for a in (ask.known.by_id.get(i) for i in sorted(ask.context.linked))
    )


def _class(ask: Ask) -> Linked | None:
    """A class with what narrows it: "gunmen", "Kurdish fighters", "people from two villages"."""
    phrase = list(ask.phrase)
    for at, word in enumerate(phrase[1:], 1):
        if plain(word) in _AFTER and not class_of(phrase[:at]):
            if plain(word) not in ("and", "or", "of"):
                return None  # "house used by terrorists"
        elif plain(word) in _AFTER:
            if plain(word) == "for" and phrase[0][:1].isupper():
                return None  # "Doctors for ..." is the name of a body
            phrase = phrase[:at]
            break
    if len(phrase) == 2 and plain(phrase[0]) == "armed" and (state := state_called(ask, phrase[1])):
        return described(ask, "militants", state.iso, "class of a nation")
    if not class_of(phrase) and len(phrase) > 1 and is_role(phrase[-1:], words().titles):
        phrase = phrase[:-1]  # "guerrilla commander"
    size = class_size(phrase)
    if not size:
        return None
    group, before = class_of(phrase), phrase[: len(phrase) - size]
    joined = [at for at, t in enumerate(before) if plain(t) in ("and", "or")]
    before = before[joined[-1] + 1 :] if joined else before
    nation = next((s for t in before if (s := state_called(ask, bare(t)))), None)
    if group is None or (
        before and nation is None and all(t[:1].isupper() or plain(t) in PREPOSITIONS for t in phrase)
    ):
        return None  # "Islamic Resistance" is a name
    armed = words().kinds[group] == "armed_group"
    unknown = any(not plain_word(t) for t in before)
    if unknown and not armed and group != "journalists" and len(phrase) > 3:
        return None
    iso = nation.iso if nation else country_of_words(" ".join(bare(t) for t in before)) if before else None
    return described(ask, group, iso or ask.context.top, "class")


_OFFICIAL = frozenset(
    {"nation and organ", "name and role", "nation and office", "role of a name", "name after a nation"}
)


def _office(ask: Ask) -> Linked | None:
    """A person in an office that the report gives: linked to whom the person speaks or acts for."""
    name = [bare(t) for t in ask.phrase]
    if not ask.context.report or not is_person(name):
        return None
    inner = replace(ask.context, report="", field="any", linked=frozenset())
    for office in offices(" ".join(name), ask.context.report):
        found = link_actor(office, inner, ask.known)
        if found.id is None or found.described or found.rule not in _OFFICIAL or not found.role:
            continue
        return replace(
            found,
            words=ask.words,
            role=office,
            confidence=round(found.confidence * 0.85, 2),
            rule="office in the report",
            note=f"{office}, says the report",
        )
    return None


_READINGS: tuple[Callable[[Ask], Linked | None], ...] = (
    _whole,
    _backed,
    _nation,
    _with_role,
    _of_name,
    _after_nation,
    _leader,
    spelled,
    pointing,
    _role_alone,
    _class,
    _office,
)
