"""Facts and chains in words: owns, controls, finances, holds and linked to stay five different things."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from app.asides import aside
from app.figures import money, share_of_claim
from graph.model.entity import Entity
from graph.model.facts import Fact
from graph.model.ontology import Wording, ontology
from graph.network.walk import Hop

_ABSENT = {"role": "holder of a role not stated", "harm": "harmed"}
_PLURAL = {"is": "are", "was": "were", "has": "have"}
_VERB = re.compile(r"^\w+")
_HEAD = re.compile(r"[^,]+?(?= (?:of|who|whom|on|in|that|said|behind|at) |,|$)")
_MANY = re.compile(r"(?:[^s]s|men|people)$")
_MOST_SPEAKERS = 3
_NAMES = re.compile(r"\{(\w+)\}")
_DETAIL = re.compile(r"\[ \(([^()]*)\)\]| \(([^()]*)\)")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


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
    return in_time(filled(_DETAIL.sub("", template), fact), fact), filled(detail, fact)


def in_time(told: str, fact: Fact) -> str:
    """The words as they are said today of what has ended: 'financed' for 'finances'."""
    if not fact.ended(date.today().isoformat()):
        return told
    return _VERB.sub(lambda verb: ontology().past.get(verb[0], verb[0]), told)


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
    if name == "claimed_by":
        return _speakers(fact)
    found = fact.value(name)
    if found is None:
        return ""
    if name == "amount":
        return money(float(found), str(fact.value("currency") or ""))
    return f"{found:g}" if isinstance(found, float) else str(found)


def _speakers(fact: Fact) -> str:
    """All who attribute an attack, a source that names no other for itself; empty where none is named."""
    if not any(claim.get("claimed_by") for claim in fact.claims):
        return ""
    by = list(
        dict.fromkeys(str(c.get("claimed_by") or c.get("publisher") or "its source") for c in fact.claims)
    )
    several = len(by) - _MOST_SPEAKERS
    named = [*by[:_MOST_SPEAKERS], *([f"{several} more"] if several > 0 else [])]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def line_text(fact: Fact) -> str:
    """The words on a line of a drawing."""
    return in_time(filled(wording(fact).label, fact), fact)


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
    """Whether its verb stands in the plural: a group, or unnamed people whose name is a plural."""
    if entity.base != "Undisclosed":
        return False
    head = _HEAD.match(entity.name)
    return entity.properties.get("kind") == "group" or bool(head and _MANY.search(head[0]))


def _plural(words: str) -> str:
    """The words with their verb in the plural: 'owns 5 % of' becomes 'own 5 % of'."""
    verb, _, rest = words.partition(" ")
    single = verb.removesuffix("s") if verb not in _PLURAL and len(verb) > 3 else verb
    return f"{_PLURAL.get(verb, single)} {rest}".strip()


def plain(pieces: Sequence[tuple[str, str]]) -> str:
    """A chain's pieces as one sentence with the [numbers] of its sources and the (letters) of its caveats."""
    marks = {"source": " [{}]", "caveat": " ({})"}
    return "".join(marks.get(kind, "{}").format(text) for kind, text in pieces) + "."
