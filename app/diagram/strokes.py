"""Lines as drawn: rounded corners, ends that meet the outline, and arrowheads."""

from math import hypot

from app.diagram.layout import Place, Point
from app.diagram.markup import element
from app.diagram.numbers import number
from app.diagram.shapes import inset
from graph.model.ontology import ontology

CORNER_PX = 7.0
HEAD_PX = 9.0
CASING_PX = 4.0


def stroke(points: tuple[Point, ...], line_class: str) -> list[str]:
    """A line of an ontology class with its arrowhead, over a white casing that makes crossings bridges."""
    look = ontology().lines[line_class]
    colour, wide = look["colour"], float(look["width"])
    body = shortened(points, HEAD_PX - 2) if look["arrow"] == "full" else points
    parts = [
        element("path", d=path(body), fill="none", stroke="#FFFFFF", stroke_width=wide + CASING_PX),
        element(
            "path", d=path(body), fill="none", stroke=colour, stroke_width=wide, stroke_dasharray=look["dash"]
        ),
    ]
    if look["arrow"] == "full":
        parts.append(element("path", d=head(points, "full"), fill=colour))
    elif look["arrow"] == "open":
        parts.append(
            element("path", d=head(points, "open"), fill="none", stroke=colour, stroke_width=max(wide, 1.3))
        )
    return parts


def path(points: tuple[Point, ...]) -> str:
    """SVG path data along right-angled points, with 7 px corners."""
    parts = [f"M{_at(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER_PX, _length(before, corner) / 2, _length(corner, after) / 2)
        parts.append(
            f"L{_at(_toward(corner, before, radius))}Q{_at(corner)} {_at(_toward(corner, after, radius))}"
        )
    return "".join([*parts, f"L{_at(points[-1])}"])


def head(points: tuple[Point, ...], arrow: str) -> str:
    """SVG path data of the arrowhead at the last point: a closed triangle if full, else two strokes."""
    (x, y), base = points[-1], _toward(points[-1], points[-2], HEAD_PX)
    half = HEAD_PX / 2
    across = (0.0, half) if abs(base[1] - y) < abs(base[0] - x) else (half, 0.0)
    left, right = (base[0] - across[0], base[1] - across[1]), (base[0] + across[0], base[1] + across[1])
    return f"M{_at(left)}L{_at((x, y))}L{_at(right)}{'Z' if arrow == 'full' else ''}"


def shortened(points: tuple[Point, ...], by_px: float) -> tuple[Point, ...]:
    """The same points with the last one drawn back, so that a thick line does not blunt its arrowhead."""
    return (*points[:-1], _toward(points[-1], points[-2], min(by_px, _length(points[-2], points[-1]))))


def meeting(points: tuple[Point, ...], start: Place, end: Place) -> tuple[Point, ...]:
    """The same points with both ends moved inwards to the outlines of rounded, cut and folded boxes."""
    return (_met(points[0], start), *points[1:-1], _met(points[-1], end))


def _met(point: Point, place: Place) -> Point:
    shape, card = ontology().nodes[place.card.box.label].shape, place.card
    if card.box.count:
        return point
    along_x, along_y = point[0] - place.x, point[1] - place.y
    if abs(along_y) < 0.5:
        return point[0], point[1] + inset(shape, along_x, "top", card.width, card.height)
    if abs(along_y - card.height) < 0.5:
        return point[0], point[1] - inset(shape, along_x, "bottom", card.width, card.height)
    if abs(along_x) < 0.5:
        return point[0] + inset(shape, along_y, "left", card.width, card.height), point[1]
    return point[0] - inset(shape, along_y, "right", card.width, card.height), point[1]


def _length(start: Point, end: Point) -> float:
    return hypot(end[0] - start[0], end[1] - start[1])


def _toward(start: Point, end: Point, distance: float) -> Point:
    share = distance / (_length(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
