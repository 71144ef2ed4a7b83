"""Brings the graph up to what the statements say, writing only what differs."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout

from graph.forgetting import record as forgetting
from graph.forgetting.leaving import complete
from graph.home import home_id
from graph.model.ontology import ontology
from graph.names import kept
from graph.names.beside import key_beside, names_beside
from graph.store.built import Built, differences
from graph.store.contents import counts
from graph.store.difference import Difference, State, difference, prepared, state
from graph.store.inputs import fast_of, inputs
from graph.store.projected import projected
from graph.store.remembered import (
    Meta,
    held_by_graph,
    read_meta,
    recall,
    recall_told,
    remember,
    write_meta,
)
from graph.store.session import Store
from graph.store.write import prepare, write

__all__ = ["BuildRefused", "Built", "build"]
Steps = Callable[[str, int | None], None]
_LONGEST_WAIT = 600.0


class BuildRefused(Exception):  # noqa: N818 - it is what happened
    """The graph must not be written from here; the message says why and what to do."""


def build(
    home: Path,
    store: Store,
    profile: str = "restricted",
    report: Steps = lambda _text, _done: None,
    *,
    everything: bool | None = None,
) -> Built:
    """Write what differs into the graph of `store`; raise BuildRefused for another home's graph.

    `report` is called with a step's name and how many rows of it are done (None at its start). With
    `everything` reference datasets are projected whole; None keeps what the graph holds (at first: what is
    near the entities of other datasets). Whoever is to be forgotten leaves the home first.
    """
    with _alone(home, report):
        complete(home, report)
        meta = read_meta(store)
        _check_owner(meta, home_id(home), profile)
        before = meta.everything if meta else bool(forgetting.graph_before(home).get("everything"))
        built = _Build(home, store, profile, before if everything is None else everything, report).run(meta)
        forgetting.finish(home)
        return built


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


@dataclass(frozen=True)
class _Build:
    """One build of one graph by one home."""

    home: Path
    store: Store
    profile: str
    everything: bool
    report: Steps

    def run(self, meta: Meta | None) -> Built:
        made_from = inputs(self.home, self.profile, str(self.everything))
        if meta and (same := self._as_it_was(meta, made_from)):
            return same
        self.report("Reading statements", None)
        wanted = projected(self.home, self.profile, everything=self.everything)
        self.report("Comparing with the graph", None)
        held = self._held(meta)
        nodes, claims = prepared(wanted.projection, held)
        change = difference(nodes, claims, held)
        if change.size or meta is None or not meta.whole or meta.everything != self.everything:
            meta = self._written(meta, change)
        told = {"inputs": made_from, "counts": counts(self.store), "left": wanted.left, "fast": fast_of()}
        remember(self.home, self.store, meta, state(nodes, claims), told)
        self._index(meta, wanted.projection.nodes)
        size = nodes.height, claims.height
        return Built(meta.build, *differences(change), *size, *wanted.left.values())

    def _index(self, meta: Meta, nodes: pl.DataFrame) -> None:
        """Make the names of the graph, and of reference datasets beside it, ready to be found."""
        beside = key_beside(self.home)
        self.report("Indexing names", None)
        also = names_beside(self.home) if beside else ()
        kept.save(self.home, self.store, meta.key, nodes, also, also_key=beside)

    def _as_it_was(self, meta: Meta, made_from: str) -> Built | None:
        """That nothing differs: the last whole build was made from the same, and the graph counts as much."""
        told = recall_told(self.home, self.store, meta) if meta.whole else {}
        if told.get("inputs") != made_from or told.get("counts") != (held := counts(self.store)):
            return None
        nodes = sum(number for kind, number in held.items() if kind != "claims")
        return Built(meta.build, {}, {}, {}, nodes, held["claims"], **told["left"])

    def _held(self, meta: Meta | None) -> State:
        """What the graph holds, as remembered or as read from it."""
        if meta and meta.whole and (held := recall(self.home, self.store, meta)):
            return held
        held = held_by_graph(self.store)
        if meta is None and held.nodes.height:
            raise BuildRefused(
                f"this database holds {held.nodes.height:,} nodes that no home has written, "
                "and a build would delete them; use an empty database (NEO4J_DATABASE)"
            )
        return held

    def _written(self, meta: Meta | None, change: Difference) -> Meta:
        """Write between two marks in the graph: that it is being written, and that it is whole."""
        prepare(self.store)
        number, token = meta.build + 1 if meta else 1, uuid.uuid4().hex
        home, version = home_id(self.home), ontology().version
        made = Meta(home, number, self.profile, version, whole=True, token=token, everything=self.everything)
        write_meta(self.store, replace(made, whole=False))
        done, step = 0, f"Writing {change.size:,} differences"

        def progress(rows: int) -> None:
            nonlocal done
            done += rows
            self.report(step, done)

        self.report(step, 0)
        write(self.store, change, progress)
        write_meta(self.store, made)
        return made
