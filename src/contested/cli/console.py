"""The two consoles, how errors are told, and machine-readable output.

Results go to stdout, everything else (progress, problems, notices) to stderr. Rich drops colour
by itself when the output is not a terminal or NO_COLOR is set.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from contested.cli.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.text import Text

OK = 0
ERROR = 1
SET_ASIDE = 3
"""The command finished, but something was set aside: see `contested problems`."""
INTERRUPTED = 130

PIPED_WIDTH = 120
"""Columns when nobody's terminal says otherwise."""


def out() -> Console:
    """The console for results."""
    return _console(stderr=False)


def err() -> Console:
    """The console for everything that is not a result."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    piped = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(
        stderr=stderr,
        width=PIPED_WIDTH if piped else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def text(value: object, style: str = "") -> Text:
    """Any value as harmless Rich text."""
    from rich.text import Text as RichText

    return RichText(clean(value), style=style)


def say(message: object) -> None:
    """One plain line on stderr."""
    sys.stderr.write(clean(message) + "\n")


def write_json(value: Any) -> None:
    """One indented JSON document on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=_ascii(), indent=2) + "\n")


def write_lines(rows: Iterable[Any]) -> None:
    """JSON Lines on stdout, flushed row by row so that a reader downstream can start."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=_ascii()) + "\n")
        sys.stdout.flush()


def _ascii() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"


def forgiving_streams() -> None:
    """Let no character stop a command: what the terminal cannot show is written as an escape.

    Lone surrogates of broken encodings become \\udc80, which is also what JSON calls them.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """A spinner on stderr while something takes long, if stderr is a terminal."""
    console = err()
    if not console.is_terminal:
        yield
        return
    with console.status(words):
        yield
