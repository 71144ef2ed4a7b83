"""What a trace found in one sentence, and what it does not know in another."""

from collections import Counter

from app import figures
from app.figures import counted
from app.narrowed import narrowed, nothing_found
from app.session import Session
from graph.model.ontology import ontology
from graph.names.listed import counts
from graph.network.trace import Trace


def found_sentence(found: Trace) -> str:
    """How many claims link whom to the subject (Markdown)."""
    claims = sum(len(fact.claims) for fact in found.facts)
    kinds = Counter(found.walk.entities[key].label for key in {chain.to for chain in found.walk.chains})
    if not kinds:
        return f"From {_this(found)} to anyone with leverage over it: **{nothing_found(found)}**"
    order = ("Financier", "Company", "Government", "Person", "Project", "Undisclosed")
    named = [*order, *sorted(set(kinds) - set(order))]
    parts = [counted(kinds[name], name) for name in named if kinds[name]]
    day = f"As of {figures.day(found.filter.as_of)}, " if found.filter.as_of else ""
    filters = narrowed(found.filter)
    filtered = f" Filtered: **{filters}**." if filters else ""
    link = "links" if claims == 1 else "link"
    return f"{day}**{counted(claims, 'claim')}** {link} {_joined(parts)} to it.{filtered}"


def unknown_sentence(found: Trace) -> str:
    """What is known to be unknown: unnamed owners, undisclosed shares, facts outside the day (Markdown)."""
    owns = [fact for fact in found.facts if fact.type in ("OWNS", "HOLDS")]
    ends = {end for fact in found.facts for end in (fact.start, fact.end)}
    unnamed = sum(found.walk.entities[key].label == "Undisclosed" for key in ends)
    shares = sum(fact.share is None for fact in owns)
    differ = sum(bool(fact.conflicts) for fact in found.facts)
    told = [
        _told(unnamed, "owner or party is not named", "owners or parties are not named"),
        _told(shares, "share is not disclosed", "shares are not disclosed"),
        _told(differ, "fact differs between its sources", "facts differ between their sources"),
        _told(found.walk.outside, "fact lies outside the day", "facts lie outside the day"),
    ]
    said = [part for part in told if part]
    return f"**{_joined(said)}.**" if said else ""


def held_sentence(session: Session) -> str:
    """How many entities of each kind the profile sees: '60 attacks, 181 companies.'"""
    kinds = counts(session.names.graph, ontology().nodes, session.view.visible)
    return ", ".join(counted(kinds[kind], kind) for kind in ontology().nodes if kinds[kind]) + "."


def _told(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}" if number else ""


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _this(found: Trace) -> str:
    return f"this {found.subject.label.lower()}"
