"""Which MUC role a name or noun phrase fills: told by its words, learned from the keys of MUC-4 train.

MUC splits perpetrators into individuals and organisations, and what is hit into physical targets, human
targets with a name (the role "Victim") and human targets that are only described (no role of the five).
A claim has one perpetrator and one target field, so the words decide. A naive Bayes with add-one
smoothing over the words and the last word is fitted when the bench starts (under a second).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.muc4.corpus import Report, Template

DESCRIBED = "described"
_WORD = re.compile(r"[a-z0-9.]+")


@dataclass(frozen=True)
class Chooser:
    """Scores classes for a phrase; ties go to the class that comes first."""

    classes: tuple[str, ...]
    prior: dict[str, float]
    weights: dict[str, dict[str, float]]
    unknown: dict[str, float]

    def choose(self, phrase: str) -> str:
        """The likeliest class of a phrase, whatever its case."""
        seen = list(_features(phrase))
        scores = {
            c: self.prior[c] + sum(self.weights[c].get(f, self.unknown[c]) for f in seen)
            for c in self.classes
        }
        return max(self.classes, key=lambda c: scores[c])


@dataclass(frozen=True)
class Choosers:
    """One chooser for perpetrators (PerpInd, PerpOrg), one for targets (Target, Victim, described)."""

    perpetrator: Chooser
    target: Chooser


def fit(train: Iterable[Report]) -> Choosers:
    """Learn both choosers from the mentions of the keys; no text is looked at."""
    templates = [t for report in train for t in report.templates]
    return Choosers(
        perpetrator=chooser(("PerpOrg", "PerpInd"), _pairs(templates, ("PerpOrg", "PerpInd"))),
        target=chooser(
            (DESCRIBED, "Victim", "Target"),
            [
                *_pairs(templates, ("Victim", "Target")),
                *((DESCRIBED, m) for t in templates for e in t.described for m in e),
            ],
        ),
    )


def chooser(classes: tuple[str, ...], examples: Sequence[tuple[str, str]]) -> Chooser:
    """Naive Bayes over (class, phrase) examples."""
    counts: dict[str, Counter[str]] = {c: Counter() for c in classes}
    size = Counter(c for c, _ in examples)
    for kind, phrase in examples:
        counts[kind].update(_features(phrase))
    vocabulary = len(set().union(*counts.values())) + 1
    total = {c: sum(counts[c].values()) + vocabulary for c in classes}
    return Chooser(
        classes=classes,
        prior={c: math.log((size[c] + 1) / (len(examples) + len(classes))) for c in classes},
        weights={c: {f: math.log((n + 1) / total[c]) for f, n in counts[c].items()} for c in classes},
        unknown={c: math.log(1 / total[c]) for c in classes},
    )


def _pairs(templates: Iterable[Template], roles: Sequence[str]) -> list[tuple[str, str]]:
    return [(role, m) for t in templates for role in roles for e in t.roles[role] for m in e]


def _features(phrase: str) -> Iterator[str]:
    words = _WORD.findall(phrase.lower())
    yield from words
    if words:
        yield f"last={words[-1]}"
