"""Entries of a gazetteer file and how they are written: for the one that ships and for those a user adds."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from contested.resolve.fold import fold, skeleton, without_generic

SCHEMA = """
CREATE TABLE source(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE kind(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE entry(id INTEGER PRIMARY KEY, ref TEXT, gid INTEGER, name TEXT NOT NULL, kind INTEGER NOT NULL,
  codes TEXT NOT NULL, adm1 TEXT, lat INTEGER, lon INTEGER, pop INTEGER NOT NULL, radius REAL,
  source INTEGER NOT NULL, adm2 TEXT, capital INTEGER NOT NULL);
CREATE INDEX entry_ref ON entry(ref) WHERE ref IS NOT NULL;
CREATE VIEW place AS SELECT e.id, coalesce(e.ref, 'geonames:' || e.gid) AS ref, e.name, k.name AS kind, e.codes,
  e.adm1, e.lat / 10000.0 AS lat, e.lon / 10000.0 AS lon, e.pop, e.radius, s.name AS source, e.adm2, e.capital
  FROM entry e JOIN kind k ON k.id = e.kind JOIN source s ON s.id = e.source;
CREATE VIRTUAL TABLE near USING rtree(id, south, north, west, east);
CREATE VIRTUAL TABLE words USING fts5(name, content='', detail=none, columnsize=0);
CREATE TABLE shape(ref TEXT PRIMARY KEY, rings BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE name(key TEXT NOT NULL, place INTEGER NOT NULL, alt INTEGER NOT NULL,
  PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE skeleton(key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE admin1(code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE country(code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""  # noqa: E501


class Entry(NamedTuple):
    """A place and its names, as written to the file; `codes` are ISO alpha-2, comma-separated."""

    ref: str
    name: str
    kind: str
    codes: str
    adm1: str | None
    lat: float | None
    lon: float | None
    pop: int
    radius: float | None
    source: str
    alternates: tuple[str, ...]
    skeletons: bool
    adm2: str | None = None
    capital: int = 0
    """2 of a country, 1 bears the name of its first-order division, else 0."""


def write(db: sqlite3.Connection, number: int, entry: Entry, indexed: bool = True) -> None:
    """Write a place and its names; `indexed` puts it into the R*Tree too."""
    kind, source = (
        _number(db, table, value) for table, value in (("kind", entry.kind), ("source", entry.source))
    )
    gid = int(entry.ref[9:]) if entry.ref.startswith("geonames:") else None
    lat, lon = (None if x is None else round(x * 10_000) for x in (entry.lat, entry.lon))
    row: tuple[Any, ...] = (
        number, None if gid else entry.ref, gid, entry.name, kind, entry.codes, entry.adm1, lat, lon,
        entry.pop, entry.radius, source, entry.adm2, entry.capital,
    )  # fmt: skip
    db.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(row))})", row)
    if entry.lat is not None and entry.kind in ("settlement", "site") and indexed:
        db.execute(
            "INSERT INTO near VALUES (?, ?, ?, ?, ?)", (number, entry.lat, entry.lat, entry.lon, entry.lon)
        )
    db.execute("INSERT INTO words(rowid, name) VALUES (?, ?)", (number, fold(entry.name)))
    first = {fold(entry.name), without_generic(fold(entry.name))} - {""}
    other = (
        ({fold(a) for a in entry.alternates} | {without_generic(fold(a)) for a in entry.alternates})
        - first
        - {""}
    )
    if entry.kind in ("country", "region", "admin1", "natural", "site", "district", "admin2"):
        first, other = first | other, set()  # our own aliases are as good as names
    db.executemany("INSERT INTO name VALUES (?, ?, ?)", [(k, number, 0) for k in sorted(first)])
    db.executemany("INSERT INTO name VALUES (?, ?, ?)", [(k, number, 1) for k in sorted(other)])
    if entry.skeletons:
        keys = {skeleton(n) for n in (entry.name, *entry.alternates) if n.isascii() or n == entry.name} - {""}
        db.executemany("INSERT INTO skeleton VALUES (?, ?)", [(k, number) for k in sorted(keys)])


def _number(db: sqlite3.Connection, table: str, name: str) -> int:
    """The row of a name in a table of names, made when it is new."""
    found = db.execute(f"SELECT id FROM {table} WHERE name = ?", (name,)).fetchone()
    if found:
        return int(found[0])
    return db.execute(f"INSERT INTO {table}(name) VALUES (?)", (name,)).lastrowid or 0
