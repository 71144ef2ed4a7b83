"""An entity as a reader sees it: its id, its labels and the values that were chosen for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.ontology import ontology


@dataclass(frozen=True)
class Entity:
    """`labels` has the base label first; `properties` are the chosen values with their evidence."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def label(self) -> str:
        """The label it is drawn and named by: Financier before Company."""
        return "Financier" if "Financier" in self.labels else self.base

    @property
    def base(self) -> str:
        """The label that its id is looked up by."""
        return base_label(self.labels)

    @property
    def name(self) -> str:
        """Its name, or what it is where no name may be shown."""
        return str(self.properties.get("name") or f"Anonymous {self.label.lower()}")


def base_label(labels: tuple[str, ...]) -> str:
    """The first label that stands by itself in the ontology."""
    kinds = ontology().nodes
    return next((name for name in labels if name in kinds and len(kinds[name].labels) == 1), labels[0])


def base_labels() -> list[str]:
    """The labels that stand by themselves, in the ontology's order."""
    return [kind.label for kind in ontology().nodes.values() if len(kind.labels) == 1]
