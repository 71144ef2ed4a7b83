"""The best chain to each entity for each way of leverage, among the steps that a walk found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import networkx

from graph.network.chains import Chain, Hop, Rank

ALTERNATIVES = 16


class Place(NamedTuple):
    """Where a walk is: an entity, what its chain has been so far, and the attack where that counts."""

    entity: str
    during: str
    attack: str = ""


class Move(NamedTuple):
    """A step that the walking table allows, and the place it leads to."""

    hop: Hop
    place: Place


@dataclass(frozen=True)
class _Way:
    """A chain on its way: it never comes back to an entity."""

    place: Place
    hops: tuple[Hop, ...]
    rank: Rank
    visited: frozenset[str]

    def longer(self, move: Move) -> "_Way":
        rank = self.rank.longer(move.hop)
        return _Way(move.place, (*self.hops, move.hop), rank, self.visited | {move.hop.to})


def best_chains(start: Place, moves: Mapping[Place, Sequence[Move]], steps: int) -> list[Chain]:
    """The best simple chain of at most `steps` to each entity for each kind of last step, in order.

    A place keeps every chain that another may not stand in for, because it is worse or passes entities that
    lie ahead; where owners own each other in circles, at most ALTERNATIVES of them.
    """
    wanted = {(move.hop.to, move.hop.fact.type) for several in moves.values() for move in several}
    circles = _circles(moves)
    best: dict[tuple[str, str], _Way] = {}
    kept: dict[Place, list[_Way]] = {}
    frontier = [_Way(start, (), Rank(), frozenset({start.entity}))]
    for _ in range(steps):
        ways = sorted(_longer(frontier, moves), key=lambda way: way.rank.order)
        for way in ways:
            best.setdefault((way.hops[-1].to, way.hops[-1].fact.type), way)
        frontier = [way for way in ways if _keep(way, kept.setdefault(way.place, []), circles)]
        if best.keys() >= wanted or not frontier:
            break
    return [Chain(way.hops) for way in sorted(best.values(), key=lambda way: way.rank.order)]


def _longer(frontier: Sequence[_Way], moves: Mapping[Place, Sequence[Move]]) -> Iterator[_Way]:
    for way in frontier:
        for move in moves.get(way.place, ()):
            if move.hop.to not in way.visited:
                yield way.longer(move)


def _keep(way: _Way, others: list[_Way], circles: Mapping[str, frozenset[str]]) -> bool:
    """Keep a way at its place unless another stands in for it."""
    ahead = circles.get(way.place.entity, frozenset())
    for other in others:
        if other.visited & ahead <= way.visited and other.rank.stays_before(way.rank):
            return False
    if len(others) >= ALTERNATIVES:
        return False
    others.append(way)
    return True


def _circles(moves: Mapping[Place, Sequence[Move]]) -> dict[str, frozenset[str]]:
    """For each entity that a walk can come back to, those of the same circle."""
    graph = networkx.DiGraph((m.hop.at, m.hop.to) for several in moves.values() for m in several)
    parts = (frozenset(part) for part in networkx.strongly_connected_components(graph) if len(part) > 1)
    return {entity: part for part in parts for entity in part}
