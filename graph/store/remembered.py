"""What the graph was last known to hold, and the Meta node that says whether that still counts."""

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import polars as pl

from graph.home import write_json, write_whole
from graph.model.ontology import ontology
from graph.store.session import Store
from graph.store.difference import CLAIM_STATE, NODE_STATE, State


@dataclass(frozen=True)
class Meta:
    """Who wrote the graph, for which profile, and whether its last build is `whole`."""

    home: str
    build: int
    profile: str
    ontology: int
    whole: bool


def read_meta(store: Store) -> Meta | None:
    """The graph's Meta node, or None where nothing was built yet."""
    table = store.read("MATCH (n:Meta {id: 'meta'}) RETURN n.home, n.build, n.profile, n.ontology, n.whole", limit=1)
    return Meta(*table.rows[0]) if table.rows else None


def write_meta(store: Store, meta: Meta) -> None:
    """Write the graph's Meta node."""
    values = {**vars(meta), "disclaimer": ontology().disclaimer}
    store.write("MERGE (n:Meta {id: 'meta'}) SET n += $values", {"values": values})


def recall(home: Path, store: Store, meta: Meta) -> State:
    """The remembered state if it is of the graph's build, else what the graph itself says."""
    where = folder(home, store)
    try:
        known = json.loads((where / "state.json").read_text(encoding="utf-8"))
        if known["build"] == meta.build:
            tables = (pl.read_parquet(where / known[name]) for name in ("nodes", "claims"))
            return State(*tables)
    except (OSError, KeyError, ValueError, pl.exceptions.PolarsError):
        pass
    return held_by_graph(store)


def remember(home: Path, store: Store, build: int, held: State) -> None:
    """Keep the state that `build` left in the graph."""
    where = folder(home, store)
    where.mkdir(parents=True, exist_ok=True)
    names = {name: f"{name}-{build}.parquet" for name in ("nodes", "claims")}
    for name, frame in (("nodes", held.nodes), ("claims", held.claims)):
        scratch = where / f".{name}.new"
        frame.write_parquet(scratch)
        write_whole(where / names[name], scratch.read_bytes())
        scratch.unlink()
    write_json(where / "state.json", {"build": build, **names})
    for stale in where.glob("*.parquet"):
        if stale.name not in names.values():
            stale.unlink()


def held_by_graph(store: Store) -> State:
    """What the graph holds, read from it."""
    labels = [kind.label for kind in ontology().nodes.values() if len(kind.labels) == 1]
    nodes = [row for label in labels for row in _nodes(store, label)]
    claims = [row for kind in ontology().relationships for row in _claims(store, kind)]
    return State(
        pl.DataFrame(nodes, schema=NODE_STATE, orient="row"), pl.DataFrame(claims, schema=CLAIM_STATE, orient="row")
    )


_ALL = 100_000_000


def _nodes(store: Store, label: str) -> list[tuple[object, ...]]:
    text = f"MATCH (n:{label}) RETURN n.id, $label, 'Financier' IN labels(n), coalesce(n.digest, '')"
    return store.read(text, {"label": label}, limit=_ALL, seconds=3600).rows


def _claims(store: Store, kind: str) -> list[tuple[object, ...]]:
    bases = [k.label for k in ontology().nodes.values() if len(k.labels) == 1]
    text = (
        f"MATCH (a)-[r:{kind}]->(b) RETURN r.claim, $kind, a.id, b.id, "
        "head([l IN labels(a) WHERE l IN $bases]), head([l IN labels(b) WHERE l IN $bases]), coalesce(r.digest, '')"
    )
    return store.read(text, {"kind": kind, "bases": bases}, limit=_ALL, seconds=3600).rows


def folder(home: Path, store: Store) -> Path:
    """Where a home keeps what it knows of one graph."""
    if store.engine == "embedded":
        return home / "graphs" / "embedded"
    return home / "graphs" / blake2b(store.address.encode(), digest_size=8).hexdigest()
