"""Which claims of one report are about one occurrence.

Two claims are compared on what they say (type, date, place, actors, harm) and on how the text leads
from one to the other (nearness, "the attack", "another"). Each observation is a named feature with
a weight in data/within.yaml, fitted by logistic regression on annotated reports
(`bench/link_within.py --fit`), so that every link can be explained as a sum. Claims are then
taken in text order: each joins the event that it fits best on average, or opens a new one.
Types that the ontology keeps apart, and dates or countries that plainly disagree, never join.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from contested.link.features import Facet, facets_of, features, forbidden
from contested.model import Claim, ContestedError, Document
from contested.model.base import Value

_LABEL = re.compile(r"E(\d+)\Z")
_WINDOW = 120  # claims looked back on; beyond it, a hostile text would cost quadratic time


class Weights(Value, frozen=True, kw_only=True):
    """Feature weights (log odds), the bar for joining, and the share of the best member's score."""

    version: str
    bar: float
    best_share: float
    bias: float
    features: dict[str, float]


@cache
def weights() -> Weights:
    """The weights that ship in the package. Raises ContestedError when they are broken."""
    text = files("contested.link").joinpath("data/within.yaml").read_text("utf-8")
    try:
        return msgspec.yaml.decode(text, type=Weights)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ContestedError(f"link/data/within.yaml: {error}") from error


def affinity(a: Facet, b: Facet, table: Weights) -> float | None:
    """Log odds that two claims (a before b) are about one occurrence; None when they never are."""
    if forbidden(a, b):
        return None
    weight = table.features
    return table.bias + sum([x * weight[name] for name, x in features(a, b).items() if name in weight])


def group(facets: Sequence[Facet], table: Weights) -> list[list[int]]:
    """Positions of the facets (in text order) grouped into events."""
    scores: dict[tuple[int, int], float | None] = {}
    for j in range(len(facets)):
        for i in range(max(0, j - _WINDOW), j):
            scores[i, j] = affinity(facets[i], facets[j], table)
    clusters: list[list[int]] = []
    for j in range(len(facets)):
        fits = [(_fit(members, [j], scores, table), -n) for n, members in enumerate(clusters)]
        best, at = max(fits, default=(table.bar, 0))
        if fits and best > table.bar:
            clusters[-at].append(j)
        else:
            clusters.append([j])
    return _merge(clusters, scores, table)


def _fit(
    left: Sequence[int], right: Sequence[int], scores: dict[tuple[int, int], float | None], table: Weights
) -> float:
    """Mean and best log odds between two groups, mixed; far below any bar when a pair is forbidden."""
    found: list[float] = []
    for i in left:
        for j in right:
            pair = (i, j) if i < j else (j, i)
            if pair in scores:
                score = scores[pair]
                found.append(-4.0 if score is None else score)
    if not found:
        return -99.0
    return (1 - table.best_share) * sum(found) / len(found) + table.best_share * max(found)


def _merge(
    clusters: list[list[int]], scores: dict[tuple[int, int], float | None], table: Weights
) -> list[list[int]]:
    """Joins groups that fit each other, best pair first, until none does."""
    if len(clusters) > _WINDOW:
        return clusters
    while len(clusters) > 1:
        fits = [
            (_fit(clusters[i], clusters[j], scores, table), -i, -j)
            for j in range(len(clusters))
            for i in range(j)
        ]
        best, i, j = max(fits)
        if best <= table.bar:
            break
        clusters[-i] = sorted(clusters[-i] + clusters.pop(-j))
    return clusters


def label_events(document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in the order given, each with an event label: E1, E2, ... in text order.

    Labels that a reader gave are kept; claims without one are grouped among themselves and get
    labels that are not in use yet.
    """
    taken = {int(m.group(1)) for c in claims if (m := _LABEL.match(c.event))}
    order = sorted(
        (n for n, c in enumerate(claims) if not c.event),
        key=lambda n: (claims[n].trigger.start, claims[n].trigger.end, claims[n].type, claims[n].quote, n),
    )
    facets = facets_of(document, tuple(claims[n] for n in order))
    labels: dict[int, str] = {}
    number = 0
    for members in sorted(group(facets, weights())):
        number += 1
        while number in taken:
            number += 1
        labels.update({order[m]: f"E{number}" for m in members})
    return tuple(
        msgspec.structs.replace(c, event=labels[n]) if n in labels else c for n, c in enumerate(claims)
    )
