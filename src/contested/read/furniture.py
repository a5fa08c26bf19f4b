"""Which stretches of a text are title, dateline, body, caption or furniture, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from contested.model.document import Section, SectionKind
from contested.read import furniture_rules as rules

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE_END = tuple(".…;:,!?\"”'’)]»؟۔。")
_TITLE_END = tuple(".…;:,")
_QUOTED_STOP = re.compile(r"[.,][\"”’']$")
_SEPARATOR = re.compile(r"\s+(?:\||[-–—])\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_HEAD_LINES = 12  # a publication date stands among the first lines
_RELATED_MAX = 5
_MENU_MIN = 6
Mark = tuple[SectionKind, str]


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    alone: bool
    """A paragraph of its own: blank lines or the text's edge on both sides."""
    mark: Mark | None = None
    head: int = 0
    """Where the body starts in a line that opens with a dateline."""


def sections(text: str, *, title: str | None = None, outlet: str | None = None) -> tuple[Section, ...]:
    """Ordered, non-overlapping sections that cover every visible character of `text`.

    `title` is the headline known from elsewhere; without it a first line that looks like one is
    taken. Neighbouring lines of one kind and reason are one section. Linear in len(text).
    """
    lines = _lines(text)
    wrapped = _hard_wrapped(lines)
    for line in lines:
        if len(line.text) <= rules.LONGEST and (line.alone or not wrapped):
            line.mark = _single(line.text, outlet)
    _mark_titles(lines, title, wrapped)
    _mark_captions_above_credits(lines)
    _mark_related(lines)
    _mark_menus(lines)
    _mark_heads(lines)
    return _joined(text, lines)


def headline(text: str) -> str | None:
    """The first line when it is short, no sentence, and not a part of a wrapped paragraph."""
    lines = _lines(text[:5000])
    for line in lines[:5]:
        line.mark = _single(line.text, None) if len(line.text) <= rules.LONGEST else None
    found = _first_title(lines, _hard_wrapped(lines))
    return found.text if found else None


def date_lines(text: str) -> list[tuple[int, str]]:
    """Lines (or openings of the first lines) of the head of a text that are a date: (start, words)."""
    found = []
    for line in _lines(text[:5000])[:_HEAD_LINES]:
        if rules.is_date_line(line.text):
            found.append((line.start, line.text))
        elif head := rules.DATE_HEAD.match(line.text[:160]) or rules.AGENCY_HEAD.match(line.text[:160]):
            found.append((line.start, head.group()))
        if len(line.text) > rules.LONGEST:
            break
    return found


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    gap = True
    last = 0
    for match in _LINE.finditer(text):
        body = match.group()
        stripped = body.strip()
        if not stripped:
            continue
        start = match.start() + (len(body) - len(body.lstrip()))
        between = text[last:start]
        gap = not found or _breaks(between) > 1
        if found and not gap:
            found[-1].alone = False
        found.append(_Line(start, start + len(stripped), stripped, gap))
        last = found[-1].end
    return found


def _breaks(between: str) -> int:
    return between.count("\n") or between.count("\r")


def _single(line: str, outlet: str | None) -> Mark | None:
    if rules.is_date_line(line):
        return "dateline", "date line"
    if why := rules.furniture(line):
        return "furniture", why
    if why := rules.caption(line):
        return "caption", why
    if outlet and re.search(rf"\s[-–—]\s{re.escape(outlet)}$", line) and len(line.split()) <= 40:
        return "caption", "ends in the outlet's name"
    return None


def _hard_wrapped(lines: list[_Line]) -> bool:
    """Paragraphs broken at some 50-90 columns: then a line is no unit of meaning."""
    open_ends = 0
    for line, below in pairwise(lines[:31]):
        joined = not line.alone and not below.alone and 45 <= len(line.text) <= 100
        continues = below.text[:1].islower() or not line.text.endswith(_SENTENCE_END)
        open_ends += joined and continues
    return open_ends >= 3 and 2 * open_ends >= min(len(lines), 30) - 1


def _mark_titles(lines: list[_Line], title: str | None, wrapped: bool) -> None:
    if title:
        wanted = _title_forms(title)
        for line in lines:
            if len(line.text) <= rules.LONGEST and _normal(line.text) in wanted:
                line.mark = ("title", "the report's title")
        return
    first = _first_title(lines, wrapped)
    if first is None:
        return
    first.mark = ("title", "first line, short and without a full stop")
    same = _normal(first.text)
    for line in lines:
        if line is not first and len(line.text) <= rules.LONGEST and _normal(line.text) == same:
            line.mark = ("title", "repeats the headline")


def _first_title(lines: list[_Line], wrapped: bool) -> _Line | None:
    for line, below in pairwise(lines[:6]):
        if line.mark and line.mark[0] in ("furniture", "dateline"):
            continue
        words = line.text.split()
        short = 3 <= len(words) <= 30 and len(line.text) <= 200
        stops = line.text.endswith(_TITLE_END) or _QUOTED_STOP.search(line.text)
        runs_on = not line.alone and (wrapped or below.text[:1].islower())
        plain = not line.mark and short and not stops and not runs_on
        return line if plain else None
    return None


def _title_forms(title: str) -> set[str]:
    """The title, and the title without the site's name after a bar or dash."""
    parts = _SEPARATOR.split(title)
    forms = {title, title[: -len(parts[-1])] if len(parts) > 1 else title}
    return {form for form in map(_normal, forms) if form}


def _normal(line: str) -> str:
    return _NOT_WORD.sub(" ", line).strip().casefold()


def _is_headline(line: _Line) -> bool:
    stops = line.text.endswith(_TITLE_END) or _QUOTED_STOP.search(line.text)
    return len(line.text) <= 200 and len(line.text.split()) <= 18 and not stops


def _is_teaser(line: _Line) -> bool:
    """A headline of another report; unlike a report's own it may be a question or be cut off by "…"."""
    return _is_headline(line) or (len(line.text) <= 200 and line.text.endswith(("?", "…", "...")))


def _mark_captions_above_credits(lines: list[_Line]) -> None:
    for line, below in pairwise(lines):
        if below.mark == ("furniture", "photo credit") and line.mark is None and _is_headline(line):
            line.mark = ("caption", "stands above a photo credit")


def _mark_related(lines: list[_Line]) -> None:
    """Headlines under "Related stories", "Prev Post" and the like, up to the first sentence."""
    left = 0
    for line in lines:
        if line.mark == ("furniture", "next or previous page"):
            left = _RELATED_MAX
        elif (
            len(line.text) <= 60
            and line.mark in (None, ("furniture", "menu entry"))
            and rules.RELATED.fullmatch(line.text)
        ):
            line.mark = ("furniture", "head of a list of other reports")
            left = _RELATED_MAX
        elif left and line.mark is None and _is_teaser(line):
            line.mark = ("furniture", "headline of another report")
            left -= 1
        elif left and (line.mark is None or line.mark[0] != "furniture"):
            left = 0


def _mark_menus(lines: list[_Line]) -> None:
    """Six or more lines in a row of one to three words each, none a sentence."""
    run: list[_Line] = []
    for line in [*lines, None]:
        if line is not None and _is_label(line):
            run.append(line)
            continue
        if len(run) >= _MENU_MIN:
            for label in run:
                label.mark = label.mark or ("furniture", "menu")
        run = []


def _is_label(line: _Line) -> bool:
    if line.mark is not None:
        return line.mark[0] == "furniture" and len(line.text) <= 40
    text = line.text
    return (
        len(text) <= 30
        and len(text.split()) <= 3
        and not text.endswith(_SENTENCE_END)
        and not text[-1].isdigit()
    )


def _mark_heads(lines: list[_Line]) -> None:
    """Datelines that open the first lines of running text."""
    body = (line for line in lines if line.mark is None)
    for line, _ in zip(body, range(3), strict=False):
        opening = line.text[:160]
        head = rules.DATE_HEAD.match(opening)
        at = head.end() if head else 0
        agency = rules.AGENCY_HEAD.match(opening, at)
        at = agency.end() if agency else at
        if 0 < at < len(line.text):
            line.head = at


def _joined(text: str, lines: list[_Line]) -> tuple[Section, ...]:
    stretches: list[tuple[int, int, Mark]] = []
    for line in lines:
        if line.head:
            cut = line.start + len(line.text[: line.head].rstrip())
            stretches.append((line.start, cut, ("dateline", "dateline")))
            stretches.append((line.start + line.head, line.end, ("body", "running text")))
        else:
            stretches.append((line.start, line.end, line.mark or ("body", "running text")))
    merged: list[tuple[int, int, Mark]] = []
    for start, end, mark in stretches:
        if merged and merged[-1][2] == mark:
            merged[-1] = (merged[-1][0], end, mark)
        else:
            merged.append((start, end, mark))
    return tuple(Section(kind=mark[0], start=start, end=end, why=mark[1]) for start, end, mark in merged)
