"""The one walker: from an entity, by the walking table, to everyone with leverage over it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.model.entity import Entity
from graph.model.facts import Fact
from graph.model.ontology import Step
from graph.network.best import Move, Place, best_chains
from graph.network.chains import Chain, Hop, chain_order
from graph.network.passing import Filter, Passing, later, passing
from graph.network.provider import Ask, Found, Provider

__all__ = ["Chain", "Filter", "Hop", "Walk", "chain_order", "walk"]


@dataclass
class Walk:
    """What a walk found: chains in order, every fact followed, the entities, and where and why it stopped.

    `outside` counts the facts that were not of its day.
    """

    subject: str
    chains: list[Chain] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    stops: list[str] = field(default_factory=list)
    outside: int = 0

    def add(self, entities: Iterable[Entity]) -> None:
        """Add entities that are not there yet."""
        for entity in entities:
            self.entities.setdefault(entity.id, entity)

    def stop(self, *reasons: str) -> None:
        """Say once why the walk stopped somewhere."""
        self.stops += [reason for reason in dict.fromkeys(reasons) if reason not in self.stops]


def walk(
    provider: Provider, subject: Entity, steps: Sequence[Step], chosen: Filter, start: str = "line"
) -> Walk:
    """Walk from `subject` by `steps`; every entity once, with its best chain for each way of leverage.

    Entities are known as a provider's layers give them; `provider.described` completes them.
    """
    found = Walk(subject.id, entities={subject.id: subject})
    begin = Place(subject.id, start)
    moves = _Steps(provider, steps, chosen, found).from_place(begin)
    found.chains = best_chains(begin, moves, chosen.steps)
    return found


class _Steps:
    """Finds, layer by layer, the steps that the table and the filter allow."""

    def __init__(self, provider: Provider, steps: Sequence[Step], chosen: Filter, found: Walk) -> None:
        self.provider, self.chosen, self.found = provider, chosen, found
        self.rules: dict[tuple[str, str], list[Step]] = {}
        for step in steps:
            if chosen.wants(step.type):
                self.rules.setdefault((step.at, step.during), []).append(step)
        self.moves: dict[Place, list[Move]] = {}
        self.outside: set[str] = set()

    def from_place(self, begin: Place) -> dict[Place, list[Move]]:
        frontier = [begin]
        for depth in range(self.chosen.steps):
            frontier = self._layer(frontier)
            if not frontier:
                break
            if len(self.found.entities) > self.chosen.entities:
                told = f"{len(self.found.entities):,} entities; ask for fewer steps or a larger share"
                self.found.stop(f"Stopped after {depth + 1} steps at {told}")
                break
        else:
            self.found.stop(f"Stopped after {self.chosen.steps} steps; more may lie beyond")
        self.found.outside = len(self.outside - self.found.facts.keys())
        return self.moves

    def _layer(self, frontier: Sequence[Place]) -> list[Place]:
        """Take the steps at places not yet left; return the new places where a rule leads on."""
        answer = self.provider.layer(list(self._asks(frontier)))
        self.found.stop(*answer.cut)
        allowed = passing(answer.claims, self.chosen)
        self.outside |= allowed.outside
        for place in frontier:
            self.moves[place] = list(self._moves(place, allowed, answer))
        reached = {move.place for place in frontier for move in self.moves[place]}
        return sorted(place for place in reached if place not in self.moves and self._rules(place))

    def _rules(self, place: Place) -> Sequence[Step]:
        return self.rules.get((self._base(place.entity), place.during), ())

    def _base(self, entity: str) -> str:
        return self.found.entities[entity].base

    def _asks(self, frontier: Sequence[Place]) -> Iterator[Ask]:
        """An ask for every group of rules with somebody there, in the order of the table."""
        for (base, during), rules in self.rules.items():
            here = {p.entity for p in frontier if p.during == during and self._base(p.entity) == base}
            if here:
                out, into = ([rule.type for rule in rules if rule.out is way] for way in (True, False))
                yield Ask(base, sorted(here), out, into)

    def _moves(self, place: Place, allowed: Passing, answer: Found) -> Iterator[Move]:
        for rule in self._rules(place):
            for fact in self._bounded(allowed.of(rule, place.entity), rule, place):
                to = fact.end if rule.out else fact.start
                if rule.not_after_attack and later(fact, self._day(place.attack)):
                    self.outside.add(fact.id)
                    continue
                self.found.facts[fact.id] = fact
                if to != self.found.subject:
                    self.found.add([answer.entities[to]])
                    yield Move(Hop(place.entity, to, fact), Place(to, rule.then, self._attack(place, rule)))

    def _bounded(self, several: list[Fact], rule: Step, place: Place) -> list[Fact]:
        most = self.chosen.per_entity
        if len(several) > most:
            name, told = self.found.entities[place.entity].name, f"{most:,} of {len(several):,} {rule.type}"
            self.found.stop(f"{name}: {told} followed, those with the largest share or amount stated")
        return several[:most]

    def _attack(self, place: Place, rule: Step) -> str:
        """The attack that a chain goes back to, as long as what it has been so far may ask for it."""
        if rule.then == "line":
            return ""
        return place.entity if self._base(place.entity) == "Attack" else place.attack

    def _day(self, attack: str) -> str:
        return str(self.found.entities[attack].properties.get("date") or "") if attack else ""
