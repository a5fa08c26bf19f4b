"""A tokenizer small enough to make in a test, and a network that answers from a script."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from contested.extract.trained.decode import claims_of
from contested.extract.trained.scores import Floats, TriggerScores, WindowScores
from contested.extract.trained.settings import Role, SameEvent, Settings
from contested.extract.trained.windows import Ints, Pieces, Window, to_pieces, to_windows
from contested.model import Claim, Document, Mode, Section, SourceKind, Status, ontology, sha256

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
SURE = 20.0
"""A logit that leaves no doubt."""


@cache
def tokenizer() -> Tokenizer:
    """Uncased; knows single letters, digits and punctuation, so that every word has many pieces."""
    marks = list(string.punctuation + "’“”")
    letters = string.ascii_lowercase + string.digits
    vocabulary = [*SPECIAL, *marks, *letters, *("##" + c for c in letters), "the", "un", "##ion"]
    made = Tokenizer(WordPiece({v: n for n, v in enumerate(vocabulary)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


def settings(**changes: Any) -> Settings:
    labels = {
        "types": tuple(ontology().types),
        "statuses": get_args(Status),
        "modes": get_args(Mode),
        "kinds": get_args(SourceKind),
        "roles": get_args(Role),
    }
    return Settings(**{"name": "tiny", "version": "1", **labels, **changes})


def document(text: str, *, outlet: str | None = None, sections: tuple[Section, ...] = ()) -> Document:
    digest = sha256(text.encode("utf-8", "surrogatepass"))
    return Document(
        id="d_1",
        key=None,
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        outlet=outlet,
        locator="news.txt",
        sections=sections,
    )


@dataclass(frozen=True)
class Told:
    """What the network says of one trigger; words are looked for in the text, first occurrence."""

    trigger: str
    type: str = "attack"
    status: str = "asserted"
    mode: str = "all"
    background: bool = False
    roles: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    kind: str = "other"
    event: int = 0
    """Triggers with one number are one event."""
    weak: Sequence[str] = ()
    """Spans that the network is less sure of."""


class Scripted:
    """A network that knows the answers; keeps count of what it was asked."""

    def __init__(self, text: str, pieces: Pieces, made: Settings, told: Sequence[Told]) -> None:
        self.text, self.pieces, self.made, self.told = text, pieces, made, told
        self.windows: list[Window] = []
        self.asked: list[list[tuple[int, int]]] = []

    def at(self, words: str, window: Window) -> list[int]:
        """Positions in a window of the pieces of some words."""
        start = self.text.index(words)
        inside = (self.pieces.starts >= start) & (self.pieces.ends <= start + len(words))
        return [int(p) - window.first + 1 for p in np.flatnonzero(inside) if window.first <= p < window.last]

    def mark(self, row: Floats, positions: Sequence[int], logit: float = SURE) -> None:
        for n, at in enumerate(positions):
            row[at, 1 if n == 0 else 2] = logit

    def triggers(self, window: Window) -> TriggerScores:
        self.windows.append(window)
        logits = outside(len(window.ids))
        for told in self.told:
            self.mark(logits, self.at(told.trigger, window))
        return TriggerScores(window, logits)

    def fields(self, hidden: Any, spans: Ints) -> WindowScores:
        self.asked.append([(int(a), int(b)) for a, b in spans])
        n, length, made = len(spans), len(hidden.ids), self.made
        found = WindowScores(
            type=np.zeros((n, len(made.types)), "f4"),
            status=np.zeros((n, len(made.statuses)), "f4"),
            mode=np.zeros((n, len(made.modes)), "f4"),
            background=np.full(n, -SURE, "f4"),
            roles=np.stack([np.stack([outside(length) for _ in made.roles]) for _ in range(n)]),
            kind=np.zeros((n, length, len(made.kinds)), "f4"),
            event=np.zeros((n, 8), "f4"),
        )
        for t, (first, last) in enumerate(spans):
            told = next(w for w in self.told if set(range(first, last)) & set(self.at(w.trigger, hidden)))
            self.answer(found, t, told, hidden)
        return found

    def answer(self, found: WindowScores, t: int, told: Told, window: Window) -> None:
        made = self.made
        found.type[t, made.types.index(told.type)] = SURE
        found.status[t, list(made.statuses).index(told.status)] = SURE
        found.mode[t, list(made.modes).index(told.mode)] = SURE
        found.background[t] = SURE if told.background else -SURE
        found.event[t, told.event] = 1.0
        found.kind[t, :, list(made.kinds).index(told.kind)] = 1.0
        for role, given in told.roles.items():
            for words in (given,) if isinstance(given, str) else given:
                row = found.roles[t, list(made.roles).index(role)]
                self.mark(row, self.at(words, window), 1.0 if words in told.weak else SURE)


def outside(length: int) -> Floats:
    """[length, 3] logits of O, B, I: nothing anywhere."""
    logits = np.full((length, 3), -SURE, dtype=np.float32)
    logits[:, 0] = 0.0
    return logits


def read(given: Document | str, *told: Told, **changes: Any) -> tuple[Claim, ...]:
    """The claims of a text when the network says so."""
    report = document(given) if isinstance(given, str) else given
    made = settings(**{"event": SameEvent(scale=40.0, bias=-20.0), **changes})
    pieces = to_pieces(tokenizer(), report.text)
    windows = to_windows(tokenizer(), pieces, made.size, made.overlap)
    return claims_of(report, pieces, windows, Scripted(report.text, pieces, made, told), made)
