"""The actor registry: states and their forces, armed groups, bodies, monitors, agencies, as frozen values.

The facts are YAML files in `data/actors/` that people review; `python -m contested.resolve.build_actors`
compiles them into `data/actors.json`, which loads in some hundredths of a second. Nothing here decides
what a name means in its context: `Registry.lookup` gives every actor that bears a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import msgspec

from contested.model.base import Value
from contested.resolve.fold import fold

COMPILED = Path(__file__).parent / "data" / "actors.json"

ActorKind = Literal[
    "state",  # a country as such; also claimed and de facto states
    "government",  # its civil leadership
    "force",  # armed forces of a state and their branches and units
    "police",
    "armed_group",
    "militia",
    "coalition",
    "political",  # parties and opposition bodies without arms of their own
    "community",  # an ethnic, tribal or religious group that fights or is attacked as such
    "body",  # international organisations, courts, peacekeepers
    "monitor",
    "aid",
    "agency",  # news agencies and outlets
    "class",
]
NameKind = Literal[
    "name", "short", "acronym", "spelling", "former", "demonym", "leader", "capital", "description"
]
Relation = Literal[
    "part_of", "allied", "split_from", "merged_into", "renamed_from", "successor_of", "backed_by"
]


class Name(Value, frozen=True, kw_only=True):
    """One way of naming an actor. `since` and `until` are years, both included; None is open."""

    text: str
    kind: NameKind = "spelling"
    since: int | None = None
    until: int | None = None

    def used_in(self, year: int | None) -> bool:
        """Whether the name was in use in that year; an unknown year excludes nothing."""
        return _within(self.since, self.until, year)


class Link(Value, frozen=True, kw_only=True):
    """A relation to another actor. For splits, mergers and renames `since` is the year of the change."""

    id: str
    relation: Relation
    since: int | None = None
    until: int | None = None

    def holds_in(self, year: int | None) -> bool:
        """Whether the relation held in that year; an unknown year excludes nothing."""
        return _within(self.since, self.until, year)


class RegisteredActor(Value, frozen=True, kw_only=True):
    """An entry of the registry; docs/actors.md describes the fields."""

    id: str
    """Readable slug, e.g. "syria/army", "body/un"."""
    name: str
    kind: ActorKind
    iso: str | None = None
    """ISO 3166-1 alpha-2 of the state it belongs to, or of its home country; None where it has none."""
    theatres: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes of the countries where it operates, home first; () is anywhere."""
    names: tuple[Name, ...] = ()
    """Every name, the first being `name` itself."""
    parent: tuple[Link, ...] = ()
    inter: Literal[1, 2, 3, 4, 5, 6, 7, 8] | None = None
    """ACLED's inter code: 1 state forces, 2 rebels, 3 political militias, 4 identity militias,
    5 rioters, 6 protesters, 7 civilians, 8 external or other forces. A state's forces are 1 at home
    and 8 abroad: the registry gives the code at home."""
    ucdp: int | None = None
    """UCDP actor id, only as read from UCDP's data."""
    party: bool = False
    """It fights: as a source it speaks as a party to events that it or its enemies are named in."""
    since: int | None = None
    until: int | None = None
    reviewed: bool = True
    """False for rows that a program took from a source and nobody has looked at."""
    note: str = ""
    source: str = ""

    def active_in(self, year: int | None) -> bool:
        """Whether it existed in that year; an unknown year excludes nothing."""
        return _within(self.since, self.until, year)

    def operates_in(self, iso: str | None) -> bool:
        """Whether the country (alpha-2) is one of its theatres; True also without any, or for None."""
        return iso is None or not self.theatres or iso in self.theatres


class _Compiled(msgspec.Struct):
    """The shipped file: actors, and for each folded name the positions (actor, name) that bear it."""

    digest: str
    actors: list[RegisteredActor]
    index: dict[str, list[tuple[int, int]]]


class Registry:
    """Actors with their indexes. Immutable; make a larger one with `extended`."""

    def __init__(
        self,
        actors: Sequence[RegisteredActor],
        index: Mapping[str, Sequence[tuple[int, int]]] | None = None,
    ) -> None:
        self.actors: tuple[RegisteredActor, ...] = tuple(actors)
        self.by_id: dict[str, RegisteredActor] = {actor.id: actor for actor in self.actors}
        self._index = index_of(self.actors) if index is None else index

    def lookup(self, name: str) -> tuple[tuple[RegisteredActor, Name], ...]:
        """Every actor that bears the name (folded here; folding twice is harmless), in file order."""
        found = self._index.get(fold(name), ())
        return tuple((self.actors[actor], self.actors[actor].names[at]) for actor, at in found)

    def folded_names(self) -> Iterable[str]:
        """The keys that `lookup` knows."""
        return self._index.keys()

    def children(self, id_: str, year: int | None = None) -> tuple[RegisteredActor, ...]:
        """Actors that are part of this one (in that year), in file order."""
        return tuple(
            self.by_id[child]
            for child, link in self._children.get(id_, ())
            if link.relation == "part_of" and link.holds_in(year)
        )

    def ancestors(self, id_: str, year: int | None = None) -> tuple[RegisteredActor, ...]:
        """What it is part of (in that year), nearest first; each once."""
        seen: dict[str, RegisteredActor] = {}
        queue = [id_]
        while queue:
            actor = self.by_id[queue.pop(0)]
            for link in actor.parent:
                if link.relation == "part_of" and link.holds_in(year) and link.id not in seen:
                    seen[link.id] = self.by_id[link.id]
                    queue.append(link.id)
        seen.pop(id_, None)
        return tuple(seen.values())

    def state(self, iso: str) -> RegisteredActor | None:
        """The state with that ISO 3166-1 alpha-2 code."""
        return self._states.get(iso)

    def extended(self, actors: Iterable[RegisteredActor]) -> Registry:
        """A registry with these as well; an entry with a known id replaces the shipped one."""
        merged = dict(self.by_id)
        merged.update((actor.id, actor) for actor in actors)
        return Registry(tuple(merged.values()))

    @cached_property
    def _children(self) -> dict[str, list[tuple[str, Link]]]:
        found: dict[str, list[tuple[str, Link]]] = defaultdict(list)
        for actor in self.actors:
            for link in actor.parent:
                found[link.id].append((actor.id, link))
        return dict(found)

    @cached_property
    def _states(self) -> dict[str, RegisteredActor]:
        return {actor.iso: actor for actor in self.actors if actor.kind == "state" and actor.iso}


def index_of(actors: Sequence[RegisteredActor]) -> dict[str, list[tuple[int, int]]]:
    """Folded name -> positions (actor, name); an actor stands once for each folded name."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for place, actor in enumerate(actors):
        for at, name in enumerate(actor.names):
            found[fold(name.text)].setdefault(place, at)
    return {key: list(places.items()) for key, places in sorted(found.items())}


@cache
def registry() -> Registry:
    """The registry that ships in the package."""
    compiled = msgspec.json.decode(COMPILED.read_bytes(), type=_Compiled)
    return Registry(compiled.actors, compiled.index)


def _within(since: int | None, until: int | None, year: int | None) -> bool:
    if year is None:
        return True
    return (since is None or since <= year) and (until is None or year <= until)
