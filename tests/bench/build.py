"""How long builds take against a bare loop of the same: `python -m tests.bench.build [engine …]`.

Five times, taking turns at going first, on 200,000 nodes and as many relationships: the bare loop (UNWIND …
CREATE, the same rows in the same batches, ready in memory, each in a transaction, which both engines do
faster than what commits by itself), the first build, a second one with nothing changed, and one with 1 %
changed, a tenth of it at hubs of 20,000. Prints the middle, the least and the greatest of each ratio.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from neo4j import ManagedTransaction

from graph.store.build import build
from graph.store.connect import open_store
from graph.store.difference import NOTHING, Difference, difference, prepared
from graph.store.projected import projected
from graph.store.session import Store
from graph.store.write import statements_of
from tests.bench.register import register
from tests.bench.running import running
from tests.servers.engines import ENGINES, Engine
from tests.shipped import keep

REPEATS = 5
RATIOS = {"first build / bare loop": (1, 0), "nothing changed / first": (2, 1), "1 % changed / first": (3, 1)}


def main(names: list[str]) -> None:
    """Measure the engines named, or all."""
    for name in names or ENGINES:
        with tempfile.TemporaryDirectory() as folder, running(name, Path(folder)) as engine:
            rounds = [_once(engine, Path(folder) / f"home-{number}", number) for number in range(REPEATS + 1)]
        taken = rounds[1:]  # the first finds a cold server
        _print(f"{name}: bare loop {median(t[0] for t in taken):.1f} s; load {os.getloadavg()[0]:.1f}")
        for what, (above, below) in RATIOS.items():
            ratios = [t[above] / t[below] for t in taken]
            _print(f"  {what:28} {median(ratios):.3f}  ({min(ratios):.3f} to {max(ratios):.3f})")


def _once(engine: Engine, home: Path, number: int) -> tuple[float, ...]:
    """One round; the bare loop and our builds take turns at going first."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in engine.environment.items():
            environment.setenv(name, value)
        engine.prepare_home(home)
        keep(home, {"bench": register()})
        if number % 2:
            bare = _bare_round(engine, home)
            return (bare, *_our_rounds(engine, home))
        ours = _our_rounds(engine, home)
        return (_bare_round(engine, home), *ours)


def _bare_round(engine: Engine, home: Path) -> float:
    engine.empty()
    with open_store(home, write=True) as store:
        return _bare_seconds(store, home)


def _our_rounds(engine: Engine, home: Path) -> tuple[float, ...]:
    engine.empty()
    with open_store(home, write=True) as store:
        whole = _seconds(lambda: build(home, store))
        again = _seconds(lambda: build(home, store))
        keep(home, {"bench": register(0.01)})
        some = _seconds(lambda: build(home, store))
    keep(home, {"bench": register()})
    return whole, again, some


def _created(home: Path) -> Difference:
    """All that a first build creates."""
    nodes, claims = prepared(projected(home).projection)
    return difference(nodes, claims, NOTHING)


def _bare_seconds(store: Store, home: Path) -> float:
    batches = list(statements_of(_created(home)))
    gc.collect()
    gc.freeze()  # so that Python does not look through the rows again and again
    try:
        return _seconds(lambda: _bare(store, batches))
    finally:
        gc.unfreeze()


def _bare(store: Store, batches: Iterable[tuple[str, list[dict[str, Any]]]]) -> None:
    store.write("CREATE CONSTRAINT company_id IF NOT EXISTS FOR (n:Company) REQUIRE n.id IS UNIQUE")
    with store._connection.write_session() as session:
        for text, rows in batches:
            session.execute_write(_run, text, rows)


def _run(transaction: ManagedTransaction, text: str, rows: list[dict[str, Any]]) -> None:
    transaction.run(text, rows=rows).consume()


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
