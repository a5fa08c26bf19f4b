"""A reader and a resolver joined, and the version string that names everything behind a claim."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from contested import __version__
from contested.extract import PLAIN, Reader, ReaderOptions, reader_named
from contested.model import Claim, Document, ontology


class Resolver(Protocol):
    """What the pipeline needs of `contested.resolve`."""

    @property
    def version(self) -> str: ...

    def resolve(self, document: Document, claims: tuple[Claim, ...]) -> tuple[Claim, ...]: ...


@dataclass(frozen=True)
class Engine:
    """Reads one document after another; has no memory of the last one."""

    reader: Reader
    resolver: Resolver
    version: str
    """Everything that decides a claim's content: part of its id, and the key of a reading."""


@cache
def engine(name: str, options: ReaderOptions = PLAIN) -> Engine:
    """The engine of a reader's name and options, made once in a process.

    Raises UsageError or ReaderError as `reader_named` does, and ResolveError when the gazetteer
    is broken.
    """
    one_thread()
    from contested.resolve import Resolver as Resolves

    return join(reader_named(name, options), Resolves())


def join(reader: Reader, resolver: Resolver) -> Engine:
    """An engine of these two, with its full version."""
    from contested.link import LINK_VERSION

    parts = (
        f"contested {__version__}",
        reader.version,
        resolver.version,
        str(LINK_VERSION) if " " in str(LINK_VERSION) else f"link {LINK_VERSION}",
        f"ontology {ontology().version}",
    )
    return Engine(reader=reader, resolver=resolver, version="; ".join(parts))


def one_thread() -> None:
    """Keep number libraries to one thread: processes are the unit of parallel work here.

    Takes effect only before those libraries are first imported; a user's own setting wins.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
