"""Spans: the words of a document that prove a value."""

from __future__ import annotations

from contested.model.base import Value


class Span(Value, frozen=True, kw_only=True):
    """Code-point offsets into a document's text, with the quote they enclose.

    Invariant, checked wherever a span is made: `document.text[start:end] == text`.
    """

    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not fit {self.text!r}")

    def proves(self, document_text: str) -> bool:
        """True when the document has exactly this quote at exactly this place."""
        return document_text[self.start : self.end] == self.text


def span_of(document_text: str, start: int, end: int) -> Span:
    """The span of `document_text[start:end]` without surrounding white space.

    Raises ValueError when nothing but white space is enclosed.
    """
    while start < end and document_text[start].isspace():
        start += 1
    while end > start and document_text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise ValueError("an empty span proves nothing")
    return Span(text=document_text[start:end], start=start, end=end)
