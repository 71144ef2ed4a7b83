"""The JSON shapes that scripts rely on: entity, claim, fact, chain, result."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model.entity import Entity
from graph.model.facts import Claim, Fact
from graph.model.ontology import ontology
from graph.network.trace import Trace
from graph.network.walk import Chain

_INTERNAL = {"digest", "statements", "labels", "label"}
_EVIDENCE = tuple(ontology().evidence)


def entity(one: Entity) -> dict[str, Any]:
    """An entity with its chosen values."""
    rest = {key: value for key, value in one.properties.items() if key not in _INTERNAL}
    return {
        "id": one.id,
        "label": one.label,
        "name": one.name,
        **{k: v for k, v in rest.items() if k not in ("id", "name")},
    }


def claim(one: Claim) -> dict[str, Any]:
    """A claim: its evidence first, then its values."""
    first = {name: one[name] for name in _EVIDENCE if one.get(name) is not None}
    aside = {*_EVIDENCE, *_INTERNAL, "from", "to", "type", "fact"}
    return {
        **first,
        **{key: value for key, value in sorted(one.items()) if key not in aside and value is not None},
    }


def fact(one: Fact) -> dict[str, Any]:
    """A fact with its claims; `conflicts` names the values on which sources differ."""
    shape = {"id": one.id, "type": one.type, "from": one.start, "to": one.end}
    return {**shape, "conflicts": list(one.conflicts), "claims": [claim(c) for c in one.claims]}


def chain(one: Chain, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """A chain from its subject to its far end."""
    ids = [one.hops[0].at, *(hop.to for hop in one.hops)]
    return {"nodes": [entity(entities[key]) for key in ids], "facts": [fact(hop.fact) for hop in one.hops]}


def result(
    question: str,
    parameters: Mapping[str, Any],
    *,
    rows: Sequence[Mapping[str, Any]] | None = None,
    chains: Sequence[Mapping[str, Any]] | None = None,
    truncated: bool = False,
    **more: Any,  # noqa: ANN401 - any value
) -> dict[str, Any]:
    """An answer: the question, its parameters, rows or chains, whether it was cut, and the disclaimer."""
    body = {"rows": list(rows)} if rows is not None else {"chains": list(chains or ())}
    head = {"question": question, "parameters": dict(parameters), **body, "truncated": truncated}
    return {**head, **more, "disclaimer": ontology().disclaimer}


def trace(question: str, parameters: Mapping[str, Any], found: Trace) -> dict[str, Any]:
    """A walk as a result: its chains, home states included, further facts, what hangs beside it."""
    return result(
        question,
        parameters,
        chains=[chain(one, found.walk.entities) for one in (*found.walk.chains, *found.homes)],
        truncated=bool(found.walk.stops),
        stops=found.walk.stops,
        outside=found.walk.outside,
        further=[fact(one) for one in found.untold],
        beside=[fact(one) for one in found.beside],
        entities=[entity(one) for _, one in sorted(found.walk.entities.items())],
    )
