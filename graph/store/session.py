"""An open graph: questions that cannot write, and writing for those who asked for it."""

import threading
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Protocol, Self, TypeVar

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from graph.store.answer import Table, pull
from graph.store.error import StoreError, one_line
from graph.store.read_only import check_read_only

Statement = tuple[str, Mapping[str, object] | None]
Outcome = TypeVar("Outcome")
WRITE_LIMIT = 1_000_000
WRITE_SECONDS = 3600.0


class Connection(Protocol):
    """What the engines do differently."""

    @property
    def engine(self) -> str: ...

    @property
    def address(self) -> str: ...

    def read(self, cypher: str, parameters: Mapping[str, object], limit: int, seconds: float) -> Table: ...

    def write_session(self) -> Session: ...

    def is_alive(self) -> bool: ...

    def hint(self) -> str: ...  # what may be behind an error, in brackets

    def close(self) -> None: ...


class Store:
    """A graph behind Bolt; several threads may share one."""

    def __init__(self, connect: Callable[[], Connection], *, write: bool) -> None:
        self._connect, self._write = connect, write
        self._lock = threading.Lock()
        self._closed = False
        self._connection = connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def engine(self) -> str:
        """`embedded` or `neo4j`."""
        return self._connection.engine

    @property
    def address(self) -> str:
        """Host and port."""
        return self._connection.address

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, object] | None = None,
        *,
        limit: int = 10_000,
        seconds: float = 30,
    ) -> Table:
        """Put one question; raise QueryTimeout after `seconds`, cut and mark the table after `limit` rows."""
        check_read_only(cypher)
        return self._call(lambda connection: connection.read(cypher, parameters or {}, limit, seconds))

    def write(self, cypher: str, parameters: Mapping[str, object] | None = None) -> Table:
        """Run one statement in a transaction that is tried again after a conflict; return its rows."""
        return self.write_many([(cypher, parameters)])[0]

    def write_many(self, statements: Sequence[Statement]) -> list[Table]:
        """Run statements in one transaction: all of them, or none."""
        if not self._write:
            raise StoreError("The graph is open for reading only.")
        return self._call(lambda connection: _write_all(connection, statements), retried=True)

    def close(self) -> None:
        """Leave the graph; closing twice does no harm."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._connection.close()

    def _call(self, action: Callable[[Connection], Outcome], *, retried: bool = False) -> Outcome:
        """Act, and once more where that may help: after what the driver `retried`, only with a new server."""
        connection = self._living()
        try:
            return action(connection)
        except IncompleteCommit as error:
            raise StoreError(
                f"{self.address} went away while saving; what was saved must be read again."
            ) from error
        except DriverError as error:
            if not error.is_retryable() and connection is self._connection:
                raise self._refused(error) from error
            if retried and connection is self._living():
                raise self._refused(error) from error
        except Neo4jError as error:
            raise self._refused(error) from error
        return self._once_more(action)

    def _once_more(self, action: Callable[[Connection], Outcome]) -> Outcome:
        try:
            return action(self._living())
        except (DriverError, Neo4jError) as error:
            raise self._refused(error) from error

    def _living(self) -> Connection:
        """The connection, made anew if the server behind it has died."""
        with self._lock:
            if self._closed:
                raise StoreError("The graph is closed.")
            if not self._connection.is_alive():
                self._connection.close()
                self._connection = self._connect()
            return self._connection

    def _refused(self, error: DriverError | Neo4jError) -> StoreError:
        return StoreError(f"{self.engine} {self.address}: {_message(error)}{self._connection.hint()}")


def _write_all(connection: Connection, statements: Sequence[Statement]) -> list[Table]:
    def work(transaction: ManagedTransaction) -> list[Table]:
        results = (transaction.run(cypher, dict(values or {})) for cypher, values in statements)
        return [pull(result, WRITE_LIMIT, WRITE_SECONDS) for result in results]

    with connection.write_session() as session:
        return session.execute_write(work)


def _message(error: DriverError | Neo4jError) -> str:
    if not isinstance(error, Neo4jError):
        return one_line(error)
    if (error.message or "").startswith("Error executing"):  # the embedded server keeps the cause to its log
        return f"{error.title}: {one_line(error.message)}"
    return one_line(error.message)
