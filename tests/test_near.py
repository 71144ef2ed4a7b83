"""Of a reference dataset the graph holds what others name, its owners above and what it owns below."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.home import open_home
from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.statements.near import near
from graph.statements.schema import Statements, claim_frame, entity_frame
from graph.store.projected import projected

SOURCE = {"dataset": "register", "source_url": "https://example.org/1", "claim_status": "documented"}
Row = dict[str, Any]
LEI = "5493001KJTIIGC8Y1R12"


def statements(entities: Sequence[Row], claims: Sequence[Row] = ()) -> Statements:
    labelled = [{**SOURCE, "labels": ["Company"], **row} for row in entities]
    return Statements(entity_frame(labelled), claim_frame({**SOURCE, **row} for row in claims))


def chain(length: int) -> list[Row]:
    """c0 consolidates c1 consolidates c2 …"""
    return [
        {"type": "CONSOLIDATES", "from": f"c{i}", "to": f"c{i + 1}", "level": "direct"} for i in range(length)
    ]


def found(named: Statements, register: Statements) -> tuple[set[str], int]:
    near_it = near(named, register.entities.lazy(), register.claims.lazy())
    return set(near_it.entities["entity"]), near_it.claims.height


def register_of(*names: str, claims: Sequence[Row] = (), **more: Row) -> Statements:
    return statements([{"entity": name, **more.get(name, {})} for name in names], claims)


def test_owners_are_taken_further_than_what_is_owned() -> None:
    register = register_of(*(f"c{i}" for i in range(20)), claims=chain(19))
    entities, claims = found(statements([{"entity": "c10"}]), register)
    assert entities == {f"c{i}" for i in range(5, 13)}, "five steps up and two down, as the README says"
    assert claims == 7


def test_the_other_subsidiaries_of_an_owner_are_not_taken() -> None:
    claims = [{"type": "CONSOLIDATES", "from": "parent", "to": child} for child in ("child", "sibling")]
    register = register_of("parent", "child", "sibling", claims=claims)
    assert found(statements([{"entity": "child"}]), register) == ({"child", "parent"}, 1)


def test_a_branch_leads_to_its_head_office() -> None:
    claims = [{"type": "BRANCH_OF", "from": "branch", "to": "office"},
              {"type": "CONSOLIDATES", "from": "parent", "to": "office"}]  # fmt: skip
    register = register_of("branch", "office", "parent", claims=claims)
    assert found(statements([{"entity": "branch"}]), register)[0] == {"branch", "office", "parent"}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"lei": LEI}, {"lei": LEI}),
        ({"wikidata": "Q1"}, {"wikidata": "Q1"}),
        ({"permid": "5000000017"}, {"permid": "https://permid.org/1-5000000017"}),
        ({"isin": ["US0378331005"]}, {"isin": ["CH0012005267", "US0378331005"]}),
        (
            {"register": "GB-COH", "register_number": "102498"},
            {"register": "GB-COH", "register_number": "00102498"},
        ),
    ],
)
def test_a_shared_identifier_names_an_entity(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    register = register_of("r1", "r2", r1=theirs)
    assert found(statements([{"entity": "firm", **mine}]), register) == ({"r1"}, 0)


def test_the_end_of_a_claim_names_an_entity() -> None:
    named = statements([{"entity": "bank"}], [{"type": "FINANCES", "from": "bank", "to": "r1"}])
    assert found(named, register_of("r1", "r2"))[0] == {"r1"}


def test_a_place_comes_along_and_leads_to_no_other() -> None:
    claims = [{"type": "BASED_IN", "from": name, "to": "country"} for name in ("r1", "r2")]
    register = register_of("r1", "r2", "country", claims=claims)
    assert found(statements([{"entity": "r1"}]), register) == ({"r1", "country"}, 1)


def test_a_circle_of_owners_ends() -> None:
    register = register_of("c0", "c1", claims=[*chain(1), {"type": "OWNS", "from": "c1", "to": "c0"}])
    assert found(statements([{"entity": "c0"}]), register) == ({"c0", "c1"}, 2)


def test_a_table_that_lacks_columns_is_read() -> None:
    register = register_of("r1", "r2", r1={"lei": LEI})
    lean = Statements(
        register.entities.select("entity", "labels", "lei", "name"),
        pl.DataFrame(schema=register.claims.schema),
    )
    assert found(statements([{"entity": "firm", "lei": LEI}]), lean)[0] == {"r1"}


def test_a_home_projects_a_reference_dataset_near_the_others_or_whole(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    register = register_of("c0", "c1", "far", claims=chain(1), c1={"lei": LEI})
    for name, said, reference in (("case", named(), False), ("register", register, True)):
        record = Dataset(name, "", "", "", "", "2026", said.entities.height, 0, [], reference=reference)
        datasets.save(home, record, Statements(said.entities.with_columns(dataset=pl.lit(name)), said.claims))
    some, whole = projected(home), projected(home, everything=True)
    assert (set(some.projection.nodes["id"]), some.left["aside"]) == ({"a-firm", "c0"}, 1)
    assert (set(whole.projection.nodes["id"]), whole.left["aside"]) == ({"a-firm", "c0", "far"}, 0)
    assert some.projection.nodes.filter(pl.col("id") == "a-firm")["merged_ids"].to_list() == [["c1"]]


def named() -> Statements:
    return statements([{"entity": "a-firm", "lei": LEI}])
