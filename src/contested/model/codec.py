"""The lossless JSON form of every noun, and its JSON Schema."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from contested.model.base import Value

T = TypeVar("T", bound=Value)


def to_json(value: Value) -> str:
    """One line of JSON; fields in declaration order, so equal values give equal bytes."""
    return msgspec.json.encode(value).decode()


def to_builtins(value: Value) -> Any:
    """Plain dicts, lists, strings and numbers (dates as ISO strings), for printing and export."""
    return msgspec.to_builtins(value)


def from_json(kind: type[T], data: str | bytes) -> T:
    """The value that `to_json` wrote. Raises msgspec.ValidationError naming the path that is wrong."""
    return msgspec.json.decode(data, type=kind)


def from_builtins(kind: type[T], data: Any) -> T:
    """The value that `to_builtins` gave. Raises msgspec.ValidationError naming the path that is wrong."""
    return msgspec.convert(data, kind)


def json_schema(kind: type[Value]) -> dict[str, Any]:
    """JSON Schema (2020-12) of a noun."""
    return msgspec.json.schema(kind)
