"""The one protocol of all readers: Document -> claims in the words of the text."""

from __future__ import annotations

from typing import Protocol

from contested.model import Claim, Document


class Reader(Protocol):
    """Reads the claims out of one document.

    Every claim that it returns carries spans into `document.text`, the rule or model behind each
    field (`Claim.rules`), its own estimate of each field (`Claim.confidence`) and `Claim.version`.
    It fills words only: `where.country`, `where.place`, `when.start`, `when.end` and the counts of
    casualties belong to `resolve/`; `event` may stay "" for `link/` to label.

    A reader may further have `languages` (a tuple of BCP 47 tags; ("en",) without it), `waits`
    (true when it mostly waits for a server, so that threads serve it better than processes) and
    `read_accounted` (contested.extract.account).
    """

    @property
    def name(self) -> str:
        """Short name as given to --reader, e.g. "rules"."""
        ...

    @property
    def version(self) -> str:
        """Everything that decides its output, e.g. "rules 1; en_core_web_md 3.8.0"."""
        ...

    def read(self, document: Document) -> tuple[Claim, ...]:
        """Claims in order of their triggers. Raises ReaderError when the document defeats it."""
        ...
