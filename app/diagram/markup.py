"""SVG elements and texts, escaped, with one font to a run."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from app.diagram.fonts import LATIN, Run, runs
from app.diagram.measure import width
from app.diagram.numbers import number

FAMILIES = f"{LATIN}, DejaVu Sans, Arial, sans-serif"


def element(name: str, *inside: str, **attributes: object) -> str:
    """One element; underscores in attribute names stand for hyphens, empty attributes are left out."""
    written = "".join(
        f" {key.strip('_').replace('_', '-')}={_quoted(value)}"
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str) -> str:
    """Escaped text, for titles and descriptions."""
    return escape(_written(text))


def text(
    x: float,
    baselines: Iterable[tuple[float, str]],
    size: float,
    colour: str,
    *,
    style: str = "Regular",
    middle: bool = False,
) -> str:
    """One <text> with a row at each (baseline, words) pair; rows begin at x, or have their middle there."""
    rows = "".join(_row(x, y, row, (size, style), middle) for y, row in baselines)
    weight, slant = (700 if style == "Bold" else ""), ("italic" if style == "Italic" else "")
    anchor = "middle" if middle else ""
    looks = {"font_size": number(size), "fill": colour, "font_weight": weight, "font_style": slant}
    return element("text", rows, text_anchor=anchor, **looks)


def _row(x: float, y: float, row: str, font: tuple[float, str], middle: bool) -> str:
    """A row in one script is one <tspan>; in several, each run has its own place.

    resvg shapes all runs of a text chunk with each font, which drops glyphs where two scripts join letters;
    a place of its own makes each run a chunk.
    """
    parts = runs(row)
    if len(parts) == 1:
        return _run(x, y, parts[0])
    at = x - width(row, *font) / 2 if middle else x
    written = []
    for run in parts:
        written.append(_run(at, y, run, text_anchor="start" if middle else ""))
        at += width(run.text, *font)
    return "".join(written)


def _run(x: float, y: float, run: Run, **looks: object) -> str:
    if run.family != LATIN:
        looks |= {"font_family": run.family, "font_weight": 400, "font_style": "normal"}
    return element("tspan", words(run.text), x=number(x), y=number(y), **looks)


def _quoted(value: object) -> str:
    if isinstance(value, float):
        return f'"{number(value)}"'
    return quoteattr(_written(str(value)))


def _written(text: str) -> str:
    """Only characters that XML may hold."""
    return "".join(
        ch
        for ch in text
        if ch in "\t\n" or " " <= ch < "\ud800" or "\ue000" <= ch <= "\ufffd" or ch > "\uffff"
    )
