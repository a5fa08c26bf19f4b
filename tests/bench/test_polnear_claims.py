"""Claims as attributions in PolNeAR's terms; invented sentences."""

from __future__ import annotations

import pytest

from bench.polnear.claims import to_attributions
from contested.model import Claim, Source, Span, span_of


def claim(text: str, source: str | None, sentence: str | None = None) -> Claim:
    whole = sentence or text
    at = text.index(whole)
    said = ()
    if source:
        start = text.index(source)
        said = (Source(text=source, start=start, end=start + len(source), kind="other"),)
    return Claim(
        document_id="d",
        event="E1",
        type="attack",
        status="asserted",
        quote=whole,
        sentence=Span(text=whole, start=at, end=at + len(whole)),
        trigger=span_of(text, at, at + 1),
        source=said,
        version="test",
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Clerk Ana Bell said on Friday that the mill burned.", "Clerk Ana Bell", "said", 1),
        ("Raiders burned the mill, according to Ana Bell.", "Ana Bell", "according to", 1),
        ("The mill burned, Ana Bell said, and the barn too.", "Ana Bell", "said", 2),
    ],
)
def test_source_cue_and_content(text: str, source: str, cue: str, content: int) -> None:
    (found,) = to_attributions(text, [claim(text, source)])
    assert [s.text for s in found.source] == [source]
    assert [s.text for s in found.cue] == [cue]
    assert len(found.content) == content
    assert any("mill" in s.text for s in found.content)
    assert all(s.proves(text) for s in found.content)


def test_claims_of_one_saying_are_one_attribution() -> None:
    text = "Ana Bell said the mill burned and the barn fell."
    assert len(to_attributions(text, [claim(text, "Ana Bell"), claim(text, "Ana Bell")])) == 1


def test_no_attribution_without_source_cue_or_content_in_the_sentence() -> None:
    text = "Ana Bell spoke. The mill burned down."
    assert to_attributions(text, [claim(text, None)]) == []
    assert to_attributions(text, [claim(text, "Ana Bell", "The mill burned down.")]) == []
    assert to_attributions(text, [claim(text, "Ana Bell", "Ana Bell spoke.")]) == []
    short = "It fell, Ana Bell said."
    assert to_attributions(short, [claim(short, "Ana Bell")]) == []
