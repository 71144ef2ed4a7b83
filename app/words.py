"""Facts and chains in words: owns, controls, finances, holds and linked to stay five different things."""

import re
from collections.abc import Mapping, Sequence

from graph.model.entity import Entity
from graph.model.facts import Claim, Fact, share_range
from graph.model.ontology import ontology
from graph.network.walk import Hop

_ABSENT = {
    "share": "an undisclosed share",
    "how": "in a way not stated",
    "role": "in a role not stated",
    "product": "goods not stated",
    "harm": "harmed",
    "claimed_by": "a party not named",
    "level": "level not stated",
    "instrument": "finance",
    "finding": "finding not stated",
    "what": "in a way not stated",
    "programme": "programme not stated",
    "score": "no figure",
    "scale": "a scale not stated",
    "status": "status not stated",
    "amount": "",
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_MONTHS += ("November", "December")


def share(fact: Fact) -> str:
    """The share of a fact: '51 %', '54.2–55.4 %', 'at least 50 %', or that it is undisclosed."""
    return next((share_of_claim(c) for c in fact.claims if share_range(c)), "an undisclosed share")


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


def filled(template: str, fact: Fact) -> str:
    """A wording of the ontology with the fact's values; what is not disclosed is said to be so."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "share":
            return share(fact)
        found = fact.value(name)
        if name == "amount" and found is not None:
            return money(float(found), str(fact.value("currency") or ""))
        if isinstance(found, float):
            return f"{found:g}"
        return str(found) if found is not None else _ABSENT.get(name, "not stated")

    text = re.sub(r"\{(\w+)\}", value, template)
    return re.sub(r"\s+\)", ")", re.sub(r"\s{2,}", " ", text)).strip()


def aside(fact: Fact) -> str:
    """Dates, events, status and conflict of a fact, short: 'until 2013-08-24; alleged; sources differ on share'."""
    return "; ".join(part for part in (dates(fact), events(fact), status(fact), conflict(fact)) if part)


def dates(fact: Fact) -> str:
    """When a fact was so, or was seen: 'since 2014', 'until 24 August 2013', 'seen 2017'."""
    since, until, observed = (fact.value(name) for name in ("since", "until", "observed"))
    parts = [f"since {day(since)}" if since else "", f"until {day(until)}" if until else ""]
    if not since and not until and observed:
        parts.append(f"seen {day(observed)}")
    return ", ".join(part for part in parts if part)


def events(fact: Fact) -> str:
    """What happened to a deal or licence, in the order of its dates: 'suspended, ended'."""
    dated = sorted(
        (str(c.get("since") or c.get("until") or c.get("observed") or ""), str(c["event"]))
        for c in fact.claims
        if c.get("event") not in (None, "signed", "disbursed", "granted")
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
    text = filled(ontology().relationships[fact.type].label, fact)
    text = "owns, share undisclosed" if text == "owns an undisclosed share" else text
    if fact.type == "HOLDS":
        text = text.removesuffix(" an undisclosed share")
    return text


def chain(hops: Sequence[Hop], entities: Mapping[str, Entity], numbers: Mapping[str, Sequence[int]]) -> list[tuple[str, str]]:
    """A chain as pieces (kind, text) from its far end to its subject; kinds: name, words, note, source.

    `numbers` gives the source numbers of each fact.
    """
    pieces: list[tuple[str, str]] = [("name", entities[hops[-1].to].name)]
    for place, hop in enumerate(reversed(hops)):
        active = hop.fact.start == hop.to
        kind = ontology().relationships[hop.fact.type]
        words = filled(kind.words if active else kind.passive, hop.fact)
        pieces.append(("words", f"{', which ' if place else ' '}{words} "))
        pieces.append(("name", entities[hop.at].name))
        if note := aside(hop.fact):
            pieces.append(("note", f" ({note})"))
        pieces += [("source", str(number)) for number in numbers.get(hop.fact.id, ())]
    return pieces


def plain(pieces: Sequence[tuple[str, str]]) -> str:
    """A chain's pieces as one sentence with [numbers]."""
    return "".join(f" [{text}]" if kind == "source" else text for kind, text in pieces) + "."
