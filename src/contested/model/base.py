"""The base of every noun: frozen, typed, keyword-only, strict about unknown fields."""

from __future__ import annotations

from msgspec import Struct


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value; equal when its fields are equal; JSON form in `contested.model.codec`."""
