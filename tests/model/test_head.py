"""A document's head carries what linking needs, and nothing of the text."""

from __future__ import annotations

import datetime as dt

from contested.model import Document, DocumentHead, from_json, head_of, to_json


def test_head_keeps_the_metadata_and_drops_the_text() -> None:
    document = Document(
        id="d_1",
        key=None,
        text="Two mortars fell near the mill.",
        sha256_text="a",
        sha256_raw="b",
        outlet="Valley Post",
        title="Mortars",
        url="https://example.org/1",
        published=dt.date(2019, 8, 27),
        locator="x.txt",
        fingerprint=(1, 2),
    )
    head = head_of(document)
    assert head == DocumentHead(
        id="d_1",
        outlet="Valley Post",
        published=dt.date(2019, 8, 27),
        title="Mortars",
        url="https://example.org/1",
        fingerprint=(1, 2),
    )
    assert from_json(DocumentHead, to_json(head)) == head
    assert "mortars" not in to_json(head)
