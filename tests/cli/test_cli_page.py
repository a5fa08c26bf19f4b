"""The incident page: everything is on it, at every width, with and without colour."""

from __future__ import annotations

import datetime as dt
import io

import incident_sample as sample
import pytest
from msgspec import structs
from rich.cells import cell_len
from rich.console import Console

from contested.cli.page import incident_page
from contested.cli.page.claims import harm_words, most_telling
from contested.cli.page.fields import fields_table
from contested.cli.page.harm import bar
from contested.cli.page.style import dates
from contested.model import Casualty, Field, Harm, Position


def page(width: int = 100, *, colour: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=colour, color_system="truecolor" if colour else None
    )
    shown = incident_page(sample.incident(), sample.claims(), sample.heads(), colour=colour)
    console.print(shown)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in page(width).splitlines()) <= width


@pytest.mark.parametrize(
    "words",
    [
        "AIR STRIKE  Homs, Homs Governorate, Syria",
        "27 Aug 2019 (to the day)",
        "◆ CONTESTED: perpetrator",
        "3 reports, 2 independent sources, 1 copy",
        "✓ what",
        "◆ perpetrator",
        "? killed",
        "harbour official → Wire One, via Outlet A",
        "✗ not Northern",
        "Northern ministry, via Outlet B ⚑ party",
        "nobody says",
        "low 0  best 2  high open  (most independent)",
        "≡ one text, counted once: Outlet A (27 Aug 2019), Outlet B (27 Aug 2019)",
        "[bombed]",
        "by one of: Northern | Southern",
        "Tuesday = 2019-08-27",
        "at Homs = Homs, Homs Governorate, Syria",
        "injured 0 worker",
        "says harbour official (government) → Wire One (media)",
    ],
)
def test_the_page_says(words: str) -> None:
    assert " ".join(words.split()) in " ".join(page(140).split())


def test_colour_marks_the_words_and_hostile_titles_do_not_clear_the_screen() -> None:
    text = page(140, colour=True)
    assert "\x1b[2J" not in text
    assert "\u202e" not in text
    assert "Mill hit\\u202e" in text
    assert "\x1b[1;7mbombed" in text
    assert "[bombed]" not in text


def test_a_speaker_is_named_once_with_all_who_carry_it() -> None:
    position = Position(
        label="x",
        value="x",
        holders=(sample.holder("Outlet A", "a medic"), sample.holder("Outlet B", "a medic")),
        origins=1,
    )
    others = tuple(Position(label=f"word {n}", value="x", holders=position.holders, origins=1) for n in "ab")
    field = Field(name="target", state="agreed", positions=(position, *others))
    stream = io.StringIO()
    Console(file=stream, width=120).print(fields_table([field]))
    assert stream.getvalue().count("a medic, via Outlet A, Outlet B") == 1
    assert "also: word a; word b" in stream.getvalue()


def test_a_sentence_is_shown_once_for_all_its_claims() -> None:
    claims = sample.claims()
    stream = io.StringIO()
    Console(file=stream, width=140).print(
        incident_page(sample.incident(), [claims[0], claims[0]], sample.heads(), colour=False)
    )
    assert stream.getvalue().count("harbour official told") == 1


def test_the_brief_page_quotes_the_most_telling_claims() -> None:
    claims = sample.claims()
    more = [structs.replace(claims[1], id=f"c_{n}", quote=f"{n}") for n in range(3)]
    assert [c.id for c in most_telling([*more, *claims])] == ["c_1", "c_0"]
    stream = io.StringIO()
    shown = incident_page(sample.incident(), [*claims, *more], sample.heads(), colour=False, brief=True)
    Console(file=stream, width=100).print(shown)
    assert "Claims: 2 of 5" in stream.getvalue()
    assert "party to the event" not in stream.getvalue()


def test_bars_share_a_scale() -> None:
    whole = bar(Harm(kind="killed", low=0, best=5, high=10, rule="r"), 10, width=11).plain
    assert whole == "├━━━━●━━━━┤"
    assert bar(Harm(kind="killed", low=0, best=0, high=0, rule="r"), 10, width=11).plain == "●··········"
    assert (
        bar(Harm(kind="killed", low=5, best=None, high=None, rule="r"), 10, width=11).plain == "·····├▸·····"
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2019-08-27", "2019-08-27", "27 Aug 2019"),
        ("2019-08-26", "2019-08-27", "26–27 Aug 2019"),
        ("2019-08-31", "2019-09-01", "31 Aug–1 Sep 2019"),
        ("2018-12-31", "2019-01-01", "31 Dec 2018–1 Jan 2019"),
        ("2019-02-01", "2019-02-28", "Feb 2019"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2011-01-01", "2019-12-31", "2011–2019"),
        (None, None, "no date"),
        ("2019-08-27", None, "27 Aug 2019"),
    ],
)
def test_dates_in_words(start: str | None, end: str | None, words: str) -> None:
    first, last = (dt.date.fromisoformat(d) if d else None for d in (start, end))
    assert dates(first, last) == words


def test_dates_at_the_end_of_time() -> None:
    assert dates(dt.date(9999, 12, 1), dt.date.max) == "Dec 9999"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 5, "killed 3–5"),
        (0, 0, "killed 0"),
        (9, None, "killed at least 9"),
        (None, 20, "killed up to 20"),
        (None, None, "killed unknown number"),
    ],
)
def test_harm_in_words(low: int | None, high: int | None, words: str) -> None:
    assert harm_words(Casualty(kind="killed", low=low, high=high)) == words
