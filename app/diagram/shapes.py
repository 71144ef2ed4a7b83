"""Outlines of boxes: square, rounded, pill, cut, folded and dashed."""

from math import sqrt

from app.diagram.numbers import number

_CUT, _ROUND, _FOLD = 10.0, 9.0, 14.0
_PILL = 24.0


def outline(shape: str, wide: float, high: float) -> str:
    """SVG path data of a shape whose left upper corner is at 0, 0."""
    if shape in ("rounded", "pill"):
        return _rounded(_radius(shape, wide, high), wide, high)
    if shape == "cut":
        return _polygon(
            (_CUT, 0), (wide - _CUT, 0), (wide, _CUT), (wide, high - _CUT),
            (wide - _CUT, high), (_CUT, high), (0, high - _CUT), (0, _CUT),
        )  # fmt: skip
    if shape == "folded":
        return _polygon((0, 0), (wide - _FOLD, 0), (wide, _FOLD), (wide, high), (0, high))
    return _rounded(2, wide, high)


def inset(shape: str, along: float, side: str, wide: float, high: float) -> float:
    """How far inside the rectangle the outline lies, `along` px from the left (or upper) end of a side."""
    length = wide if side in ("top", "bottom") else high
    corner = min(along, length - along)
    if shape in ("rounded", "pill"):
        radius = _radius(shape, wide, high)
        return 0.0 if corner >= radius else radius - sqrt(radius**2 - (radius - max(corner, 0)) ** 2)
    if shape == "cut":
        return max(0.0, _CUT - corner)
    if shape == "folded" and side in ("top", "right"):
        return max(0.0, _FOLD - (wide - along if side == "top" else along))
    return 0.0


def _radius(shape: str, wide: float, high: float) -> float:
    return min(_PILL, wide / 2, high / 2) if shape == "pill" else _ROUND


def _polygon(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def _rounded(radius: float, wide: float, high: float) -> str:
    r, across, down = number(radius), number(wide - 2 * radius), number(high - 2 * radius)
    arc = f"a{r} {r} 0 0 1 "
    return f"M{r} 0h{across}{arc}{r} {r}v{down}{arc}-{r} {r}h-{across}{arc}-{r} -{r}v-{down}{arc}{r} -{r}Z"
