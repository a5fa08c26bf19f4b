"""JSON Schemas of the nouns, generated from the types and checked in beside them.

`python -m contested.model.schemas` writes `schema/*.json` anew; a test fails while they differ.
A schema says what is well-formed; what JSON Schema cannot say (a span fits its quote, low is not
above high) is checked when the value is made.
"""

from __future__ import annotations

import json
from pathlib import Path

from contested.model.base import Value
from contested.model.claim import Claim
from contested.model.codec import json_schema
from contested.model.document import Document
from contested.model.incident import Incident
from contested.model.record import Judgement, Problem, Run

FOLDER = Path(__file__).with_name("schema")
NOUNS: tuple[type[Value], ...] = (Document, Claim, Incident, Judgement, Run, Problem)


def rendered(noun: type[Value]) -> str:
    """The schema file of a noun: JSON Schema 2020-12, indented, closed by a line break."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": noun.__name__,
        **json_schema(noun),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def path_of(noun: type[Value]) -> Path:
    """Where a noun's schema is kept."""
    return FOLDER / f"{noun.__name__.lower()}.json"


def write() -> list[Path]:
    """Write every schema that differs from its file; the paths written."""
    FOLDER.mkdir(exist_ok=True)
    written = []
    for noun in NOUNS:
        path, text = path_of(noun), rendered(noun)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            written.append(path)
    return written


if __name__ == "__main__":
    for changed in write():
        print(changed.name)
