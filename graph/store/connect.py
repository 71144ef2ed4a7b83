"""Opens the graph: Neo4j when the environment names one, else the embedded server of the home."""

import os
import sys
from functools import partial
from pathlib import Path

from platformdirs import user_data_path

from graph.store.error import StoreError
from graph.store.neo4j_connection import Neo4jConnection
from graph.store.neo4j_settings import neo4j_settings
from graph.store.session import Connection, Store


def open_store(home: Path | None, *, write: bool = False) -> Store:
    """Open the graph for questions, and for writing too if asked; close it or use `with`."""
    settings = neo4j_settings(os.environ)
    if settings is not None:
        return Store(partial(Neo4jConnection, settings), write=write)
    return Store(partial(_embedded, home or default_home(), write), write=write)


def default_home() -> Path:
    """DEFENDERGRAPH_HOME, else the platform's folder for user data."""
    named = os.environ.get("DEFENDERGRAPH_HOME", "").strip()
    return Path(named) if named else user_data_path("defendergraph", appauthor=False)


def _embedded(home: Path, write: bool) -> Connection:
    if sys.platform == "win32":
        raise StoreError("The embedded server needs Linux or macOS; set NEO4J_URI to use a Neo4j server.")
    from graph.store.embedded_connection import EmbeddedConnection  # noqa: PLC0415 - has no locks on Windows

    return EmbeddedConnection(home, write=write)
