"""The resolver: claims in the words of the text -> the same claims with their resolved forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from contested.model import Casualty, Claim, Document, When
from contested.resolve.actors_claims import ACTORS_VERSION, link_actors
from contested.resolve.calendar import Interval, acled_precision, ucdp_precision
from contested.resolve.counts import count_range
from contested.resolve.gazetteer import gazetteer
from contested.resolve.gazetteer import version as gazetteer_version
from contested.resolve.places import Found
from contested.resolve.when import Dated, resolve_dates
from contested.resolve.where import resolve_places

RESOLVE_VERSION = f"resolve 3; {ACTORS_VERSION}"


@dataclass(frozen=True, slots=True)
class Resolver:
    """Fills dates, places, countries, counts and actors beside the words; never alters a span.

    Deterministic: the same document and claims give the same result under one `version`. Resources
    open on first use. Raises ResolveError when the gazetteer is missing or broken.
    """

    version: str = field(default_factory=lambda: f"{gazetteer_version()}; {RESOLVE_VERSION}")

    def resolve(self, document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims of one document, in order, resolved together: they support each other."""
        if not claims:
            return ()
        places = resolve_places(document, claims, gazetteer())
        dates = resolve_dates(document, claims)
        filled = [
            _fill(claim, place, dated) for claim, place, dated in zip(claims, places, dates, strict=True)
        ]
        return link_actors(document, filled, [place.code for place in places])


def _fill(claim: Claim, place: Found, dated: Dated) -> Claim:
    casualties, counted = _count(claim)
    rules = dict(claim.rules)
    for key, rule in (
        ("when", dated.rule),
        ("where", place.rule if place.place else ""),
        ("country", place.rule if place.code else ""),
        ("casualties", counted),
    ):
        if rule:
            rules[key] = f"{rules[key]}; {rule}" if rules.get(key) else rule
    where = replace(claim.where, place=place.place, country=place.country, admin1=place.admin1)
    return replace(claim, where=where, when=_when(claim.when, dated), casualties=casualties, rules=rules)


def _when(when: When, dated: Dated) -> When:
    found: Interval | None = dated.interval
    if found is None:
        return replace(
            when,
            start=None,
            end=None,
            precision=None,
            anchor=None,
            time_precision=None,
            date_prec=None,
            order=dated.order,
        )
    return replace(
        when,
        start=found.start,
        end=found.end,
        precision=found.precision,
        anchor=dated.anchor,
        time_precision=acled_precision(found),
        date_prec=ucdp_precision(found),
        order=dated.order,
    )


def _count(claim: Claim) -> tuple[tuple[Casualty, ...], str]:
    """Counts of every entry; one number given for two kinds together is 1 to that number for each."""
    if not claim.casualties:
        return (), ""
    kinds: dict[tuple[int, int], set[str]] = {}
    for harm in claim.casualties:
        if harm.text:
            kinds.setdefault((harm.text.start, harm.text.end), set()).add(harm.kind)
    result = []
    for harm in claim.casualties:
        shared = harm.shared or (harm.text is not None and len(kinds[harm.text.start, harm.text.end]) > 1)
        low, high = _range(claim, harm)
        if shared and low:
            low = 1
        result.append(replace(harm, low=low, high=high, shared=shared))
    return tuple(result), "number words"


def _range(claim: Claim, harm: Casualty) -> tuple[int | None, int | None]:
    """From the count's own words, else from those that name the harmed, else from the claim's targets."""
    for span in (harm.text, harm.who):
        if span and (found := count_range(span.text)):
            return found
    if claim.target and (found := count_range(claim.target[0].text)):
        return found
    return None, None
