"""Facts and chains in words: owns, controls, finances, holds and linked to stay five different things."""

import re
from collections.abc import Mapping, Sequence

from graph.model.entity import Entity
from graph.model.facts import Claim, Fact, share_range
from graph.model.ontology import Wording, ontology
from graph.network.walk import Hop

_ABSENT = {
    "share": "an undisclosed share",
    "role": "holder of a role not stated",
    "harm": "harmed",
    "instrument": "finance",
}
_ABSENT_OF = {("HOLDS", "instrument"): "an interest"}
_NAMES = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BEGINNINGS = (None, "signed", "disbursed", "announced", "granted", "approved")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def share(fact: Fact) -> str:
    """The share of a fact: '51 %', '54.2–55.4 %', 'at least 50 %', or that it is undisclosed."""
    claim = fact.share_claim
    return share_of_claim(claim) if claim else "an undisclosed share"


def share_of_claim(claim: Claim) -> str:
    """The share that one claim states; empty where it states none."""
    known = share_range(claim)
    if known is None:
        return ""
    low, high = known
    if low == high:
        return f"{low:g} %"
    if high >= 100:
        return f"at least {low:g} %"
    return f"at most {high:g} %" if low <= 0 else f"{low:g}–{high:g} %"


def money(amount: float, currency: str) -> str:
    """An amount in words of its size: 'USD 15 m', 'EUR 1.2 bn', 'USD 500,000'."""
    for size, unit in ((1e9, " bn"), (1e6, " m")):
        if amount >= size:
            return f"{currency} {amount / size:.4g}{unit}".strip()
    return f"{currency} {amount:,.0f}".strip()


def day(text: str) -> str:
    """A date as people write it, no more precise than it is: '2 March 2016', 'March 2016', '2016'."""
    parts = text.split("-")
    month = [_MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*([str(int(parts[2]))] if len(parts) > 2 else []), *month, parts[0]])


def wording(fact: Fact) -> Wording:
    """The ontology's wording for a fact, by its outcome or event where that changes the words."""
    kind = ontology().relationships[fact.type]
    if kind.worded_when_all and any(claim.get(kind.worded_by) not in kind.worded for claim in fact.claims):
        return kind.wording
    return kind.worded.get(str(fact.value(kind.worded_by)), kind.wording) if kind.worded_by else kind.wording


def filled(template: str, fact: Fact) -> str:
    """A wording with the fact's values; a part in brackets is left out where it is not stated."""

    def part(match: re.Match[str]) -> str:
        return match[1] if all(_value(fact, name) for name in _NAMES.findall(match[1])) else ""

    def value(match: re.Match[str]) -> str:
        absent = _ABSENT_OF.get((fact.type, match[1])) or _ABSENT.get(match[1], "not stated")
        return _value(fact, match[1]) or absent

    return _NAMES.sub(value, _OPTIONAL.sub(part, template))


def _value(fact: Fact, name: str) -> str:
    """A value as text; empty where no claim states it."""
    if name in ("share", "held_share"):
        return share_of_claim(fact.share_claim) if fact.share_claim else ""
    found = fact.value(name)
    if found is None:
        return ""
    if name == "amount":
        return money(float(found), str(fact.value("currency") or ""))
    return f"{found:g}" if isinstance(found, float) else str(found)


def aside(fact: Fact) -> str:
    """Dates, events, status and conflict of a fact, short: 'until 2013-08-24; alleged; sources differ on share'."""
    return "; ".join(part for part in (dates(fact), events(fact), status(fact), conflict(fact)) if part)


def dates(fact: Fact) -> str:
    """When a fact was so, or was seen: 'since 2014', 'until 24 August 2013', 'seen 2017'."""
    begins = [str(c["since"]) for c in fact.claims if c.get("since") and c.get("event") in _BEGINNINGS]
    ends = [str(c["until"]) for c in fact.claims if c.get("until")]
    source = fact.share_claim or next((c for c in fact.claims if c.get("observed")), {})
    parts = [f"since {day(min(begins))}" if begins else "", f"until {day(max(ends))}" if ends else ""]
    if not ends and source.get("observed"):
        parts.append(f"seen {day(str(source['observed']))}")
    return ", ".join(part for part in parts if part)


def events(fact: Fact) -> str:
    """What happened to a deal or licence, in the order of its dates: 'suspended, ended'."""
    dated = sorted(
        (str(c.get("since") or c.get("until") or c.get("observed") or ""), str(c["event"]))
        for c in fact.claims
        if c.get("event") not in _BEGINNINGS
    )
    return ", ".join(dict.fromkeys(event for _, event in dated))


def status(fact: Fact) -> str:
    """The fact's status where it is not documented."""
    return "" if fact.status == "documented" else fact.status


def conflict(fact: Fact) -> str:
    """That sources contradict each other, and in what."""
    if not fact.conflicts:
        return ""
    return f"sources differ on {' and '.join(name.replace('_', ' ') for name in fact.conflicts)}"


def line_text(fact: Fact) -> str:
    """The words on a line of a drawing."""
    text = filled(wording(fact).label, fact)
    return "owns, share undisclosed" if text == "owns an undisclosed share" else text


def chain(hops: Sequence[Hop], entities: Mapping[str, Entity], numbers: Mapping[str, Sequence[int]]) -> list[tuple[str, str]]:
    """A chain as pieces (kind, text) from its far end to its subject; kinds: name, words, note, source.

    `numbers` gives the source numbers of each fact.
    """
    pieces: list[tuple[str, str]] = [("name", entities[hops[-1].to].name)]
    for place, hop in enumerate(reversed(hops)):
        active = hop.fact.start == hop.to
        told = wording(hop.fact)
        words = filled(told.words if active else told.passive, hop.fact)
        pieces.append(("words", f"{', which ' if place else ' '}{words} "))
        pieces.append(("name", entities[hop.at].name))
        if note := aside(hop.fact):
            pieces.append(("note", f" ({note})"))
        pieces += [("source", str(number)) for number in numbers.get(hop.fact.id, ())]
    return pieces


def plain(pieces: Sequence[tuple[str, str]]) -> str:
    """A chain's pieces as one sentence with [numbers]."""
    return "".join(f" [{text}]" if kind == "source" else text for kind, text in pieces) + "."
