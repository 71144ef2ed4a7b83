"""PNG and PDF of a drawing, what is let into them, and the engine's limit."""

import struct
import time
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from app.diagram import Box, Picture, TooLarge, draw, to_pdf, to_png
from app.diagram.engine import arrange
from app.diagram.sanitise import sanitised as cleaned_tree

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50">{}</svg>'
BLANK = SVG.format("")


def sanitised(svg: str) -> str:
    """What is left of a drawing, as text."""
    return ElementTree.tostring(cleaned_tree(svg), encoding="unicode")


def name_only(name: str) -> str:
    """A drawing of one box."""
    return draw(Picture("Names", (Box("a", "Company", name, "Company"),), ()))


def test_a_png_has_the_width_asked_for_and_the_same_bytes_each_time() -> None:
    drawing = name_only("DESA")
    png = to_png(drawing, 900)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", png[16:20])[0] == 900
    assert png == to_png(drawing, 900)


@pytest.mark.parametrize("width", [880, 881, 1761, 1828])
def test_no_column_of_pixels_is_lost(width: int) -> None:
    stripes = "".join(
        f'<rect x="{x}" y="0" width="1" height="50" fill="#000000"/>' for x in range(0, width, 2)
    )
    striped = SVG.replace("100", str(width)).format(stripes)
    row = Image.open(BytesIO(to_png(striped, width))).convert("L").crop((0, 25, width, 26)).tobytes()
    assert [x for x in range(width) if (row[x] < 128) != (x % 2 == 0)] == []


def test_a_pdf_is_the_same_bytes_each_time() -> None:
    drawing = name_only("DESA")
    assert to_pdf(drawing).startswith(b"%PDF-1.7")
    assert to_pdf(drawing) == to_pdf(drawing)


def test_no_two_scripts_look_the_same_and_none_is_blank() -> None:
    names = ["中国", "한국", "شركة", "ខ្មែរ", "ไทย", "বাংলা", "हिन्दी", "தமிழ்", "မြန်မာ", "አማርኛ"]
    pictures = {to_png(name_only(name), 600) for name in [*names, " "]}
    assert len(pictures) == len(names) + 1


@pytest.mark.parametrize("name", ["ក្រុមហ៊ុន", "লিমিটেড", "မြန်မာ"])
def test_letters_that_change_places_are_drawn_as_outlines(name: str) -> None:
    as_text = len(to_pdf(name_only("ไทย")))
    assert len(to_pdf(name_only(name))) != as_text
    assert b"NotoSansKhmer" not in to_pdf(name_only(name))


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        '<foreignObject width="9" height="9"><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<image href="file:///etc/hostname" width="9" height="9"/>',
        '<a href="javascript:alert(1)"><title/></a>',
        "<style>@import 'x'</style>",
        '<x:g xmlns:x="elsewhere"/>',
        '<animate attributeName="x"/>',
    ],
)
def test_planted_elements_are_dropped(planted: str) -> None:
    assert sanitised(SVG.format(planted)) == sanitised(BLANK)


@pytest.mark.parametrize("planted", ['onload="x()"', 'style="fill:url(x)"', 'fill="url(#a)"', 'href="x"'])
def test_planted_attributes_are_dropped(planted: str) -> None:
    assert sanitised(SVG.format(f"<g {planted}/>")) == sanitised(SVG.format("<g/>"))


def test_a_drawing_loses_nothing() -> None:
    drawing = name_only('A & B <script> "quoted" ក្រុម')
    assert len(sanitised(drawing)) == len(sanitised(sanitised(drawing)))
    for tag in ("<g", "<path", "<tspan", "data-id=", "font-family=", "transform="):
        assert sanitised(drawing).count(tag) == drawing.count(tag)


@pytest.mark.parametrize("text", ["", "<html/>", "<svg", '<!DOCTYPE x [<!ENTITY a "b">]><svg/>'])
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"SVG|root"):
        to_png(text)


def test_the_engine_stops_at_its_limit_and_works_again() -> None:
    nodes = [{"id": str(i), "width": 9, "height": 9} for i in range(600)]
    edges = [{"id": f"e{i}", "sources": [str(i % 600)], "targets": [str(i * i % 600)]} for i in range(3000)]
    before = name_only("DESA")
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        arrange({"id": "r", "children": nodes, "edges": edges}, limit_seconds=0.2)
    assert time.monotonic() - begun < 30
    assert name_only("DESA") == before


def test_a_layout_that_takes_too_long_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(graph: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("app.diagram.layout.arrange", late)
    with pytest.raises(TooLarge):
        name_only("DESA")
