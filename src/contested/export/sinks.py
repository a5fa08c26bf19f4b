"""Where an export goes: a binary stream as it is, or a file that appears only when it is complete."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from contested.model import UsageError

Out = str | Path | IO[bytes]


@contextmanager
def opened(out: Out) -> Iterator[IO[bytes]]:
    """A stream to write to. A path is written beside itself and renamed at the end: an export that
    is cut off leaves what was there before. Raises UsageError when the path cannot be written."""
    if not isinstance(out, str | Path):
        yield out
        return
    path = Path(out)
    part = path.with_name(f".{path.name}.part")
    try:
        file = part.open("wb")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    try:
        with file:
            yield file
        part.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
