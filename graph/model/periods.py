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
    ends = [str(c["until"]) for c in members if c.get("until")]
    if not ends:
        return False
    last = max(ends, key=_latest)
    if not is_after(as_of, last):
        return False
    return not any(
        is_after(str(c[key]), last) for c in members for key in ("observed", "since") if c.get(key)
    )


def begins_after(claims: Iterable[Mapping[str, Any]], as_of: str) -> bool:
    """Whether the first beginning that a claim states is after `as_of` and no claim saw it by then."""
    members = list(claims)
    begins = [str(c["since"]) for c in members if c.get("since")]
    if not begins or not all(is_after(begin, as_of) for begin in begins):
        return False
    return all(is_after(str(c["observed"]), as_of) for c in members if c.get("observed"))


def is_after(a: str, b: str) -> bool:
    """Whether all of `a` lies after all of `b`: May 2016 is after March 2016 and 2015, not after 2016."""
    shared = min(len(a), len(b))
    return a[:shared] > b[:shared]


def nearest(claim: Mapping[str, Any], as_of: str | None) -> tuple[int, float]:
    """A key that puts the claim nearest to the day first; without a day, the latest first."""
    seen = next((str(claim[key]) for key in _SEEN if claim.get(key)), "")
    if not seen:
        return 1, 0.0
    if not as_of:
        return 0, -float(ordinal(seen))
    since, until = claim.get("since"), claim.get("until")
    inside = since and until and not is_after(str(since), as_of) and not is_after(as_of, str(until))
    return 0, 0.0 if inside else float(abs(ordinal(seen) - ordinal(as_of)))


def ordinal(text: str) -> int:
    """The day number of the middle of what `text` names: a day, a month or a year."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, *(7, 2)[len(parts) - 1 :]) if len(parts) == 1 else (*parts, 15)[:3]
    return date(year, month, min(day, 28) if len(parts) < 3 else day).toordinal()


def _latest(text: str) -> str:
    return f"{text}~"  # '~' sorts after '-': 2016 may end later than 2016-03
