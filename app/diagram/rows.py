"""Rows of a crowded lane: its leaves stand in up to three rows, so that the picture stays narrow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.diagram.lanes import lane_of
from app.diagram.orient import Arc
from app.diagram.picture import Box

MOST_ROWS = 3
_CROWD = 5


def partitions(boxes: Sequence[Box], arcs: Sequence[Arc], rows: int) -> dict[str, int]:
    """The ELK partition of each box in a lane: leaves of a crowd by turns, the rest in its last row."""
    lanes = {box.id: lane for box in boxes if (lane := lane_of(box)) is not None}
    below: dict[str, list[str]] = defaultdict(list)
    for arc in arcs:
        below[arc.top].append(arc.bottom)
    leaves = _leaves(lanes, arcs, below)
    placed = {box: lane * (MOST_ROWS + 1) + rows for box, lane in lanes.items()}
    for lane, crowd in leaves.items():
        if len(crowd) > _CROWD:
            ordered = sorted(crowd, key=lambda box: (sorted(below[box]), box))
            placed |= {box: lane * (MOST_ROWS + 1) + turn % rows for turn, box in enumerate(ordered)}
    return placed


def _leaves(
    lanes: Mapping[str, int], arcs: Sequence[Arc], below: Mapping[str, Sequence[str]]
) -> dict[int, list[str]]:
    """By lane, the boxes with nothing above them and nothing of their own lane below them."""
    under = {arc.bottom for arc in arcs}
    found: dict[int, list[str]] = defaultdict(list)
    for box, lane in lanes.items():
        if box not in under and all(lanes.get(other) != lane for other in below.get(box, ())):
            found[lane].append(box)
    return found
