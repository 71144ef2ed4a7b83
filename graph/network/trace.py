"""Everyone with leverage over an attack, project, company or defender, and what hangs beside the line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.model.entity import Entity
from graph.model.facts import Fact, facts
from graph.model.ontology import Step, ontology
from graph.network.provider import Found, Provider
from graph.network.walk import Chain, Filter, Hop, Walk, walk

_DOCUMENTS = ("Request", "Response", "Policy", "Complaint", "Benchmark")


@dataclass
class Trace:
    """A walk with its day, the home states of the companies reached, and the facts beside the line."""

    subject: Entity
    walk: Walk
    filter: Filter
    homes: list[Chain] = field(default_factory=list)
    beside: list[Fact] = field(default_factory=list)

    @property
    def facts(self) -> list[Fact]:
        """Every fact of the line, those beside it not counted."""
        return list(self.walk.facts.values())


def trace(provider: Provider, subject: Entity, chosen: Filter) -> Trace:
    """Walk the line of `subject`; the line of an attack is that of its day unless another day is asked."""
    known = ontology()
    if subject.base == "Attack" and chosen.as_of is None and subject.properties.get("date"):
        chosen = replace(chosen, as_of=str(subject.properties["date"]))
    steps = [*known.walk, *(known.defender if subject.base == "Defender" else ())]
    start = "alleged" if subject.base == "Government" else "line"
    found = walk(provider, subject, steps, chosen, start)
    return Trace(subject, found, chosen, _homes(provider, found), _beside(provider, found, chosen))


def owners(provider: Provider, subject: Entity, chosen: Filter) -> Trace:
    """Who owns, controls and consolidates `subject`, up to the top."""
    steps = [Step(base, kind, out=False) for base in ("Company", "Project") for kind in ontology().owners]
    return Trace(subject, walk(provider, subject, steps, chosen), chosen)


def subsidiaries(provider: Provider, subject: Entity, chosen: Filter) -> Trace:
    """What `subject` owns, controls and consolidates, down to the projects it operates."""
    kinds = (*ontology().owners, "OPERATES")
    steps = [Step(base, kind, out=True) for base in ("Company", "Person", "Government") for kind in kinds]
    return Trace(subject, walk(provider, subject, steps, chosen), chosen)


def _homes(provider: Provider, found: Walk) -> list[Chain]:
    """The home state of every company reached, at the end of its best chain."""
    best: dict[str, Chain] = {}
    for chain in found.chains:
        best.setdefault(chain.to, chain)
    companies = sorted(key for key, entity in found.entities.items() if entity.base == "Company")
    if not companies:
        return []
    answer = provider.around("Company", companies, [ontology().home], [])
    found.entities.update({k: e for k, e in answer.entities.items() if k not in found.entities})
    homes = {}
    for fact in facts(answer.claims):
        hops = best[fact.start].hops if fact.start in best else ()
        homes.setdefault((fact.start, fact.end), Chain((*hops, Hop(fact.start, fact.end, fact))))
    return sorted(homes.values(), key=lambda c: (len(c.hops), c.to, c.hops[-1].at))


def _beside(provider: Provider, found: Walk, chosen: Filter) -> list[Fact]:
    """Victims, responses, complaints, policies and scores of the entities reached, one step further for papers."""
    types = list(ontology().beside)
    near = [e for key, e in found.entities.items() if e.base != "Country" and _reached(found, key)]
    first = _around_all(provider, near, types)
    papers = [e for e in first.entities.values() if e.base in _DOCUMENTS and e.id not in found.entities]
    second = _around_all(provider, papers, types)
    for answer in (first, second):
        found.entities.update({k: e for k, e in answer.entities.items() if k not in found.entities})
        found.stops += [stop for stop in answer.cut if stop not in found.stops]
    claims = {c["claim"]: c for c in (*first.claims, *second.claims) if c["claim_status"] in chosen.statuses}
    return [fact for fact in facts(claims.values()) if fact.id not in found.facts]


def _reached(found: Walk, key: str) -> bool:
    return key == found.subject or any(key in (fact.start, fact.end) for fact in found.facts.values())


def _around_all(provider: Provider, near: Iterable[Entity], types: Sequence[str]) -> Found:
    bases: dict[str, list[str]] = {}
    for entity in near:
        bases.setdefault(entity.base, []).append(entity.id)
    answers = [provider.around(base, sorted(ids), types, types) for base, ids in sorted(bases.items())]
    return Found(
        [claim for answer in answers for claim in answer.claims],
        {key: entity for answer in answers for key, entity in answer.entities.items()},
        [stop for answer in answers for stop in answer.cut],
    )
