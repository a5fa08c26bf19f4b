"""What a single line of site furniture, a credit, a caption or a date line looks like.

Every rule matches a whole line and names itself: its name is what a reader sees as the reason.
The rules are made to miss rather than to swallow: a sentence that is lost is worse than a menu
that is read.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from contested.read.dates import MONTHS

LONGEST = 320
"""A line with more characters is text, whatever it holds (only its edges are looked at)."""

_AGENCY = (
    r"Getty|Reuters|AFP|AP|EPA(?:-EFE)?|EFE|DPA|TASS|Xinhua|Anadolu(?: Agency)?|AA|SANA|WANA|NurPhoto|"
    r"Shutterstock|iStock|Alamy|Bloomberg|Al Jazeera|North Press|Sputnik|UPI|Rex|Magnum|ANHA|WAFA|Flash90"
)
_CREDIT_WORD = (
    rf"\b(?:{_AGENCY}|[Pp]hotos?|[Ff]ile|[Ii]mages?|[Cc]ourtesy|[Hh]andout|[Ss]creengrab|[Cc]redit)\b"
)
_SITE = (
    r"facebook|twitter|x|whatsapp|telegram|e-?mail|print|linkedin|bluesky|flipboard|pinterest|reddit|viber|"
    r"messenger|google\+?|instagram|youtube|tiktok|threads|mastodon|snapchat|pocket|tumblr|rss"
)
_MONTH_ANY = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = "|".join(sorted((m for m in MONTHS if m.isascii()), key=len, reverse=True))
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_CLOCK = (
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?"
    r"(?:\s*\(?(?:gmt|utc|cet|bst|est|edt|et)\b\)?(?:[+-]\d{1,4})?)?"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?:{_MONTH_ANY})\.?,?\s+(?:de\s+)?\d{{4}}(?:\s+г\.?|\s+р\.?)?"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
)
_SAID = (
    r"(?:first published|published|posted|issued|created|date of publication|publication date|date|"
    r"(?:last )?(?:updated|modified)|updated)(?:\s+(?:on|at))?\s*:?\s*"
)


_LABEL = 110
"""No button, menu entry or time stamp is longer; only these kinds are tried on longer lines."""
_WORDY = frozenset(
    {
        "link to another report",
        "begging or newsletter",
        "cookie or legal notice",
        "copyright",
        "notice of the site",
        "keywords",
        "post credit",
        "rule line",
        "address",
    }
)


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Reason and pattern of every kind of furniture in furniture.yaml, in its order."""
    raw = files("contested.read").joinpath("furniture.yaml").read_text("utf-8")
    for name, part in (("SITE", _SITE), ("CLOCK", _CLOCK), ("MONTH", _MONTH), ("WEEKDAY", _WEEKDAY)):
        raw = raw.replace(f"<{name}>", f"(?:{part})")
    table = msgspec.yaml.decode(raw, type=dict[str, list[str]])
    return tuple((why, re.compile("|".join(patterns), re.IGNORECASE)) for why, patterns in table.items())


_NAME = r"[\w .&'’-]"
_CREDIT = re.compile(
    rf"[\[(][^\])]{{0,80}}{_CREDIT_WORD}[^\])]{{0,60}}[\])]"
    r"|(?:(?:Photo|Image|Picture|Video)s?\s*)?(?:[Cc]redits?|[Cc]ourtesy|CREDIT)\s*:.{1,120}"
    r"|(?:Photo|Image|Picture)s?(?: by| via|:)\s.{1,60}"
    rf"|{_NAME}{{1,50}}/(?:{_NAME}{{1,40}}/)?(?:{_AGENCY})(?: Images)?"
    rf"|(?:{_AGENCY})(?: Images| Photo)?/[\w .&'’/-]{{1,50}}|(?:{_AGENCY}) (?:Images|Photo)"
)
_CREDIT_TALK = re.compile(
    r"\b(?:photos?|images?|pictures?|videos?|credits?|courtesy|file|handout|screengrab|via)\b", re.I
)
"""Words of a bare credit that are no names. With other words in it a credit is a caption, and read."""
_CREDIT_TAIL = re.compile(rf"[\[(][^\])]{{0,80}}{_CREDIT_WORD}[^\])]{{0,60}}[\])]\.?$")
_DASH_TAIL = re.compile(rf"\s[-–—]\s?(?:{_AGENCY})$")
_CAPTION_HEAD = re.compile(
    r"(?:FILE|File photo|File picture|Photo|Image|Picture|Caption|Video)\s*(?::|[-–—]\s|,\s)"
)
_DATE_LINE = re.compile(
    rf"(?:{_SAID})?(?:{_WEEKDAY},?\s+)?{_DATE}(?:\s*[-–|,·at]*\s*{_CLOCK})?(?:\s*[-–|·]?\s*(?:{_SAID})(?:{_WEEKDAY},?\s+)?{_DATE}"
    rf"(?:\s*[-–|,·at]*\s*{_CLOCK})?)?\W*",
    re.IGNORECASE,
)
DATE_HEAD = re.compile(
    rf"(?:{_SAID})?(?:{_WEEKDAY},?\s+)?{_DATE}(?:\s*[-–|,]?\s*{_CLOCK})?\s*[-–—|:,]?\s+(?-i:(?=[\"“‘'(]?[A-Z]))",
    re.IGNORECASE,
)
"""A date that stands before the first sentence, as in "Published July 5 2015 Aircraft ..."."""
_CITY = r"[A-Z][A-Z.'’/-]{2,24}(?: [A-Z][A-Z.'’/-]{1,24}){0,3}"
_TOWN = r"[A-Z][A-Z.'’/-]{2,24}(?: [A-Z][A-Z.'’/-]{1,24})?"  # no agency: a headline in capitals is longer
_CITY_MIXED = r"[A-Z][\w.'’/-]{1,24}(?: [A-Z][\w.'’/-]{1,24}){0,3}"
_WHERE = r"(?:, ?[A-Z][\w.'’-]{1,24}(?: [A-Z][\w.'’-]{1,24}){0,2}){0,2}"
_DAY = rf"(?i:(?:,? (?:{_MONTH})\.? \d{{1,2}}(?:,? \d{{4}})?,?)?)"
_AGENCY_IN = r"\([A-Z][\w .&/’'-]{1,30}\)"
_DASH = r"\s*(?:-{1,2}|[–—])"
AGENCY_HEAD = re.compile(
    rf"(?:{_CITY}{_WHERE}{_DAY},? ?{_AGENCY_IN}{_DASH}|{_TOWN}{_WHERE}{_DAY}\s*(?:--|[–—]|\s-)(?=\s)"
    rf"|{_CITY_MIXED}{_WHERE}{_DAY},? ?{_AGENCY_IN}(?:{_DASH}|:)"
    rf"|{_AGENCY_IN}{_DASH})\s*(?=[\"“‘'(]?[A-Z0-9])"
)
"""A wire dateline, as in "BEIRUT (Reuters) - "."""
RELATED = re.compile(
    r"(?:related|recommended|popular|trending|previous coverage|up next|most read|most popular|top stories"
    r"|latest news)(?: (?:stories|news|articles?|posts?|topics|content|coverage|headlines|reading|videos?|now"
    r"|for you))?(?: in [\w' ]{1,25})?\s*:?"
    r"|more (?:on this(?: topic| story)?|stories|from [\w' ]{1,30}|news|top trending stories.{0,40}"
    r"|related.{0,20})\s*:?|read more on [\w' ]{1,40}:?|see more on\b.{0,20}"
    r"|you (?:may|might) also like\s*:?|editor['’]?s['’]? picks?|don['’]t miss|what to read next"
    r"|also in the news|(?:must|also) read:?|you may have missed:?",
    re.IGNORECASE,
)
"""The head of a list of other reports' headlines."""

_GLUE = """
and of in the for with at from to de al el bin ibn van von der this report reporting story article by also
contributed reported contributing additional writing editing writer writers correspondent correspondents staff
journalist journalists wrote
"""
_NAME_GLUE = frozenset(_GLUE.split())
_BYLINE = re.compile(r"(?:by|story by|words by|analysis by|written by)\s+(?=[A-Z])", re.IGNORECASE)
_CREW = re.compile(
    r"\(?(?:(?:additional |further )?(?:reporting|writing|editing|research)|edited|compiled|translated"
    r"|written|graphics?|produced|photographs?|photography|presenter|host|producer|contributors?)(?: by\b|:)",
    re.IGNORECASE,
)
_JOIN = re.compile(r",| and | in | for |\|")
_SOURCE = re.compile(r"\(?sources?\s?:\s?", re.IGNORECASE)
_HELPED = re.compile(
    r"\b(?:contributed (?:to this (?:report|story|article)|reporting)|reported from)\b", re.IGNORECASE
)


def furniture(line: str) -> str | None:
    """Why a whole line is furniture, or None. `line` is stripped and at most LONGEST characters."""
    long = len(line) > _LABEL
    for why, pattern in _rules():
        if long and why not in _WORDY:
            continue
        if pattern.fullmatch(line):
            return why
    if _is_byline(line):
        return "byline"
    if (match := _SOURCE.match(line)) and len(line.split()) <= 6 and _only_names(line[match.end() :]):
        return "source line"
    return "photo credit" if _CREDIT.fullmatch(line) and _only_names(_CREDIT_TALK.sub(" ", line)) else None


def caption(line: str) -> str | None:
    """Why a line is a photo caption, or None: a credit closes it, or a caption's first word opens it."""
    if (
        _CREDIT.fullmatch(line)
        or _CREDIT_TAIL.search(line[-180:])
        or (_DASH_TAIL.search(line[-40:]) and len(line.split()) <= 40)
    ):
        return "ends in a photo credit"
    return "begins like a caption" if _CAPTION_HEAD.match(line) and len(line.split()) >= 5 else None


def is_date_line(line: str) -> bool:
    """The line is a date and nothing else, such as "Published on 28 August, 2019 - 14:05 GMT"."""
    return len(line) <= 120 and _DATE_LINE.fullmatch(line) is not None


def _is_byline(line: str) -> bool:
    if match := _BYLINE.match(line):
        return _are_people(line[match.end() :])
    if match := _CREW.match(line):
        rest = line[match.end() :]
        return bool(rest.strip()) and len(rest.split()) <= 30 and _only_names(rest)
    return _HELPED.search(line) is not None and len(line.split()) <= 40 and _only_names(line)


def _are_people(text: str) -> bool:
    """One or two names of two to four words, and where or for whom they wrote; or one agency's name."""
    parts = [part.split() for part in _JOIN.split(text.strip()) if part.strip()]
    if not 1 <= len(parts) <= 4 or not all(len(part) <= 4 for part in parts):
        return False
    person = len(parts[0]) >= 2 or len(parts) == 1
    return person and parts[0][0][-3:] != "ing" and _only_names(text)


def _only_names(text: str) -> bool:
    """Capitalised words and the small words that join names: no room for a statement."""
    words = re.findall(r"[\w’'&-]+", text)
    return all(_is_name(w) for w in words)


def _is_name(word: str) -> bool:
    core = word[3:] if word[:3] in ("al-", "el-") else word
    return core[:1].isupper() or word.lower() in _NAME_GLUE or word.isdigit()
