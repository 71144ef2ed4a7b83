"""A py2neo Graph on the same store, for questions: py2neo 2021.2.4, whose last protocol is Bolt 4.3."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.home import open_home
from graph.model.ontology import ontology
from graph.store.connect import open_store
from graph.store.error import StoreError
from graph.store.neo4j_settings import neo4j_settings
from graph.store.read_only import check_read_only
from graph.store.remembered import read_meta
from graph.store.server_file import read_server
from graph.store.server_settings import DATABASE
from graph.store.session import Store
from graph.view import View

try:
    import py2neo
except ImportError:
    raise ImportError("py2neo is not installed; pip install 'defendergraph[py2neo]'") from None


class ReadingGraph(py2neo.Graph):  # type: ignore[misc]  # it has no types
    """A py2neo Graph whose every transaction is for reading."""

    def auto(self, readonly: bool = True) -> "ReadingTransaction":
        """A transaction of one question; it reads, whatever is asked for."""
        return ReadingTransaction(self, autocommit=True, readonly=True)

    def begin(self, readonly: bool = True) -> "ReadingTransaction":
        """A transaction of several questions; it reads, whatever is asked for."""
        return ReadingTransaction(self, autocommit=False, readonly=True)

    def commit(self, tx: "ReadingTransaction") -> None:
        """End a transaction: there is nothing to save.

        py2neo overlooks a COMMIT that is refused, and every later answer of that connection is empty.
        """
        self.rollback(tx)


class ReadingTransaction(py2neo.Transaction):  # type: ignore[misc]  # it has no types
    """A py2neo Transaction that refuses what writes, and what reaches past the graph."""

    def run(self, cypher: str, parameters: Any = None, **more: Any) -> Any:  # noqa: ANN401 - py2neo's own
        """Put one question; raise StoreError for what is none."""
        check_read_only(cypher)
        answer = super().run(cypher, parameters, **more)
        if answer.stats().get("contains_updates"):  # the embedded server refuses these at the end only
            self.graph.rollback(self)
            raise StoreError("The graph is open for reading only.")
        return answer


@contextmanager
def py2neo_graph(home: Path | None = None, profile: str = "restricted") -> Iterator[ReadingGraph]:
    """Open the graph of a home, or the one that NEO4J_URI names, and keep its server until the end.

    It sees all that the graph holds; raise ViewRefused where that is more than `profile` may see.
    """
    levels = ontology().visibility
    if profile not in levels:
        raise StoreError(f"'{profile}' is no profile; give one of {', '.join(levels)}")
    where = open_home(home)
    with open_store(where) as store:
        _check_all_may_be_seen(store, profile)
        graph = _opened(where)
        try:
            yield graph
        finally:
            graph.service.connector.close()


def _check_all_may_be_seen(store: Store, profile: str) -> None:
    meta = read_meta(store)
    if meta is None:
        raise StoreError("nothing is loaded yet; start with: defendergraph load cases")
    View(store, profile, meta.profile).cypher("RETURN 1")


def _opened(home: Path) -> ReadingGraph:
    settings = neo4j_settings(os.environ)
    if settings is not None:
        # py2neo would ask the writer of a cluster for everything, and wait for ever where there is none
        uri = settings.uri.strip().replace("neo4j", "bolt", 1)
        return _connected(uri, settings.user, settings.password, settings.database)
    server = read_server(home / "server" / "server.json")
    if server is None:
        raise StoreError("the embedded server has gone; try again")
    return _connected(f"bolt://{server.address}", server.reader, server.reader_password, DATABASE)


def _connected(uri: str, user: str, password: str, database: str | None) -> ReadingGraph:
    try:
        with _without_a_default_uri():
            return ReadingGraph(uri, auth=(user, password), name=database)
    except (py2neo.ConnectionUnavailable, py2neo.ServiceUnavailable) as error:
        raise StoreError(
            f"py2neo cannot connect: {error}; the server must speak Bolt 4.3 or older"
        ) from error


@contextmanager
def _without_a_default_uri() -> Iterator[None]:
    """py2neo mixes the NEO4J_URI of its import into every connection, and cannot read neo4j:// there."""
    kept, py2neo.NEO4J_URI = py2neo.NEO4J_URI, None
    try:
        yield
    finally:
        py2neo.NEO4J_URI = kept
