"""A placed box as SVG: shape, icon, role and name."""

from app.diagram.cards import ICON, NAME_LEADING, NAME_PX, PADDING, ROLE_HEIGHT, ROLE_PX, STACK_PX, TEXT_LEFT
from app.diagram.icons import icon
from app.diagram.layout import Place
from app.diagram.legend import INK
from app.diagram.markup import element, text, words
from app.diagram.numbers import number
from app.diagram.shapes import outline
from graph.model.ontology import NodeKind, ontology


def box(place: Place) -> str:
    """One group with the box's id; a stacked card shows three outlines."""
    card, kind = place.card, ontology().nodes[place.card.box.label]
    behind = STACK_PX if card.box.count else 0
    wide, high = card.width - behind, card.height - behind
    shifts = (STACK_PX, STACK_PX / 2, 0) if behind else (0,)
    parts = [element("title", words(card.box.name)), *(_outline(kind, wide, high, shift) for shift in shifts)]
    parts += [_icon(kind, high), *_texts(place, kind, high)]
    where = f"translate({number(place.x)} {number(place.y)})"
    return element("g", *parts, class_="box", data_id=card.box.id, data_label=card.box.label, transform=where)


def _outline(kind: NodeKind, wide: float, high: float, shift: float) -> str:
    return element(
        "path",
        d=outline(kind.shape, wide, high),
        fill=kind.fill,
        stroke=kind.stroke,
        stroke_width=1.4,
        stroke_dasharray="5 3" if kind.shape == "dashed" else "",
        transform=f"translate({number(shift)} {number(shift)})" if shift else "",
    )


def _icon(kind: NodeKind, high: float) -> str:
    where = f"translate({PADDING} {number((high - ICON) / 2)})"
    strokes = {
        "stroke": kind.stroke,
        "stroke_width": 1.3,
        "stroke_linejoin": "round",
        "stroke_linecap": "round",
    }
    return element("path", d=icon(kind.icon), fill="none", transform=where, **strokes)


def _texts(place: Place, kind: NodeKind, high: float) -> list[str]:
    card = place.card
    top = (high - ROLE_HEIGHT - NAME_LEADING * len(card.name)) / 2
    first = top + ROLE_HEIGHT + 13
    baselines = [(first + NAME_LEADING * row, words) for row, words in enumerate(card.name)]
    return [
        text(TEXT_LEFT, [(top + ROLE_PX - 0.5, card.role)], ROLE_PX, kind.stroke),
        text(TEXT_LEFT, baselines, NAME_PX, INK, style="Bold"),
    ]
