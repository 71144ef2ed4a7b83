"""Statements on disk: typed, replaced whole, never without a source."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.model.ontology import ontology
from graph.statements import datasets
from graph.statements.datasets import Dataset, DatasetError
from graph.statements.schema import CLAIMS, ENTITIES, Statements, claim_frame, entity_frame

SOURCED = {"type": "OWNS", "from": "a", "to": "b", "dataset": "d", "source_url": "https://example.org/1"}


def said(*rows: Mapping[str, Any], name: str = "A") -> Statements:
    entities = [{"entity": key, "labels": ["Company"], "name": name, "dataset": "d"} for key in ("a", "b")]
    return Statements(entity_frame(entities), claim_frame({**SOURCED, **row} for row in rows or [{}]))


def dataset(name: str = "d") -> Dataset:
    return Dataset(
        name, "Title", "Publisher", "CC0-1.0", "https://example.org", "2026-01-01", 2, 1, ["d.yaml"]
    )


def test_tables_are_typed_by_the_ontology(home: Path) -> None:
    row = {"share": 51.0, "since": "2016-03", "amount": 5.0, "claim_status": "documented"}
    saved = datasets.save(home, dataset(), said(row))
    folder = datasets.folder(home, "d")
    claims = pl.read_parquet(folder / saved.tables["claims"])
    entities = pl.read_parquet(folder / saved.tables["entities"])
    assert (claims.schema, entities.schema) == (CLAIMS, ENTITIES)
    assert (CLAIMS["share"], CLAIMS["since"], CLAIMS["tier"]) == (pl.Float64(), pl.String(), pl.Int64())
    assert (ENTITIES["other_names"], ENTITIES["anonymous"]) == (pl.List(pl.String), pl.Boolean())
    assert {*ontology().evidence, *ontology().period} <= set(CLAIMS)


def test_what_was_said_comes_back_as_it_was_said(home: Path) -> None:
    given = said({"share": 51.0, "says": "Owns more than half."}, {"share": 49.0})
    datasets.save(home, dataset(), given)
    back = datasets.statements(home)
    assert back.claims.equals(given.claims)
    assert back.entities.equals(given.entities)


def test_a_dataset_is_replaced_whole(home: Path) -> None:
    datasets.save(home, dataset(), said({"share": 1.0}, {"share": 2.0}))
    datasets.save(home, dataset("other"), said({"share": 9.0}))
    datasets.save(home, dataset(), said({"share": 3.0}, name="B"))
    back = datasets.statements(home)
    assert sorted(back.claims["share"].to_list()) == [3.0, 9.0]
    assert len(list(datasets.folder(home, "d").iterdir())) == 3


def test_a_removed_dataset_is_gone_and_another_stays(home: Path) -> None:
    datasets.save(home, dataset(), said())
    datasets.save(home, dataset("other"), said())
    datasets.remove(home, "d")
    assert [one.name for one in datasets.datasets(home)] == ["other"]
    with pytest.raises(DatasetError, match="no dataset 'd' is loaded; loaded are: other"):
        datasets.remove(home, "d")


@pytest.mark.parametrize("source", [{}, {"source_url": None}, {"citation": ""}, {"citation": "  "}])
def test_a_relationship_without_a_source_is_refused_and_nothing_is_written(
    home: Path, source: dict[str, Any]
) -> None:
    datasets.save(home, dataset(), said({"share": 1.0}))
    before = contents(home)
    with pytest.raises(DatasetError, match="1 claims have no source, first a OWNS b; give each") as caught:
        datasets.save(home, dataset(), said({}, {"share": 2.0, "source_url": None, **source}))
    assert "\n" not in str(caught.value)
    assert contents(home) == before


def test_a_citation_is_a_source(home: Path) -> None:
    datasets.save(home, dataset(), said({"source_url": None, "citation": "Annual report 2016, page 3"}))
    assert datasets.statements(home).claims.height == 1


def test_a_dataset_of_another_ontology_is_named(home: Path) -> None:
    datasets.save(home, replace(dataset("old"), ontology=0), said())
    datasets.save(home, dataset("new"), said())
    with pytest.raises(
        DatasetError, match=r"loaded under another ontology than version \d+: old; load them again"
    ):
        datasets.statements(home)


@pytest.mark.parametrize("name", ["", "../x", "A", "a b", "-a", "a/b", "ü"])
def test_a_strange_name_is_refused(home: Path, name: str) -> None:
    with pytest.raises(DatasetError, match="is no dataset's name"):
        datasets.save(home, dataset(name), said())


@pytest.mark.parametrize("broken", ["dataset.json", "claims", "entities"])
def test_a_broken_file_is_told_with_its_dataset(home: Path, broken: str) -> None:
    datasets.save(home, dataset(), said())
    for path in datasets.folder(home, "d").glob(f"{broken}*"):
        path.write_bytes(b"{broken")
    with pytest.raises(DatasetError, match="'d' cannot be read"):
        datasets.statements(home)


def test_a_field_of_a_newer_program_is_told_with_its_dataset(home: Path) -> None:
    datasets.save(home, dataset(), said())
    path = datasets.folder(home, "d") / "dataset.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "colour": "red"}))
    with pytest.raises(DatasetError, match="dataset 'd' cannot be read"):
        datasets.datasets(home)


_SAVER = """
import sys
from pathlib import Path
from tests.test_statements import dataset, many
from graph.statements import datasets
home = Path(sys.argv[1])
print("ready", flush=True)
for round in range(10_000):
    datasets.save(home, dataset(), many(round))
"""


def many(share: int) -> Statements:
    """Statements whose claims all state one share, so that a mixture is seen."""
    rows = [{**SOURCED, "to": str(i), "share": float(share % 100)} for i in range(300)]
    return Statements(said(name=str(share % 100)).entities, claim_frame(rows))


@pytest.mark.parametrize("after", [0.05, 0.2, 0.35])
def test_a_save_that_is_killed_leaves_old_or_new(home: Path, after: float) -> None:
    datasets.save(home, dataset(), many(0))
    saver = subprocess.Popen(
        [sys.executable, "-c", _SAVER, str(home)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
    )
    assert saver.stdout is not None and saver.stdout.readline() == b"ready\n"
    time.sleep(after)
    saver.send_signal(signal.SIGKILL)
    saver.wait(30)
    saver.stdout.close()
    back = datasets.statements(home)
    assert back.claims.height == 300 and back.claims["share"].n_unique() == 1
    assert {f"{back.claims['share'][0]:g}"} == set(back.entities["name"])
    datasets.save(home, dataset(), many(7))
    assert len(list(datasets.folder(home, "d").iterdir())) == 3


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, locks left out, as it stands on disk."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
