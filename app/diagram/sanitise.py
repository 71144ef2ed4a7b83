"""Keeps of an SVG only what a drawing is made of: no script, no foreign objects, no links, no handlers."""

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset({"svg", "title", "desc", "g", "rect", "path", "text", "tspan"})
ATTRIBUTES = frozenset(
    {"class", "role", "data-id", "data-label", "data-type", "viewBox", "x", "y", "width", "height", "d"}
    | {"transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"}
    | {"font-family", "font-size", "font-style", "font-weight", "text-anchor"}
)

ElementTree.register_namespace("", SVG)


def sanitised(svg: str) -> ElementTree.Element:
    """The drawing without anything that draw() does not write; raise ValueError if it is no plain SVG."""
    if re.search(r"<!(DOCTYPE|ENTITY)", svg, re.IGNORECASE):
        raise ValueError("the SVG declares entities; send a drawing made by draw()")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - entities are refused above
    except ElementTree.ParseError as error:
        raise ValueError(f"the SVG is not well-formed: {error}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError(f"the root element is '{root.tag}', not svg")
    _clean(root)
    return root


def _clean(parent: ElementTree.Element) -> None:
    for name in set(parent.attrib) - ATTRIBUTES:
        del parent.attrib[name]
    for name in ("fill", "stroke"):
        if "url" in parent.attrib.get(name, ""):
            del parent.attrib[name]
    for child in list(parent):
        if child.tag.removeprefix(f"{{{SVG}}}") in ELEMENTS and child.tag.startswith(f"{{{SVG}}}"):
            _clean(child)
        else:
            parent.remove(child)
