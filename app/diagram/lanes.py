"""Lanes: the order of the ontology's lanes, and the hairlines between them."""

from dataclasses import dataclass
from itertools import pairwise

from app.diagram.picture import Box
from graph.model.ontology import ontology

LANES = ("Governments", "Owners and financiers", "Companies", "Projects", "Attacks", "Defenders")
GUTTER_PX = 130

_ABOVE_BOX_PX = 14
Span = tuple[float, float]


@dataclass(frozen=True)
class Lane:
    """A lane that occurs: its caption and where it begins and ends, in px of the drawing."""

    caption: str
    top: float
    bottom: float


def lane_of(box: Box) -> int | None:
    """The lane's place from the top; papers (folded corner) stand wherever their lines lead."""
    kind = ontology().nodes[box.label]
    if box.lane:
        return LANES.index(box.lane)
    return None if kind.shape == "folded" else LANES.index(kind.lane)


def lanes(spans: dict[int, Span], obstacles: list[Span], height: float) -> list[Lane]:
    """From the top and bottom of each lane's boxes; a border avoids obstacles (papers, labels) if it can."""
    order = sorted(spans)
    borders = [0.0]
    for upper, lower in pairwise(order):
        borders.append(_border(spans[upper][1], spans[lower][0], obstacles))
    borders.append(height)
    return [Lane(LANES[lane], borders[i], borders[i + 1]) for i, lane in enumerate(order)]


def _border(low: float, high: float, obstacles: list[Span]) -> float:
    wanted = max((low + high) / 2, high - _ABOVE_BOX_PX)
    candidates = [low + 4 + step for step in range(0, max(1, int(high - low) - 7), 2)]

    def cost(y: float) -> tuple[int, float]:
        return sum(top - 2 < y < bottom + 2 for top, bottom in obstacles), abs(y - wanted)

    return min(candidates, key=cost)
