"""A group of document-events told as an Incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from contested.link.cluster import Group
from contested.link.compare import main_type
from contested.link.copies import versions
from contested.link.extent import extent_of
from contested.link.fuse import fields_of
from contested.link.harm import harm_groups_of, harm_of
from contested.link.names import actor_key
from contested.link.origins import statements_of
from contested.link.positions import Statement
from contested.link.scene import days_label, place_label, span_of_days, usual_place
from contested.link.who import main_target
from contested.model import Claim, DocumentHead, Incident, Where, content_id, ontology


def incident_of(
    heads: Mapping[str, DocumentHead], leaders: Mapping[str, str], group: Group, version: str
) -> Incident:
    """The incident of a group.

    Its id comes from the smallest of its claims' ids: a claim is in one incident only, so ids are
    unique, and further reports leave the id as it is unless they bring a smaller one.
    """
    claims = sorted((c for m in group.members for c in m.claims), key=lambda c: c.id)
    statements = statements_of(heads, leaders, claims)
    told = [s for s in statements if s.claim.status != "denied"] or statements
    kind = _type(told)
    days = span_of_days(told)
    where = _place(told)
    documents = sorted({c.document_id for c in claims})
    parties = tuple(sorted({s.origin for s in statements if s.holder.party}))
    return Incident(
        id=content_id("i", [claims[0].id]),
        type=kind,
        family=ontology().types[kind].group,
        summary=_summary(kind, told, where, days_label(days) if days else None),
        start=days[0] if days else None,
        end=days[1] if days else None,
        place=where.place if where else None,
        country=_modal(told, [s.claim.where.country for s in told]),
        admin1=where.admin1 if where else None,
        fields=fields_of(statements),
        harm=harm_of(statements),
        claim_ids=tuple(c.id for c in claims),
        document_ids=tuple(documents),
        origins=tuple(sorted({s.origin for s in statements})),
        parties=parties,
        independent=len({s.origin for s in statements}) - len(parties),
        copies=_copies(leaders, documents),
        background=all(c.background for c in claims),
        version=version,
        versions=versions(heads[d] for d in documents if d in heads),
        harm_groups=harm_groups_of(statements),
        extent=extent_of(told, where.place if where else None),
    )


def _type(statements: Sequence[Statement]) -> str:
    """The type that most independent origins give, one that names the means before "attack"."""
    by_origin: dict[str, list[Claim]] = {}
    for statement in statements:
        by_origin.setdefault(statement.origin, []).append(statement.claim)
    return main_type([_as(claims) for claims in by_origin.values()])


def _as(claims: Sequence[Claim]) -> Claim:
    kind = main_type(claims)
    return next(c for c in claims if c.type == kind)


def _place(statements: Sequence[Statement]) -> Where | None:
    found = usual_place(statements)
    return next((w for w in found if w.place is not None), found[0] if found else None)


def _modal(statements: Sequence[Statement], values: Sequence[str | None]) -> str | None:
    votes = Counter(v for v in values if v)
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None


def _summary(kind: str, statements: Sequence[Statement], where: Where | None, days: str | None) -> str:
    """ "air strike, Turkish observation post, Idlib, Syria, 27 Aug 2019"; people are not named here."""
    parts = [ontology().types[kind].label]
    if target := main_target(statements):
        known = actor_key(target).startswith(("state:", "org:"))
        if known or any(w.islower() and w.isalpha() and len(w) > 3 for w in target.split()):
            parts.append(target)  # a phrase with a common noun; a bare name may be a private person's
    if where and (place := place_label(where)):
        parts.append(place)
    return ", ".join([*parts, days or "undated"])


def _copies(leaders: Mapping[str, str], documents: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of documents that carry one text, within the incident."""
    groups: dict[str, list[str]] = {}
    for document in documents:
        groups.setdefault(leaders.get(document, document), []).append(document)
    return tuple(tuple(sorted(g)) for _, g in sorted(groups.items()) if len(g) > 1)
