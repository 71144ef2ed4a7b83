"""The SVG of a picture: every text in it, nothing else in it, the same bytes each time."""

import re
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from app.diagram import Box, Line, Picture, draw
from app.diagram.sanitise import ATTRIBUTES, ELEMENTS, SVG
from graph.model.ontology import ontology

HOSTILE = (
    "<script>alert(1)</script>",
    "A & B \"quoted\" 'twice' ]]> <!-- --> &amp;",
    "</text></svg><foreignObject/>",
    "شركة الطاقة الوطنية للكهرباء والمياه",
    "ក្រុមហ៊ុនថាមពលឧទាហរណ៍អគ្គិសនីជាតិ",
    "บริษัทไฟฟ้าตัวอย่างแห่งประเทศไทยจำกัดมหาชน",
    "中国电力建设集团有限公司示例水电项目开发",
    "한국예시전력공사 \U0001f600 \ue000",
    "controls \x00\x08\x1b, overrides \u202eevil\u202c, \ud800 and \ufffe",
    "line\nbreak\ttab \u2028 end",
    "x" * 400,
    "word " * 100,
    " ",
    "",
)


def hostile_picture(lanes: bool) -> Picture:
    """One box of each hostile name, in a row of hostile lines."""
    kinds = list(ontology().nodes)
    boxes = tuple(Box(f"{i} {name}", kinds[i % len(kinds)], name, name) for i, name in enumerate(HOSTILE))
    pairs = pairwise(boxes)
    lines = tuple(
        Line(f"l {a.id}", "OWNS", a.id, b.id, b.name, a.name, (1, 2), a.name, b.name) for a, b in pairs
    )
    return Picture(HOSTILE[0], boxes, lines, lanes, HOSTILE[1], HOSTILE, HOSTILE)


def example() -> Picture:
    """Six boxes of a real chain."""
    boxes = (
        Box("nl", "Government", "Dutch State", "Government"),
        Box("fmo", "Financier", "FMO, Dutch development bank", "Financier"),
        Box("desa", "Company", "Desarrollos Energéticos S.A. (DESA)", "Company"),
        Box("dam", "Project", "Agua Zarca hydroelectric project", "Project"),
        Box("kill", "Attack", "Killing, 2 March 2016", "Attack"),
        Box("berta", "Defender", "Berta Cáceres", "Defender"),
    )
    lines = (
        Line("1", "OWNS", "nl", "fmo", "owns 51 %"),
        Line("2", "FINANCES", "fmo", "desa", "loan USD 15 m", numbers=(1, 3, 4, 5), ended="2017"),
        Line("3", "OPERATES", "desa", "dam", "owner and developer", status="disputed"),
        Line("4", "LINKED_TO", "kill", "dam", "linked to"),
        Line("5", "TARGETED", "kill", "berta", "killed"),
    )
    return Picture("Agua Zarca", boxes, lines, True, "1 May 2025", ("A note.",), ("Annual report",))


def root_of(picture: Picture) -> ElementTree.Element:
    """The parsed drawing."""
    return ElementTree.fromstring(draw(picture))  # noqa: S314 - our own bytes


def squeezed(text: str) -> str:
    """Text without white space, as rows are broken at it."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("lanes", [True, False])
def test_hostile_names_are_escaped_and_the_drawing_is_well_formed(lanes: bool) -> None:
    for element in root_of(hostile_picture(lanes)).iter():
        assert element.tag.removeprefix(f"{{{SVG}}}") in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES


def test_no_direction_override_reaches_the_reader() -> None:
    shown = "".join(root_of(hostile_picture(True)).itertext())
    assert not set("\u202e\u202c\u2028\x00\x1b\ufffe") & set(shown)


def test_every_text_is_found_again() -> None:
    picture = example()
    drawn = squeezed("".join(_text(element) for element in root_of(picture).iter(f"{{{SVG}}}text")))
    texts = [text for box in picture.boxes for text in (box.name, box.role)]
    texts += [line.text for line in picture.lines]
    texts += [picture.title, "As of 1 May 2025.", "A note.", "Annual report", ontology().disclaimer]
    texts += ["[1, 3–5]", "Sources: [1] Annual report.", "· ended 2017", "· disputed"]
    assert [text for text in texts if squeezed(text) not in drawn] == []


def test_a_long_name_is_whole_in_its_title() -> None:
    picture = Picture("", (Box("a", "Company", "word " * 100, "Company"),), ())
    group = root_of(picture).find(f".//{{{SVG}}}g[@data-id='a']")
    assert group is not None
    assert group.findtext(f"{{{SVG}}}title") == ("word " * 100).strip()
    shown = "".join(_text(element) for element in group.iter(f"{{{SVG}}}text"))
    assert shown.endswith("…")
    assert len(shown) < 100


def test_boxes_and_lines_carry_their_ids() -> None:
    picture = hostile_picture(False)
    found = {element.get("data-id") for element in root_of(picture).iter(f"{{{SVG}}}g")}
    unseen = {box.id for box in picture.boxes if re.search(r"[\x00-\x1f\ud800\ufffe]", box.id)}
    assert {box.id for box in picture.boxes} - unseen <= found


def test_the_description_says_the_lines_in_words() -> None:
    root = root_of(example())
    assert root.get("role") == "img"
    assert root.findtext(f"{{{SVG}}}title") == "Agua Zarca"
    description = root.findtext(f"{{{SVG}}}desc") or ""
    assert "Dutch State – owns 51 % – FMO, Dutch development bank." in description
    assert "loan USD 15 m · ended 2017 [1, 3–5]" in description


def test_only_line_classes_that_occur_are_in_the_legend() -> None:
    footer = root_of(example()).find(f"{{{SVG}}}g[@class='footer']")
    assert footer is not None
    words = [_text(element) for element in footer.iter(f"{{{SVG}}}text")]
    assert words[:5] == [
        "owns",
        "finances, holds",
        "operates, supplies, licensed",
        "attack on",
        "linked to, work focused on",
    ]
    assert words[5] == "[1] number of a source, listed below"
    assert words[6].startswith("As of")


def test_alleged_and_disputed_are_italic_and_documented_is_not() -> None:
    drawing = draw(example())
    assert len(re.findall('font-style="italic"', drawing)) == 1
    assert "opacity" not in drawing


def test_a_linked_line_has_no_arrowhead_and_others_have_one() -> None:
    root = root_of(example())
    paths = {group.get("data-id"): len(group.findall(f"{{{SVG}}}path")) for group in root.iter(f"{{{SVG}}}g")}
    assert (paths["4"], paths["1"], paths["3"]) == (2, 3, 3)


def test_an_empty_picture_says_so() -> None:
    drawing = draw(Picture("Nothing", (), ()))
    assert "Nothing is recorded" in drawing
    ElementTree.fromstring(drawing)  # noqa: S314 - our own bytes


@pytest.mark.parametrize("picture", [example(), hostile_picture(True)], ids=["example", "hostile"])
def test_the_same_picture_is_the_same_bytes_twice(picture: Picture) -> None:
    assert draw(picture) == draw(picture)


def test_another_process_draws_the_same_bytes() -> None:
    script = f"import sys, {__name__} as t; sys.stdout.buffer.write(t.draw(t.example()).encode())"
    paths = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=paths, capture_output=True, check=True, timeout=120
    )
    assert done.stdout.decode() == draw(example())


@pytest.mark.parametrize(
    ("picture", "named"),
    [
        (Picture("", (Box("a", "Company", "A", ""), Box("a", "Company", "B", "")), ()), "'a'"),
        (Picture("", (Box("a", "Compny", "A", ""),), ()), "'Compny'"),
        (Picture("", (Box("a", "Company", "A", ""),), (Line("1", "OWNS", "a", "b", ""),)), "'b'"),
        (Picture("", (Box("a", "Company", "A", ""),), (Line("1", "OWN", "a", "a", ""),)), "'OWN'"),
    ],
)
def test_what_does_not_fit_together_is_refused_by_name(picture: Picture, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        draw(picture)


def _text(element: ElementTree.Element) -> str:
    return "".join(element.itertext())
