"""How two entities are connected: the shortest chains over any relationship, either way."""

from collections.abc import Iterator, Sequence
from itertools import islice

from graph.model.entity import Entity
from graph.model.facts import Fact, facts
from graph.model.ontology import ontology
from graph.network.chains import Chain, Hop, chain_order
from graph.network.passing import Filter
from graph.network.provider import Ask, Provider, by_base
from graph.network.walk import Walk

_NO_CONNECTION = ("BASED_IN", "IN_COUNTRY", "PART_OF", "SCORED")
_MOST_CHAINS = 20
_MOST_PATHS = 1_000


def connect(provider: Provider, start: Entity, end: Entity, chosen: Filter) -> Walk:
    """The shortest chains from `start` to `end`, best first; none where they are not connected.

    First those over ownership, finance and what else leverage follows, then those over any relationship, at
    most 20 of each. Each round steps out from the side with fewer entities; sharing a country or a benchmark
    is no connection.
    """
    found = Walk(start.id, entities={start.id: start, end.id: end})
    if start.id != end.id:
        lever, every = (_between(provider, start, end, chosen, types) for types in (_followed(), _any()))
        for walk in (lever, every) if lever.chains else (every,):
            found.add(walk.entities.values())
            found.stop(*walk.stops)
            found.chains += [chain for chain in walk.chains if _facts(chain) not in map(_facts, found.chains)]
    found.facts = {hop.fact.id: hop.fact for chain in found.chains for hop in chain.hops}
    kept = {start.id, end.id, *(hop.to for chain in found.chains for hop in chain.hops)}
    found.entities = dict(provider.described(found.entities[key] for key in sorted(kept)))
    return found


def _between(provider: Provider, start: Entity, end: Entity, chosen: Filter, types: Sequence[str]) -> Walk:
    """The best of the shortest chains over relationships of some types."""
    found = Walk(start.id, entities={start.id: start, end.id: end})
    sides = (_Side(start.id), _Side(end.id))
    _meet(provider, sides, chosen, found, types)
    found.chains = _chains(sides, found)
    return found


def _followed() -> list[str]:
    """The types that a walk of leverage follows, in the ontology's order."""
    steps = {step.type for step in ontology().walk}
    return [kind for kind in ontology().relationships if kind in steps]


def _any() -> list[str]:
    return [kind for kind in ontology().relationships if kind not in _NO_CONNECTION]


def _facts(chain: Chain) -> tuple[str, ...]:
    return tuple(hop.fact.id for hop in chain.hops)


class _Side:
    """What was reached from one end: each entity's depth and the facts that lead back from it."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.frontier = {root}
        self.seen = {root: 0}
        self.back: dict[str, list[tuple[str, Fact]]] = {}

    def add(self, several: Sequence[Fact]) -> None:
        """Step out from the frontier over facts."""
        depth = self.seen[next(iter(self.frontier))] + 1
        reached: set[str] = set()
        for fact in several:
            for at, to in ((fact.start, fact.end), (fact.end, fact.start)):
                if at in self.frontier and self.seen.setdefault(to, depth) == depth:
                    self.back.setdefault(to, []).append((at, fact))
                    reached.add(to)
        self.frontier = reached

    def paths(self, entity: str) -> Iterator[list[tuple[str, str, Fact]]]:
        """Ways back from `entity` to the root, as (nearer to the root, farther, fact), farthest first."""
        if entity == self.root:
            yield []
        for at, fact in sorted(self.back.get(entity, ()), key=lambda one: (one[0], one[1].id)):
            yield from ([(at, entity, fact), *rest] for rest in self.paths(at))


def _meet(
    provider: Provider, sides: tuple[_Side, _Side], chosen: Filter, found: Walk, types: Sequence[str]
) -> None:
    """Step out from both ends until they meet, nothing is left, or a limit is reached."""
    for _ in range(chosen.steps):
        side = min(sides, key=lambda one: len(one.frontier))
        if not side.frontier:
            return
        bases = by_base(found.entities[key] for key in side.frontier)
        answer = provider.layer([Ask(base, ids, types, types) for base, ids in bases])
        found.add(answer.entities.values())
        found.stop(*answer.cut)
        side.add(facts([c for c in answer.claims if c["claim_status"] in chosen.statuses], chosen.as_of))
        if sides[0].seen.keys() & sides[1].seen.keys():
            return
        if len(found.entities) > chosen.entities * 10:
            found.stop(f"Stopped at {len(found.entities):,} entities without a connection")
            return
    found.stop(f"Stopped after {chosen.steps} steps without a connection")


def _chains(sides: tuple[_Side, _Side], found: Walk) -> list[Chain]:
    first, second = sides
    meeting = first.seen.keys() & second.seen.keys()
    chains = list(islice(_joined(first, second, sorted(meeting)), _MOST_PATHS))
    if len(chains) > _MOST_CHAINS:
        told = f"{len(chains):,}{' or more' if len(chains) == _MOST_PATHS else ''}"
        found.stop(f"The {_MOST_CHAINS} best of {told} shortest chains are shown")
    return sorted(chains, key=lambda chain: chain_order(chain.hops))[:_MOST_CHAINS]


def _joined(first: _Side, second: _Side, meeting: Sequence[str]) -> Iterator[Chain]:
    least = min((first.seen[m] + second.seen[m] for m in meeting), default=0)
    for middle in meeting:
        if first.seen[middle] + second.seen[middle] == least:
            for head in first.paths(middle):
                for tail in second.paths(middle):
                    hops = [Hop(at, to, fact) for at, to, fact in reversed(head)]
                    yield Chain((*hops, *(Hop(to, at, fact) for at, to, fact in tail)))
