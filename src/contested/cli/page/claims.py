"""Every claim with its sentence, the proving words marked in the colour of their field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from contested.cli.clean import clean
from contested.cli.near import of_claim
from contested.cli.page.style import FIELD, NAMES, STATUS, dates, day, highlights, place_name
from contested.model import Casualty, Claim, DocumentHead, ontology


def claims_section(
    claims: Sequence[Claim], heads: Mapping[str, DocumentHead], *, colour: bool
) -> RenderableType:
    """Claims grouped by document (oldest first), then by sentence in the order of the text."""
    parts: list[RenderableType] = [legend()]
    for document_id, mine in _by_document(claims, heads):
        parts += ["", _document_line(heads.get(document_id), document_id)]
        for sentence_claims in _by_sentence(mine):
            parts.append(Padding(_sentence(sentence_claims, colour=colour), (0, 0, 0, 2)))
            parts += [Padding(claim_line(claim), (0, 0, 0, 4)) for claim in sentence_claims]
    return Group(*parts)


BRIEF = {"asserted": 2, "unclear": 1, "denied": 1, "alleged": 1}
"""How many sentences of each status the brief page quotes."""


def most_telling(claims: Sequence[Claim]) -> list[Claim]:
    """A few claims that show the range: per status those with the most proving words, never two of a
    sentence's words."""
    chosen: list[Claim] = []
    quotes: set[str] = set()
    for status, most in BRIEF.items():
        rich = sorted(
            (c for c in claims if c.status == status and c.section == "body"),
            key=lambda c: (-len(highlights(c)), c.document_id, c.trigger.start),
        )
        for claim in rich:
            if most and claim.quote not in quotes:
                chosen.append(claim)
                quotes.add(claim.quote)
                most -= 1
    return chosen


def legend() -> Text:
    """What each colour of the sentences stands for."""
    line = Text("words that prove ", style="dim")
    for name, style in FIELD.items():
        line.append(NAMES.get(name, name), style=style).append("  ")
    return line


def _document_line(head: DocumentHead | None, document_id: str) -> Text:
    if head is None:
        return Text(document_id, style="bold")
    line = Text(clean(head.outlet or "unnamed outlet"), style="bold")
    line.append(f"  {day(head.published)}", style="not bold cyan")
    if head.title:
        line.append(f"  {clean(head.title)}", style="not bold italic")
    return line.append(f"  {document_id}", style="not bold dim")


def _by_document(claims: Sequence[Claim], heads: Mapping[str, DocumentHead]) -> list[tuple[str, list[Claim]]]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.document_id, []).append(claim)

    def when(document_id: str) -> tuple[bool, str, str]:
        head = heads.get(document_id)
        published = head.published if head else None
        return published is None, str(published), document_id

    return [(id_, sorted(groups[id_], key=lambda c: c.trigger.start)) for id_ in sorted(groups, key=when)]


def _by_sentence(claims: Sequence[Claim]) -> list[list[Claim]]:
    groups: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.sentence.start, claim.sentence.end), []).append(claim)
    return [groups[key] for key in sorted(groups)]


def _sentence(claims: Sequence[Claim], *, colour: bool) -> Text:
    """The sentence of these claims; without colour the triggers stand in brackets instead."""
    sentence = claims[0].sentence
    styles = [""] * len(sentence.text)
    for claim in claims:
        for start, end, name in highlights(claim):
            for at in range(max(start - sentence.start, 0), min(end - sentence.start, len(styles))):
                styles[at] = FIELD[name]
    line = Text("“")
    at = 0
    while at < len(styles):
        end = at
        while end < len(styles) and styles[end] == styles[at]:
            end += 1
        words = clean(sentence.text[at:end])
        if not colour and styles[at] == FIELD["trigger"]:
            words = f"[{words}]"
        line.append(words, style=styles[at])
        at = end
    return line.append("”")


def claim_line(claim: Claim) -> Text:
    """One claim's status and resolved values: `● asserted air strike · Tuesday = 2019-08-27 · ...`"""
    mark, style = STATUS[claim.status]
    line = Text(f"{mark} {claim.status}", style=style)
    kind = ontology().types.get(claim.type)
    line.append(f" {kind.label if kind else claim.type}", style="bold")
    for name, words in _values(claim):
        line.append(" · ", style="dim").append(words, style=_plain(name))
    if claim.background:
        line.append(" · background", style="dim")
    return line


def _plain(name: str) -> str:
    return FIELD[name].replace("bold ", "")


def _values(claim: Claim) -> list[tuple[str, str]]:
    """(field, words) for each filled field, in the order in which one would tell it."""
    values: list[tuple[str, str]] = []
    if claim.perpetrator.mode != "none":
        values.append(("perpetrator", _perpetrator(claim)))
    if claim.target:
        values.append(("target", "on " + clean(", ".join(m.text for m in claim.target))))
    if claim.weapon:
        values.append(("weapon", "with " + clean(claim.weapon.text)))
    if claim.where.texts or claim.where.place or claim.where.country:
        values.append(("where", _where(claim)))
    if claim.where.offset:
        values.append(("where", clean(claim.where.offset.text)))
    values += [("where", clean(f"watched: {site}")) for site in of_claim(claim)]
    if claim.when.start or claim.when.text:
        values.append(("when", _when(claim)))
    values += [("casualties", harm_words(harm)) for harm in claim.casualties]
    if claim.source:
        links = [f"{s.text} ({s.kind.replace('_', ' ')})" for s in claim.source]
        values.append(("source", "says " + clean(" → ".join(links))))
    return values


def _perpetrator(claim: Claim) -> str:
    names = [
        m.text if m.actor is None or m.actor.name == m.text else f"{m.text} = {m.actor.name}"
        for m in claim.perpetrator.names
    ]
    if claim.perpetrator.mode == "one_of":
        return clean("by one of: " + " | ".join(names))
    if claim.perpetrator.mode == "unknown":
        return clean("by unknown" + (f" ({', '.join(names)})" if names else ""))
    return clean("by " + " and ".join(names))


def _where(claim: Claim) -> str:
    words = claim.where.texts[0].text if claim.where.texts else ""
    where = claim.where
    found = place_name(where.place, where.country, where.admin1) if where.place or where.country else ""
    if not words:
        return f"in {found}"
    return clean(f"at {words} = {found}" if found and found != words else f"at {words}")


def _when(claim: Claim) -> str:
    when = claim.when
    if when.start is None and when.end is None:
        return clean(when.text.text if when.text else "")
    found = str(when.start) if when.start == when.end else dates(when.start, when.end)
    return clean(f"{when.text.text} = {found}") if when.text else found


def harm_words(harm: Casualty) -> str:
    """ "killed 3-5 civilians", "injured 0 soldiers", "killed at least 9"."""
    if harm.low is None and harm.high is None:
        count = "unknown number"
    elif harm.high is None:
        count = f"at least {harm.low:,}"
    elif harm.low is None:
        count = f"up to {harm.high:,}"
    else:
        count = f"{harm.low:,}" if harm.low == harm.high else f"{harm.low:,}–{harm.high:,}"
    who = f" {harm.who.text}" if harm.who else ""
    shared = " (one number for killed and injured)" if harm.shared else ""
    return clean(f"{harm.kind} {count}{who}{shared}")
