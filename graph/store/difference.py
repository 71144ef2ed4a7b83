"""The difference between what the graph should hold and what it was last known to hold."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import polars as pl

from graph.store.projection import Projection

_NODE_KEYS = ["id", "label", "labels"]
_CLAIM_KEYS = ["claim", "type", "from", "to", "from_label", "to_label"]
NODE_STATE = pl.Schema({"id": pl.String, "label": pl.String, "financier": pl.Boolean, "digest": pl.String})
CLAIM_STATE = pl.Schema({**dict.fromkeys(_CLAIM_KEYS, pl.String), "digest": pl.String})


@dataclass(frozen=True)
class State:
    """What a graph holds: `nodes` has the columns of NODE_STATE, `claims` those of CLAIM_STATE."""

    nodes: pl.DataFrame
    claims: pl.DataFrame


@dataclass(frozen=True)
class Difference:
    """Rows to create, change and remove; created and changed rows carry `properties` without nulls.

    Changed and gone claims have `out`: whether the start is the end with fewer relationships in the graph.
    """

    new_nodes: pl.DataFrame
    changed_nodes: pl.DataFrame
    gone_nodes: pl.DataFrame
    new_claims: pl.DataFrame
    changed_claims: pl.DataFrame
    gone_claims: pl.DataFrame

    @property
    def size(self) -> int:
        """How many nodes and relationships it touches."""
        return sum(frame.height for frame in vars(self).values())


def prepared(projection: Projection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Nodes and claims with `properties` (dict without nulls) and `digest`, the state that they make."""
    nodes = _with_properties(projection.nodes, _NODE_KEYS, {"id"})
    claims = _with_properties(projection.claims, _CLAIM_KEYS, {"claim"})
    financier = pl.col("labels").list.contains("Financier")
    return nodes.with_columns(financier=financier).drop("labels"), claims


def difference(nodes: pl.DataFrame, claims: pl.DataFrame, held: State) -> Difference:
    """What to write so that the graph holds `nodes` and `claims` (as prepared) instead of `held`.

    A claim whose ends changed, and every claim of a node whose label changed, is removed and made anew.
    """
    moved = nodes.join(held.nodes, on="id", suffix="_held").filter(pl.col("label") != pl.col("label_held"))
    kept = held.nodes.join(moved, on="id", how="anti")
    same_ends = held.claims.join(claims, on=_CLAIM_KEYS, how="semi")
    anchors = _anchors(held.claims)
    return Difference(
        new_nodes=nodes.join(kept, on="id", how="anti"),
        changed_nodes=_changed(nodes, kept, ["id"]),
        gone_nodes=held.nodes.join(nodes.join(moved, on="id", how="anti"), on="id", how="anti"),
        new_claims=claims.join(same_ends, on="claim", how="anti"),
        changed_claims=_changed(claims, same_ends, ["claim"]).join(anchors, on="claim", how="left"),
        gone_claims=held.claims.join(same_ends, on="claim", how="anti").join(anchors, on="claim", how="left"),
    )


def state(nodes: pl.DataFrame, claims: pl.DataFrame) -> State:
    """The state that prepared nodes and claims make."""
    return State(nodes.select(list(NODE_STATE)), claims.select(list(CLAIM_STATE)))


def _anchors(held: pl.DataFrame) -> pl.DataFrame:
    """(claim, out): whether a claim is found faster from its start, by the degrees of the whole graph."""
    leaving, reaching = pl.len().over("type", "from"), pl.len().over("type", "to")
    return held.select("claim", out=leaving <= reaching).unique("claim")


def _changed(wanted: pl.DataFrame, held: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    known = held.select(*keys, "digest")
    return (
        wanted.join(known, on=keys, suffix="_held")
        .filter(pl.col("digest") != pl.col("digest_held"))
        .drop("digest_held")
    )


def _with_properties(frame: pl.DataFrame, keys: list[str], also: set[str]) -> pl.DataFrame:
    named = [name for name in frame.columns if name not in keys or name in also]
    used = [name for name in named if frame[name].null_count() < frame.height]
    properties: list[dict[str, Any]] = []
    digests: list[str] = []
    labels = frame["labels"] if "labels" in frame.columns else [None] * frame.height
    for row, extra in zip(frame.select(used).iter_rows(named=True), labels, strict=True):
        kept = {key: value for key, value in row.items() if value is not None and value != []}
        text = json.dumps(
            [kept, list(extra) if extra is not None else None], sort_keys=True, ensure_ascii=False
        )
        kept["digest"] = blake2b(text.encode(), digest_size=8).hexdigest()
        properties.append(kept)
        digests.append(kept["digest"])
    return frame.select(keys).with_columns(
        digest=pl.Series(digests, dtype=pl.String), properties=pl.Series(properties, dtype=pl.Object)
    )
