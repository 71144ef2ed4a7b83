"""Opens a Bolt driver and makes sure, within ten seconds, that somebody answers."""

import logging
import threading

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.store.error import StoreError, one_line

ANSWER_SECONDS = 8.0
CONNECT_SECONDS = 4.0


def open_driver(uri: str, user: str, password: str, name: str, retry_seconds: float = 30.0) -> Driver:
    """Open a driver that has been answered once; `name` says in messages who was asked."""
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # warnings of the server are not for our users
    try:
        driver = GraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=retry_seconds,
            telemetry_disabled=True,
        )
    except (DriverError, ValueError) as error:
        raise StoreError(f"{name} cannot be used: {one_line(error)}") from error
    failure = _first_answer(driver)
    if failure is None:
        return driver
    driver.close()
    if isinstance(failure, AuthError):
        raise StoreError(f"{name} refuses the user name or the password.") from failure
    raise StoreError(f"{name} does not answer: {one_line(failure)}") from failure


def _first_answer(driver: Driver) -> Exception | None:
    """Ask on a thread of its own, since looking up a name knows no time limit."""
    outcome: list[Exception | None] = []

    def ask() -> None:
        try:
            driver.verify_connectivity()
            outcome.append(None)
        except (Neo4jError, DriverError, OSError, ValueError) as error:
            outcome.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(ANSWER_SECONDS)
    return outcome[0] if outcome else TimeoutError(f"no answer within {ANSWER_SECONDS:g} s")
