"""Puts the parts of the incident page together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from contested.cli.clean import clean
from contested.cli.near import of_incident
from contested.cli.page.claims import claims_section, most_telling
from contested.cli.page.fields import fields_table
from contested.cli.page.harm import harm_table
from contested.cli.page.sources import count_line, sources_section
from contested.cli.page.style import STATE, dates, event_name, how_near, place_name, span_in_days
from contested.model import Claim, DocumentHead, Incident


def incident_page(
    incident: Incident,
    claims: Sequence[Claim],
    heads: Mapping[str, DocumentHead],
    *,
    colour: bool = True,
    brief: bool = False,
) -> RenderableType:
    """The whole page. `heads` are of the incident's documents; `colour` False marks words by brackets.

    `brief` leaves out the list of sources and quotes only the claims that show the range.
    """
    told = most_telling(claims) if brief else claims
    shown = f"Claims: {len(claims)}, and the words that prove them"
    if len(told) < len(claims):
        shown = f"Claims: {len(told)} of {len(claims)}, and the words that prove them"
    sources = () if brief else (sources_section(incident, heads),)
    return Group(
        _heading(incident, len(claims)),
        fields_table(incident.fields, brief=brief),
        _rule("Harm: low, best and high of what is said"),
        harm_table(incident.harm),
        "",
        _rule(f"Sources: {count_line(incident)}"),
        *sources,
        *([] if brief else [""]),
        _rule(shown),
        claims_section(told, heads, colour=colour),
    )


def _rule(words: str) -> Rule:
    return Rule(Text(words, style="bold"), align="left", style="dim")


def _heading(incident: Incident, claims: int) -> Panel:
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    label, colon, target = event_name(incident).partition(": ")
    title = Text(label.upper() + colon + target, style="bold")
    title.append(f"  {place_name(incident.place, incident.country, incident.admin1)}", style="bold green")
    grid.add_row(title, _badge(incident))
    when = Text(dates(incident.start, incident.end), style="bold cyan")
    when.append(f" ({span_in_days(incident.start, incident.end)})", style="not bold dim")
    near = how_near(incident.place)
    if near:
        when.append(f"  place: {clean(near)}", style="not bold dim")
    grid.add_row(when, Text(incident.id, style="dim"))
    for site in of_incident(incident):
        grid.add_row(Text(clean(f"watched: {site}"), style="magenta"), "")
    counts = Text(f"{count_line(incident)}, {claims} claim{'' if claims == 1 else 's'}")
    grid.add_row(counts, Text("background" if incident.background else "", style="dim"))
    return Panel(grid, border_style="yellow" if incident.contested else "green")


def _badge(incident: Incident) -> Text:
    if incident.contested:
        symbol, _ = STATE["contested"]
        return Text(f"{symbol} CONTESTED: {', '.join(incident.contested)}", style="bold yellow")
    symbol, style = STATE["agreed"]
    return Text(f"{symbol} not contested", style=style)
