"""The actors of all claims of one report: perpetrators, targets and sources, and which source is a party.

Names are linked twice: first each by itself, then again with what the first round named surely, so
that "the group" and "the army" can be what the report speaks of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from msgspec.structs import replace

from contested.model import Actor, Claim, Document, Mention, Source, ontology
from contested.resolve.actors import Linked, link_actor
from contested.resolve.actors_names import ActorContext, Field
from contested.resolve.actors_words import words
from contested.resolve.fold import fold
from contested.resolve.prior import country_prior, is_caseless
from contested.resolve.registry import RegisteredActor, Registry, registry

ACTORS_VERSION = "actors 1"
ActorKind = Literal["state", "armed_group", "coalition", "police", "civilian", "body", "media", "other"]
_SURE = 0.6
_OWN = 0.6  # share of a claim's own country among its theatres
_KINDS: Final[Mapping[str, ActorKind]] = {
    "state": "state",
    "government": "state",
    "force": "state",
    "police": "police",
    "armed_group": "armed_group",
    "militia": "armed_group",
    "community": "armed_group",
    "coalition": "coalition",
    "political": "body",
    "body": "body",
    "monitor": "body",
    "aid": "body",
    "agency": "media",
    "class": "other",
}
_Key = tuple[str, Field, str | None, int | None, frozenset[str]]


def link_actors(
    document: Document, claims: Sequence[Claim], codes: Sequence[str | None], known: Registry | None = None
) -> tuple[Claim, ...]:
    """The claims with an `actor` beside each name, and `party` at each source.

    `codes` are the ISO alpha-2 codes of the claims' countries, in order; None where not known.
    """
    known = registry() if known is None else known
    view = _View(document, claims, codes, known)
    first = {key: view.link(key, frozenset()) for key in view.names()}
    named = frozenset(
        str(link.id) for link in first.values() if link.id and not link.described and link.confidence >= _SURE
    )
    second = {key: view.link(key, named) for key in first} if named else first
    return tuple(_fill(claim, view, second) for claim in claims)


class _View:
    """One report's claims with their contexts; equal names in equal contexts are linked once."""

    def __init__(
        self, document: Document, claims: Sequence[Claim], codes: Sequence[str | None], known: Registry
    ) -> None:
        self.known, self.claims = known, claims
        self._year = document.published.year if document.published else None
        self._text = document.text
        self._caseless = is_caseless(document.text)
        self._codes = dict(zip((id(c) for c in claims), codes, strict=True))
        self._report = _shares(codes) or dict(country_prior(document.title, document.text))

    def key(self, claim: Claim, text: str, field: Field) -> _Key:
        year = claim.when.start.year if claim.when.start else self._year
        places = (
            frozenset(fold(span.text) for span in claim.where.texts) if field != "source" else frozenset()
        )
        return (text, field, self._codes[id(claim)], year, places & {fold(text)})

    def names(self) -> list[_Key]:
        """Every name in its context, each once, in the order of the claims."""
        found: dict[_Key, None] = {}
        for claim in self.claims:
            for text, field in _texts(claim):
                found[self.key(claim, text, field)] = None
        return list(found)

    def link(self, key: _Key, linked: frozenset[str]) -> Linked:
        text, field, code, year, places = key
        context = ActorContext(
            theatres=_theatres(code, self._report),
            year=year,
            linked=linked,
            field=field,
            places=places,
            caseless=self._caseless,
            report=self._text,
        )
        return link_actor(text, context, self.known)


def _shares(codes: Iterable[str | None]) -> dict[str, float]:
    counts = Counter(code for code in codes if code)
    total = sum(counts.values())
    return {code: counts[code] / total for code in sorted(counts)}


def _theatres(code: str | None, report: Mapping[str, float]) -> dict[str, float]:
    """The claim's own country first, then those of the report."""
    if code is None:
        return dict(report)
    weights = {other: share * (1 - _OWN) for other, share in report.items()}
    weights[code] = weights.get(code, 0.0) + _OWN
    return weights


def _texts(claim: Claim) -> list[tuple[str, Field]]:
    named: list[tuple[str, Field]] = [(m.text, "perpetrator") for m in claim.perpetrator.names]
    named += [(m.text, "target") for m in claim.target]
    return named + [(s.text, "source") for s in claim.source]


def _fill(claim: Claim, view: _View, links: Mapping[_Key, Linked]) -> Claim:
    def actor(text: str, field: Field) -> Actor | None:
        return to_actor(links[view.key(claim, text, field)], view.known)

    def mention(one: Mention, field: Field) -> Mention:
        return replace(one, actor=actor(one.text, field))

    names = tuple(mention(m, "perpetrator") for m in claim.perpetrator.names)
    targets = tuple(mention(m, "target") for m in claim.target)
    involved = [m.actor for m in (*names, *targets) if m.actor]
    violent = (kind := ontology().types.get(claim.type)) is not None and kind.group == "violent"
    code = view._codes[id(claim)]

    def source(one: Source) -> Source:
        who = actor(one.text, "source")
        return replace(one, actor=who, party=is_party(who, involved, code if violent else None, view.known))

    sources = tuple(source(s) for s in claim.source)
    rules = dict(claim.rules)
    if any((*involved, *(s.actor for s in sources))):
        rules["actor"] = "registry"
    return replace(
        claim,
        perpetrator=replace(claim.perpetrator, names=names),
        target=targets,
        source=sources,
        rules=rules,
    )


def to_actor(link: Linked, known: Registry) -> Actor | None:
    """The model's form of a link; None where nothing was linked."""
    if link.id is None:
        return None
    entry = known.by_id.get(link.id)
    kind: ActorKind = "other"
    if link.described:
        kind = words().kinds[link.id.removeprefix("class/")]
    elif entry is not None:
        kind = _KINDS[entry.kind]
    return Actor(
        id=link.id,
        name=link.name,
        kind=kind,
        country=entry.iso if entry and not link.described else None,
        parent=link.parent,
        described=link.described,
        theatre=link.theatre,
        role=link.role,
        confidence=link.confidence,
        note=link.note,
    )


def is_party(
    source: Actor | None, involved: Sequence[Actor], theatre: str | None, known: Registry
) -> bool | None:
    """Whether a source is a party to an event, or speaks for one; None when the source is not linked.

    It is one when it, what it is part of, its patron or its ally is among those who acted or were
    hit, or when it fights in the `theatre` (ISO alpha-2) of a violent event.
    """
    if source is None:
        return None
    entry = known.by_id.get(source.id)
    if source.described or entry is None:
        return None
    own = _side(entry, known)
    for other in involved:
        met = known.by_id.get(other.id)
        if met is not None and not other.described and own & _side(met, known):
            return True
    return bool(entry.party and theatre and theatre in entry.theatres)


def _side(actor: RegisteredActor, known: Registry) -> frozenset[str]:
    """The actor, all it is part of, and whom it is allied with or backed by."""
    whole = [actor, *known.ancestors(actor.id)]
    ties = {link.id for one in whole for link in one.parent if link.relation in ("allied", "backed_by")}
    return frozenset({one.id for one in whole} | ties)
