"""Loading MUC-4 in its two forms, the spans of its fillers, and claims as templates; invented reports."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bench.muc4 import __main__ as bench
from bench.muc4.corpus import ROLES, Report, Template, load, proper_words, sentence_case, to_document
from bench.muc4.fillers import DESCRIBED, Choosers, fit
from bench.muc4.keys import Confidence, parse_keys
from bench.muc4.mapping import confidence, incident_type, stage, to_templates
from contested.model import Casualty, Claim, Mention, Perpetrator, Source, Span
from train.muc4_examples import DESCRIBED as ROLE_DESCRIBED
from train.muc4_examples import examples, outermost, places

TEXT = (
    "the red dawn front (rdf) burned a mill near oldtown.  rdf gunmen shot mayor ana bell "
    "and her guards, police said.    the rdf denied it."
)


def key(docid: str, number: str, **slots: str) -> str:
    """A printed template; slots by number, as s5="ACCOMPLISHED"."""
    names = {1: "MESSAGE: TEMPLATE", 4: "INCIDENT: TYPE", 5: "INCIDENT: STAGE OF EXECUTION"}
    names |= {11: "PERP: ORGANIZATION CONFIDENCE", 19: "HUM TGT: DESCRIPTION"}
    lines = [f"{'0.  MESSAGE: ID':35}{docid} (CODER)"]
    for n, name in names.items():
        fill = number if n == 1 else slots.get(f"s{n}", "-")
        first, *more = fill.split("\n")
        lines += [f"{f'{n}.'.ljust(4) + name:35}{first}", *(" " * 35 + line for line in more)]
    return "\n".join(lines)


KEYS = "\n\n".join(
    [
        ";; a coder's remark\n" + key("DEV-MUC3-0001", "1", s4="ARSON", s5="ACCOMPLISHED / ATTEMPTED"),
        key(
            "DEV-MUC3-0001",
            "2 (OPTIONAL)",
            s4="ATTACK",
            s5="ACCOMPLISHED",
            s11='? SUSPECTED OR ACCUSED BY AUTHORITIES / POSSIBLE: "RED DAWN FRONT" /\n"RDF"\n'
            'REPORTED AS FACT: "OTHERS"',
            s19='"MAYOR": "ANA BELL"\n"GUARDS"',
        ),
        key("DEV-MUC3-0002", "*", s4="*", s5="*", s11="*", s19="*"),
    ]
)


def row(docid: str, text: str, *templates: dict[str, Any]) -> str:
    full = [{role: [] for role in ROLES} | t for t in templates]
    return json.dumps({"docid": docid, "doctext": text, "templates": full})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("dev", "tst1", "tst2", "tst3"):
        (tmp_path / "full" / name).mkdir(parents=True)
    (tmp_path / "full" / "dev" / "key-dev-0001.gz").write_bytes(gzip.compress(KEYS.encode()))
    rows = [
        row(
            "DEV-MUC3-0001",
            TEXT,
            {"incident_type": "arson", "Target": [[["mill", 35]]], "PerpOrg": [[["rdf", 20]]]},
            {
                "incident_type": "attack",
                "PerpInd": [[["gunmen", 58]]],
                "PerpOrg": [[["red dawn front", 4], ["rdf", 20]]],
                "Victim": [[["ana bell", 76]]],
            },
        ),
        row("DEV-MUC3-0002", "nothing happened."),
    ]
    (tmp_path / "train.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    for name in ("dev", "tst3"):
        (tmp_path / f"{name}.jsonl").write_text(rows[0].replace("DEV-MUC3", "TST3-MUC4") + "\n", "utf-8")
    return tmp_path


def test_a_printed_key_gives_stage_confidence_and_the_described() -> None:
    first, second, none = parse_keys(KEYS.splitlines())
    assert (first.docid, first.type, first.stages) == (
        "DEV-MUC3-0001",
        "arson",
        ("ACCOMPLISHED", "ATTEMPTED"),
    )
    assert second.confidence == (
        Confidence(("red dawn front", "rdf"), ("SUSPECTED OR ACCUSED BY AUTHORITIES", "POSSIBLE")),
        Confidence(("others",), ("REPORTED AS FACT",)),
    )
    assert second.described == (("guards",),)  # "mayor" only describes someone who has a name
    assert (none.type, none.stages, none.confidence) == ("*", (), ())


def test_both_forms_are_joined(folder: Path) -> None:
    report, empty = load("train", folder)
    assert [t.type for t in report.templates] == ["arson", "attack"]
    assert report.templates[1].roles["PerpOrg"] == (("red dawn front", "rdf"),)
    assert report.templates[1].stage == "ACCOMPLISHED"
    assert report.templates[1].described == (("guards",),)
    assert empty.templates == ()
    (unjoined,) = load("tst3", folder)  # no full key for it
    assert unjoined.templates[0].stage is None


def test_sentence_case_keeps_every_offset() -> None:
    cased = sentence_case(TEXT, {"oldtown", "ana"})
    assert cased.lower() == TEXT
    assert cased.startswith("The red dawn front (RDF) burned a mill near Oldtown.  RDF gunmen")
    assert "mayor Ana bell" in cased
    assert len(sentence_case("straße. ßa")) == len("straße. ßa")


def test_examples_give_all_places_of_each_filler(folder: Path) -> None:
    (text, templates), (_, none) = examples(folder)
    assert none == ()
    arson, attack = templates
    assert (arson.type, arson.stage, arson.confidence) == ("arson", "ACCOMPLISHED", (None,))
    assert attack.confidence == ("accused",)
    (organisation,) = attack.roles["PerpOrg"]
    assert [text[a:b].lower() for a, b in organisation] == ["red dawn front", "rdf", "rdf", "rdf"]
    assert [text[a:b] for a, b in attack.roles[ROLE_DESCRIBED][0]] == ["guards"]


def test_places_are_at_word_boundaries_where_there_are_any() -> None:
    assert places("art of war art", "art") == ((0, 3), (11, 14))
    assert places("parts, smart", "art") == ((1, 4), (9, 12))
    assert outermost([(3, 5), (0, 9), (10, 12), (0, 4)]) == ((0, 9), (10, 12))


@pytest.fixture
def choosers() -> Choosers:
    roles: dict[str, tuple[tuple[str, ...], ...]] = {
        "PerpInd": (("gunmen",), ("two masked men",)),
        "PerpOrg": (("red dawn front",), ("army",)),
        "Target": (("mill",), ("police station",)),
        "Victim": (("ana bell",), ("tom reed",)),
        "Weapon": (("bomb",),),
    }
    template = Template(type="attack", roles=roles, described=(("guards",), ("two farmers",)))
    return fit([Report(id="1", text="", templates=(template,))])


def test_words_tell_the_role(choosers: Choosers) -> None:
    assert choosers.perpetrator.choose("Masked Men") == "PerpInd"
    assert choosers.perpetrator.choose("the front") == "PerpOrg"
    assert choosers.target.choose("old mill") == "Target"
    assert choosers.target.choose("Ana") == "Victim"
    assert choosers.target.choose("farmers") == DESCRIBED


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(text=words, start=at, end=at + len(words))


def claim(kind: str, quote: str, trigger: str, **fields: Any) -> Claim:
    return Claim(
        document_id="d",
        type=kind,
        quote=quote,
        sentence=span(quote, quote),
        trigger=span(quote, trigger),
        **fields,
    )


def mentions(quote: str, *names: str) -> tuple[Mention, ...]:
    return tuple(Mention(text=s.text, start=s.start, end=s.end) for s in (span(quote, n) for n in names))


def test_claims_of_one_event_are_one_template(choosers: Choosers) -> None:
    quote = "The Red Dawn Front blew up the mill with a bomb, wounding Tom Reed and two farmers"
    by = Perpetrator(mode="all", names=mentions(quote, "Red Dawn Front"))
    hurt = (Casualty(kind="injured", who=span(quote, "Tom Reed"), low=1, high=1),)
    claims = [
        claim(
            "explosive",
            quote,
            "blew up",
            event="E1",
            perpetrator=by,
            target=mentions(quote, "mill"),
            weapon=span(quote, "bomb"),
        ),
        claim("attack", quote, "wounding", event="E1", perpetrator=by, casualties=hurt),
        claim("consult", quote, "up", event="E2"),
        claim("attack", quote, "up", event="E3", status="denied"),
    ]
    (found,) = to_templates(claims, choosers)
    assert found.type == "bombing"
    assert found.roles["PerpOrg"] == (("red dawn front",),)
    assert (found.roles["Target"], found.roles["Victim"]) == ((("mill",),), (("tom reed",),))
    assert found.roles["Weapon"] == (("bomb",),)
    assert found.stages == ("ACCOMPLISHED",)
    assert found.confidence == (Confidence(("red dawn front",), ("REPORTED AS FACT",)),)


@pytest.mark.parametrize(
    ("status", "cue", "expected"),
    [
        ("asserted", None, "ACCOMPLISHED"),
        ("planned", "will", "THREATENED"),
        ("planned", "tried", "ATTEMPTED"),
        ("denied", "foiled", "ATTEMPTED"),
        ("denied", "no", None),
    ],
)
def test_stage_is_told_by_status_and_cue(status: Any, cue: str | None, expected: str | None) -> None:
    quote = "they will no longer say who tried and was foiled in the attack"
    given = claim("attack", quote, "attack", status=status, status_cue=span(quote, cue) if cue else None)
    assert stage(given) == expected


def test_confidence_is_told_by_source_status_and_mode() -> None:
    quote = "the army and the front are both named for the attack by police and clerks"
    one = Perpetrator(mode="all", names=mentions(quote, "front"))
    either = Perpetrator(mode="one_of", names=mentions(quote, "front", "army"))

    def said_by(words: str, kind: Any) -> tuple[Source, ...]:
        s = span(quote, words)
        return (Source(text=s.text, start=s.start, end=s.end, kind=kind),)

    def told(**fields: Any) -> str:
        return confidence(claim("attack", quote, "attack", **fields))

    assert told(perpetrator=one) == "REPORTED AS FACT"
    assert told(perpetrator=one, status="alleged") == "SUSPECTED OR ACCUSED"
    official = told(perpetrator=one, source=said_by("police", "military"))
    assert official == "SUSPECTED OR ACCUSED BY AUTHORITIES"
    assert told(perpetrator=one, source=said_by("front", "armed_group")) == "CLAIMED OR ADMITTED"
    assert told(perpetrator=either) == "POSSIBLE"


def test_what_muc_does_not_report_has_no_type() -> None:
    quote = "fighting in the hills, and a kidnapping long ago"
    assert incident_type(claim("armed_clash", quote, "fighting")) is None
    assert incident_type(claim("abduction", quote, "kidnapping")) == "kidnapping"
    assert incident_type(claim("abduction", quote, "kidnapping", background=True)) is None


def answer(reports: list[Report]) -> list[list[Template]]:
    """A head: one arson for every report, which must come without its key."""
    assert all(not r.templates for r in reports)
    return [[Template(type="arson", roles={"Target": (("mill",),)})] for _ in reports]


def test_a_head_is_measured_end_to_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--split", "tst3", "--data", str(folder), "--head", f"{__name__}:answer", "--no-record"]
    bench.main(arguments)
    printed = capsys.readouterr().out
    assert "| micro average | 100.0 | 28.6 | 44.4 | 7 | 2 |" in printed
    assert "| Target | 100.0 | 100.0 | 100.0 | 1 | 1 |" in printed


def test_proper_words_come_from_names_alone(folder: Path) -> None:
    assert proper_words(load("train", folder)) == {"ana", "bell", "red", "dawn", "front", "rdf"}
    document = to_document(load("train", folder)[0], frozenset({"bell"}))
    assert document.text[76:84] == TEXT[76:80] + "Bell"
