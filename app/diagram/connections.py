"""A placed line as SVG: casing, stroke, arrowhead and label."""

from collections.abc import Mapping

from app.diagram.cards import LABEL_LEADING, LABEL_PX
from app.diagram.layout import Place, Route
from app.diagram.markup import element, text, words
from app.diagram.strokes import meeting, stroke
from app.diagram.wording import sentence
from graph.model.ontology import ontology


def connection(route: Route, at: Mapping[str, Place]) -> str:
    """One group with the line's id; `at` holds the places of its two ends."""
    line = route.line
    start, end = at[line.start], at[line.end]
    line_class = ontology().relationships[line.type].line
    said = element("title", words(sentence(line, start.card.box, end.card.box)))
    parts = stroke(meeting(route.points, start, end), line_class)
    label = _label(route, ontology().lines[line_class]["colour"])
    return element("g", said, *parts, *label, class_="line", data_id=line.id, data_type=line.type)


def _label(route: Route, colour: str) -> list[str]:
    label = route.label
    if not label.text:
        return []
    ground = element("rect", x=route.x, y=route.y, width=label.width, height=label.height, fill="#FFFFFF")
    baselines = [(route.y + 12 + LABEL_LEADING * row, words) for row, words in enumerate(label.text)]
    middle = route.x + label.width / 2
    return [ground, text(middle, baselines, LABEL_PX, colour, style=label.style, middle=True)]
