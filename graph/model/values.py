"""Text of a source to typed values: parsed or refused, never guessed."""

import calendar
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from graph.identity.identifiers import is_isin, is_lei, is_wikidata

Value = str | float | int | bool | list[str]

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NUMBER = re.compile(r"-?[0-9][0-9_]*(\.[0-9]+)?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"\s*[\t\r\n]\s*")
_LONGEST_QUOTE = 80


class RefusedValue(ValueError):  # noqa: N818 - it is what happened
    """A value that is not what its property holds; the message quotes it and says what to write."""


def quoted(text: str) -> str:
    """A value as messages quote it: in one line, cut to a readable length."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _LONGEST_QUOTE else f"'{line[:_LONGEST_QUOTE]}…'"


def parse(kind: str, text: str) -> Value:
    """Parse `text` as a value of `kind` (a type name of the ontology); raise RefusedValue."""
    cleaned = text.strip()
    if not cleaned:
        raise RefusedValue("is empty; write a value or leave the field out")
    if unseen := _UNSEEN.search(cleaned):
        seen = quoted(_UNSEEN.sub("", cleaned))
        raise RefusedValue(f"{seen} holds U+{ord(unseen[0]):04X}, which cannot be seen; take it out")
    return _PARSERS[kind](cleaned)


def one_of(words: tuple[str, ...], text: str) -> str:
    """Accept `text` only if it is one of `words`."""
    cleaned = text.strip()
    if cleaned not in words:
        raise RefusedValue(f"{quoted(cleaned)} is not one of: {', '.join(words)}")
    return cleaned


def date(text: str) -> str:
    """ISO date with its own precision: 2016, 2016-03 or 2016-03-02."""
    match = _DATE.fullmatch(text)
    if not match:
        raise RefusedValue(f"{quoted(text)} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1] or year < 1200:
        raise RefusedValue(f"{quoted(text)} is no day of the calendar; write YYYY-MM-DD, YYYY-MM or YYYY")
    return text


def percent(text: str) -> float:
    """A share in percent, 0 to 100: '51 %' or '51'."""
    value = number(text.removesuffix("%").strip())
    if not 0 <= value <= 100:
        raise RefusedValue(f"{quoted(text)} is no share; write a percentage from 0 to 100, such as 51 %")
    return value


def number(text: str) -> float:
    """A decimal number, digits may be grouped by '_'."""
    if not _NUMBER.fullmatch(text):
        raise RefusedValue(
            f"{quoted(text)} is not a number; write digits, a '.' for decimals, '_' for groups"
        )
    return float(text.replace("_", ""))


def _count(text: str) -> int:
    value = number(text)
    if value < 0 or value != int(value):
        raise RefusedValue(f"{quoted(text)} is not a whole number of 0 or more")
    return int(value)


def _yes_no(text: str) -> bool:
    if text.lower() not in ("true", "false", "yes", "no"):
        raise RefusedValue(f"{quoted(text)} is neither true nor false")
    return text.lower() in ("true", "yes")


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or re.search(r"\s", text):
        raise RefusedValue(f"{quoted(text)} is not a web address; write it whole, starting with https://")
    return text


def _checked(test: Callable[[str], bool], what: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not test(text):
            raise RefusedValue(f"{quoted(text)} is not {what}; correct it or leave it out")
        return text

    return check


_isin = _checked(is_isin, "an ISIN (12 characters, check digit last)")


def _texts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


_PARSERS: dict[str, Callable[[str], Value]] = {
    "text": lambda text: _BREAKS.sub(" ", text),
    "texts": _texts,
    "date": date,
    "percent": percent,
    "number": number,
    "count": _count,
    "yes_no": _yes_no,
    "url": _url,
    "lei": _checked(is_lei, "an LEI (20 characters, check digits last)"),
    "isins": lambda text: [_isin(part) for part in _texts(text)],
    "wikidata": _checked(is_wikidata, "a Wikidata item (Q and digits)"),
    "currency": _checked(lambda text: bool(re.fullmatch(r"[A-Z]{3}", text)), "a currency code such as USD"),
}
KINDS = frozenset(_PARSERS)
