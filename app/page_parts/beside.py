"""What hangs beside the line of a trace: answers and silence, policies, complaints, scores, support."""

from collections.abc import Iterable, Mapping

from app import figures, words
from app.page_parts.chains import fact_sentence, numbers
from app.page_parts.markdown import escaped, page
from app.sources import Sources
from graph.model.entity import Entity
from graph.model.facts import Fact
from graph.network.trace import Trace

_SECTIONS = {
    "Defenders": ("TARGETED", "FOCUSED_ON", "MEMBER_OF"),
    "Members": (),
    "Support": ("SUPPORTED",),
    "Policies": ("ADOPTED",),
    "Scores": ("SCORED",),
    "Sanctions": ("SANCTIONED",),
    "Officers": ("OFFICER_OF",),
}


def beside(found: Trace, sources: Sources) -> dict[str, list[str]]:
    """Headed lists of sentences (Markdown); a heading without any is left out."""
    entities = found.walk.entities
    sections = {
        "Requests": _requests(found.beside, entities, sources),
        "Responses": _documents("Response", found.beside, entities, sources),
        "Complaints and cases": _documents("Complaint", found.beside, entities, sources),
        **{title: [] for title in _SECTIONS},
    }
    for fact in found.beside:
        if title := _title(fact, entities):
            sections[title].append(fact_sentence(fact, entities, sources))
    return {title: told for title, told in sections.items() if told}


def _title(fact: Fact, entities: Mapping[str, Entity]) -> str:
    """The heading that a fact stands under; who is no defender is a member and not among the defenders."""
    if fact.type == "MEMBER_OF" and "Defender" not in (entities[fact.start].base, entities[fact.end].base):
        return "Members"
    return next((title for title, kinds in _SECTIONS.items() if fact.type in kinds), "")


def not_asked(found: Trace) -> list[str]:
    """Names of the companies of the line to which no recorded request was put: not the same as silence."""
    asked = {fact.end for fact in found.beside if fact.type == "ASKED_OF"}
    reached = {end for fact in found.facts for end in (fact.start, fact.end)}
    companies = (found.walk.entities[key] for key in reached - asked)
    return sorted(entity.name for entity in companies if entity.base == "Company")


def _requests(facts: Iterable[Fact], entities: Mapping[str, Entity], sources: Sources) -> list[str]:
    """Each request and party asked: who asked, when, and what was answered, or that nothing is recorded."""
    several = list(facts)
    result = []
    for put in (f for f in several if f.type == "ASKED_OF"):
        answers = {f.start for f in several if f.type == "ANSWERS" and f.end == put.start}
        given = [f.end for f in several if f.type == "GAVE" and f.start == put.end and f.end in answers]
        told = ", ".join(_named(entities[key]) for key in given)
        end = f"answered: {told}" if told else "**no answer is recorded**"
        head = f"{_named(entities[put.start])} – put to **{escaped(entities[put.end].name)}**"
        result.append(f"{head}{numbers(put, sources)}: {end}")
    return result


def _documents(
    label: str, facts: Iterable[Fact], entities: Mapping[str, Entity], sources: Sources
) -> list[str]:
    """Each document of a kind, with all that is said of it."""
    said: dict[str, list[str]] = {}
    for fact in facts:
        for key, other, active in ((fact.start, fact.end, True), (fact.end, fact.start, False)):
            if entities[key].label == label:
                told, detail = words.said(fact, active)
                detail = f" ({escaped(detail)})" if detail else ""
                said.setdefault(key, []).append(
                    f"{escaped(told)} {escaped(entities[other].name)}{detail}{numbers(fact, sources)}"
                )
    return [f"{_named(entities[key])} {'; '.join(dict.fromkeys(parts))}" for key, parts in said.items()]


def _named(document: Entity) -> str:
    date = document.properties.get("date") or document.properties.get("filed")
    when = f" ({figures.day(str(date))})" if date else ""
    return f"{page(document.name, 'entity', id=document.id)}{when}"
