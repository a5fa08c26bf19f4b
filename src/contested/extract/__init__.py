"""Document -> claims in the words of the text, and the register of readers.

Nothing heavy is imported here: a reader's own module is loaded when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from contested.extract.reader import Reader
from contested.model import ReaderError, UsageError

READERS = {"rules": "contested.extract.rules.reader:RuleReader"}
"""Name as given to --reader -> where its class lives."""


def reader_named(name: str) -> Reader:
    """The reader of that name, made and ready.

    `name` is a key of READERS, or "module:Class" of a reader that someone else wrote to the same
    protocol. Raises UsageError for a name that nothing answers to, and ReaderError when the
    reader is known but cannot start.
    """
    where = READERS.get(name, name if ":" in name else None)
    if where is None:
        raise UsageError(f"there is no reader {name!r}; known readers: {', '.join(sorted(READERS))}")
    module, _, attribute = where.partition(":")
    try:
        make = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ReaderError(f"the reader {name!r} cannot be loaded: {error}") from error
    return cast(Reader, make())


__all__ = ["READERS", "Reader", "reader_named"]
