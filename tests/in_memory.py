"""A network in memory that a walker can walk, for tests that need no server."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model.entity import Entity
from graph.model.ontology import ontology
from graph.network.provider import Ask, Found
from graph.store.projection import Projection

Claim = Mapping[str, Any]


class InMemory:
    """Answers a walker from lists."""

    def __init__(self, entities: Iterable[Entity], claims: Iterable[Claim]) -> None:
        self.entities = {entity.id: entity for entity in entities}
        self.claims = list(claims)
        self._at: dict[tuple[str, bool, str], list[Claim]] = {}
        for claim in self.claims:
            self._at.setdefault((claim["type"], True, claim["from"]), []).append(claim)
            self._at.setdefault((claim["type"], False, claim["to"]), []).append(claim)

    def layer(self, asks: Sequence[Ask]) -> Found:
        """The claims of several asks, in the order in which they were given to it."""
        claims: dict[str, Claim] = {}
        for ask in asks:
            for key in ask.ids:
                assert self.entities[key].base == ask.base
                for kinds, out in ((ask.out, True), (ask.into, False)):
                    for kind in kinds:
                        claims.update({c["claim"]: c for c in self._at.get((kind, out, key), ())})
        ends = {end for claim in claims.values() for end in (claim["from"], claim["to"])}
        return Found(list(claims.values()), {key: self.entities[key] for key in ends})

    def described(self, entities: Iterable[Entity]) -> Mapping[str, Entity]:
        """The same entities as they were given."""
        return {entity.id: self.entities[entity.id] for entity in entities}


def in_memory(projection: Projection) -> InMemory:
    """What a graph of this projection would hold."""
    entities = [
        Entity(row["id"], tuple(row["labels"]), {k: v for k, v in row.items() if v is not None})
        for row in projection.nodes.iter_rows(named=True)
    ]
    claims = [_without_nulls(row) for row in projection.claims.iter_rows(named=True)]
    return InMemory(entities, claims)


def small(labels: Mapping[str, str], *claims: tuple[str, str, str, Mapping[str, Any]]) -> InMemory:
    """A network of entities (label, or 'label date') and claims (from, type, to, values)."""
    entities = []
    for key, text in labels.items():
        label, _, date = text.partition(" ")
        kind = ontology().nodes[label].labels
        entities.append(Entity(key, kind, {"name": key, **({"date": date} if date else {})}))
    return InMemory(entities, [_claim(number, *claim) for number, claim in enumerate(claims)])


def _claim(number: int, start: str, kind: str, end: str, values: Mapping[str, Any]) -> Claim:
    fact = f"{start}-{kind}-{end}"
    fixed = {"type": kind, "from": start, "to": end, "claim": f"c{number:04}", "fact": fact}
    return {**fixed, "claim_status": "documented", **values}


def _without_nulls(row: Mapping[str, Any]) -> Claim:
    return {key: value for key, value in row.items() if value is not None}
