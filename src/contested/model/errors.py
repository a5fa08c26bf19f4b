"""The one exception tree. Everything that Contested raises on purpose is a `ContestedError`."""

from __future__ import annotations


class ContestedError(Exception):
    """Base of all errors that a user may meet; the message alone must be enough to act on."""


class InputError(ContestedError):
    """A document or record that cannot be read. It is set aside; the batch goes on.

    `file` is the path or URL as given, `record` the place inside it (row, WARC record, feed
    entry; None when the whole file is meant) and `reason` says in plain words what is wrong.
    """

    def __init__(self, file: str, record: str | None, reason: str) -> None:
        self.file = file
        self.record = record
        self.reason = reason
        at = f"{file}, {record}" if record else file
        super().__init__(f"{at}: {reason}")


class ReaderError(ContestedError):
    """A reader (rules, trained, LLM) cannot start or has failed on a document.

    `passing` says that the document is not at fault and another try might go better (a server was
    too slow): such a document is read again next time.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        self.passing = passing
        super().__init__(message)


class ReaderUnavailableError(ReaderError):
    """What a reader depends on is gone or refuses (a server, a key): no document can be read.

    It stops a batch, where a ReaderError sets one document aside.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message, passing=True)


class ResolveError(ContestedError):
    """The gazetteer or another resource of `resolve/` is missing or broken."""


class LedgerError(ContestedError):
    """The ledger cannot be opened, is of another version, or refuses a write."""


class UsageError(ContestedError):
    """The user asked for something that does not exist or does not fit together."""
