"""The filters of a trace from what a person or an address gave; bad values are told, never raised."""

from collections.abc import Sequence

from graph.model.ontology import ontology
from graph.model.values import RefusedValue, date
from graph.network.walk import Filter


def leverage() -> list[str]:
    """The kinds of relationship that a trace can be asked to follow."""
    return [name for name, kind in ontology().relationships.items() if kind.leverage]


def chosen(
    day: str | None, steps: int, least_share: float, kinds: Sequence[str], statuses: Sequence[str]
) -> tuple[Filter, str]:
    """The filter, and one line on what was not understood; nothing chosen stands for all."""
    as_of, problem = None, ""
    try:
        as_of = date(day.strip()) if day and day.strip() else None
    except RefusedValue as error:
        problem = f"{error}. The day is left out."
    known = ontology()
    found = Filter(
        as_of=as_of,
        steps=steps,
        least_share=least_share,
        kinds=frozenset(kinds) or None,
        statuses=frozenset(statuses) or frozenset(known.claim_status),
    )
    return found, problem
