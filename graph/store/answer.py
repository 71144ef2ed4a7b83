"""The answer to a question: a table, read up to a limit of rows and a deadline."""

import time
from dataclasses import dataclass
from typing import Any

from neo4j import Result
from neo4j.exceptions import DriverError, Neo4jError

from graph.store.error import QueryTimeout


@dataclass(frozen=True)
class Table:
    """Rows in the driver's values (Node, Relationship and Path stay what they are)."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    truncated: bool


def pull(result: Result, limit: int, seconds: float) -> Table:
    """Pull at most `limit` rows; one row more tells that there would be more."""
    deadline = time.monotonic() + seconds
    rows: list[tuple[Any, ...]] = []
    columns = list(result.keys())
    for record in result:
        if len(rows) == limit:
            return Table(columns, rows, truncated=True)
        if time.monotonic() > deadline:
            raise timed_out(seconds)
        rows.append(tuple(record.values()))
    return Table(columns, rows, truncated=False)


def was_timed_out(error: Neo4jError | DriverError) -> bool:
    """Whether the server itself ended a question for its time."""
    return isinstance(error, Neo4jError) and "TransactionTimedOut" in (error.code or "")


def timed_out(seconds: float) -> QueryTimeout:
    return QueryTimeout(
        f"The question took longer than {seconds:g} s and was ended; narrow it, or allow more."
    )
