"""Where a user's own places are kept: $CONTESTED_DATA, else the platform's folder for data of programs."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from contested.model.errors import UsageError

_NAME = re.compile(r"[^\w.-]+")


def folder(part: str) -> Path:
    """The folder of one kind of data ("sites", "gazetteers"); it need not exist."""
    own = os.environ.get("CONTESTED_DATA")
    if own:
        return Path(own) / part
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        root = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return root / "contested" / part


def file_for(part: str, name: str, suffix: str) -> Path:
    """The file that a name is kept in. Raises UsageError for a name without letters or digits."""
    safe = _NAME.sub("-", name).strip("-.")
    if not safe:
        raise UsageError(f"{name!r} cannot be the name of a list")
    return folder(part) / f"{safe}{suffix}"


def kept(part: str, suffix: str) -> list[Path]:
    """The files of one kind, by name; none where nothing was added."""
    try:
        return sorted(folder(part).glob(f"*{suffix}"))
    except OSError:
        return []


def remove(part: str, name: str, suffix: str) -> None:
    """Forget a list. Raises UsageError when there is none of that name."""
    path = file_for(part, name, suffix)
    if not path.exists():
        known = ", ".join(p.name.removesuffix(suffix) for p in kept(part, suffix)) or "none"
        raise UsageError(f"there is no list {name!r}; there are: {known}")
    path.unlink()
