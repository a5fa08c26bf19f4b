"""Independence: who really says it. Ten outlets that carry one wire story are one source.

A claim's origin is, in this order: the named or affiliated first speaker of its chain; for a
speaker without a name, what the text calls it together with the agency that relays it (so that
"a security source told Reuters" in two outlets is one origin) or else with the outlet; for a claim
in the report's own voice, the outlet. Reports that carry one text count under the earliest of them, and
so does a claim whose passage stood in an earlier report of the same incident.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from contested.link.copies import first_told
from contested.link.lexicon import wordlist
from contested.link.names import agency, by_itself, fold, sides, words
from contested.link.positions import Statement
from contested.model import Claim, DocumentHead, Holder, Source
from contested.model.fingerprint import resemblance

COPY_AT = 0.5
"""Resemblance from which two texts are one: half of the word shingles of both together are shared."""

_CROWDED = 400  # a hash in more documents than this is boilerplate and proposes no pairs
_PREPOSITION = re.compile(r" (?:in|of|at|from|near|with|on|who|close|inside) ")
_ANONYMOUS = wordlist("anonymous")
_FILLER = wordlist("source_fillers")


def copies_of(heads: Iterable[DocumentHead]) -> dict[str, str]:
    """Document id -> id of the earliest document with the same text (itself when it is no copy).

    Earliest is by publication date, then by id; undated documents come last.
    """
    order = sorted(heads, key=lambda h: (str(h.published or "9999"), h.id))
    sketches = {h.id: h.fingerprint for h in order}
    by_hash: dict[int, list[str]] = defaultdict(list)
    leader: dict[str, str] = {}
    for head in order:
        votes: dict[str, int] = defaultdict(int)
        for value in head.fingerprint:
            if len(by_hash[value]) <= _CROWDED:
                for other in by_hash[value]:
                    votes[other] += 1
        near = [o for o, n in votes.items() if n >= COPY_AT * len(head.fingerprint)]  # fewer cannot be enough
        likeness = {o: resemblance(head.fingerprint, sketches[o]) for o in near}
        best = min(
            (o for o, r in likeness.items() if r >= COPY_AT), key=lambda o: (-likeness[o], o), default=None
        )
        leader[head.id] = best or head.id
        if best is None:  # only firsts are compared with, so that likeness does not chain
            for value in head.fingerprint:
                by_hash[value].append(head.id)
    return leader


def originals_of(
    heads: Mapping[str, DocumentHead], leaders: Mapping[str, str], claims: Iterable[Claim]
) -> dict[str, str]:
    """`leaders`, with the copy that the others relay in place of the earliest where one says so.

    Two prints of one wire story often bear one date; "told Meridian Wire" in the one tells that
    the one under Meridian Wire's own name is the original.
    """
    copies: dict[str, list[str]] = defaultdict(list)
    for document in sorted(leaders):
        copies[leaders[document]].append(document)
    relayed: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        leader = leaders.get(claim.document_id, claim.document_id)
        if len(copies[leader]) > 1:
            relayed[leader].update(s.text for s in claim.source[1:])
    found = dict(leaders)
    for leader, names in relayed.items():
        for document in copies[leader]:
            outlet = heads[document].outlet
            if outlet and any(words(name) <= words(outlet) for name in names):
                found.update(dict.fromkeys(copies[leader], document))
                break
    return found


def statements_of(
    heads: Mapping[str, DocumentHead], leaders: Mapping[str, str], claims: Sequence[Claim]
) -> list[Statement]:
    """The claims of one incident, each with its holder: chain, origin, and whether it is a party."""
    full = _full_names(claims)
    outlets = sorted({h.outlet for c in claims if (h := heads.get(c.document_id)) and h.outlet})
    told = first_told(heads, claims)
    first = {c.id: _first(leaders, told, c) for c in claims}
    keys = [_origin_key(heads, first[claim.id], claim, full, outlets) for claim in claims]
    labels = _labels(keys)
    parties = frozenset().union(
        *(sides(m.text) for c in claims for m in (*c.perpetrator.names, *c.target)), frozenset()
    )
    found = []
    for claim, key in zip(claims, keys, strict=True):
        head = heads.get(claim.document_id) or DocumentHead(id=claim.document_id)
        speaker = claim.source[0].text if claim.source else ""
        copied = first[claim.id] if first[claim.id] != claim.document_id else None
        holder = Holder(
            claim_id=claim.id,
            document_id=claim.document_id,
            outlet=head.outlet,
            published=head.published,
            chain=tuple(s.text for s in claim.source),
            origin=labels[key],
            status=claim.status,
            section=claim.section,
            party=bool(speaker and sides(speaker) & parties) or bool(claim.source and claim.source[0].party),
            relayed=copied is not None or len(claim.source) > 1,
            copied_from=copied,
        )
        found.append(Statement(claim=claim, holder=holder))
    return found


def _first(leaders: Mapping[str, str], told: Mapping[str, str], claim: Claim) -> str:
    """The report that a claim counts under: its own, unless the text or the passage is an earlier one's."""
    own = leaders.get(claim.document_id, claim.document_id)
    if own != claim.document_id or claim.id not in told:
        return own
    return leaders.get(told[claim.id], told[claim.id])


Key = tuple[str, str, str]
"""(folded name without filler, relay, name for people): equal names under one relay are one origin."""


def _origin_key(
    heads: Mapping[str, DocumentHead],
    first: str,
    claim: Claim,
    full: Mapping[tuple[str, str], str],
    outlets: Sequence[str],
) -> Key:
    head = heads.get(first)
    outlet = (head.outlet if head else None) or f"report {first}"
    if not claim.source:
        return (fold(outlet), "", outlet)
    speaker, relay = claim.source[0], _relay(claim.source[1:], outlets)
    known = agency(speaker.text) or agency(full.get((claim.document_id, speaker.text), ""))
    if known:
        return (fold(known), "", known)
    if speaker.actor is not None and by_itself(speaker.actor):
        return (fold(speaker.actor.name), "", speaker.actor.name)
    if _anonymous(speaker):
        return (" ".join(_core(speaker.text)), relay or outlet, speaker.text)
    name = full.get((claim.document_id, speaker.text), speaker.text)
    return (fold(name), "", name)


def _relay(chain: Sequence[Source], outlets: Sequence[str]) -> str | None:
    """The agency that relays, or the medium that does; None when the outlet itself was told.

    A relaying medium that is itself an outlet here goes by that outlet's name.
    """
    agencies = [name for s in chain if (name := agency(s.text))]
    if agencies:
        return agencies[0]
    for source in chain:
        known = [o for o in outlets if words(source.text) <= words(o)]
        if known or source.kind == "media":
            return known[0] if known else source.text
    return None


def _anonymous(source: Source) -> bool:
    """True for "a security source": no name, so that only its relay tells it from others."""
    if source.kind in ("unnamed", "resident"):
        return not any(w[:1].isupper() for w in source.text.split()[1:])
    head = _PREPOSITION.split(fold(source.text))[0].split()
    return bool(head) and head[-1] in _ANONYMOUS


def _core(text: str) -> list[str]:
    return sorted(w for w in words(text) if w not in _FILLER) or [fold(text)]


def _full_names(claims: Sequence[Claim]) -> dict[tuple[str, str], str]:
    """(document, name) -> the longest name in the same document that contains it ("Doe": "Jane Doe")."""
    names: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for source in claim.source:
            names[claim.document_id].add(source.text)
    found = {}
    for document, texts in names.items():
        for text in texts:
            inside = [t for t in texts if words(text) < words(t) and t[:1].isupper() and text[:1].isupper()]
            found[document, text] = min(inside, key=lambda t: (-len(words(t)), t), default=text)
    return found


def _labels(keys: Sequence[Key]) -> dict[Key, str]:
    """One name per origin; "security source" and "Turkish security source" of one relay are one."""
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, relay, text in keys:
        groups[name, relay].add(text)
    wider = {}
    for name, relay in groups:
        inside = [
            other for other, r in groups if relay and r == relay and set(name.split()) < set(other.split())
        ]
        wider[name, relay] = min(inside, key=lambda n: (-len(n.split()), n), default=name)
    found = {}
    for key in keys:
        name, relay, _ = key
        text = min(groups[wider[name, relay], relay], key=lambda t: (len(t), t))
        found[key] = f"{text} via {relay}" if relay else text
    return found
