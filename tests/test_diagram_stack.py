"""Stacking of leaves, and the limit on boxes."""

from dataclasses import replace

import pytest

from app.diagram import Box, Line, Picture, TooLarge, draw
from app.diagram.stack import stacked


def hub(count: int, texts: tuple[str, ...] = ("owns 51 %",), inwards: bool = False) -> Picture:
    """One company and so many leaves, the largest first."""
    boxes = [Box(f"b{i}", "Company", f"Company {i}", "Company") for i in range(count + 1)]
    ends = [(f"b{i}", "b0") if inwards else ("b0", f"b{i}") for i in range(1, count + 1)]
    lines = [Line(f"l{i}", "OWNS", *pair, texts[i % len(texts)]) for i, pair in enumerate(ends)]
    return Picture("", tuple(boxes), tuple(lines))


@pytest.mark.parametrize("inwards", [True, False])
def test_forty_two_leaves_become_the_largest_four_and_one_card(inwards: bool) -> None:
    folded = stacked(hub(42, inwards=inwards))
    assert [box.name for box in folded.boxes[1:5]] == ["Company 1", "Company 2", "Company 3", "Company 4"]
    card = folded.boxes[5]
    assert (card.name, card.count, len(folded.boxes), len(folded.lines)) == ("38 more companies", 38, 6, 5)
    line = folded.lines[-1]
    assert (line.start, line.end) == ((card.id, "b0") if inwards else ("b0", card.id))
    assert "38 more companies" in draw(hub(42, inwards=inwards))


def test_six_leaves_stay() -> None:
    assert stacked(hub(6)) == hub(6)


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("owns 51 %",), "owns 51 % each"),
        (("owns 0.5 %", "owns 12 %", "owns 7 %"), "owns 0.5–12 % each"),
        (("owns 5 %", "owns, share undisclosed"), "owns 5 % each, some undisclosed"),
        (("loan USD 5 m", "loan EUR 7 m"), "loan"),
        (("manages", "advises"), "various"),
    ],
)
def test_the_card_shows_the_range_of_shares(texts: tuple[str, ...], shown: str) -> None:
    assert stacked(hub(30, texts)).lines[-1].text == shown


def test_other_relations_directions_and_statuses_do_not_share_a_card() -> None:
    whole = hub(9)
    alleged = [replace(line, status="alleged") if i < 5 else line for i, line in enumerate(whole.lines)]
    mixed = replace(whole, lines=tuple(alleged))
    assert stacked(mixed) == mixed


def test_a_box_with_a_second_line_is_no_leaf() -> None:
    whole = hub(8)
    more = replace(whole, lines=(*whole.lines, Line("x", "OWNS", "b7", "b8", "owns 1 %")))
    assert stacked(more) == more


def test_what_is_undisclosed_stays_in_sight() -> None:
    whole = hub(9, inwards=True)
    boxes = [replace(box, label="Undisclosed" if box.id == "b9" else "Financier") for box in whole.boxes]
    assert "b9" in [box.id for box in stacked(replace(whole, boxes=tuple(boxes))).boxes]


def test_more_than_150_boxes_after_stacking_are_too_large() -> None:
    boxes = tuple(Box(f"b{i}", "Company", f"Company {i}", "Company") for i in range(151))
    with pytest.raises(TooLarge, match="151 boxes") as raised:
        draw(Picture("", boxes, ()))
    assert raised.value.count == 151
    assert len(stacked(Picture("", boxes[:150], ())).boxes) == 150
    assert "396 more companies" in draw(hub(400))
