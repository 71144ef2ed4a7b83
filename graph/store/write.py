"""Writes a difference in batches: relationships anchored at their quieter end, created instead of merged."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from graph.model.ontology import ontology
from graph.store.difference import Difference
from graph.store.session import Store

BATCH = 5_000
Progress = Callable[[int], None]


def prepare(store: Store) -> None:
    """Make sure that ids are unique for each kind of node; nothing happens where they are."""
    labels = [kind.label for kind in ontology().nodes.values() if len(kind.labels) == 1]
    for label in [*labels, "Meta"]:
        store.write(
            f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        )


def write(store: Store, change: Difference, progress: Progress) -> None:
    """Write a difference: what is gone, then nodes, then relationships; `progress` is told of each batch."""
    for text, rows in _statements(change):
        store.write(text, {"rows": rows})
        progress(len(rows))


def _statements(change: Difference) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield from _claims(change.gone_claims, "DELETE r")
    yield from _per_label(change.gone_nodes, "MATCH (n:{label} {{id: row.id}}) DETACH DELETE n")
    yield from _nodes(change.new_nodes, "CREATE (n:{labels}) SET n = row.properties")
    yield from _nodes(
        change.changed_nodes, "MATCH (n:{label} {{id: row.id}}) SET n = row.properties {financier}"
    )
    yield from _new_claims(change.new_claims)
    yield from _claims(change.changed_claims, "SET r = row.properties")


def _nodes(frame: pl.DataFrame, text: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for (label, financier), part in frame.group_by("label", "financier", maintain_order=True):
        labels = f"{label}:Financier" if financier else str(label)
        marked = "" if label != "Company" else "SET n:Financier" if financier else "REMOVE n:Financier"
        filled = text.format(label=label, labels=labels, financier=marked)
        for rows in _batches(part, {"id": "id", "properties": "properties"}):
            yield f"UNWIND $rows AS row {filled}", rows


def _per_label(frame: pl.DataFrame, text: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for (label,), part in frame.group_by("label", maintain_order=True):
        for rows in _batches(part, {"id": "id"}):
            yield f"UNWIND $rows AS row {text.format(label=label)}", rows


def _new_claims(frame: pl.DataFrame) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    ends = ["type", "from_label", "to_label"]
    for (kind, start, end), part in frame.group_by(ends, maintain_order=True):
        text = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.from}}) MATCH (b:{end} {{id: row.to}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
        )
        for rows in _batches(part, {"from": "from", "to": "to", "properties": "properties"}):
            yield text, rows


def _claims(frame: pl.DataFrame, action: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
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
        columns = {"from": "from", "to": "to", "claim": "claim"}
        if "properties" in part.columns:
            columns["properties"] = "properties"
        for rows in _batches(part, columns):
            yield text, rows


def _batches(frame: pl.DataFrame, columns: Mapping[str, str]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, frame.height, BATCH):
        part = frame.slice(start, BATCH)
        lists = [part[source].to_list() for source in columns.values()]
        yield [dict(zip(columns, row, strict=True)) for row in zip(*lists, strict=True)]
