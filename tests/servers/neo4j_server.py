"""A Neo4j of a given version, started for the tests and ended with them."""

import secrets
import socket
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from neo4j import GraphDatabase

from graph.store.server_settings import java
from tests.servers.neo4j_jars import jars, launcher

START_SECONDS = 120.0
# For many short questions: less work for the compiler and the collector, which would take a core of its own.
SHORT_LIVED = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
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


def start_neo4j(version: str, home: Path, java_options: Sequence[str] = ()) -> Neo4jServer:
    """Start a server in an empty folder, with a password of its own."""
    port = _free_port()
    _configure(home, port)
    libraries = f"{launcher()}:{jars(version)}/*"
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen(
            [str(java()), "-Xmx1g", "-XX:-UsePerfData", *java_options, *opened,
             "--enable-native-access=ALL-UNNAMED", "-cp", libraries, "Neo4jServer", str(home)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    server = Neo4jServer(f"bolt://127.0.0.1:{port}", secrets.token_urlsafe(18), process)
    _wait_until_ready(server, home / "server.log")
    _set_password(server)
    return server


def _configure(home: Path, port: int) -> None:
    address = {f"server.bolt.{name}_address": f"127.0.0.1:{port}" for name in ("listen", "advertised")}
    (home / "conf").mkdir(parents=True)
    lines = [f"{name}={value}\n" for name, value in {**_SETTINGS, **address}.items()]
    (home / "conf" / "neo4j.conf").write_text("".join(lines))


def _wait_until_ready(server: Neo4jServer, log: Path) -> None:
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
        raise RuntimeError(f"Neo4j does not start: {log.read_text()[-500:]}")


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
