"""Gzip members that are damaged: what is given is right, or nothing is."""

from __future__ import annotations

import gzip

import pytest

from contested.model import InputError
from contested.read.octets import gunzip


@pytest.mark.parametrize("flip", [0x01, 0xFF])
def test_a_damaged_member_gives_no_wrong_byte(flip: int) -> None:
    content = b"".join(b"line %d of a small report\n" % n for n in range(40))
    packed = gzip.compress(content, mtime=0)
    for at in range(len(packed)):
        damaged = bytearray(packed)
        damaged[at] ^= flip
        told: list[InputError] = []
        found = b"".join(gunzip(iter([bytes(damaged)]), "a.gz", told.append))
        if not any("cut off" in damage.reason for damage in told):  # then it is given as far as it goes
            assert found == content[: len(found)], at
