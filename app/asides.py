"""What stands aside of a fact: its dates, events, status, and that its sources differ."""

from app.figures import day
from graph.model.facts import Claim, Fact, firm, share_range
from graph.model.periods import is_after

_BEGINNINGS = (None, "signed", "disbursed", "announced", "granted", "approved")


def aside(fact: Fact) -> str:
    """Dates, events, status and conflict, short: 'until 2013-08-24; alleged; sources differ on share'."""
    return "; ".join(part for part in (dates(fact), events(fact), status(fact), conflict(fact)) if part)


def dates(fact: Fact) -> str:
    """When a fact was so, or was seen: 'since 2014', 'from 2014 until 24 August 2016', 'seen 2017'.

    Of a holding whose share changed: when it was of the share that is told.
    """
    told = [claim for claim in firm(fact.claims) or fact.claims if _of_its_share(claim, fact)]
    begins = [str(c["since"]) for c in told if c.get("since") and c.get("event") in _BEGINNINGS]
    ends = [str(c["until"]) for c in told if c.get("until")]
    source = fact.share_claim or next((c for c in told if c.get("observed")), {})
    seen = [str(c["observed"]) for c in told if c.get("observed") and not c.get("until")]
    later = [one for one in seen if ends and is_after(one, max(ends))]
    if begins and ends:
        parts = [f"from {day(min(begins))} until {day(max(ends))}"]
    else:
        parts = [f"since {day(min(begins))}" if begins else "", f"until {day(max(ends))}" if ends else ""]
    if later:
        parts.append(f"yet seen {day(max(later))}")
    elif not ends and source.get("observed"):
        parts.append(f"seen {day(str(source['observed']))}")
    return ", ".join(part for part in parts if part)


def _of_its_share(claim: Claim, fact: Fact) -> bool:
    """Whether a claim gives no other share than the one told; 'at least 51 %' is no other than 94 %."""
    stated, told = share_range(claim), fact.share
    return stated is None or told is None or (stated[0] <= told[0] and told[1] <= stated[1])


def events(fact: Fact) -> str:
    """What happened to a deal or licence, in the order of its dates: 'suspended May 2016, sold 2017'."""
    begun = any(c.get("event") in _BEGINNINGS for c in fact.claims)
    dated: dict[str, str] = {}
    for claim in firm(fact.claims) or fact.claims:
        event = str(claim.get("event"))
        if claim.get("event") not in _BEGINNINGS and not (begun and event == "considered"):
            when = str(claim.get("since") or claim.get("until") or claim.get("observed") or "")
            dated[event] = min(filter(None, (dated.get(event, ""), when)), default="")
    said = [str(c["until"]) for c in fact.claims if c.get("until")]
    ordered = sorted((pair for pair in dated.items() if pair[0] != "ended" or pair[1] not in said), key=_when)
    return ", ".join(f"{event} {day(when)}" if when else event for event, when in ordered)


def _when(dated: tuple[str, str]) -> str:
    return dated[1]


def status(fact: Fact) -> str:
    """The fact's status where it is not documented."""
    return "" if fact.status == "documented" else fact.status


def conflict(fact: Fact) -> str:
    """That sources contradict each other, and in what."""
    if not fact.conflicts:
        return ""
    return f"sources differ on {' and '.join(_differing(fact, name) for name in fact.conflicts)}"


def _differing(fact: Fact, name: str) -> str:
    """The name of a value on which sources differ; of a date, also of what event."""
    told = dict.fromkeys(str(claim["event"]) for claim in fact.contradicting(name) if claim.get("event"))
    date = name in ("since", "until") and told
    return f"the date ({', '.join(told)})" if date else name.replace("_", " ")
