"""E-mail messages (.eml)."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from contested.model.errors import InputError
from contested.model.ids import sha256
from contested.read import octets
from contested.read.found import Found, Input, Item
from contested.read.html import strip_markup
from contested.read.plain import stem_origin


def parse_mail(source: Input, raw: Iterator[bytes]) -> Iterator[Item]:
    """One document: the plain body, else the HTML body's words. Attachments are not read.

    The sender becomes the outlet only for a mailing list: a private person is no outlet.
    """
    data = octets.whole(raw, source.name, source.options.max_bytes)
    if not data.strip():
        raise InputError(source.name, None, "the file is empty")
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise InputError(source.name, None, "no e-mail headers: this is not a message")
    text, notes = _body(source, message)
    origins = stem_origin(source)
    subject, date = str(message.get("Subject", "")).strip(), str(message.get("Date", "")).strip()
    outlet = None
    if message.get("List-Id") or message.get("List-Unsubscribe"):
        outlet = parseaddr(str(message.get("From", "")))[0] or None
    for field, value in (("title", subject), ("published", date), ("outlet", outlet)):
        if value:
            origins[field] = {"title": "e-mail Subject", "published": "e-mail Date"}.get(field, "e-mail From")
    yield Found(
        file=source.name,
        record=None,
        text=text,
        sha256_raw=sha256(data),
        media_type="message/rfc822",
        key=source.stem,
        url=source.url,
        outlet=outlet,
        title=subject or None,
        published=date or None,
        retrieved=source.retrieved,
        origins=origins,
        notes=notes,
    )


def _body(source: Input, message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise InputError(source.name, None, "the message has no text")
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    text = content if isinstance(content, str) else ""
    if part.get_content_type() == "text/html":
        text = strip_markup(text)
    others = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    return text, (f"{others} attachments were not read",) if others else ()
