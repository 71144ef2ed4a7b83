"""The embedded server as a store sees it: a reader who cannot write, and a writer."""

from collections.abc import Mapping
from pathlib import Path
from typing import LiteralString, cast

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, Session
from neo4j.exceptions import DriverError, Neo4jError

from graph.store.answer import Table, pull, timed_out
from graph.store.driver import open_driver
from graph.store.embedded import Membership, join
from graph.store.error import QueryTimeout
from graph.store.runaway import Marks, ending
from graph.store.server_process import DATABASE

RETRY_SECONDS = 10.0


class EmbeddedConnection:
    """A place at the server of a home, with a driver per account."""

    engine = "embedded"

    def __init__(self, home: Path, *, write: bool) -> None:
        self._membership: Membership = join(home)
        self._marks = Marks(self._membership.path.stem[:8])
        server = self._membership.server
        self._writer: Driver | None = None
        try:
            self._reader = self._open(server.reader, server.reader_password)
            if write:
                self._writer = self._open(server.writer, server.writer_password)
        except BaseException:
            self._membership.leave()
            raise

    @property
    def address(self) -> str:
        return self._membership.server.address

    def read(self, cypher: str, parameters: Mapping[str, object], limit: int, seconds: float) -> Table:
        with self._marks.take() as mark, ending(self._membership.server, mark, seconds) as end:
            try:
                with self._reader.session(
                    database=DATABASE, default_access_mode=READ_ACCESS, fetch_size=min(limit + 1, 1000)
                ) as session:
                    table: Table | None = None
                    try:
                        result = session.run(cast(LiteralString, mark + cypher), dict(parameters))
                        table = pull(result, limit, seconds)
                        return table
                    finally:
                        if table is None or table.truncated:
                            end.soon()
            except (Neo4jError, DriverError) as error:
                if table is not None:
                    return table
                if end.acted:
                    raise timed_out(seconds) from error
                raise

    def write_session(self) -> Session:
        assert self._writer is not None
        return self._writer.session(database=DATABASE, default_access_mode=WRITE_ACCESS)

    def is_alive(self) -> bool:
        return self._membership.is_alive()

    def close(self) -> None:
        for driver in (self._reader, self._writer):
            if driver is not None:
                driver.close()
        self._membership.leave()

    def _open(self, user: str, password: str) -> Driver:
        return open_driver(
            f"bolt://{self.address}", user, password, f"The embedded server {self.address}",
            retry_seconds=RETRY_SECONDS,
        )
