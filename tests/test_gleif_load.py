"""Loading GLEIF into a home: streamed, replaced whole, told with what was rejected; and the line it draws."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from graph.network.passing import Filter
from graph.network.trace import trace
from graph.statements import datasets
from graph.statements.datasets import Dataset, DatasetError
from graph.statements.schema import Statements, claim_frame, entity_frame
from graph.store.build import build
from graph.store.session import Store
from graph.view import View
from tests.command_line import Done, command
from tests.gleif_files import ALDER, BRANCH, HONDURAS, LEI2, REPEX, RR, SOLE, changed, packed
from tests.in_memory import small
from tests.test_statements import contents, dataset, many, said

ROOT = Path(__file__).parents[1]


def arrive(folder: Path, statements: Statements) -> None:
    """Write tables as a loader does, with some of the columns."""
    entities, claims = statements.entities, statements.claims
    entities.select("entity", "labels", "name", "dataset").write_parquet(folder / "entities.parquet")
    claims.select("claim", "type", "from", "to", "source_url", "share").write_parquet(
        folder / "claims.parquet"
    )


def test_tables_that_arrived_take_the_place_of_the_dataset(home: Path) -> None:
    datasets.save(home, dataset(), said({"share": 1.0}))
    datasets.save(home, dataset("other"), said({"share": 9.0}))
    for share in (2.0, 3.0):
        with datasets.incoming(home, "d") as folder:
            arrive(folder, said({"share": share}))
            saved = datasets.adopt(home, replace(dataset(), reference=True), folder)
        back = datasets.statements(home, everything=True)
        assert sorted(back.claims["share"].to_list()) == [share, 9.0]
    assert datasets.datasets(home)[0] == saved and saved.reference
    assert len(list(datasets.folder(home, "d").iterdir())) == 3
    assert set(datasets.tables(home, "d")) == {"entities", "claims"}
    assert not [path for path in (home / "incoming").iterdir() if path.is_dir()]


def test_tables_of_another_ontology_are_not_carried_on(home: Path) -> None:
    datasets.save(home, replace(dataset(), ontology=0), said())
    assert (datasets.tables(home, "d"), datasets.tables(home, "absent")) == ({}, {})


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (
            pl.lit("red").alias("colour"),
            "the column 'colour' of the claims is String; the ontology has no such column",
        ),
        (
            pl.lit("51 %").alias("share"),
            "the column 'share' of the claims is String; the ontology has Float64",
        ),
        (pl.lit(" ").alias("source_url"), "1 claims have no source, first a OWNS b"),
    ],
)
def test_tables_that_are_not_the_ontologys_change_nothing(column: pl.Expr, told: str, home: Path) -> None:
    datasets.save(home, dataset(), said({"share": 1.0}))
    before = contents(home / "statements")
    with datasets.incoming(home, "d") as folder:
        arrive(folder, said({"share": 2.0}))
        pl.read_parquet(folder / "claims.parquet").with_columns(column).write_parquet(
            folder / "claims.parquet"
        )
        with pytest.raises(DatasetError, match=told):
            datasets.adopt(home, dataset(), folder)
    assert contents(home / "statements") == before


def test_a_load_that_fails_leaves_nothing_behind(home: Path) -> None:
    with pytest.raises(RuntimeError), datasets.incoming(home, "d") as folder:
        (folder / "half.parquet").write_bytes(b"x")
        raise RuntimeError
    assert contents(home) == {}
    assert not folder.exists()


_LOADER = """
import sys, time
from pathlib import Path
from graph.statements import datasets
with datasets.incoming(Path(sys.argv[1]), "d") as folder:
    (folder / "half.parquet").write_bytes(b"x")
    print("ready", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_load_left_is_removed_and_a_running_one_is_not_disturbed(home: Path) -> None:
    loader = subprocess.Popen([sys.executable, "-c", _LOADER, str(home)], stdout=subprocess.PIPE, cwd=ROOT)
    assert loader.stdout is not None and loader.stdout.readline() == b"ready\n"
    with datasets.incoming(home, "other"):
        assert (home / "incoming" / "d" / "half.parquet").exists()
    with pytest.raises(DatasetError, match="another run is loading 'd'"), datasets.incoming(home, "d"):
        pass
    loader.kill()
    loader.wait(30)
    loader.stdout.close()
    assert (home / "incoming" / "d" / "half.parquet").exists()
    with datasets.incoming(home, "other"):
        assert not (home / "incoming" / "d").exists()
    with datasets.incoming(home, "d") as folder:
        assert list(folder.iterdir()) == []


_ADOPTER = """
import sys
from pathlib import Path
from graph.statements import datasets
from tests.test_gleif_load import arrive
from tests.test_statements import dataset, many
home = Path(sys.argv[1])
print("ready", flush=True)
for round in range(10_000):
    with datasets.incoming(home, "d") as folder:
        arrive(folder, many(round))
        datasets.adopt(home, dataset(), folder)
"""


@pytest.mark.parametrize("after", [0.05, 0.3])
def test_an_adoption_that_is_killed_leaves_old_or_new(home: Path, after: float) -> None:
    datasets.save(home, dataset(), many(0))
    adopter = subprocess.Popen([sys.executable, "-c", _ADOPTER, str(home)], stdout=subprocess.PIPE, cwd=ROOT)
    assert adopter.stdout is not None and adopter.stdout.readline() == b"ready\n"
    time.sleep(after)
    adopter.send_signal(signal.SIGKILL)
    adopter.wait(30)
    adopter.stdout.close()
    back = datasets.statements(home, everything=True)
    assert back.claims.height == 300 and back.claims["share"].n_unique() == 1
    assert {f"{back.claims['share'][0]:g}"} == set(back.entities["name"])
    datasets.save(home, dataset(), many(7))
    assert len(list(datasets.folder(home, "d").iterdir())) == 3


def test_a_record_of_before_has_no_rejected_rows_and_is_no_reference(home: Path) -> None:
    datasets.save(home, dataset(), said())
    path = datasets.folder(home, "d") / "dataset.json"
    newer = {"rejected_rows", "rows_read", "left_out", "reference"}
    path.write_text(json.dumps({k: v for k, v in json.loads(path.read_text()).items() if k not in newer}))
    (old,) = datasets.datasets(home)
    assert (old.rejected_count, old.rows_read, old.left_out, old.reference) == (0, 0, {}, False)


def load(home: Path, *paths: Path) -> Done:
    """A load without a build, as a command."""
    return command("load", "gleif", *map(str, paths), "--no-build", "--home", str(home))


def test_the_command_tells_what_it_kept_and_what_not(home: Path, tmp_path: Path) -> None:
    done = load(home, packed(tmp_path, LEI2), RR, REPEX)
    assert (done.code, done.err) == (0, "")
    first, second = done.out.splitlines()
    assert first == "Loaded gleif: 264 entities, 26 claims from 3 files."
    assert second.startswith(
        "Left out, or to be noted: annulled LEIs: 1; relationships of an LEI with itself: 1;"
    )
    (kept,) = datasets.datasets(home)
    assert (kept.name, kept.reference, kept.rows_read, kept.rejected_rows) == ("gleif", True, 32, 0)
    assert kept.files == ["lei2.csv.zip", "rr.csv", "repex.csv"]
    assert datasets.statements(home, everything=True).claims.height == 26


def test_kinds_loaded_apart_are_one_dataset(home: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    assert load(whole, LEI2, RR, REPEX).code == 0
    for path in (RR, REPEX, LEI2):
        assert load(home, path).code == 0
    apart, together = (datasets.statements(one, everything=True) for one in (home, whole))
    assert sorted(apart.claims["claim"]) == sorted(together.claims["claim"])
    assert len(datasets.datasets(home)) == 1


def test_more_than_one_row_in_a_hundred_rejected_ends_with_code_4(home: Path, tmp_path: Path) -> None:
    wrong = changed(tmp_path, LEI2, 4, {"Entity.EntityCategory": "ROBOT"})
    done = load(home, wrong)
    assert done.code == 4
    told, where = done.err.strip().split(" All rejected rows, with the reason: ")
    assert told == "1 of 15 rows were rejected, which is more than 1 %; what the others say is kept."
    rejected = pl.read_parquet(where)
    assert rejected.select("file", "line").rows() == [("lei2.csv", 6)]
    assert "Rejected: 1 rows, first:\n  lei2.csv:6: Entity.EntityCategory: 'ROBOT' is no code" in done.out
    (kept,) = datasets.datasets(home)
    assert (kept.rejected_rows, kept.rows_read, len(kept.rejected)) == (1, 15, 1)
    assert datasets.statements(home, everything=True).entities.filter(name="Birch SICAV").height == 1


def test_one_row_in_a_hundred_rejected_is_no_failure(home: Path, tmp_path: Path) -> None:
    rows = LEI2.read_text(encoding="utf-8").splitlines(keepends=True)
    many = tmp_path / "lei2.csv"
    many.write_text("".join([*rows, *rows[1:] * 6]), encoding="utf-8")
    wrong = changed(tmp_path, many, 4, {"Entity.EntityCategory": "ROBOT"}, "wrong.csv")
    done = load(home, wrong)
    assert (done.code, done.err) == (0, "")
    assert "Rejected: 1 rows" in done.out


def test_a_refused_file_leaves_the_dataset_as_it_was(home: Path, tmp_path: Path) -> None:
    assert load(home, LEI2).code == 0
    before = contents(home)
    broken = tmp_path / "broken.csv"
    broken.write_bytes(LEI2.read_bytes()[:-2000])
    done = load(home, RR, broken)
    assert done.code == 4
    assert done.err == f"{broken}: is cut off: its last row has too few fields; download it again\n"
    assert contents(home) == before


def test_a_load_of_no_file_says_where_to_get_one(home: Path) -> None:
    done = command("load", "gleif", "--home", str(home))
    assert done.code == 4
    assert done.err.startswith("no file is given; name GLEIF's files, from https://goldencopy.gleif.org/")


@pytest.mark.parametrize("kind", ["BRANCH_OF", "SUCCEEDED_BY", "SUBFUND_OF"])
@pytest.mark.parametrize("link", ["LINKED_TO", "ALLEGEDLY_BY"])
def test_from_a_part_the_line_leads_to_the_whole_and_its_owners(kind: str, link: str) -> None:
    network = small(
        {"attack": "Attack 2016-03-02", "part": "Company", "whole": "Company", "owner": "Person"},
        ("attack", link, "part", {}),
        ("part", kind, "whole", {"since": "2010"}),
        ("owner", "OWNS", "whole", {}),
    )
    found = trace(network, network.entities["attack"], Filter())
    assert {chain.hops[-1].to: len(chain.hops) for chain in found.walk.chains} == {
        "part": 1,
        "whole": 2,
        "owner": 3,
    }
    back = trace(network, network.entities["whole"], Filter())
    assert {chain.hops[-1].to for chain in back.walk.chains} == {"owner"}


def test_a_successor_answers_whatever_the_day() -> None:
    network = small(
        {"attack": "Attack 2016-03-02", "old": "Company", "new": "Company", "head": "Company"},
        ("attack", "LINKED_TO", "old", {}),
        ("old", "SUCCEEDED_BY", "new", {"since": "2021"}),
        ("old", "BRANCH_OF", "head", {"since": "2021"}),
    )
    found = trace(network, network.entities["attack"], Filter())
    assert {chain.hops[-1].to for chain in found.walk.chains} == {"old", "new"}


def test_a_feeder_stands_behind_its_master_fund_as_a_holder_does() -> None:
    network = small(
        {"company": "Company", "master": "Financier", "feeder": "Financier", "manager": "Company"},
        ("master", "HOLDS", "company", {}),
        ("feeder", "FEEDER_TO", "master", {}),
        ("manager", "MANAGES", "feeder", {}),
    )
    found = trace(network, network.entities["company"], Filter())
    assert {chain.hops[-1].to for chain in found.walk.chains} == {"master", "feeder", "manager"}
    assert trace(network, network.entities["feeder"], Filter()).walk.chains[0].hops[-1].to == "manager"
    assert len(trace(network, network.entities["feeder"], Filter()).walk.chains) == 1


def test_an_attack_linked_to_a_branch_leads_to_who_consolidates_its_head_office(
    store: Store, home: Path
) -> None:
    """Loaded, built and asked on each engine: the case names the branch by its LEI, GLEIF the rest."""
    assert load(home, LEI2, RR, REPEX).code == 0
    evidence = {"dataset": "case", "source_url": "https://example.org/1", "visibility": "public"}
    entities = [
        {"entity": "attack", "labels": ["Attack"], "name": "Raid", "date": "2024-01-01"},
        {"entity": "sucursal", "labels": ["Company"], "name": "Alder Perú", "lei": BRANCH},
    ]
    linked = {"type": "LINKED_TO", "from": "attack", "to": "sucursal", "claim_status": "documented"}
    said = Statements(
        entity_frame({**evidence, "claim_status": "documented", **row} for row in entities),
        claim_frame([{**evidence, **linked}]),
    )
    datasets.save(home, Dataset("case", "Case", "x", "x", "x", "2026", 2, 1, []), said)
    built = build(home, store, everything=True)
    assert (built.dangling, built.created["BRANCH_OF"], built.created["CONSOLIDATES"]) == (1, 1, 4)
    view = View(store, "public")
    attack = view.entities(["attack"])["attack"]
    found = trace(view, attack, Filter())
    names = {chain.hops[-1].to: found.walk.entities[chain.hops[-1].to].name for chain in found.walk.chains}
    assert names[f"lei-{ALDER.lower()}"] == "Alder Mining Holdings plc"
    assert {found.walk.entities[chain.hops[-1].to].name for chain in found.homes} >= {
        "Peru",
        "United Kingdom",
    }
    sole = f"lei-{SOLE.lower()}"
    assert (view.entities([sole]), set(View(store, "restricted").entities([sole]))) == ({}, {sole})
    doubled = view.query("MATCH (c:Company {lei: $lei}) RETURN c.merged_ids", {"lei": HONDURAS}).rows
    assert len(doubled) == 1 and len(doubled[0][0]) == 1
