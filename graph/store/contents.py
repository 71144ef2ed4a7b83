"""What a whole graph holds: counts, nodes, and the state that a difference is computed from."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from graph.model.entity import base_labels
from graph.model.ontology import ontology
from graph.statements.schema import polars_type
from graph.store.difference import CLAIM_STATE, NODE_STATE, State
from graph.store.session import Store

_CYPHER = Path(__file__).with_name("cypher")
_ALL = 100_000_000
_SECONDS = 3600.0


def counts(store: Store) -> dict[str, int]:
    """How many nodes of each kind there are (a financier is no company here), and how many claims."""
    found = _counted(store, "count_nodes", ontology().nodes)
    for kind in ontology().nodes.values():
        if kind.label in found and len(kind.labels) > 1:
            found[kind.labels[0]] -= found[kind.label]
    claims = store.read(question("count_claims")).rows[0][0]
    return {**{kind: number for kind, number in found.items() if number}, "claims": claims}


def nodes(store: Store) -> pl.DataFrame:
    """All nodes: id, label, labels, visibility and the columns of the ontology's properties."""
    columns = {
        "id": pl.String(),
        "label": pl.String(),
        "labels": pl.List(pl.String),
        "visibility": pl.String(),
    }
    schema = pl.Schema({**columns, **{name: polars_type(p) for name, p in ontology().node_columns.items()}})
    rows = []
    for label in base_labels():
        for labels, properties in _rows(store, question("nodes", label=label)):
            known = {key: value for key, value in properties.items() if key in schema}
            rows.append({**known, "label": label, "labels": sorted(labels)})
    return pl.DataFrame(rows, schema=schema)


def held_by_graph(store: Store) -> State:
    """What the graph holds, read from it; nodes without an id are not ours."""
    labels = base_labels()
    filled = _counted(store, "count_nodes", labels)
    held = [row for label in filled for row in _rows(store, question("held_nodes", label=label), label=label)]
    claims = [
        row
        for kind in _counted(store, "count_relationships", ontology().relationships)
        for row in _rows(store, question("held_claims", type=kind), type=kind, labels=labels)
    ]
    return State(
        pl.DataFrame([(*row, None) for row in held], schema=NODE_STATE, orient="row"),
        pl.DataFrame([(*row, None) for row in claims], schema=CLAIM_STATE, orient="row"),
    )


def _counted(store: Store, name: str, kinds: Iterable[str]) -> dict[str, int]:
    """How many there are of each kind of which there are any, by one question."""
    text = "\nUNION ALL\n".join(question(name, kind=kind) for kind in kinds)
    return dict(_rows(store, text))


def question(name: str, **names: str) -> str:
    """A question of this package with labels and types of the ontology put in."""
    text = _text(name)
    for key, value in names.items():
        text = text.replace(f"{{{key}}}", value)
    return text


@cache
def _text(name: str) -> str:
    return (_CYPHER / f"{name}.cypher").read_text(encoding="utf-8").strip()


def _rows(store: Store, text: str, **parameters: object) -> Iterator[tuple[Any, ...]]:
    yield from store.read(text, parameters, limit=_ALL, seconds=_SECONDS).rows
