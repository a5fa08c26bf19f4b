"""The three aggregation models of the R package eventreport 0.1 for MAVERICK, as orders of our rules.

Source: documentation of aggregateData, calc_mode, calc_mode_numeric, calc_max_precision and
aggregate_maverick_{rep,inf,con} (van Baalen and Höglund; CC BY 4.0). There each report is a voice, "not
known" is an answer that can be the mode of words, ties of words are "Indeterminate" after the source
classification and the certainty were asked, and ties of numbers go to the smallest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from contested.link.weigh.rules import Choice, Ties, choose
from contested.link.weigh.said import Said

Model = Literal["representative", "informative", "conservative"]
MODELS: tuple[Model, ...] = ("representative", "informative", "conservative")
Kind = Literal["word", "precise", "count", "start", "end"]
COLUMNS: dict[str, Kind] = {
    "country": "word",
    "event_context": "word",
    "target": "word",
    "city": "precise",
    "location": "precise",
    "actor1": "precise",
    "actor2": "precise",
    "date_start": "start",
    "date_end": "end",
    "deaths_best": "count",
    "deaths_low": "count",
    "deaths_high": "count",
    "injuries_best": "count",
    "injuries_low": "count",
    "injuries_high": "count",
}
_TIES = ("highest:source_classification", "highest:certain")
_ORDERS: dict[Model, dict[Kind, tuple[str, ...]]] = {
    "representative": {
        "word": ("mode", *_TIES),
        "precise": ("mode", *_TIES),
        "count": ("mode",),
        "start": ("mode",),
        "end": ("mode",),
    },
    "informative": {
        "word": ("mode", *_TIES),
        "precise": ("most_precise", "mode", *_TIES),
        "count": ("max",),
        "start": ("max",),
        "end": ("min",),
    },
    "conservative": {
        "word": ("mode", *_TIES),
        "precise": ("least_precise", "mode", *_TIES),
        "count": ("min",),
        "start": ("min",),
        "end": ("max",),
    },
}


def aggregate(reports: Sequence[Mapping[str, str]], model: Model) -> dict[str, Choice | None]:
    """Column -> value over the reports of one event. A tied word has value None and `tied`."""
    found = {}
    for column, kind in COLUMNS.items():
        voices = [_said(row, column, kind, str(n)) for n, row in enumerate(reports)]
        if kind == "precise" and model != "representative":
            voices = [v for v in voices if v.precision > -1] or voices
        words = kind in ("word", "precise")
        ties: Ties = "unknown" if words else "smallest"
        found[column] = choose(voices, _ORDERS[model][kind], ties=ties, count="reports", silence=words)
    return found


def _said(row: Mapping[str, str], column: str, kind: Kind, key: str) -> Said:
    cell = row.get(column, "").strip()
    cell = "" if cell == "NA" else cell
    number = _number(cell) if kind == "count" else _day(cell) if kind in ("start", "end") else None
    value: object = cell or None
    if kind == "count":
        value = None if number is None else int(number)
    by = {"city": "geo_precision", "location": "geo_precision"}.get(column, f"{column}_precision")
    precision = _number(row.get(by, ""))
    weights = {
        n: w for n in ("source_classification", "certain") if (w := _number(row.get(n, ""))) is not None
    }
    return Said(
        value=value,
        label=cell or "unknown",
        origin=key,
        key=key,
        number=number,
        precision=-1.0 if precision is None else precision,
        weights=weights,
    )


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _day(cell: str) -> float | None:
    try:
        return float(dt.date.fromisoformat(cell).toordinal())
    except ValueError:
        return None
