"""Brings the graph up to what the statements say, writing only what differs."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout

from graph.home import home_id
from graph.identity import judgement_file, resolve
from graph.identity import kept as kept_identity
from graph.model.ontology import ontology
from graph.names import kept
from graph.statements import datasets
from graph.store.difference import Difference, difference, prepared, state
from graph.store.projection import Projection, project
from graph.store.remembered import Meta, held_by_graph, read_meta, recall, remember, write_meta
from graph.store.session import Store
from graph.store.write import prepare, write


class BuildRefused(Exception):  # noqa: N818 - it is what happened
    """The graph must not be written from here; the message says why and what to do."""


@dataclass(frozen=True)
class Built:
    """What a build did: what was created, changed and removed per kind, and what the graph holds."""

    number: int
    created: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]
    nodes: int
    claims: int
    dangling: int
    conflicts: int = 0

    @property
    def nothing(self) -> bool:
        """Whether the graph was already as it should be."""
        return not (self.created or self.changed or self.removed)


Steps = Callable[[str, int | None], None]


def build(
    home: Path, store: Store, profile: str = "restricted", report: Steps = lambda _text, _done: None
) -> Built:
    """Write what differs into the graph of `store`; raise BuildRefused for another home's graph.

    `report` is called with a step's name and how many rows of it are done (None at its start).
    """
    try:
        with FileLock(home / "build.lock", timeout=600):
            return _build(home, store, profile, report)
    except Timeout:
        raise BuildRefused(
            "another build of this home has been running for 10 minutes; try again later"
        ) from None


def projected(home: Path, profile: str = "restricted") -> tuple[Projection, int, int]:
    """What the graph should hold for `profile`; how many claims are dangling; how many conflicts are open.

    A claim dangles that names an entity which no dataset has; a conflict is about who is who.
    """
    said = datasets.statements(home)
    ledger = resolve.extended_ledger(resolve.read_ledger(home), said.entities["entity"])
    resolve.save_ledger(home, ledger)
    who = resolve.resolve(said.entities, ledger, judgement_file.read(home))
    kept_identity.save(home, who)
    projection = project(said, who.ids, profile)
    known = said.entities.select("entity").unique()
    whole = said.claims.join(known, left_on="from", right_on="entity", how="semi")
    whole = whole.join(known, left_on="to", right_on="entity", how="semi")
    return projection, said.claims.height - whole.height, who.open


def _build(home: Path, store: Store, profile: str, report: Steps) -> Built:
    meta = read_meta(store)
    _check_owner(meta, home_id(home), profile)
    report("Reading statements", None)
    projection, dangling, conflicts = projected(home, profile)
    nodes, claims = prepared(projection)
    report("Comparing with the graph", None)
    held = recall(home, store, meta) if meta and meta.whole else held_by_graph(store)
    if meta is None and held.nodes.height:
        raise BuildRefused(
            f"this database holds {held.nodes.height:,} nodes that no home has written, "
            "and a build would delete them; use an empty database (NEO4J_DATABASE)"
        )
    change = difference(nodes, claims, held)
    if change.size or meta is None or not meta.whole:
        prepare(store)
        number = meta.build + 1 if meta else 1
        meta = Meta(home_id(home), number, profile, ontology().version, whole=True, token=uuid.uuid4().hex)
        write_meta(store, replace(meta, whole=False))
        done = 0

        def progress(rows: int) -> None:
            nonlocal done
            done += rows
            report(f"Writing {change.size:,} differences", done)

        report(f"Writing {change.size:,} differences", 0)
        write(store, change, progress)
        write_meta(store, meta)
    remember(home, store, meta, state(nodes, claims))
    kept.save(home, store, meta.key, projection.nodes)
    return replace(_built(change, meta.build, nodes.height, claims.height, dangling), conflicts=conflicts)


def _check_owner(meta: Meta | None, home: str, profile: str) -> None:
    if meta is None:
        return
    if meta.home != home:
        raise BuildRefused(
            "this graph is written by another home, "
            "and a build from here would delete what it does not know; use another database, or that home"
        )
    if meta.profile != profile:
        raise BuildRefused(
            f"this graph holds the profile '{meta.profile}'; "
            f"build '{profile}' into another database (NEO4J_DATABASE) or home"
        )


def _built(change: Difference, number: int, nodes: int, claims: int, dangling: int) -> Built:
    return Built(
        number=number,
        created=_counts(change.new_nodes, change.new_claims),
        changed=_counts(change.changed_nodes, change.changed_claims),
        removed=_counts(change.gone_nodes, change.gone_claims),
        nodes=nodes,
        claims=claims,
        dangling=dangling,
    )


def _counts(nodes: pl.DataFrame, claims: pl.DataFrame) -> dict[str, int]:
    found = {**_by(nodes, "label"), **_by(claims, "type")}
    return dict(sorted(found.items()))


def _by(frame: pl.DataFrame, column: str) -> dict[str, int]:
    """Counts per kind; a financier counts as that, not as a company."""
    if "financier" in frame.columns:
        named = pl.when("financier").then(pl.lit("Financier")).otherwise(column)
        frame = frame.with_columns(named.alias(column))
    return dict(frame.group_by(column).len().iter_rows())
