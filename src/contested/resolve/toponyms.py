"""Which place each name of a text means, all names of the text together.

A name gives candidates; a candidate is scored by named features (size, kind, how the name matched,
what stands beside the name, the countries and divisions that the text names, the other names' places)
with the weights of data/place_weights.yaml, which `python -m train.places` fits. It goes twice
over the text: the second time with the places that the first one found. No candidate is None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import msgspec

from contested.resolve.fold import fold
from contested.resolve.gazetteer import Candidate, Gazetteer
from contested.resolve.places import _readings, distance_km
from contested.resolve.prior import country_of_words, country_prior

_AFTER = 40  # characters after a name in which "Louisiana" tells where it is
_SAMPLE = 400  # names of one text that are looked at
_BESIDE = re.compile(
    r"^(?:[’']s)?,? (?:in |of |and )?(?:the )?(?P<words>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})"
)
_COUNTY = re.compile(r"\bCo\.$")
_ALIKE = 0.7
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A place name in a text: code-point offsets, and the words."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Group:
    """All occurrences of one spelling in a text, and the places that it may mean."""

    key: str
    words: str
    candidates: list[Candidate]
    beside: list[str] = field(default_factory=list)
    """GeoNames division or country codes named right after an occurrence."""
    count: int = 0


@dataclass(slots=True)
class Scene:
    """What a text says about where it plays."""

    prior: Mapping[str, float]
    divisions: Mapping[str, float]
    """Share of the text's mentions of first-order divisions, by code such as "US.LA"."""
    groups: list[Group]
    home: Home | None = None


@cache
def weights() -> tuple[dict[str, float], dict[str, float]]:
    """Feature -> weight for the first and the second pass, as shipped."""
    data = files("contested.resolve").joinpath("data/place_weights.yaml").read_bytes()
    loaded = msgspec.yaml.decode(data, type=dict[str, dict[str, float]])
    return loaded["alone"], loaded["together"]


@cache
def short_forms() -> dict[str, str]:
    """ "La." -> "US.LA"; "UK" -> "GB". Case counts."""
    data = files("contested.resolve").joinpath("data/place_words.yaml").read_bytes()
    groups = msgspec.yaml.decode(data, type=dict[str, list[str]])
    return {word: code for code, words in groups.items() for word in words}


def resolve_names(
    title: str, text: str, names: Sequence[Name], gazetteer: Gazetteer, outlet: str = ""
) -> list[Candidate | None]:
    """One candidate or None for each name, in order; occurrences of one spelling mean one place.

    `outlet` is the outlet's web address or domain: a local paper writes of its own town.
    """
    scene = look(title, text, names, gazetteer, outlet)
    alone, together = weights()
    first = [best(alone, scene, group, ()) for group in scene.groups]
    second = [best(together, scene, group, anchors(scene, first, group)) for group in scene.groups]
    chosen = {group.key: found for group, found in zip(scene.groups, second, strict=True)}
    return [chosen.get(name.text) for name in names]


def look(title: str, text: str, names: Sequence[Name], gazetteer: Gazetteer, outlet: str = "") -> Scene:
    """Candidates and surroundings of every distinct name."""
    groups: dict[str, Group] = {}
    for name in names[:_SAMPLE]:
        group = groups.get(name.text)
        if group is None:
            group = groups[name.text] = Group(name.text, name.text, candidates(name.text, gazetteer))
        group.count += 1
        group.beside += _beside(text[name.end : name.end + _AFTER], gazetteer)
    found = list(groups.values())
    return Scene(country_prior(title, text), _divisions(found), found, home(outlet))


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is read: ISO code, GeoNames division, and the town's coordinates if it is local."""

    code: str
    division: str
    latitude: float | None
    longitude: float | None


@cache
def _homes() -> dict[str, Home]:
    homes = {}
    text = files("contested.resolve").joinpath("data/outlets.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            domain, division, lat, lon = [*line.split("\t"), "", ""][:4]
            code = division.split(".")[0]
            homes[domain] = Home(code, division, float(lat) if lat else None, float(lon) if lon else None)
    return homes


def home(outlet: str) -> Home | None:
    """The home of an outlet by its domain or an address in it; None when it is not listed."""
    host = re.sub(r"^[a-z]+://", "", outlet.strip().lower()).split("/")[0].split(":")[0]
    parts = host.split(".")
    found = (_homes().get(".".join(parts[at:])) for at in range(max(len(parts) - 1, 0)))
    return next((h for h in found if h), None)


def candidates(words: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Places that the words may name: as they stand, without "County" or "northern", or by their skeleton."""
    code = short_forms().get(words.strip())
    if code:
        return list(gazetteer.by_ref(f"adm1:{code}" if "." in code else f"iso:{code}"))
    words = _COUNTY.sub("County", words)
    people = country_of_words(words)
    meant = [replace(c, match="people") for c in gazetteer.by_ref(f"iso:{people}")] if people else []
    for reading in _readings(words):
        if reading.loss < 2 and (found := gazetteer.lookup(reading.name)):
            return list(found) + [c for c in meant if all(c.ref != f.ref for f in found)]
    key = fold(words)
    return meant or [c for c in gazetteer.lookup_skeleton(words) if alike(key, c) >= _ALIKE]


def alike(key: str, candidate: Candidate) -> float:
    """Likeness of a folded name to a candidate's, from 0 to 1."""
    return SequenceMatcher(None, key, fold(candidate.name), autojunk=False).ratio()


def _beside(after: str, gazetteer: Gazetteer) -> list[str]:
    found = _BESIDE.match(after)
    if not found:
        return []
    words = found["words"].split(" ")
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        code = short_forms().get(phrase) or short_forms().get(phrase + ".")
        if code:
            return [code]
        wide = [c for c in gazetteer.lookup(phrase) if c.kind in ("admin1", "country", "admin2")]
        if wide:
            return [x for c in wide[:12] for x in (_code(c),) if x]
    return []


def _code(candidate: Candidate) -> str | None:
    if candidate.kind == "admin1" and candidate.adm1:
        return f"{candidate.code}.{candidate.adm1}"
    return candidate.adm2 if candidate.kind == "admin2" else candidate.code


def _divisions(groups: Sequence[Group]) -> Mapping[str, float]:
    """Each mention of a division, shared among its namesakes; `beside` counts as a mention."""
    counts: dict[str, float] = {}
    for group in groups:
        wide = [c for c in group.candidates if c.kind == "admin1" and c.match != "skeleton"]
        rest = sum(c.kind == "settlement" and c.population > 20_000 for c in group.candidates)
        for c in wide:
            code = f"{c.code}.{c.adm1}"
            counts[code] = counts.get(code, 0.0) + group.count / (len(wide) + rest)
        for code in group.beside:
            if "." in code:
                code = ".".join(code.split(".")[:2])
                counts[code] = counts.get(code, 0.0) + 1.0 / len(group.beside)
    total = sum(counts.values())
    return {code: n / total for code, n in sorted(counts.items())} if total else {}


Anchor = tuple[Candidate, float]


def anchors(scene: Scene, found: Sequence[Candidate | None], group: Group) -> tuple[Anchor, ...]:
    """The other names' places with how often each is named."""
    pairs = zip(scene.groups, found, strict=True)
    return tuple((c, float(g.count)) for g, c in pairs if c is not None and g is not group)


def best(weight: Weights, scene: Scene, group: Group, around: Sequence[Anchor]) -> Candidate | None:
    """The candidate with the highest score; the first of equals, which is the largest."""
    scored = [
        (sum(weight.get(k, 0.0) * v for k, v in features(c, scene, group, around).items()), -n)
        for n, c in enumerate(group.candidates)
    ]
    return group.candidates[-max(scored)[1]] if scored else None


def features(candidate: Candidate, scene: Scene, group: Group, around: Sequence[Anchor]) -> dict[str, float]:
    """Named features of one candidate; the last block needs the places of other names."""
    size = math.log10(candidate.population + 10) / 7
    values = {f"kind:{candidate.kind}": 1.0, f"match:{candidate.match}": 1.0}
    values[f"size:{candidate.kind if candidate.kind in ('settlement', 'admin2', 'admin1') else 'wide'}"] = (
        size
    )
    values["capital"] = float(candidate.capital == 2)
    values["seat"] = float(candidate.capital == 1)
    support = max((scene.prior.get(c, 0.0) for c in candidate.codes), default=0.0)
    values["country share"] = math.sqrt(support)
    values["country unnamed"] = float(support < 0.02)
    division = f"{candidate.code}.{candidate.adm1}" if candidate.adm1 else ""
    values["division share"] = (
        math.sqrt(scene.divisions.get(division, 0.0)) if candidate.kind != "admin1" else 0.0
    )
    beside = group.beside
    values["beside division"] = float(division in beside and candidate.kind != "admin1")
    values["beside county"] = float(candidate.adm2 is not None and candidate.adm2 in beside)
    values["beside country"] = float(candidate.code in beside and candidate.kind != "country")
    values["beside other"] = float(bool(beside)) * float(
        not {division, candidate.code, candidate.adm2} & set(beside)
    )
    values["alias of country"] = float(
        candidate.kind == "country" and fold(candidate.name) != fold(group.words)
    )
    if scene.home:
        values |= _at_home(candidate, division, scene.home)
    values["whole name"] = float(fold(candidate.name) == fold(group.words))
    if around:
        values |= _together(candidate, division, around)
    return values


def _at_home(candidate: Candidate, division: str, at: Home) -> dict[str, float]:
    local = float(at.latitude is not None)
    near = 0.0
    if None not in (at.latitude, at.longitude, candidate.latitude, candidate.longitude):
        km = distance_km(at.latitude, at.longitude, candidate.latitude, candidate.longitude)  # type: ignore[arg-type]
        near = math.exp(-km / 100)
    return {
        "outlet's country": float(candidate.code == at.code),
        "outlet's country, local": local * (candidate.code == at.code),
        "outlet's division": local * (division == at.division and candidate.kind != "admin1"),
        "near the outlet": local * near * (candidate.kind in ("settlement", "admin2")),
    }


def _together(candidate: Candidate, division: str, around: Sequence[Anchor]) -> dict[str, float]:
    total = sum(n for _, n in around)
    narrow = [(c, n) for c, n in around if c.kind in ("settlement", "admin2", "site", "district")]
    country = sum(n for c, n in around if c.code and c.code == candidate.code) / total
    same = sum(n for c, n in around if division and f"{c.code}.{c.adm1}" == division) / total
    closest, mean = 0.0, 0.0
    if candidate.latitude is not None and candidate.longitude is not None:
        for c, n in narrow:
            if c.latitude is not None and c.longitude is not None:
                near = math.exp(
                    -distance_km(candidate.latitude, candidate.longitude, c.latitude, c.longitude) / 60
                )
                closest, mean = max(closest, near), mean + n * near
    weight = sum(n for _, n in narrow) or 1.0
    local = float(candidate.kind not in ("country", "natural"))
    return {
        "others' country": local * math.sqrt(country),
        "others' division": local * math.sqrt(same) if candidate.kind != "admin1" else 0.0,
        "division holds others": math.sqrt(same) if candidate.kind == "admin1" else 0.0,
        "closest other": local * closest,
        "mean nearness": local * mean / weight,
    }
