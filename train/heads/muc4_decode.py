"""Tagged fillers -> templates: which to believe, how many incidents there are, what belongs to which.

1. Places of one role that read the same, or whose words hold each other's, are one filler; how far it
   is believed grows with its best place, with how many places it has, and with how likely the report
   is about an incident at all.
2. What was hit and what it was hit with (Target, Victim, VictimDescribed, Weapon) is joined
   bottom-up into incidents, by mean chance of being of one template, while that is above `join`.
3. A perpetrator is of every incident that it goes with by `share`, and at least of the best; those of
   a report where nothing was hit are joined among themselves.
4. An incident is of the type that what was hit tells, or else who did it; it is kept when that is believed
   enough.

Every threshold is in `Settings` and was chosen on MUC-4 dev (`train.heads.muc4_choose`). No torch here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt

from bench.muc4.corpus import ROLES, Template
from bench.muc4.keys import Confidence
from bench.muc4.score import normalized
from contested.extract.trained.bio import runs, sigmoid
from contested.extract.trained.scores import Floats
from contested.extract.trained.spans import trimmed
from contested.extract.trained.windows import Pieces
from train.heads.muc4_data import STAGES, SURE, TAGGED, TYPES
from train.reader.examples import Range

Doubles = npt.NDArray[np.float64]
PERPETRATORS = frozenset({TAGGED.index("PerpInd"), TAGGED.index("PerpOrg")})
GENEROUS = 2.0
"""Added to the logits of B and I to find places that only the whole report may speak for."""
FILLS = dict(
    zip(SURE, ("REPORTED AS FACT", "SUSPECTED OR ACCUSED", "CLAIMED OR ADMITTED", "POSSIBLE"), strict=True)
)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen on MUC-4 dev; `believe` by role as in TAGGED."""

    believe: tuple[float, ...] = (0.5,) * len(TAGGED)
    """Least belief of a filler."""
    many: float = 0.4
    """What a place more adds to a filler's logit, times the logarithm of their number."""
    about: float = 0.3
    """What the report's own logit of an incident adds to that of each filler."""
    join: float = 0.5
    same_type: float = 0.5
    """How much the chance that two fillers' types are one counts beside their link, as an exponent."""
    share: float = 0.5
    template: float = 0.5
    """Least belief of an incident: that of the best filler that tells what it is."""
    several: float = 0.5
    """The same for an incident beside a better believed one."""
    stage: float = 0.0
    """Taken from the logit of ACCOMPLISHED, which outnumbers the others."""


@dataclass(frozen=True)
class Candidate:
    """A place that may be a filler's: pieces [at), code points [start, end), its words."""

    role: int
    at: Range
    text: str
    start: int
    belief: float
    """Mean probability of its pieces to be in a filler of the role."""


@dataclass(frozen=True)
class Read:
    """A report as the network read it. Rows of the arrays are the candidates."""

    candidates: tuple[Candidate, ...]
    incident: float
    """Logit that the report holds an incident."""
    type: Doubles
    """[N, 6] probabilities."""
    stage: Doubles
    """[N, 3] logits."""
    confidence: Doubles
    """[N, 4] probabilities."""
    link: Doubles
    """[N, N] probabilities that two places are of one template."""


def candidates(text: str, pieces: Pieces, logits: Floats) -> tuple[Candidate, ...]:
    """Places by role and position, from logits [roles, pieces, 3]; whole words, edges cleaned.

    Places that are only found with `GENEROUS` are taken where no surer one of the role stands.
    """
    found: list[Candidate] = []
    ones = np.ones(len(logits), dtype=np.float32)
    for bias in (0.0, GENEROUS):
        spans = runs(logits, np.float32(bias) * ones, ones, 0.0)
        for role, first, last in zip(spans.rows, spans.firsts, spans.lasts, strict=True):
            one = _candidate(text, pieces, logits, int(role), int(first), int(last))
            if one and not any(one.role == c.role and _overlap(one.at, c.at) for c in found):
                found.append(one)
    return tuple(sorted(found, key=lambda c: (c.role, c.at)))


def _candidate(
    text: str, pieces: Pieces, logits: Floats, role: int, first: int, last: int
) -> Candidate | None:
    while first > 0 and pieces.words[first - 1] == pieces.words[first]:
        first -= 1
    while last < len(pieces) and pieces.words[last] == pieces.words[last - 1]:
        last += 1
    cut = trimmed(text, int(pieces.starts[first]), int(pieces.ends[last - 1]), article=True)
    if cut is None:
        return None
    inside = np.logaddexp(logits[role, first:last, 1], logits[role, first:last, 2])
    belief = float(sigmoid((inside - logits[role, first:last, 0]).astype(np.float64)).mean())
    return Candidate(role, (first, last), text[cut[0] : cut[1]], cut[0], belief)


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@dataclass(frozen=True)
class Filler:
    """Candidates that are one filler, told by the words of the best believed."""

    role: int
    places: tuple[int, ...]
    text: str
    belief: float


def fillers(read: Read, settings: Settings) -> list[Filler]:
    """Those that are believed, by role and first place."""
    found = []
    for role in range(len(TAGGED)):
        for places in _groups([n for n, c in enumerate(read.candidates) if c.role == role], read.candidates):
            best = max(places, key=lambda n: (read.candidates[n].belief, -n))
            belief = _believed(read, places, settings)
            if belief >= settings.believe[role]:
                found.append(Filler(role, tuple(places), read.candidates[best].text.lower(), belief))
    return found


def _groups(places: Sequence[int], known: Sequence[Candidate]) -> list[list[int]]:
    groups: list[tuple[set[str], list[int]]] = []
    for n in places:
        words = set(normalized(known[n].text).split())
        near = (g for g in groups if words and (words <= g[0] or g[0] <= words))
        group = next(near, None)
        if group is None:
            groups.append((words, [n]))
        else:
            group[0].update(words)
            group[1].append(n)
    return [g for _, g in groups]


def _believed(read: Read, places: Sequence[int], settings: Settings) -> float:
    p = min(max(max(read.candidates[n].belief for n in places), 1e-4), 1 - 1e-4)
    logit = math.log(p / (1 - p)) + settings.many * math.log(len(places))
    return 1 / (1 + math.exp(-(logit + settings.about * max(min(read.incident, 4.0), -4.0))))


def affinity(read: Read, one: Filler, other: Filler, settings: Settings) -> float:
    """How well two fillers go together: their best linked places, tempered by their types."""
    rows, columns = np.array(one.places), np.array(other.places)
    link = float(read.link[np.ix_(rows, columns)].max())
    types = float(_types(read, one) @ _types(read, other))
    return float(link * types**settings.same_type)


def _types(read: Read, filler: Filler) -> Doubles:
    places = np.array(filler.places)
    weight = np.array([read.candidates[n].belief for n in filler.places])
    return np.asarray(weight @ read.type[places] / weight.sum(), dtype=np.float64)


def incidents(read: Read, found: Sequence[Filler], settings: Settings) -> list[list[Filler]]:
    """Fillers of each incident, in order of their first places; a perpetrator may be in several."""
    near = {
        (a, b): affinity(read, found[a], found[b], settings)
        for a in range(len(found))
        for b in range(len(found))
        if a != b
    }
    hit = [n for n, f in enumerate(found) if f.role not in PERPETRATORS]
    doers = [n for n, f in enumerate(found) if f.role in PERPETRATORS]
    groups = _joined(hit or doers, near, settings.join)
    if hit:
        for doer in doers:
            score = [sum(near[doer, n] for n in group) / len(group) for group in groups]
            for group, s in zip(list(groups), score, strict=True):
                if s >= settings.share or s == max(score):
                    group.append(doer)
    gathered = [[found[n] for n in sorted(group)] for group in groups]
    return sorted(gathered, key=lambda g: min(read.candidates[f.places[0]].start for f in _telling(g)))


def _joined(members: Sequence[int], near: dict[tuple[int, int], float], least: float) -> list[list[int]]:
    """Average-linkage clusters; the best pair first, the earliest of equals."""
    groups = [[n] for n in members]
    while len(groups) > 1:
        score, i, j = max(
            (sum(near[a, b] for a in g for b in h) / (len(g) * len(h)), -i, -j)
            for i, g in enumerate(groups)
            for j, h in enumerate(groups)
            if i < j
        )
        if score < least:
            break
        groups[-i] += groups.pop(-j)
    return groups


def templates(read: Read, settings: Settings) -> list[Template]:
    """The templates of one report, in order of their first fillers."""
    groups = incidents(read, fillers(read, settings), settings)
    sure = [max(f.belief for f in _telling(group)) for group in groups]
    best = sure.index(max(sure)) if sure else -1
    return [
        _template(read, group, settings)
        for n, (group, s) in enumerate(zip(groups, sure, strict=True))
        if s >= (settings.template if n == best else settings.several)
    ]


def _telling(group: Sequence[Filler]) -> list[Filler]:
    """Who tells what an incident is: what was hit; perpetrators, who may be in several, where nothing was."""
    return [f for f in group if f.role not in PERPETRATORS] or list(group)


def _template(read: Read, group: Sequence[Filler], settings: Settings) -> Template:
    telling = _telling(group)
    belief = np.array([f.belief for f in telling])
    kind = sum(b * _types(read, f) for b, f in zip(belief, telling, strict=True))
    stage = sum(b * read.stage[list(f.places)].mean(0) for b, f in zip(belief, telling, strict=True))
    stage = np.asarray(stage) / belief.sum() - settings.stage * np.eye(len(STAGES))[0]
    told = {role: [f for f in group if TAGGED[f.role] == role] for role in ROLES}
    return Template(
        type=TYPES[int(np.argmax(kind))],
        roles={role: tuple((f.text,) for f in told[role]) for role in ROLES},
        stages=(STAGES[int(np.argmax(stage))],),
        confidence=tuple(_confidence(read, f) for f in told["PerpOrg"]),
    )


def _confidence(read: Read, filler: Filler) -> Confidence:
    weight = np.array([read.candidates[n].belief for n in filler.places])
    value = SURE[int(np.argmax(weight @ read.confidence[list(filler.places)]))]
    return Confidence(names=(filler.text,), values=(FILLS[value],))
