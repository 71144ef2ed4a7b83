"""The name index of a graph, kept in the home beside what is remembered of that graph."""

from pathlib import Path

import polars as pl

from graph.home import write_table
from graph.names.index import SCHEMA, index
from graph.store.contents import nodes as nodes_of
from graph.store.remembered import folder
from graph.store.session import Store


def save(home: Path, store: Store, build: int | str, nodes: pl.DataFrame) -> pl.DataFrame:
    """Index the nodes that a build wrote; an index of an earlier build is removed."""
    where = folder(home, store)
    where.mkdir(parents=True, exist_ok=True)
    names = index(nodes)
    write_table(where / f"names-{build}.parquet", names)
    for stale in where.glob("names-*.parquet"):
        if stale.name != f"names-{build}.parquet":
            stale.unlink(missing_ok=True)
    return names


def names(home: Path, store: Store, build: int | str) -> pl.DataFrame:
    """The index of the graph as `build` left it, made from the graph where the home has none."""
    path = folder(home, store) / f"names-{build}.parquet"
    try:
        found = pl.read_parquet(path, glob=False)
        if found.schema == SCHEMA:
            return found
    except (OSError, pl.exceptions.PolarsError):
        pass
    return save(home, store, build, nodes_of(store))
