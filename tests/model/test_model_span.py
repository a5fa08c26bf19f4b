"""A span proves itself, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Span, span_of

TEXTS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("\u0301\u200f\u202e\ufeff😀خان𐤀 \n\t")),
    min_size=1,
)


@given(TEXTS, st.data())
def test_span_of_always_proves_its_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if not text[start:end].strip():
        with pytest.raises(ValueError, match="proves nothing"):
            span_of(text, start, end)
        return
    span = span_of(text, start, end)
    assert span.proves(text)
    assert span.text == text[start:end].strip()
    assert start <= span.start < span.end <= end


def test_offsets_count_code_points_not_bytes_or_graphemes() -> None:
    text = "😀 قصف Khān"
    span = span_of(text, 2, 5)
    assert (span.text, span.start, span.end) == ("قصف", 2, 5)
    assert span_of(text, 6, 10).text == "Khān"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 2), (0, 4), (3, 0)])
def test_offsets_must_fit_the_quote(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Span(text="abc", start=start, end=end)


def test_a_span_proves_only_what_stands_there() -> None:
    span = Span(text="bombed", start=5, end=11)
    assert span.proves("They bombed it")
    assert not span.proves("Jets  bombed it")
    assert not span.proves("They")
