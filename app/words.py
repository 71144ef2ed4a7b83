"""Facts and chains in words: owns, controls, finances, holds and linked to stay five different things."""

import re
from collections.abc import Mapping, Sequence

from graph.model.entity import Entity
from graph.model.facts import Claim, Fact, firm, share_range
from graph.model.ontology import Wording, ontology
from graph.network.walk import Hop

_ABSENT = {"role": "holder of a role not stated", "harm": "harmed"}
_PLURAL = {"is": "are", "was": "were", "has": "have"}
_NAMES = re.compile(r"\{(\w+)\}")
_DETAIL = re.compile(r"\[ \(([^()]*)\)\]| \(([^()]*)\)")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BEGINNINGS = (None, "signed", "disbursed", "announced", "granted", "approved")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


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
    if kind.unknown and not _value(fact, kind.unknown.value) and not _worded(fact):
        return kind.unknown.wording
    return _worded(fact) or kind.wording


def _worded(fact: Fact) -> Wording | None:
    kind = ontology().relationships[fact.type]
    if kind.worded_when_all and any(claim.get(kind.worded_by) not in kind.worded for claim in fact.claims):
        return None
    return kind.worded.get(str(fact.value(kind.worded_by))) if kind.worded_by else None


def said(fact: Fact, active: bool = True) -> tuple[str, str]:
    """The words between the two ends, and the detail to put behind them: ('finances', 'loan USD 15 m')."""
    told = wording(fact)
    template = told.words if active else told.passive
    found = _DETAIL.search(template)
    detail = (f"[{found[1]}]" if found[1] else found[2]) if found else ""
    return filled(_DETAIL.sub("", template), fact), filled(detail, fact)


def noted(fact: Fact, detail: str) -> str:
    """What stands in brackets behind a fact: its detail, then what stands aside; empty without either."""
    note = "; ".join(part for part in (detail, aside(fact)) if part)
    return f" ({note})" if note else ""


def filled(template: str, fact: Fact) -> str:
    """A wording with the fact's values; a part in brackets is left out where it is not stated."""

    def part(match: re.Match[str]) -> str:
        return match[1] if all(_value(fact, name) for name in _NAMES.findall(match[1])) else ""

    def value(match: re.Match[str]) -> str:
        return _value(fact, match[1]) or _ABSENT.get(match[1], "not stated")

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
    """Dates, events, status and conflict, short: 'until 2013-08-24; alleged; sources differ on share'."""
    return "; ".join(part for part in (dates(fact), events(fact), status(fact), conflict(fact)) if part)


def dates(fact: Fact) -> str:
    """When a fact was so, or was seen: 'since 2014', 'until 24 August 2013', 'seen 2017'."""
    told = firm(fact.claims) or fact.claims
    begins = [str(c["since"]) for c in told if c.get("since") and c.get("event") in _BEGINNINGS]
    ends = [str(c["until"]) for c in told if c.get("until")]
    source = fact.share_claim or next((c for c in told if c.get("observed")), {})
    parts = [f"since {day(min(begins))}" if begins else "", f"until {day(max(ends))}" if ends else ""]
    if not ends and source.get("observed"):
        parts.append(f"seen {day(str(source['observed']))}")
    return ", ".join(part for part in parts if part)


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


def line_text(fact: Fact) -> str:
    """The words on a line of a drawing."""
    return filled(wording(fact).label, fact)


def chain(
    hops: Sequence[Hop],
    entities: Mapping[str, Entity],
    numbers: Mapping[str, Sequence[int]],
    letters: Mapping[str, Sequence[str]] | None = None,
) -> list[tuple[str, str]]:
    """A chain as pieces (kind, text) from its far end: name, words, note, source, caveat.

    `numbers` gives the source numbers of each fact, `letters` those of the words that must travel with it.
    """
    pieces: list[tuple[str, str]] = [("name", entities[hops[-1].to].name)]
    for place, hop in enumerate(reversed(hops)):
        active = hop.fact.start == hop.to
        words, detail = said(hop.fact, active)
        words = _plural(words) if _several(entities[hop.to]) else words
        pieces.append(("words", f"{', which ' if place else ' '}{words} "))
        pieces.append(("name", entities[hop.at].name))
        if note := noted(hop.fact, detail):
            pieces.append(("note", note))
        pieces += [("source", str(number)) for number in numbers.get(hop.fact.id, ())]
        pieces += [("caveat", letter) for letter in (letters or {}).get(hop.fact.id, ())]
    return pieces


def _several(entity: Entity) -> bool:
    return entity.base == "Undisclosed" and entity.properties.get("kind") == "group"


def _plural(words: str) -> str:
    """The words with their verb in the plural: 'owns 5 % of' becomes 'own 5 % of'."""
    verb, _, rest = words.partition(" ")
    single = verb.removesuffix("s") if verb not in _PLURAL and len(verb) > 3 else verb
    return f"{_PLURAL.get(verb, single)} {rest}".strip()


def plain(pieces: Sequence[tuple[str, str]]) -> str:
    """A chain's pieces as one sentence with the [numbers] of its sources and the (letters) of its caveats."""
    marks = {"source": " [{}]", "caveat": " ({})"}
    return "".join(marks.get(kind, "{}").format(text) for kind, text in pieces) + "."
