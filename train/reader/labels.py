"""The label sets that the network predicts, in the order of its outputs."""

from __future__ import annotations

from typing import get_args

from contested.extract.trained.settings import Role
from contested.model.claim import Mode, SourceKind, Status
from contested.model.ontology import ontology

STATUSES: tuple[str, ...] = get_args(Status)
MODES: tuple[str, ...] = get_args(Mode)
KINDS: tuple[str, ...] = get_args(SourceKind)
TYPES: tuple[str, ...] = tuple(ontology().types)
ROLES: tuple[str, ...] = get_args(Role)
