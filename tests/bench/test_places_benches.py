"""Figures of the place benches on errors made up here."""

from __future__ import annotations

import pytest

from bench.airwars_places import error as airwars_error
from bench.claim_places import compare
from bench.geoparsing import classes, end_to_end
from bench.metonyms import counts
from bench.places.corpora import Article, GoldName, half
from bench.places.measure import FARTHEST_KM, figures
from bench.ucdp_places import PlaceString, table
from contested.model import Claim, Source, Span, Where
from contested.resolve.gazetteer import gazetteer
from sample_values import document as sample_document


def test_no_answer_counts_as_the_farthest() -> None:
    found = figures([0.0, 10.0, 200.0, None])
    assert found.within == {5.0: 0.25, 25.0: 0.5, 161.0: 0.5}
    assert found.unanswered == 1
    assert figures([None]).auc == pytest.approx(1.0)
    assert figures([None]).median == FARTHEST_KM
    assert figures([0.0]).auc == 0.0


def test_halves_are_stable_and_both_used() -> None:
    halves = [half(str(n)) for n in range(200)]
    assert halves == [half(str(n)) for n in range(200)]
    assert 60 < halves.count("fit") < 140


def test_tables_count_strings_and_events() -> None:
    rows = [PlaceString("A village", "B", "1", 35.0, 36.0, 3), PlaceString("C", "", "2", 35.0, 36.0, 1)]
    lines = table(rows, [1.0, None]).splitlines()
    assert "| 2 | 50.0% |" in lines[2]
    assert "| 4 | 75.0% |" in lines[3]


def test_a_place_without_coordinates_has_no_error() -> None:
    assert airwars_error({"lat": 35, "lon": 36}, None) is None


def test_errors_are_classed_by_what_could_have_been_answered() -> None:
    entries = gazetteer()
    (homs,) = [c for c in entries.lookup("Homs") if c.ref == "geonames:169577"]
    (khums,) = [c for c in entries.lookup("Homs") if c.code == "LY" and c.kind == "settlement"]
    name = GoldName(0, 4, "Homs", 34.73, 36.72, None, "")
    article = Article("X", "1", "", "", "", (name,))
    counted = classes([(article, name, khums, 2000.0), (article, name, homs, 0.1)], entries)
    assert counted == {"namesake in another country": 1}
    missing = GoldName(0, 4, "Homs", -34.0, 150.0, None, "")
    assert classes([(article, missing, homs, 9000.0)], entries) == {
        "the place itself is not in the gazetteer": 1
    }
    assert classes([(article, missing, None, None)], entries) == {"the gazetteer has no such name": 1}


def test_sources_and_places_are_counted_apart() -> None:
    text = "Paris said jets hit a mill in Aleppo."
    at = text.index("Aleppo")
    document = sample_document(text)
    claim = Claim(
        document_id=document.id,
        type="air_strike",
        quote=text,
        sentence=Span(text=text, start=0, end=len(text)),
        trigger=Span(text="hit", start=16, end=19),
        where=Where(texts=(Span(text="Aleppo", start=at, end=at + 6),)),
        source=(Source(text="Paris", start=0, end=5),),
    )
    found = counts([(document, [claim])], gazetteer())
    assert found == {"sources": 1, "sources flagged": 1, "places": 1, "places flagged": 0}


def test_end_to_end_counts_spans_and_places() -> None:
    text = "Shells fell in Homs on Friday."
    homs = GoldName(15, 19, "Homs", 34.73, 36.72, None, "")
    found = end_to_end([Article("X", "1", "", text, "", (homs,))], gazetteer())
    assert (found.gold, found.same, found.located) == (1, 1, 1)
    ignored = end_to_end([Article("X", "1", "", text, "", (), ((15, 19),))], gazetteer())
    assert ignored.found == 0


def test_both_ways_to_place_a_claim_are_counted() -> None:
    text = "Jets hit a mill in Aleppo, Syria."
    at = text.index("Aleppo")
    document = sample_document(text)
    span = Span(text="Aleppo", start=at, end=at + 6)
    claim = Claim(
        document_id=document.id,
        type="air_strike",
        quote=text,
        sentence=Span(text=text, start=0, end=len(text)),
        trigger=Span(text="hit", start=5, end=8),
        where=Where(texts=(span,), country="Syria", admin1="Homs"),
    )
    country, division, _ = compare([(document, [claim])], gazetteer())
    assert (country.gold, country.resolver, division.gold, division.resolver) == (1, 1, 1, 0)
