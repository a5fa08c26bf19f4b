"""The places and countries of all claims of one report, which support each other.

First the words of each claim alone, against what the report's words support; then again against what
the claims themselves resolved to; last, claims whose words name no known place take the country from
the nearest support: their event, the claim before, the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from contested.model import Claim, Document, Place
from contested.resolve.gazetteer import Gazetteer
from contested.resolve.places import Found, WhereContext, resolve_where
from contested.resolve.prior import country_prior, is_caseless

_NEAR = 40  # settled places that a further one is compared with
_SURE = 0.5  # share of the report's support that carries a country to a claim without place words


def resolve_places(document: Document, claims: Sequence[Claim], gazetteer: Gazetteer) -> list[Found]:
    """One Found per claim, in order; its rule says what it rests on."""
    words = [_words(claim) for claim in claims]
    prior = country_prior(document.title, document.text)
    context = WhereContext(prior, caseless=is_caseless(document.text))
    first = {w: resolve_where(w[0], context, gazetteer, w[1]) for w in dict.fromkeys(words)}
    context = replace(
        context,
        prior=_blend(prior, [first[w] for w in words]),
        near=_settled([found.place for found in first.values()]),
    )
    second = {w: resolve_where(w[0], context, gazetteer, w[1]) for w in first}
    return _inherit(claims, [second[w] for w in words], context, gazetteer)


def _words(claim: Claim) -> tuple[tuple[str, ...], str]:
    """A claim's place words and its stated displacement, "" for none."""
    where = claim.where
    return tuple(span.text for span in where.texts), where.offset.text if where.offset else ""


def _blend(prior: Mapping[str, float], found: Sequence[Found]) -> Mapping[str, float]:
    """Half what the words of the report support, half where its claims are."""
    codes = [f.code for f in found if f.code]
    if not codes:
        return prior
    shares = {code: codes.count(code) / len(codes) for code in set(codes)}
    return {code: (prior.get(code, 0.0) + shares.get(code, 0.0)) / 2 for code in sorted({*prior, *shares})}


def _settled(places: Sequence[Place | None]) -> tuple[Place, ...]:
    """Places precise enough to draw others near."""
    fit = [
        p
        for p in places
        if p and p.latitude is not None and p.kind in ("settlement", "site", "district", "admin1")
    ]
    return tuple(fit[:_NEAR])


def _inherit(
    claims: Sequence[Claim], found: list[Found], context: WhereContext, gazetteer: Gazetteer
) -> list[Found]:
    """Countries for claims whose words gave none."""
    by_event: dict[str, Found] = {}
    for claim, place in zip(claims, found, strict=True):
        if claim.event and place.code:
            by_event.setdefault(claim.event, place)
    top = max(context.prior, key=lambda code: context.prior[code], default=None)
    result: list[Found] = []
    before: str | None = None
    for claim, own in zip(claims, found, strict=True):
        if own.code or own.rule:
            before = own.code or before
            result.append(own)
            continue
        event = by_event.get(claim.event) if claim.event else None
        code, rule = _support(claim, event, before, top, context)
        result.append(Found(own.place, gazetteer.country_name(code), code, None, rule) if code else own)
    return result


def _support(
    claim: Claim, event: Found | None, before: str | None, top: str | None, context: WhereContext
) -> tuple[str | None, str]:
    if event:
        return event.code, "country of the event's other claims"
    if claim.where.texts:  # a place unknown to the gazetteer, in the country that the report is about
        return (top, "country of the report") if top else (before, "country of the claim before")
    if top and context.prior[top] >= _SURE:
        return top, "country of the report"
    return None, ""
