"""What a drawing is made of: boxes and the lines between them."""

from dataclasses import dataclass


class TooLarge(ValueError):  # noqa: N818 - named for what is wrong with the input
    """More boxes than can be read, or than the layout engine places in its time."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} boxes are too many for one picture; filter first, or read the table")
        self.count = count


@dataclass(frozen=True)
class Box:
    """A node: `label` is its kind in the ontology, `role` the small word above its name.

    A `count` above 0 makes it a stacked card that stands for so many boxes. `lane` puts it in another lane
    than that of its kind.
    """

    id: str
    label: str
    name: str
    role: str
    count: int = 0
    lane: str = ""


@dataclass(frozen=True)
class Line:
    """A relationship from box `start` to box `end`: `type` as in the ontology, `text` as shown.

    `ended` is a date as text; `marked` is a sign or word that follows the text; `numbers` are those of its
    sources in the picture's list.
    """

    id: str
    type: str
    start: str
    end: str
    text: str
    status: str = "documented"
    numbers: tuple[int, ...] = ()
    ended: str = ""
    marked: str = ""


@dataclass(frozen=True)
class Picture:
    """Boxes, lines, and what is said under them; with `lanes` the drawing runs from states to defenders.

    `sources` are numbered from 1 in their order.
    """

    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    lanes: bool = False
    as_of: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
