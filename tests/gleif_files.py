"""The fixture files of GLEIF, read, changed in one place, or packed; and what a load of them says."""

import csv
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from graph.statements.schema import CLAIMS, ENTITIES, check_columns, check_sources
from loaders import gleif
from loaders.source import Written

FOLDER = Path(__file__).parent / "fixtures" / "gleif"
LEI2, RR, REPEX = (FOLDER / f"{name}.csv" for name in ("lei2", "rr", "repex"))
_BESIDE = [folder / "shared" / "data" / "gleif" for folder in Path(__file__).parents[2:]]
SAMPLES = next((folder for folder in _BESIDE if folder.exists()), _BESIDE[0])

ALDER, HONDURAS = "98450EXALDER00000029", "98450EXHOND000000089"
UMBRELLA, SUB, FEEDER = "98450EXBIRCHU0000081", "98450EXBIRCHS0000039", "98450EXBIRCHF0000057"
MANAGER, BRANCH, TOWN = "98450EXCEDAR00000084", "98450EXBRANCH0000064", "98450EXTOWN000000037"
RIVER, SOLE, MERGED = "98450EXRIVER00000077", "98450EXSOLE000000055", "98450EXDOGWOOD000014"
DUPLICATE, ENDED, OLD = "98450EXDUPL000000091", "98450EXELM0000000024", "98450EXOLD0000000032"
ABSENT, ANNULLED = "98450EXABSENT0000087", "98450EXANNUL00000000"


@dataclass(frozen=True)
class Read:
    """What a load said, as rows, and its counts."""

    entities: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    rejected: list[dict[str, Any]]
    written: Written
    tables: Mapping[str, Path]

    def entity(self, lei: str, **values: object) -> dict[str, Any]:
        """The one statement about an LEI that has a name, or has these values."""
        rows = [row for row in self.entities if row["entity"] == f"lei-{lei.lower()}"]
        return one(
            row for row in rows if all(row.get(k) == v for k, v in values.items()) and (values or row["name"])
        )

    def between(self, start: str, end: str) -> list[dict[str, Any]]:
        """The claims from one to another, countries by their codes."""
        pair = tuple(
            f"lei-{key.lower()}" if len(key) == 20 else f"country-{key.lower()}" for key in (start, end)
        )
        return [row for row in self.claims if (row["from"], row["to"]) == pair]

    def types(self) -> set[tuple[str, str, str]]:
        """(from, type, to) of every claim."""
        return {(row["from"], row["type"], row["to"]) for row in self.claims}

    def reasons(self) -> list[str]:
        """Why rows were rejected."""
        return [row["reason"] for row in self.rejected]


def one(rows: Any) -> dict[str, Any]:  # noqa: ANN401 - an iterable of rows
    """The only row."""
    found = list(rows)
    assert len(found) == 1, found
    result: dict[str, Any] = found[0]
    return result


def read(folder: Path, *paths: Path, before: Mapping[str, Path] | None = None) -> Read:
    """Load files into a new folder in `folder`; the tables must be the ontology's."""
    into = folder / f"into-{len(list(folder.glob('into-*')))}"
    into.mkdir()
    written = gleif.write(paths, "gleif", into, before)
    found = {name: into / f"{name}.parquet" for name in ("entities", "claims", "rejected")}
    tables = {name: pl.read_parquet(path) for name, path in found.items()}
    check_columns(tables["entities"].lazy(), ENTITIES, "entities")
    check_columns(tables["claims"].lazy(), CLAIMS, "claims")
    check_sources(tables["claims"])
    assert not tables["claims"]["claim"].is_duplicated().any()
    assert (written.claims, written.rejected) == (tables["claims"].height, tables["rejected"].height)
    assert written.entities == tables["entities"]["entity"].n_unique()
    entities, claims, rejected = (_as_they_are(tables[name]) for name in ("entities", "claims", "rejected"))
    return Read(entities, claims, rejected, written, found)


def changed(folder: Path, source: Path, row: int, values: Mapping[str, str], name: str = "") -> Path:
    """A copy of a CSV with other values in one row (from 0; -1 adds a copy of the first)."""
    with source.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if row < 0:
        rows.append(dict(rows[0]))
    rows[row] |= values
    target = folder / (name or source.name)
    write(target, rows)
    return target


def write(target: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows as GLEIF does: every field quoted."""
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def packed(folder: Path, *sources: Path, name: str = "") -> Path:
    """A zip of files."""
    target = folder / (name or f"{sources[0].name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sources:
            archive.write(source, source.name)
    return target


def copied(folder: Path, source: Path, name: str) -> Path:
    """A copy under another name."""
    return Path(shutil.copy(source, folder / name))


def _as_they_are(table: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in row.items() if value is not None} | _named(row)
        for row in table.to_dicts()
    ]


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": row.get("name")} if "entity" in row else {}
