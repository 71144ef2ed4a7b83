"""py2neo on every engine: it asks what it always asked, and changes nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import py2neo
import pytest

from graph.bridges.py2neo_graph import ReadingGraph, py2neo_graph
from graph.store import watcher
from graph.store.connect import open_store
from graph.store.error import StoreError
from tests.servers.engines import ENGINES, Engine
from tests.shipped import built, shipped
from tests.tls import relayed

README = Path(__file__).parents[1] / "README.md"
OWNS = "MATCH (a:Company)-[r:OWNS]->(b:Project) RETURN a, r, b ORDER BY r.claim LIMIT 5"


@pytest.fixture(scope="module", params=ENGINES)
def engine_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Path]]:
    """The shipped cases on each engine in turn."""
    engine: Engine = request.getfixturevalue(request.param.replace("-", "_"))
    home = tmp_path_factory.getbasetemp() / engine.name
    with built(engine, home, {"cases": shipped()}):
        yield engine, home


@pytest.fixture
def graph(engine_home: tuple[Engine, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadingGraph]:
    engine, home = engine_home
    for name, value in engine.environment.items():
        monkeypatch.setenv(name, value)
    with py2neo_graph(home) as opened:
        yield opened


def test_nodes_are_matched_by_label_and_values(graph: ReadingGraph) -> None:
    desa = graph.nodes.match("Company", name="DESA").first()
    assert (desa["id"], desa["founded"], set(desa.labels)) == ("case-desa", "2009", {"Company"})
    assert graph.nodes.get(desa.identity) == desa and graph.exists(desa)
    assert len(graph.nodes.match("Company")) == graph.evaluate("MATCH (n:Company) RETURN count(n)") > 200
    several = graph.nodes.match("Company", name=py2neo.STARTS_WITH("FMO")).where("_.id CONTAINS 'fmo'").all()
    assert [node["id"] for node in several] == ["case-fmo"]


def test_relationships_are_matched_and_know_their_ends(graph: ReadingGraph) -> None:
    desa = graph.nodes.match("Company", name="DESA").first()
    loans = list(graph.match((None, desa), r_type="FINANCES"))
    expected = graph.run(
        "MATCH (n)-[r:FINANCES]->(:Company {id: $id}) RETURN n.id AS id, r.claim AS claim", id="case-desa"
    ).data()
    assert len(expected) > 5
    assert {(one.start_node["id"], one["claim"]) for one in loans} == {
        (e["id"], e["claim"]) for e in expected
    }
    assert {(type(one).__name__, one.end_node) for one in loans} == {("FINANCES", desa)}
    assert len(graph.relationships) == graph.evaluate("MATCH ()-[r]->() RETURN count(r)")


def test_answers_become_tables_frames_and_subgraphs(graph: ReadingGraph) -> None:
    text = "MATCH (n:Company) WHERE n.id IN $ids RETURN n.id AS id, n.sector AS sector ORDER BY id"
    given = {"ids": ["case-enee", "case-desa"]}
    rows = graph.run(text, given).data()
    assert [row["id"] for row in rows] == ["case-desa", "case-enee"]
    assert graph.run(text, given).to_data_frame().to_dict("records") == rows
    assert [tuple(row) for row in graph.run(text, given).to_table()] == [tuple(r.values()) for r in rows]
    assert graph.run(text, given).to_series("id").tolist() == ["case-desa", "case-enee"]
    part = graph.run(OWNS).to_subgraph()
    assert (len(part.relationships), part.types()) == (5, {"OWNS"})
    path = graph.evaluate("MATCH p = (:Company {id: 'case-desa'})-[:OWNS]->(:Project) RETURN p")
    assert (path.start_node["name"], path.end_node["name"]) == ("DESA", "Agua Zarca")
    assert len(graph.run("UNWIND range(1, 5000) AS n RETURN n, 'ñ宝' AS text").data()) == 5000


def test_several_questions_share_a_transaction(graph: ReadingGraph) -> None:
    transaction = graph.begin()
    assert transaction.evaluate("RETURN $text", text="宝钢") == "宝钢"
    assert (
        transaction.run("MATCH (n:Project {id: 'case-agua-zarca'}) RETURN n.name").evaluate() == "Agua Zarca"
    )
    graph.commit(transaction)
    with pytest.raises(py2neo.ClientError, match="SyntaxError"):
        graph.run("MATCH (n RETURN n")
    assert graph.query("RETURN 1 AS one").data() == [{"one": 1}]


def test_the_schema_that_can_be_read_is_read(graph: ReadingGraph) -> None:
    assert {"Company", "Financier", "Attack"} <= graph.schema.node_labels
    assert {"OWNS", "TARGETED"} <= graph.schema.relationship_types
    assert {"label": "Company"} in graph.call("db.labels").data()


WRITES: dict[str, Callable[[ReadingGraph], Any]] = {
    "unwind": lambda graph: graph.run("UNWIND [1] AS n CREATE (:X {n: n})"),
    "match": lambda graph: graph.run("MATCH (n:Company {id: 'case-desa'}) SET n.name = 'X'"),
    "transaction": lambda graph: graph.begin(readonly=False).run("WITH 1 AS n CREATE (:X {n: n})"),
    "auto": lambda graph: graph.auto(readonly=False).run("WITH 1 AS n CREATE (:X {n: n})"),
    "create": lambda graph: graph.create(py2neo.Node("X", n=1)),
    "merge": lambda graph: graph.merge(py2neo.Node("X", n=1), "X", "n"),
    "set and commit": lambda graph: _set_and_commit(graph),  # noqa: PLW0108 - stands below
    "push": lambda graph: graph.push(_renamed(graph)),
    "delete": lambda graph: graph.delete(graph.nodes.match("Company", id="case-desa").first()),
    "delete all": lambda graph: graph.delete_all(),
}


REFUSED = r"Forbidden|AccessMode|open for reading only"


def _renamed(graph: ReadingGraph) -> py2neo.Node:
    node = graph.nodes.match("Company", id="case-desa").first()
    node["name"] = "X"
    return node


def _set_and_commit(graph: ReadingGraph) -> None:
    transaction = graph.begin()
    try:
        transaction.run("MATCH (n:Company {id: 'case-desa'}) SET n.name = 'X'")
    finally:
        graph.commit(transaction)


def test_no_way_of_writing_works(graph: ReadingGraph) -> None:
    before = _size(graph)
    for name, write in WRITES.items():
        with pytest.raises((py2neo.ClientError, StoreError), match=REFUSED):
            write(graph)
        assert _size(graph) == before, name


def _size(graph: ReadingGraph) -> list[object]:
    counted = graph.run(
        "MATCH (n) WITH count(n) AS nodes MATCH (:Company {id: 'case-desa', name: 'DESA'})-[r]-() "
        "RETURN nodes, count(r) AS claims"
    )
    return list(counted.data())


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph.run("CREATE (:X)"),
        lambda graph: graph.run("LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line"),
        lambda graph: graph.call("dbms.listConfig"),
        lambda graph: graph.schema.get_indexes("Company"),
        lambda graph: graph.schema.create_index("Company", "name"),
    ],
)
def test_what_is_no_question_is_refused_before_it_is_sent(
    graph: ReadingGraph, ask: Callable[[ReadingGraph], Any]
) -> None:
    with pytest.raises(StoreError, match=r"cannot begin with|is refused"):
        ask(graph)


def test_the_embedded_server_stays_as_long_as_the_graph(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFENDERGRAPH_GRACE", "0")
    with pytest.raises(StoreError, match="nothing is loaded yet; start with: defendergraph load cases"):
        py2neo_graph(home).__enter__()
    with open_store(home, write=True) as store:
        values = {"home": "h", "build": 1, "profile": "public", "ontology": 1, "whole": True, "token": ""}
        store.write("CREATE (m:Meta {id: 'meta'}) SET m += $values", {"values": values})
    server = home / "server"
    with py2neo_graph(home, "public") as graph:
        assert len(list((server / "clients").iterdir())) == 1
        assert watcher.held_pid(server / "server.lock") is not None
        assert graph.evaluate("MATCH (m:Meta) RETURN m.build") == 1
    assert list((server / "clients").iterdir()) == []
    with pytest.raises(py2neo.errors.ConnectionLimit):
        next(iter(graph.service.connector._pools.values())).acquire()


@pytest.mark.parametrize("engine", ["neo4j-5"], indirect=True)
def test_a_uri_with_tls_is_used_with_tls(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    with built(engine, home, {}), relayed(engine.environment["NEO4J_URI"], tmp_path) as relay:
        monkeypatch.setenv("NEO4J_URI", f"bolt+ssc://{relay.address}")
        with py2neo_graph(home) as graph:
            assert graph.evaluate("RETURN 1") == 1
            assert graph.service.profile.secure and not graph.service.profile.verify
        assert relay.accepted > 0


@pytest.mark.parametrize("engine", ["neo4j-2026"], indirect=True)
def test_a_routing_uri_works_though_py2neo_was_imported_with_it(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = engine.environment["NEO4J_URI"].replace("bolt", "neo4j")
    with built(engine, tmp_path / "home", {}):
        for name, value in {"NEO4J_URI": uri, "NEO4J_DATABASE": "neo4j"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(py2neo, "NEO4J_URI", uri)
        with py2neo_graph(tmp_path / "home") as graph:
            assert (graph.evaluate("RETURN 1"), graph.name) == (1, "neo4j")
            assert not graph.service.profile.routing
        assert uri == py2neo.NEO4J_URI


def test_the_queries_of_the_readme_answer(engine_home: tuple[Engine, Path], graph: ReadingGraph) -> None:
    if engine_home[0].is_embedded:
        pytest.skip("these are for Neo4j Browser; the embedded server takes 20 s for one")
    queries = re.findall(r"```cypher\n(.+?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) >= 3
    for text in queries:
        paths = [path for (path,) in graph.run(text)]
        assert paths and all(isinstance(path, py2neo.Path) for path in paths), text


def test_the_python_of_the_readme_prints_what_it_says(
    engine_home: tuple[Engine, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine, home = engine_home
    for name, value in {**engine.environment, "DEFENDERGRAPH_HOME": str(home)}.items():
        monkeypatch.setenv(name, value)
    blocks = re.findall(
        r"```python\n(.+?)```\n(?:\n```\n(.+?)```)?", README.read_text(encoding="utf-8"), re.DOTALL
    )
    assert [bool(printed) for _, printed in blocks] == [True, False]
    for code, printed in blocks:
        exec(compile(code, str(README), "exec"), {})  # noqa: S102 - our own text
        assert capsys.readouterr().out == printed
