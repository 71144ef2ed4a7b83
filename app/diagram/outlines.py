"""Texts whose letters change places become outlines, because resvg sets their parts over each other."""

from collections import Counter
from xml.etree.ElementTree import Element, SubElement

import uharfbuzz

from app.diagram.fonts import LATIN, face
from app.diagram.measure import shaped, width
from app.diagram.sanitise import SVG

_TSPAN, _TEXT, _PATH = f"{{{SVG}}}tspan", f"{{{SVG}}}text", f"{{{SVG}}}path"


def outline_reordered(root: Element) -> None:
    """Replace such runs of a drawing by paths, in place (Khmer, Myanmar and most scripts of India)."""
    for parent in list(root.iter()):
        for text in parent.findall(_TEXT):
            for run in text.findall(_TSPAN):
                if _reordered(run.get("font-family", LATIN), run.text or ""):
                    _outline(parent, text, run)


def _reordered(family: str, text: str) -> bool:
    """Whether several glyphs that take room share a cluster."""
    if family == LATIN:
        return False
    buffer = shaped(family, "Regular", text)
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return max(Counter(info.cluster for info, at in pairs if at.x_advance).values(), default=0) > 1


def _outline(parent: Element, text: Element, run: Element) -> None:
    family, words = run.attrib["font-family"], run.text or ""
    size = float(text.attrib["font-size"])
    middle = run.get("text-anchor", text.get("text-anchor", "start")) == "middle"
    x = float(run.attrib["x"]) - (width(words, size) / 2 if middle else 0)
    scale = size / face(family, "Regular").upem
    where = f"translate({x:.2f} {run.attrib['y']}) scale({scale:.5f} {-scale:.5f})"
    SubElement(parent, _PATH, d=_path(family, words), fill=text.attrib["fill"], transform=where)
    text.remove(run)


def _path(family: str, text: str) -> str:
    """SVG path data in font units, y upwards."""
    font, pen = uharfbuzz.Font(face(family, "Regular")), _Pen()
    buffer = shaped(family, "Regular", text)
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.shift = (pen.advance + at.x_offset, at.y_offset)
        font.draw_glyph(info.codepoint, pen.functions, pen)
        pen.advance += at.x_advance
    return "".join(pen.parts)


class _Pen:
    """Collects the outlines that HarfBuzz draws."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.shift = (0.0, 0.0)
        self.advance = 0.0
        self.functions = uharfbuzz.DrawFuncs()
        self.functions.set_move_to_func(lambda *given: self._add("M", *given[:2]))
        self.functions.set_line_to_func(lambda *given: self._add("L", *given[:2]))
        self.functions.set_quadratic_to_func(lambda *given: self._add("Q", *given[:4]))
        self.functions.set_cubic_to_func(lambda *given: self._add("C", *given[:6]))
        self.functions.set_close_path_func(lambda *_: self.parts.append("Z"))

    def _add(self, command: str, *coordinates: float) -> None:
        shifted = [f"{value + self.shift[index % 2]:g}" for index, value in enumerate(coordinates)]
        self.parts.append(command + " ".join(shifted))
