"""A document's windows and a network's answers -> claims, window by window."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from contested.extract.sections import section_at
from contested.extract.trained.claims import to_claim
from contested.extract.trained.events import event_labels
from contested.extract.trained.findings import (
    Findings,
    Report,
    Trigger,
    find_fields,
    find_triggers,
    positions,
)
from contested.extract.trained.scores import Scores
from contested.extract.trained.sentences import split
from contested.extract.trained.settings import Settings
from contested.extract.trained.windows import Pieces, Window
from contested.model import Claim, Document


def claims_of(
    document: Document, pieces: Pieces, windows: Iterable[Window], scores: Scores, settings: Settings
) -> tuple[Claim, ...]:
    """The document's claims in order of their triggers.

    `pieces` and `windows` are of `document.text`; `scores` is asked once a window for triggers, and
    once more for the fields of those it has. Furniture is never read.
    """
    found = findings_of(document, pieces, windows, scores, settings)
    if not found:
        return ()
    labels = (
        event_labels(np.stack([f.event for f in found]), settings.event)
        if settings.links == "reader"
        else ("",) * len(found)
    )
    sentences = split(document.text)
    return tuple(
        to_claim(document, sentences, f, settings=settings, event=label)
        for f, label in zip(found, labels, strict=True)
    )


def findings_of(
    document: Document, pieces: Pieces, windows: Iterable[Window], scores: Scores, settings: Settings
) -> list[Findings]:
    """What the network says of each trigger, in text order; no two triggers overlap."""
    report = Report(document.text, pieces)
    found: list[Findings] = []
    taken = 0
    for window in windows:
        if _only_furniture(document, pieces, window):
            continue
        answer = scores.triggers(window)
        triggers = [
            t
            for t in find_triggers(report, window, answer.trigger, settings)
            if t.first >= taken and not _in_furniture(document, t)
        ]
        if triggers:
            taken = triggers[-1].last
            fields = scores.fields(answer.hidden, positions(triggers, window))
            found += find_fields(report, window, triggers, fields, settings)
    return found


def _in_furniture(document: Document, trigger: Trigger) -> bool:
    return section_at(document, trigger.words.start) == "furniture"


def _only_furniture(document: Document, pieces: Pieces, window: Window) -> bool:
    """True when one section of furniture holds all of the window that is its own to read."""
    if window.core_first >= window.core_last:
        return True
    start, end = int(pieces.starts[window.core_first]), int(pieces.ends[window.core_last - 1])
    return any(s.kind == "furniture" and s.start <= start and end <= s.end for s in document.sections)
