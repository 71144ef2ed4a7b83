"""Whether what was typed means one entity, or must be asked back."""

from collections.abc import Sequence

from graph.names.find import Hit
from graph.names.fold import fold
from graph.names.words import key

SAME, SURE, MISTYPED, APART = 100.0, 90.0, 73.0, 5.0
HELD = 85.0
_SHORTEST_MISTYPED = 6


def clear(text: str, hits: Sequence[Hit]) -> Hit | None:
    """The one entity of the graph that `text` means; None where it may be another, or none.

    `hits` are the best first, at least two where there are two. One that is the same is clear; one that
    begins with the text, or differs by typing errors, must stand out from the next.
    """
    same = [hit for hit in hits if hit.score == SAME]
    if same:
        here = [hit for hit in same if hit.in_graph]
        return here[0] if len(here) == 1 else None
    if not hits or not hits[0].in_graph:
        return None
    apart = len(hits) == 1 or hits[0].score - hits[1].score >= APART
    return hits[0] if apart and (hits[0].score >= SURE or mistyped(text, hits[0])) else None


def mistyped(text: str, hit: Hit) -> bool:
    """Whether `text` is most probably the matched name mistyped, its first letter not.

    Names whose numbers differ are less alike than MISTYPED.
    """
    asked, matched = fold(text), fold(hit.matched)
    return MISTYPED <= hit.score < HELD and len(key(asked)) >= _SHORTEST_MISTYPED and asked[:1] == matched[:1]
