"""The three engines as the tests use them: through the environment, and emptied for each test."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from neo4j import Driver, GraphDatabase

from graph.model.ontology import ontology
from graph.store import watcher
from graph.store.administration import administer, running_queries
from graph.store.embedded import Membership
from graph.store.server_settings import DATABASE
from tests.servers.neo4j_server import NEO4J_VERSIONS, Neo4jServer

ENGINES = ("embedded", *NEO4J_VERSIONS)
# Constraints that every build makes; they stay, since to make them anew for each test takes Neo4j seconds.
OURS = {f"{label.lower()}_id" for label in [*ontology().nodes, "Meta"]}


@dataclass(frozen=True)
class Engine:
    """A running engine: what to set in the environment, and where the embedded server lives."""

    name: str
    environment: dict[str, str]
    server_folder: Path | None
    empty: Callable[[], None]
    running: Callable[[], list[str]]  # the texts of the queries that run

    @property
    def is_embedded(self) -> bool:
        return self.server_folder is not None

    def prepare_home(self, home: Path) -> None:
        """Make a home whose embedded server, if any, is the one that all tests share."""
        home.mkdir(mode=0o700, exist_ok=True)
        if self.server_folder is not None and not (home / "server").exists():
            (home / "server").symlink_to(self.server_folder)


def embedded_engine(membership: Membership) -> Engine:
    def empty() -> None:
        for verb in ("drop", "create"):
            administer(membership.server, f"{verb} database {DATABASE}")

    def running() -> list[str]:
        return list(running_queries(membership.server).values())

    return Engine("embedded", {}, membership.folder, empty, running)


def neo4j_engine(name: str, server: Neo4jServer, driver: Driver) -> Engine:
    def empty() -> None:
        with driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
            for kind in ("CONSTRAINT", "INDEX"):
                shown = session.run(f"SHOW {kind} YIELD name, type WHERE type <> 'LOOKUP' RETURN name")
                for other in {record["name"] for record in shown.data()} - OURS:
                    session.run(f"DROP {kind} `{other}` IF EXISTS").consume()

    def running() -> list[str]:
        with driver.session() as session:
            return [record["currentQuery"] for record in session.run("SHOW TRANSACTIONS").data()]

    return Engine(name, server.environment, None, empty, running)


def administrator(server: Neo4jServer) -> Driver:
    return GraphDatabase.driver(server.uri, auth=("neo4j", server.password))


def end_embedded(folder: Path) -> None:
    """End the server of a folder at once, if one runs."""
    if not folder.exists():
        return
    guard = watcher.hold(folder / "start.lock", 60.0)
    assert guard is not None
    try:
        assert watcher.end_server(folder)
    finally:
        os.close(guard)
