"""The name indexes of a home: of what a graph holds, and of what the home knows beside it."""

import json
import shutil
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock

from graph.home import write_json
from graph.identity import kept as identity
from graph.names.find import Names
from graph.names.index import Index, NoIndex, build_index, open_index
from graph.names.rows import IDENTIFIERS, rows
from graph.store.contents import nodes as nodes_of
from graph.store.remembered import folder
from graph.store.session import Store


def save(
    home: Path,
    store: Store,
    build: int | str,
    nodes: pl.DataFrame,
    also: Iterable[pl.DataFrame] = (),
    *,
    also_key: str | None = None,
) -> None:
    """Index the nodes that a build wrote; what is already there for `build` stays, others are removed.

    `also` are the names of entities beside the graph: frames of `rows.SCHEMA`, whose ids are those that the
    graph would give. What names them is `also_key`: an index of that key is kept, and `also` not read.
    Entities of the graph may be among them; they are found as the graph has them, or not at all.
    """
    where = folder(home, store)
    where.mkdir(parents=True, exist_ok=True)
    with FileLock(where / "names.lock"):
        beside = _save_beside(where, also, also_key or str(build))
        content, name = _content(nodes), f"names-{build}"
        _take_over(where, name, content)
        if not _whole(where / name):
            build_index(where / name, [rows(nodes)])
        write_json(where / "names.json", {"beside": beside, "graph": name, "content": content})
        _remove_others(where, {f"names-{build}", beside})


def names(home: Path, store: Store, build: int | str) -> Names:
    """The indexes of the graph as `build` left it, made from the graph where the home has none."""
    where = folder(home, store)
    path = where / f"names-{build}"
    try:
        return Names(open_index(path), _beside(where), identity.merged_away(home))
    except NoIndex:
        where.mkdir(parents=True, exist_ok=True)
    with FileLock(where / "names.lock"):
        if not _whole(path):
            build_index(path, [rows(nodes_of(store))])
        return Names(open_index(path), _beside(where), identity.merged_away(home))


def _take_over(where: Path, name: str, content: str) -> None:
    """Give the index of an earlier build, which had the same names, the name of this build."""
    told = _told(where)
    earlier = where / str(told.get("graph"))
    if told.get("content") == content and _whole(earlier) and not (where / name).exists():
        earlier.rename(where / name)


def _content(nodes: pl.DataFrame) -> str:
    """What all names of the nodes are, as a number; it does not depend on their order."""
    named = nodes.select("id", "label", "labels", "name", "other_names", "visibility", *IDENTIFIERS)
    return f"{pl.__version__} {named.height} {named.hash_rows(seed=1).sum()}"


def _save_beside(where: Path, also: Iterable[pl.DataFrame], also_key: str) -> str | None:
    """The name of the index of what is beside the graph; None where nothing is."""
    name = f"beside-{also_key}"
    if _whole(where / name):
        return name
    batches = iter(also)
    first = next(batches, None)
    if first is None:
        return None
    build_index(where / name, chain([first], batches))
    return name


def _beside(where: Path) -> Index | None:
    name = _told(where).get("beside")
    try:
        return open_index(where / name) if name else None
    except NoIndex:
        return None


def _told(where: Path) -> dict[str, Any]:
    """What is kept of the last build's indexes; empty where nothing is."""
    try:
        told = json.loads((where / "names.json").read_text(encoding="utf-8"))
        return told if isinstance(told, dict) else {}
    except (OSError, ValueError):
        return {}


def _whole(path: Path) -> bool:
    try:
        open_index(path)
    except NoIndex:
        return False
    return True


def _remove_others(where: Path, kept: set[str | None]) -> None:
    """Remove indexes of earlier builds, and what a killed one left; who reads them goes on reading."""
    for stale in (
        *where.glob("names-*"),
        *where.glob("beside-*"),
        *where.glob(".names-*"),
        *where.glob(".beside-*"),
    ):
        if stale.name not in kept:
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink(missing_ok=True)
