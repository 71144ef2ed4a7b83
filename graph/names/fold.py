"""Names as they are compared: without case, marks and punctuation."""

import re
import unicodedata

_PUNCTUATION = re.compile(r"\W+")
_KEPT = {"L", "M", "N"}
_AS_TYPED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": None}
)
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670]"
)  # Latin, Greek, Cyrillic, Hebrew, Arabic


def fold(text: str) -> str:
    """Casefolded, compatibility forms and marks resolved, letters as most people type them, one space.

    The signs of Burmese, Hindi and Thai vowels stay: they are marks to Unicode, but part of the letters.
    """
    if text.isascii():
        return _PUNCTUATION.sub(" ", text.lower()).strip()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    composed = unicodedata.normalize("NFC", bare).translate(_AS_TYPED)
    if composed.isascii():
        return _PUNCTUATION.sub(" ", composed).strip()
    composed = "".join(c if unicodedata.category(c)[0] in _KEPT or c == "_" else " " for c in composed)
    return " ".join(composed.split())
