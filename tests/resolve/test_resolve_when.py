"""Dates of a report's claims: cut time words, and date lines that disagree with the metadata."""

from __future__ import annotations

import datetime as dt

import pytest

from contested.model import Claim, Document, Span, When, sha256
from contested.resolve.when import resolve_dates

D = dt.date


def one(text: str, words: str, published: dt.date | None) -> tuple[dt.date | None, dt.date | None, str]:
    """Start, end and rule of a claim whose time words are `words`, in a report of one sentence."""
    digest = sha256(text.encode())
    document = Document(
        id="d_1",
        key=None,
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        published=published,
        locator="t",
    )

    def span(part: str) -> Span:
        at = text.rindex(part)
        return Span(text=part, start=at, end=at + len(part))

    claim = Claim(
        document_id="d_1",
        type="air_strike",
        quote=text,
        sentence=Span(text=text, start=0, end=len(text)),
        trigger=span("hit"),
        when=When(text=span(words)),
    )
    (dated,) = resolve_dates(document, [claim])
    found = dated.interval
    return (found.start, found.end, dated.rule) if found else (None, None, dated.rule)


@pytest.mark.parametrize(
    ("text", "words", "day", "longer"),
    [
        ("Shells hit the mill on 14 June 2024.", "2024", D(2024, 6, 14), "14 June 2024"),
        ("Shells hit the mill on 14 June 2024.", "June 2024", D(2024, 6, 14), "14 June 2024"),
        ("Shells hit the mill on 14 June 2024.", "14 June 2024", D(2024, 6, 14), None),
        ("Shells hit the mill on 14 June and left in 2024.", "June", D(2024, 6, 14), "14 June"),
    ],
)
def test_cut_time_words_are_read_in_full(text: str, words: str, day: dt.date, longer: str | None) -> None:
    start, end, rule = one(text, words, D(2024, 7, 1))
    assert (start, end) == (day, day)
    assert (f"in '{longer}'" in rule) if longer else ("in '" not in rule)


def test_a_whole_expression_keeps_what_it_means() -> None:
    assert one("Shells hit the mill in 2024, in June.", "2024", D(2024, 7, 1))[:2] == (
        D(2024, 1, 1),
        D(2024, 12, 31),
    )


def test_a_date_line_that_disagrees_is_noted() -> None:
    line = "ARDIN, 3 May 2019 - "
    start, _, rule = one(f"{line}Shells hit the mill yesterday.", "yesterday", D(2019, 5, 9))
    assert start == D(2019, 5, 2)
    assert "date line 2019-05-03 used; the publication date given, 2019-05-09, disagrees" in rule
    assert "disagrees" not in one(f"{line}Shells hit the mill yesterday.", "yesterday", D(2019, 5, 3))[2]
    assert "disagrees" not in one(f"{line}Shells hit the mill on 7 May 2018.", "7 May 2018", D(2019, 5, 9))[2]


def test_a_length_up_to_now_counts_from_the_start_of_the_war() -> None:
    text = (
        "Gaza saw raids. Gaza saw shells. Gaza counts its dead. Shells hit homes there in five weeks of war."
    )
    start, end, rule = one(text, "in five weeks", D(2023, 11, 12))
    assert (start, end) == (D(2023, 10, 7), D(2023, 11, 12)) and "start told" in rule
    assert one(text, "in five weeks", D(2024, 3, 12))[0] == D(2024, 2, 6)  # no war began then


def test_the_same_day_without_a_day_before_is_the_report_s() -> None:
    assert one("Shells hit the mill on the same day.", "the same day", D(2024, 7, 1))[0] == D(2024, 7, 1)


def test_an_undated_report_is_no_older_than_the_post_it_embeds() -> None:
    text = "Shells hit the mill yesterday.\nSmoke over Ardin. - A Miller (@amiller) August 16, 2022"
    assert one(text, "yesterday", None)[0] == D(2022, 8, 15)
    assert one(text, "yesterday", D(2022, 8, 20))[0] == D(2022, 8, 19)


def test_claims_of_one_event_share_their_day() -> None:
    first, second = "Shells hit the mill on 3 May 2019.", "The shells hit at dawn, residents said."
    text = f"{first} Elsewhere it was calm.\n{second}"
    digest = sha256(text.encode())
    document = Document(
        id="d_1", key=None, text=text, sha256_text=digest, sha256_raw=digest, published=None, locator="t"
    )

    def claim(sentence: str, words: str | None) -> Claim:
        at = text.index(sentence)
        hit = text.index("hit", at)
        when = When(
            text=Span(text=words, start=text.index(words), end=text.index(words) + len(words))
            if words
            else None
        )
        return Claim(
            document_id="d_1",
            event="E1",
            type="shelling",
            quote=sentence,
            sentence=Span(text=sentence, start=at, end=at + len(sentence)),
            trigger=Span(text="hit", start=hit, end=hit + 3),
            when=when,
        )

    dated = resolve_dates(document, [claim(first, "3 May 2019"), claim(second, None)])
    assert dated[1].interval is not None and dated[1].interval.start == D(2019, 5, 3)
    assert dated[1].anchor == "event" and dated[1].rule.startswith("context: ")


def test_a_wire_s_date_line_without_a_year_wins_too() -> None:
    text = "ARDIN, Aug. 28 (Agency) - Shells hit the mill on Tuesday."
    start, _, rule = one(text, "Tuesday", D(2019, 9, 4))
    assert start == D(2019, 8, 27) and "date line 2019-08-28 used" in rule
    assert "disagrees" not in one(text, "Tuesday", D(2019, 8, 28))[2]
    assert one(text, "Tuesday", None)[0] is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Friday the council announced a plan to have the mill hit.", D(2019, 8, 23)),
        ("On Friday the guns will hit the mill.", D(2019, 8, 30)),
        ("The guns are to hit the mill on Friday.", D(2019, 8, 30)),
    ],
)
def test_a_plan_s_weekday_may_be_that_of_its_telling(text: str, day: dt.date) -> None:
    digest = sha256(text.encode())
    at, hit = text.index("Friday"), text.index("hit")
    claim = Claim(
        document_id="d_1",
        type="attack",
        status="planned",
        quote=text,
        sentence=Span(text=text, start=0, end=len(text)),
        trigger=Span(text="hit", start=hit, end=hit + 3),
        when=When(text=Span(text="Friday", start=at, end=at + 6)),
    )
    document = Document(
        id="d_1", key=None, text=text, sha256_text=digest, sha256_raw=digest, locator="t",
        published=D(2019, 8, 28),
    )  # fmt: skip
    (dated,) = resolve_dates(document, [claim])
    assert dated.interval and dated.interval.start == day


def test_an_hour_is_on_the_day_of_the_report() -> None:
    start, _, rule = one("Shells hit the mill at about 5 a.m. local time.", "about 5 a.m.", D(2024, 7, 1))
    assert start == D(2024, 7, 1) and rule.startswith("clock")
    assert one("Shells hit the mill at about 5 a.m. local time.", "about 5 a.m.", None)[0] is None
