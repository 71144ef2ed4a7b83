"""Forgetting somebody, killed at any change of the disk: the next run completes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest

from graph.forgetting import record as records
from graph.forgetting.leaving import complete
from graph.home import open_home
from graph.identity import judgement_file
from graph.identity.resolve import extended_ledger, read_ledger, save_ledger
from graph.statements import datasets
from tests.forgetting_home import RECORD, holding, noted, said
from tests.test_forgetting import NAMES, Dataset, judge


class Killed(BaseException):
    """What stands for a process that is killed."""


@contextmanager
def killed_at(step: int) -> Iterator[list[str]]:
    """Nothing reaches the disk from the change number `step` on; gives the changes that were made."""
    done: list[str] = []

    def doomed(name: str, real):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        def change(*given, **named):  # type: ignore[no-untyped-def]  # noqa: ANN002, ANN003, ANN202
            if len(done) >= step:
                raise Killed
            done.append(f"{name} {given[0]}")
            return real(*given, **named)

        return change

    with (
        patch.object(Path, "replace", doomed("replace", Path.replace)),
        patch.object(Path, "unlink", doomed("unlink", Path.unlink)),
        patch("shutil.rmtree", doomed("rmtree", __import__("shutil").rmtree)),
    ):
        yield done


def filled(home: Path) -> Path:
    """A home with all that can hold a name, but no server: its folder is as one would leave it."""
    open_home(home)
    datasets.save(home, Dataset("ana-oyola"), said("ana-oyola"))
    datasets.save(home, RECORD, said())
    judgement_file.append(
        home, [judge("same", "x-ana-oyola", "x-9"), judge("same", "a", "b", reason="Ana Oyola")]
    )
    save_ledger(home, extended_ledger(read_ledger(home), said().entities["entity"]))
    left = ("identity/merged.parquet", "graphs/embedded/names-1.parquet", "graphs/ab12/state.json")
    server = ("server/databases/neo4j/a.bucket", "server/server.log", "server/hs_err_pid7.log")
    stray = (
        "statements/killed/entities-1.parquet",
        "incoming/other/a.csv",
        "statements/mine/claims-old.parquet",
    )
    more = (".ids.parquet.abcd123_", "statements/mine/.dataset.json.abcd1234", "incoming/ana-oyola.lock")
    for name in (*left, *server, *stray, *more):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        frame = pl.DataFrame({"name": ["Ana Oyola"]})
        frame.write_parquet(home / name) if name.endswith(".parquet") else frame.write_csv(home / name)
    (home / "server" / "config").mkdir()
    return home


def test_killed_at_any_change_the_next_run_completes(tmp_path: Path) -> None:
    whole = filled(tmp_path / "whole")
    record = noted(whole, "x-ana-oyola")
    with killed_at(1_000) as changes:
        complete(whole)
    wanted, step = datasets.statements(whole), 0
    assert holding(whole, *NAMES) == set() and len(changes) > 15
    for step in range(len(changes)):
        home = filled(tmp_path / str(step))
        records.write(home, record)
        with killed_at(step), pytest.raises(Killed):
            complete(home)
        found = datasets.datasets(home)
        assert all(set(datasets.tables(home, each.name)) == {"entities", "claims"} for each in found)
        assert holding(home, *NAMES), changes[step]
        complete(home)
        assert holding(home, *NAMES) == set(), changes[step]
        after = datasets.statements(home)
        assert after.entities.equals(wanted.entities) and after.claims.equals(wanted.claims), changes[step]
        assert len(judgement_file.read(home)) == 1
    assert step
