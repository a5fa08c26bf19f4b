"""The nouns of Contested: frozen, typed values that every other room is built on.

Imports run one way: nothing here knows of reading, extracting, resolving, linking or storing.
"""

from contested.model.claim import (
    Casualty,
    CasualtyKind,
    Claim,
    ClaimSection,
    Mention,
    Mode,
    Perpetrator,
    Source,
    SourceKind,
    Status,
    When,
    Where,
    spans_of,
)
from contested.model.codec import from_builtins, from_json, json_schema, to_builtins, to_json
from contested.model.document import Document, DocumentHead, Section, SectionKind, document_id, head_of
from contested.model.errors import (
    ContestedError,
    InputError,
    LedgerError,
    ReaderError,
    ReaderUnavailableError,
    ResolveError,
    UsageError,
)
from contested.model.ids import content_id, sha256
from contested.model.incident import Field, FieldName, FieldState, Harm, Holder, Incident, Position
from contested.model.ontology import EventType, Ontology, ontology
from contested.model.record import Judgement, Problem, Run
from contested.model.resolved import Actor, DateAnchor, DatePrecision, EventOrder, Place, PlaceKind
from contested.model.span import Span, span_of

__all__ = [
    "Actor",
    "Casualty",
    "CasualtyKind",
    "Claim",
    "ClaimSection",
    "ContestedError",
    "DateAnchor",
    "DatePrecision",
    "Document",
    "DocumentHead",
    "EventOrder",
    "EventType",
    "Field",
    "FieldName",
    "FieldState",
    "Harm",
    "Holder",
    "Incident",
    "InputError",
    "Judgement",
    "LedgerError",
    "Mention",
    "Mode",
    "Ontology",
    "Perpetrator",
    "Place",
    "PlaceKind",
    "Position",
    "Problem",
    "ReaderError",
    "ReaderUnavailableError",
    "ResolveError",
    "Run",
    "Section",
    "SectionKind",
    "Source",
    "SourceKind",
    "Span",
    "Status",
    "UsageError",
    "When",
    "Where",
    "content_id",
    "document_id",
    "from_builtins",
    "from_json",
    "head_of",
    "json_schema",
    "ontology",
    "sha256",
    "span_of",
    "spans_of",
    "to_builtins",
    "to_json",
]
