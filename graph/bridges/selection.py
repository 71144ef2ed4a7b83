"""Which part of a graph is taken out: all of it, or what lies around some entities."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from graph.model import values
from graph.model.ontology import ontology


class SelectionError(ValueError):
    """A part of a graph that cannot be taken out; the message quotes the value and says what to do."""


@dataclass(frozen=True)
class Selection:
    """All that a view may see or, with `around` (an id, or several), what lies within `steps` of it.

    `kinds`: relationships that are followed and taken, all where None. `as_of`: a day, a month or a year
    (YYYY-MM-DD, YYYY-MM, YYYY), for the kinds that carry leverage. Raise SelectionError for what is neither.
    """

    around: str | Collection[str] = ()
    steps: int = 2
    kinds: Collection[str] | None = None
    as_of: str | None = None

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise SelectionError(f"steps is {self.steps}; give 1 or more")
        for kind in self.types:
            _check_kind(kind)
        if self.as_of is not None:
            _check_day(self.as_of)

    @property
    def ids(self) -> list[str]:
        """The ids that lie in the middle, each once; none for the whole graph."""
        several = [self.around] if isinstance(self.around, str) else self.around
        return sorted(set(several))

    @property
    def types(self) -> list[str]:
        """The relationships that are taken, in the ontology's order."""
        if self.kinds is None:
            return list(ontology().relationships)
        several = [self.kinds] if isinstance(self.kinds, str) else self.kinds
        return sorted(set(several), key=[*ontology().relationships, *several].index)


def _check_kind(kind: str) -> None:
    known = ontology().relationships
    if kind not in known:
        close = get_close_matches(kind.upper(), known, 1) or list(known)[:3]
        raise SelectionError(f"'{kind}' is no relationship; it is one like {', '.join(close)}")


def _check_day(day: str) -> None:
    try:
        values.date(day)
    except values.RefusedValue as error:
        raise SelectionError(f"as_of: {error}") from None


WHOLE = Selection()
