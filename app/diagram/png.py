"""PNG and PDF of a drawing, by typst, with the program's own fonts."""

import json
from typing import Any, Literal
from xml.etree import ElementTree

import typst

from app.diagram.fonts import FOLDER
from app.diagram.outlines import outline_reordered
from app.diagram.sanitise import SVG, sanitised

# The drawing comes in as data, never as markup.
_PAGE = b"""
#let drawing = json(bytes(sys.inputs.drawing))
#set document(title: drawing.title, date: none)
#set page(width: drawing.width * 1pt, height: drawing.height * 1pt, margin: 0pt)
#set text(lang: "en")
#image(bytes(drawing.svg), format: "svg", width: 100%, alt: drawing.alt)
"""


def to_png(svg: str, width: int = 1761) -> bytes:
    """The drawing as PNG, `width` px wide."""
    drawing = _drawing(svg)
    return _compiled(drawing, "png", ppi=72 * width / drawing["width"])


def to_pdf(svg: str) -> bytes:
    """The drawing as one tagged PDF page (PDF/UA-1), its lines in words as alternative text."""
    return _compiled(_drawing(svg), "pdf", pdf_standards=["ua-1"])


def _drawing(svg: str) -> dict[str, Any]:
    root = sanitised(svg)
    outline_reordered(root)
    return {
        "svg": ElementTree.tostring(root, encoding="unicode"),
        "title": root.findtext(f"{{{SVG}}}title") or "Drawing",
        "alt": root.findtext(f"{{{SVG}}}desc") or "Drawing",
        "width": float(root.attrib["width"]),
        "height": float(root.attrib["height"]),
    }


def _compiled(drawing: dict[str, Any], form: Literal["png", "pdf"], **options: Any) -> bytes:  # noqa: ANN401 - as typst has them
    made = typst.compile(
        _PAGE,
        format=form,
        sys_inputs={"drawing": json.dumps(drawing)},
        font_paths=[FOLDER],
        ignore_system_fonts=True,
        **options,
    )
    assert isinstance(made, bytes)
    return made
