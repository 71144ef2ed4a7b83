"""Which statements speak of the same entity: equal ids and shared strong identifiers."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from graph.home import write_table

_STRONG = ("lei", "permid", "wikidata")


def resolve(entities: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Map each entity to the id of its merged entity.

    `entities` has the columns of ENTITIES; `ledger` (entity, order) tells when each entity was first seen.
    Returns (entity, id): the id of a merged entity is that of its member seen first, so it stays.
    """
    merged = _merged(_shared(entities)["entity"])
    roots = ledger.select("entity", "order").join(merged, on="entity", how="left", maintain_order="left")
    roots = roots.with_columns(root=pl.coalesce("root", "entity"))
    firsts = roots.sort("order").group_by("root", maintain_order=True).agg(id=pl.col("entity").first())
    return roots.join(firsts, on="root", how="left", maintain_order="left").select("entity", "id")


def extended_ledger(ledger: pl.DataFrame, entities: Iterable[str]) -> pl.DataFrame:
    """The ledger with entities not seen before at its end, in the order of their ids."""
    frame = pl.DataFrame({"entity": pl.Series(sorted(set(entities)), dtype=pl.String)})
    new = frame.join(ledger, on="entity", how="anti")
    start = ledger.height
    numbered = new.with_columns(order=pl.int_range(start, start + new.height, dtype=pl.Int64))
    return pl.concat([ledger.select("entity", "order"), numbered])


def read_ledger(home: Path) -> pl.DataFrame:
    """The ledger of a home; empty where nothing was built yet."""
    path = home / "ids.parquet"
    if path.exists():
        return pl.read_parquet(path)
    return pl.DataFrame(schema={"entity": pl.String, "order": pl.Int64})


def save_ledger(home: Path, ledger: pl.DataFrame) -> None:
    """Keep the ledger, whole or not at all."""
    write_table(home / "ids.parquet", ledger)


def _shared(entities: pl.DataFrame) -> pl.DataFrame:
    """Groups of entities of one kind that share an identifier: (label, key, entity: list)."""
    known = entities.filter(~pl.col("labels").list.contains("Undisclosed")).with_columns(
        label=pl.col("labels").list.first()
    )
    keys = [_keys(known, name, pl.col(name)) for name in _STRONG]
    keys.append(_keys(known.explode("isin"), "isin", pl.col("isin")))
    keys.append(_keys(known, "register", pl.concat_str("register", "register_number", separator="|")))
    grouped = pl.concat(keys).group_by("label", "key").agg(pl.col("entity").unique().sort())
    return grouped.filter(pl.col("entity").list.len() > 1).sort("label", "key")


def _keys(entities: pl.DataFrame, name: str, value: pl.Expr) -> pl.DataFrame:
    found = entities.select("entity", "label", key=value).drop_nulls()
    return found.with_columns(key=pl.lit(f"{name}:") + pl.col("key"))


def _merged(groups: pl.Series) -> pl.DataFrame:
    """(entity, root) of the entities that groups join, whose members may overlap."""
    parents: dict[str, str] = {}
    for members in groups:
        first = _root(parents, members[0])
        for other in members[1:]:
            parents[_root(parents, other)] = first
    joined = list(dict.fromkeys(entity for members in groups for entity in members))
    roots = [_root(parents, entity) for entity in joined]
    return pl.DataFrame({"entity": joined, "root": roots}, schema={"entity": pl.String, "root": pl.String})


def _root(parents: dict[str, str], entity: str) -> str:
    while (parent := parents.get(entity, entity)) != entity:
        parents[entity] = parents.get(parent, parent)
        entity = parent
    return entity
