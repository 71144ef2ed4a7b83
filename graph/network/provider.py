"""What a walker asks for its next facts, whoever answers: a graph, or arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph.model.entity import Entity


@dataclass(frozen=True)
class Ask:
    """Claims at entities of one base label: of types `out` leaving them, of types `into` reaching them."""

    base: str
    ids: Sequence[str]
    out: Sequence[str] = ()
    into: Sequence[str] = ()


@dataclass(frozen=True)
class Found:
    """Claims around some entities, and the entities at their far ends by id; `cut` where there were more.

    Of these entities only the id, the labels, the name and the date need be known.
    """

    claims: Sequence[Mapping[str, Any]]
    entities: Mapping[str, Entity]
    cut: Sequence[str] = field(default=())


class Provider(Protocol):
    """The next claims for a walk; only what its profile may see."""

    def layer(self, asks: Sequence[Ask]) -> Found:
        """The claims of several asks."""
        ...

    def described(self, entities: Iterable[Entity]) -> Mapping[str, Entity]:
        """The same entities with all their properties."""
        ...


def by_base(entities: Iterable[Entity]) -> list[tuple[str, list[str]]]:
    """The ids of entities by base label, both in order."""
    grouped: dict[str, set[str]] = {}
    for entity in entities:
        grouped.setdefault(entity.base, set()).add(entity.id)
    return [(base, sorted(ids)) for base, ids in sorted(grouped.items())]
