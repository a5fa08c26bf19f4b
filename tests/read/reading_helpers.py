"""Small things that the reading room's tests share."""

from __future__ import annotations

from pathlib import Path

from contested.model import Document, Problem
from contested.read import ReadOptions, read

REPORT = (
    "Shells hit a flour mill in Arnor\n"
    "3 March, 2021\n"
    "\n"
    "ARNOR (Plain Wire) - Shells fell on a flour mill in the town on Monday, residents said.\n"
    "\n"
    "The army denied that it had fired at the mill. Nobody was hurt."
)
BODY = "Shells fell on a flour mill in Arnor on Monday, residents said. The army denied that it had fired."


def run(*sources: object, **options: object) -> tuple[list[Document], list[Problem]]:
    """All documents and all problems of a read."""
    outcomes = list(read([str(s) for s in sources], ReadOptions(**options)))  # type: ignore[arg-type]
    documents = [o for o in outcomes if isinstance(o, Document)]
    return documents, [o for o in outcomes if isinstance(o, Problem)]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def visible_is_covered(document: Document) -> bool:
    """Sections are in order, apart from each other, and leave out nothing but white space."""
    at = 0
    for section in document.sections:
        if section.start < at or section.end <= section.start or document.text[at : section.start].strip():
            return False
        at = section.end
    return not document.text[at:].strip()
