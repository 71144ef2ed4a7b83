"""Names as they are compared: without case, marks and punctuation."""

import re
import unicodedata

_PUNCTUATION = re.compile(r"\W+")
_KEPT = {"L", "M", "N"}


def fold(text: str) -> str:
    """Casefolded, compatibility forms resolved, marks of Latin letters removed, punctuation to one space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f"))
    composed = unicodedata.normalize("NFC", bare)
    if not composed.isascii():  # the signs of Burmese, Hindi and Thai vowels are marks, not letters
        composed = "".join(c if unicodedata.category(c)[0] in _KEPT or c == "_" else " " for c in composed)
        return " ".join(composed.split())
    return _PUNCTUATION.sub(" ", composed).strip()
