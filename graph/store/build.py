"""Brings the graph up to what the statements say, writing only what differs."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout

from graph.home import home_id
from graph.identity import resolve
from graph.model.ontology import ontology
from graph.names import kept
from graph.statements import datasets
from graph.store.contents import counts
from graph.store.difference import Difference, State, difference, prepared, state
from graph.store.inputs import inputs
from graph.store.projection import Projection, project
from graph.store.remembered import Meta, held_by_graph, read_meta, recall, recall_told, remember, write_meta
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

    @property
    def nothing(self) -> bool:
        """Whether the graph was already as it should be."""
        return not (self.created or self.changed or self.removed)


Steps = Callable[[str, int | None], None]
_LONGEST_WAIT = 600.0


def build(
    home: Path, store: Store, profile: str = "restricted", report: Steps = lambda _text, _done: None
) -> Built:
    """Write what differs into the graph of `store`; raise BuildRefused for another home's graph.

    `report` is called with a step's name and how many rows of it are done (None at its start).
    """
    with _alone(home, report):
        return _build(home, store, profile, report)


@contextmanager
def _alone(home: Path, report: Steps) -> Iterator[None]:
    """One build of a home at a time; a second one says that it waits."""
    lock = FileLock(home / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report("Waiting for another build of this home", None)
        try:
            lock.acquire(timeout=_LONGEST_WAIT)
        except Timeout:
            raise BuildRefused(
                "another build of this home has been running for 10 minutes; try again later"
            ) from None
    try:
        yield
    finally:
        lock.release()


def projected(home: Path, profile: str = "restricted") -> tuple[Projection, int]:
    """What the graph should hold for `profile`, and how many claims name an entity that no dataset has."""
    said = datasets.statements(home)
    ledger = resolve.extended_ledger(resolve.read_ledger(home), said.entities["entity"])
    resolve.save_ledger(home, ledger)
    projection = project(said, resolve.resolve(said.entities, ledger), profile)
    known = said.entities.select("entity").unique()
    whole = said.claims.join(known, left_on="from", right_on="entity", how="semi")
    whole = whole.join(known, left_on="to", right_on="entity", how="semi")
    return projection, said.claims.height - whole.height


def _build(home: Path, store: Store, profile: str, report: Steps) -> Built:
    meta = read_meta(store)
    _check_owner(meta, home_id(home), profile)
    made_from = inputs(home, profile)
    if meta and (same := _as_it_was(home, store, meta, made_from)):
        return same
    report("Reading statements", None)
    projection, dangling = projected(home, profile)
    nodes, claims = prepared(projection)
    report("Comparing with the graph", None)
    held = recall(home, store, meta) if meta and meta.whole else held_by_graph(store)
    _check_empty(meta, held)
    change = difference(nodes, claims, held)
    if change.size or meta is None or not meta.whole:
        meta = _written(home, store, meta, profile, change, report)
    told = {"inputs": made_from, "dangling": dangling, "counts": counts(store)}
    remember(home, store, meta, state(nodes, claims), told)
    kept.save(home, store, meta.key, projection.nodes)
    return _built(change, meta.build, nodes.height, claims.height, dangling)


def _as_it_was(home: Path, store: Store, meta: Meta, made_from: str) -> Built | None:
    """That nothing differs: the last whole build was made from the same, and the graph counts as much."""
    told = recall_told(home, store, meta) if meta.whole else {}
    if told.get("inputs") != made_from or told.get("counts") != (held := counts(store)):
        return None
    nodes = sum(number for kind, number in held.items() if kind != "claims")
    return Built(meta.build, {}, {}, {}, nodes, held["claims"], told["dangling"])


def _written(  # noqa: PLR0917
    home: Path, store: Store, meta: Meta | None, profile: str, change: Difference, report: Steps
) -> Meta:
    """Write the difference between two marks in the graph: that it is being written, and that it is whole."""
    prepare(store)
    number = meta.build + 1 if meta else 1
    meta = Meta(home_id(home), number, profile, ontology().version, whole=True, token=uuid.uuid4().hex)
    write_meta(store, replace(meta, whole=False))
    done, step = 0, f"Writing {change.size:,} differences"

    def progress(rows: int) -> None:
        nonlocal done
        done += rows
        report(step, done)

    report(step, 0)
    write(store, change, progress)
    write_meta(store, meta)
    return meta


def _check_empty(meta: Meta | None, held: State) -> None:
    if meta is None and held.nodes.height:
        raise BuildRefused(
            f"this database holds {held.nodes.height:,} nodes that no home has written, "
            "and a build would delete them; use an empty database (NEO4J_DATABASE)"
        )


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
