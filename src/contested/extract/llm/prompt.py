"""The versioned prompts: Markdown files of this package, filled with one passage of a report.

A change of words is a new folder: claims, cache and run records name the version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from contested.extract.llm.passages import Passage
from contested.model import Document

PROMPT_VERSION = "1"
OPENING = 400
"""Code points of the report's beginning that every later passage is given as context."""

Message = dict[str, str]
_SLOT = re.compile(r"\{([a-z]+)\}")
_PART = re.compile(r"^<<<(\w+)>>>\n", re.MULTILINE)


@cache
def template(name: str, version: str = PROMPT_VERSION) -> str:
    """One file of a prompt version, e.g. "system"."""
    return files("contested.extract.llm").joinpath(f"prompts/{version}/{name}.md").read_text("utf-8").strip()


def messages(document: Document, passage: Passage) -> list[Message]:
    """The conversation that asks for the claims of one passage: rules, an example, the report."""
    example = _PART.split(template("example"))[1:]
    parts = dict(zip(example[::2], (p.strip() for p in example[1::2]), strict=True))
    return [
        {"role": "system", "content": template("system")},
        {"role": "user", "content": parts["report"]},
        {"role": "assistant", "content": parts["answer"]},
        {"role": "user", "content": _report(document, passage)},
    ]


def repair(asked: list[Message], answer: str, fault: str) -> list[Message]:
    """The conversation once more, with what was wrong about its answer."""
    again = _filled("repair", {"fault": fault})
    return [*asked, {"role": "assistant", "content": answer}, {"role": "user", "content": again}]


def _report(document: Document, passage: Passage) -> str:
    opening = " ".join(passage.opening.split())[:OPENING]
    values = {
        "published": document.published.isoformat() if document.published else "unknown",
        "outlet": " ".join((document.outlet or "unknown").split()),
        "context": _filled("context", {"opening": opening}) + "\n" if opening else "",
        "passage": passage.shown,
    }
    return _filled("report", values)


def _filled(name: str, values: Mapping[str, str]) -> str:
    """Slots replaced in one pass: braces in a report are never taken for slots."""
    return _SLOT.sub(lambda slot: values[slot.group(1)], template(name))
