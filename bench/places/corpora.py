"""LGL, TR-News and GeoVirus as texts with located names.

Offsets are code points into the text; names whose annotators gave no coordinates, and those whose
offsets do not hold the name, are left out. Half of the documents, chosen by a hash of their id,
is for fitting weights and making rules ("fit"), the other half is only measured ("held").
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

CORPORA = ("TR-News", "LGL", "GeoVirus")
Half = Literal["fit", "held"]


@dataclass(frozen=True, slots=True)
class GoldName:
    """A place name in a text, where it is (WGS 84 degrees), and its GeoNames id if the corpus has it."""

    start: int
    end: int
    text: str
    latitude: float
    longitude: float
    geoname: str | None
    feature: str
    """GeoNames feature code, e.g. PPL, ADM1, PCLI; "" where the corpus has none."""


@dataclass(frozen=True, slots=True)
class Article:
    corpus: str
    id: str
    title: str
    text: str
    domain: str
    names: tuple[GoldName, ...]
    unlocated: tuple[tuple[int, int], ...] = ()
    """Offsets of names without coordinates: neither right nor wrong to find."""

    @property
    def half(self) -> Half:
        return half(self.id)


def half(key: str) -> Half:
    """Which half a document (or a place string) belongs to: the first bit of its SHA-256."""
    return "fit" if hashlib.sha256(key.encode()).digest()[0] < 128 else "held"


def load(folder: Path, corpus: str) -> list[Article]:
    """The articles of a corpus in file order; `folder` is ../shared/data/geoparsing."""
    name = {"TR-News": "TR-News.xml", "LGL": "lgl.xml", "GeoVirus": "GeoVirus.xml"}[corpus]
    root = ElementTree.parse(folder / name).getroot()
    read = _geovirus if corpus == "GeoVirus" else _lgl
    return [read(corpus, article) for article in root.iter("article")]


def _lgl(corpus: str, article: ElementTree.Element) -> Article:
    text = article.findtext("text") or ""
    names = tuple(_lgl_names(article, text))
    title, domain = article.findtext("title") or "", article.findtext("domain") or ""
    spans = [(int(t.findtext("start") or 0), int(t.findtext("end") or 0)) for t in article.iter("toponym")]
    located = {(n.start, n.end) for n in names}
    rest = tuple(span for span in spans if span not in located)
    return Article(corpus, article.get("docid") or "", title.strip(), text, domain.strip(), names, rest)


def _lgl_names(article: ElementTree.Element, text: str) -> Iterator[GoldName]:
    for toponym in article.iter("toponym"):
        tag = toponym.find("gaztag")
        if tag is None or tag.findtext("lat") is None:
            continue
        start, end = int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)
        phrase = toponym.findtext("phrase") or ""
        if text[start:end] != phrase:
            continue
        lat, lon = float(tag.findtext("lat") or 0), float(tag.findtext("lon") or 0)
        yield GoldName(start, end, phrase, lat, lon, tag.get("geonameid"), tag.findtext("fcode") or "")


def _geovirus(corpus: str, article: ElementTree.Element) -> Article:
    text, names = article.findtext("text") or "", []
    for location in article.iter("location"):
        name, start = location.findtext("name") or "", int(location.findtext("start") or 1) - 1
        end, lat, lon = start + len(name), location.findtext("lat"), location.findtext("lon")
        if lat and lon and text[start:end] == name:
            names.append(GoldName(start, end, name, float(lat), float(lon), None, ""))
    source = article.findtext("source") or ""
    return Article(corpus, source, "", text, "wikinews.org", tuple(names))
