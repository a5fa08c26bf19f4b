"""The ledger in the formats that the field reads. Takes model values, never a ledger."""

from contested.export.columns import CLAIM_COLUMNS, INCIDENT_COLUMNS, Column
from contested.export.jsonl import read_jsonl
from contested.export.privacy import WITHHELD, Disclosure, looks_like_person
from contested.export.write import FORMATS, Format, write_export

__all__ = [
    "CLAIM_COLUMNS",
    "FORMATS",
    "INCIDENT_COLUMNS",
    "WITHHELD",
    "Column",
    "Disclosure",
    "Format",
    "looks_like_person",
    "read_jsonl",
    "write_export",
]
