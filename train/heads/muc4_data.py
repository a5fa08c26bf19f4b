"""MUC-4 reports as pieces, with every place where a filler of their templates stands; no torch here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.muc4.certainty import ACCUSED, CLAIMED, FACT, POSSIBLE
from bench.muc4.corpus import ROLES, Report, sentence_case
from contested.extract.trained.windows import Pieces, to_pieces
from train.muc4_examples import DESCRIBED, Filled, filled, outermost
from train.reader.examples import Range, pieces_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TAGGED = (*ROLES, DESCRIBED)
"""What is tagged. Described victims fill no role of the five, but tell that there was an incident."""
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
SURE = (FACT, ACCUSED, CLAIMED, POSSIBLE)
UNKNOWN = -100


@dataclass(frozen=True)
class Mention:
    """One place of a filler. Label numbers index the tuples above; UNKNOWN is not asked."""

    role: int
    at: Range
    templates: frozenset[int]
    """Numbers of the report's templates that it fills."""
    type: int
    stage: int
    confidence: int


@dataclass(frozen=True)
class Example:
    """One report; mentions of one role do not overlap."""

    key: str
    pieces: Pieces
    mentions: tuple[Mention, ...]

    def spans(self, role: int) -> list[Range]:
        return [m.at for m in self.mentions if m.role == role]


def examples(tokenizer: Tokenizer, reports: Iterable[Report], proper: frozenset[str]) -> list[Example]:
    """Reports with the places of their fillers, in sentence case (`proper` gets capitals)."""
    return [to_example(tokenizer, report, proper) for report in reports]


def to_example(tokenizer: Tokenizer, report: Report, proper: frozenset[str]) -> Example:
    """A place that fills several templates has the labels of the first."""
    pieces = to_pieces(tokenizer, sentence_case(report.text, proper))
    templates = filled(report)
    found = [m for role in range(len(TAGGED)) for m in _mentions(pieces, templates, role)]
    return Example(report.id, pieces, tuple(found))


def _mentions(pieces: Pieces, templates: Sequence[Filled], role: int) -> list[Mention]:
    name = TAGGED[role]
    fillers = [
        (number, n, place)
        for number, template in enumerate(templates)
        for n, filler in enumerate(template.roles[name])
        for place in filler
    ]
    found: list[Mention] = []
    for place in outermost([place for _, _, place in fillers]):
        at = pieces_of(pieces, *place)
        if at is None or (found and at[0] < found[-1].at[1]):
            continue
        here = [(number, n) for number, n, other in fillers if other == place]
        first = templates[here[0][0]]
        sure = first.confidence[here[0][1]] if name == "PerpOrg" else None
        found.append(
            Mention(
                role=role,
                at=at,
                templates=frozenset(number for number, _ in here),
                type=TYPES.index(first.type),
                stage=STAGES.index(first.stage) if first.stage in STAGES else UNKNOWN,
                confidence=SURE.index(sure) if sure else UNKNOWN,
            )
        )
    return found


def taught(examples: Sequence[Example], number: int, share: int) -> list[int]:
    """Which reports an epoch teaches: all with an incident, and one in `share` of the others in turn."""
    empty = [n for n, e in enumerate(examples) if not e.mentions]
    kept = set(empty[number % share :: share])
    return [n for n, e in enumerate(examples) if e.mentions or n in kept]
