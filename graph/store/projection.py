"""What the graph should hold: merged entities with chosen values, and every claim with its fact."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from graph.model.facts import conflicts, fact_ids
from graph.model.ontology import ontology
from graph.statements.schema import Statements

_EVIDENCE = list(ontology().evidence)
_VALUES = list(ontology().node_columns)
_LEVEL = {name: level for level, name in enumerate(ontology().visibility)}


@dataclass(frozen=True)
class Projection:
    """`nodes`: id, label, labels, and properties; `claims`: claim, type, from, to, their labels, and properties."""

    nodes: pl.DataFrame
    claims: pl.DataFrame


def project(statements: Statements, identity: pl.DataFrame, profile: str = "restricted") -> Projection:
    """Make the graph that `profile` may see from statements and (entity, id) pairs."""
    known = _renamed(statements.entities, identity, ["entity"])
    claims = _renamed(statements.claims, identity, ["from", "to"])
    level = pl.col("visibility").replace_strict(_LEVEL, default=2, return_dtype=pl.Int8)
    nodes = _nodes(known.with_columns(level=level))
    claims = claims.with_columns(level=level)
    levels = raised(nodes, claims)
    nodes = nodes.drop("level").join(levels, on="id", how="left")
    claims = _claims(claims, nodes)
    allowed = _LEVEL[profile]
    return Projection(_named(nodes, allowed), _named(claims, allowed))


def raised(nodes: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """The level of each entity (id, level): its own, its victim's for an attack, and that of a name it carries."""
    levels = nodes.select("id", "level")
    targets = claims.filter(pl.col("type") == "TARGETED").select(id="from", end="to")
    victims = targets.join(levels, left_on="end", right_on="id").select("id", "level")
    levels = pl.concat([levels, victims]).group_by("id").agg(pl.col("level").max())
    carried = _carrying_names(nodes.drop("level").join(levels, on="id"))
    return pl.concat([levels, carried]).group_by("id").agg(pl.col("level").max())


def _carrying_names(nodes: pl.DataFrame) -> pl.DataFrame:
    """Entities whose name holds the name of a less visible defender: (id, level)."""
    found = [pl.DataFrame(schema={"id": pl.String, "level": pl.Int8})]
    for level in (1, 2):
        hidden = nodes.filter((pl.col("level") == level) & pl.col("labels").list.contains("Defender"))
        names = [n for n in [*hidden["name"], *hidden["other_names"].explode()] if n and len(n) > 3]
        if names:
            text = pl.concat_str("name", pl.col("description").fill_null(""), ignore_nulls=True, separator=" ")
            hit = nodes.filter(text.str.contains_any(names, ascii_case_insensitive=True))
            found.append(hit.select("id", level=pl.lit(level, dtype=pl.Int8)))
    return pl.concat(found)


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
        "entity", "_rank", "published", "dataset", "line", descending=[False, False, True, False, False], nulls_last=True
    )
    lists = [name for name, column in ranked.schema.items() if column == pl.List(pl.String)]
    grouped = ranked.group_by("entity", maintain_order=True).agg(
        pl.col("level").max(),
        *(pl.col(name).drop_nulls().first() for name in _VALUES + _EVIDENCE if name not in lists),
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
        rows.setdefault(entity, []).append(json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False))
    told = {entity: f"[{','.join(parts)}]" for entity, parts in rows.items()}
    return pl.DataFrame({"id": list(told), "statements": list(told.values())}, schema={"id": pl.String, "statements": pl.String})


def _claims(claims: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Claims whose two ends are known, with their labels, fact and the strictest level of claim and ends."""
    for side in ("from", "to"):
        ends = nodes.select(pl.col("id").alias(side), pl.col("label").alias(f"{side}_label"), pl.col("level").alias(f"_{side}"))
        claims = claims.join(ends, on=side, how="inner", maintain_order="left")
    claims = claims.with_columns(level=pl.max_horizontal("level", "_from", "_to")).drop("_from", "_to")
    claims = claims.with_columns(fact_ids(claims))
    return claims.join(conflicts(claims), on="fact", how="left", maintain_order="left")


def _named(frame: pl.DataFrame, allowed: int) -> pl.DataFrame:
    names = dict(enumerate(ontology().visibility))
    seen = frame.filter(pl.col("level") <= allowed)
    return seen.with_columns(visibility=pl.col("level").replace_strict(names, return_dtype=pl.String)).drop("level")
