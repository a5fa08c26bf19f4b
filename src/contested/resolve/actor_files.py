"""Actor files as people write them: YAML, one actor a line, terse forms for names and relations.

    theatre: [SY]              # default of every row below
    actors:
    - {id: syria/hts, name: Hayat Tahrir al-Sham, kind: armed_group, inter: 2, since: 2017,
       names: [HTS, "former:Jabhat al-Nusra@2012-2016"], parent: ["split_from iraq/isis 2013"]}

A name is "kind:text@years"; without a kind it is an acronym when it is all capitals, else a spelling.
A relation is "relation id years". Years are "2012-2016", "2012-", "-2016" or "2012" (from then on).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from contested.model.errors import ResolveError
from contested.resolve.fold import fold
from contested.resolve.registry import Link, Name, RegisteredActor

_NAME = re.compile(
    r"(?:(name|short|acronym|spelling|former|demonym|leader|capital|description):)?(.+?)(?:@([\d-]+))?"
)
_YEARS = re.compile(r"(\d{4})?(-)?(\d{4})?")
_FILE_KEYS = frozenset(["about", "theatre", "iso", "source", "reviewed", "kind", "inter", "party", "actors"])


class ActorFileError(ResolveError):
    """A file of actors that cannot be read; the message names the file and the row."""


def read_actors(path: Path) -> tuple[RegisteredActor, ...]:
    """The actors of one YAML file. Raises ActorFileError."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        document = yaml.load(path.read_text("utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ActorFileError(f"{path.name}: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("actors"), list):
        raise ActorFileError(f"{path.name}: not a file of actors: it needs a list under `actors`")
    if unknown := sorted(set(document) - _FILE_KEYS):
        raise ActorFileError(f"{path.name}: unknown keys {', '.join(map(str, unknown))}")
    return tuple(read_row(row, document, path.name) for row in document["actors"])


def problems(actors: Iterable[RegisteredActor]) -> list[str]:
    """What is wrong with a whole registry: doubled ids, dangling links, years in disorder, empty names."""
    listed = list(actors)
    known: set[str] = set()
    ucdp: dict[int, str] = {}
    found: list[str] = []
    for actor in listed:
        if actor.id in known:
            found.append(f"{actor.id}: id used twice")
        known.add(actor.id)
        if actor.ucdp is not None and ucdp.setdefault(actor.ucdp, actor.id) != actor.id:
            found.append(f"{actor.id}: UCDP id {actor.ucdp} is that of {ucdp[actor.ucdp]} too")
    for actor in listed:
        spans: list[RegisteredActor | Name | Link] = [actor, *actor.names, *actor.parent]
        found += [
            f"{actor.id}: ends before it starts: {span}"
            for span in spans
            if span.since is not None and span.until is not None and span.since > span.until
        ]
        found += [f"{actor.id}: unknown actor {link.id}" for link in actor.parent if link.id not in known]
        found += [f"{actor.id}: related to itself" for link in actor.parent if link.id == actor.id]
        found += [f"{actor.id}: {n.text!r} folds to nothing" for n in actor.names if not fold(n.text)]
    return found


def read_row(row: object, defaults: Mapping[str, Any] = {}, where: str = "") -> RegisteredActor:
    """One row in its written form; `defaults` are the keys of its file. Raises ActorFileError."""
    if not isinstance(row, dict) or "id" not in row or "name" not in row:
        raise ActorFileError(f"{where}: a row needs `id` and `name`: {row!r}")
    try:
        fields = {key: defaults[key] for key in _FILE_KEYS & set(defaults) - {"about", "actors", "theatre"}}
        fields |= {key: value for key, value in row.items() if key not in ("theatre", "names", "parent")}
        theatres = row.get("theatre", defaults.get("theatre", [row["iso"]] if row.get("iso") else []))
        fields["theatres"] = tuple(dict.fromkeys(theatres))
        fields["names"] = _names(row)
        fields["parent"] = tuple(_link(text) for text in row.get("parent", ()))
        fields.setdefault("party", fields.get("kind") in ("force", "armed_group", "militia", "coalition"))
        return msgspec.convert(fields, RegisteredActor)
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        raise ActorFileError(f"{where}: {row['id']}: {error}") from error


def _names(row: Mapping[str, Any]) -> tuple[Name, ...]:
    found = {row["name"]: Name(text=row["name"], kind="name")}
    for written in row.get("names", ()):
        name = _name(str(written))
        found.setdefault(name.text, name)
    return tuple(found.values())


def _name(written: str) -> Name:
    match = _NAME.fullmatch(written)
    if match is None:
        raise ValueError(f"not a name: {written!r}")
    kind, text, years = match.groups()
    since, until = _years(years)
    if kind is None:
        kind = "acronym" if text.upper() == text and text.lower() != text and " " not in text else "spelling"
    return msgspec.convert({"text": text, "kind": kind, "since": since, "until": until}, Name)


def _link(written: str) -> Link:
    relation, target, *years = written.split()
    since, until = _years(years[0] if years else None)
    return msgspec.convert({"id": target, "relation": relation, "since": since, "until": until}, Link)


def _years(written: str | None) -> tuple[int | None, int | None]:
    match = _YEARS.fullmatch(written or "")
    if match is None:
        raise ValueError(f"not years: {written!r}")
    return int(match[1]) if match[1] else None, int(match[3]) if match[3] else None
