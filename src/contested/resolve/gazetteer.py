"""The gazetteer: names -> candidate places. Read-only, shipped in the package, opened on first use."""

from __future__ import annotations

import json
import math
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from contested.model import Place, PlaceKind, ResolveError
from contested.resolve import additions
from contested.resolve.fold import fold, skeleton

VERSION = "gazetteer 3"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, and how the name matched."""

    ref: str
    name: str
    kind: PlaceKind
    codes: tuple[str, ...]
    """ISO alpha-2; none in international waters, several where a region spans countries."""
    adm1: str | None
    latitude: float | None
    longitude: float | None
    population: int
    radius_km: float | None
    source: str
    match: str
    """`name`, `alternate` or `skeleton` (a coarser key, the second try)."""
    adm2: str | None = None
    """GeoNames code of the second-order division, e.g. "US.LA.079"."""
    capital: int = 0
    """2 of a country, 1 bears the name of its first-order division, else 0."""

    @property
    def code(self) -> str | None:
        """The country's code where there is exactly one."""
        return self.codes[0] if len(self.codes) == 1 else None


class Gazetteer:
    """Look-up of names. Raises ResolveError when the file is missing or is none of ours."""

    def __init__(self, connection: sqlite3.Connection, added: Sequence[Gazetteer] = ()) -> None:
        self._db = connection
        self._added = added
        try:
            self._countries = dict(connection.execute("SELECT code, name FROM country"))
            self._admin1 = dict(connection.execute("SELECT code, name FROM admin1"))
        except sqlite3.Error as error:
            raise ResolveError(f"the gazetteer cannot be read: {error}") from error
        self.lookup = lru_cache(maxsize=16384)(self._lookup)

    def country_name(self, code: str | None) -> str | None:
        """Common English name, e.g. "Syria" for SY."""
        return self._countries.get(code) if code else None

    def names_country(self, name: str) -> bool:
        """True when a country bears this name."""
        return any(c.kind == "country" for c in self.lookup(name))

    def admin1_name(self, code: str | None, adm1: str | None) -> str | None:
        """Common English name of a first-order division, e.g. "Idlib" for SY, 12."""
        return self._admin1.get(f"{code}.{adm1}") if code and adm1 else None

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        key = fold(name)
        if not key:
            return ()
        rows = self._db.execute(
            "SELECT p.*, n.alt FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? "
            "ORDER BY p.pop DESC, p.id LIMIT 100",
            (key,),
        )
        own = [_candidate(row[1:-1], "alternate" if row[-1] else "name") for row in rows]
        return tuple(own + [c for more in self._added for c in more.lookup(name)])

    def by_ref(self, ref: str) -> tuple[Candidate, ...]:
        """The entry with this id ("iso:SY", "adm1:SY.12", "geonames:170063"), as one candidate or none."""
        column, value = ("gid", ref[9:]) if ref.startswith("geonames:") else ("ref", ref)
        rows = self._db.execute(
            "SELECT p.* FROM entry e JOIN place p ON p.id = e.id "
            f"WHERE e.{column} = ? AND e.{column} IS NOT NULL",
            (value,),
        )
        own = [_candidate(row[1:], "name") for row in rows]
        return tuple(own or [c for more in self._added for c in more.by_ref(ref)])

    @lru_cache(maxsize=4096)  # noqa: B019 (one gazetteer lives as long as the process)
    def lookup_skeleton(self, name: str) -> tuple[Candidate, ...]:
        """The second try, by a key that drops vowels and merges romanisations."""
        key = skeleton(name)
        if not key:
            return ()
        rows = self._db.execute(
            "SELECT p.* FROM skeleton s JOIN place p ON p.id = s.place WHERE s.key = ? ORDER BY "
            "p.id LIMIT 40",
            (key,),
        )
        own = [_candidate(row[1:], "skeleton") for row in rows]
        return tuple(own + [c for more in self._added for c in more.lookup_skeleton(name)])

    def polygon(self, ref: str) -> list[list[list[float]]]:
        """Outer rings (longitude, latitude in degrees) of a country or first-order division, "iso:SY" or
        "adm1:SY.12"; [] when none is known. Thinned: a border may be some 2 to 4 km off."""
        row = self._db.execute("SELECT rings FROM shape WHERE ref = ?", (ref,)).fetchone()
        rings: list[list[list[float]]] = json.loads(zlib.decompress(row[0])) if row else []
        return rings

    def place(self, candidate: Candidate, *, part: bool = False) -> Place:
        """The candidate in resolved form. `part` marks words that mean only a part of it or its
        surroundings ("southern Idlib"); precision follows ACLED's and UCDP's codebooks."""
        geo, where = _PRECISION[candidate.kind]
        if part and geo == 1:
            geo, where = 2, 2
        located = candidate.latitude is not None and (candidate.latitude, candidate.longitude) != (0.0, 0.0)
        return Place(
            id=candidate.ref,
            name=candidate.name,
            kind=candidate.kind,
            country=self.country_name(candidate.code),
            country_code=candidate.code,
            admin1=self.admin1_name(candidate.code, candidate.adm1),
            latitude=candidate.latitude if located else None,
            longitude=candidate.longitude if located else None,
            radius_km=candidate.radius_km or _radius(candidate.population),
            geo_precision=geo,  # type: ignore[arg-type]
            where_prec=where,  # type: ignore[arg-type]
            source=candidate.source,
        )


_PRECISION = {
    "settlement": (1, 1),
    "site": (1, 1),
    "district": (1, 2),
    "admin2": (2, 3),
    "admin1": (3, 4),
    "region": (3, 5),
    "natural": (3, 5),
    "country": (3, 6),
}


def _radius(population: int) -> float:
    """How far a settlement reaches, in km: a village 1, a town of 50,000 about 3, a metropolis 15."""
    return round(min(max(math.sqrt(population / 5000), 1.0), 15.0), 1)


def _candidate(row: tuple[object, ...], match: str) -> Candidate:
    ref, name, kind, codes, adm1, lat, lon, pop, radius, source, adm2, capital = row
    split = tuple(str(codes).split(",")) if codes else ()
    return Candidate(ref, name, kind, split, adm1, lat, lon, pop, radius, source, match, adm2, capital)  # type: ignore[arg-type]


@cache
def gazetteer(file: Path | None = None) -> Gazetteer:
    """The gazetteer that ships with what the user added, or the one in a file; opened read-only once."""
    if file:
        return _opened(file)
    return _opened(None, [_opened(path) for path in additions.files()])


def shipped() -> Gazetteer:
    """The gazetteer that ships, without what the user added."""
    return _opened(None)


def version() -> str:
    """Of the shipped gazetteer and of what the user added."""
    return VERSION + additions.version()


def _opened(file: Path | None, added: Sequence[Gazetteer] = ()) -> Gazetteer:
    inside = files("contested.resolve").joinpath("data/gazetteer.sqlite")
    try:
        with as_file(inside) as path:
            # immutable: no lock files beside a read-only installation; safe across threads as nothing writes
            connection = sqlite3.connect(
                f"file:{file or path}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            return Gazetteer(connection, added)
    except (OSError, sqlite3.Error) as error:
        raise ResolveError(f"the gazetteer is missing or broken: {error}") from error
