"""Compile the actor registry that ships in the package. Development only.

    python -m contested.resolve.build_actors [--check]

Reads every YAML file in data/actors/, makes for each country of data/countries.tsv a state, its
government, armed forces and police (words: data/actors/states.yaml; a written row with the same id takes
the place of a made one and inherits its names), and writes data/actors.json with its index of folded
names. `--check` writes nothing and fails when the shipped file is not what the YAML says.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from contested.resolve.actor_files import ActorFileError, problems, read_actors, read_row
from contested.resolve.fold import fold
from contested.resolve.registry import COMPILED, RegisteredActor, index_of

DATA = Path(__file__).parent / "data"
STATES = "states.yaml"
_FORCES = (
    "forces",
    "army",
    "armed forces",
    "military",
    "troops",
    "soldiers",
    "air force",
    "navy",
    "warplanes",
)
_CIVIL = ("government", "authorities", "regime", "officials", "leadership")
_POLICE = ("police", "security forces", "police forces")


def slug(name: str) -> str:
    """The first part of a state's ids: "Burkina Faso" -> "burkina-faso"."""
    return fold(name).replace(" ", "-")


def build(folder: Path = DATA) -> tuple[RegisteredActor, ...]:
    """Every actor of the registry, in id order. Raises ActorFileError with all that is wrong."""
    written = [
        actor
        for path in sorted((folder / "actors").glob("*.yaml"))
        if path.name != STATES
        for actor in read_actors(path)
    ]
    words = yaml.safe_load((folder / "actors" / STATES).read_text("utf-8"))
    made = {actor.id: actor for actor in _states(folder / "countries.tsv", words)}
    claimed = {(actor.iso, fold(name.text)): actor.id for actor in written for name in actor.names}
    made = {id_: _without_claimed(actor, claimed) for id_, actor in made.items()}
    joined = [_with_names_of(actor, made.pop(actor.id, None)) for actor in written]
    actors = tuple(sorted([*joined, *made.values()], key=lambda actor: actor.id))
    if found := problems(actors):
        raise ActorFileError("\n".join(found))
    return actors


def compiled(actors: Sequence[RegisteredActor]) -> bytes:
    """The bytes of data/actors.json; the digest is that of the actors."""
    rows = msgspec.json.encode(actors)
    whole = {
        "digest": hashlib.sha256(rows).hexdigest(),
        "actors": msgspec.Raw(rows),
        "index": index_of(actors),
    }
    return msgspec.json.encode(whole) + b"\n"


def _with_names_of(actor: RegisteredActor, made: RegisteredActor | None) -> RegisteredActor:
    """The written row with the mechanical names ("Syrian soldiers") that it does not list itself."""
    if made is None:
        return actor
    listed = {name.text for name in actor.names}
    return msgspec.structs.replace(
        actor, names=(*actor.names, *(name for name in made.names if name.text not in listed))
    )


def _without_claimed(made: RegisteredActor, claimed: Mapping[tuple[str | None, str], str]) -> RegisteredActor:
    """Without mechanical names that people gave to another actor of the country: a navy, a party."""
    if made.kind == "state":
        return made
    kept = tuple(
        name
        for name in made.names
        if name.kind in ("name", "leader", "capital")
        or claimed.get((made.iso, fold(name.text)), made.id) == made.id
    )
    return msgspec.structs.replace(made, names=kept)


def _states(countries: Path, words: Mapping[str, Mapping[str, Any]]) -> Iterator[RegisteredActor]:
    rows = csv.reader(countries.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        if row and not row[0].startswith("#"):
            iso, name, aliases, demonyms = (*row, "", "")[:4]
            yield from _state(iso, name, _split(aliases), _split(demonyms), words.get(iso, {}))


def _state(
    iso: str, name: str, aliases: list[str], demonyms: list[str], words: Mapping[str, Any]
) -> Iterator[RegisteredActor]:
    home = slug(name)
    adjectives = words.get("adjective") or demonyms[:1]
    shared = {"iso": iso, "theatre": words.get("theatre", [iso]), "source": "countries.tsv"}
    yield read_row(
        {
            **shared,
            "id": home,
            "name": name,
            "kind": "state",
            "names": [*aliases, *(f"demonym:{word}" for word in demonyms), *words.get("names", ())],
        }
    )
    for kind, last, title, endings in (
        ("government", "government", "Government of", _CIVIL),
        ("force", "army", "Military Forces of", _FORCES),
        ("police", "police", "Police Forces of", _POLICE),
    ):
        forms = [f"{word} {ending}" for word in adjectives for ending in endings]
        given = [f"capital:{town}" for town in words.get("capital", ())] if kind == "government" else []
        yield read_row(
            {
                **shared,
                "id": f"{home}/{last}",
                "name": f"{title} {name}",
                "kind": kind,
                "inter": 1,
                "party": kind != "police",
                "ucdp": words.get("ucdp") if kind == "government" else None,
                "names": [*forms, *given, *words.get(last, ())],
                "parent": [f"part_of {home if kind == 'government' else home + '/government'}"],
            }
        )


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m contested.resolve.build_actors", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file is out of step")
    options = parser.parse_args(arguments)
    try:
        actors = build()
    except ActorFileError as error:
        print(error, file=sys.stderr)
        return 1
    content = compiled(actors)
    if options.check:
        same = COMPILED.exists() and COMPILED.read_bytes() == content
        print("in step" if same else "data/actors.json is out of step: run without --check")
        return 0 if same else 1
    COMPILED.write_bytes(content)
    print(f"{len(actors)} actors, {sum(len(actor.names) for actor in actors)} names, {len(content)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
