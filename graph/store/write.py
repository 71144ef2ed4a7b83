"""Writes a difference in batches: relationships anchored at their quieter end, created instead of merged."""

from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import polars as pl

from graph.model.ontology import ontology
from graph.store.difference import Difference
from graph.store.session import Store

BATCH = 5_000
_NODE_KEYS = frozenset(("label", "financier", "fast"))
_CLAIM_KEYS = frozenset(("type", "from", "to", "from_label", "to_label", "out", "fast"))
Batch = tuple[str, list[dict[str, Any]]]
Progress = Callable[[int], None]


def prepare(store: Store) -> None:
    """Make sure that ids are unique for each kind of node; nothing happens where they are."""
    labels = [kind.label for kind in ontology().nodes.values() if len(kind.labels) == 1]
    constraint = "CREATE CONSTRAINT {}_id IF NOT EXISTS FOR (n:{}) REQUIRE n.id IS UNIQUE"
    store.write_many([(constraint.format(label.lower(), label), None) for label in [*labels, "Meta"]])


def write(store: Store, change: Difference, progress: Progress) -> None:
    """Write a difference: what is gone, then nodes, then relationships; `progress` is told of each batch.

    The next batch is made ready while the server writes one.
    """
    for text, rows in _ahead(statements_of(change)):
        store.write(text, {"rows": rows})
        progress(len(rows))


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = worker.submit(next, batches, None)
            yield batch


def statements_of(change: Difference) -> Iterator[Batch]:
    """The statements that write a difference, each with its batch of rows."""
    yield from _claims(change.gone_claims, "DELETE r")
    yield from _per_label(change.gone_nodes, "MATCH (n:{label} {{id: row.id}}) DETACH DELETE n")
    yield from _nodes(change.new_nodes, "CREATE (n:{labels}) SET n = row.properties")
    yield from _nodes(
        change.changed_nodes, "MATCH (n:{label} {{id: row.id}}) SET n = row.properties {financier}"
    )
    yield from _new_claims(change.new_claims)
    yield from _claims(change.changed_claims, "SET r = row.properties", changed=True)


def _nodes(frame: pl.DataFrame, text: str) -> Iterator[Batch]:
    for (label, financier), part in frame.group_by("label", "financier", maintain_order=True):
        labels = f"{label}:Financier" if financier else str(label)
        marked = "" if label != "Company" else "SET n:Financier" if financier else "REMOVE n:Financier"
        filled = text.format(label=label, labels=labels, financier=marked)
        for rows in _batches(part, ("id",), _NODE_KEYS):
            yield f"UNWIND $rows AS row {filled}", rows


def _per_label(frame: pl.DataFrame, text: str) -> Iterator[Batch]:
    for (label,), part in frame.group_by("label", maintain_order=True):
        for rows in _batches(part, ("id",)):
            yield f"UNWIND $rows AS row {text.format(label=label)}", rows


def _new_claims(frame: pl.DataFrame) -> Iterator[Batch]:
    ends = ["type", "from_label", "to_label"]
    for (kind, start, end), part in frame.group_by(ends, maintain_order=True):
        text = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.from}}) MATCH (b:{end} {{id: row.to}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
        )
        for rows in _batches(part, ("from", "to"), _CLAIM_KEYS):
            yield text, rows


def _claims(frame: pl.DataFrame, action: str, changed: bool = False) -> Iterator[Batch]:
    """Find each relationship from the end with fewer of its kind, then apply `action` to it."""
    for (kind, start, end, out), part in frame.group_by(
        ["type", "from_label", "to_label", "out"], maintain_order=True
    ):
        near = (
            f"(a:{start} {{id: row.from}})-[r:{kind}]->()"
            if out
            else f"(a:{end} {{id: row.to}})<-[r:{kind}]-()"
        )
        text = f"UNWIND $rows AS row MATCH {near} WHERE r.claim = row.claim {action}"
        for rows in _batches(part, ("from", "to", "claim"), _CLAIM_KEYS if changed else None):
            yield text, rows


def _batches(
    frame: pl.DataFrame, columns: Sequence[str], keys: Set[str] | None = None
) -> Iterator[list[dict[str, Any]]]:
    """Rows of `columns`; with `keys`, each with the `properties` that it has beside those keys."""
    for start in range(0, frame.height, BATCH):
        part = frame.slice(start, BATCH)
        rows = part.select(columns).to_dicts()
        if keys is not None:
            for row, properties in zip(rows, _properties(part, keys), strict=True):
                row["properties"] = properties
        yield rows


def _properties(part: pl.DataFrame, keys: Set[str]) -> list[dict[str, Any]]:
    """What each row states: columns that are always filled at once, the others value by value."""
    used = [name for name in part.columns if name not in keys and part[name].null_count() < part.height]
    lists = {name for name, kind in part.schema.items() if kind.is_nested()}
    full = [name for name in used if name not in lists and not part[name].null_count()]
    rows = part.select(full).to_dicts() if full else [{} for _ in range(part.height)]
    for name in used:
        if name not in full:
            for row, value in zip(rows, part[name].to_list(), strict=True):
                if value is not None and value != []:
                    row[name] = value
    return rows
