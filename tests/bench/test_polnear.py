"""PolNeAR: loading its stand-off lines, and scoring attributions counted by hand; invented articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.polnear import __main__ as bench
from bench.polnear.corpus import PARTS, Article, Attribution, load, to_article, to_document
from bench.polnear.rules import read
from bench.polnear.score import Counts, score
from contested.model import Span
from train.polnear_examples import examples

TEXT = "Clerk Ana Bell said that the mill,” she added, “burns.”\n\nSmoke: a sign, Tom heard Bo say, of rain."


def place(words: str, after: int = 0) -> str:
    at = TEXT.index(words, after)
    return f"{at} {at + len(words)}"


def line(name: str, kind: str, *words: str) -> str:
    return f"{name}\t{kind} {';'.join(map(place, words))}\t{' '.join(words)}"


BRAT = "\n".join(
    [
        line("T1", "Source", "Clerk Ana Bell"),
        line("T2", "Cue", "said"),
        line("T3", "Content", "that the mill", "“burns.”"),
        line("T4", "Attribution", "said"),
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        line("T5", "Cue", "say"),
        line("T6", "Source", "Bo"),
        line("T7", "Content", "a sign"),
        line("T8", "Content", "of rain"),
        line("T9", "Attribution-no-source", "heard"),
        "E2\tAttribution:T9 Cue:T5 Content:T7 Content2:T8 Source:T6",
        line("T10", "Cue", "heard"),
        line("T11", "Content", "Bo say, of rain"),
        "E3\tAttribution-no-source:T9 Content:T11 Cue:T10",
        "E4\tAttribution:T9 Content:T11",  # no cue
        "T12\tDiscuss 0 5\tClerk",
        "#1\tAnnotatorNotes T12\tis this one?",
    ]
)
ROW = {"id": "a1", "text": TEXT, "brat": [BRAT]}


def spans(*words: str) -> tuple[Span, ...]:
    return tuple(Span(text=w, start=TEXT.index(w), end=TEXT.index(w) + len(w)) for w in words)


def attribution(source: Sequence[str], cue: Sequence[str], content: Sequence[str]) -> Attribution:
    return Attribution(source=spans(*source), cue=spans(*cue), content=spans(*content))


SAID = attribution(["Clerk Ana Bell"], ["said"], ["that the mill", "“burns.”"])
HEARD = attribution([], ["heard"], ["Bo say, of rain"])
SAY = attribution(["Bo"], ["say"], ["a sign", "of rain"])


def test_attributions_are_loaded_with_all_their_parts() -> None:
    article = to_article(ROW)
    assert article.attributions == (SAID, HEARD, SAY)
    for found in article.attributions:
        assert all(s.proves(TEXT) for part in PARTS for s in found.part(part))
    assert to_document(article).text == TEXT


def test_lines_may_come_one_by_one() -> None:
    assert to_article(ROW | {"brat": BRAT.split("\n")}) == to_article(ROW)


def test_of_several_annotations_the_first_is_taken() -> None:
    other = line("T1", "Source", "Tom") + "\n" + line("T30", "Cue", "added")
    event = "E30\tAttribution:T30 Source:T1 Cue:T30 Content:T3"
    assert to_article(ROW | {"brat": [BRAT, f"{other}\n{event}"]}) == to_article(ROW)


def test_a_span_outside_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside a text"):
        to_article({"id": "a", "text": "short", "brat": ["T1\tCue 2 9\tort"]})


def scored(*predicted: Attribution) -> dict[tuple[str, str], Counts]:
    return score([(Article(id="a", text=TEXT, attributions=(SAID, HEARD, SAY)), predicted)])


def test_the_gold_itself_is_perfect() -> None:
    assert all(counts.f1 == 1 for counts in scored(SAY, HEARD, SAID).values())


def test_nothing_predicted_is_all_missing() -> None:
    found = scored()
    assert found["exact", "source"] == Counts(0, 0, 2)
    assert found["exact", "attribution"] == Counts(0, 0, 3)
    assert found["token", "content"] == Counts(0, 0, 4 + 4 + 2)  # "of rain" stands in two of them


def test_half_a_content_counts_by_token_and_not_exactly() -> None:
    found = scored(attribution(["Ana Bell"], ["said"], ["that the mill,”"]))
    assert found["token", "content"] == Counts(3, 3, 10)
    assert found["linked", "content"] == Counts(3, 3, 12)
    assert found["exact", "content"] == Counts(0, 1, 3)
    assert found["token", "source"] == Counts(2, 2, 4)
    assert found["exact", "cue"] == Counts(1, 1, 3)


def test_punctuation_and_quotation_marks_do_not_decide() -> None:
    found = scored(attribution(["Clerk Ana Bell"], ["said"], ["that the mill,”", "burns."]))
    assert found["exact", "attribution"] == Counts(1, 1, 3)


def test_the_right_words_under_the_wrong_cue_are_not_linked() -> None:
    found = scored(attribution(["Clerk Ana Bell"], ["added"], ["that the mill", "“burns.”"]))
    assert found["token", "content"].right == 4
    assert found["linked", "content"].right == 0
    assert found["exact", "content"].right == 1
    assert found["exact", "attribution"].right == 0


def test_a_cue_of_punctuation_is_a_cue() -> None:
    colon = attribution([], [":"], ["a sign"])
    found = score([(Article(id="a", text=TEXT, attributions=(colon,)), [colon])])
    assert found["exact", "cue"] == found["linked", "cue"] == Counts(1, 1, 1)


def write(folder: Path) -> None:
    for split in ("train", "dev"):
        (folder / f"{split}.jsonl").write_text(json.dumps(ROW) + "\n", "utf-8")


def answer(articles: Sequence[Article]) -> list[list[Attribution]]:
    """A head that knows one attribution; what it gets must be without gold."""
    assert all(not a.attributions for a in articles)
    return [[SAID] for _ in articles]


def test_a_head_is_measured_end_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path)
    bench.main(["--data", str(tmp_path), "--head", f"{__name__}:answer", "--no-record"])
    printed = capsys.readouterr().out
    assert "dev, 1 articles" in printed
    assert "| all three | | | | | 100.0 | 33.3 | 50.0 | 3 |" in printed


def test_examples_are_places(tmp_path: Path) -> None:
    write(tmp_path)
    ((text, found),) = examples(tmp_path)
    assert text == load("train", tmp_path)[0].text
    source, cue, content = found[0]
    assert [text[a:b] for a, b in (*source, *cue, *content)] == [
        "Clerk Ana Bell",
        "said",
        "that the mill",
        "“burns.”",
    ]
    assert found[1][0] == ()


def test_the_rules_answer_in_the_corpus_terms() -> None:
    text = "The clerk of Oldtown said on Friday that the mill had burned. Nobody was hurt."
    (found,) = read([Article(id="a", text=text, attributions=())])[0:1]
    (said,) = found
    assert [s.text for s in said.source] == ["The clerk of Oldtown"]
    assert [s.text for s in said.cue] == ["said"]
    assert "the mill had burned" in " ".join(s.text for s in said.content)
    assert all(s.proves(text) for part in PARTS for s in said.part(part))


def test_parses_are_kept_and_taken_again(tmp_path: Path) -> None:
    articles = [Article(id="a", text="Tom Reed denied that he had sold the mill.", attributions=())]
    first = read(articles, tmp_path / "parses.bin")
    assert (tmp_path / "parses.bin").exists()
    assert read(articles, tmp_path / "parses.bin") == first
    assert [s.text for s in first[0][0].cue] == ["denied"]
