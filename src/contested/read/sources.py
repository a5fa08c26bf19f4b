"""Files, folders, globs, standard input and URLs -> opened inputs."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from contested.model.errors import InputError
from contested.read.found import Input
from contested.read.options import ReadOptions
from contested.read.sniff import stem

Notice = Callable[[str], None]


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")


def is_url(source: str) -> bool:
    """http and https are fetched; another scheme is refused where the source is opened."""
    return _SCHEME.match(source) is not None


def expand(source: str) -> Iterator[str | InputError]:
    """Names of single sources, sorted, so that the same folder always reads in the same order.

    Hidden files and folders, and links out of a folder, are passed over.
    """
    if source == "-" or is_url(source):
        yield source
        return
    path = Path(source)
    if path.is_dir():
        yield from _folder(source)
    elif path.exists():
        yield source
    elif any(c in source for c in "*?["):
        found = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - absolute patterns too
        if not found:
            yield InputError(source, None, "no file matches this pattern")
        for name in found:
            if Path(name).is_dir():
                if "**" not in source:
                    yield from _folder(name)
            else:
                yield name
    else:
        yield InputError(source, None, "there is no such file or folder")


def _folder(source: str) -> Iterator[str | InputError]:
    count = 0
    shut: list[OSError] = []
    for folder, inner, names in os.walk(source, onerror=shut.append):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                count += 1
                yield str(path)
    for error in shut:
        yield InputError(str(error.filename or source), None, f"cannot be read: {error.strerror}")
    if not count and not shut:
        yield InputError(source, None, "the folder holds no files")


@contextmanager
def opened(name: str, options: ReadOptions, notice: Notice) -> Iterator[Input]:
    """The source as a stream of bytes. Raises OSError or InputError when it cannot be opened."""
    if name == "-":
        import sys

        yield Input(name="-", stream=sys.stdin.buffer, options=options, notice=notice)
    elif is_url(name):
        from contested.read.fetch import fetched

        with fetched(name, options, notice) as source:
            yield source
    else:
        with Path(name).open("rb") as stream:
            yield Input(name=name, stream=stream, options=options, notice=notice, stem=stem(name))
