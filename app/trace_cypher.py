"""A trace as a query that shows the same facts in Neo4j's own tools."""

import json
from collections import defaultdict

from graph.network.trace import Trace


def trace_cypher(found: Trace) -> str:
    """A query to paste: for each kind of start, the trace's facts anchored at their start."""
    facts = {hop.fact.id: hop.fact for chain in found.walk.chains for hop in chain.hops}
    grouped: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for fact in facts.values():
        grouped[found.walk.entities[fact.start].base, fact.type].append([fact.start, fact.id])
    parts = [_part(base, kind, sorted(pairs)) for (base, kind), pairs in sorted(grouped.items())]
    subject = f"MATCH path = (:{found.subject.base} {{id: {json.dumps(found.subject.id)}}}) RETURN path"
    return "\nUNION\n".join(parts or [subject]) + ";"


def _part(base: str, kind: str, pairs: list[list[str]]) -> str:
    rows = ", ".join(json.dumps(pair, ensure_ascii=False) for pair in pairs)
    return (
        f"UNWIND [{rows}] AS step\n"
        f"MATCH path = (:{base} {{id: step[0]}})-[r:{kind}]->() WHERE r.fact = step[1]\n"
        "RETURN path"
    )
