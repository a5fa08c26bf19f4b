"""`contested actors`: the actor registry, how a name is linked, and which actors people said are one."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import options
from contested.cli.console import out, say, text, write_lines
from contested.model.errors import UsageError

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.model import Judgement
    from contested.resolve.actors import Linked
    from contested.resolve.registry import RegisteredActor, Registry

app = typer.Typer(no_args_is_help=True, help="Look at the actor registry, explain links, merge actors.")

Country = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only actors of this theatre: ISO code or name.")
]


@app.command("list")
def list_(
    words: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Only where a name contains this.")
    ] = None,
    country: Country = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only of this kind, e.g. armed_group.")
    ] = None,
    limit: options.Limit = 50,
    json_: options.Json = False,
) -> None:
    """List actors of the registry.

    Example: contested actors list --country Syria --kind armed_group
    """
    from contested.resolve.registry import registry

    known = registry()
    found = [a for a in known.actors if _fits(a, words, _iso(country, known), kind)]
    shown = found[: limit or None]
    if json_:
        from contested.model import to_builtins

        write_lines(to_builtins(actor) for actor in shown)
        return
    console = out()
    console.print(_table([(a.id, a.name, a.kind, _years(a), " ".join(a.theatres[:4])) for a in shown]))
    console.print(text(f"{len(shown)} of {len(found)} actors", "dim"))


@app.command("show", no_args_is_help=True)
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An actor's id, e.g. syria/hts.")],
    json_: options.Json = False,
) -> None:
    """Show one actor: its names and years, what it is part of, and what is part of it.

    Example: contested actors show syria/sdf
    """
    from contested.resolve.registry import registry

    known = registry()
    actor = _known(id_, known)
    children = known.children(actor.id)
    if json_:
        from contested.model import to_builtins

        write_lines([{**to_builtins(actor), "children": [child.id for child in children]}])
        return
    console = out()
    for line in _lines(actor, known):
        console.print(text(line), soft_wrap=True)
    if children:
        console.print(text(f"parts     {', '.join(child.id for child in children)}"), soft_wrap=True)


@app.command("explain", no_args_is_help=True)
def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help='Words for an actor, e.g. "regime jets".')],
    country: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Theatre: ISO code or name; several: the first counts most."),
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="Year of the event.")] = None,
    field: Annotated[
        str, typer.Option("--as", metavar="FIELD", help="perpetrator, target, source or any.")
    ] = "any",
    json_: options.Json = False,
) -> None:
    """Explain what words for an actor mean in a theatre and year, and why other readings lost.

    Example: contested actors explain "al-Nusra" --country Syria --year 2018
    """
    from contested.resolve.actors import ActorContext, link_actor
    from contested.resolve.registry import registry

    if field not in ("perpetrator", "target", "source", "any"):
        raise UsageError(f"--as {field!r} is none of perpetrator, target, source, any")
    known = registry()
    codes = [code for one in country or [] if (code := _iso(one, known))]
    weights = {code: 1.0 / 2**at for at, code in reversed(list(enumerate(codes)))}
    found = link_actor(name, ActorContext(theatres=weights, year=year, field=field), known)  # type: ignore[arg-type]
    if json_:
        write_lines([_plain(found)])
        return
    _print_link(found)


@app.command("merge", no_args_is_help=True)
def merge(
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="Id of the actor that stays.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Id of the actor that is the same.")],
    ledger: options.LedgerFile = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept with the judgement.")] = "",
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who judges; without it $USER.", show_default=False)
    ] = None,
) -> None:
    """Judge that two actors are one: all incidents of the ledger are computed anew.

    The judgement is kept; `contested actors undo` takes it back.

    Example: contested actors merge syria/hts syria/jfs --why "one group for our count"
    """
    import json

    from contested.link import standing
    from contested.resolve.registry import registry

    kept, gone = _known(keep, registry()), _known(other, registry())
    if kept.id == gone.id:
        raise UsageError("an actor is the same as itself already")
    with _writing(ledger) as store:
        if any(set(j.subject) == {kept.id, gone.id} for j in standing(store.judgements())):
            raise UsageError(f"{kept.id} and {gone.id} are merged already: see `contested actors merges`")
        judgement = _judgement("same", (kept.id, gone.id), store, who, why, value=json.dumps(kept.name))
        _record(store, judgement)
    say(f"merged {gone.id} into {kept.id}; to take it back: contested actors undo {judgement.id}")


@app.command("undo", no_args_is_help=True)
def undo(
    id_: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Id that `merge` or `merges` gave.")],
    ledger: options.LedgerFile = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept with the judgement.")] = "",
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who judges; without it $USER.", show_default=False)
    ] = None,
) -> None:
    """Take back a merger; both judgements stay in the ledger."""
    from contested.link import standing

    with _writing(ledger) as store:
        held = {j.id: j for j in standing(store.judgements())}
        if id_ not in held:
            raise UsageError(f"no merger that holds has the id {id_!r}: see `contested actors merges`")
        judgement = _judgement("reject", held[id_].subject, store, who, why, supersedes=id_)
        _record(store, judgement)
    say(f"took back {id_}")


@app.command("merges")
def merges(ledger: options.LedgerFile = None, json_: options.Json = False) -> None:
    """List the mergers that hold."""
    from contested.link import standing

    with options.existing_ledger(ledger) as store:
        held = standing(store.judgements())
    if json_:
        from contested.model import to_builtins

        write_lines(to_builtins(j) for j in held)
        return
    rows = [(j.id, *j.subject, j.who, j.at.date().isoformat(), j.why) for j in held]
    out().print(_table(rows, ("judgement", "kept", "merged", "who", "when", "why")))


def _fits(actor: RegisteredActor, words: str | None, iso: str | None, kind: str | None) -> bool:
    if kind and actor.kind != kind:
        return False
    if iso and iso not in actor.theatres:
        return False
    wanted = words.casefold() if words else ""
    return not wanted or wanted in actor.id or any(wanted in n.text.casefold() for n in actor.names)


def _iso(country: str | None, known: Registry) -> str | None:
    """The ISO code of a country given by code or name. Raises UsageError."""
    if country is None:
        return None
    if len(country) == 2 and known.state(country.upper()):
        return country.upper()
    for actor, _ in known.lookup(country):
        if actor.kind == "state" and actor.iso:
            return actor.iso
    raise UsageError(f"there is no country {country!r}; write its English name or its two-letter code")


def _known(id_: str, known: Registry) -> RegisteredActor:
    if id_ in known.by_id:
        return known.by_id[id_]
    near = sorted({actor.id for actor, _ in known.lookup(id_)})
    hint = f"; {', '.join(near)} are called so" if near else ""
    raise UsageError(f"there is no actor {id_!r}{hint}")


def _years(one: Any) -> str:
    return f"{one.since or ''}-{one.until or ''}" if one.since or one.until else ""


def _lines(actor: RegisteredActor, known: Registry) -> list[str]:
    state = known.state(actor.iso) if actor.iso else None
    facts = [
        ("id", actor.id),
        ("name", actor.name),
        ("kind", actor.kind + (", fights" if actor.party else "")),
        ("years", _years(actor)),
        ("country", state.name if state else ""),
        ("theatres", " ".join(actor.theatres)),
        ("ACLED", f"inter {actor.inter}" if actor.inter else ""),
        ("UCDP", f"actor {actor.ucdp}" if actor.ucdp else ""),
        ("note", actor.note),
        ("source", actor.source if actor.reviewed else f"{actor.source} (not reviewed)"),
    ]
    lines = [f"{label:<9} {value}" for label, value in facts if value]
    lines += [
        f"called    {n.text} ({' '.join(p for p in (n.kind, _years(n)) if p)})" for n in actor.names[1:]
    ]
    relations = [f"{p.relation.replace('_', ' ')} {p.id} {_years(p)}".rstrip() for p in actor.parent]
    return lines + [f"relation  {relation}" for relation in relations]


def _plain(found: Linked) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(found)


def _print_link(found: Linked) -> None:
    console = out()
    if found.id is None:
        console.print(text(f"no link: {found.note}", "yellow"), soft_wrap=True)
    else:
        where = f", theatre {found.theatre}" if found.theatre else ""
        console.print(text(f"{found.id}  {found.name}{where}", "bold"), soft_wrap=True)
        facts = [
            ("by", found.rule),
            ("matched", found.matched),
            ("role", found.role or ""),
            ("parent", found.parent or ""),
            ("sure", f"{found.confidence:.2f}"),
            ("note", found.note),
        ]
        for label, value in facts:
            if value:
                console.print(text(f"{label:<9} {value}"), soft_wrap=True)
    if found.candidates:
        rows = [(c.id, f"{c.score:.2f}", c.matched, "; ".join(c.reasons)) for c in found.candidates]
        console.print(_table(rows, ("candidate", "score", "as", "why")))


def _table(
    rows: Sequence[tuple[str, ...]], heads: tuple[str, ...] = ("id", "name", "kind", "years", "theatres")
) -> Any:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(text, row))
    return table


def _writing(ledger: Any) -> Ledger:
    from contested.ledger import open_ledger

    return open_ledger(options.ledger_path(ledger))


def _judgement(
    kind: Any,
    subject: tuple[str, ...],
    store: Ledger,
    who: str | None,
    why: str,
    *,
    value: str | None = None,
    supersedes: str | None = None,
) -> Judgement:
    from contested.model import Judgement, content_id

    now = dt.datetime.now(dt.UTC)
    name = who or os.environ.get("USER") or "unnamed"
    return Judgement(
        id=content_id("j", [kind, *subject, name, len(store.judgements()), now.isoformat()]),
        kind=kind,
        subject=subject,
        field="actor",
        value=value,
        who=name,
        why=why,
        at=now,
        supersedes=supersedes,
    )


def _record(store: Ledger, judgement: Judgement) -> None:
    from contested.pipeline.ingest import relink

    store.add_judgement(judgement)
    relink(store)
