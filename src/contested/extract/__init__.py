"""Document -> claims in the words of the text, and the register of readers.

Nothing heavy is imported here: a reader's own module is loaded when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from typing import cast

from contested.extract.account import Account, cost, read_accounted
from contested.extract.options import PLAIN, ReaderOptions
from contested.extract.reader import Reader
from contested.model import ReaderError, UsageError

READERS = {
    "rules": "contested.extract.rules.reader:RuleReader",
    "standard": "contested.extract.trained.reader:standard",
    "llm": "contested.extract.llm.reader:LlmReader",
    "small": "contested.extract.trained.reader:small",
}
"""Name as given to --reader -> the class or function that makes it."""
DEFAULT_READER = "standard"
"""The reader of whoever names none."""


def reader_named(name: str, options: ReaderOptions = PLAIN) -> Reader:
    """The reader of that name, made and ready.

    `name` is a key of READERS, or "module:Class" of a reader that someone else wrote to the same
    protocol. `options` go to what takes a parameter of that name. Raises UsageError for a name
    that nothing answers to and for options to a reader that takes none, and ReaderError when the
    reader is known but cannot start.
    """
    where = READERS.get(name, name if ":" in name else None)
    if where is None:
        raise UsageError(f"there is no reader {name!r}; known readers: {', '.join(sorted(READERS))}")
    module, _, attribute = where.partition(":")
    try:
        make = getattr(import_module(module), attribute)
        takes = "options" in signature(make).parameters
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise ReaderError(f"the reader {name!r} cannot be loaded: {error}") from error
    if options != PLAIN and not takes:
        raise UsageError(
            f"the reader {name!r} takes no options: {', '.join(options.described()) or 'cache_dir'}"
        )
    return cast(Reader, make(options=options) if takes else make())


__all__ = [
    "DEFAULT_READER",
    "PLAIN",
    "READERS",
    "Account",
    "Reader",
    "ReaderOptions",
    "cost",
    "read_accounted",
    "reader_named",
]
