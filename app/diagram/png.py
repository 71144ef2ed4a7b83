"""PNG and PDF of a drawing, by typst, with the program's own fonts."""

import json
from math import ceil
from typing import Literal
from xml.etree import ElementTree

import typst

from app.diagram.fonts import FOLDER
from app.diagram.outlines import outline_reordered
from app.diagram.sanitise import SVG, sanitised

# The drawing comes in as data, never as markup.
_PAGE = b"""
#let drawing = json(bytes(sys.inputs.drawing))
#set document(title: drawing.title, date: none)
#set page(width: calc.ceil(drawing.width) * 1pt, height: calc.ceil(drawing.height) * 1pt, margin: 0pt)
#set text(lang: "en")
#image(bytes(drawing.svg), format: "svg", width: drawing.width * 1pt, alt: drawing.alt)
"""

_HAIR = 0.02


def to_png(svg: str, width: int = 1761) -> bytes:
    """The drawing as PNG, `width` px wide."""
    root = sanitised(svg)
    _resize(root, width)
    return _compiled(root, "png", ppi=72)


def to_pdf(svg: str) -> bytes:
    """The drawing as one tagged PDF page (PDF/UA-1), its lines in words as alternative text."""
    return _compiled(sanitised(svg), "pdf", pdf_standards=["ua-1"])


def _resize(root: ElementTree.Element, width: int) -> None:
    """A hair under whole px: typst rounds sides up, and then drops a column of pixels in mid-picture."""
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    height = ceil(high * width / wide) - _HAIR
    root.set("viewBox", f"0 0 {wide} {height * wide / (width - _HAIR)}")
    root.set("width", str(width - _HAIR))
    root.set("height", str(height))


def _compiled(root: ElementTree.Element, form: Literal["png", "pdf"], **options: int | list[str]) -> bytes:
    outline_reordered(root)
    drawing = {
        "svg": ElementTree.tostring(root, encoding="unicode"),
        "title": root.findtext(f"{{{SVG}}}title") or "Drawing",
        "alt": root.findtext(f"{{{SVG}}}desc") or "Drawing",
        "width": float(root.attrib["width"]),
        "height": float(root.attrib["height"]),
    }
    made = typst.compile(  # type: ignore[call-overload]
        _PAGE,
        format=form,
        sys_inputs={"drawing": json.dumps(drawing)},
        font_paths=[FOLDER],
        ignore_system_fonts=True,
        **options,
    )
    assert isinstance(made, bytes)
    return made
