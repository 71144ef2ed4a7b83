"""Killed at any moment, program or server: the next build completes to what the statements say."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from graph.home import open_home
from graph.store.build import build
from graph.store.connect import open_store
from graph.store.remembered import read_meta
from graph.store.session import Store
from tests.dumped import dump, expected
from tests.servers.doomed import Parent, parent
from tests.servers.engines import Engine
from tests.servers.neo4j_server import neo4j_or_skip, started_again
from tests.servers.processes import kill_and_wait, server_pid

FULL = os.environ.get("DEFENDERGRAPH_BREADTH") == "full"
PROGRAM_KILLS = 100 if FULL else 9
SERVER_KILLS = 20 if FULL else 3
NEO4J_KILLS = 5 if FULL else 1
KILLED_ENGINES = ("embedded", "neo4j-5", "neo4j-2026") if FULL else ("embedded", "neo4j-5")


class Running:
    """A Neo4j that may be started again."""

    def __init__(self, folder: Path) -> None:
        self.server = neo4j_or_skip("neo4j-5", folder)


@pytest.fixture
def doomed(home: Path) -> Iterator[Parent]:
    open_home(home)
    with parent(home) as made:
        yield made


@pytest.fixture
def neo4j(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A Neo4j of this test's own, named by the environment."""
    running = Running(tmp_path / "neo4j")
    for name, value in running.server.environment.items():
        monkeypatch.setenv(name, value)
    yield running
    running.server.end()


@pytest.mark.parametrize("engine", KILLED_ENGINES, indirect=True)
def test_a_killed_program_leaves_what_the_next_build_completes(
    engine: Engine, home: Path, store: Store, doomed: Parent
) -> None:
    longest = unbroken(doomed)
    assert dump(store) == expected(home)
    random = Random(os.urandom(8))  # noqa: S311 - which moment
    killed = torn = 0
    for seed in range(1, 10 * PROGRAM_KILLS):
        if killed == PROGRAM_KILLS:
            break
        moment = random.uniform(0, longest)
        whole_took = doomed.killed_after(seed, moment)
        killed += whole_took is None
        longest = whole_took or longest
        meta = read_meta(store)
        torn += meta is not None and not meta.whole
        build(home, store)
        assert dump(store) == expected(home), f"variant {seed}, killed after {moment:.3f} s"
    assert killed == PROGRAM_KILLS
    assert torn or not FULL
    assert build(home, store).nothing


def test_a_killed_embedded_server_loses_nothing(home: Path, doomed: Parent) -> None:
    with open_store(home, write=True) as store:
        longest = unbroken(doomed)
        random = Random(os.urandom(8))  # noqa: S311 - which moment
        for seed in range(1, SERVER_KILLS + 1):
            moment = random.uniform(0, longest)
            doomed.start(seed)
            time.sleep(moment)
            kill_and_wait(server_pid(home))
            doomed.ended()
            build(home, store)
            assert dump(store) == expected(home), f"variant {seed}, killed after {moment:.3f} s"


def test_a_reader_goes_on_while_another_process_loads(home: Path, doomed: Parent) -> None:
    with open_store(home) as reader, ThreadPoolExecutor(1) as beside:
        for seed in range(3):
            doomed.start(seed)
            ended = beside.submit(doomed.ended)
            while not ended.done():
                assert reader.read("MATCH (n:Company) RETURN count(n)").rows[0][0] <= 150
            assert ended.result() == 0
        assert dump(reader) == expected(home)


def test_a_killed_neo4j_loses_nothing(home: Path, neo4j: Running, doomed: Parent) -> None:
    longest = unbroken(doomed)
    random = Random(os.urandom(8))  # noqa: S311 - which moment
    for seed in range(1, NEO4J_KILLS + 1):
        moment = random.uniform(0, longest)
        doomed.start(seed)
        time.sleep(moment)
        neo4j.server.process.kill()
        assert doomed.ended() in (0, 1)
        neo4j.server = started_again(neo4j.server)
        with open_store(home, write=True) as store:
            build(home, store)
            assert dump(store) == expected(home), f"variant {seed}, killed after {moment:.3f} s"


def unbroken(doomed: Parent) -> float:
    """Load and build variant 0 twice, each to its end; return how long the second took (seconds)."""
    for seed in (0, 1, 0):
        began = time.monotonic()
        doomed.start(seed)
        assert doomed.ended() == 0
    return time.monotonic() - began
