"""The difference between what the graph should hold and what it was last known to hold."""

from dataclasses import dataclass

import polars as pl

from graph.store.digests import with_digests
from graph.store.projection import Projection

_CLAIM_KEYS = ["claim", "type", "from", "to", "from_label", "to_label"]
_HASHES = {"digest": pl.String(), "fast": pl.UInt64()}
NODE_STATE = pl.Schema({"id": pl.String(), "label": pl.String(), "financier": pl.Boolean(), **_HASHES})
CLAIM_STATE = pl.Schema({**dict.fromkeys(_CLAIM_KEYS, pl.String()), **_HASHES})


@dataclass(frozen=True)
class State:
    """What a graph holds: `nodes` has the columns of NODE_STATE, `claims` those of CLAIM_STATE.

    `fast` is null where it is not known.
    """

    nodes: pl.DataFrame
    claims: pl.DataFrame


NOTHING = State(pl.DataFrame(schema=NODE_STATE), pl.DataFrame(schema=CLAIM_STATE))


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


def prepared(projection: Projection, held: State = NOTHING) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Nodes and claims as projected, with their hashes; nodes with `financier` for their labels."""
    nodes = with_digests(projection.nodes, "id", held.nodes)
    financier = pl.col("labels").list.contains("Financier")
    claims = with_digests(projection.claims, "claim", held.claims)
    return nodes.with_columns(financier=financier).drop("labels"), claims


def difference(nodes: pl.DataFrame, claims: pl.DataFrame, held: State) -> Difference:
    """What to write so that the graph holds `nodes` and `claims` (as prepared) instead of `held`.

    A claim whose ends changed, and every claim of a node whose label changed, is removed and made anew.
    """
    nodes, there = _unlike(nodes, held.nodes, "id")
    claims, between = _unlike(claims, held.claims, "claim")
    moved = nodes.join(there, on="id", suffix="_held").filter(pl.col("label") != pl.col("label_held"))
    kept = there.join(moved, on="id", how="anti")
    same_ends = between.join(claims, on=_CLAIM_KEYS, how="semi")
    anchors = _anchors(held.claims)
    return Difference(
        new_nodes=nodes.join(kept, on="id", how="anti"),
        changed_nodes=nodes.join(kept, on="id", how="semi"),
        gone_nodes=there.join(nodes.join(moved, on="id", how="anti"), on="id", how="anti"),
        new_claims=claims.join(same_ends, on="claim", how="anti"),
        changed_claims=claims.join(same_ends, on="claim", how="semi").join(anchors, on="claim", how="left"),
        gone_claims=between.join(same_ends, on="claim", how="anti").join(anchors, on="claim", how="left"),
    )


def _unlike(wanted: pl.DataFrame, held: pl.DataFrame, key: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of both that are not equal in the other; a digest holds a claim's ends and a node's labels."""
    keys = [key, "digest"]
    return wanted.join(held, on=keys, how="anti"), held.join(wanted, on=keys, how="anti")


def state(nodes: pl.DataFrame, claims: pl.DataFrame) -> State:
    """The state that prepared nodes and claims make."""
    return State(nodes.select(list(NODE_STATE)), claims.select(list(CLAIM_STATE)))


def _anchors(held: pl.DataFrame) -> pl.DataFrame:
    """(claim, out): whether a claim is found faster from its start, by the degrees of the whole graph."""
    leaving, reaching = pl.len().over("type", "from"), pl.len().over("type", "to")
    return held.select("claim", out=leaving <= reaching).unique("claim")
