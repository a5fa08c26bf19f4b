"""Reports from the web: one GET, bounded in time and size."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from contested import __version__
from contested.model.errors import InputError
from contested.read.found import Input
from contested.read.options import ReadOptions

_MAX_REDIRECTS = 5
_IN_MEMORY = 8 * 1024 * 1024


@contextmanager
def fetched(url: str, options: ReadOptions, notice: Callable[[str], None]) -> Iterator[Input]:
    """The body of an http or https answer as a stream.

    Raises InputError in plain words for another scheme, a refusal, a time-out, an error status,
    or a body over the size limit.
    """
    import httpx

    if urlsplit(url).scheme not in ("http", "https"):
        raise InputError(url, None, "only http and https addresses are fetched")
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
        try:
            content_type = _download(url, options, cast(BinaryIO, body))
        except httpx.TimeoutException as error:
            raise InputError(url, None, f"the server did not answer within {options.timeout:g} s") from error
        except httpx.TooManyRedirects as error:
            raise InputError(url, None, f"more than {_MAX_REDIRECTS} redirects") from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise InputError(url, None, f"the address could not be fetched ({error})") from error
        body.seek(0)
        yield Input(
            name=url,
            stream=cast(BinaryIO, body),
            options=options,
            notice=notice,
            url=url,
            retrieved=dt.datetime.now(dt.UTC).replace(microsecond=0),
            content_type=content_type,
        )


def _download(url: str, options: ReadOptions, body: BinaryIO) -> str | None:
    import httpx

    headers = {
        "User-Agent": f"contested/{__version__}",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    }
    client = httpx.Client(
        timeout=options.timeout, follow_redirects=True, max_redirects=_MAX_REDIRECTS, headers=headers
    )
    with client, client.stream("GET", url) as answer:
        if answer.status_code >= 400:
            reason = f"the server answered {answer.status_code} {answer.reason_phrase}".rstrip()
            raise InputError(url, None, reason)
        size = 0
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > options.max_bytes:
                raise InputError(url, None, f"larger than the limit of {options.max_bytes:,} bytes")
            body.write(piece)
        return str(answer.headers.get("content-type", "")) or None
