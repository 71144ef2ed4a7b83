"""Stacking: many leaves of one box become the largest few and one card."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from app.diagram.picture import Box, Line, Picture, TooLarge
from graph.model.ontology import ontology

MOST_LEAVES = 6
KEPT = 4
MOST_BOXES = 150

_MANY = {"Company": "companies", "Person": "people", "Country": "countries", "Policy": "policies"}
_PERCENT = re.compile(r"\d+(?:\.\d+)?(?=[ \u00a0]%)")


@dataclass(frozen=True)
class _Leaf:
    box: Box
    line: Line
    hub: str


def stacked(picture: Picture) -> Picture:
    """Fold all but the first 4 of more than 6 like leaves on one box; raise TooLarge above 150 boxes."""
    for leaves in _crowds(picture):
        picture = _folded(picture, leaves[KEPT:])
    if len(picture.boxes) > MOST_BOXES:
        raise TooLarge(len(picture.boxes))
    return picture


def _crowds(picture: Picture) -> list[list[_Leaf]]:
    """Leaves that may share a card: same hub, relation, direction, lane, status, and all or none ended."""
    boxes = {box.id: box for box in picture.boxes}
    degree = Counter(end for line in picture.lines for end in (line.start, line.end))
    groups: dict[tuple[object, ...], list[_Leaf]] = defaultdict(list)
    for line in picture.lines:
        for box_id, hub in ((line.start, line.end), (line.end, line.start)):
            box = boxes[box_id]
            if degree[box_id] == 1 and not box.count and box.label != "Undisclosed":
                lane = ontology().nodes[box.label].lane
                key = (hub, line.end == hub, line.type, lane, line.status, bool(line.ended))
                groups[key].append(_Leaf(box, line, hub))
    return [leaves for leaves in groups.values() if len(leaves) > MOST_LEAVES]


def _folded(picture: Picture, leaves: list[_Leaf]) -> Picture:
    card = _card(leaves)
    first = leaves[0].line
    start, end = (first.start, card.id) if first.start == leaves[0].hub else (card.id, first.end)
    text = _range([leaf.line.text for leaf in leaves])
    numbers = tuple(sorted({number for leaf in leaves for number in leaf.line.numbers}))
    line = Line(f"line of {card.id}", first.type, start, end, text, first.status, numbers, _ended(leaves))
    gone = {leaf.box.id for leaf in leaves} | {leaf.line.id for leaf in leaves}
    boxes = tuple(box for box in picture.boxes if box.id not in gone)
    lines = tuple(kept for kept in picture.lines if kept.id not in gone)
    return replace(picture, boxes=(*boxes, card), lines=(*lines, line))


def _card(leaves: list[_Leaf]) -> Box:
    labels = Counter(leaf.box.label for leaf in leaves)
    label = "Company" if set(labels) == {"Company", "Financier"} else labels.most_common(1)[0][0]
    alike = len(labels) == 1 or label == "Company"
    count, first = len(leaves), leaves[0]
    name = f"{count} more {_MANY.get(label, f'{label.lower()}s')}" if alike else f"{count} others"
    card_id = f"{count} more of {first.hub} by {first.line.type} from {first.box.id}"
    return Box(card_id, label, name, label, count)


def _range(texts: list[str]) -> str:
    """One text for all, "owns 0.5–12 % each" where they differ in a share, else the words they begin with."""
    if len(set(texts)) == 1:
        return _each(texts[0])
    shares = [found for text in texts for found in _PERCENT.findall(text)]
    shared = next((text for text in texts if _PERCENT.search(text)), "")
    if not shares:
        return _common_start(texts)
    low, high = min(shares, key=float), max(shares, key=float)
    text = _each(_PERCENT.sub(low if low == high else f"{low}–{high}", shared, count=1))
    return text if len(shares) >= len(texts) else f"{text}, some undisclosed"


def _each(text: str) -> str:
    return f"{text} each" if _PERCENT.search(text) else text


def _common_start(texts: list[str]) -> str:
    words = []
    for column in zip(*(text.split() for text in texts), strict=False):
        if len(set(column)) > 1:
            break
        words.append(column[0])
    return " ".join(words).rstrip(",") or "various"


def _ended(leaves: list[_Leaf]) -> str:
    dates = sorted({leaf.line.ended for leaf in leaves})
    return dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
