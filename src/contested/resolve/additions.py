"""Places that a user adds: a dump of GeoNames (SY.txt) or a CSV of their own.

Each file becomes a gazetteer file in the user's data folder, looked up beside the one that ships.
Entries that the shipped one holds already (the same GeoNames id) are left out.
"""

from __future__ import annotations

import csv
import hashlib
import math
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from contested.model import InputError, ResolveError, userdata
from contested.resolve.entries import SCHEMA, Entry, write
from contested.resolve.fold import fold

SUFFIX = ".sqlite"
_KINDS = {"P": "settlement", "S": "site", "L": "region", "T": "site", "A": "admin2"}
_AREAS = ("ADM2", "ADM2H", "ADM3")
_REACH = {"site": 1.0, "region": 15.0, "admin2": 15.0}
_COLUMNS = 19


def add(path: Path, name: str | None, known: Callable[[str], bool]) -> int:
    """Keep a file's places under a name (the file's own without one); returns how many.

    `known` tells whether an id is in the shipped gazetteer. Raises InputError when the file cannot be
    read or holds no places.
    """
    target = userdata.file_for("gazetteers", name or path.stem, SUFFIX)
    entries = (e for e in read_places(path) if not known(e.ref))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    draft.unlink(missing_ok=True)
    try:
        count = _build(draft, entries)
        if not count:
            raise InputError(str(path), None, "no places that the gazetteer lacks")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _build(target: Path, entries: Iterator[Entry]) -> int:
    count = 0
    with closing(sqlite3.connect(target)) as db:
        db.executescript("PRAGMA journal_mode=OFF;" + SCHEMA)
        for count, entry in enumerate(entries, start=1):
            write(db, count, entry)
        db.commit()
    return count


def remove(name: str) -> None:
    """Forget a file's places. Raises UsageError when there is none of that name."""
    userdata.remove("gazetteers", name, SUFFIX)


def files() -> list[Path]:
    """The gazetteer files that were added, by name."""
    return userdata.kept("gazetteers", SUFFIX)


def count(path: Path) -> int:
    """How many places a file holds. Raises ResolveError when it is broken."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM entry").fetchone()[0])
    except sqlite3.Error as error:
        raise ResolveError(f"{path}: no gazetteer: {error}") from error


def version() -> str:
    """A short mark of what was added, "" for nothing: claims are read anew when it changes."""
    found = files()
    if not found:
        return ""
    digest = hashlib.sha256()
    for path in found:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return f" + {digest.hexdigest()[:8]}"


def read_places(path: Path) -> Iterator[Entry]:
    """The places of a file. Raises InputError when it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            first = handle.readline()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), None, f"cannot be read: {error}") from error
    dump = first.count("\t") == _COLUMNS - 1 and first.partition("\t")[0].isdigit()
    yield from _from_dump(path) if dump else _from_csv(path)


def _from_dump(path: Path) -> Iterator[Entry]:
    """GeoNames' tables: geonameid, name, asciiname, alternatenames, latitude, ... (its readme.txt)."""
    with path.open(encoding="utf-8", newline="\n") as handle:
        for number, line in enumerate(handle, start=1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != _COLUMNS:
                raise InputError(str(path), f"line {number}", f"has {len(cells)} columns, not {_COLUMNS}")
            kind = _KINDS.get(cells[6])
            if kind is None or (kind == "admin2" and cells[7] not in _AREAS):
                continue
            at = _point(cells[4], cells[5], (str(path), f"line {number}"))
            population = int(cells[14]) if cells[14].isdigit() else 0
            names = tuple(n for n in (cells[2], *cells[3].split(",")) if 2 < len(n) < 60)
            code = f"{cells[8]}.{cells[10]}.{cells[11]}" if cells[11] else None
            yield Entry(
                f"geonames:{cells[0]}", cells[1], kind, cells[8], cells[10] or None, *at, population,
                _REACH.get(kind), "GeoNames", names, True, code,
            )  # fmt: skip


def _from_csv(path: Path) -> Iterator[Entry]:
    """Columns name, lat, lon; if there are any: country (ISO alpha-2), admin1 (GeoNames), kind, aliases."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for number, row in enumerate(csv.DictReader(handle), start=2):
            cells = {str(k).strip().lower(): v.strip() for k, v in row.items() if k and isinstance(v, str)}
            where = (str(path), f"row {number}")
            name = cells.get("name", "")
            if not name:
                raise InputError(*where, "has no name")
            at = _point(
                cells.get("lat") or cells.get("latitude"), cells.get("lon") or cells.get("longitude"), where
            )
            kind = cells.get("kind") or "settlement"
            if kind not in ("settlement", "site", "region", "admin2", "natural", "district"):
                raise InputError(*where, f"no kind of place: {kind!r}")
            aliases = tuple(a.strip() for a in cells.get("aliases", "").split(";") if a.strip())
            radius = cells.get("radius_km", "")
            reach = float(radius) if radius.replace(".", "", 1).isdigit() else _REACH.get(kind)
            ref = f"own:{fold(path.stem)}:{fold(name)}:{number}".replace(" ", "-")
            yield Entry(
                ref, name, kind, cells.get("country", "").upper(), cells.get("admin1") or None, *at, 0,
                reach, path.name, aliases, True,
            )  # fmt: skip


def _point(lat: str | None, lon: str | None, where: tuple[str, str]) -> tuple[float, float]:
    try:
        at = float(lat or ""), float(lon or "")
    except ValueError:
        raise InputError(*where, "has no latitude and longitude") from None
    if not all(map(math.isfinite, at)) or abs(at[0]) > 90 or abs(at[1]) > 180 or at == (0.0, 0.0):
        raise InputError(*where, f"is not on the globe: {at[0]}, {at[1]}")
    return at
