"""Questions and writing, the same on every engine."""

import threading
import time
from pathlib import Path

import pytest
from neo4j.exceptions import ServiceUnavailable
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath

from graph.store import runaway, session
from graph.store.administration import running_queries
from graph.store.connect import open_store
from graph.store.error import QueryTimeout, StoreError
from graph.store.server_file import Server
from graph.store.session import Store
from tests.servers.engines import Engine
from tests.servers.processes import wait_until

RUNAWAY = "MATCH (a:X), (b:X), (c:X), (d:X) WHERE a.n + b.n + c.n + d.n < 0 RETURN count(*) AS n"


def add_numbers(store: Store, count: int = 500) -> None:
    store.write("UNWIND range(1, $count) AS n CREATE (:X {n: n})", {"count": count})


def count(store: Store) -> object:
    return store.read("MATCH (n) RETURN count(n) AS n").rows[0][0]


def test_what_is_written_is_read(store: Store) -> None:
    written = store.write("CREATE (n:Company {id: $id}) RETURN n.id AS id", {"id": "a"})
    assert written.rows == [("a",)]
    table = store.read("MATCH (n:Company) RETURN n.id AS id, 1 AS one")
    assert (table.columns, table.rows, table.truncated) == (["id", "one"], [("a", 1)], False)


def test_a_write_that_the_driver_tried_again_is_not_tried_from_the_start(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def gone(*_given: object) -> None:
        tried.append(1)
        raise ServiceUnavailable("gone for half a minute")

    monkeypatch.setattr(session, "_write_all", gone)
    with pytest.raises(StoreError, match="gone for half a minute"):
        store.write("CREATE (:X)")
    assert len(tried) == 1


def test_values_stay_what_the_driver_gives(store: Store) -> None:
    store.write("CREATE (:Company {id: 'a'})-[:OWNS {share: 0.5}]->(:Company {id: 'b'})")
    found = store.read("MATCH p = (a)-[r]->(b) RETURN a, r, p").rows[0]
    assert isinstance(found[0], Node)
    assert isinstance(found[1], Relationship)
    assert isinstance(found[2], GraphPath)


def test_statements_are_written_together_or_not_at_all(store: Store) -> None:
    with pytest.raises(StoreError):
        store.write_many([("CREATE (:X)", None), ("CREATE (:X {n: no_such_thing})", None)])
    assert count(store) == 0
    store.write_many([("CREATE (:X)", None), ("CREATE (:X {n: $n})", {"n": 2})])
    assert count(store) == 2


def test_rows_over_the_limit_are_cut_and_said_so(store: Store) -> None:
    add_numbers(store, 20)
    assert store.read("MATCH (x:X) RETURN x.n", limit=20).truncated is False
    table = store.read("MATCH (x:X) RETURN x.n", limit=19)
    assert (len(table.rows), table.truncated) == (19, True)


def test_an_endless_answer_is_cut_at_once(store: Store) -> None:
    add_numbers(store)
    table = store.read("MATCH (a:X), (b:X), (c:X), (d:X) RETURN a.n", limit=100, seconds=10)
    assert (len(table.rows), table.truncated) == (100, True)
    assert store.read("RETURN 1").rows == [(1,)]


def test_a_runaway_question_ends_on_the_server(store: Store, engine: Engine) -> None:
    add_numbers(store)
    with pytest.raises(QueryTimeout, match="longer than 1 s"):
        store.read(RUNAWAY, seconds=1)
    wait_until(lambda: not any("d.n" in text for text in engine.running()))


def test_slow_questions_do_not_hold_up_others(store: Store) -> None:
    add_numbers(store)
    ended: list[str] = []

    def run_away() -> None:
        with pytest.raises(QueryTimeout) as caught:
            store.read(RUNAWAY, seconds=5)
        ended.append(str(caught.value))

    threads = [threading.Thread(target=run_away) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    assert store.read("RETURN 1").rows == [(1,)]
    assert not ended
    for thread in threads:
        thread.join()
    assert len(ended) == 6


def test_a_mistake_is_told_in_one_line(store: Store) -> None:
    with pytest.raises(StoreError, match="no_such") as caught:
        store.read("MATCH (n)\nRETURN no_such")
    assert "\n" not in str(caught.value)


def test_a_graph_open_for_reading_is_not_written(engine: Engine, home: Path) -> None:
    with open_store(home) as reading, pytest.raises(StoreError, match="reading only"):
        reading.write("CREATE (:X)")


def test_a_closed_graph_says_so(engine: Engine, home: Path) -> None:
    store = open_store(home)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.read("RETURN 1")


def test_a_cut_question_does_not_end_the_next(
    engine: Engine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the embedded server both may have the same mark, and the list of what runs comes late."""
    add_numbers(store)

    def late(server: Server) -> dict[str, str]:
        time.sleep(0.4)
        return running_queries(server)

    monkeypatch.setattr(runaway, "running_queries", late)
    monkeypatch.setattr(runaway, "PATIENCE_SECONDS", 0.0)
    assert store.read("MATCH (a:X), (b:X) WHERE b.n < 40 RETURN a.n", limit=10).truncated
    slow = "MATCH (a:X), (b:X), (c:X) WHERE c.n < 20 AND a.n + b.n + c.n < 0 RETURN count(*) AS n"
    assert store.read(slow, seconds=60).rows == [(0,)]
