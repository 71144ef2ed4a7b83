"""Forgetting somebody on Neo4j: the graph loses the name, and is what the statements say."""

from pathlib import Path

import pytest

from graph.home import open_home
from graph.store.connect import open_store
from graph.store.session import Store
from tests.command_line import Done, command
from tests.dumped import dump, expected
from tests.forgetting_home import holding
from tests.servers.engines import Engine
from tests.servers.neo4j_server import NEO4J_VERSIONS
from tests.test_forget import case_of


@pytest.mark.parametrize("engine", NEO4J_VERSIONS, indirect=True)
def test_a_graph_on_neo4j_loses_the_name_and_a_reload_does_not_bring_it_back(
    engine: Engine, home: Path, tmp_path: Path
) -> None:
    where, case = open_home(home), case_of("Iris Nemo", tmp_path)
    assert _run(where, "load", str(case)).code == 0
    with open_store(where) as store:
        before, nodes = dump(store), _size(store)
    assert any("Iris Nemo" in line for line in before)

    done = _run(where, "forget", "Iris Nemo", "--reason", "An example.", "--yes")
    assert done.code == 0, done.err
    for _ in range(2):
        with open_store(where) as store:
            after = dump(store)
            assert _size(store) == nodes - 1
        assert not any("nemo" in line.casefold() for line in after)
        assert after == expected(where)
        case.write_text(case.read_text("utf-8") + "# the same again, in another file\n", "utf-8")
        assert _run(where, "load", str(case)).code == 0
    assert holding(where, "iris nemo") == set()


def _run(home: Path, *arguments: str) -> Done:
    return command(*arguments, "--home", str(home))


def _size(store: Store) -> int:
    return int(store.read("MATCH (n) WHERE NOT 'Meta' IN labels(n) RETURN count(n)").rows[0][0])
