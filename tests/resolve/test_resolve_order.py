"""Which event came first, where the words say so."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Claim, Document, Span, When, sha256
from contested.resolve.timex.order import find_orders
from contested.resolve.when import Dated, resolve_dates

GOLDEN = [
    # text, earlier has, later has, gap
    ("The bridge fell two days after the army left.", "army left", "bridge fell", "P2D"),
    ("A day after the raid, crowds blocked the road.", "the raid", "crowds blocked", "P1D"),
    ("Hours before the talks, shells hit Ardin.", "shells hit", "the talks", "PTXH"),
    ("Crowds gathered following the funeral.", "the funeral", "Crowds gathered", None),
    ("The army left. A week later, the bridge fell.", "army left", "the bridge fell", "P1W"),
    ("The bridge fell. Three days earlier, the army left.", "the army left", "bridge fell", "P3D"),
    ("The army left. The next day, the bridge fell.", "army left", "the bridge fell", "P1D"),
]


@pytest.mark.parametrize(("text", "earlier", "later", "gap"), GOLDEN)
def test_what_came_first(text: str, earlier: str, later: str, gap: str | None) -> None:
    (order,) = find_orders(text)
    assert order.relation == "before"
    assert earlier in text[slice(*order.earlier)] and later not in text[slice(*order.earlier)]
    assert later in text[slice(*order.later)] and earlier not in text[slice(*order.later)]
    assert (order.gap.value if order.gap else None) == gap


def test_what_goes_on_at_once_has_no_order() -> None:
    (order,) = find_orders("The army left. Meanwhile, the bridge fell.")
    assert order.relation == "while" and order.gap is None


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell after midnight.",
        "Shells fell before dawn on Friday.",
        "It burned after 3 May.",
        "They look after the wounded",
    ],
)
def test_a_time_is_no_event(text: str) -> None:
    assert [o for o in find_orders(text) if o.gap] == []


@pytest.mark.parametrize(
    ("words", "low", "high"), [("two days", 2, 2), ("less than 48 hours", 0, 2), ("several days", 2, None)]
)
def test_gaps_in_days(words: str, low: int, high: int | None) -> None:
    (order,) = find_orders(f"The bridge fell {words} after the army left.")
    assert order.gap is not None and (order.gap.low, order.gap.high) == (low, high)


@given(
    st.text(max_size=300),
    st.sampled_from(["a day after", "meanwhile", "before", ". Later,", "two weeks earlier"]),
)
def test_stretches_lie_in_the_text(text: str, cue: str) -> None:
    whole = f"{text} {cue} {text}"
    for order in find_orders(whole):
        for start, end in (order.earlier, order.later, order.cue):
            assert 0 <= start <= end <= len(whole)


def test_hostile_input_takes_linear_time() -> None:
    for piece in ("a day after ", "after, ", "later. ", "less than ", "\n"):
        began = time.perf_counter()
        find_orders(piece * (60_000 // len(piece)))
        assert time.perf_counter() - began < 3


def dated(text: str, hits: list[tuple[str, str | None]], published: dt.date | None) -> list[Dated]:
    """Claims of one report by (trigger, time words)."""
    digest = sha256(text.encode())
    document = Document(
        id="d_1", key=None, text=text, sha256_text=digest, sha256_raw=digest, published=published, locator="t"
    )

    def span(part: str) -> Span:
        return Span(text=part, start=text.index(part), end=text.index(part) + len(part))

    return resolve_dates(
        document,
        [
            Claim(
                document_id="d_1",
                type="attack",
                quote=text,
                sentence=Span(text=text, start=0, end=len(text)),
                trigger=span(trigger),
                when=When(text=span(words) if words else None),
            )
            for trigger, words in hits
        ],
    )


def test_an_event_is_dated_by_the_one_it_came_before() -> None:
    text = "Guards shot a man on 9 May 2019, two days after gunmen ambushed a convoy."
    first, second = dated(text, [("shot", "9 May 2019"), ("ambushed", "two days after")], None)
    assert second.interval and second.interval.start == dt.date(2019, 5, 7) and second.anchor == "event"
    assert [(o.relation, o.other.text, o.gap) for o in first.order] == [("after", "ambushed", "P2D")]
    assert [(o.relation, o.other.text, o.gap) for o in second.order] == [("before", "shot", "P2D")]


def test_news_stands_for_the_report_s_day() -> None:
    text = "Shops were shut, a day after gunmen ambushed a convoy."
    (only,) = dated(text, [("ambushed", "a day after")], dt.date(2019, 5, 9))
    assert only.interval and only.interval.start == dt.date(2019, 5, 8)
    (unknown,) = dated(text, [("ambushed", "a day after")], None)
    assert unknown.interval is None
