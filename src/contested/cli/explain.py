"""Claims for people: a table of them, or each field with its words, its meaning and its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from contested.cli.clean import clean, shorten
from contested.cli.console import out
from contested.cli.near import of_claim
from contested.cli.page.claims import harm_words
from contested.cli.page.fields import RULED
from contested.cli.page.style import FIELD, STATUS, dates, place_name

if TYPE_CHECKING:
    from contested.model import Claim, Mention, Span
    from contested.pipeline import Outcome

Line = tuple[str, str, str]
"""Field, its words in the text, what they are taken to mean."""


def print_table(outcomes: Iterable[Outcome]) -> None:
    """A table of claims per document."""
    console = out()
    for outcome in outcomes:
        console.print(_title(outcome))
        if outcome.claims:
            console.print(claims_table(outcome.claims))


def print_explained(outcomes: Iterable[Outcome]) -> None:
    """Every claim of every document, field by field, with the rule that produced each."""
    console = out()
    for outcome in outcomes:
        console.print(_title(outcome))
        for claim in outcome.claims:
            console.print(explained(claim))


def _title(outcome: Outcome) -> Text:
    document = outcome.document
    line = Text(clean(document.title or document.key or document.id), style="bold")
    if document.outlet:
        line.append(f"  {clean(document.outlet)}", style="not bold")
    line.append(f"  {document.published or 'no publication date'}", style="not bold cyan")
    return line.append(f"  {len(outcome.claims)} claims  {clean(document.locator)}", style="not bold dim")


def claims_table(claims: Iterable[Claim]) -> Table:
    """One row per claim: event, what, who, target, where, when, harm, says who."""
    table = Table(box=RULED, expand=True, padding=(0, 1), header_style="dim", border_style="dim")
    for name, ratio in (
        ("what", 3),
        ("by", 3),
        ("on", 3),
        ("where", 3),
        ("when", 2),
        ("harm", 3),
        ("says", 3),
    ):
        table.add_column(name, ratio=ratio)
    for claim in claims:
        symbol, style = STATUS[claim.status]
        what = Text(f"{symbol} ", style=style).append(f"{claim.type}", style="bold")
        what.append(f"\n“{shorten(claim.trigger.text, 24)}”", style="not bold")
        if claim.status != "asserted":
            what.append(f" {claim.status}", style=style)
        who = " | " if claim.perpetrator.mode == "one_of" else ", "
        names = who.join(m.text for m in claim.perpetrator.names)
        table.add_row(
            what,
            clean(names or (claim.perpetrator.mode if claim.perpetrator.mode == "unknown" else "")),
            clean(", ".join(m.text for m in claim.target)),
            clean(claim.where.texts[0].text) if claim.where.texts else clean(claim.where.country or ""),
            dates(claim.when.start, claim.when.end) if claim.when.start or claim.when.end else "",
            clean("; ".join(harm_words(h) for h in claim.casualties)),
            clean(" → ".join(s.text for s in claim.source)),
        )
    return table


def explained(claim: Claim) -> Table:
    """Every filled field of one claim: its words, its resolved form, and its rule."""
    symbol, style = STATUS[claim.status]
    title = Text(f"{claim.event or '-'} {claim.type} ", style="bold")
    title.append(f"{symbol} {claim.status}  ", style=style)
    title.append(f"“{clean(claim.quote)}”", style="not bold")
    table = Table(
        box=RULED, expand=True, title=title, title_justify="left", header_style="dim", border_style="dim"
    )
    table.add_column("field", no_wrap=True)
    table.add_column("words", ratio=4)
    table.add_column("taken to mean", ratio=4)
    table.add_column("rule", ratio=4, style="dim")
    for name, words, meaning in _lines(claim):
        style = FIELD.get(name.split(" ")[0], "").replace(" reverse", "")
        table.add_row(Text(name, style=style), clean(words), clean(meaning), clean(_rule(claim, name)))
    return table


def _rule(claim: Claim, name: str) -> str:
    """The rule of a field; a detail ("casualties 2") falls back on its field's."""
    rule = claim.rules.get(name) or claim.rules.get(name.split(" ")[0]) or ""
    confidence = claim.confidence.get(name.split(" ")[0])
    return f"{rule} ({confidence:.2f})" if confidence is not None else rule


def _lines(claim: Claim) -> Iterator[Line]:
    yield "type", _words(claim.trigger), claim.type
    yield "trigger", _words(claim.trigger), ""
    yield "status", _words(claim.status_cue), claim.status
    if claim.perpetrator.mode != "none":
        cue = f" [{claim.perpetrator.cue.text}]" if claim.perpetrator.cue else ""
        named = _actors(claim.perpetrator.names)
        yield "perpetrator", _mentions(claim.perpetrator.names) + cue, f"{claim.perpetrator.mode}: {named}"
    if claim.target:
        yield "target", _mentions(claim.target), _actors(claim.target)
    if claim.weapon:
        yield "weapon", _words(claim.weapon), ""
    yield from _where_and_when(claim)
    for n, harm in enumerate(claim.casualties, start=1):
        words = " / ".join(_words(s) for s in (harm.text, harm.who) if s)
        yield f"casualties {n}" if n > 1 else "casualties", words, harm_words(harm)
    for source in claim.source:
        yield "source", source.text, source.kind + (f", {source.actor.name}" if source.actor else "")
    if claim.framing:
        yield "framing", ", ".join(s.text for s in claim.framing), "takes a side"
    if claim.background:
        yield "background", "", "outside the episode that is reported"
    for name, given in sorted(claim.unaligned.items()):
        yield f"{name} (unaligned)", "; ".join(given), "not in the text: does not count"


def _where_and_when(claim: Claim) -> Iterator[Line]:
    where, when = claim.where, claim.when
    if where.texts or where.place or where.country:
        found = place_name(where.place, where.country, where.admin1)
        if where.place and where.place.latitude is not None:
            found += f" ({where.place.latitude:.3f}, {where.place.longitude:.3f})"
        yield "where", ", ".join(s.text for s in where.texts), found
    if where.offset:
        yield "where offset", _words(where.offset), ""
    for site in of_claim(claim):
        yield "watched site", "", site
    if when.text or when.start or when.end:
        precision = f", {when.precision}, from {when.anchor}" if when.precision else ""
        found = f"{when.start}" if when.start == when.end else f"{when.start} to {when.end}"
        yield "when", _words(when.text), (found + precision) if when.start or when.end else "not resolved"


def _words(span: Span | None) -> str:
    return span.text if span else ""


def _mentions(mentions: tuple[Mention, ...]) -> str:
    return ", ".join(m.text for m in mentions)


def _actors(mentions: tuple[Mention, ...]) -> str:
    return ", ".join(m.actor.name if m.actor else m.text for m in mentions)
