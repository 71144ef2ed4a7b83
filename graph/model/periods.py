"""Dates with their own precision: when a claim was so, when it was seen, and which is nearest to a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

_SEEN = ("observed", "decided", "since", "published")


def overlaps(a: str, b: str) -> bool:
    """Whether two texts may name one day: one is a less precise form of the other (2016, 2016-03)."""
    return a.startswith(b) or b.startswith(a) if a and b else a == b


def ended_before(claims: Iterable[Mapping[str, Any]], as_of: str) -> bool:
    """Whether a claim says that it ended before `as_of` and no claim saw it or began it after that end."""
    members = list(claims)
    ends = [c["until"] for c in members if c.get("until")]
    if not ends or as_of[: len(max(ends))] <= max(ends):
        return False
    last = max(ends)
    return not any(str(c.get(key) or "") > last for c in members for key in ("observed", "since"))


def begins_after(claims: Iterable[Mapping[str, Any]], as_of: str) -> bool:
    """Whether the first beginning that a claim states is after `as_of` and no claim saw it by then."""
    members = list(claims)
    begins = [c["since"] for c in members if c.get("since")]
    if not begins or min(begins) <= as_of:
        return False
    return not any(c.get("observed") and c["observed"] <= as_of for c in members)


def nearest(claim: Mapping[str, Any], as_of: str | None) -> tuple[int, float]:
    """A key that puts the claim nearest to the day first; without a day, the latest first."""
    seen = next((str(claim[key]) for key in _SEEN if claim.get(key)), "")
    if not seen:
        return 1, 0.0
    if not as_of:
        return 0, -float(ordinal(seen))
    until = claim.get("until")
    inside = bool(claim.get("since")) and claim["since"] <= as_of and bool(until) and as_of[: len(until)] <= until
    return 0, 0.0 if inside else float(abs(ordinal(seen) - ordinal(as_of)))


def ordinal(text: str) -> int:
    """The day number of the middle of what `text` names: a day, a month or a year."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, *(7, 2)[len(parts) - 1 :]) if len(parts) == 1 else (*parts, 15)[:3]
    return date(year, month, min(day, 28) if len(parts) < 3 else day).toordinal()
