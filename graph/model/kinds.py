"""What the ontology is made of: kinds of nodes and relationships, their properties, words and steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model import values


@dataclass(frozen=True)
class Property:
    """One property: its type name and, where the type is a closed list, its words."""

    name: str
    kind: str
    words: tuple[str, ...] = ()

    def parse(self, text: str) -> values.Value:
        """Parse a source's text; raise RefusedValue."""
        return values.one_of(self.words, text) if self.words else values.parse(self.kind, text)


@dataclass(frozen=True)
class NodeKind:
    """A kind of node, its properties and how it is drawn."""

    label: str
    labels: tuple[str, ...]
    means: str
    lane: str
    shape: str
    icon: str
    fill: str
    stroke: str
    country_by: str
    properties: Mapping[str, Property]


@dataclass(frozen=True)
class Conflict:
    """Claims of one fact that agree in `same` and differ in `differ` contradict each other."""

    same: tuple[str, ...]
    differ: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """How a fact is said from its start (`words`), from its end (`passive`) and on a line (`label`)."""

    words: str
    passive: str
    label: str


@dataclass(frozen=True)
class Unknown:
    """The wording of a fact that states no `value`."""

    value: str
    wording: Wording


@dataclass(frozen=True)
class RelationshipKind:
    """A kind of relationship: allowed ends (labels), values, wording, and what makes claims one fact.

    Where the value `worded_by` has one of the words of `worded`, that wording is used instead; with
    `worded_when_all` only where every claim of the fact has such a word. A fact whose every claim has one
    of the words `not_followed` is no leverage: no walk follows it. `unknown` is the wording where one value
    is not stated. `headings` are what facts of the kind stand under for their start and for their end.
    """

    type: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    line: str
    above: str
    leverage: bool
    wording: Wording
    headings: tuple[str, str]
    worded_by: str
    worded: Mapping[str, Wording]
    worded_when_all: bool
    unknown: Unknown | None
    not_followed: tuple[str, ...]
    same_when: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    values: Mapping[str, Property]


@dataclass(frozen=True)
class Step:
    """One row of the walking table: at a node of `at`, while the chain is `during`, follow `type`."""

    at: str
    type: str
    out: bool
    during: str = "line"
    then: str = "line"
    not_after_attack: bool = False


@dataclass(frozen=True)
class Ontology:
    """Everything of ontology.yaml, checked; `past` gives the past of the verbs that open its words."""

    version: int
    visibility: tuple[str, ...]
    claim_status: tuple[str, ...]
    disclaimer: str
    past: Mapping[str, str]
    evidence: Mapping[str, Property]
    period: Mapping[str, Property]
    nodes: Mapping[str, NodeKind]
    relationships: Mapping[str, RelationshipKind]
    lines: Mapping[str, Mapping[str, Any]]
    walk: tuple[Step, ...]
    defender: tuple[Step, ...]
    home: str
    owners: tuple[str, ...]
    beside: tuple[str, ...]
    strength: tuple[str, ...]
    node_columns: Mapping[str, Property] = field(default_factory=dict)
    claim_columns: Mapping[str, Property] = field(default_factory=dict)
