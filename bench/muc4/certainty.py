"""Perpetrator confidence and stage of execution, which the 5-role systems leave out, scored by accuracy.

Asked only of templates that were matched (the right template is given): for the stage, all of them;
for the confidence, each gold organisation that has one. An organisation that the predicted template
does not name has no predicted confidence: it is counted apart, so that the figure is of judging, not of
finding. Beside each accuracy stands that of always saying what the gold says most often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.muc4.corpus import Template
from bench.muc4.keys import Confidence
from bench.muc4.score import normalized

FACT, ACCUSED, CLAIMED, POSSIBLE = "fact", "accused", "claimed", "possible"
CLASSES = {
    "REPORTED AS FACT": FACT,
    "SUSPECTED OR ACCUSED": ACCUSED,
    "SUSPECTED OR ACCUSED BY AUTHORITIES": ACCUSED,
    "CLAIMED OR ADMITTED": CLAIMED,
    "POSSIBLE": POSSIBLE,
}
"""Fills of the key -> the four classes reported; "by authorities" is told by the claim's source chain."""

Judged = tuple[str | None, frozenset[str], str]
"""What was predicted (None: nothing), what is accepted, and the gold's first choice."""


@dataclass(frozen=True)
class Accuracy:
    """`asked` gold values in matched templates, `answered` of them with a value of ours, `right`."""

    asked: int
    answered: int
    right: int
    commonest: str
    """The gold's commonest value."""
    baseline: float
    """Accuracy of always saying it, on those that were answered."""

    @property
    def value(self) -> float:
        return self.right / self.answered if self.answered else 0.0


def stages(pairs: Iterable[tuple[Template, Template]]) -> Accuracy:
    """Stage of execution; a gold "A / B" accepts both."""
    return _accuracy([(p.stage, frozenset(g.stages), g.stages[0]) for p, g in pairs if g.stages])


def confidences(pairs: Iterable[tuple[Template, Template]]) -> Accuracy:
    """Confidence in each gold organisation, in the four classes."""
    return _accuracy([judged for p, g in pairs for judged in _judged(p, g)])


def _judged(predicted: Template, gold: Template) -> Iterator[Judged]:
    for wanted in gold.confidence:
        accepted = [CLASSES[v] for v in wanted.values if v in CLASSES]
        if not accepted or not wanted.names:
            continue
        ours = next((c for c in predicted.confidence if _same(c, wanted)), None)
        value = next((CLASSES[v] for v in ours.values if v in CLASSES), None) if ours else None
        yield value, frozenset(accepted), accepted[0]


def _same(ours: Confidence, gold: Confidence) -> bool:
    """As fillers are matched: all our names are among the gold's."""
    return {normalized(n) for n in ours.names} <= {normalized(n) for n in gold.names}


def _accuracy(judged: Sequence[Judged]) -> Accuracy:
    answered = [(ours, accepted) for ours, accepted, _ in judged if ours is not None]
    first = Counter(gold for _, _, gold in judged)
    commonest = min(first, key=lambda v: (-first[v], v)) if first else ""
    return Accuracy(
        asked=len(judged),
        answered=len(answered),
        right=sum(ours in accepted for ours, accepted in answered),
        commonest=commonest,
        baseline=sum(commonest in accepted for _, accepted in answered) / len(answered) if answered else 0.0,
    )
