"""A trace as one query that shows the same facts in Neo4j's own tools."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.network.chains import Hop
from graph.network.trace import Trace

_Key = tuple[str, str, bool]


def trace_cypher(found: Trace) -> str:
    """A statement to paste: the claims of the trace's chains and homes, from the end they were walked from.

    It names each claim, so that it shows what the trace shows, whatever else the graph holds.
    """
    grouped: dict[_Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for hop in (hop for chain in (*found.walk.chains, *found.homes) for hop in chain.hops):
        base, claims = found.walk.entities[hop.at].base, (claim["claim"] for claim in hop.fact.claims)
        grouped[base, hop.fact.type, _leaves(hop)][hop.at].update(claims)
    parts = [_part(key, near) for key, near in sorted(grouped.items())]
    subject = f"MATCH path = (:{found.subject.base} {{id: {_quoted(found.subject.id)}}}) RETURN path"
    return "\nUNION\n".join([subject, *parts]) + ";"


def _leaves(hop: Hop) -> bool:
    return hop.fact.start == hop.at


def _part(key: _Key, near: Mapping[str, Iterable[str]]) -> str:
    base, kind, out = key
    steps = ",\n  ".join(
        f"{{id: {_quoted(at)}, claims: [{', '.join(map(_quoted, sorted(claims)))}]}}"
        for at, claims in sorted(near.items())
    )
    left, right = ("-", "->") if out else ("<-", "-")
    return (
        f"UNWIND [\n  {steps}\n] AS step\n"
        f"MATCH path = (:{base} {{id: step.id}}){left}[r:{kind}]{right}()\n"
        "WHERE r.claim IN step.claims\n"
        "RETURN path"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
