"""Which end of each line stands above the other, so that no line has to run upwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.diagram.lanes import LANES, lane_of
from app.diagram.picture import Box, Line, Picture
from graph.model.ontology import ontology

CIRCLE = "↺"
_Below = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Arc:
    """A line with the ids of its upper and its lower box."""

    line: Line
    top: str
    bottom: str


def orient(picture: Picture) -> tuple[Arc, ...]:
    """Follow the ontology's `above`; turn what would close a circle, and mark it ↺ where it is one of owners.

    Lines with leverage keep their direction before others do, earlier ones before later ones.
    """
    below = _lane_order(picture.boxes) if picture.lanes else defaultdict(list)
    turned = set()
    for arc in sorted(map(_by_ontology, picture.lines), key=lambda arc: not _leverage(arc)):
        if arc.top != arc.bottom and reaches(below, arc.bottom, arc.top):
            turned.add(arc.line.id)
            below[arc.bottom].append(arc.top)
        else:
            below[arc.top].append(arc.bottom)
    holdings = _holdings(picture.lines)
    return tuple(
        _turned(arc, holdings) if arc.line.id in turned else arc for arc in map(_by_ontology, picture.lines)
    )


def reaches(below: _Below, start: str, end: str) -> bool:
    """Whether `end` is reached from `start`."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        waiting += [box for box in below.get(here, ()) if box not in seen]
        seen.update(below.get(here, ()))
    return False


def _turned(arc: Arc, holdings: _Below) -> Arc:
    circular = _leverage(arc) and reaches(holdings, arc.bottom, arc.top)
    marks = [mark for mark in (arc.line.marked, CIRCLE if circular else "") if mark]
    return Arc(replace(arc.line, marked=" ".join(marks)), arc.bottom, arc.top)


def _by_ontology(line: Line) -> Arc:
    above = ontology().relationships[line.type].above
    return Arc(line, line.end, line.start) if above == "to" else Arc(line, line.start, line.end)


def _leverage(arc: Arc) -> bool:
    return ontology().relationships[arc.line.type].leverage


def _holdings(lines: Iterable[Line]) -> _Below:
    held = defaultdict(list)
    for arc in filter(_leverage, map(_by_ontology, lines)):
        held[arc.top].append(arc.bottom)
    return held


def _lane_order(boxes: Iterable[Box]) -> defaultdict[str, list[str]]:
    """Each box above its lane's lower border and below the upper one, so that upward lines are turned."""
    order = defaultdict(list)
    for lane in range(-1, len(LANES)):
        order[_border(lane)].append(_border(lane + 1))
    for box in boxes:
        place = lane_of(box)
        if place is not None:
            order[_border(place - 1)].append(box.id)
            order[box.id].append(_border(place))
    return order


def _border(lane: int) -> str:
    """A stand-in that no box id equals."""
    return f"\0 under lane {lane}"
