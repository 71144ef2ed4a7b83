"""The master SVG of a placed picture."""

from math import ceil

from app.diagram.boxes import box
from app.diagram.captions import captions
from app.diagram.connections import connection
from app.diagram.lanes import GUTTER_PX
from app.diagram.layout import Layout
from app.diagram.legend import INK, footer
from app.diagram.markup import FAMILIES, element, text, words
from app.diagram.numbers import number
from app.diagram.picture import Picture
from app.diagram.wording import sentence
from app.diagram.wrap import wrap

MARGIN_PX = 24
LEAST_WIDTH_PX = 560
NOTHING = "Nothing is recorded that this picture could show."

_TITLE_PX, _TITLE_LEADING = 17, 23


def as_svg(picture: Picture, placed: Layout) -> str:
    """The picture as SVG text; `placed` is the layout of its boxes, or None where there are none."""
    gutter = GUTTER_PX if picture.lanes else 0
    wide = ceil(max(placed.width + gutter + 2 * MARGIN_PX, LEAST_WIDTH_PX))
    title, top = _title(picture, wide)
    bands = [captions(placed, MARGIN_PX, top, wide - MARGIN_PX)] if picture.lanes else []
    lines = tuple(route.line for route in placed.routes)
    under = top + placed.height + 26
    below, high = footer(picture, lines, MARGIN_PX, under, wide - 2 * MARGIN_PX)
    parts = [*title, *bands, _drawing(placed, MARGIN_PX + gutter, top), below]
    return _document(picture, _description(placed), wide, ceil(under + high + MARGIN_PX), parts)


def empty(picture: Picture) -> str:
    """The picture of nothing: title, one sentence, and what stands under every picture."""
    title, top = _title(picture, LEAST_WIDTH_PX)
    said = text(MARGIN_PX, [(top + 14, NOTHING)], 13, INK)
    below, high = footer(picture, (), MARGIN_PX, top + 36, LEAST_WIDTH_PX - 2 * MARGIN_PX)
    return _document(
        picture, NOTHING, LEAST_WIDTH_PX, ceil(top + 36 + high + MARGIN_PX), [*title, said, below]
    )


def _document(picture: Picture, description: str, wide: int, high: int, parts: list[str]) -> str:
    said = [element("title", words(picture.title)), element("desc", words(description))]
    ground = element("rect", width=wide, height=high, fill="#FFFFFF")
    size = {"width": wide, "height": high, "viewBox": f"0 0 {wide} {high}"}
    names = {"xmlns": "http://www.w3.org/2000/svg", "font_family": FAMILIES, "role": "img"}
    return element("svg", *said, ground, *parts, **names, **size) + "\n"


def _title(picture: Picture, wide: float) -> tuple[list[str], float]:
    """The title's rows, and the y at which the drawing begins."""
    if not picture.title:
        return [], MARGIN_PX
    rows = wrap(picture.title, _TITLE_PX, "Bold", wide - 2 * MARGIN_PX, 4)
    baselines = [(MARGIN_PX + 14 + _TITLE_LEADING * index, row) for index, row in enumerate(rows)]
    written = text(MARGIN_PX, baselines, _TITLE_PX, INK, style="Bold")
    return [written], MARGIN_PX + _TITLE_LEADING * len(rows) + 16


def _drawing(placed: Layout, left: float, top: float) -> str:
    at = {place.card.box.id: place for place in placed.places}
    lines = [connection(route, at) for route in placed.routes]
    boxes = [box(place) for place in placed.places]
    return element(
        "g", *lines, *boxes, class_="drawing", transform=f"translate({number(left)} {number(top)})"
    )


def _description(placed: Layout) -> str:
    boxes = {place.card.box.id: place.card.box for place in placed.places}
    said = [sentence(route.line, boxes[route.line.start], boxes[route.line.end]) for route in placed.routes]
    return " ".join(f"{words}." for words in said) or ", ".join(box.name for box in boxes.values())
