"""Temperatures that make probabilities honest, and biases that balance precision and recall.

Both are fitted on documents held out of training, through the very graphs that are shipped. The
temperature of a head is the one of least negative log-likelihood (Guo et al. 2017, "On calibration
of modern neural networks"); the bias is added to the "begins" and "inside" logits and is the one of
best F1 over spans, for roles with enough spans to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from contested.extract.trained.events import event_labels
from contested.extract.trained.settings import SameEvent
from contested.extract.trained.windows import SIZE, load_tokenizer, to_windows
from train.reader.examples import Event, Example, Range, bio
from train.reader.labels import MODES, ROLES, STATUSES

Floats = npt.NDArray[np.float32]
Scorer = Callable[[Any], tuple[Floats, Floats]]

ENOUGH = 40
"""Spans of a role that must be held out before it gets a bias of its own."""
SLACK = 0.01
"""F1 that is given up for a smaller change."""
GRID = np.arange(-1.5, 2.01, 0.25)
TEMPERATURES = np.geomspace(0.5, 3.0, 40)


@dataclass
class Seen:
    """Logits beside labels, gathered over the held-out windows."""

    logits: dict[str, list[Floats]]
    labels: dict[str, list[Any]]
    vectors: list[Floats] = field(default_factory=list)
    """Of one document's annotated triggers, [T, D]."""
    events: list[list[str]] = field(default_factory=list)
    """Their annotated labels."""


def calibrate(folder: Path, data: Sequence[Example], event: SameEvent) -> dict[str, Any]:
    """{"temperature": {head: t}, "bias": {"trigger": b, role: b}, "event": {...}} for the folder's graphs."""
    seen = gather(folder, data)
    bias = {"trigger": best_bias(seen.logits["trigger"], seen.labels["trigger"], 0.0)}
    every = [x for role in ROLES for x in seen.logits[role]]
    common = best_bias(every, [x for role in ROLES for x in seen.labels[role]], 0.0)
    for role in ROLES:
        spans = sum(int((row == 1).sum()) for row in seen.labels[role])
        found = seen.logits[role], seen.labels[role]
        bias[role] = best_bias(*found, common) if spans >= ENOUGH else common
    for head, known, commonest in (("status", STATUSES, "asserted"), ("mode", MODES, "all")):
        at = known.index(commonest)
        rare = [n for n in range(len(known)) if known[n] not in (commonest, "none")]
        rows = np.stack(seen.logits[head])
        bias[head] = best_tilt(rows, np.array(seen.labels[head]), at, rare)
        rows[:, at] -= bias[head]
        seen.logits[head] = list(rows)
    heads = ("type", "status", "mode", "kind")
    temperature = {
        one: best_temperature(np.stack(seen.logits[one]), np.array(seen.labels[one]))
        for one in heads
        if seen.logits[one]
    }
    for name, group in (("trigger", ("trigger",)), ("roles", ROLES)):
        rows = np.concatenate([_biased(x, bias[g]) for g in group for x in seen.logits[g]])
        labels = np.concatenate([y for g in group for y in seen.labels[g]])
        temperature[name] = best_temperature(rows, labels)
    background = np.array(seen.logits["background"]).reshape(-1, 1)
    both = np.concatenate([np.zeros_like(background), background], 1)
    temperature["background"] = best_temperature(both, np.array(seen.labels["background"]))
    linked = best_link(seen.vectors, seen.events, event)
    return {
        "temperature": temperature,
        "bias": bias,
        "event": {"scale": linked.scale, "bias": round(linked.bias, 3)},
    }


def gather(folder: Path, data: Iterable[Example]) -> Seen:
    """Runs the graphs over the examples' windows and looks from each annotated trigger."""
    import onnxruntime as ort

    encode = ort.InferenceSession(str(folder / "encoder.onnx"))
    heads = ort.InferenceSession(str(folder / "heads.onnx"))
    names = [output.name for output in heads.get_outputs()]
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    seen = Seen(defaultdict(list), defaultdict(list))
    for example in data:
        vectors: list[Floats] = []
        labels: list[str] = []
        for window in to_windows(tokenizer, example.pieces, SIZE):
            hidden, trigger = encode.run(None, {"ids": window.ids[None], "marks": window.marks[None]})
            core = slice(window.core_first - window.first + 1, window.core_last - window.first + 1)
            row = bio(len(window.ids), [_shift(e.trigger, window.first) for e in example.events])
            seen.logits["trigger"].append(trigger[core])
            seen.labels["trigger"].append(row[core])
            events = [e for e in example.events if window.core_first <= e.trigger[0] < window.core_last]
            events = [e for e in events if e.trigger[1] <= window.last]
            if events:
                spans = np.array([_shift(e.trigger, window.first) for e in events], dtype=np.int64)
                out = dict(zip(names, heads.run(None, {"hidden": hidden, "spans": spans}), strict=True))
                _note(seen, out, events, window.first)
                vectors += list(out["event"])
                labels += [e.event for e in events]
        if len(vectors) > 1:
            seen.vectors.append(np.stack(vectors))
            seen.events.append(labels)
    return seen


def _note(seen: Seen, out: dict[str, Floats], events: Sequence[Event], first: int) -> None:
    length = out["roles"].shape[2]
    for n, event in enumerate(events):
        for head, label in (("type", event.type), ("status", event.status), ("mode", event.mode)):
            seen.logits[head].append(out[head][n])
            seen.labels[head].append(label)
        seen.logits["background"].append(out["background"][n])
        seen.labels["background"].append(int(event.background))
        for r, role in enumerate(ROLES):
            spans = [_shift(at, first) for which, at in event.roles if which == r]
            seen.logits[role].append(out["roles"][n, r])
            seen.labels[role].append(bio(length, spans))
        for kind, at in event.kinds:
            a, b = (min(max(p, 0), length) for p in _shift(at, first))
            if a < b:
                seen.logits["kind"].append(out["kind"][n, a:b].mean(0))
                seen.labels["kind"].append(kind)


def _shift(span: Range, first: int) -> Range:
    return span[0] - first + 1, span[1] - first + 1


def best_temperature(logits: Floats, labels: npt.NDArray[np.int64]) -> float:
    """The temperature of least negative log-likelihood; 1 where there is nothing to fit on."""
    if not len(labels):
        return 1.0
    index = np.arange(len(labels))
    loss = [-log_softmax(logits / t)[index, labels].mean() for t in TEMPERATURES]
    return round(float(TEMPERATURES[int(np.argmin(loss))]), 3)


def log_softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))  # type: ignore[no-any-return]


def best_bias(logits: Sequence[Floats], labels: Sequence[npt.NDArray[np.int64]], default: float) -> float:
    """The bias of best F1 over spans that share a piece with an annotated one."""
    scores = [(overlap_f1([_biased(x, b) for x in logits], labels), -abs(b - default), b) for b in GRID]
    return float(max(scores)[2])


def best_tilt(logits: Floats, labels: npt.NDArray[np.int64], common: int, rare: Sequence[int]) -> float:
    """What to take from the common label's logit for the best F1 over the rare ones; rather too little."""
    scores: list[tuple[float, float]] = []
    for tilt in np.arange(0, 2.51, 0.25):
        moved = logits.copy()
        moved[:, common] -= tilt
        found = moved.argmax(-1)
        right = int(((found == labels) & np.isin(labels, rare)).sum())
        of = int(np.isin(found, rare).sum() + np.isin(labels, rare).sum())
        scores.append((2 * right / of if of else 0.0, float(tilt)))
    best = max(score for score, _ in scores)
    return min(tilt for score, tilt in scores if score >= best - SLACK)


def best_link(vectors: Sequence[Floats], events: Sequence[Sequence[str]], event: SameEvent) -> SameEvent:
    """The bias of best F1 over pairs of triggers of one document, after clustering."""
    tried = [SameEvent(scale=event.scale, bias=event.bias + float(d)) for d in np.arange(-3, 1.01, 0.25)]
    scores = [pair_f1([event_labels(v, one) for v in vectors], events) for one in tried]
    return tried[int(np.argmax(scores))]


def pair_f1(found: Sequence[Sequence[str]], gold: Sequence[Sequence[str]]) -> float:
    """F1 over the pairs that are one event."""
    right = ours = theirs = 0
    for mine, want in zip(found, gold, strict=True):
        for i, j in combinations(range(len(want)), 2):
            a, b = mine[i] == mine[j], want[i] == want[j]
            right, ours, theirs = right + (a and b), ours + a, theirs + b
    return 2 * right / (ours + theirs) if ours + theirs else 0.0


def _biased(logits: Floats, bias: float) -> Floats:
    return logits + np.array([0.0, bias, bias], dtype=logits.dtype)


def overlap_f1(logits: Sequence[Floats], labels: Sequence[npt.NDArray[np.int64]]) -> float:
    """F1 of decoded spans, one right where it overlaps an annotated span of the same row."""
    right = found = gold = 0
    for x, y in zip(logits, labels, strict=True):
        got, want = list(spans_of(x.argmax(-1))), list(spans_of(y))
        found, gold = found + len(got), gold + len(want)
        right += sum(any(a < d and c < b for a, b in got) for c, d in want)
    return 2 * min(right, found) / (found + gold) if found + gold else 0.0


def spans_of(row: npt.NDArray[np.int64]) -> Iterator[Range]:
    """A span starts at 1, or at 2 after 0, and goes on while 2 follows."""
    if not row.any():
        return
    start: int | None = None
    for n, label in enumerate([*row.tolist(), 0]):
        if start is not None and label != 2:
            yield start, n
            start = None
        if label == 1 or (label == 2 and start is None):
            start = n
