"""A Neo4j of a given version, started for the tests and ended with them."""

import os
import secrets
import socket
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.store.server_settings import java
from tests.servers.neo4j_jars import MissingToolError, jars, launcher

NEO4J_VERSIONS = {"neo4j-5": "5.26.26", "neo4j-2026": "2026.09.0"}
START_SECONDS = 120.0
# One small collector and room for it: beside the tests there is no core to spare for a busy one.
SHORT_LIVED = ("-XX:+UseSerialGC", "-Xms600m", "-Xmn300m")
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_SETTINGS = {
    "server.bolt.enabled": "true",
    "dbms.security.auth_enabled": "true",
    "dbms.security.auth_max_failed_attempts": "0",
    "dbms.usage_report.enabled": "false",
    "server.memory.pagecache.size": "32m",
    "db.tx_log.preallocate": "false",
}


@dataclass(frozen=True)
class Neo4jServer:
    """A running server; it ends when its standard input is closed, or with this process."""

    uri: str
    password: str = field(repr=False)
    folder: Path
    command: tuple[str, ...]
    process: subprocess.Popen[str]

    @property
    def environment(self) -> dict[str, str]:
        return {"NEO4J_URI": self.uri, "NEO4J_USER": "neo4j", "NEO4J_PASSWORD": self.password}

    def end(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def start_neo4j(version: str, folder: Path, java_options: Sequence[str] = ()) -> Neo4jServer:
    """Start a server in an empty folder, with a password of its own."""
    port = _free_port()
    _configure(folder, port)
    command = _command(version, folder, java_options)
    server = Neo4jServer(
        f"bolt://127.0.0.1:{port}", secrets.token_urlsafe(18), folder, command, _launch(command, folder)
    )
    _wait_until_ready(server)
    _set_password(server)
    return server


def neo4j_or_skip(name: str, folder: Path) -> Neo4jServer:
    """Start a server for many short questions; what is missing skips, or fails where it is required."""
    try:
        return start_neo4j(NEO4J_VERSIONS[name], folder, SHORT_LIVED)
    except MissingToolError as missing:
        if "neo4j" in os.environ.get("DEFENDERGRAPH_REQUIRE", ""):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


def started_again(server: Neo4jServer) -> Neo4jServer:
    """Start a server that has ended or was killed, with the same data, address and password."""
    server.process.kill()
    server.process.wait()
    again = replace(server, process=_launch(server.command, server.folder))
    _wait_until_ready(again)
    return again


def _command(version: str, folder: Path, java_options: Sequence[str]) -> tuple[str, ...]:
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
    libraries = f"{launcher()}:{jars(version)}/*"
    options = ["-Xmx1g", "-XX:-UsePerfData", *java_options, *opened, "--enable-native-access=ALL-UNNAMED"]
    return (str(java()), *options, "-cp", libraries, "Neo4jServer", str(folder))


def _launch(command: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    with (folder / "server.log").open("w") as log:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)


def _configure(folder: Path, port: int) -> None:
    address = {f"server.bolt.{name}_address": f"127.0.0.1:{port}" for name in ("listen", "advertised")}
    (folder / "conf").mkdir(parents=True)
    lines = [f"{name}={value}\n" for name, value in {**_SETTINGS, **address}.items()]
    (folder / "conf" / "neo4j.conf").write_text("".join(lines))


def _wait_until_ready(server: Neo4jServer) -> None:
    """Read its output, since it may say more than `ready` and must never wait for a reader."""
    ready = threading.Event()

    def read() -> None:
        assert server.process.stdout is not None
        for line in server.process.stdout:
            if line.startswith("ready"):
                ready.set()

    threading.Thread(target=read, daemon=True).start()
    if not ready.wait(START_SECONDS):
        server.process.kill()
        raise RuntimeError(f"Neo4j does not start: {(server.folder / 'server.log').read_text()[-500:]}")


def _set_password(server: Neo4jServer) -> None:
    with (
        GraphDatabase.driver(server.uri, auth=("neo4j", "neo4j")) as driver,
        driver.session(database="system") as session,
    ):
        session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=server.password).consume()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
