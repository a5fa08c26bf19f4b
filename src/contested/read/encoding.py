"""Bytes -> text. Every input gives a text with a note on what was not clean, or is called binary."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from contested.model.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_JUNK = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3\0",
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\b") | {127})
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_EBCDIC = [
    "cp037",
    "cp273",
    "cp424",
    "cp500",
    "cp875",
    "cp1026",
    "cp1140",
]  # any bytes look well-formed in these
_FALLBACK = "cp1252"
_MIXED = "mixed encodings: bytes that are not UTF-8 were read as Windows-1252"


class Decoded(NamedTuple):
    """A text, the encoding it was read in, where that came from, and what was not clean."""

    text: str
    encoding: str
    origin: str
    notes: tuple[str, ...] = ()


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """Error handler: a stray byte in UTF-8 is read as Windows-1252, or as U+FFFD where that has none."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode(_FALLBACK, "replace"), error.end


codecs.register_error("contested-stray", _one_byte)


def bom(data: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark states and its length, or (None, 0)."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, len(mark)
    return None, 0


def decode(data: bytes, file: str, record: str | None = None, *, forced: str | None = None) -> Decoded:
    """Raises InputError for bytes that are no text. Never changes a character that decodes cleanly."""
    if forced:
        return _lenient(data, forced, "given")
    name, skip = bom(data)
    if name:
        return _lenient(data[skip:], name, "byte order mark")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_binary(data, file, record, most=0.02)
        return _not_utf8(data, error.start, file, record)
    if "\0" in text:
        return _with_nul(data, text, file, record)
    _refuse_binary(data, file, record)
    return Decoded(text, "utf-8", "the bytes are valid UTF-8")


def fallback_of(head: bytes, file: str, forced: str | None = None) -> str:
    """The encoding for those lines of a file that are not UTF-8, from the first part of the file.

    Raises InputError where that part is no text.
    """
    if forced:
        return forced
    found = decode(head, file).encoding
    return _FALLBACK if found == "utf-8" else found


def decode_line(line: bytes, fallback: str, forced: bool = False) -> Decoded:
    """One record of a file that is read row by row. Never fails; notes what was not clean."""
    if forced:
        return _lenient(line, fallback, "given")
    try:
        return Decoded(line.decode("utf-8"), "utf-8", "the bytes are valid UTF-8")
    except UnicodeDecodeError:
        if not line.decode("utf-8", "ignore").isascii():
            strays = line.decode("utf-8", "contested-stray")
            return Decoded(strays, "utf-8", "most bytes are valid UTF-8", (_MIXED,))
        found = _lenient(line, fallback, "detected from the bytes")
        return found._replace(notes=(f"the encoding was guessed to be {fallback}", *found.notes))


def _lenient(data: bytes, encoding: str, origin: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, origin)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        note = f"{text.count(chr(0xFFFD))} characters could not be read as {encoding} and stand as U+FFFD"
        return Decoded(text, encoding, origin, (note,))


def _refuse_binary(data: bytes, file: str, record: str | None, most: float = 0.1) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if sample.startswith(_JUNK) or (controls > most * len(sample) and _wide(sample) is None):
        raise InputError(file, record, "binary data, not a text that can be read")


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark shows in zeros at every other byte of its Latin letters and spaces."""
    if len(sample) < 4 or (len(sample) % 2 and len(sample) < _SAMPLE):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if max(even, odd) > 0.05 * half and min(even, odd) < 0.01 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _with_nul(data: bytes, text: str, file: str, record: str | None) -> Decoded:
    wide = _wide(data[:_SAMPLE])
    if wide and data[:_SAMPLE].count(0) > 0.2 * min(len(data), _SAMPLE):
        return _lenient(data, wide, "zero bytes as in UTF-16")
    _refuse_binary(data, file, record)
    note = f"the text holds {text.count(chr(0))} NUL characters, kept as they are"
    return Decoded(text, "utf-8", "the bytes are valid UTF-8", (note,))


def _not_utf8(data: bytes, at: int, file: str, record: str | None) -> Decoded:
    """Mostly UTF-8 with strays keeps its UTF-8; otherwise the likeliest encoding of the whole."""
    wide = _wide(data[:_SAMPLE])
    if wide and data[:_SAMPLE].count(0) > 0.05 * min(len(data), _SAMPLE):
        return _lenient(data, wide, "zero bytes as in UTF-16")
    around = data[max(0, at - _SAMPLE) : at + _SAMPLE]
    replaced = around.decode("utf-8", "replace")
    bad = replaced.count("�")
    good = sum(1 for c in replaced if c > "\x7f") - bad
    if good > bad:
        text = data.decode("utf-8", "contested-stray")
        return Decoded(text, "utf-8", "most bytes are valid UTF-8", (_MIXED,))
    guess = _likeliest(around)
    if guess is None:
        raise InputError(file, record, "binary data or an unknown encoding, not a text that can be read")
    found = _lenient(data, guess, "detected from the bytes")
    return found._replace(notes=(f"the encoding was guessed to be {guess}", *found.notes))


def _likeliest(sample: bytes) -> str | None:
    """charset-normalizer on the part around the first byte that is not UTF-8; cp1252 for a few strays."""
    if len(_NON_ASCII.findall(sample)) < 8:
        return _FALLBACK if _reads(sample, _FALLBACK) else "latin-1"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=_EBCDIC).best()
    return best.encoding if best is not None else None


def _reads(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without lone surrogates, which are no characters and cannot be stored: each becomes U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        fixed = "".join("�" if "\ud800" <= c <= "\udfff" else c for c in text)
        return fixed, ("half surrogate pairs in the text stand as U+FFFD",)
    return text, ()
