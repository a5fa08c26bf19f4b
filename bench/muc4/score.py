"""The scorer of template filling as Du, Rush and Cardie (2021) published it, written anew.

"Template Filling with Generative Transformers", NAACL 2021, and the paper's script. In each document,
predicted templates are matched one-to-one with gold ones so that the document's micro-F1 is highest; a
pair counts only when the predicted incident type is part of the gold one ("attack" in "attack /
bombing"). Inside a pair, a predicted filler is right when all its mention strings are among those of
one gold filler of that role, and a gold filler is found when one predicted filler is right about it
(each side counts for itself: precision and recall have numerators of their own). Fillers of unmatched
templates are spurious or missing. The incident type counts as one more slot: right for every matched
pair, spurious or missing for the others. Mentions are compared in lower case without punctuation and
articles. Documents' counts are summed; micro-F1 is over the type and the five roles.

The script tries every mapping, which explodes beyond a few templates; `best_mapping` gives the same
answer, ties included, by dynamic programming over sets of used gold templates.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from bench.muc4.corpus import ROLES, Template

TYPE = "incident_type"
SLOTS = (TYPE, *ROLES)
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)

Mentions = frozenset[str]


@dataclass(frozen=True)
class Counts:
    """Numerators and denominators of precision and recall."""

    p_num: int = 0
    p_den: int = 0
    r_num: int = 0
    r_den: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.p_num + other.p_num,
            self.p_den + other.p_den,
            self.r_num + other.r_num,
            self.r_den + other.r_den,
        )

    @property
    def p(self) -> float:
        return self.p_num / self.p_den if self.p_den else 0.0

    @property
    def r(self) -> float:
        return self.r_num / self.r_den if self.r_den else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0


@dataclass(frozen=True)
class Score:
    """Counts by slot, and the pairs (predicted, gold) of templates that were matched."""

    slots: dict[str, Counts]
    pairs: tuple[tuple[Template, Template], ...]

    @property
    def micro(self) -> Counts:
        return sum(self.slots.values(), Counts())


def normalized(mention: str) -> str:
    """Lower case, no punctuation, no articles, single spaces."""
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())


def score(documents: Iterable[tuple[Sequence[Template], Sequence[Template]]]) -> Score:
    """Score (predicted, gold) templates of each document together."""
    total = dict.fromkeys(SLOTS, Counts())
    pairs: list[tuple[Template, Template]] = []
    for predicted, gold in documents:
        one = score_document(predicted, gold)
        total = {slot: total[slot] + one.slots[slot] for slot in SLOTS}
        pairs += one.pairs
    return Score(slots=total, pairs=tuple(pairs))


def score_document(predicted: Sequence[Template], gold: Sequence[Template]) -> Score:
    """Score one document by its best mapping; gold templates with equal type and roles count once."""
    answers = _distinct(gold)
    mapping = best_mapping(predicted, answers)
    pairs = [(p, answers[g]) for p, g in zip(predicted, mapping, strict=True) if g is not None]
    pairs = [(p, g) for p, g in pairs if p.type in g.type]
    hits = dict.fromkeys(SLOTS, Counts())
    for p, g in pairs:
        found = _hits(p, g)
        hits = {slot: hits[slot] + found[slot] for slot in SLOTS}
    slots = {}
    for slot in SLOTS:
        given, wanted = (sum(_size(t, slot) for t in side) for side in (predicted, answers))
        slots[slot] = Counts(hits[slot].p_num, given, hits[slot].r_num, wanted)
    return Score(slots=slots, pairs=tuple(pairs))


def best_mapping(predicted: Sequence[Template], gold: Sequence[Template]) -> tuple[int | None, ...]:
    """For each predicted template its gold one or None: the first mapping of the highest micro-F1.

    "First" is in the order of the script, which tries gold templates by index and none last. Only the
    numerators depend on the mapping, so per set of used gold templates only the pairs of numerators
    that none other beats need be kept.
    """
    given = sum(_size(t, slot) for t in predicted for slot in SLOTS)
    wanted = sum(_size(t, slot) for t in gold for slot in SLOTS)
    none = len(gold)
    reached: dict[int, _Front] = {0: {(0, 0): ()}}
    for template in predicted:
        gains = [_gain(template, g) for g in gold]
        after: dict[int, _Front] = {}
        for used, front in reached.items():
            for choice in range(none + 1):
                if choice < none and used >> choice & 1:
                    continue
                p_gain, r_gain = gains[choice] if choice < none else (0, 0)
                into = after.setdefault(used if choice == none else used | 1 << choice, {})
                for (p, r), path in front.items():
                    key, new = (p + p_gain, r + r_gain), (*path, choice)
                    into[key] = min(into.get(key, new), new)
        reached = {used: _undominated(front) for used, front in after.items()}
    ends = [(-Counts(p, given, r, wanted).f1, path) for f in reached.values() for (p, r), path in f.items()]
    return tuple(None if choice == none else choice for choice in min(ends)[1])


_Front = dict[tuple[int, int], tuple[int, ...]]


def _undominated(front: _Front) -> _Front:
    kept: _Front = {}
    best_r = -1
    for p, r in sorted(front, reverse=True):
        if r > best_r:
            kept[p, r] = front[p, r]
            best_r = r
    return kept


def _gain(predicted: Template, gold: Template) -> tuple[int, int]:
    if predicted.type not in gold.type:
        return 0, 0
    found = _hits(predicted, gold).values()
    return sum(c.p_num for c in found), sum(c.r_num for c in found)


def _hits(predicted: Template, gold: Template) -> dict[str, Counts]:
    """Numerators of a matched pair."""
    hits = {TYPE: Counts(p_num=1, r_num=1)}
    for role in ROLES:
        ours, theirs = _fillers(predicted, role), _fillers(gold, role)
        right = [(n, m) for (n, a), (m, b) in product(enumerate(ours), enumerate(theirs)) if a <= b]
        hits[role] = Counts(p_num=len({n for n, _ in right}), r_num=len({m for _, m in right}))
    return hits


def _fillers(template: Template, role: str) -> list[Mentions]:
    return [frozenset(map(normalized, entity)) for entity in template.roles.get(role, ()) if entity]


def _size(template: Template, slot: str) -> int:
    return 1 if slot == TYPE else len(_fillers(template, slot))


def _distinct(gold: Sequence[Template]) -> list[Template]:
    kept: list[Template] = []
    for template in gold:
        if all((template.type, template.roles) != (k.type, k.roles) for k in kept):
            kept.append(template)
    return kept
