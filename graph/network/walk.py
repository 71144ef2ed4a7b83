"""The one walker: from an entity, by the walking table, to everyone with leverage over it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.model.entity import Entity
from graph.model.facts import Fact, facts
from graph.model.ontology import Step, ontology
from graph.network.provider import Provider


@dataclass(frozen=True)
class Filter:
    """Which facts are followed: kinds (None: all), claim statuses, least share (percent), day, size of the walk.

    A share that is not disclosed passes. `per_entity` bounds the facts of one kind followed at one entity.
    """

    as_of: str | None = None
    kinds: frozenset[str] | None = None
    statuses: frozenset[str] = frozenset(ontology().claim_status)
    least_share: float = 0.0
    steps: int = 12
    entities: int = 1_000
    per_entity: int = 200


@dataclass(frozen=True)
class Hop:
    """One step of a chain: from `at` over `fact` to `to`."""

    at: str
    to: str
    fact: Fact


@dataclass(frozen=True)
class Chain:
    """The best chain to `hops[-1].to` whose last step is of its kind."""

    hops: tuple[Hop, ...]

    @property
    def to(self) -> str:
        """The entity that it leads to."""
        return self.hops[-1].to

    @property
    def way(self) -> str:
        """The kind of leverage at its end."""
        return self.hops[-1].fact.type


@dataclass
class Walk:
    """What a walk found: chains in order, every fact followed, the entities, and where and why it stopped."""

    subject: str
    chains: list[Chain] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    stops: list[str] = field(default_factory=list)
    outside: int = 0


@dataclass(frozen=True)
class _Place:
    entity: str
    during: str


def walk(provider: Provider, subject: Entity, steps: Sequence[Step], chosen: Filter, start: str = "line") -> Walk:
    """Walk from `subject` by `steps`; every entity once, with its best chain for each way of leverage."""
    found = Walk(subject.id, entities={subject.id: subject})
    best: dict[tuple[str, str], Chain] = {}
    frontier: dict[_Place, tuple[Hop, ...]] = {_Place(subject.id, start): ()}
    visited = set(frontier)
    for _ in range(chosen.steps):
        candidates = _candidates(provider, frontier, steps, chosen, found)
        for target, chain in candidates:
            _keep_best(best, (target.entity, chain[-1].fact.type), Chain(chain))
        frontier = _next(candidates, visited)
        visited |= set(frontier)
        if not frontier or _too_many(found, chosen):
            break
    else:
        if frontier:
            found.stops.append(f"stopped after {chosen.steps} steps; more lie beyond")
    found.chains = sorted(best.values(), key=lambda chain: chain_order(chain.hops))
    return found


def _candidates(
    provider: Provider,
    frontier: Mapping[_Place, tuple[Hop, ...]],
    steps: Sequence[Step],
    chosen: Filter,
    found: Walk,
) -> list[tuple[_Place, tuple[Hop, ...]]]:
    result = []
    for base, during, ids in _groups(frontier, found.entities):
        rules = [s for s in steps if s.at == base and s.during == during and _wanted(s.type, chosen)]
        if not rules:
            continue
        out, into = ([s.type for s in rules if s.out], [s.type for s in rules if not s.out])
        answer = provider.around(base, ids, out, into)
        found.stops += [stop for stop in answer.cut if stop not in found.stops]
        found.entities.update({key: e for key, e in answer.entities.items() if key not in found.entities})
        passing = _passing(answer.claims, chosen, found)
        for rule in rules:
            for at, to, fact in _hops(rule, set(ids), passing, chosen, found):
                before = frontier[_Place(at, during)]
                if to != found.subject and all(to != hop.to for hop in before):
                    if rule.not_after_attack and _later(fact, before, found.entities):
                        continue
                    result.append((_Place(to, rule.then), (*before, Hop(at, to, fact))))
                found.facts[fact.id] = fact
    return result


def _groups(
    frontier: Mapping[_Place, Any], entities: Mapping[str, Entity]
) -> list[tuple[str, str, list[str]]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for place in frontier:
        grouped.setdefault((entities[place.entity].base, place.during), []).append(place.entity)
    return [(base, during, sorted(ids)) for (base, during), ids in sorted(grouped.items())]


def _passing(claims: Iterable[Mapping[str, Any]], chosen: Filter, found: Walk) -> list[Fact]:
    allowed = [c for c in claims if c["claim_status"] in chosen.statuses]
    of_time = facts(allowed, chosen.as_of)
    found.outside += len({c["fact"] for c in allowed}) - len(of_time)
    return [fact for fact in of_time if _large_enough(fact, chosen.least_share)]


def _large_enough(fact: Fact, least: float) -> bool:
    share = fact.share if fact.type in ("OWNS", "HOLDS") else None
    return share is None or share[1] >= least


def _hops(
    rule: Step, ids: set[str], passing: Sequence[Fact], chosen: Filter, found: Walk
) -> list[tuple[str, str, Fact]]:
    at: dict[str, list[Fact]] = {}
    for fact in passing:
        near = fact.start if rule.out else fact.end
        if fact.type == rule.type and near in ids:
            at.setdefault(near, []).append(fact)
    result = []
    for entity, several in at.items():
        ranked = sorted(several, key=lambda fact: (-_weight(fact), fact.id))
        if len(ranked) > chosen.per_entity:
            name = found.entities[entity].name
            found.stops.append(f"{name}: the {chosen.per_entity} largest of {len(ranked)} {rule.type} followed")
        for fact in ranked[: chosen.per_entity]:
            result.append((entity, fact.end if rule.out else fact.start, fact))
    return result


def _weight(fact: Fact) -> float:
    share = fact.share
    return share[1] if share else float(fact.value("amount") or fact.value("value_amount") or 0)


def _later(fact: Fact, before: Sequence[Hop], entities: Mapping[str, Entity]) -> bool:
    """Whether every dated claim of a sale is later than the attack that the chain started from."""
    attacked = next((entities[h.at].properties.get("date") for h in before if entities[h.at].base == "Attack"), None)
    dates = [str(c.get("since") or c.get("observed")) for c in fact.claims if c.get("since") or c.get("observed")]
    return bool(attacked and dates) and min(dates) > str(attacked) and not str(attacked).startswith(min(dates))


def _wanted(kind: str, chosen: Filter) -> bool:
    return chosen.kinds is None or kind in chosen.kinds or not ontology().relationships[kind].leverage


def _keep_best(best: dict[tuple[str, str], Chain], key: tuple[str, str], chain: Chain) -> None:
    known = best.get(key)
    if known is None or chain_order(chain.hops) < chain_order(known.hops):
        best[key] = chain


def _next(
    candidates: Sequence[tuple[_Place, tuple[Hop, ...]]], visited: set[_Place]
) -> dict[_Place, tuple[Hop, ...]]:
    chosen: dict[_Place, tuple[Hop, ...]] = {}
    for place, chain in candidates:
        if place not in visited and (place not in chosen or chain_order(chain) < chain_order(chosen[place])):
            chosen[place] = chain
    return chosen


def chain_order(hops: Sequence[Hop]) -> tuple[Any, ...]:
    """Fewest steps, strongest kinds, weakest claim on it, larger share, ids: the order of chains."""
    strength, status = ontology().strength, ontology().claim_status
    kinds = tuple(strength.index(h.fact.type) if h.fact.type in strength else len(strength) for h in hops)
    weakest = max((status.index(h.fact.status) for h in hops), default=0)
    shares = [h.fact.share[1] for h in hops if h.fact.share]
    return len(hops), kinds, weakest, -min(shares, default=0.0), tuple((h.to, h.fact.id) for h in hops)


def _too_many(found: Walk, chosen: Filter) -> bool:
    if len(found.entities) > chosen.entities:
        found.stops.append(f"stopped at {len(found.entities):,} entities; ask for fewer steps or a larger share")
        return True
    return False
