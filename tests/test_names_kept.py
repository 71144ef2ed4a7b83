"""The indexes in a home: whole or not at all, kept for their build, readable while replaced."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Never

import polars as pl
import pytest
from filelock import FileLock

from graph.home import open_home
from graph.names import kept
from graph.names.find import find
from graph.names.index import NoIndex, build_index, open_index
from graph.names.rows import rows
from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.statements.schema import Statements, claim_frame, entity_frame
from graph.store.build import build
from graph.store.remembered import folder, read_meta
from graph.store.session import Store
from tests.name_index import entities, named
from tests.name_process import UNREAD, save_firms, start
from tests.servers.engines import Engine
from tests.shipped import keep, shipped

HERE = entities(named("Sinohydro", "Agua Zarca"))


def found(home: Path, text: str, key: str = "1") -> list[tuple[str, bool]]:
    return [(hit.id, hit.in_graph) for hit in find(kept.names(home, UNREAD, key), text, ["public"])]


def beside(*names: str) -> Iterator[pl.DataFrame]:
    for number, name in enumerate(names):
        yield rows(entities([{"id": f"b{number}", "name": name}]))


def test_what_a_build_saves_is_found_without_asking_the_graph(tmp_path: Path) -> None:
    kept.save(tmp_path, UNREAD, "1", HERE)
    assert found(tmp_path, "Sinohidro") == [("e0", True)]


def test_an_index_of_the_same_build_is_not_made_again(tmp_path: Path) -> None:
    kept.save(tmp_path, UNREAD, "1", HERE, beside("Veldrin"), also_key="v1")
    where = folder(tmp_path, UNREAD)
    before = {path: path.stat().st_ino for path in where.rglob("*") if path.is_file()}
    kept.save(tmp_path, UNREAD, "1", HERE, (_never() for _ in range(1)), also_key="v1")
    after = {path: path.stat().st_ino for path in where.rglob("*") if path.is_file()}
    assert {path: inode for path, inode in before.items() if path.name != "names.json"} == {
        path: inode for path, inode in after.items() if path.name != "names.json"
    }
    assert found(tmp_path, "Veldrin") == [("b0", False)]


def test_earlier_builds_and_what_a_killed_one_left_are_removed(tmp_path: Path) -> None:
    where = folder(tmp_path, UNREAD)
    (where / ".names-1.abc").mkdir(parents=True)
    (where / "names-0.parquet").touch()
    (where / "nodes-0.parquet").touch()
    kept.save(tmp_path, UNREAD, "1", HERE, beside("Veldrin"), also_key="v1")
    kept.save(tmp_path, UNREAD, "2", HERE, beside("Veldrin", "Umbrel"), also_key="v2")
    assert {path.name for path in where.iterdir()} == {
        *("names-2", "beside-v2", "names.json", "names.lock", "nodes-0.parquet"),
    }
    assert found(tmp_path, "Umbrel", "2") == [("b1", False)]


def test_nothing_beside_the_graph_is_as_before(tmp_path: Path) -> None:
    kept.save(tmp_path, UNREAD, "1", HERE, beside("Veldrin"))
    kept.save(tmp_path, UNREAD, "2", HERE, beside())
    assert found(tmp_path, "Veldrin", "2") == []


def _cut(suffix: str) -> Callable[[Path], object]:
    return lambda folder: os.truncate(next((folder / "public").glob(f"*.{suffix}")), 10)


def _outdate(folder: Path) -> None:
    told = json.loads((folder / "whole.json").read_text(encoding="utf-8"))
    (folder / "whole.json").write_text(json.dumps({**told, "version": 0}), encoding="utf-8")


TEARS: dict[str, Callable[[Path], object]] = {
    "no list of files": lambda folder: (folder / "whole.json").unlink(),
    "a cut list of files": lambda folder: (folder / "whole.json").write_text('{"version": 1, "lev'),
    "another version": _outdate,
    "a missing file": lambda folder: next((folder / "public").glob("*.store")).unlink(),
    "no folder": shutil.rmtree,
    **{f"a cut .{suffix}": _cut(suffix) for suffix in ("store", "idx", "term", "fast", "fieldnorm")},
}


@pytest.mark.parametrize("tear", TEARS)
def test_a_torn_index_is_made_again(tear: str, tmp_path: Path) -> None:
    kept.save(tmp_path, UNREAD, "1", HERE)
    where = folder(tmp_path, UNREAD) / "names-1"
    TEARS[tear](where)
    with pytest.raises(NoIndex):
        open_index(where)
    kept.save(tmp_path, UNREAD, "1", HERE)
    assert found(tmp_path, "Sinohydro") == [("e0", True)]


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    build_index(tmp_path / "names", [rows(HERE)])
    with pytest.raises(AssertionError):
        build_index(tmp_path / "names", (_never() for _ in range(1)))
    assert open_index(tmp_path / "names").levels["public"].num_docs == 2
    assert [path.name for path in tmp_path.iterdir()] == ["names"]


def test_a_reader_goes_on_while_another_index_takes_the_place(tmp_path: Path) -> None:
    kept.save(tmp_path, UNREAD, "1", HERE)
    reading = kept.names(tmp_path, UNREAD, "1")
    kept.save(tmp_path, UNREAD, "2", entities(named("Volkswagen")))
    assert [hit.name for hit in find(reading, "Sinohidro", ["public"])] == ["Sinohydro"]
    assert found(tmp_path, "Sinohydro", "2") == []


def test_a_second_process_waits_for_the_first_and_finds_its_index(tmp_path: Path) -> None:
    where = folder(tmp_path, UNREAD)
    where.mkdir(parents=True)
    with FileLock(where / "names.lock"):
        other = start("save", tmp_path)
        assert other.stdout is not None and other.stdout.readline() == b"ready\n"
        time.sleep(0.5)
        assert other.poll() is None and [path.name for path in where.iterdir()] == ["names.lock"]
    save_firms(tmp_path)
    assert other.wait(120) == 0
    other.stdout.close()
    assert found(tmp_path, "Firm 299 of many") == [("e299", True)]


def test_a_killed_build_is_as_if_it_had_not_been(tmp_path: Path) -> None:
    running = start("never_end", tmp_path)
    where = folder(tmp_path, UNREAD)
    while not list(where.glob(".names-1.*/public/meta.json")):
        assert running.poll() is None
        time.sleep(0.02)
    running.kill()
    running.communicate()
    assert not (where / "names-1").exists()
    kept.save(tmp_path, UNREAD, "1", HERE)
    assert {path.name for path in where.iterdir()} == {"names-1", "names.json", "names.lock"}
    assert found(tmp_path, "Sinohydro") == [("e0", True)]


def test_a_home_that_knows_only_the_graph_makes_its_index_from_it(
    store: Store, home: Path, tmp_path: Path
) -> None:
    build(keep(home, {"cases": shipped()}), store)
    meta = read_meta(store)
    assert meta is not None
    other = tmp_path / "other"
    texts = ("Sinohidro", "caceres", "Desarollos Energeticos", "FMO")
    everyone = ["public", "partner", "restricted"]
    ours, theirs = (kept.names(where, store, meta.key) for where in (home, other))
    for text in texts:
        hits = find(ours, text, everyone)
        assert hits and hits == find(theirs, text, everyone)


def _never() -> Never:
    raise AssertionError("was read")


def test_an_index_of_the_same_names_is_taken_over_by_the_next_build(tmp_path: Path) -> None:
    kept.save(tmp_path, UNREAD, "1", HERE)
    where = folder(tmp_path, UNREAD)
    before = (where / "names-1" / "whole.json").stat().st_ino
    kept.save(tmp_path, UNREAD, "2", HERE.reverse())
    assert (where / "names-2" / "whole.json").stat().st_ino == before
    kept.save(tmp_path, UNREAD, "3", HERE.with_columns(name=pl.lit("Another")))
    assert (where / "names-3" / "whole.json").stat().st_ino != before


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
def test_what_stands_beside_the_graph_is_found_once(engine: Engine, home: Path, store: Store) -> None:
    lei = {"lei": "5493001KJTIIGC8Y1R12"}
    evidence = {"source_url": "https://example.org/1", "claim_status": "documented", "visibility": "public"}
    firm = {"labels": ["Company"], **evidence}
    mine = entity_frame([{**firm, "entity": "case-umbrel", "dataset": "case", "name": "Umbrel", **lei}])
    theirs = [{"entity": "lei-1", "name": "Umbrel", **lei}, {"entity": "lei-2", "name": "Umbrel Marine"}]
    register = entity_frame([{**firm, "dataset": "register", **row} for row in theirs])
    where = open_home(home)
    for name, said in (("case", mine), ("register", register)):
        record = Dataset(name, "", "", "", "", "2026", 1, 0, [], reference=name == "register")
        datasets.save(where, record, Statements(said, claim_frame([])))
    build(where, store)
    meta = read_meta(store)
    assert meta is not None
    hits = find(kept.names(where, store, meta.key), "Umbrel", ["public"])
    assert [(hit.id, hit.in_graph) for hit in hits] == [("case-umbrel", True), ("lei-2", False)]
