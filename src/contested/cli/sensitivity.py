"""`contested sensitivity`: what the choice of an aggregation rule does to the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contested.cli import options
from contested.cli.clean import clean
from contested.cli.console import out, say, write_json

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.link.weigh.sensitivity import Sensitivity
    from contested.model import Claim, Incident

_BAR, _ROW, _LEFT = 360, 26, 190  # pixels of the picture


def sensitivity(
    ledger: options.LedgerFile = None,
    rules: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own rules, e.g. contested.rules.toml.", show_default=False),
    ] = None,
    json_: options.Json = False,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write an SVG picture of the totals too.", show_default=False),
    ] = None,
) -> None:
    """Show how much fields and totals move under aggregation rules.

    Per rule: the share of incidents whose value changes against the default, the killed and injured in
    all, and the incidents that move most.

    Example: contested sensitivity --ledger syria.ledger --picture rules.svg
    """
    from contested.link.weigh import load_rules, rule_sets
    from contested.link.weigh import sensitivity as measure

    sets = rule_sets(load_rules(rules) if rules else None)
    with options.existing_ledger(ledger) as store:
        found = measure(_incidents(store), sets)
    if picture is not None:
        _write(picture, drawn(found))
        say(f"wrote {picture}")
    if json_:
        write_json(as_object(found))
    else:
        _print(found)


def _incidents(store: Ledger) -> Iterator[tuple[Incident, dict[str, Claim]]]:
    from contested.ledger import ClaimQuery

    claims = {c.id: c for c in store.claims(ClaimQuery(limit=None))}
    for incident in store.each_incident():
        yield incident, {id_: claims[id_] for id_ in incident.claim_ids if id_ in claims}


def as_object(found: Sensitivity) -> dict[str, Any]:
    """The figures, for machines; a share is None where the rule or the field does not apply."""
    return {
        "incidents": found.incidents,
        "rules": [
            {
                "rule": r.name,
                "changed": {f: r.share(f) if r.applies(f) else None for f in r.known},
                "known": r.known,
                "totals": r.totals,
            }
            for r in found.rules
        ],
        "movers": [
            {"incident": i, "summary": words, "fewest": low, "most": high}
            for i, words, low, high in found.movers
        ],
    }


def _print(found: Sensitivity) -> None:
    from rich.table import Table

    from contested.cli.page.fields import RULED

    fields = list(found.rules[0].known)
    table = Table(box=RULED, padding=(0, 1), header_style="dim", border_style="dim")
    for name in ("rule", *fields, "all killed", "all injured"):
        table.add_column(name, justify="left" if name == "rule" else "right")
    for rule in found.rules:
        cells = [_percent(rule.share(f)) if rule.applies(f) else "–" for f in fields]
        table.add_row(clean(rule.name), *cells, *(f"{rule.totals[k]:,}" for k in ("killed", "injured")))
    console = out()
    console.print(f"{found.incidents:,} incidents; per cent whose value is not the default's, and totals")
    console.print(table)
    for id_, words, low, high in found.movers:
        console.print(f"{low:,} to {high:,} killed or injured: {clean(words)} ({id_})", markup=False)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}"


def drawn(found: Sensitivity) -> str:
    """An SVG picture: killed and injured in all under each rule, as bars. Plain text, no fonts fetched."""
    from xml.sax.saxutils import escape

    top = max((t for r in found.rules for t in r.totals.values()), default=0) or 1
    height = 70 + _ROW * 2 * len(found.rules)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _BAR + 90}" height="{height}" '
        'font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="15">Killed (dark) and injured (light) under each rule, '
        f"{found.incidents:,} incidents</text>",
    ]
    for n, rule in enumerate(found.rules):
        y = 48 + 2 * _ROW * n
        parts.append(
            f'<text x="{_LEFT - 10}" y="{y + 24}" text-anchor="end">{escape(clean(rule.name))}</text>'
        )
        for k, (kind, colour) in enumerate((("killed", "#1f3a5f"), ("injured", "#8fb0d6"))):
            width, at = _BAR * rule.totals[kind] / top, y + k * 20
            parts.append(f'<rect x="{_LEFT}" y="{at}" width="{width:.1f}" height="16" fill="{colour}"/>')
            parts.append(f'<text x="{_LEFT + width + 6:.1f}" y="{at + 13}">{rule.totals[kind]:,}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _write(path: Path, picture: str) -> None:
    from contested.model import UsageError

    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
