"""Small name indexes for tests, from entities that are written out."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from graph.names.find import Names
from graph.names.index import build_index, open_index
from graph.names.rows import IDENTIFIERS, rows

EVERYONE = ("public", "partner", "restricted")
_LISTS = ("labels", "other_names", "isin")
_COLUMNS = pl.Schema(
    {
        name: pl.List(pl.String) if name in _LISTS else pl.String()
        for name in ("id", "label", "labels", "name", "other_names", "visibility", *IDENTIFIERS)
    }
)


def entities(given: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Entities as a projection's nodes have them; a company, and public, unless given."""
    base = {"label": "Company", "labels": ["Company"], "visibility": "public"}
    return pl.DataFrame([{**base, **one} for one in given], schema=_COLUMNS)


def index(
    folder: Path, given: Iterable[Mapping[str, Any]], beside: Iterable[Mapping[str, Any]] = ()
) -> Names:
    """An index of these entities in `folder`, with those `beside` the graph."""
    build_index(folder / "names", [rows(entities(given))])
    also = list(beside)
    if also:
        build_index(folder / "beside", [rows(entities([one])) for one in also])
    return Names(open_index(folder / "names"), open_index(folder / "beside") if also else None)


def named(*names: str) -> list[dict[str, Any]]:
    """An entity for each name, with the id `e0`, `e1` …"""
    return [{"id": f"e{number}", "name": name} for number, name in enumerate(names)]
