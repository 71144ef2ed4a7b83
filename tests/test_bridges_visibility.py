"""What a profile may not see leaves by no bridge: a full graph gives what a graph built for it would."""

from pathlib import Path
from typing import Any

import pytest

from graph.bridges.frames import frames
from graph.bridges.network_graph import to_networkx
from graph.bridges.py2neo_graph import py2neo_graph
from graph.bridges.selection import WHOLE, Selection, SelectionError
from graph.statements.schema import Statements
from graph.store.error import StoreError
from graph.store.session import Store
from graph.view import View, ViewRefused
from loaders import cases
from tests.servers.engines import Engine
from tests.shipped import built

FILE = Path(__file__).parent / "fixtures" / "hidden.yaml"
AROUND = Selection(["hidden-dam", "hidden-operator"], 2)
PUBLIC: dict[str, Any] = {}


@pytest.fixture(scope="module")
def statements() -> Statements:
    return cases.read([FILE], "hidden")


def taken_out(view: View) -> dict[str, Any]:
    """Everything that leaves, by its name, in an order that no engine decides."""
    found: dict[str, Any] = {}
    for name, chosen in {"whole": WHOLE, "around": AROUND}.items():
        told = frames(view, chosen)
        for part, key in (("nodes", "id"), ("claims", "claim"), ("facts", "fact")):
            found[f"{name} {part}"] = getattr(told, part).sort(key).to_dicts()
        graph = to_networkx(view, chosen, by="fact")
        found[f"{name} nodes of a network"] = sorted(graph.nodes(data=True), key=str)
        found[f"{name} edges of a network"] = sorted(graph.edges(keys=True, data=True), key=str)
        found[f"{name} attributes of a network"] = {**graph.graph, "profile": ""}
    return found


def test_a_lower_profile_takes_out_what_its_own_graph_holds(
    engine: Engine, tmp_path: Path, statements: Statements
) -> None:
    """On the other engines, only that their answers are the same."""
    home = tmp_path / "home"
    with built(engine, home, {"hidden": statements}) as store:
        seen = taken_out(View(store, "public"))
        assert seen == PUBLIC.setdefault("of every engine", seen)
        assert_hidden(seen, "zorvath", "umbrel", "veldrin")
        assert_refused(store, home)
        if not engine.is_embedded:
            return
        partner, full = (taken_out(View(store, profile)) for profile in ("partner", "restricted"))
        assert_hidden(partner, "zorvath", "umbrel")
        for name in seen:
            differ = seen[name] != full[name] and partner[name] != full[name]
            assert differ or "attributes" in name, name
        assert_a_retired_id_is_known(store)
    with built(engine, tmp_path / "copy", {"hidden": statements}, "public") as store:
        assert taken_out(View(store, "public", "public")) == seen
        with py2neo_graph(tmp_path / "copy", "public") as graph:
            assert [node["name"] for node in graph.nodes.match("Project")] == ["The Dam"]


def assert_hidden(seen: dict[str, Any], *words: str) -> None:
    for name, told in seen.items():
        assert not [word for word in words if word in str(told).lower()], name


def assert_refused(store: Store, home: Path) -> None:
    with pytest.raises(SelectionError, match="'public' knows no entity with the id 'hidden-hidden-parent'"):
        to_networkx(View(store, "public"), Selection("hidden-hidden-parent"))
    with pytest.raises(ViewRefused, match="this graph holds more than 'public' may see"):
        py2neo_graph(home, "public").__enter__()
    with pytest.raises(StoreError, match="'secret' is no profile; give one of public, partner"):
        py2neo_graph(home, "secret").__enter__()


def assert_a_retired_id_is_known(store: Store) -> None:
    store.write("MATCH (n:Project {id: 'hidden-dam'}) SET n.merged_ids = ['old-dam']")
    found = to_networkx(View(store, "public"), Selection(["old-dam", "hidden-dam"], 1))
    assert set(found) == set(to_networkx(View(store, "public"), Selection("hidden-dam", 1)))
