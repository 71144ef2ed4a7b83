"""Nothing that is put as a question can write, on any engine."""

import pytest

from graph.store.error import StoreError
from graph.store.read_only import check_read_only
from graph.store.session import Store

WRITING = [
    "CREATE (:X)",
    "CREATE (n:X) RETURN n",
    "MERGE (n:Company {id: 'b'}) RETURN n",
    "MERGE (n:Company {id: 'a'}) SET n.name = 'z'",
    "MATCH (n:Company) SET n.name = 'z' RETURN n",
    "MATCH (n:Company) SET n:Y",
    "MATCH (n:Company) REMOVE n.id",
    "MATCH (n:Company) DELETE n",
    "MATCH (n:Company) DETACH DELETE n",
    "WITH 1 AS one CREATE (:X)",
    "UNWIND [1] AS one CREATE (:X) RETURN one",
    "UNWIND [1] AS one FOREACH (x IN [one] | CREATE (:X))",
    "FOREACH (x IN [1] | CREATE (:X))",
    "CALL () { CREATE (:X) } RETURN 1",
    "MATCH (n) CALL (n) { SET n.name = 'z' RETURN 1 AS one } RETURN one",
    "CALL { CREATE (:X) } IN TRANSACTIONS",
    "MATCH (n:Company) CALL (n) { SET n.name = 'z' } IN TRANSACTIONS RETURN 1",
    "PROFILE CREATE (:X)",
    "PROFILE MATCH (n:Company) SET n.name = 'z'",
    "INSERT (:X)",
    "CREATE INDEX FOR (n:Company) ON (n.name)",
    "CREATE CONSTRAINT FOR (n:Company) REQUIRE n.name IS UNIQUE",
    "DROP INDEX company",
    "DROP CONSTRAINT company",
    "CREATE USER bob SET PASSWORD 'abcdefgh'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'abcdefgh'",
    "DROP DATABASE neo4j",
    "RETURN 1; CREATE (:X)",
    "RETURN 1 NEXT CREATE (:X)",
    "LOAD CSV FROM 'http://127.0.0.1:9/x' AS row RETURN row",
    "UNWIND [1] AS one LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "CALL db.createLabel('Z')",
    "CALL merge.node(['X'], {}, {}, {})",
    "CALL dbms.listConfig()",
    "CALL dbms.killConnection('bolt-1')",
    "RETURN 1 AS one UNION CALL db.createLabel('Z')",
]
REFUSED = [
    ("", "empty"),
    ("/* only */ // a comment", "empty"),
    ("load /* */ csv from 'x' as r return r", "begin with load"),
    ("MATCH (n) LOAD\n// x\nCSV FROM 'x' AS r RETURN r", "LOAD CSV"),
    ("MATCH (n) \\u004cOAD CSV FROM 'x' AS r RETURN r", "LOAD CSV"),
    ("RETURN '\\u0027 LOAD CSV FROM \\u0027x' AS r", "LOAD CSV"),
    ("CALL dbms.components()", "CALL dbms.components"),
    ("CALL `dbms`.`components`()", "CALL dbms.components"),
    ("CALL `db.labels`()", "CALL _"),
    ("MATCH (n) OPTIONAL CALL apoc.load.json('x') YIELD value RETURN value", "CALL apoc.load.json"),
    ("RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV', {})", "apoc.cypher"),
    ("CALL { USE other MATCH (n) RETURN n } RETURN n", "USE"),
    ("USE system SHOW USERS", "begin with USE"),
    ("SHOW USERS", "SHOW is for"),
    ("SHOW TRANSACTIONS", "SHOW is for"),
    ("TERMINATE TRANSACTIONS 'x'", "begin with TERMINATE"),
    ("CYPHER 25 CREATE (:X)", "begin with CREATE"),
    ("RETURN 1; RETURN 2", "One statement"),
]
ALLOWED = [
    "MATCH (n) RETURN n;",
    "  // a question\n MATCH (n) RETURN n",
    "EXPLAIN MATCH (n) RETURN n",
    "CYPHER 25 runtime=slotted MATCH (n) RETURN n",
    "RETURN 'LOAD CSV; CALL dbms.x()' AS text",
    'MATCH (n {name: "it\'s; \\" LOAD CSV"}) RETURN n.`a ; b`',
    "MATCH (n) RETURN n.call, n.use, n.load // ; LOAD CSV",
    "CALL db.labels() YIELD label RETURN label",
    "CALL (x) { RETURN 1 AS one } RETURN one",
    "MATCH (n:Call) CALL { RETURN 1 AS one } RETURN one",
    "SHOW INDEXES",
    "SHOW RANGE INDEXES",
]


@pytest.fixture
def kept(store: Store) -> Store:
    store.write("CREATE INDEX company IF NOT EXISTS FOR (n:Company) ON (n.id)")
    store.write("CREATE (:Company {id: 'a'})")
    return store


def state(store: Store) -> list[object]:
    nodes = store.read("MATCH (n) RETURN labels(n), properties(n)").rows
    indexes = [row[1] for row in store.read("SHOW INDEXES YIELD id, name").rows]
    return [nodes, sorted(indexes), store.read("CALL db.labels() YIELD label RETURN label").rows]


def test_no_question_writes(kept: Store) -> None:
    before = state(kept)
    for cypher in WRITING:
        with pytest.raises(StoreError) as caught:
            kept.read(cypher)
        assert "\n" not in str(caught.value)
        assert state(kept) == before, cypher


@pytest.mark.parametrize(("cypher", "reason"), REFUSED)
def test_what_reaches_past_the_graph_is_refused(cypher: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason):
        check_read_only(cypher)


@pytest.mark.parametrize("cypher", ALLOWED)
def test_a_question_is_allowed(cypher: str) -> None:
    check_read_only(cypher)
