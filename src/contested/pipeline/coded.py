"""Tables that people coded, into a ledger: their claims link and aggregate like those of reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contested.model import InputError, Problem
from contested.pipeline.document import Outcome, unproven
from contested.pipeline.ingest import Tally, _begin, _finish, _Writer, relink

if TYPE_CHECKING:
    from contested.ledger import Ledger


def ingest_coded(ledger: Ledger, mapping_name: str, files: Sequence[Path]) -> Tally:
    """Rows as documents with a claim each; bad rows are set aside with file, row and reason.

    Rows that the ledger has under the same mapping are passed over. Raises UsageError for a mapping
    that does not fit.
    """
    from contested.read.coded import version_of
    from contested.read.coded_mapping import load_mapping

    mapping = load_mapping(mapping_name)
    tally = Tally()
    said = {"mapping": f"{mapping.name} {mapping.digest}"}
    run = _begin(ledger, version_of(mapping), "coded", [str(f) for f in files], said, "ingest --coded")
    writer = _Writer(ledger, run, tally)
    known = ledger.known_readings(run.version)
    try:
        for file in files:
            for result in _outcomes(file, mapping_name):
                if isinstance(result, Outcome):
                    if result.document.id in known:
                        tally.counts["known"] += 1
                        continue
                    known.add(result.document.id)
                writer.add(result)
        writer.flush()
        relink(ledger, tally)
    finally:
        _finish(ledger, run, tally)
    return tally


def _outcomes(file: Path, mapping_name: str) -> list[Outcome | Problem]:
    from contested.read.coded import read_coded
    from contested.read.coded_mapping import load_mapping

    found: list[Outcome | Problem] = []
    try:
        for row in read_coded(file, load_mapping(mapping_name)):
            if isinstance(row, InputError):
                found.append(_problem(row))
                continue
            document, claim = row
            wrong = unproven(document, (claim,))
            found.append(
                Problem(file=str(file), record=document.locator, reason=wrong, stage="extract")
                if wrong
                else Outcome(document=document, claims=(claim,))
            )
    except InputError as error:
        found.append(_problem(error))
    return found


def _problem(error: InputError) -> Problem:
    return Problem(file=error.file, record=error.record, reason=error.reason, stage="read")
