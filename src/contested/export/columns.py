"""The columns of the flat exports: one list for CSV, GeoJSON and Parquet, and for docs/exports.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from contested.model import FieldName

ColumnKind = Literal["text", "day", "int", "float", "bool", "list"]
FIELD_NAMES: tuple[FieldName, ...] = get_args(FieldName)


@dataclass(frozen=True)
class Column:
    """A column's name, kind and meaning; unknown is an empty cell (null in GeoJSON and Parquet)."""

    name: str
    kind: ColumnKind
    meaning: str


def _field_columns(name: str) -> tuple[Column, Column]:
    return (
        Column(f"{name}_state", "text", f"{name}: agreed, contested or unknown"),
        Column(f"{name}_positions", "list", f"{name}: each value and who holds it"),
    )


def _harm_columns(kind: str) -> tuple[Column, ...]:
    bounds = tuple(
        Column(f"{kind}_{bound}", "int", f"{kind}: {bound} count over the claims; empty where nobody said")
        for bound in ("low", "best", "high")
    )
    return (*bounds, Column(f"{kind}_rule", "text", f"{kind}: the aggregation rule that gave the best count"))


_PLACE = (
    Column("country", "text", "country, common English name"),
    Column("admin1", "text", "first-level division"),
    Column("place", "text", "name of the gazetteer entry"),
    Column("place_id", "text", "its id, e.g. geonames:170063"),
    Column("latitude", "float", "degrees north, WGS 84; empty when unknown, never 0,0 for unknown"),
    Column("longitude", "float", "degrees east, WGS 84"),
    Column(
        "geo_precision", "int", "ACLED: 1 the settlement, 2 near it or part of a region, 3 a larger region"
    ),
    Column("where_prec", "int", "UCDP GED: 1 exact ... 7 international"),
    Column("radius_km", "float", "the place meant lies within so many km of the coordinates"),
    Column("relation", "text", "what the words add to the entry, e.g. 20 km NW of; moves the coordinates"),
    Column("near_sites", "list", "watched sites that the place is near: name, distance, uncertainty"),
)

INCIDENT_COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "incident id"),
    Column("type", "text", "event type (key of the ontology)"),
    Column("label", "text", "event type in words"),
    Column("family", "text", "violent, control, political or other"),
    Column("start", "day", "first possible day, ISO 8601; empty when nothing dates it"),
    Column("end", "day", "last possible day, inclusive"),
    Column("time_precision", "int", "ACLED: 1 one day, 2 up to a week, 3 longer; from start and end"),
    *_PLACE,
    *(column for name in FIELD_NAMES for column in _field_columns(name)),
    *_harm_columns("killed"),
    *_harm_columns("injured"),
    Column("contested_fields", "list", "fields on which the claims disagree"),
    Column("n_origins", "int", "independent sources"),
    Column("n_documents", "int", "reports"),
    Column("n_claims", "int", "claims"),
    Column("background", "bool", "told as background to another episode"),
    Column("urls", "list", "addresses of the reports, where they have one"),
    Column("document_ids", "list", "ids of the reports"),
    Column("version", "text", "what computed the incident"),
)

CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "claim id"),
    Column("document_id", "text", "id of the report"),
    Column("outlet", "text", "who published the report"),
    Column("published", "day", "publication date; empty when the report gives none"),
    Column("url", "text", "address of the report"),
    Column("event", "text", "label of the event within the report"),
    Column("type", "text", "event type (key of the ontology)"),
    Column("label", "text", "event type in words"),
    Column("status", "text", "asserted, alleged, denied, planned or unclear"),
    Column("background", "bool", "told as background"),
    Column("section", "text", "title, body or caption"),
    Column("trigger", "text", "word that names the event"),
    Column("trigger_start", "int", "its place in the report's text, in code points"),
    Column("trigger_end", "int", "where it ends, exclusive"),
    Column("perpetrator_mode", "text", "all, one_of, unknown or none"),
    Column("perpetrators", "list", "who acted, in the words of the report"),
    Column("targets", "list", "who or what was hit"),
    Column("weapon", "text", "weapon, in the words of the report"),
    Column("place_words", "list", "place, in the words of the report, most specific first"),
    *_PLACE,
    Column("start", "day", "first possible day, ISO 8601"),
    Column("end", "day", "last possible day, inclusive"),
    Column("time_precision", "int", "ACLED: 1 day, 2 week, 3 month"),
    Column(
        "casualties", "list", "kind low-high who, one entry per group; an open end is left out; never summed"
    ),
    Column("sources", "list", "chain from the one who says it outward; empty: the report's own voice"),
    Column("source_kinds", "list", "kind of each link of the chain"),
    Column("framing", "list", "loaded words"),
    Column("version", "text", "what read the claim"),
    Column("sentence", "text", "the sentence that makes the claim; empty unless sentences are asked for"),
)
