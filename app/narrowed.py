"""What a walk was narrowed to by its filters, in words, and that a line was not told whole."""

from typing import Any

from app.figures import counted
from graph.model.ontology import ontology
from graph.network.passing import Filter
from graph.network.trace import Trace


def narrowed(chosen: Filter) -> str:
    """The filters that leave something out, or nothing: 'only owns, controls; 3 steps at most'."""
    usual = Filter()
    told = [
        f"only {_listed(chosen.kinds)}" if chosen.kinds is not None else "",
        f"only what is {_listed(chosen.statuses)}" if chosen.statuses != usual.statuses else "",
        f"shares of {chosen.least_share:g} % or more, or unknown" if chosen.least_share else "",
        f"{counted(chosen.steps, 'step')} at most" if chosen.steps < usual.steps else "",
    ]
    return "; ".join(part for part in told if part)


def parameters(found: Trace) -> dict[str, Any]:
    """What was asked, by name, as a program reads it; what is None leaves nothing out."""
    chosen, usual = found.filter, Filter()
    return {
        "entity": found.subject.id,
        "as_of": chosen.as_of,
        "kinds": sorted(chosen.kinds) if chosen.kinds is not None else None,
        "status": sorted(chosen.statuses) if chosen.statuses != usual.statuses else None,
        "least_share": chosen.least_share,
        "steps": chosen.steps,
    }


def nothing_found(found: Trace) -> str:
    """Why a trace has no chain, in a sentence: the filters or the day, or that nothing is recorded."""
    if filters := narrowed(found.filter):
        return f"No chain passes the filters ({filters}); without them there may be some."
    if found.walk.outside:
        return "No chain is recorded for that day; what ended before or began after it is left out."
    return "No chain is recorded. That may mean that nobody has looked, not that there is nobody."


def further_ways(found: Trace) -> str:
    """How many facts of the line are in no chain, each party being told by its best chains; or nothing."""
    number = len(found.untold)
    if not number:
        return ""
    facts = "1 more fact leads" if number == 1 else f"{number:,} more facts lead"
    return f"{facts} to the same parties by other ways"


def _listed(names: frozenset[str] | None) -> str:
    order = [*ontology().relationships, *ontology().claim_status]
    return ", ".join(name.replace("_", " ").lower() for name in sorted(names or (), key=order.index))
