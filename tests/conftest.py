"""Servers and homes for the tests: each engine is started once, when the first test asks for it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from graph.store.connect import open_store
from graph.store.embedded import join
from graph.store.session import Store
from tests.agreement import Agree, agreement, run_folder
from tests.scheduling import EngineScheduling, processes
from tests.servers.engines import (
    ENGINES,
    Engine,
    administrator,
    embedded_engine,
    end_embedded,
    neo4j_engine,
)
from tests.servers.neo4j_server import neo4j_or_skip

# For servers that live for a test: less work for Java's compiler and collector, which would take a core.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
VARIABLES = ("NEO4J_URI", "NEO4J_USER", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> EngineScheduling:  # noqa: ANN401 - xdist's own
    """Where several processes run tests, each engine is started by one of them."""
    return EngineScheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    return processes()


@pytest.fixture(scope="session")
def agree(tmp_path_factory: pytest.TempPathFactory) -> Agree:
    """Compare an answer with what other engines answered to the same."""
    return agreement(run_folder(tmp_path_factory))


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reaches the user's own graph."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEFENDERGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DEFENDERGRAPH_GRACE", "1")


@pytest.fixture
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """An empty home; with `engine` or `store` in the same test it shares the test server."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700, exist_ok=True)
    shared = "engine" in request.fixturenames
    if shared:
        request.getfixturevalue("engine")
    yield folder
    if not shared:
        end_embedded(folder / "server")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    """Each engine in turn, emptied, and named by the environment."""
    found: Engine = request.getfixturevalue(request.param.replace("-", "_"))
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    found.empty()
    found.prepare_home(tmp_path / "home")
    return found


@pytest.fixture
def store(engine: Engine, home: Path) -> Iterator[Store]:
    """An empty graph, open for writing, on each engine in turn."""
    with open_store(home, write=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def embedded() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="defendergraph-") as folder:
        membership = join(Path(folder))
        yield embedded_engine(membership)
        membership.leave()
        end_embedded(membership.folder)


@pytest.fixture(scope="session")
def neo4j_5() -> Iterator[Engine]:
    yield from _neo4j("neo4j-5")


@pytest.fixture(scope="session")
def neo4j_2026() -> Iterator[Engine]:
    yield from _neo4j("neo4j-2026")


def _neo4j(name: str) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
        server = neo4j_or_skip(name, Path(folder))
        with administrator(server) as driver:
            yield neo4j_engine(name, server, driver)
        server.end()
