"""Building writes only what differs, and ends as the statements say, whatever went wrong before."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.home import open_home
from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.statements.schema import Statements, claim_frame, entity_frame
from graph.store import build as building
from graph.store.build import BuildRefused, Built, build
from graph.store.difference import State, difference
from graph.store.error import StoreError
from graph.store.remembered import folder, read_meta
from graph.store.session import Store
from tests.dumped import dump

Row = Mapping[str, Any]
SOURCE = {"source_url": "https://example.org/1", "claim_status": "documented", "visibility": "public"}
FIRM: Row = {"entity": "firm", "labels": ["Company"], "name": "The Firm", "sector": "dams"}
BANK: Row = {"entity": "bank", "labels": ["Company"], "name": "The Bank"}
STATE: Row = {"entity": "state", "labels": ["Government"], "name": "The State"}
OWNS: Row = {"type": "OWNS", "from": "bank", "to": "firm", "share": 51.0}
FINANCES: Row = {"type": "FINANCES", "from": "bank", "to": "firm", "amount": 5.0, "currency": "USD"}


def say(home: Path, entities: list[Row], claims: list[Row], name: str = "d") -> None:
    """Keep a dataset that says this."""
    said = Statements(
        entity_frame({**SOURCE, "dataset": name, **row} for row in entities),
        claim_frame({**SOURCE, "dataset": name, **row} for row in claims),
    )
    kept = Dataset(name, "", "", "", "", "2026-01-01", len(entities), len(claims), [])
    datasets.save(home, kept, said)


@pytest.fixture
def made(home: Path) -> Path:
    """A home whose statements are a firm, a bank that owns and finances it, and a state."""
    open_home(home)
    say(home, [FIRM, BANK, STATE], [OWNS, FINANCES])
    return home


def same_as_unbroken(home: Path, store: Store, tmp_path: Path) -> None:
    """Compare the graph with one that a fresh home builds of the same statements."""
    found = dump(store)
    store.write("MATCH (n) DETACH DELETE n")
    fresh = open_home(tmp_path / "fresh")
    (fresh / "statements").symlink_to(home / "statements")
    (fresh / "ids.parquet").write_bytes((home / "ids.parquet").read_bytes())
    build(fresh, store)
    assert found == dump(store)


def test_a_second_build_writes_nothing_and_says_so(made: Path, store: Store) -> None:
    first = build(made, store)
    assert first.created == {"Company": 2, "FINANCES": 1, "Government": 1, "OWNS": 1}
    meta, held = read_meta(store), dump(store)
    second = build(made, store)
    assert second.nothing and not first.nothing
    assert (second.created, second.changed, second.removed) == ({}, {}, {})
    assert (second.nodes, second.claims) == (3, 2)
    assert (read_meta(store), dump(store)) == (meta, held)


def test_no_two_entities_of_a_kind_have_one_id(made: Path, store: Store) -> None:
    with suppress(StoreError):  # where no earlier build made it
        store.write("DROP CONSTRAINT company_id")
    build(made, store)
    with pytest.raises(StoreError, match="firm"):
        store.write("CREATE (:Company {id: 'firm'})")
    assert store.read("MATCH (n:Company {id: 'firm'}) RETURN count(n)").rows == [(1,)]


def test_only_what_differs_is_written(made: Path, store: Store) -> None:
    build(made, store)
    say(made, [{**FIRM, "sector": "mines"}, BANK, STATE], [{**OWNS, "says": "More than half."}, FINANCES])
    built = build(made, store)
    assert (built.created, built.changed, built.removed) == ({}, {"Company": 1, "OWNS": 1}, {})
    rows = store.read("MATCH (:Company {id: 'bank'})-[r:OWNS]->(f:Company) RETURN f.sector, r.says").rows
    assert rows == [("mines", "More than half.")]


def test_a_property_that_is_no_longer_said_leaves(made: Path, store: Store) -> None:
    build(made, store)
    say(made, [{**FIRM, "sector": None}, BANK, STATE], [{**OWNS, "caveat": "x"}, FINANCES])
    build(made, store)
    say(made, [FIRM, {**BANK, "name": None}, STATE], [OWNS, FINANCES])
    build(made, store)
    assert store.read("MATCH (n:Company {id: 'bank'}) RETURN n.name").rows == [(None,)]
    assert store.read("MATCH ()-[r:OWNS]->() RETURN r.caveat").rows == [(None,)]


def test_a_claim_with_other_ends_takes_the_place_of_the_first(
    made: Path, store: Store, tmp_path: Path
) -> None:
    build(made, store)
    say(made, [FIRM, BANK, STATE], [{**OWNS, "from": "state"}, FINANCES])
    assert (build(made, store).removed, dump(store).count) and store.read(
        "MATCH (a)-[:OWNS]->(b) RETURN a.id, b.id"
    ).rows == [("state", "firm")]
    same_as_unbroken(made, store, tmp_path)


def test_a_company_becomes_a_financier_and_back(made: Path, store: Store) -> None:
    build(made, store)
    financier = {**BANK, "labels": ["Company", "Financier"], "financier_kind": "bank"}
    for bank, labels in ((financier, ["Company", "Financier"]), (BANK, ["Company"])):
        say(made, [FIRM, bank, STATE], [OWNS, FINANCES])
        built = build(made, store)
        assert (built.created, built.removed) == ({}, {})
        assert sum(built.changed.values()) == 1
        found = store.read("MATCH (n:Company {id: 'bank'}) RETURN labels(n)").rows[0][0]
        assert sorted(found) == labels
        assert store.read("MATCH (:Company {id: 'bank'})-[r]->() RETURN count(r)").rows == [(2,)]


def test_a_financier_is_counted_apart(made: Path, store: Store) -> None:
    say(made, [FIRM, {**BANK, "labels": ["Company", "Financier"]}], [])
    assert build(made, store).created == {"Company": 1, "Financier": 1}


def test_a_company_that_is_found_to_be_a_state_keeps_its_claims(
    made: Path, store: Store, tmp_path: Path
) -> None:
    build(made, store)
    say(made, [FIRM, {**BANK, "labels": ["Government"]}, STATE], [OWNS, FINANCES])
    build(made, store)
    assert store.read("MATCH (n:Government {id: 'bank'})-[r]->() RETURN count(r)").rows == [(2,)]
    assert store.read("MATCH (n:Company) RETURN n.id").rows == [("firm",)]
    same_as_unbroken(made, store, tmp_path)


def test_a_removed_dataset_leaves_the_graph_and_what_others_say_stays(made: Path, store: Store) -> None:
    say(made, [{"entity": "mine", "labels": ["Project"], "name": "Mine"}, {**FIRM, "sector": "mines"}],
        [{"type": "OPERATES", "from": "firm", "to": "mine", "role": "operator"}], "other")  # fmt: skip
    build(made, store)
    datasets.remove(made, "other")
    built = build(made, store)
    assert built.removed == {"OPERATES": 1, "Project": 1}
    assert store.read("MATCH (n:Company {id: 'firm'}) RETURN n.sector, n.statements").rows == [("dams", None)]


def test_a_claim_about_nobody_is_left_out_and_counted(made: Path, store: Store) -> None:
    say(made, [FIRM], [OWNS])
    built = build(made, store)
    assert (built.dangling, built.claims) == (1, 0)


def test_the_meta_node_says_who_wrote_what(made: Path, store: Store) -> None:
    built = build(made, store)
    meta = read_meta(store)
    assert meta is not None
    assert (meta.build, meta.profile, meta.whole) == (built.number, "restricted", True)
    assert meta.home == json.loads((made / "home.json").read_text())["id"]
    assert "Linked to" in store.read("MATCH (m:Meta) RETURN m.disclaimer").rows[0][0]


def test_another_home_is_refused(made: Path, store: Store, tmp_path: Path) -> None:
    build(made, store)
    held = dump(store)
    with pytest.raises(BuildRefused, match="written by another home"):
        build(open_home(tmp_path / "other"), store)
    assert dump(store) == held


def test_a_database_that_nobody_of_ours_wrote_is_left_alone(made: Path, store: Store) -> None:
    store.write("CREATE (:Company {id: 'theirs'})-[:KNOWS]->(:Person {id: 'x'})")
    with pytest.raises(BuildRefused, match="2 nodes that no home has written"):
        build(made, store)
    assert store.read("MATCH (n) RETURN count(n)").rows == [(2,)]


def test_another_profile_is_refused(made: Path, store: Store) -> None:
    build(made, store)
    with pytest.raises(BuildRefused, match="holds the profile 'restricted'; build 'public' into another"):
        build(made, store, "public")


def test_the_remembered_state_is_trusted_only_for_its_own_build(
    made: Path, store: Store, tmp_path: Path
) -> None:
    build(made, store)
    store.write("MATCH (n:Government) DETACH DELETE n")
    store.write("MATCH (m:Meta) SET m.build = m.build + 5, m.token = 'x'")
    assert build(made, store).created == {"Government": 1}
    same_as_unbroken(made, store, tmp_path)


def test_a_build_with_the_same_number_in_another_graph_is_not_believed(made: Path, store: Store) -> None:
    build(made, store)
    held = dump(store)
    store.write("MATCH (n) WHERE NOT 'Meta' IN labels(n) DETACH DELETE n")
    store.write("MATCH (m:Meta) SET m.token = 'another build 1'")
    build(made, store)
    assert dump(store) == held


def _delete(where: Path) -> None:
    (where / "state.json").unlink()


def _corrupt(where: Path) -> None:
    for path in where.glob("*-*.parquet"):
        path.write_bytes(b"PAR1 but no more")


def _truncate(where: Path) -> None:
    (where / "state.json").write_text('{"key": ')


@pytest.mark.parametrize("harm", [_delete, _corrupt, _truncate])
def test_a_lost_or_broken_memory_is_made_from_the_graph(
    harm: Callable[[Path], None], made: Path, store: Store, tmp_path: Path
) -> None:
    build(made, store)
    harm(folder(made, store))
    assert build(made, store).nothing
    harm(folder(made, store))
    say(made, [FIRM, BANK], [{**OWNS, "says": "x"}])
    built = build(made, store)
    assert built.removed == {"FINANCES": 1, "Government": 1}
    same_as_unbroken(made, store, tmp_path)


class Broken(Store):
    """A store that fails after a number of writes."""

    def __init__(self, store: Store, writes: int) -> None:
        self.inner, self.left = store, writes

    def write(self, cypher: str, parameters: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401 - any value
        if self.left == 0:
            raise StoreError("the server is gone")
        self.left -= 1
        return self.inner.write(cypher, parameters)

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - any value
        if name in ("inner", "left", "write", "__dict__"):
            return object.__getattribute__(self, name)
        return getattr(object.__getattribute__(self, "inner"), name)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("writes", [1, 3, 5, 6])
def test_an_interrupted_write_is_completed(
    writes: int, first: bool, made: Path, store: Store, tmp_path: Path
) -> None:
    if not first:
        build(made, store)
    mine: Row = {"entity": "mine", "labels": ["Project"], "name": "Mine"}
    operates: Row = {"type": "OPERATES", "from": "firm", "to": "mine", "role": "operator"}
    say(
        made,
        [{**FIRM, "sector": "mines"}, {**BANK, "labels": ["Company", "Financier"]}, mine],
        [OWNS, operates],
    )
    with pytest.raises(StoreError, match="gone"):
        build(made, Broken(store, writes))
    meta = read_meta(store)
    assert meta is not None and not meta.whole
    built = build(made, store)
    assert built.number > meta.build
    meta = read_meta(store)
    assert meta is not None and meta.whole
    assert build(made, store).nothing
    same_as_unbroken(made, store, tmp_path)


def test_a_public_graph_holds_nothing_that_is_not_public(made: Path, store: Store) -> None:
    hidden: list[Row] = [
        {"entity": "h1", "labels": ["Defender"], "name": "Wen Zhao Hidden", "other_names": ["赵文"]},
        {"entity": "h2", "labels": ["Person"], "name": "Partner Only", "visibility": "partner"},
        {"entity": "h3", "labels": ["Attack"], "name": "Arrest of Wen Zhao Hidden"},
        {"entity": "killing-of-wen-zhao-hidden", "labels": ["Attack"], "name": "A killing"},
        {"entity": "h4", "labels": ["Attack"], "name": "赵文被捕"},
        {
            "entity": "h5",
            "labels": ["Company"],
            "name": "Firm of P",
            "description": "Run by Partner  Only since 2010.",
        },
    ]
    claims: list[Row] = [
        {"type": "TARGETED", "from": "h3", "to": "h1", "harm": "arrested"},
        {**OWNS, "says": "As wen zhao HIDDEN told."},
        {**FINANCES, "source_url": "https://example.org/wen-zhao-hidden-speaks"},
        {"type": "OWNS", "from": "state", "to": "firm", "caveat": "Partner Only denies it.", "share": 5.0},
        {"type": "OWNS", "from": "state", "to": "bank", "share": 7.0},
    ]
    say(made, [FIRM, BANK, STATE, *hidden], claims)
    built = build(made, store, "public")
    assert (built.nodes, built.claims) == (3, 1)
    everything = "\n".join(dump(store)).casefold()
    assert not [name for name in ("wen", "hidden", "赵文", "partner") if name in everything]
    assert "the firm" in everything


def test_entities_with_one_identifier_are_one_and_the_other_id_still_resolves(
    made: Path, store: Store
) -> None:
    lei = "7LTWFZYICNSX8D621K86"
    say(made, [{**FIRM, "lei": lei}, BANK], [OWNS])
    say(made, [{"entity": "x-firm", "labels": ["Company"], "name": "Firm AG", "lei": lei}],
        [{"type": "OWNS", "from": "x-firm", "to": "x-firm-2"}], "x")  # fmt: skip
    build(made, store)
    rows = store.read("MATCH (n:Company {id: 'firm'}) RETURN n.name, n.other_names, n.merged_ids").rows
    assert rows == [("The Firm", ["Firm AG"], ["x-firm"])]
    datasets.remove(made, "x")
    build(made, store)
    assert store.read("MATCH (n:Company {id: 'firm'}) RETURN n.other_names, n.merged_ids").rows == [
        (None, None)
    ]


def test_zero_and_no_are_said_too(made: Path, store: Store) -> None:
    row: Row = {"entity": "a", "labels": ["Attack"], "people_killed": 0}
    say(made, [{**row, "name": "A"}, {**row, "kind": "threat"}], [])
    build(made, store)
    told = store.read("MATCH (n:Attack) RETURN n.statements").rows[0][0]
    assert [one["people_killed"] for one in json.loads(told)] == [0, 0]


def test_the_evidence_of_a_node_is_of_one_source(made: Path, store: Store) -> None:
    cited = {"source_url": None, "citation": "Report 2016", "publisher": "First", "published": "2016"}
    linked = {"publisher": "Second", "published": "2010", "source_url": "https://example.org/second"}
    say(made, [{**FIRM, **cited}, {**FIRM, **linked}], [])
    build(made, store)
    rows = store.read("MATCH (n:Company) RETURN n.citation, n.publisher, n.source_url").rows
    assert rows == [("Report 2016", "First", None)]


def test_relationships_are_anchored_at_the_end_that_is_quiet_in_the_whole_graph() -> None:
    rows = [{"claim": f"{i}", "type": "FINANCES", "from": "bank", "to": f"p{i}"} for i in range(50)]
    ends = {"from_label": "Company", "to_label": "Project", "digest": "old"}
    held = pl.DataFrame([{**row, **ends} for row in rows])
    nodes = pl.DataFrame(
        schema={"id": pl.String, "label": pl.String, "financier": pl.Boolean, "digest": pl.String}
    )
    wanted = held.head(1).with_columns(digest=pl.lit("new"))
    change = difference(nodes, wanted, State(nodes, held))
    assert change.changed_claims["out"].to_list() == [False]
    assert change.gone_claims["out"].to_list() == [False] * 49


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Batches of one row, so that an interruption falls between any two of them."""
    monkeypatch.setattr("graph.store.write.BATCH", 1)
    yield


def test_progress_is_told_up_to_all_of_it(made: Path, store: Store) -> None:
    told: list[tuple[str, int | None]] = []
    built: Built = building.build(made, store, report=lambda text, done: told.append((text, done)))
    total = sum(built.created.values())
    assert told[0] == ("Reading statements", None)
    assert told[-2:] == [(f"Writing {total} differences", total), ("Indexing names", None)]
