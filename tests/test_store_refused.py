"""What cannot be opened is told in one line, soon, and without a password."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import embedded, server_process, server_settings
from graph.store.connect import open_store
from graph.store.error import StoreError
from graph.store.neo4j_settings import neo4j_settings
from tests.servers.engines import Engine

PASSWORD = "not-the-password"  # noqa: S105 - it opens nothing


def refusal(home: Path) -> str:
    began = time.monotonic()
    with pytest.raises(StoreError) as caught:
        open_store(home)
    message = str(caught.value)
    assert time.monotonic() - began < 10
    assert "\n" not in message and PASSWORD not in message
    return message


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_wrong_password_is_refused(engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine.is_embedded:
        pytest.skip("the embedded server makes its own passwords")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    message = refusal(home)
    assert "refuses the user name or the password" in message and "127.0.0.1:" in message


@pytest.mark.parametrize(
    ("scheme", "silent"),
    [
        ("bolt", False),
        ("neo4j", False),
        ("neo4j+s", False),
        ("bolt+ssc", False),
        ("neo4j+s", True),
        ("bolt", True),
    ],
)
def test_an_unreachable_neo4j_is_named(
    scheme: str, silent: bool, silent_port: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = silent_port if silent else 1
    monkeypatch.setenv("NEO4J_URI", f"{scheme}://127.0.0.1:{port}")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    assert f"127.0.0.1:{port} does not answer" in refusal(home)


@pytest.mark.parametrize(
    "uri", ["http://host:7474", "bolt://", "bolt://neo4j:not-the-password@host", "host:7687"]
)
def test_a_strange_uri_is_refused(uri: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)
    assert "NEO4J_URI" in refusal(home)


def test_settings_come_from_the_environment() -> None:
    assert neo4j_settings({}) is None
    settings = neo4j_settings(
        {"NEO4J_URI": "neo4j+s://a:1", "NEO4J_USERNAME": "u", "NEO4J_PASSWORD": PASSWORD}
    )
    assert settings is not None
    assert (settings.address, settings.user, settings.database) == ("a:1", "u", None)
    assert PASSWORD not in repr(settings)


def test_a_home_that_is_a_file_is_refused(home: Path) -> None:
    (home / "file").touch()
    assert "Cannot use the home" in refusal(home / "file")


def test_missing_java_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_settings, "find_spec", lambda name: None)
    assert "No Java" in refusal(home)


def test_a_full_disk_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "LEAST_FREE_BYTES", 2**60)
    assert "No space" in refusal(home)


@pytest.mark.parametrize("variable", ["DEFENDERGRAPH_MEMORY", "DEFENDERGRAPH_GRACE"])
def test_a_strange_amount_is_refused(variable: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "much")
    assert variable in refusal(home)


def test_a_server_that_cannot_start_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFENDERGRAPH_MEMORY", "1k")
    assert "does not start: Error occurred" in refusal(home)


@pytest.mark.parametrize("taken", [0, 1], ids=["bolt", "http"])
def test_a_taken_port_is_passed_by(
    taken: int, silent_port: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = server_process._free_ports
    ports = [tuple(silent_port if i == taken else port for i, port in enumerate(free()))]
    monkeypatch.setattr(server_process, "_free_ports", lambda: ports.pop() if ports else free())
    with open_store(home) as store:
        assert store.read("RETURN 1").rows == [(1,)]
