"""Sizes of boxes and labels from their measured texts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.diagram.measure import width
from app.diagram.orient import Arc
from app.diagram.picture import Box, Line
from app.diagram.wording import label, unproven
from app.diagram.wrap import wrap

ROLE_PX, NAME_PX, LABEL_PX = 10, 13, 11
NAME_LEADING, LABEL_LEADING = 17, 14
PADDING, ICON, ICON_GAP, EDGE = 12, 16, 8, 8
TEXT_LEFT = PADDING + ICON + ICON_GAP
ROLE_HEIGHT = 12
STACK_PX = 6

_NAME_LIMIT, _LABEL_LIMIT = 150, 120
_PORT_PX = 14


@dataclass(frozen=True)
class Card:
    """A box with its wrapped texts and its size in px (a stacked card with its outlines)."""

    box: Box
    role: str
    name: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """A line's wrapped text and the size in px of the white ground under it."""

    text: tuple[str, ...]
    style: str
    width: float
    height: float


def cards(boxes: Iterable[Box], arcs: Iterable[Arc], down: bool) -> tuple[Card, ...]:
    """One card per box, with room along its sides for every line that ends there."""
    sides = Counter(end for arc in arcs for end in ((arc.top, "after"), (arc.bottom, "before")))
    return tuple(_card(box, max(sides[box.id, "after"], sides[box.id, "before"]), down) for box in boxes)


def label_of(line: Line) -> Label:
    """The label of a line; empty where it says nothing."""
    style = "Italic" if unproven(line) else "Regular"
    words = label(line)
    if not words:
        return Label((), style, 0, 0)
    text = wrap(words, LABEL_PX, style, _LABEL_LIMIT, 4)
    widest = max(width(row, LABEL_PX, style) for row in text)
    return Label(text, style, round(widest + 6, 1), len(text) * LABEL_LEADING + 2)


def _card(box: Box, lines: int, down: bool) -> Card:
    name = wrap(box.name, NAME_PX, "Bold", _NAME_LIMIT, 3)
    role = wrap(box.role, ROLE_PX, "Regular", _NAME_LIMIT, 1)[0]
    widest = max(width(role, ROLE_PX), *(width(row, NAME_PX, "Bold") for row in name))
    room = (lines + 1) * _PORT_PX
    outlines = STACK_PX if box.count else 0
    wide = max(TEXT_LEFT + widest + PADDING, room if down else 0) + outlines
    high = max(2 * EDGE + ROLE_HEIGHT + NAME_LEADING * len(name), 0 if down else room) + outlines
    return Card(box, role, name, round(wide, 1), round(high, 1))
