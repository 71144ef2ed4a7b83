"""The words of a drawing: cleaned names, labels on lines, and sentences."""

import re
import unicodedata
from dataclasses import replace

from app.diagram.picture import Box, Line, Picture

_JOINERS = "\u200c\u200d"


def cleaned(picture: Picture) -> Picture:
    """Strip what no reader sees (controls, direction overrides, line breaks) from every text."""
    return Picture(
        title=visible(picture.title),
        boxes=tuple(_clean_box(box) for box in picture.boxes),
        lines=tuple(_clean_line(line) for line in picture.lines),
        lanes=picture.lanes,
        as_of=visible(picture.as_of),
        notes=tuple(visible(note) for note in picture.notes),
        sources=tuple(visible(source) for source in picture.sources),
    )


def visible(text: str) -> str:
    """Drop control, format, surrogate and unassigned characters and fold white space."""
    kept = [ch for ch in re.sub(r"\s+", " ", text) if ch in _JOINERS or unicodedata.category(ch)[0] != "C"]
    return "".join(kept).strip()


def label(line: Line) -> str:
    """The text on a line: what, then status, end, sources and mark, parted by " · "."""
    parts = [line.text]
    if unproven(line) and line.status not in line.text:
        parts.append(line.status)
    if line.ended:
        parts.append(f"ended {line.ended}")
    if line.sources > 1:
        parts.append(f"{line.sources} sources")
    return " · ".join(part for part in (*parts, line.marked) if part)


def unproven(line: Line) -> bool:
    """Whether the line is set in italics."""
    return line.status in ("alleged", "disputed")


def sentence(line: Line, start: Box, end: Box) -> str:
    """A line in words, for those who hear the picture."""
    return f"{start.name} – {label(line) or line.type.replace('_', ' ').lower()} – {end.name}"


def _clean_box(box: Box) -> Box:
    return replace(box, name=visible(box.name), role=visible(box.role))


def _clean_line(line: Line) -> Line:
    return replace(line, text=visible(line.text), ended=visible(line.ended), marked=visible(line.marked))
