import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_helpers import REPORT

from contested.read.furniture import headline, sections

PAGE = """Shells hit a flour mill in Arnor

Facebook
Copy link
2 min read
3 March, 2021
By Ada Lind
Smoke rises over the mill in Arnor [Getty Images]
[Getty]

ARNOR (Plain Wire) - Shells fell on a flour mill in the town on Monday, residents said.

Read more: Bridge near Arnor closed after blast

Shells hit a flour mill in Arnor

The army denied that it had fired at the mill.

Ada Lind and Bo Ek contributed to this report.

Related stories
Bridge near Arnor closed after blast
Two towns ask for a truce

If you can, we have a request.
We use cookies to make this site work.
Source: Plain Wire
#Arnor #Mill
Prev Post
Next Post
© 2021 Plain Post. All rights reserved."""


def marked(text: str, **known: str) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in sections(text, **known)]


def kind_of(text: str, words: str, **known: str) -> str:
    at = text.index(words)
    return next(s.kind for s in sections(text, **known) if s.start <= at < s.end)


def test_a_page_with_everything() -> None:
    assert marked(PAGE) == [
        ("title", "Shells hit a flour mill in Arnor"),
        ("furniture", "Facebook\nCopy link"),
        ("furniture", "2 min read"),
        ("dateline", "3 March, 2021"),
        ("furniture", "By Ada Lind"),
        ("caption", "Smoke rises over the mill in Arnor [Getty Images]"),
        ("furniture", "[Getty]"),
        ("dateline", "ARNOR (Plain Wire) -"),
        ("body", "Shells fell on a flour mill in the town on Monday, residents said."),
        ("furniture", "Read more: Bridge near Arnor closed after blast"),
        ("title", "Shells hit a flour mill in Arnor"),
        ("body", "The army denied that it had fired at the mill."),
        ("furniture", "Ada Lind and Bo Ek contributed to this report."),
        ("furniture", "Related stories"),
        ("furniture", "Bridge near Arnor closed after blast\nTwo towns ask for a truce"),
        ("furniture", "If you can, we have a request."),
        ("furniture", "We use cookies to make this site work."),
        ("furniture", "Source: Plain Wire"),
        ("furniture", "#Arnor #Mill"),
        ("furniture", "Prev Post\nNext Post"),
        ("furniture", "© 2021 Plain Post. All rights reserved."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ada Lind; Editing by Bo Ek)",
        "Reporting by Ada al-Lind",
        "Ada Lind reported from Arnor.",
        "Share on Facebook",
        "12 comments",
        "Updated at 2:15 pm on Wednesday",
        "Mar 3, 2:15 pm",
        "14:05 GMT",
        "3 hours ago",
        "Credit: Ada Lind/Plain Wire",
        "STAFF/AFP/Getty Images",
        "Photo: Ada Lind",
        "— Ada Lind (@adalind) March 3, 2021",
        "https://plain.example/mill",
        "Sign up for our newsletter",
        "list 1 of 3Bridge near Arnor closed",
        "Tags: Arnor, mill",
        "* * *",
        "Click here to read on",
        "Advertisement",
        "This is a developing story. Check back for updates.",
    ],
)
def test_lines_of_furniture(line: str) -> None:
    text = f"The mill was hit.\n\n{line}\n\nThe army denied it."
    assert kind_of(text, line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "By Monday evening the army had shelled the mill twice.",
        "By Shelling Mill Army Breaks Truce",
        "Share prices fell after rebels seized the mill.",
        "Reporting by the monitor shows that two people were killed at the mill",
        "Support for the truce collapsed when the mill was bombed",
        "The source said that the mill was hit: two shells fell on it.",
        "Nine people killed in Arnor",
        "Sources: two killed in strike on mill",
        "Also: two people were killed",
        "Related shelling killed two people",
        "More troops moved into Arnor",
        "He contributed to this report by the ministry, then fled when the army attacked.",
        "Watch towers were shelled",
        "Photo: Smoke rises after a strike on the mill",
        "Credit: Ada Lind saw the strike",
        "Soldiers stormed the mill/AFP",
        "[The mill after the shelling. Photo: AFP]",
        "TWO KILLED IN ARNOR STRIKE - Army denies it",
        "By Sea and Air the Army Strikes Arnor Again Today",
        "- Two killed in Arnor (@plainpost)",
        "The ministry said in its daily statement that the copyright office was hit",
        "Two dead (AP correspondents saw the bodies), and the mill burnt to the ground",
    ],
)
def test_lines_that_may_be_claims_are_kept(line: str) -> None:
    text = f"The mill was hit.\n\n{line}\n\nThe army denied it."
    assert kind_of(text, line) in ("body", "caption", "title")


def test_a_list_of_other_reports_ends_at_the_first_sentence() -> None:
    text = (
        "A first sentence.\nRelated news:\nBridge closed after blast\nThe army denied it.\nTroops enter Arnor"
    )
    kinds = [(s.kind, s.why) for s in sections(text)]
    assert ("furniture", "headline of another report") in kinds
    assert kind_of(text, "The army denied") == "body"
    assert kind_of(text, "Troops enter") == "body"


def test_menus_need_six_labels() -> None:
    menu = ["World", "Culture", "Sport", "Health", "Books", "Music"]
    text = "It was hit.\n" + "\n".join(menu) + "\nThe army denied it."
    assert kind_of(text, "Sport") == "furniture"
    short = "It was hit.\n" + "\n".join(menu[:5]) + "\nThe army denied it."
    assert kind_of(short, "Sport") == "body"


def test_hard_wrapped_text_is_not_cut_by_its_lines() -> None:
    text = (
        "Shells fell on a flour mill in the town of Arnor on Monday, and the\n"
        "residents who were near the mill at that time spoke to the paper named\n"
        "The Plain Post about what they had seen, while a team of the wire had\n"
        "been waiting near the river for news of the truce that had been asked\n"
        "by Ada Lind\n"
        "and others in the town council.\n"
    )
    assert {s.kind for s in sections(text)} == {"body"}
    assert headline(text) is None


def test_a_known_title_is_found_without_the_name_of_the_site() -> None:
    text = "Shells hit mill\nIt was hit on Monday."
    assert marked(text, title="Shells hit mill | Plain Post")[0] == ("title", "Shells hit mill")
    assert marked("It was hit.", title="Shells hit mill") == [("body", "It was hit.")]


def test_headline() -> None:
    assert headline(REPORT) == "Shells hit a flour mill in Arnor"
    assert headline("The mill was hit.\nThe army denied it.") is None
    assert headline("Shells hit a flour mill in Arnor") is None
    assert headline("A mill was hit, and\nthe army denied it.") is None


def test_outlet_names_end_captions() -> None:
    text = "It was hit.\nA street near the mill – Plain Post\nThe army denied it."
    assert kind_of(text, "A street", outlet="Plain Post") == "caption"


LINES = st.sampled_from(
    [*PAGE.split("\n"), "", "  ", "قُتل اثنان في القصف", "e\u0301tat", "x" * 400, "\u200f", "\ufeff"]
)


@given(
    st.lists(LINES | st.text(max_size=80), max_size=20),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", " "]),
    st.text(),
)
def test_sections_cover_and_do_not_overlap(lines: list[str], end: str, title: str) -> None:
    text = end.join(lines)
    at = 0
    for section in sections(text, title=title):
        assert at <= section.start < section.end
        assert not text[at : section.start].strip()
        assert section.why
        at = section.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "line",
    [
        "3 March, 2021",
        "Published On 3 Mar 2021",
        "Wednesday, 3 March 2021, 16:21",
        "Issued on: 03/03/2021 - 15:14",
        "2021-03-03",
        "3 de marzo de 2021",
        "3 марта 2021 г.",
        "3 مارس 2021",
    ],
)
def test_date_lines(line: str) -> None:
    text = f"Shells hit a mill\n{line}\nThe army denied it."
    assert kind_of(text, line) == "dateline"


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("ARNOR (Plain Wire) -", " Shells fell on a mill."),
        ("ARNOR, Westland (Plain Wire)-", "Shells fell on a mill."),
        ("ARNOR, May 13 -", " A truce signed in Bree-Arnor holds."),
        ("ARNOR --", " Shells fell on a mill."),
        ("Arnor (Plain Wire) –", " Shells fell on a mill."),
        ("Published July 5 2015", " Shells fell on a mill."),
        ("Wed 05 Apr 2017", " Shells fell on a mill."),
    ],
)
def test_datelines_end_where_the_sentence_begins(opening: str, rest: str) -> None:
    assert marked(opening + rest) == [("dateline", opening), ("body", rest.strip())]


def test_headlines_behind_links_to_the_next_page_belong_to_other_reports() -> None:
    text = (
        "Market shelled\n\nShells hit the market on Monday. Two traders were hurt.\n\nPrev Post\n\n"
        "Will the truce of the lakes hold?\n\nNext Post\n\nMine kills a shepherd near the…\n\n"
        "The mayor spoke again on Tuesday. He called for calm."
    )
    kinds = {text[s.start : s.end].split("\n")[0]: s.kind for s in sections(text)}
    assert kinds["Will the truce of the lakes hold?"] == "furniture"
    assert kinds["Mine kills a shepherd near the…"] == "furniture"
    assert kinds["The mayor spoke again on Tuesday. He called for calm."] == "body"
