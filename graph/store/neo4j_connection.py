"""A Neo4j server as a store sees it: one account, sessions for reading and for writing."""

from collections.abc import Mapping

from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, Query, Session
from neo4j.exceptions import Neo4jError

from graph.store.answer import Table, pull, timed_out, was_timed_out
from graph.store.driver import open_driver
from graph.store.neo4j_settings import Neo4jSettings


class Neo4jConnection:
    """A driver for one server; what was written is seen by the next question, on a cluster too."""

    engine = "neo4j"

    def __init__(self, settings: Neo4jSettings) -> None:
        self._database = settings.database
        self._bookmarks = GraphDatabase.bookmark_manager()
        self.address = settings.address
        self._driver = open_driver(
            settings.uri, settings.user, settings.password, f"Neo4j at {settings.address}"
        )

    def read(self, cypher: str, parameters: Mapping[str, object], limit: int, seconds: float) -> Table:
        query = Query(cypher, timeout=seconds)
        try:
            with self._session(READ_ACCESS, fetch_size=min(limit + 1, 1000)) as session:
                return pull(session.run(query, dict(parameters)), limit, seconds)
        except Neo4jError as error:
            if was_timed_out(error):
                raise timed_out(seconds) from error
            raise

    def write_session(self) -> Session:
        return self._session(WRITE_ACCESS, fetch_size=1000)

    def is_alive(self) -> bool:
        return True  # the driver connects again by itself

    def hint(self) -> str:
        return ""

    def close(self) -> None:
        self._driver.close()

    def _session(self, mode: str, fetch_size: int) -> Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=mode,
            bookmark_manager=self._bookmarks,
            fetch_size=fetch_size,
        )
