"""HTML out of strings: everything that is not `Html` is escaped, so report texts cannot steer the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def esc(value: Any) -> Html:
    """The value as text of a page; `Html` is left as it is."""
    return value if isinstance(value, Html) else Html(escape(str(value), quote=True))


def join(parts: Iterable[Any]) -> Html:
    return Html("".join(esc(part) for part in parts))


def tag(name: str, *children: Any, **attributes: Any) -> Html:
    """`<name attribute="...">children</name>`; `class_` is class, `data_x` data-x, None leaves one out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{given}>{join(children)}</{name}>")


def table(head: Sequence[Any], rows: Iterable[Sequence[Any]], **attributes: Any) -> Html:
    """A table; cells that are numbers or Html `<td>` elements are kept in their own form."""
    header = tag("tr", *(tag("th", cell) for cell in head))
    body = join(tag("tr", *(_cell(cell) for cell in row)) for row in rows)
    return tag("table", tag("thead", header), tag("tbody", body), **attributes)


def _cell(cell: Any) -> Html:
    if isinstance(cell, Html) and cell.startswith("<td"):
        return cell
    numeric = isinstance(cell, int | float)
    return tag("td", cell, class_="n" if numeric else None)


def bar(share: float, words: str, kind: str = "") -> Html:
    """A cell with a bar of `share` (0 to 1) behind its words."""
    width = max(0.0, min(1.0, share)) * 100
    return tag(
        "td", tag("i", style=f"width:{width:.1f}%", class_=kind or None), tag("b", words), class_="bar"
    )


@cache
def css() -> Html:
    """The page's style, kept in a file of its own."""
    return Html(Path(__file__).with_name("page.css").read_text(encoding="utf-8"))
