"""`contested show`: one incident, from what is agreed down to the words that prove it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import knowledge, options
from contested.cli.console import out, say, write_json
from contested.cli.near import of_claim

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.model import Claim, DocumentHead, Incident

SVG_WIDTH = 110


def show(
    incident: Annotated[
        str,
        typer.Argument(
            metavar="INCIDENT",
            help="The incident's id or its beginning, or a claim's id.",
            show_default=False,
        ),
    ],
    ledger: options.LedgerFile = None,
    json_: options.Json = False,
    svg: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the page as a picture instead.", show_default=False),
    ] = None,
    brief: Annotated[
        bool,
        typer.Option("--brief", help="Without the list of sources, and with the most telling claims only."),
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As it stood that day, by the reports' dates.", show_default=False),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="What each report changed, oldest first, instead of the page.")
    ] = False,
    width: Annotated[
        int | None, typer.Option(min=60, max=240, metavar="N", help="Columns; without it, the terminal's.")
    ] = None,
) -> None:
    """Show one incident.

    What is agreed, what is contested and by whom, the harm, the sources, and the words that prove it.

    Example: contested show i_2f9c
    """
    with options.existing_ledger(ledger) as store:
        found = find(store, incident)
        claims, heads = parts(store, found)
    known = None
    if as_of is not None:
        known = knowledge.known_on(knowledge.parse_day(as_of), found, claims, heads)
        found = known.incident or found
        claims = [c for c in claims if c.document_id in known.reports]
    if history:
        knowledge.show_history(found, claims, heads, json=json_, width=width)
    elif json_:
        told = {"as_of": knowledge.as_object(known)} if known else {}
        write_json(as_object(found, claims, heads) | told)
    elif svg is not None:
        save_svg(svg, found, claims, heads, width=width or SVG_WIDTH, brief=brief)
        say(f"wrote {svg}")
    else:
        if known is not None:
            knowledge.print_remark(known, heads)
        print_page(found, claims, heads, width=width, brief=brief)


def find(store: Ledger, reference: str) -> Incident:
    """The incident meant. Raises UsageError when there is none, or several."""
    from contested.model import UsageError

    found = store.incident(reference)
    if found is None:
        raise UsageError(f"there is no incident {reference!r}; see: contested incidents")
    return found


def parts(store: Ledger, incident: Incident) -> tuple[list[Claim], dict[str, DocumentHead]]:
    """The claims of an incident and the heads of its documents."""
    from contested.ledger import ClaimQuery
    from contested.model import head_of

    claims = list(store.claims(ClaimQuery(incident=incident.id)))
    wanted = [*incident.document_ids, *(id_ for group in incident.copies for id_ in group)]
    documents = (store.document(id_) for id_ in dict.fromkeys(wanted))
    return claims, {d.id: head_of(d) for d in documents if d is not None}


def as_object(incident: Incident, claims: list[Claim], heads: dict[str, DocumentHead]) -> dict[str, Any]:
    """Incident, claims and document heads, for machines."""
    from contested.model import to_builtins

    documents = [to_builtins(head) for head in heads.values()]
    for head in documents:
        del head["fingerprint"], head["passages"]
    found = {
        "incident": to_builtins(incident),
        "claims": [to_builtins(claim) for claim in claims],
        "documents": documents,
    }
    near = {claim.id: sites for claim in claims if (sites := of_claim(claim))}
    return found | ({"near_sites": near} if near else {})


def print_page(
    incident: Incident,
    claims: list[Claim],
    heads: dict[str, DocumentHead],
    *,
    width: int | None = None,
    brief: bool = False,
) -> None:
    """The page on stdout."""
    from contested.cli.page import incident_page

    console = out()
    if width:
        console.width = width
    colour = console.is_terminal and not console.no_color
    console.print(incident_page(incident, claims, heads, colour=colour, brief=brief))


def save_svg(
    path: Path,
    incident: Incident,
    claims: list[Claim],
    heads: dict[str, DocumentHead],
    *,
    width: int,
    brief: bool = False,
) -> None:
    """The page as an SVG picture. Raises UsageError when the file cannot be written."""
    import io
    import re

    from rich.console import Console

    from contested.cli.page import incident_page
    from contested.model import UsageError

    console = Console(
        record=True,
        width=width,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        no_color=False,
    )
    console.print(incident_page(incident, claims, heads, brief=brief))
    picture = console.export_svg(title=f"contested show {incident.id}", unique_id="contested")
    picture = re.sub(r"@font-face \{[^}]*\}\s*", "", picture)  # Rich's font is fetched from a web host
    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
