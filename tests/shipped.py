"""The shipped cases, and any other statements, built into an engine for the tests that read them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from graph.home import home_id, open_home
from graph.model.entity import base_labels
from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.statements.schema import Statements
from graph.store.build import build
from graph.store.connect import open_store
from graph.store.remembered import read_meta
from graph.store.session import Store
from loaders import cases
from loaders.lines import RefusedFile
from tests.servers.engines import Engine


@cache
def shipped() -> Statements:
    """The statements of the shipped case files that can be read."""
    return cases.read([path for path in cases.files([]) if _readable(path)])


def keep(home: Path, said: Mapping[str, Statements]) -> Path:
    """Put statements into a home, by the names of their datasets."""
    where = open_home(home)
    for name, statements in said.items():
        datasets.save(where, Dataset(name, name, "test", "test", "test", "2026", 0, 0, []), statements)
    return where


@contextmanager
def built(
    engine: Engine, home: Path, said: Mapping[str, Statements], profile: str = "restricted"
) -> Iterator[Store]:
    """An engine that holds nothing but these statements, as far as `profile` may see them.

    What an earlier test of the same home left there is kept. The environment names the engine only while it
    is opened and built.
    """
    with pytest.MonkeyPatch.context() as environment:
        for name, value in engine.environment.items():
            environment.setenv(name, value)
        engine.prepare_home(home)
        where = keep(home, said)
        if not _is_of(where):
            engine.empty()
        store = open_store(where, write=True)
        build(where, store, profile)
    with store:
        yield store


def busiest(store: Store, most: int) -> Sequence[str]:
    """The ids of the entities with most claims, `most` of each label."""
    text = "MATCH (n:{})-[r]-() RETURN n.id AS id, count(r) AS claims ORDER BY claims DESC, id LIMIT {}"
    return [str(row[0]) for label in base_labels() for row in store.read(text.format(label, most)).rows]


def _is_of(home: Path) -> bool:
    with open_store(home) as store:
        meta = read_meta(store)
    return meta is not None and meta.home == home_id(home)


def _readable(path: Path) -> bool:
    try:
        return bool(cases.read([path]))
    except RefusedFile:
        return False
