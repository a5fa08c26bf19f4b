"""Which section of a document an offset lies in: what is furniture is never read as a claim."""

from __future__ import annotations

from bisect import bisect_right

from contested.model import ClaimSection, Document, SectionKind


def section_at(document: Document, offset: int) -> SectionKind:
    """The kind of the section that an offset lies in; text outside all sections is body."""
    sections = document.sections
    n = bisect_right(sections, offset, key=lambda s: s.start) - 1
    return sections[n].kind if n >= 0 and offset < sections[n].end else "body"


def claim_section(document: Document, offset: int) -> ClaimSection:
    """Where a claim stands whose trigger starts at an offset: in the title, a caption or the body."""
    kind = section_at(document, offset)
    return kind if kind in ("title", "caption") else "body"
