"""The names of reference datasets, whose entities are mostly not in the graph."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import polars as pl

from graph.names.rows import IDENTIFIERS, rows
from graph.statements.datasets import datasets, scan

_BATCH = 200_000
_LISTS = ("labels", "other_names", "isin")
_USED = ("entity", "labels", "name", "other_names", "visibility", *IDENTIFIERS)


def names_beside(home: Path) -> Iterator[pl.DataFrame]:
    """Rows of all entities of reference datasets that have a name, in batches; columns of `rows.SCHEMA`."""
    for dataset in datasets(home):
        if dataset.reference:
            table = _named(scan(home, dataset, "entities"))
            for start in range(0, table.select(pl.len()).collect().item(), _BATCH):
                yield rows(
                    table.slice(start, _BATCH).collect().unique("id", keep="first", maintain_order=True)
                )


def key_beside(home: Path) -> str | None:
    """What the names beside the graph are made of, as a hash; None where no dataset is a reference."""
    tables = [f"{d.name}={d.tables.get('entities')}" for d in datasets(home) if d.reference]
    return blake2b("\x1f".join(tables).encode(), digest_size=8).hexdigest() if tables else None


def _named(entities: pl.LazyFrame) -> pl.LazyFrame:
    held = entities.collect_schema()
    columns = [
        pl.col(name)
        if name in held
        else pl.lit(None, dtype=pl.List(pl.String) if name in _LISTS else pl.String)
        for name in _USED
    ]
    named = entities.select(column.alias(name) for name, column in zip(_USED, columns, strict=True))
    return (
        named.filter(pl.col("name").is_not_null(), pl.col("labels").list.first() != "Country")
        .rename({"entity": "id"})
        .with_columns(label=pl.col("labels").list.first())
    )
