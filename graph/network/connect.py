"""How two entities are connected: the shortest chains over any relationship, either way."""

from collections.abc import Mapping, Sequence

from graph.model.entity import Entity
from graph.model.facts import Fact, facts
from graph.model.ontology import ontology
from graph.network.provider import Provider
from graph.network.walk import Chain, Filter, Hop, Walk, chain_order

_PLACES = ("BASED_IN", "IN_COUNTRY", "PART_OF")
_MOST_CHAINS = 20


def connect(provider: Provider, start: Entity, end: Entity, chosen: Filter) -> Walk:
    """All shortest chains from `start` to `end`, at most 20, best first; none where they are not connected.

    Each round steps out from the side with fewer entities; sharing a country is no connection.
    """
    found = Walk(start.id, entities={start.id: start, end.id: end})
    sides = [_Side({start.id}), _Side({end.id})]
    if start.id == end.id:
        return found
    for _ in range(chosen.steps):
        side = min(sides, key=lambda s: len(s.frontier))
        if not side.frontier:
            break
        _step(provider, side, chosen, found)
        if sides[0].seen.keys() & sides[1].seen.keys():
            found.chains = _chains(start.id, end.id, sides)
            break
        if len(found.entities) > chosen.entities * 10:
            found.stops.append(f"stopped at {len(found.entities):,} entities without a connection")
            break
    found.facts = {hop.fact.id: hop.fact for chain in found.chains for hop in chain.hops}
    return found


class _Side:
    """What was reached from one end: for each entity its depth and the facts over which it was reached."""

    def __init__(self, start: set[str]) -> None:
        self.frontier = set(start)
        self.depth = 0
        self.seen: dict[str, int] = dict.fromkeys(start, 0)
        self.back: dict[str, list[tuple[str, Fact]]] = {}


def _step(provider: Provider, side: _Side, chosen: Filter, found: Walk) -> None:
    types = [kind for kind in ontology().relationships if kind not in _PLACES]
    side.depth += 1
    reached: set[str] = set()
    for base, ids in _by_base(side.frontier, found.entities):
        answer = provider.around(base, ids, types, types)
        found.entities.update({k: e for k, e in answer.entities.items() if k not in found.entities})
        found.stops += [stop for stop in answer.cut if stop not in found.stops]
        for fact in facts([c for c in answer.claims if c["claim_status"] in chosen.statuses], chosen.as_of):
            for at, to in ((fact.start, fact.end), (fact.end, fact.start)):
                if at in side.frontier and side.seen.get(to, side.depth) == side.depth:
                    side.seen[to] = side.depth
                    side.back.setdefault(to, []).append((at, fact))
                    reached.add(to)
    side.frontier = reached


def _by_base(ids: set[str], entities: Mapping[str, Entity]) -> list[tuple[str, list[str]]]:
    grouped: dict[str, list[str]] = {}
    for key in sorted(ids):
        grouped.setdefault(entities[key].base, []).append(key)
    return sorted(grouped.items())


def _chains(start: str, end: str, sides: Sequence[_Side]) -> list[Chain]:
    meeting = sides[0].seen.keys() & sides[1].seen.keys()
    least = min(sides[0].seen[m] + sides[1].seen[m] for m in meeting)
    found = []
    for middle in sorted(m for m in meeting if sides[0].seen[m] + sides[1].seen[m] == least):
        for first in _paths(middle, start, sides[0]):
            for second in _paths(middle, end, sides[1]):
                head = [Hop(at, to, fact) for at, to, fact in reversed(first)]
                found.append(Chain((*head, *(Hop(to, at, fact) for at, to, fact in second))))
    return sorted(found, key=lambda chain: chain_order(chain.hops))[:_MOST_CHAINS]


def _paths(entity: str, root: str, side: _Side) -> list[list[tuple[str, str, Fact]]]:
    """Ways back from `entity` to `root`, as (nearer to the root, farther, fact), farthest first."""
    if entity == root:
        return [[]]
    found = []
    for at, fact in side.back[entity]:
        for rest in _paths(at, root, side):
            found.append([(at, entity, fact), *rest])
            if len(found) > _MOST_CHAINS * 5:
                return found
    return found
