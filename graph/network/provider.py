"""What a walker asks for its next facts, whoever answers: a graph, or arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph.model.entity import Entity


@dataclass(frozen=True)
class Found:
    """Claims around some entities, and the entities at their far ends by id; `cut` where there were more."""

    claims: Sequence[Mapping[str, Any]]
    entities: Mapping[str, Entity]
    cut: Sequence[str] = field(default=())


class Provider(Protocol):
    """The next claims for a walk; only what its profile may see."""

    def around(self, base: str, ids: Sequence[str], out: Sequence[str], into: Sequence[str]) -> Found:
        """Claims at entities of one base label: of types `out` leaving them, of types `into` reaching them."""
        ...

    def entities(self, ids: Sequence[str]) -> Mapping[str, Entity]:
        """The entities with these ids, whatever their label; an unknown id is left out."""
        ...
