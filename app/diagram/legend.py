"""What stands under a drawing: the legend, the date, notes, sources and the disclaimer."""

from app.diagram.markup import element, text
from app.diagram.measure import width
from app.diagram.orient import CIRCLE
from app.diagram.picture import Line, Picture
from app.diagram.strokes import stroke
from app.diagram.wrap import wrap
from graph.model.ontology import ontology

INK, QUIET = "#16202A", "#46525E"

_SAMPLE_PX, _GAP_PX, _BETWEEN_PX = 34, 7, 22
_ROW_PX, _LEADING_PX, _SIZE = 22, 15, 11
_READABLE_PX = 860
_NUMBER_WORDS = "[1] number of a source, listed below"
_CIRCLE_WORDS = f"{CIRCLE} holds itself through others"


def footer(
    picture: Picture, lines: tuple[Line, ...], left: float, top: float, room: float
) -> tuple[str, float]:
    """The footer's SVG and its height in px; `lines` are those drawn, with their marks."""
    parts, y = _legend(lines, left, top, room)
    for paragraph in _paragraphs(picture):
        rows = wrap(paragraph, _SIZE, "Regular", min(room, _READABLE_PX), 60)
        baselines = [(y + _LEADING_PX * index + 12, row) for index, row in enumerate(rows)]
        parts.append(text(left, baselines, _SIZE, QUIET))
        y += _LEADING_PX * len(rows) + 4
    return element("g", *parts, class_="footer"), y - top


def _legend(lines: tuple[Line, ...], left: float, top: float, room: float) -> tuple[list[str], float]:
    """Samples of the line classes that occur, wrapped to the room, and where the next row begins."""
    parts, x, y = [], left, top
    for name, words in _entries(lines):
        sample = _SAMPLE_PX + _GAP_PX if name else 0
        wide = sample + width(words, _SIZE)
        if x > left and x + wide > left + room:
            x, y = left, y + _ROW_PX
        if name:
            parts += stroke(((x, y + 8), (x + _SAMPLE_PX, y + 8)), name)
        parts.append(text(x + sample, [(y + 12, words)], _SIZE, INK))
        x += wide + _BETWEEN_PX
    return parts, y + _ROW_PX + 4 if parts else y


def _entries(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    known = ontology()
    occurring = {known.relationships[line.type].line for line in lines}
    entries = [(name, str(entry["legend"])) for name, entry in known.lines.items() if name in occurring]
    numbered = any(line.numbers for line in lines)
    circular = any(CIRCLE in line.marked for line in lines)
    said = ((numbered, _NUMBER_WORDS), (circular, _CIRCLE_WORDS))
    return [*entries, *(("", words) for occurs, words in said if occurs)]


def _paragraphs(picture: Picture) -> list[str]:
    dated = f"As of {picture.as_of}." if picture.as_of else ""
    listed = "; ".join(f"[{number}] {source}" for number, source in enumerate(picture.sources, 1))
    sources = f"Sources: {listed}." if listed else ""
    return [paragraph for paragraph in (dated, *picture.notes, sources, ontology().disclaimer) if paragraph]
