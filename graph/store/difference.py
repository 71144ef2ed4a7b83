"""The difference between what the graph should hold and what it was last known to hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import polars as pl

from graph.store.projection import Projection

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
    """Rows to create, change and remove; created and changed rows carry all that the graph shall hold.

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
    """Nodes and claims as projected, with the `digest` of each; nodes with `financier` for their labels."""
    nodes = projection.nodes.with_columns(_digests(projection.nodes))
    financier = pl.col("labels").list.contains("Financier")
    claims = projection.claims.with_columns(_digests(projection.claims))
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


def _digests(frame: pl.DataFrame) -> pl.Series:
    """A hash of each row's values by the names of their columns; the same in every version of Polars."""
    used = sorted(name for name in frame.columns if frame[name].null_count() < max(frame.height, 1))
    parts = [pl.concat_str(pl.lit(f"\x1f{name}="), _text(frame.schema[name], name)) for name in used]
    texts = frame.select(text=pl.concat_str(parts, ignore_nulls=True))["text"]
    return pl.Series(
        "digest", [blake2b(text.encode(), digest_size=8).hexdigest() for text in texts], dtype=pl.String
    )


def _text(kind: pl.DataType, name: str) -> pl.Expr:
    """A value as text, null where it is null or an empty list."""
    if kind == pl.List(pl.String):
        return pl.when(pl.col(name).list.len() > 0).then(pl.col(name).list.join("\x1e"))
    return pl.col(name).cast(pl.String)
