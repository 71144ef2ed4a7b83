"""Places of boxes, labels and lines, found by ELK."""

from dataclasses import dataclass
from math import log
from typing import Any

from app.diagram.cards import Card, Label, cards, label_of
from app.diagram.engine import arrange
from app.diagram.orient import Arc, orient
from app.diagram.picture import Line, Picture, TooLarge
from app.diagram.rows import MOST_ROWS, partitions

Point = tuple[float, float]

_OPTIONS = {
    "elk.algorithm": "layered",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
    "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
    "elk.layered.thoroughness": "30",
    "elk.randomSeed": "1",
    "elk.spacing.nodeNode": "28",
    "elk.spacing.edgeNode": "18",
    "elk.spacing.edgeEdge": "14",
    "elk.spacing.edgeLabel": "3",
    "elk.layered.spacing.nodeNodeBetweenLayers": "24",
    "elk.layered.spacing.edgeNodeBetweenLayers": "14",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
}
_BEST_RATIO = 4 / 3
_MANY_BOXES = 12


@dataclass(frozen=True)
class Place:
    """A card and its left upper corner, in px."""

    card: Card
    x: float
    y: float


@dataclass(frozen=True)
class Route:
    """A line's corners from its start to its end, and its label's left upper corner."""

    line: Line
    points: tuple[Point, ...]
    label: Label
    x: float
    y: float


@dataclass(frozen=True)
class Layout:
    """Everything placed; the order is that of the picture."""

    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    width: float
    height: float


def laid_out(picture: Picture) -> Layout:
    """Place a stacked picture: downwards in lanes, else downwards or to the right, as is nearer 4:3."""
    arcs = orient(picture)
    if picture.lanes:
        return min((_layout(picture, arcs, True, rows) for rows in _rows(picture)), key=_distance)
    return min((_layout(picture, arcs, down) for down in (True, False)), key=_distance)


def _rows(picture: Picture) -> range:
    """How many rows a lane may have: more are tried only where the picture has many boxes."""
    return range(1, MOST_ROWS + 1) if len(picture.boxes) > _MANY_BOXES else range(1, 2)


def _distance(found: Layout) -> float:
    return abs(log(found.width / found.height / _BEST_RATIO))


def _layout(picture: Picture, arcs: tuple[Arc, ...], down: bool, rows: int = 1) -> Layout:
    boxes = cards(picture.boxes, arcs, down)
    labels = [label_of(arc.line) for arc in arcs]
    places = partitions(picture.boxes, arcs, rows) if picture.lanes else {}
    index = {card.box.id: f"n{number}" for number, card in enumerate(boxes)}
    graph = {
        "id": "picture",
        "layoutOptions": {**_OPTIONS, **_frame(picture.lanes, down)},
        "children": [_node(index[card.box.id], card, places.get(card.box.id)) for card in boxes],
        "edges": [_edge(index, arc, label) for arc, label in zip(arcs, labels, strict=True)],
    }
    try:
        return _read(arrange(graph), boxes, arcs, labels)
    except TimeoutError as error:
        raise TooLarge(len(boxes)) from error


def _frame(lanes: bool, down: bool) -> dict[str, str]:
    """The direction; lanes run through the whole picture, so its parts are then not packed one by one."""
    options = {"elk.direction": "DOWN" if down else "RIGHT", "elk.padding": "[top=0,left=0,bottom=0,right=0]"}
    if lanes:
        options |= {"elk.partitioning.activate": "true", "elk.separateConnectedComponents": "false"}
    return options


def _node(name: str, card: Card, partition: int | None) -> dict[str, Any]:
    # Lines from a box to itself side by side: nested, the label of one lay on the next.
    options = {"elk.layered.edgeRouting.selfLoopOrdering": "SEQUENCED"}
    if partition is not None:
        options["elk.partitioning.partition"] = str(partition)
    return {"id": name, "width": card.width, "height": card.height, "layoutOptions": options}


def _edge(index: dict[str, str], arc: Arc, label: Label) -> dict[str, Any]:
    edge: dict[str, Any] = {
        "id": f"e {arc.line.id}",
        "sources": [index[arc.top]],
        "targets": [index[arc.bottom]],
    }
    inline = {"elk.edgeLabels.inline": "true"}
    if label.text:
        edge["labels"] = [
            {"text": "-", "width": label.width, "height": label.height, "layoutOptions": inline}
        ]
    return edge


def _read(
    placed: dict[str, Any], boxes: tuple[Card, ...], arcs: tuple[Arc, ...], labels: list[Label]
) -> Layout:
    places = tuple(
        Place(card, node["x"], node["y"]) for card, node in zip(boxes, placed["children"], strict=True)
    )
    routes = tuple(map(_route, arcs, labels, placed["edges"]))
    return Layout(places, routes, placed["width"], placed["height"])


def _route(arc: Arc, label: Label, edge: dict[str, Any]) -> Route:
    section = edge["sections"][0]
    corners = (section["startPoint"], *section.get("bendPoints", ()), section["endPoint"])
    points = tuple((round(corner["x"], 2), round(corner["y"], 2)) for corner in corners)
    at = edge["labels"][0] if label.text else {"x": 0, "y": 0}
    return Route(arc.line, points if arc.top == arc.line.start else points[::-1], label, at["x"], at["y"])
