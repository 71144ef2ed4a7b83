"""What the last build of a home decided of who is who: what was joined on which grounds, what was not."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from graph.home import write_table
from graph.identity.grounds import GROUNDS
from graph.identity.joining import CONFLICTS
from graph.identity.resolve import Resolved

_IDS = pl.Schema({"entity": pl.String, "id": pl.String})


def save(home: Path, found: Resolved) -> None:
    """Keep it in place of what an earlier build decided."""
    folder = home / "identity"
    folder.mkdir(mode=0o700, exist_ok=True)
    merged = found.ids.select(list(_IDS)).filter(pl.col("entity") != pl.col("id"))
    tables = {"merged": merged.sort("entity"), "grounds": found.grounds, "conflicts": found.conflicts}
    for name, table in tables.items():
        write_table(folder / f"{name}.parquet", table)


def conflicts(home: Path) -> pl.DataFrame:
    """What contradicts itself (columns of CONFLICTS), open conflicts first; empty before the first build."""
    return _read(home, "conflicts", CONFLICTS)


def grounds(home: Path, entities: Iterable[str]) -> pl.DataFrame:
    """The grounds (columns of GROUNDS) on which any of these entities was joined to another."""
    found = _read(home, "grounds", GROUNDS)
    named = pl.element().is_in(list(entities))
    return found.filter(pl.col("entities").list.eval(named).list.any())


def current(home: Path, entities: Iterable[str]) -> dict[str, str]:
    """Entities of statements and their ids in the graph: another's, where one was merged away."""
    asked = list(dict.fromkeys(entities))
    merged = dict(_read(home, "merged", _IDS).filter(pl.col("entity").is_in(asked)).iter_rows())
    return {entity: merged.get(entity, entity) for entity in asked}


def merged_away(home: Path) -> frozenset[str]:
    """The entities of statements that the graph has under another's id."""
    return frozenset(_read(home, "merged", _IDS)["entity"])


def _read(home: Path, name: str, schema: pl.Schema) -> pl.DataFrame:
    """A table of the last build; what is missing or of another layout is made anew by the next."""
    try:
        found = pl.read_parquet(home / "identity" / f"{name}.parquet", glob=False)
    except (OSError, pl.exceptions.PolarsError):
        return pl.DataFrame(schema=schema)
    return found if found.schema == schema else pl.DataFrame(schema=schema)
