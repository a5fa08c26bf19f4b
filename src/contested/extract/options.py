"""What a reader is told beside its name. Self-contained readers need none of it."""

from __future__ import annotations

from dataclasses import dataclass

TIMEOUT = 300.0
RETRIES = 4
PASSAGE = 6000


@dataclass(frozen=True)
class ReaderOptions:
    """Settings of a reader that asks a server. Hashable, picklable, and free of secrets: a key is
    taken from the environment by the reader itself, so it can reach no record.
    """

    model: str | None = None
    base_url: str | None = None
    """Root of an OpenAI-compatible API, e.g. "http://localhost:8080/v1"."""
    cache_dir: str | None = None
    """Folder of kept answers; None is the user's cache folder."""
    timeout: float = TIMEOUT
    """Seconds for one answer."""
    retries: int = RETRIES
    """Tries after the first, when a server is busy, slow or out of reach."""
    passage: int = PASSAGE
    """Longest stretch of text that is sent at once, in code points."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Further parameters of a request, name and JSON value; null leaves a parameter out."""
    price_in: float | None = None
    price_out: float | None = None
    """Price of a million tokens sent and of a million received, in any currency."""

    def described(self) -> dict[str, str]:
        """What was set, as words for a run record."""
        plain = ReaderOptions()
        said = {
            name: str(getattr(self, name))
            for name in ("model", "base_url", "timeout", "retries", "passage", "price_in", "price_out")
            if getattr(self, name) != getattr(plain, name)
        }
        return said | {f"param {name}": value for name, value in self.parameters}


PLAIN = ReaderOptions()
"""Nothing was asked for."""
