"""Which column or JSON path holds which field: as given by the user, else guessed by common names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from contested.model.errors import InputError

_COMMON = {
    "text": "text article_text full_text fulltext body article_body body_text content article_content "
    "main_text maintext plain_text raw_text story article report message passage sentence description "
    "summary abstract snippet",
    "id": "id unit_id doc_id document_id article_id report_id record_id uid uuid key guid _id docno id_str",
    "title": "title article_title headline head_line subject title_text",
    "published": "published published_at published_date date_published datepublished publication_date "
    "publish_date published_on pubdate pub_date publishedat article_date date_publish date datetime "
    "timestamp created_at",
    "url": "url link article_url source_url permalink href web_url canonical_url",
    "outlet": "outlet source_name publisher source newspaper site_name domain site feed provider",
    "language": "language lang article_language",
}
NAMES: dict[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _COMMON.items()}
"""Common names, most telling first."""
_SPLIT = re.compile(r"[\W]+")
_MAX_DEPTH = 4
_OUTLET_NAME = ("name", "title", "domain")
Path = tuple[str, ...]


def normal(name: str) -> str:
    """A column name for comparison: "Article Text" and "article-text" are "article_text"."""
    return _SPLIT.sub("_", name.strip().lower()).strip("_") if name.strip() != "_id" else "_id"


def guess(columns: Iterable[str]) -> dict[str, str]:
    """Document field -> column for a flat record; fields that no column names are left out."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(normal(column), column)
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        for name in names:
            if name in by_name and by_name[name] not in found.values():
                found[field] = by_name[name]
                break
    return found


def map_columns(file: str, columns: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """The given mapping completed by the guess. Raises InputError that lists the columns."""
    for field, column in given.items():
        if column not in columns:
            raise InputError(
                file, None, f"no column {column!r} for {field}; the columns are {_listed(columns)}"
            )
    taken = set(given.values())
    mapping = {**guess(c for c in columns if c not in taken), **given}
    if "text" not in mapping:
        raise InputError(file, None, f"no column looks like the text; say which: {_listed(columns)}")
    return mapping


def _listed(columns: Iterable[str]) -> str:
    shown = [repr(c[:40]) for c in columns]
    return ", ".join(shown[:20]) + (f" and {len(shown) - 20} more" if len(shown) > 20 else "")


def map_object(record: Mapping[str, object], given: Mapping[str, str]) -> dict[str, Path]:
    """Document field -> path in a JSON object. Fields beside the text win over those further out.

    `text` is missing from the result when nothing looks like it.
    """
    mapping = {field: path_of(record, dotted) for field, dotted in given.items()}
    home = mapping["text"][:-1] if "text" in mapping else _home(record, 0)
    if home is None:
        return mapping
    for depth in range(len(home), -1, -1):
        near = at(record, home[:depth])
        if not isinstance(near, Mapping):
            continue
        for field, name in _guess_object(near, depth == len(home)).items():
            mapping.setdefault(field, (*home[:depth], *name))
    return mapping


def _guess_object(near: Mapping[str, object], with_text: bool) -> dict[str, Path]:
    scalars = [k for k, v in near.items() if v is None or isinstance(v, str | int | float)]
    texts = {k for k in scalars if near[k] is None or isinstance(near[k], str)}
    found: dict[str, Path] = {}
    for field, column in guess(scalars).items():
        if field == "text" and (not with_text or column not in texts):
            continue
        found[field] = (column,)
    if "outlet" not in found:
        for key, inner in near.items():
            if normal(key) in NAMES["outlet"] and isinstance(inner, Mapping):
                name = next((n for n in _OUTLET_NAME if isinstance(inner.get(n), str)), None)
                if name:
                    found["outlet"] = (key, name)
                    break
    return found


def _home(record: Mapping[str, object], depth: int) -> Path | None:
    """Path of the innermost object that holds a text, the shallowest first."""
    if "text" in _guess_object(record, True):
        return ()
    if depth < _MAX_DEPTH:
        for key, value in record.items():
            if isinstance(value, Mapping):
                inner = _home(value, depth + 1)
                if inner is not None:
                    return (key, *inner)
    return None


def path_of(record: Mapping[str, object], dotted: str) -> Path:
    """A key that itself holds dots wins over the path that the dots would mean."""
    return (dotted,) if dotted in record else tuple(dotted.split("."))


def at(record: object, path: Path) -> object:
    """The value at a path; None where the path leads nowhere. Numbers index into lists."""
    for step in path:
        if isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(record, list) and step.isdecimal() and int(step) < len(record):
            record = record[int(step)]
        else:
            return None
    return record


class Announcer:
    """Tells people once per file which field is read from where, and again when that changes."""

    def __init__(self, file: str, what: str, notice: Callable[[str], None]) -> None:
        self._file, self._what, self._notice = file, what, notice
        self._told: dict[str, str] = {}

    def tell(self, mapping: Mapping[str, str]) -> None:
        fresh = {f: p for f, p in mapping.items() if self._told.get(f) != p}
        if not fresh:
            return
        self._told.update(fresh)
        parts = ", ".join(f"{field} <- {self._what} {path!r}" for field, path in fresh.items())
        self._notice(f"{self._file}: {parts}")
