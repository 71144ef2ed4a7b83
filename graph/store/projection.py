"""What the graph should hold: merged entities with chosen values, and every claim with its fact."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from graph.model.facts import conflicts, fact_ids
from graph.model.ontology import ontology
from graph.statements.schema import Statements
from graph.store.visibility import LEVEL, Levels

_EVIDENCE = list(ontology().evidence)
_VALUES = list(ontology().node_columns)


@dataclass(frozen=True)
class Projection:
    """`nodes`: id, label, labels, properties; `claims`: claim, type, from, to, their labels, properties."""

    nodes: pl.DataFrame
    claims: pl.DataFrame


def project(statements: Statements, identity: pl.DataFrame, profile: str = "restricted") -> Projection:
    """Make the graph that `profile` may see from statements and (entity, id) pairs."""
    known = _renamed(statements.entities, identity, ["entity"])
    claims = _renamed(statements.claims.drop("file", "line"), identity, ["from", "to"])
    levels = Levels(known, claims)
    nodes = (
        _nodes(known).join(levels.entities, on="id", how="left").join(_merged(identity), on="id", how="left")
    )
    claims = _claims(claims.with_columns(level=levels.claims), nodes)
    allowed = LEVEL[profile]
    seen = _named(claims, allowed)
    seen = seen.join(conflicts(seen), on="fact", how="left", maintain_order="left")
    return Projection(_named(nodes, allowed), _with_share_told(seen))


def _with_share_told(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims of owning that give no share get `share_told`, the largest that a firm public claim gives.

    So a question for majorities does not take a holding for undisclosed because one source is silent on it.
    Where a firm claim says 'at least', that counts too.
    """
    owning, stated = pl.col("type") == "OWNS", pl.coalesce("share", "share_max")
    firm = pl.col("claim_status").is_in(["documented", "reported"]) & (pl.col("visibility") == "public")
    known = claims.lazy().filter(owning & firm)
    told = pl.max_horizontal(stated.max(), pl.col("share_min").max())
    largest = known.group_by("from", "to").agg(share_told=pl.when(stated.count() > 0).then(told)).collect()
    joined = claims.join(largest, on=["from", "to"], how="left", maintain_order="left")
    silent = owning & stated.is_null()
    return joined.with_columns(share_told=pl.when(silent).then("share_told"))


def _merged(identity: pl.DataFrame) -> pl.DataFrame:
    """(id, merged_ids): the ids that became another, so that links to them still resolve."""
    became = identity.filter(pl.col("entity") != pl.col("id"))
    return became.group_by("id").agg(merged_ids=pl.col("entity").sort())


def _renamed(frame: pl.DataFrame, identity: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    for column in columns:
        merged = identity.rename({"entity": column, "id": "_id"})
        frame = frame.join(merged, on=column, how="left", maintain_order="left")
        frame = frame.with_columns(pl.coalesce("_id", column).alias(column)).drop("_id")
    return frame


def _nodes(entities: pl.DataFrame) -> pl.DataFrame:
    """One row per merged entity: of several statements the best documented, then the latest, is chosen."""
    status = pl.col("claim_status").replace_strict(
        {name: rank for rank, name in enumerate(ontology().claim_status)}, default=9, return_dtype=pl.Int8
    )
    ranked = entities.with_columns(_rank=status).sort(
        "entity",
        "_rank",
        "published",
        "dataset",
        "line",
        descending=[False, False, True, False, False],
        nulls_last=True,
    )
    lists = [name for name, column in ranked.schema.items() if column == pl.List(pl.String)]
    grouped = ranked.group_by("entity", maintain_order=True).agg(
        *(pl.col(name).first() for name in _EVIDENCE),
        *(pl.col(name).drop_nulls().first() for name in _VALUES if name not in lists),
        *(pl.col(name).explode().drop_nulls().unique(maintain_order=True) for name in lists),
        pl.col("name").drop_nulls().unique(maintain_order=True).alias("_names"),
    )
    others = pl.concat_list("other_names", pl.col("_names").list.slice(1)).list.unique(maintain_order=True)
    nodes = grouped.rename({"entity": "id"}).with_columns(
        label=pl.col("labels").list.first(),
        other_names=others.list.set_difference(pl.concat_list("name")),
    )
    return nodes.join(_told(ranked), on="id", how="left").drop("_names")


def _told(ranked: pl.DataFrame) -> pl.DataFrame:
    """(id, statements): every statement about an entity as JSON, where there is more than one."""
    several = ranked.filter(pl.len().over("entity") > 1)
    rows: dict[str, list[str]] = {}
    for row in several.select("entity", *_EVIDENCE, *_VALUES).iter_rows(named=True):
        entity = row.pop("entity")
        rows.setdefault(entity, []).append(json.dumps(_stated(row), ensure_ascii=False))
    told = {entity: f"[{','.join(parts)}]" for entity, parts in rows.items()}
    return pl.DataFrame(
        {"id": list(told), "statements": list(told.values())},
        schema={"id": pl.String, "statements": pl.String},
    )


def _stated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None and value != []}


def _claims(claims: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Claims whose two ends are known, with their labels, fact and the strictest level of claim and ends."""
    for side in ("from", "to"):
        ends = nodes.select(
            pl.col("id").alias(side),
            pl.col("label").alias(f"{side}_label"),
            pl.col("level").alias(f"_{side}"),
        )
        claims = claims.join(ends, on=side, how="inner", maintain_order="left")
    claims = claims.with_columns(level=pl.max_horizontal("level", "_from", "_to")).drop("_from", "_to")
    return claims.with_columns(fact_ids(claims))


def _named(frame: pl.DataFrame, allowed: int) -> pl.DataFrame:
    names = dict(enumerate(ontology().visibility))
    seen = frame.filter(pl.col("level") <= allowed)
    return seen.with_columns(visibility=pl.col("level").replace_strict(names, return_dtype=pl.String)).drop(
        "level"
    )
