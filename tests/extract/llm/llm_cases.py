"""An invented report and the claim that it makes, as a model would give it."""

from __future__ import annotations

from typing import Any

from contested.model import Document, Section, document_id, sha256

TEXT = (
    "Jets of the Northern air force bombed a grain depot near Talverin on Monday, killing at least two "
    "guards, a nurse told Example Wire. Officials of the town said the fire burned until dawn."
)
QUOTE = TEXT.split(". ")[0] + "."
CLAIM: dict[str, Any] = {
    "quote": QUOTE,
    "trigger": "bombed",
    "type": "air_strike",
    "status": "asserted",
    "status_cue": None,
    "background": False,
    "perpetrator": {"mode": "all", "names": ["the Northern air force"], "cue": None},
    "target": ["grain depot"],
    "weapon": "Jets",
    "where": {"texts": ["Talverin"], "offset": None},
    "when": "Monday",
    "casualties": [{"kind": "killed", "text": "at least two guards", "who": "guards"}],
    "source": [{"text": "nurse", "kind": "medical"}, {"text": "Example Wire", "kind": "media"}],
    "framing": [],
}


def document(text: str = TEXT, sections: tuple[Section, ...] = (), **fields: Any) -> Document:
    digest = sha256(text.encode())
    id_ = document_id(sha256_text=digest, key=None, url=None, outlet=None, title=None, published=None)
    given = {"key": None, "locator": "news.jsonl#row 3", "language": "en"} | fields
    return Document(id=id_, text=text, sha256_text=digest, sha256_raw=digest, sections=sections, **given)
