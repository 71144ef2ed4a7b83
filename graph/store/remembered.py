"""What the graph was last known to hold, and the Meta node that says whether that still counts."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl

from graph.forgetting import record as forgetting
from graph.home import write_json, write_table
from graph.model.ontology import ontology
from graph.store.contents import counts, held_by_graph, question
from graph.store.difference import CLAIM_STATE, NODE_STATE, State
from graph.store.inputs import fast_of
from graph.store.neo4j_settings import neo4j_settings
from graph.store.session import Store

__all__ = [
    "Meta",
    "folder",
    "held_by_graph",
    "profile_of",
    "read_meta",
    "recall",
    "recall_told",
    "remember",
    "write_meta",
]


@dataclass(frozen=True)
class Meta:
    """Who wrote the graph, for which profile, and whether its last build is `whole`.

    `token` is made anew by each build that writes, since two graphs may both have a build 1.
    """

    home: str
    build: int
    profile: str
    ontology: int
    whole: bool
    token: str = ""
    everything: bool = False

    @property
    def key(self) -> str:
        """What the files of this build are named by."""
        return f"{self.build}-{self.token}"


def read_meta(store: Store) -> Meta | None:
    """The graph's Meta node, or None where nothing was built yet."""
    table = store.read(question("meta"), limit=1)
    return Meta(*table.rows[0]) if table.rows else None


def profile_of(home: Path, store: Store) -> str:
    """The profile that a graph holds, or held before it was emptied; at first everything."""
    meta = read_meta(store)
    before = forgetting.graph_before(home).get("profile")
    return meta.profile if meta else str(before or ontology().visibility[-1])


def write_meta(store: Store, meta: Meta) -> None:
    """Write the graph's Meta node."""
    values = {**vars(meta), "disclaimer": ontology().disclaimer}
    store.write(question("write_meta"), {"values": values})


def recall(home: Path, store: Store, meta: Meta) -> State | None:
    """The remembered state, if it is of the graph's build and what the graph counts agrees with it."""
    where, known = folder(home, store), _known(home, store, meta)
    if known.get("told", {}).get("counts") != counts(store):
        return None
    try:
        nodes, claims = (pl.read_parquet(where / known[name], glob=False) for name in ("nodes", "claims"))
        if (nodes.schema, claims.schema) == (NODE_STATE, CLAIM_STATE):
            return _with_fast(State(nodes, claims), known["told"].get("fast") == fast_of())
    except (OSError, KeyError, pl.exceptions.PolarsError):
        pass
    return None


def recall_told(home: Path, store: Store, meta: Meta) -> dict[str, Any]:
    """What was told of the graph's build, with `inputs`; empty where that build is not remembered."""
    told = _known(home, store, meta).get("told")
    return told if isinstance(told, dict) else {}


def remember(home: Path, store: Store, meta: Meta, held: State, told: Mapping[str, Any]) -> None:
    """Keep the state that a build left in the graph, and what it told."""
    where = folder(home, store)
    where.mkdir(parents=True, exist_ok=True)
    names = {name: f"{name}-{meta.key}.parquet" for name in ("nodes", "claims")}
    for name, frame in (("nodes", held.nodes), ("claims", held.claims)):
        write_table(where / names[name], frame)
    write_json(where / "state.json", {"key": meta.key, "told": dict(told), **names})
    for stale in (*where.glob("nodes-*.parquet"), *where.glob("claims-*.parquet")):
        if stale.name not in names.values():
            stale.unlink()


def _with_fast(held: State, same: bool) -> State:
    """Fast hashes are of one version of the program; of another they are unknown."""
    if same:
        return held
    return State(
        *(frame.with_columns(fast=pl.lit(None, dtype=pl.UInt64)) for frame in (held.nodes, held.claims))
    )


def _known(home: Path, store: Store, meta: Meta) -> dict[str, Any]:
    """What is kept of the graph's build; empty where what is kept is of another."""
    try:
        known = json.loads((folder(home, store) / "state.json").read_text(encoding="utf-8"))
        return known if known["key"] == meta.key else {}
    except (OSError, KeyError, TypeError, ValueError):
        return {}


def folder(home: Path, store: Store) -> Path:
    """Where a home keeps what it knows of one graph."""
    if store.engine == "embedded":
        return home / "graphs" / "embedded"
    settings = neo4j_settings(os.environ)
    database = settings.database if settings else None
    return home / "graphs" / blake2b(f"{store.address}/{database or ''}".encode(), digest_size=8).hexdigest()
