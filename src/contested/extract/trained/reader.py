"""The trained reader: one encoder over the whole document, small heads, and the guidelines' rules."""

from __future__ import annotations

from pathlib import Path

from contested.extract.trained.decode import claims_of
from contested.extract.trained.scores import Scores
from contested.extract.trained.weights import TOKENIZER, OnnxScores, check, folder_of, load_settings
from contested.extract.trained.windows import load_tokenizer, to_pieces, to_windows
from contested.model import Claim, Document

RULES_VERSION = "2"
"""Of the rules that make claims of what the network says; 2: cues of status."""


class TrainedReader:
    """Reads English reports with weights of this package, or of a folder of the same form.

    `size` is "standard" (accurate) or "small" (fast); `weights` a folder that somebody trained, used
    instead. `scores` replaces the folder's network by another one with the same label sets, then
    only reader.json and tokenizer.json are looked for. Raises ReaderError when a file is missing or
    damaged.
    """

    def __init__(
        self,
        size: str = "standard",
        *,
        weights: Path | None = None,
        scores: Scores | None = None,
        threads: int = 1,
    ) -> None:
        self.folder = weights or folder_of(size)
        self.settings = load_settings(self.folder)
        if scores is None:
            check(self.folder, self.settings)
        self.scores: Scores = scores or OnnxScores(self.folder, threads)

    @property
    def name(self) -> str:
        """As in reader.json, e.g. "standard"."""
        return self.settings.name

    @property
    def version(self) -> str:
        """Name and version of the weights and of the rules after them, e.g. "standard 2, rules 2"."""
        return f"{self.settings.name} {self.settings.version}, rules {RULES_VERSION}"

    def read(self, document: Document) -> tuple[Claim, ...]:
        """The document's claims in order of their triggers; none for a text without words."""
        settings = self.settings
        tokenizer = load_tokenizer(self.folder / TOKENIZER)
        pieces = to_pieces(tokenizer, document.text)
        windows = to_windows(tokenizer, pieces, settings.size, settings.overlap)
        return claims_of(document, pieces, windows, self.scores, settings)


def standard() -> TrainedReader:
    """The most accurate weights that ship."""
    return TrainedReader("standard")


def small() -> TrainedReader:
    """The weights for volume."""
    return TrainedReader("small")
