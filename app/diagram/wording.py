"""The words of a drawing: cleaned names, labels on lines, and sentences."""

import re
import unicodedata
from collections.abc import Sequence
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
    """The text on a line: what, status, end and mark, parted by " · ", and the [numbers] of its sources."""
    parts = [line.text]
    if unproven(line) and line.status not in line.text:
        parts.append(line.status)
    if line.ended:
        parts.append(f"ended {line.ended}")
    told = " · ".join(part for part in (*parts, line.marked) if part)
    return f"{told} [{spans(line.numbers)}]".strip() if line.numbers else told


def spans(numbers: Sequence[int]) -> str:
    """Numbers in their order, several in a row as a span: '1, 3–5, 12'."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = (str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return ", ".join(parts)


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
