"""The embedded server as a store sees it: a reader who cannot write, and a writer."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, Session
from neo4j.exceptions import DriverError, Neo4jError

from graph.store.answer import Table, pull, timed_out, was_timed_out
from graph.store.driver import open_driver
from graph.store.embedded import join
from graph.store.runaway import Deadlines, Question
from graph.store.server_settings import COMMAND_SECONDS, DATABASE

RETRY_SECONDS = 10.0
_LITTLE_BYTES = 20 * 1024**2


class EmbeddedConnection:
    """A place at the server of a home, with a driver per account."""

    engine = "embedded"

    def __init__(self, home: Path, *, write: bool) -> None:
        self._membership = join(home)
        server = self._membership.server
        self._deadlines = Deadlines(server, self._membership.path.stem[:8])
        self._drivers: list[Driver] = []
        try:
            self._reader = self._open(server.reader, server.reader_password)
            self._writer = self._open(server.writer, server.writer_password) if write else None
        except BaseException:
            self.close()
            raise

    @property
    def address(self) -> str:
        return self._membership.server.address

    def read(self, cypher: str, parameters: Mapping[str, object], limit: int, seconds: float) -> Table:
        with self._deadlines.question(seconds) as question:
            try:
                return self._ask(question, cypher, parameters, limit, seconds)
            except (Neo4jError, DriverError) as error:
                if question.overdue or was_timed_out(error):
                    raise timed_out(min(seconds, COMMAND_SECONDS)) from error
                raise

    def write_session(self) -> Session:
        assert self._writer is not None
        return self._writer.session(database=DATABASE, default_access_mode=WRITE_ACCESS)

    def is_alive(self) -> bool:
        return self._membership.is_alive()

    def hint(self) -> str:
        with suppress(OSError):
            free = shutil.disk_usage(self._membership.folder).free
            if free < _LITTLE_BYTES:
                return f" (only {free // 1024**2} MB are free on the disk of the home)"
        return ""

    def close(self) -> None:
        self._deadlines.close()
        for driver in self._drivers:
            driver.close()
        self._membership.leave()

    def _ask(
        self, question: Question, cypher: str, parameters: Mapping[str, object], limit: int, seconds: float
    ) -> Table:
        session = self._reader.session(
            database=DATABASE, default_access_mode=READ_ACCESS, fetch_size=min(limit + 1, 1000)
        )
        complete = False
        try:
            table = pull(session.run(question.mark + cypher, dict(parameters)), limit, seconds)
            complete = not table.truncated
            return table
        finally:
            if not complete:
                self._deadlines.cut(question)
            with suppress(Neo4jError, DriverError):  # the server reports that the rest was ended
                session.close()

    def _open(self, user: str, password: str) -> Driver:
        name = f"The embedded server {self.address}"
        self._drivers.append(open_driver(f"bolt://{self.address}", user, password, name, RETRY_SECONDS))
        return self._drivers[-1]
