"""Content-derived identifiers: the same content has the same id on every machine, for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

_LENGTH = 16  # hex digits: 64 bits, a collision is expected after some four billion records


def sha256(data: bytes) -> str:
    """SHA-256 of raw bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def content_id(prefix: str, parts: Sequence[object]) -> str:
    """An id such as `c_0f3a...` from parts that JSON can hold (None is kept apart from "")."""
    canonical = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"), default=str)
    return f"{prefix}_{hashlib.sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()[:_LENGTH]}"
