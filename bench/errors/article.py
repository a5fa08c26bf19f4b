"""One article as HTML: its text with the triggers marked, beside it gold and system claims aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any

from bench.errors.align import Aligned, Filler, Raw, Row
from bench.errors.markup import Html, bar, esc, join, tag
from bench.errors.tally import count, total, war

SIDES = {"both": "found", "gold": "missed", "system": "spurious"}
_ALSO = {"date": "when", "place": "where", "country": "where"}
"""Slots that a reader's confidence knows under another name."""


def article_html(score: ModuleType, aligned: Aligned, number: int) -> Html:
    """The article; `number` makes its anchors its own."""
    article, sums = aligned.article, total(aligned)
    claims = count([f for row in aligned.rows for f in row.fillers if f.slot == "claim"])
    about = [article.get("outlet") or "outlet not named", war(aligned), aligned.annotation.get("published")]
    figures = (
        f"F1 {100 * sums.f1:.1f} (P {100 * sums.p:.0f}, R {100 * sums.r:.0f}), {sums.lost:.0f} fillers lost; "
        f"claims: {claims.ok:.0f} found, {claims.gold - claims.ok:.0f} missed, "
        f"{claims.system - claims.ok:.0f} spurious"
    )
    cards = join(
        _claim(score, row, f"a{number}c{n}", n, article["text"]) for n, row in enumerate(aligned.rows, 1)
    )
    return tag(
        "article",
        tag("h3", article.get("title") or article["id"]),
        tag(
            "p",
            tag("small", " · ".join(str(x or "undated") for x in about), " · ", tag("code", article["id"])),
        ),
        tag("p", figures),
        tag(
            "div",
            tag("div", _marked(score, aligned, number), class_="text", dir="auto"),
            tag("div", cards),
            class_="side",
        ),
        id=f"a{number}",
    )


def side(row: Row) -> str:
    """ "both" for a pair, else which side has the claim."""
    return "both" if row.gold and row.system else "gold" if row.gold else "system"


def _marked(score: ModuleType, aligned: Aligned, number: int) -> Html:
    """The text, with every trigger marked and numbered as its claim is; the gold's trigger of a pair."""
    text = aligned.article["text"]
    spans = [(*row.at, side(row), n) for n, row in enumerate(aligned.rows, 1)]
    cuts = sorted({0, len(text), *(x for s in spans for x in s[:2] if 0 <= x <= len(text))})
    parts: list[Html] = []
    for start, end in pairwise(cuts):
        here = [s for s in spans if s[0] <= start and end <= s[1]]
        words = esc(text[start:end])
        if here:
            links = [tag("a", n, href=f"#a{number}c{n}") for _, last, _, n in here if last == end]
            words = tag("mark", words, *links, class_=_worst(s[2] for s in here))
        parts.append(words)
    return join(parts)


def _worst(sides: Iterator[str]) -> str:
    found = set(sides)
    return next(name for name in ("gold", "system", "both") if name in found)


def _claim(score: ModuleType, row: Row, anchor: str, number: int, text: str) -> Html:
    claim: Raw = row.gold or row.system or {}
    trigger = score.text_of(claim.get("trigger")) or text[row.at[0] : row.at[1]]
    where = side(row)
    cost = f"{SIDES[where]}, {row.lost} lost" if row.lost else SIDES[where]
    head = tag("tr", tag("th"), tag("th", "gold", class_="g"), tag("th", "system", class_="s"))
    rows = [tag("tr", *_cells(filler, row)) for filler in row.fillers if filler.slot != "claim"]
    return tag(
        "div",
        tag("h4", f"{number}. {trigger}", tag("small", cost)),
        tag("q", claim.get("quote") or "", dir="auto"),
        tag("table", head, *rows),
        class_=f"claim {where}",
        id=anchor,
    )


def _cells(filler: Filler, row: Row) -> list[Html]:
    state = None if filler.verdict == "correct" else filler.verdict
    why = (
        tag("span", filler.kind, class_="why") if filler.verdict == "wrong" or "is the" in filler.kind else ""
    )
    sure, other = _confidence(filler, row.system), state if state != "missing" else None
    return [
        tag("td", filler.slot),
        tag("td", shown(filler.gold), class_=state if state != "spurious" else None),
        tag("td", shown(filler.system), why, sure, class_=other, title=_rule(filler, row.system)),
    ]


def _confidence(filler: Filler, system: Raw | None) -> Html:
    if filler.system is None or not system:
        return Html()
    sure = (system.get("confidence") or {}).get(_ALSO.get(filler.slot, filler.slot))
    return tag("small", f" {sure:.2f}") if isinstance(sure, float) else Html()


def _rule(filler: Filler, system: Raw | None) -> str | None:
    """What a reader that explains itself says of the slot, to be read by pointing at the value."""
    rules = (system or {}).get("rules") or {}
    return rules.get(_ALSO.get(filler.slot, filler.slot)) or None


def shown(value: Any) -> str:
    """A filler for people: "killed 3 to ?", "2019-08-27", a label or the words themselves."""
    if value is None:
        return "–"
    if not isinstance(value, tuple):
        return str(value)
    if len(value) == 3:
        kind, low, high = value
        number = f"{low}" if low == high and low is not None else f"{_open(low)} to {_open(high)}"
        return f"{kind} {number}"
    start, end = value
    return str(start) if start == end else f"{_open(start)} to {_open(end)}"


def _open(value: Any) -> str:
    return "?" if value is None else str(value)


def index_rows(articles: Sequence[Aligned]) -> list[list[Any]]:
    """A row per article for the list above them."""
    most = max((total(a).lost for a in articles), default=1) or 1
    rows = []
    for n, aligned in enumerate(articles, 1):
        sums = total(aligned)
        name = aligned.article.get("title") or aligned.article["id"]
        rows.append(
            [
                tag("a", name, href=f"#a{n}"),
                aligned.article.get("outlet") or "",
                war(aligned),
                bar(sums.f1, f"{100 * sums.f1:.1f}"),
                bar(sums.lost / most, f"{sums.lost:.0f}", "bad"),
            ]
        )
    return rows
