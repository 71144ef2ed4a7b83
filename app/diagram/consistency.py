"""Refuses pictures whose boxes and lines do not fit together."""

from collections import Counter
from collections.abc import Iterable

from app.diagram.picture import Picture
from graph.model.ontology import ontology


def check(picture: Picture) -> None:
    """Raise ValueError for an id used twice, a line without its boxes, or a kind the ontology has not."""
    _unique("box", [box.id for box in picture.boxes])
    _unique("line", [line.id for line in picture.lines])
    _known("label", [box.label for box in picture.boxes], ontology().nodes)
    _known("type", [line.type for line in picture.lines], ontology().relationships)
    _known(
        "box",
        [end for line in picture.lines for end in (line.start, line.end)],
        {box.id for box in picture.boxes},
    )


def _unique(what: str, ids: list[str]) -> None:
    twice = [name for name, count in Counter(ids).items() if count > 1]
    if twice:
        raise ValueError(f"two of the {what} ids are '{twice[0]}'; give each {what} its own")


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"no {what} is called '{name}'; add it, or leave out what names it")
