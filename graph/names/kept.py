"""The name index of a graph, kept in the home beside what is remembered of that graph."""

from pathlib import Path

import polars as pl

from graph.home import write_whole
from graph.model.entity import base_labels
from graph.model.ontology import ontology
from graph.names.index import index
from graph.statements.schema import polars_type
from graph.store.session import Store
from graph.store.remembered import folder

_ALL = 100_000_000


def save(home: Path, store: Store, build: int, nodes: pl.DataFrame) -> pl.DataFrame:
    """Index the nodes that a build wrote; an index of an earlier build is removed."""
    where = folder(home, store)
    where.mkdir(parents=True, exist_ok=True)
    names = index(nodes)
    scratch = where / ".names.new"
    names.write_parquet(scratch)
    write_whole(where / f"names-{build}.parquet", scratch.read_bytes())
    scratch.unlink()
    for stale in where.glob("names-*.parquet"):
        if stale.name != f"names-{build}.parquet":
            stale.unlink()
    return names


def names(home: Path, store: Store, build: int) -> pl.DataFrame:
    """The index of the graph as `build` left it, made from the graph where the home has none."""
    path = folder(home, store) / f"names-{build}.parquet"
    return pl.read_parquet(path, glob=False) if path.exists() else save(home, store, build, _nodes(store))


def _nodes(store: Store) -> pl.DataFrame:
    columns = {"id": pl.String(), "label": pl.String(), "labels": pl.List(pl.String), "visibility": pl.String()}
    schema = pl.Schema({**columns, **{name: polars_type(p) for name, p in ontology().node_columns.items()}})
    rows = []
    for label in base_labels():
        text = f"MATCH (n:{label}) RETURN labels(n), properties(n)"
        for labels, properties in store.read(text, limit=_ALL, seconds=3600).rows:
            known = {key: value for key, value in properties.items() if key in schema}
            rows.append({**known, "label": label, "labels": sorted(labels)})
    return pl.DataFrame(rows, schema=schema)
