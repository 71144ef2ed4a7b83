"""Lanes as SVG: hairlines, and bold captions in the left gutter."""

from itertools import pairwise

from app.diagram.lanes import GUTTER_PX, Lane, Span, lane_of, lanes
from app.diagram.layout import Layout
from app.diagram.legend import QUIET
from app.diagram.markup import element, text
from app.diagram.wrap import wrap

_HAIRLINE = "#D5DADF"
_SIZE, _LEADING = 12, 15


def captions(placed: Layout, left: float, top: float, right: float) -> str:
    """One group under the drawing, whose own top is at `top` px."""
    found = lanes(_spans(placed), _obstacles(placed), placed.height)
    rules = [_hairline(top + lane.top, left, right) for lane in found[1:]]
    return element("g", *rules, *(_caption(lane, left, top) for lane in found), class_="lanes")


def _spans(placed: Layout) -> dict[int, Span]:
    spans: dict[int, Span] = {}
    for place in placed.places:
        lane = lane_of(place.card.box)
        if lane is not None:
            above, below = spans.get(lane, (place.y, place.y))
            spans[lane] = (min(above, place.y), max(below, place.y + place.card.height))
    return spans


def _obstacles(placed: Layout) -> list[Span]:
    papers = [place for place in placed.places if lane_of(place.card.box) is None]
    flat = [y for route in placed.routes for (_, y), (_, next_y) in pairwise(route.points) if y == next_y]
    return [
        *((place.y, place.y + place.card.height) for place in papers),
        *((route.y, route.y + route.label.height) for route in placed.routes if route.label.text),
        *((y, y) for y in flat),
    ]


def _hairline(y: float, left: float, right: float) -> str:
    return element("path", d=f"M{left:g} {y:.1f}H{right:g}", stroke=_HAIRLINE, stroke_width=1)


def _caption(lane: Lane, left: float, top: float) -> str:
    rows = wrap(lane.caption, _SIZE, "Bold", GUTTER_PX - 34, 3)
    baselines = [(top + lane.top + 17 + _LEADING * index, row) for index, row in enumerate(rows)]
    return text(left, baselines, _SIZE, QUIET, style="Bold")
