"""Answers kept on disk: the same question to the same model is asked once.

An entry holds what the model said and what it cost; its name is the hash of the question. Addresses
and keys are no part of either. Answers quote the reports: the folder is readable by its owner only.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from contested.model import ReaderError, sha256


class Answer(msgspec.Struct, frozen=True):
    """What a model said. Token counts are None when the server did not tell them."""

    text: str
    form: str
    """How the answer was constrained: a key of contested.extract.llm.client.FORMS."""
    cut: bool = False
    """The model was stopped before it had finished."""
    tokens_in: int | None = None
    tokens_out: int | None = None


def default_folder() -> Path:
    """The user's cache folder, by each system's convention."""
    home = Path.home()
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        root = home / "Library" / "Caches"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return root / "contested" / "llm"


def key_of(question: dict[str, Any]) -> str:
    """The name of a question: the same for equal content, whatever the order of its keys."""
    return sha256(msgspec.json.encode(question, order="deterministic"))


class Cache:
    """A folder of answers. Raises ReaderError when it cannot be made or written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ReaderError(f"the cache folder {folder} cannot be made: {error.strerror}") from error

    def get(self, key: str) -> Answer | None:
        """The kept answer; None when there is none, or a damaged one."""
        try:
            return msgspec.json.decode(self._file(key).read_bytes(), type=Answer)
        except (OSError, msgspec.MsgspecError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; one that is half written is never seen."""
        file = self._file(key)
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent)
            with os.fdopen(handle, "wb") as out:
                out.write(msgspec.json.encode(answer))
            Path(name).replace(file)
        except OSError as error:
            raise ReaderError(f"the cache folder {self.folder} cannot be written: {error}") from error

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
