"""Random graphs are placed without collisions, in lanes and out of them."""

import os
import random
from itertools import combinations, pairwise

import pytest

from app.diagram import Box, Line, Picture
from app.diagram.cards import label_of
from app.diagram.lanes import LANES, lane_of
from app.diagram.layout import Layout, Place, Route, laid_out
from app.diagram.orient import CIRCLE, orient
from app.diagram.stack import stacked
from graph.model.ontology import ontology

GRAPHS = 400 if os.environ.get("DEFENDERGRAPH_BREADTH") == "full" else 40
Rectangle = tuple[float, float, float, float]

TEXTS = ("owns 51 %", "loan USD 15 m", "owner and developer of the second phase", "linked to", "")
NAMES = (
    "DESA",
    "Dutch development bank",
    "中国电力建设集团有限公司",
    "شركة الطاقة",
    "A name of quite some length S.à r.l.",
)


def random_picture(seed: int) -> Picture:
    """A graph with a hub, a two-cycle, a self-loop, parallel lines and loose parts, of all kinds."""
    dice = random.Random(seed)  # noqa: S311 - a picture, no secret
    kinds = list(ontology().nodes)
    count = dice.randint(2, 22)
    boxes = [Box(f"b{i}", dice.choice(kinds), dice.choice(NAMES), "Role") for i in range(count)]
    pairs = [(dice.randrange(count), dice.randrange(count)) for _ in range(dice.randint(1, int(count * 1.4)))]
    pairs += [(0, 1), (1, 0), (0, 1), (1, 1)] + [(0, dice.randrange(count)) for _ in range(count // 3)]
    types = list(ontology().relationships)
    lines = [_random_line(dice, types, number, *pair) for number, pair in enumerate(pairs)]
    return Picture(f"Graph {seed}", tuple(boxes), tuple(lines), lanes=seed % 2 == 0)


def _random_line(dice: random.Random, types: list[str], number: int, start: int, end: int) -> Line:
    status = dice.choice(("documented", "alleged"))
    sources = tuple(range(dice.randint(0, 9), 9))
    return Line(f"l{number}", dice.choice(types), f"b{start}", f"b{end}", dice.choice(TEXTS), status, sources)


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_nothing_collides(seed: int) -> None:
    placed = laid_out(stacked(random_picture(seed)))
    boxes = [_box(place) for place in placed.places]
    labels = [(route, _label(route)) for route in placed.routes if route.label.text]
    assert not [pair for pair in combinations(boxes, 2) if _overlap(*pair)]
    assert not [pair for pair in combinations([label for _, label in labels], 2) if _overlap(*pair)]
    assert not [label for _, label in labels for box in boxes if _overlap(label, box)]
    for route in placed.routes:
        strokes = [_stroke(*ends) for ends in pairwise(route.points)]
        assert not [box for box in boxes for stroke in strokes if _overlap(stroke, box)]
        others = [label for other, label in labels if other is not route]
        assert not [label for label in others for stroke in strokes if _overlap(stroke, label)]


@pytest.mark.parametrize("seed", range(GRAPHS))
def test_lines_are_right_angled_and_end_at_their_boxes_and_under_their_labels(seed: int) -> None:
    placed = laid_out(stacked(random_picture(seed)))
    at = {place.card.box.id: _box(place) for place in placed.places}
    for route in placed.routes:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(route.points))
        assert _on_edge(route.points[0], at[route.line.start])
        assert _on_edge(route.points[-1], at[route.line.end])
        if route.label.text and route.line.start != route.line.end:
            assert any(_overlap(_stroke(*ends), _label(route)) for ends in pairwise(route.points))


@pytest.mark.parametrize("seed", range(0, GRAPHS, 2))
def test_lanes_follow_each_other_downwards(seed: int) -> None:
    placed = laid_out(stacked(random_picture(seed)))
    for upper, lower in combinations(placed.places, 2):
        first, second = lane_of(upper.card.box), lane_of(lower.card.box)
        if first is not None and second is not None and first != second:
            above, below = (upper, lower) if first < second else (lower, upper)
            assert above.y + above.card.height <= below.y


def test_lanes_hold_every_kind_of_the_ontology() -> None:
    assert {kind.lane for kind in ontology().nodes.values()} == set(LANES)


def test_governments_stand_over_financiers_and_these_over_companies() -> None:
    boxes = tuple(Box(label, label, label, "") for label in ("Company", "Financier", "Government"))
    placed = laid_out(Picture("", boxes, (), lanes=True))
    company, financier, government = (place.y for place in placed.places)
    assert government < financier < company


def test_owners_stand_above_and_attacks_below_whatever_the_arrow_says() -> None:
    boxes = (
        Box("a", "Attack", "Killing", ""),
        Box("p", "Project", "Dam", ""),
        Box("c", "Company", "DESA", ""),
    )
    lines = (Line("1", "LINKED_TO", "a", "p", "linked to"), Line("2", "OWNS", "c", "p", "owns 51 %"))
    placed = laid_out(Picture("", boxes, lines, lanes=True))
    heights = {place.card.box.id: place.y for place in placed.places}
    assert heights["c"] < heights["p"] < heights["a"]
    linked = next(route for route in placed.routes if route.line.id == "1")
    assert linked.points[0][1] > linked.points[-1][1]


@pytest.mark.parametrize(
    ("pairs", "marked"),
    [
        (["ab", "bc"], []),
        (["ab", "bc", "ac"], []),
        (["ab", "ba"], ["1"]),
        (["ab", "bc", "ca"], ["2"]),
        (["aa"], []),
        (["ab", "ba", "bc", "cb"], ["1", "3"]),
    ],
)
def test_only_lines_that_close_a_circle_of_owners_are_marked(pairs: list[str], marked: list[str]) -> None:
    boxes = tuple(Box(name, "Company", name, "") for name in "abc")
    lines = tuple(Line(str(number), "OWNS", a, b, "owns") for number, (a, b) in enumerate(map(tuple, pairs)))
    arcs = orient(Picture("", boxes, lines))
    assert [arc.line.id for arc in arcs if CIRCLE in arc.line.marked] == marked
    assert all(CIRCLE in "".join(label_of(arc.line).text) for arc in arcs if arc.line.id in marked)


def test_a_circle_of_papers_is_turned_but_not_marked() -> None:
    boxes = (Box("c", "Company", "DESA", ""), Box("r", "Request", "Question", ""))
    lines = (Line("1", "ASKED_OF", "r", "c", "asked of"), Line("2", "ABOUT", "r", "c", "about"))
    assert not [arc for arc in orient(Picture("", boxes, lines)) if arc.line.marked]


def test_a_wide_tree_turns_to_the_right() -> None:
    boxes = tuple(Box(f"b{i}", "Company", f"Company number {i}", "Company") for i in range(31))
    lines = tuple(Line(f"l{i}", "OWNS", f"b{(i - 1) // 2}", f"b{i}", "owns 51 %") for i in range(1, 31))
    placed = laid_out(Picture("", boxes, lines))
    assert placed.width / placed.height < 2
    assert all(route.points[0][0] < route.points[-1][0] for route in placed.routes)


def test_a_hub_gives_every_line_its_own_port() -> None:
    placed = _hub()
    ends = [route.points[0] for route in placed.routes]
    gaps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in combinations(ends, 2)]
    assert min(gaps) >= 10


def _hub() -> Layout:
    boxes = tuple(Box(f"b{i}", "Company", f"Co {i}", "Company") for i in range(25))
    lines = tuple(Line(f"l{i}", "OWNS", "b0", f"b{i}", "owns 51 %") for i in range(1, 25))
    return laid_out(Picture("", boxes, lines))


def _box(place: Place) -> Rectangle:
    return place.x, place.y, place.x + place.card.width, place.y + place.card.height


def _label(route: Route) -> Rectangle:
    return route.x, route.y, route.x + route.label.width, route.y + route.label.height


def _stroke(start: tuple[float, float], end: tuple[float, float]) -> Rectangle:
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles share more than an edge; half a pixel is rounding."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    thin = min(one[2] - one[0], one[3] - one[1]) == 0
    if not thin:
        return across > 0.5 and down > 0.5
    x, y = one[2] == one[0], one[3] == one[1]
    inside_x = other[0] + 0.5 < one[0] < other[2] - 0.5 if x else across > 0.5
    inside_y = other[1] + 0.5 < one[1] < other[3] - 0.5 if y else down > 0.5
    return inside_x and inside_y


def _on_edge(point: tuple[float, float], box: Rectangle) -> bool:
    x, y = point
    on_side = min(abs(x - box[0]), abs(x - box[2])) < 0.6 and box[1] - 0.6 <= y <= box[3] + 0.6
    on_end = min(abs(y - box[1]), abs(y - box[3])) < 0.6 and box[0] - 0.6 <= x <= box[2] + 0.6
    return on_side or on_end
