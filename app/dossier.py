"""Everything said about one entity: statements about itself, and its facts claim by claim."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.model.entity import Entity
from graph.model.facts import Fact, facts
from graph.model.ontology import ontology
from graph.view import View


@dataclass(frozen=True)
class Dossier:
    """`statements` hold `values` and their evidence; `facts` are in the ontology's order of kinds."""

    entity: Entity
    statements: list[dict[str, Any]]
    facts: list[Fact]
    entities: Mapping[str, Entity]
    stops: list[str]


def dossier(view: View, entity: Entity) -> Dossier:
    """Read everything about an entity that the view may see."""
    types = list(ontology().relationships)
    found = view.around(entity.base, [entity.id], types, types)
    ranked = sorted(
        facts(found.claims), key=lambda f: (types.index(f.type), f.start != entity.id, f.start, f.end, f.id)
    )
    return Dossier(entity, statements(entity), ranked, {**found.entities, entity.id: entity}, list(found.cut))


def statements(entity: Entity) -> list[dict[str, Any]]:
    """Every statement about the entity itself: its values, who published them, when and where."""
    told = entity.properties.get("statements")
    several = json.loads(told) if told else [dict(entity.properties)]
    return [_statement(one) for one in several]


def _statement(one: Mapping[str, Any]) -> dict[str, Any]:
    values = {key: one[key] for key in ontology().node_columns if one.get(key) not in (None, [])}
    source = one.get("source_url") or one.get("citation")
    evidence = {
        key: one.get(key) for key in ("publisher", "published", "says", "claim_status", "caveat", "dataset")
    }
    return {"values": values, "source": source, **evidence}
