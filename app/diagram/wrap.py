"""Lines of text within a width: at spaces and " · ", inside a word only where it must be."""

import re
from functools import lru_cache

from app.diagram.measure import clusters, width

_GLUED = (
    (
        re.compile(r"(?<=\d) (?=(?:%|[kmbt]n?|million|billion|thousand|sources?|MW|ha|[A-Z]{3})(?![\w]))"),
        "\u00a0",
    ),
    (re.compile(r"(?<=\b[A-Z]{3}) (?=\d)"), "\u00a0"),
    (re.compile(r" (?=· )"), "\u00a0"),
)
_MAY_BREAK_AFTER = re.compile(r"(?<=[-/–—])")
# Closing marks may not begin a line.
_CLOSING = "、。，．）」』】》〉：；！？)]}%,.;:!?"


@lru_cache(20_000)
def wrap(text: str, size_px: float, style: str, limit_px: float, most: int) -> tuple[str, ...]:
    """At most `most` lines, as even as they can be; what does not fit ends in "…"."""
    for pattern, glue in _GLUED:
        text = pattern.sub(glue, text)
    parts = [_parts(word, size_px, style, limit_px) for word in text.split(" ")]
    lines = _filled(parts, size_px, style, limit_px)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        return (*lines[: most - 1], _cut(rest, size_px, style, limit_px))
    for narrower in range(int(limit_px * 0.4), int(limit_px), 6):
        even = _filled(parts, size_px, style, narrower)
        if len(even) == len(lines) and max(width(line, size_px, style) for line in even) <= narrower:
            return even
    return lines


def _filled(words: list[list[str]], size_px: float, style: str, limit_px: float) -> tuple[str, ...]:
    """Lines filled one after the other; a word is a list of the parts it may be cut into."""
    lines = [""]
    for word in words:
        for number, part in enumerate(word):
            joined = lines[-1] + (" " if number == 0 and lines[-1] else "") + part
            if not lines[-1] or width(joined, size_px, style) <= limit_px:
                lines[-1] = joined
            else:
                lines.append(part)
    return tuple(lines)


def _parts(word: str, size_px: float, style: str, limit_px: float) -> list[str]:
    """The word itself, or the parts it may be cut into where it is wider than the limit."""
    if width(word, size_px, style) <= limit_px:
        return [word]
    pieces = [piece for piece in _MAY_BREAK_AFTER.split(word) if piece]
    if max(width(piece, size_px, style) for piece in pieces) <= limit_px:
        return pieces
    parts: list[str] = []
    for cluster in clusters(word):
        if parts and cluster[0] in _CLOSING:
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return parts


def _cut(text: str, size_px: float, style: str, limit_px: float) -> str:
    kept = ""
    for cluster in clusters(text):
        if width(kept + cluster + "…", size_px, style) > limit_px:
            break
        kept += cluster
    return kept.rstrip() + "…"
