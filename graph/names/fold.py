"""Names as they are compared: without case, marks and punctuation."""

import re
import unicodedata

_PUNCTUATION = re.compile(r"[^\w]+", re.UNICODE)


def fold(text: str) -> str:
    """Casefolded, compatibility forms resolved, marks of Latin letters removed, punctuation to one space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f"))
    composed = unicodedata.normalize("NFC", bare)
    return _PUNCTUATION.sub(" ", composed).strip()
