"""The report as one HTML file: no script, no font, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from bench.errors.align import LABELS, Filler, Row
from bench.errors.article import article_html, index_rows, shown
from bench.errors.markup import Html, bar, css, join, table, tag
from bench.errors.tally import Count, Group, Report, Slot, worst

EXAMPLES = 8
"""Examples shown of one kind of error."""
SAFE = "default-src 'none'; style-src 'unsafe-inline'"
VERDICTS = ("missing", "spurious", "wrong")


@dataclass(frozen=True)
class Options:
    """What the page is of, and how much of it is shown."""

    title: str
    made: str
    """Command and version, a line each."""
    by: str = "f1"
    worst: int = 20
    texts: bool = True
    """False for texts that are for measuring only: figures and labels, no word of a report."""


def page(score: ModuleType, report: Report, options: Options) -> str:
    """The whole page."""
    parts = [
        tag("h1", options.title),
        tag("p", options.made, class_="dim"),
        _cards(report),
        _slots(report),
        _gains(report),
        _kinds(report, options.texts),
        _confusions(report),
        _groups(report),
    ]
    if options.texts:
        parts.append(_articles(score, report, options))
    else:
        parts.append(tag("p", "These texts are for measuring: the page holds no word of them.", class_="dim"))
    head = join(
        [
            Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width">'),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{SAFE}">'),
            tag("title", options.title),
            tag("style", css()),
        ]
    )
    body = tag("body", tag("main", *parts))
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>{body}</html>\n'


def _cards(report: Report) -> Html:
    claims = report.slots["claim"].total
    figures = [
        (f"{100 * report.overall.f1:.1f}", "overall F1"),
        (f"{100 * report.overall.p:.1f} / {100 * report.overall.r:.1f}", "precision / recall"),
        (f"{100 * claims.f1:.1f}", "claim F1"),
        (f"{claims.ok:.0f} of {claims.gold:.0f}", f"claims found; {claims.system - claims.ok:.0f} spurious"),
        (f"{report.overall.lost:,.0f}", "fillers lost (missing + spurious)"),
        (f"{len(report.articles)}", "articles"),
    ]
    return tag(
        "div", *(tag("div", tag("b", f), tag("span", w), class_="card") for f, w in figures), class_="cards"
    )


def _score(count: Count) -> list[Any]:
    return [bar(value, f"{100 * value:.1f}") for value in (count.p, count.r, count.f1)]


def _slots(report: Report) -> Html:
    most = max((s.total.lost for s in report.slots.values()), default=1) or 1
    head = ["slot", "P", "R", "F1", "F1 on pairs", "gold", "system", "missing", "spurious", "wrong", "lost"]
    rows = [
        [
            tag("a", s.name, href=f"#k-{s.name}"),
            *_score(s.total),
            bar(s.paired.f1, f"{100 * s.paired.f1:.1f}"),
            *(int(n) for n in (s.total.gold, s.total.system)),
            *(s.verdicts.get(v, 0) for v in VERDICTS),
            bar(s.total.lost / most, f"{s.total.lost:.0f}", "bad"),
        ]
        for s in report.slots.values()
    ]
    note = (
        "A wrong filler is a missing and a spurious one of the same pair of claims, so it costs two. "
        "F1 on pairs leaves out what hangs on missed and spurious claims."
    )
    return join([tag("h2", "Slots"), tag("p", note, class_="dim"), table(head, rows)])


def _gains(report: Report) -> Html:
    listed = [
        ("claims, found as often as the gold has them", report.claims_gain, report.slots["claim"].total.lost)
    ]
    listed += [(g.slot, g.paired, g.lost) for g in report.gains]
    most = max((points for _, points, _ in listed), default=1.0) or 1.0
    rows = [[name, bar(points / most, f"+{points:.1f}"), int(lost)] for name, points, lost in listed]
    note = (
        "Points of overall F1 if this slot alone were perfect on the claims that are paired today. The first "
        "row: if every claim were found and none spurious, the other slots as right as they are on pairs."
    )
    head = ["what is made perfect", "gain", "fillers lost"]
    return join([tag("h2", "What would be gained"), tag("p", note, class_="dim"), table(head, rows)])


def _kinds(report: Report, texts: bool) -> Html:
    parts = []
    examples = _examples(report) if texts else {}
    for slot in report.slots.values():
        most = max(slot.kinds.values(), default=1)
        rows = [
            [_opened(kind, examples.get((slot.name, kind), [])), bar(n / most, str(n), "bad")]
            for kind, n in slot.kinds.items()
        ]
        lost = tag("small", f"{slot.total.lost:.0f} lost")
        parts.append(
            tag(
                "section",
                tag("h3", f"{slot.name} ", lost, id=f"k-{slot.name}"),
                table(["kind of error", "fillers"], rows, class_="wide"),
            )
        )
    note = "Missing, spurious and wrong alike. Open a kind to see examples: gold → system."
    return join(
        [
            tag("h2", "Kinds of error"),
            tag("p", note if texts else "", class_="dim"),
            tag("div", *parts, class_="kinds"),
        ]
    )


def _examples(report: Report) -> dict[tuple[str, str], list[tuple[Filler, Row]]]:
    found: dict[tuple[str, str], list[tuple[Filler, Row]]] = {}
    for aligned in report.articles:
        for row in aligned.rows:
            for filler in row.fillers:
                if filler.kind and filler.slot != "claim":
                    found.setdefault((filler.slot, filler.kind), []).append((filler, row))
    return {key: list(_spread(values)) for key, values in found.items() if "claim" not in key[1]}


def _spread(values: Sequence[tuple[Filler, Row]]) -> Iterator[tuple[Filler, Row]]:
    """A few, evenly over the articles: the first ones would all be of one article."""
    step = max(len(values) // EXAMPLES, 1)
    yield from list(values)[::step][:EXAMPLES]


def _opened(kind: str, examples: Sequence[tuple[Filler, Row]]) -> Html:
    if not examples:
        return tag("span", kind)
    items = (
        tag(
            "li",
            tag("span", shown(filler.gold), class_="g"),
            " → ",
            tag("span", shown(filler.system), class_="s"),
            " ",
            tag("q", _cut((row.gold or row.system or {}).get("quote") or ""), dir="auto"),
        )
        for filler, row in examples
    )
    return tag("details", tag("summary", kind), tag("ul", *items, class_="ex"))


def _cut(quote: str, most: int = 220) -> str:
    return quote if len(quote) <= most else quote[: most - 1].rstrip() + "…"


def _confusions(report: Report) -> Html:
    parts = [
        tag("h2", "Confusions"),
        tag("p", "Pairs of claims; rows are gold, columns the system.", class_="dim"),
    ]
    for name in LABELS:
        parts += [tag("h3", name), tag("div", matrix(report.confusions[name]), class_="scroll")]
    return join(parts)


def matrix(counts: dict[tuple[str, str], int]) -> Html:
    """A confusion matrix; labels by how often the gold has them, cells shaded by their share of the row."""
    sums: dict[str, int] = {}
    for (gold, _), n in counts.items():
        sums[gold] = sums.get(gold, 0) + n
    labels = sorted({x for pair in counts for x in pair}, key=lambda x: (-sums.get(x, 0), x))
    rows = []
    for gold in labels:
        cells = [_shaded(counts.get((gold, other), 0), sums.get(gold, 0), gold == other) for other in labels]
        rows.append([tag("td", tag("b", gold), f" {sums.get(gold, 0)}"), *cells])
    return table(["", *labels], rows, class_="matrix")


def _shaded(n: int, of: int, right: bool) -> Html:
    if not n:
        return tag("td", style="background:#f7f8fa")
    colour = "47,125,79" if right else "168,40,47"
    return tag("td", n, style=f"background:rgba({colour},{0.12 + 0.6 * n / of:.2f})")


def _groups(report: Report) -> Html:
    tables = [tag("div", tag("h3", f"By {name}"), _group(groups)) for name, groups in report.groups.items()]
    note = "A war is the country that most gold claims of an article are placed in. Most lost first."
    return join([tag("h2", "Where"), tag("p", note, class_="dim"), tag("div", *tables, class_="two")])


def _group(groups: Sequence[Group]) -> Html:
    most = max((g.overall.lost for g in groups), default=1) or 1
    rows = [
        [
            g.name,
            g.articles,
            bar(g.overall.f1, f"{100 * g.overall.f1:.1f}"),
            bar(g.claims.f1, f"{100 * g.claims.f1:.1f}"),
            bar(g.overall.lost / most, f"{g.overall.lost:.0f}", "bad"),
        ]
        for g in groups
    ]
    return table(["", "articles", "overall F1", "claim F1", "lost"], rows)


def _articles(score: ModuleType, report: Report, options: Options) -> Html:
    chosen = worst(report.articles, options.by, options.worst)
    order = "lowest F1" if options.by == "f1" else "most fillers lost"
    legend = tag(
        "p",
        tag("span", tag("mark", "found by both", class_="both")),
        tag("span", tag("mark", "missed", class_="gold")),
        tag("span", tag("mark", "spurious", class_="system")),
        tag("span", "differing values: ", tag("span", "wrong", class_="chip wrong")),
        tag("small", "Small figures beside a value are the reader's confidence."),
        class_="legend",
    )
    return join(
        [
            tag("h2", f"The worst {len(chosen)} articles, {order} first"),
            legend,
            table(["article", "outlet", "war", "F1", "lost"], index_rows(chosen)),
            *(article_html(score, aligned, n) for n, aligned in enumerate(chosen, 1)),
        ]
    )


def summary(report: Report, groups: int = 6) -> str:
    """The same in a terminal's width, figures and labels only."""
    lines = [
        f"{'slot':12}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'system':>8}{'missing':>9}{'spurious':>10}{'wrong':>7}"
    ]
    every = [("overall", report.overall, {}), *((s.name, s.total, s.verdicts) for s in report.slots.values())]
    for name, c, verdicts in every:
        counts = (
            "".join(f"{verdicts.get(v, 0):>{w}}" for v, w in zip(VERDICTS, (9, 10, 7), strict=True))
            if verdicts
            else ""
        )
        lines.append(
            f"{name:12}{100 * c.p:7.1f}{100 * c.r:7.1f}{100 * c.f1:7.1f}{c.gold:7.0f}{c.system:8.0f}{counts}"
        )
    lines += ["", "gained if perfect (points of overall F1):", f"  {'claims':12}{report.claims_gain:+6.1f}"]
    lines += [f"  {g.slot:12}{g.paired:+6.1f}   {_mostly(report.slots[g.slot])}" for g in report.gains]
    for name in ("outlet", "war"):
        lines += ["", f"by {name} (those that lose most):"]
        for g in report.groups[name][:groups]:
            about = (
                f"F1 {100 * g.overall.f1:5.1f}  claims {100 * g.claims.f1:5.1f}  lost {g.overall.lost:.0f}"
            )
            lines.append(f"  {g.name[:32]:32} {g.articles:4} articles  {about}")
    return "\n".join(lines)


def _mostly(slot: Slot) -> str:
    kinds = [f"{kind} {n}" for kind, n in slot.kinds.items() if "claim" not in kind]
    return ", ".join(kinds[:3])
