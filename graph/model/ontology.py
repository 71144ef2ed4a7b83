"""The ontology: kinds of nodes and relationships, their properties, words and walking rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.model import values

PATH = Path(__file__).with_name("ontology.yaml")


class OntologyError(ValueError):
    """The ontology contradicts itself; the message names the kind and the property."""


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
class RelationshipKind:
    """A kind of relationship: allowed ends (labels), values, wording, and what makes claims one fact.

    Where the value `worded_by` has one of the words of `worded`, that wording is used instead.
    """

    type: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    line: str
    above: str
    leverage: bool
    wording: Wording
    worded_by: str
    worded: Mapping[str, Wording]
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
    """Everything of ontology.yaml, checked."""

    version: int
    visibility: tuple[str, ...]
    claim_status: tuple[str, ...]
    disclaimer: str
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


@cache
def ontology() -> Ontology:
    """The ontology that ships with the program."""
    return read(PATH)


def read(path: Path) -> Ontology:
    """Read and check an ontology file; raise OntologyError."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    nodes = {label: _node(label, raw["nodes"]) for label in raw["nodes"]}
    relationships = {name: _relationship(name, entry, raw, nodes) for name, entry in raw["relationships"].items()}
    walk = tuple(_step(row, relationships) for row in raw["walk"])
    known = Ontology(
        version=raw["version"],
        visibility=tuple(raw["visibility"]),
        claim_status=tuple(raw["claim_status"]),
        disclaimer=raw["disclaimer"].strip(),
        evidence=_properties("evidence", raw["evidence"]),
        period=_properties("period", raw["period"]),
        nodes=nodes,
        relationships=relationships,
        lines=raw["lines"],
        walk=walk,
        defender=tuple(_step(row, relationships) for row in raw["defender"]),
        home=raw["home"],
        owners=tuple(raw["owners"]),
        beside=tuple(raw["beside"]),
        strength=tuple(raw["strength"]),
        node_columns=_columns({kind.label: kind.properties for kind in nodes.values()}),
        claim_columns=_columns({kind.type: kind.values for kind in relationships.values()}),
    )
    for name in (*known.owners, *known.beside, *known.strength, known.home):
        if name not in relationships:
            raise OntologyError(f"'{name}' is walked but is no relationship")
    return known


def _node(label: str, entries: Mapping[str, Any]) -> NodeKind:
    entry = entries[label]
    base = entries.get(entry.get("extends", ""), {})
    properties = _properties(label, {**base.get("properties", {}), **entry.get("properties", {})})
    return NodeKind(
        label=label,
        labels=(entry["extends"], label) if "extends" in entry else (label,),
        country_by=entry.get("country_by", base.get("country_by", "")),
        properties=properties,
        **{key: entry[key] for key in ("means", "lane", "shape", "icon", "fill", "stroke")},
    )


def _relationship(
    name: str, entry: Mapping[str, Any], raw: Mapping[str, Any], nodes: Mapping[str, NodeKind]
) -> RelationshipKind:
    properties = _properties(name, entry.get("values", {}))
    for key in entry["same_when"]:
        if key not in ("from", "to") and key not in properties:
            raise OntologyError(f"{name}: same_when names '{key}', which is no value of it")
    if entry["line"] not in raw["lines"]:
        raise OntologyError(f"{name}: line '{entry['line']}' is not one of {', '.join(raw['lines'])}")
    return RelationshipKind(
        type=name,
        starts=_ends(name, entry["from"], raw["groups"], nodes),
        ends=_ends(name, entry["to"], raw["groups"], nodes),
        line=entry["line"],
        above=entry.get("above", "from"),
        leverage=entry.get("leverage", False),
        wording=Wording(entry["words"], entry["passive"], entry["label"]),
        worded_by=entry.get("worded_by", ""),
        worded={value: Wording(**one) for value, one in entry.get("worded", {}).items()},
        same_when=tuple(entry["same_when"]),
        conflicts=tuple(Conflict(tuple(c["same"]), tuple(c["differ"])) for c in entry.get("conflict", [])),
        values=properties,
    )


def _ends(
    name: str, labels: list[str], groups: Mapping[str, list[str]], nodes: Mapping[str, NodeKind]
) -> tuple[str, ...]:
    spread = [label for group in labels for label in groups.get(group, [group])]
    for label in spread:
        if label not in nodes:
            raise OntologyError(f"{name}: an end is '{label}', which is no kind of node")
    return tuple(dict.fromkeys(spread))


def _step(row: Mapping[str, Any], relationships: Mapping[str, RelationshipKind]) -> Step:
    if row["step"] not in relationships:
        raise OntologyError(f"walk: '{row['step']}' is no relationship")
    during = row.get("while", "line")
    return Step(
        row["at"], row["step"], row["go"] == "out", during, row.get("then", during), row.get("not_after_attack", False)
    )


def _properties(owner: str, entries: Mapping[str, Any]) -> dict[str, Property]:
    found = {}
    for name, entry in entries.items():
        words = tuple(entry["one_of"]) if isinstance(entry, dict) else ()
        kind = "text" if words else entry
        if kind not in values.KINDS:
            raise OntologyError(f"{owner}.{name}: '{kind}' is no type; one of {', '.join(sorted(values.KINDS))}")
        found[name] = Property(name, kind, words)
    return found


def _columns(owners: Mapping[str, Mapping[str, Property]]) -> dict[str, Property]:
    columns: dict[str, Property] = {}
    for owner, properties in owners.items():
        for name, found in properties.items():
            known = columns.setdefault(name, found)
            if known.kind != found.kind:
                raise OntologyError(f"{owner}.{name} is {found.kind} here and {known.kind} elsewhere")
    return columns
