"""Sketches of texts: copies and near-copies of one report share most of their word shingles.

The comparison is `contested.model.fingerprint.resemblance`, so that linking needs nothing of
this room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from contested.model.document import Section
from contested.model.fingerprint import SKETCH_SIZE

SHINGLE = 5
"""Words per shingle: long enough that stock phrases seldom collide, short enough to survive edits."""
MIN_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
_BATCH = 200_000  # characters sketched at a time, which bounds the memory


def sketch(text: str, sections: Iterable[Section] = ()) -> tuple[int, ...]:
    """The 64 smallest hashes of the text's lower-cased 5-word shingles, ascending.

    Furniture and datelines are left out: what a site or an agency wraps around a story must not
    make two stories alike, nor one story two. () for texts under 8 words. The hash is BLAKE2b
    with an 8-byte digest: the same on every machine.
    """
    stretches = [(s.start, s.end) for s in sections if s.kind not in ("furniture", "dateline")]
    kept: list[bytes] = []
    words: list[str] = []
    count = 0
    for piece in _pieces(text, stretches or [(0, len(text))]):
        fresh = _WORD.findall(piece.lower())
        count += len(fresh)
        words = words[1 - SHINGLE :] + fresh
        shingles = map(" ".join, zip(*(words[i:] for i in range(SHINGLE)), strict=False))
        digests = {blake2b(shingle.encode(), digest_size=8).digest() for shingle in shingles}
        kept = sorted(digests.union(kept))[:SKETCH_SIZE]  # big-endian: bytes sort as their numbers do
    return tuple(int.from_bytes(digest, "big") for digest in kept) if count >= MIN_WORDS else ()


def _pieces(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Parts of the text of bounded length, cut between words."""
    for start, end in stretches:
        while start < end:
            stop = min(end, start + _BATCH)
            if stop < end:
                blank = text.find(" ", stop, min(end, stop + 1000))
                stop = blank if blank >= 0 else stop
            yield text[start:stop]
            start = stop
