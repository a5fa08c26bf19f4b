"""Precision, recall and F1 of attributions' parts: by token, by token of the right attribution, exact.

A token is a run of letters and digits; punctuation and spaces belong to none, so that neither a
quotation mark nor a comma decides. A part is the set of its tokens; one that is punctuation alone (a
colon as cue) counts as one token.

- token: per article and part, tokens that some attribution has in that part; an attribution inside
  another's content does not count its words twice.
- linked: the same after predicted and gold attributions were paired one-to-one by the tokens that
  they share, most first, where their cues share one; tokens of unpaired ones are spurious or missing.
- exact: a part is right when its tokens are exactly those of the same part of a gold attribution,
  each gold part taken once; `attribution` is right when all three are, of one gold attribution.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.polnear.corpus import PARTS, Article, Attribution
from contested.model import Span

ALL = "attribution"
_TOKEN = re.compile(r"\w+")

Tokens = frozenset[int]
Parts = dict[str, Tokens]


@dataclass(frozen=True)
class Counts:
    """`right` of `given` predicted and of `wanted` gold ones."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.given + other.given, self.wanted + other.wanted)

    @property
    def p(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def r(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0


Score = dict[tuple[str, str], Counts]
"""("token" | "linked" | "exact", part) -> counts."""


def score(articles: Iterable[tuple[Article, Sequence[Attribution]]]) -> Score:
    """Score (article with its gold, predicted attributions) together."""
    total: Score = {(m, part): Counts() for m in ("token", "linked", "exact") for part in PARTS}
    total["exact", ALL] = Counts()
    for article, predicted in articles:
        starts = [m.start() for m in _TOKEN.finditer(article.text)]
        ours = [_parts(a, starts) for a in predicted]
        gold = [_parts(a, starts) for a in article.attributions]
        for key, counts in _scored(ours, gold).items():
            total[key] += counts
    return total


def _scored(ours: Sequence[Parts], gold: Sequence[Parts]) -> Score:
    found: Score = {}
    pairs = _pairs(ours, gold)
    for part in PARTS:
        given = frozenset[int]().union(*(a[part] for a in ours))
        wanted = frozenset[int]().union(*(a[part] for a in gold))
        found["token", part] = Counts(len(given & wanted), len(given), len(wanted))
        found["linked", part] = Counts(
            sum(len(ours[n][part] & gold[m][part]) for n, m in pairs),
            sum(len(a[part]) for a in ours),
            sum(len(a[part]) for a in gold),
        )
        found["exact", part] = _exact([a[part] for a in ours if a[part]], [a[part] for a in gold if a[part]])
    found["exact", ALL] = _exact(
        [tuple(a[p] for p in PARTS) for a in ours], [tuple(a[p] for p in PARTS) for a in gold]
    )
    return found


def _exact(ours: Sequence[object], gold: Sequence[object]) -> Counts:
    return Counts((Counter(ours) & Counter(gold)).total(), len(ours), len(gold))


def _pairs(ours: Sequence[Parts], gold: Sequence[Parts]) -> list[tuple[int, int]]:
    """One-to-one, by shared tokens; greedy, since cues hardly ever overlap two ways."""
    ranked = sorted(
        (-sum(len(a[p] & b[p]) for p in PARTS), n, m)
        for n, a in enumerate(ours)
        for m, b in enumerate(gold)
        if a["cue"] & b["cue"]
    )
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for _, n, m in ranked:
        if n not in used[0] and m not in used[1]:
            pairs.append((n, m))
            used[0].add(n)
            used[1].add(m)
    return pairs


def _parts(attribution: Attribution, starts: Sequence[int]) -> Parts:
    return {part: _tokens(attribution.part(part), starts) for part in PARTS}


def _tokens(spans: Iterable[Span], starts: Sequence[int]) -> Tokens:
    """Indices of the tokens that start inside the spans; a negative one for punctuation alone."""
    known = list(spans)
    words = frozenset(
        i for span in known for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
    )
    return words or frozenset(-1 - span.start for span in known[:1])
