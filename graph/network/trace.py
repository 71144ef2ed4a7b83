"""Everyone with leverage over an attack, project, company or defender, and what hangs beside the line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.model.entity import Entity
from graph.model.facts import Fact
from graph.model.ontology import Step, ontology
from graph.network.beside import beside, homes
from graph.network.chains import Chain
from graph.network.passing import Filter
from graph.network.provider import Provider
from graph.network.walk import Walk, walk


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

    @property
    def untold(self) -> list[Fact]:
        """Facts of the line that are in none of its chains: each entity has only its best ones."""
        told = {hop.fact.id for chain in self.walk.chains for hop in chain.hops}
        return [fact for fact in self.facts if fact.id not in told]


def trace(provider: Provider, subject: Entity, chosen: Filter) -> Trace:
    """Walk the line of `subject`; the line of an attack is that of its day unless another day is asked."""
    known = ontology()
    if subject.base == "Attack" and chosen.as_of is None and subject.properties.get("date"):
        chosen = replace(chosen, as_of=str(subject.properties["date"]))
    steps = [*known.walk, *(known.defender if subject.base == "Defender" else ())]
    start = "alleged" if subject.base == "Government" else "line"
    found = walk(provider, subject, steps, chosen, start)
    traced = Trace(subject, found, chosen, homes(provider, found, chosen), beside(provider, found, chosen))
    return _described(provider, traced)


def owners(provider: Provider, subject: Entity, chosen: Filter) -> Trace:
    """Who owns, controls and consolidates `subject`, up to the top."""
    return _alone(provider, subject, chosen, ontology().owners, out=False)


def subsidiaries(provider: Provider, subject: Entity, chosen: Filter) -> Trace:
    """What `subject` owns, controls and consolidates, down to the projects it operates."""
    return _alone(provider, subject, chosen, (*ontology().owners, "OPERATES"), out=True)


def _alone(provider: Provider, subject: Entity, chosen: Filter, kinds: Sequence[str], *, out: bool) -> Trace:
    """A walk by `kinds` only, with nothing beside it."""
    known = ontology()
    steps = [
        Step(base, kind, out)
        for kind in kinds
        for base in (known.relationships[kind].starts if out else known.relationships[kind].ends)
        if len(known.nodes[base].labels) == 1
    ]
    return _described(provider, Trace(subject, walk(provider, subject, steps, chosen), chosen))


def _described(provider: Provider, found: Trace) -> Trace:
    found.walk.entities = {
        found.subject.id: found.subject,
        **provider.described(e for e in found.walk.entities.values() if e.id != found.subject.id),
    }
    return found
