"""An engine that runs for one benchmark."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.store.embedded import join
from tests.servers.engines import (
    Engine,
    administrator,
    embedded_engine,
    end_embedded,
    neo4j_engine,
)
from tests.servers.neo4j_server import NEO4J_VERSIONS, start_neo4j


@contextmanager
def running(name: str, folder: Path) -> Iterator[Engine]:
    """The engine `name`, started in `folder` and ended afterwards."""
    if name == "embedded":
        membership = join(folder / "shared")
        yield embedded_engine(membership)
        membership.leave()
        end_embedded(membership.folder)
        return
    server = start_neo4j(NEO4J_VERSIONS[name], folder / "neo4j")
    with administrator(server) as driver:
        yield neo4j_engine(name, server, driver)
    server.end()
