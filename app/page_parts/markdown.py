"""Names and links in Markdown: what a source wrote never becomes markup."""

import re
from urllib.parse import quote, urlencode

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~:&])")
_LIST = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_BARE_ADDRESS = re.compile(r"(www)(\.)", re.IGNORECASE)


def escaped(text: object) -> str:
    """The text as Markdown that shows exactly it, on one line."""
    line = " ".join(str(text).split())
    line = _BARE_ADDRESS.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", line))
    return _LIST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] in "-+=" else f"{m[1]}{m[2]}\u2060", line)


def link(words: object, address: str) -> str:
    """The words, linked where the address is one of the web; a citation stays words."""
    if not address.startswith(("https://", "http://")):
        return escaped(words)
    return f"[{escaped(words)}]({_quoted(address)})"


def page(words: object, view: str, **parameters: str) -> str:
    """The words, linked to a page of the app."""
    return f"[{escaped(words)}]({view}?{urlencode(parameters, quote_via=quote)})"


def _quoted(address: str) -> str:
    """The address without what would end a Markdown link."""
    return quote(address, safe="/:?#@!$&'*+,;=%~-._")
