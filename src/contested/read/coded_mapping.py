"""Which column of a table that people coded holds which field of a claim: the mapping file, checked."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec

from contested.model import ContestedError, UsageError, content_id, ontology
from contested.model.base import Value

SHIPPED = ("acled", "maverick", "ucdp-ged")
Columns = str | tuple[str, ...]


class ActorColumn(Value, frozen=True, kw_only=True):
    """A column with actors; with `when`, only in rows where that other column is neither 0 nor empty."""

    column: str
    when: str | None = None
    split: str | None = None
    """What stands between several actors of one cell, e.g. ";"."""


class CountColumns(Value, frozen=True, kw_only=True):
    """Columns of one kind of harm; `best` alone is enough."""

    best: str | None = None
    low: str | None = None
    high: str | None = None


class CodedMapping(Value, frozen=True, kw_only=True):
    """Column names by field. Where several are given for one field, the first with a value wins."""

    name: str
    id: Columns = ()
    outlet: Columns = ()
    published: Columns = ()
    """A day, or text with a day as 2019-08-27 in it."""
    title: Columns = ()
    url: Columns = ()
    date_start: Columns = ()
    date_end: Columns = ()
    time_precision: Columns = ()
    """ACLED's 1 to 3."""
    date_prec: Columns = ()
    """UCDP's 1 to 5."""
    place: Columns = ()
    latitude: Columns = ()
    longitude: Columns = ()
    geo_precision: Columns = ()
    where_prec: Columns = ()
    country: Columns = ()
    admin1: Columns = ()
    perpetrator: tuple[ActorColumn | str, ...] = ()
    target: tuple[ActorColumn | str, ...] = ()
    source: Columns = ()
    """Who says it, where that is another than the outlet."""
    type: Columns = ()
    types: dict[str, str] = {}
    """Cell of the `type` columns -> a type of the ontology; spelled without regard to case."""
    default_type: str = "attack"
    status: Columns = ()
    killed: CountColumns = CountColumns()
    injured: CountColumns = CountColumns()
    values: dict[str, dict[str, str]] = {}
    """Field -> cell -> what it stands for, e.g. another codebook's precision."""
    missing: tuple[str, ...] = ("", "NA", "N/A", "None", "null", "nan")
    unknown_actors: tuple[str, ...] = ()
    """Beginnings of cells that say that the actor is not known."""

    @property
    def digest(self) -> str:
        return content_id("m", [msgspec.to_builtins(self)])[2:10]


def load_mapping(reference: str) -> CodedMapping:
    """A shipped mapping by name, else a YAML or TOML file. Raises UsageError that names file and key."""
    if reference in SHIPPED:
        text = files("contested.read").joinpath(f"coded/{reference}.yaml").read_text("utf-8")
        return parse_mapping(text, f"{reference}.yaml")
    path = Path(reference)
    try:
        return parse_mapping(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        shipped = ", ".join(SHIPPED)
        raise UsageError(f"no mapping {reference!r}: neither a file nor one of {shipped}") from error


def parse_mapping(text: str, file: str) -> CodedMapping:
    """Raises UsageError with the file, the key and the reason."""
    try:
        found = tomllib.loads(text) if file.lower().endswith(".toml") else msgspec.yaml.decode(text)
        mapping = msgspec.convert(found, CodedMapping, strict=False)
    except (tomllib.TOMLDecodeError, msgspec.MsgspecError, ContestedError) as error:
        raise UsageError(f"{file}: {error}") from error
    for cell, kind in (*mapping.types.items(), ("default_type", mapping.default_type)):
        if kind not in ontology().types:
            raise UsageError(
                f"{file}: types.{cell}: no type {kind!r}; there are {', '.join(ontology().types)}"
            )
    for field in mapping.values:
        if field not in CodedMapping.__struct_fields__:
            raise UsageError(f"{file}: values.{field}: no such field")
    return mapping


def columns_of(mapping: CodedMapping) -> tuple[str, ...]:
    """Every column that the mapping names, once."""
    found: list[str] = []
    for name in ("id", "outlet", "published", "title", "url", "date_start", "date_end", "time_precision",
                 "date_prec", "place", "latitude", "longitude", "geo_precision", "where_prec", "country",
                 "admin1", "source", "type", "status"):  # fmt: skip
        found += listed(getattr(mapping, name))
    for actor in (*mapping.perpetrator, *mapping.target):
        found += [actor] if isinstance(actor, str) else [c for c in (actor.column, actor.when) if c]
    for counts in (mapping.killed, mapping.injured):
        found += [c for c in (counts.best, counts.low, counts.high) if c]
    return tuple(dict.fromkeys(found))


def listed(columns: Columns) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else columns
