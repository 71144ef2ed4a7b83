"""A whole graph as sorted lines, as it is and as it should be."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from graph.store.difference import prepared
from graph.store.projected import projected
from graph.store.session import Store

_NO_PROPERTIES = {"fast", "label", "labels", "financier", "type", "from", "to", "from_label", "to_label"}


def dump(store: Store) -> list[str]:
    """The whole graph, but for the Meta node, which counts builds."""
    nodes = _all(store, "MATCH (n) WHERE NOT 'Meta' IN labels(n) RETURN labels(n), properties(n)")
    claims = _all(store, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)")
    return _lines([*([sorted(row[0]), row[1]] for row in nodes), *(list(row) for row in claims)])


def expected(home: Path, profile: str = "restricted") -> list[str]:
    """What the graph of a home should hold for a profile, by its statements alone."""
    nodes, claims = prepared(projected(home, profile).projection)
    labels = [
        [row[0], "Financier"] if row[1] else [row[0]] for row in nodes.select("label", "financier").rows()
    ]
    ends = claims.select("from", "type", "to").rows()
    return _lines(
        [
            *([sorted(label), said] for label, said in zip(labels, _properties(nodes), strict=True)),
            *([*end, said] for end, said in zip(ends, _properties(claims), strict=True)),
        ]
    )


def _all(store: Store, text: str) -> list[tuple[Any, ...]]:
    table = store.read(text, limit=1_000_000, seconds=300)
    assert not table.truncated
    return table.rows


def _properties(frame: pl.DataFrame) -> list[dict[str, Any]]:
    kept = frame.select(name for name in frame.columns if name not in _NO_PROPERTIES)
    return [{key: value for key, value in row.items() if value not in (None, [])} for row in kept.to_dicts()]


def _lines(rows: Iterable[list[Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
