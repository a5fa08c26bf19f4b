"""MUC-4 train as supervision: where in each report its templates' role fillers stand.

Keys give strings, not places, so every occurrence at word boundaries is a span ("fmln" in all its
places); a mention that stands only inside longer words is taken there. TST3 and dev never go through
here: `python -m bench.muc4` measures on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.muc4.certainty import CLASSES
from bench.muc4.corpus import FOLDER, ROLES, Entity, Report, Template, load, proper_words, sentence_case

DESCRIBED = "VictimDescribed"
"""Human targets without a name: no role of the five, given because a reader's targets hold them too."""

Place = tuple[int, int]
"""Code points [start, end) into the example's text."""


@dataclass(frozen=True)
class Filled:
    """One template. `roles` gives, for each of the five roles and DESCRIBED, each filler's spans in order.

    `type` and `stage` are the key's first choices ("attack", "ACCOMPLISHED"; stage None when the key
    has none); `confidence` is one of "fact", "accused", "claimed", "possible" for each filler of
    PerpOrg, None where the key gives none.
    """

    type: str
    stage: str | None
    confidence: tuple[str | None, ...]
    roles: dict[str, tuple[tuple[Place, ...], ...]]


def examples(folder: Path = FOLDER, split: str = "train") -> Iterator[tuple[str, tuple[Filled, ...]]]:
    """(text, templates) of each report, those without an incident included; text in sentence case."""
    reports = load(split, folder)
    proper = proper_words(reports if split == "train" else load("train", folder))
    for report in reports:
        yield sentence_case(report.text, proper), filled(report)


def filled(report: Report) -> tuple[Filled, ...]:
    """The report's templates with spans; fillers that stand nowhere in the text are left out."""
    return tuple(_filled(report.text, template) for template in report.templates)


def places(text: str, mention: str) -> tuple[Place, ...]:
    """All places of a mention in a lower-case text, at word boundaries if it has any such."""
    found = tuple(m.span() for m in re.finditer(re.escape(mention), text))
    whole = tuple((start, end) for start, end in found if _bounded(text, start, end))
    return whole or found


def outermost(spans: Sequence[Place]) -> tuple[Place, ...]:
    """Without spans that lie inside others, for labels that cannot nest; ordered by start."""
    kept: list[Place] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _filled(text: str, template: Template) -> Filled:
    located = {role: [(e, s) for e in template.roles[role] if (s := _located(text, e))] for role in ROLES}
    roles = {role: tuple(spans for _, spans in located[role]) for role in ROLES}
    roles[DESCRIBED] = tuple(s for e in template.described if (s := _located(text, e)))
    return Filled(
        type=template.type.split(" / ")[0],
        stage=template.stage,
        confidence=tuple(_confidence(template, entity) for entity, _ in located["PerpOrg"]),
        roles=roles,
    )


def _located(text: str, entity: Entity) -> tuple[Place, ...]:
    return tuple(sorted({place for mention in entity for place in places(text, mention)}))


def _confidence(template: Template, entity: Entity) -> str | None:
    """Of the organisation that shares a name with the filler."""
    for judged in template.confidence:
        if set(judged.names) & set(entity):
            return next((CLASSES[v] for v in judged.values if v in CLASSES), None)
    return None


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        after.isalnum() and text[end - 1].isalnum()
    )
