"""No document can steer the terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.cli.clean import LEFT_TO_RIGHT_MARK, clean, shorten


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;window title\x07text", "text"),
        ("\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("one\r\ntwo\tthree", "one two three"),
        ("bell\x07 back\x08 \x9b2J", "bell back 2J"),
        ("a\u202eb", "a\\u202eb"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("half\ud800", "half\ufffd"),
        ("[bold red]not markup[/]", "[bold red]not markup[/]"),
        ("caf\u0065\u0301", "caf\u0065\u0301"),
    ],
)
def test_hostile_text(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


def test_right_to_left_runs_are_closed() -> None:
    assert clean("قوات النظام, 2019") == f"قوات النظام{LEFT_TO_RIGHT_MARK}, 2019"


@given(st.text(max_size=60))
def test_nothing_that_controls_is_left(text: str) -> None:
    line = clean(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", line)
    line.encode("utf-8")


@given(st.text(max_size=60), st.integers(1, 30))
def test_shorten_keeps_to_its_width(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width
