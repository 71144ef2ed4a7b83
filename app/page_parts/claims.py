"""Claims as rows of a table: source first, so that a phone shows it."""

from collections.abc import Iterable, Mapping

from app import figures, words
from app.page_parts.describing import source
from app.page_parts.markdown import escaped, page
from app.sources import Sources
from graph.model.entity import Entity
from graph.model.facts import Claim, Fact

Row = dict[str, str]


def claim_rows(
    facts: Iterable[Fact], entities: Mapping[str, Entity], sources: Sources, here: str
) -> list[Row]:
    """One row a claim, in the order of the facts (Markdown cells); the entity `here` is not linked."""
    names = {
        key: escaped(one.name) if key == here else page(one.name, "entity", id=key)
        for key, one in entities.items()
    }
    return [_row(fact, claim, names, sources) for fact in facts for claim in fact.claims]


def when(claim: Claim) -> str:
    """The time of one claim: 'since 2014, until 24 August 2013, seen 2017'."""
    named = (("since", "since"), ("until", "until"), ("observed", "seen"), ("decided", "decided"))
    return ", ".join(f"{word} {figures.day(str(claim[key]))}" for key, word in named if claim.get(key))


def _row(fact: Fact, claim: Claim, names: Mapping[str, str], sources: Sources) -> Row:
    alone = Fact(fact.id, fact.type, fact.start, fact.end, (claim,))
    told, detail = words.said(alone)
    detail = f" ({escaped(detail)})" if detail else ""
    caveat = f" (caveat: {escaped(claim['caveat'])})" if claim.get("caveat") else ""
    differ = "sources differ" if fact.conflicts else ""
    return {
        "Source": f"\\[{sources.number(claim)}\\] {source(claim)}",
        "Claim": f"{names[fact.start]} {escaped(told)} {names[fact.end]}{detail}",
        "What the source says": f"{escaped(claim.get('says') or '')}{caveat}",
        "Status": "; ".join(part for part in (str(claim["claim_status"]), differ, when(claim)) if part),
    }
