"""The network's logits for one window as findings: a trigger and the spans that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from contested.extract.trained.bio import REACH, Doubles, Runs, runs, sigmoid, softmax, word_edges
from contested.extract.trained.scores import Floats, WindowScores
from contested.extract.trained.settings import HARMS, Role, Settings
from contested.extract.trained.spans import Found, apart, joined, trimmed, undashed
from contested.extract.trained.windows import Ints, Pieces, Window
from contested.model import Mode, SourceKind, Status

KEEPS_ARTICLE: frozenset[Role] = frozenset([*HARMS, "time"])
"""Roles whose words count: "a child" is one, "the 28th" a day."""
EXACT: frozenset[Role] = frozenset(["time"])
"""Roles that take no nearly-in words: a clock beside the day misleads who reads the date."""
SPEAKERS: tuple[Role, ...] = ("source", "relay")


@dataclass(frozen=True)
class Report:
    """A document's text and its pieces, with the edges of their words."""

    text: str
    pieces: Pieces

    @cached_property
    def words(self) -> tuple[Ints, Ints]:
        """First and past-the-last piece of the word of each piece."""
        return word_edges(self.pieces.words)

    def whole_words(self, first: int, last: int) -> tuple[int, int]:
        """Pieces [first, last) widened to whole words."""
        return int(self.words[0][first]), int(self.words[1][last - 1])

    def found(self, first: int, last: int, score: float, kind: SourceKind, article: bool) -> Found | None:
        """The words of pieces [first, last); None where they are nothing but punctuation.

        `article`: leave out a leading article.
        """
        start, end = int(self.pieces.starts[first]), int(self.pieces.ends[last - 1])
        edges = trimmed(self.text, start, end, article=article)
        return Found(self.text[edges[0] : edges[1]], *edges, score, kind) if edges else None


@dataclass(frozen=True)
class Trigger:
    """A trigger's words and its whole-word pieces [first, last)."""

    words: Found
    first: int
    last: int


@dataclass(frozen=True)
class Findings:
    """All that the network says of one trigger; probabilities after temperature."""

    trigger: Found
    types: Mapping[str, float]
    statuses: Mapping[Status, float]
    modes: Mapping[Mode, float]
    background: float
    roles: Mapping[Role, tuple[Found, ...]]
    """Spans of each role that has any, in text order, none overlapping another of its role."""
    event: Floats


def find_triggers(report: Report, window: Window, logits: Floats, settings: Settings) -> Iterator[Trigger]:
    """The triggers that are this window's to read, in text order; none overlaps another.

    `logits` is [L, 3]. A trigger's score is the probability of the label that opens it.
    """
    bias, heat = np.array([settings.bias.get("trigger", 0.0)]), np.array([settings.heat("trigger")])
    found = runs(logits[None, 1:-1], bias.astype(np.float32), heat.astype(np.float32))
    taken = 0
    for n in range(len(found)):
        first, last = report.whole_words(
            int(found.firsts[n]) + window.first, int(found.lasts[n]) + window.first
        )
        if first < taken or not window.core_first <= first < window.core_last:
            continue
        words = report.found(first, last, float(found.begins[n]), "other", article=True)
        if words:
            taken = last
            yield Trigger(words, first, last)


def positions(triggers: Sequence[Trigger], window: Window) -> Ints:
    """[T, 2] first and past-the-last position of triggers in their window."""
    pieces = np.array([(t.first, min(t.last, window.last)) for t in triggers], dtype=np.int64)
    return pieces.reshape(-1, 2) - window.first + 1


def find_fields(
    report: Report, window: Window, triggers: Sequence[Trigger], scores: WindowScores, settings: Settings
) -> list[Findings]:
    """The findings of each trigger, in order."""
    types = _odds(scores.type, settings.heat("type"))
    statuses = _odds(_tilted(scores.status, settings.statuses, "asserted", settings), settings.heat("status"))
    modes = _odds(_tilted(scores.mode, settings.modes, "all", settings), settings.heat("mode"))
    background = sigmoid(scores.background.astype(np.float64) / settings.heat("background"))
    roles = _roles(report, window, scores, settings)
    return [
        Findings(
            trigger=trigger.words,
            types=dict(zip(settings.types, types[t].tolist(), strict=True)),
            statuses=dict(zip(settings.statuses, statuses[t].tolist(), strict=True)),
            modes=dict(zip(settings.modes, modes[t].tolist(), strict=True)),
            background=float(background[t]),
            roles=roles[t],
            event=scores.event[t],
        )
        for t, trigger in enumerate(triggers)
    ]


def _tilted(logits: Floats, labels: Sequence[str], common: str, settings: Settings) -> Floats:
    """The logits of status or mode, with the commonest label made less likely."""
    found = logits.copy()
    found[:, labels.index(common)] -= settings.tilt("mode" if common == "all" else "status")
    return found


def _odds(logits: Floats, temperature: float) -> Doubles:
    return softmax(logits.astype(np.float64) / temperature)


def _roles(
    report: Report, window: Window, scores: WindowScores, settings: Settings
) -> list[dict[Role, tuple[Found, ...]]]:
    """For each trigger the spans of its roles."""
    n, width = scores.roles.shape[:2]
    bias = np.array([settings.role_bias(r) for r in settings.roles], dtype=np.float32)
    heat = np.array([settings.role_heat(r) for r in settings.roles], dtype=np.float32)
    logits = scores.roles.reshape(n * width, -1, 3)[:, 1:-1]
    reach = np.array([0.0 if r in EXACT else REACH for r in settings.roles], dtype=np.float32)
    found = runs(logits, np.tile(bias, n), np.tile(heat, n), np.tile(reach, n))
    gathered: list[dict[Role, list[Found]]] = [{} for _ in range(n)]
    for at in range(len(found)):
        t, r = divmod(int(found.rows[at]), width)
        role = settings.roles[r]
        kind = _kind(scores, found, at, t, settings) if role in SPEAKERS else "other"
        first, last = int(found.firsts[at]) + window.first, int(found.lasts[at]) + window.first
        words = report.found(
            *report.whole_words(first, last), float(found.scores[at]), kind, role not in KEEPS_ARTICLE
        )
        if words:
            gathered[t].setdefault(role, []).append(words)
    return [
        {role: _told_apart(report.text, role, spans) for role, spans in mine.items()} for mine in gathered
    ]


def _told_apart(text: str, role: Role, spans: Sequence[Found]) -> tuple[Found, ...]:
    """Of those that overlap the best; a name in two pieces is one, two counts side by side are two."""
    found = apart(spans)
    return found if role in HARMS else joined(text, [undashed(f) for f in found])


def _kind(scores: WindowScores, found: Runs, at: int, trigger: int, settings: Settings) -> SourceKind:
    """The likeliest kind of source by the mean over a span's pieces."""
    first, last = int(found.firsts[at]) + 1, int(found.lasts[at]) + 1
    return settings.kinds[int(scores.kind[trigger, first:last].mean(axis=0).argmax())]
