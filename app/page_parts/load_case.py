"""Loading case files from the app: checked whole, saved, built; a refused file leaves nothing behind."""

import tempfile
from pathlib import Path

from app.loaded_record import loaded_record
from graph.home import open_home
from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.store.build import BuildRefused, Built, Steps, build
from graph.store.connect import open_store
from graph.store.error import StoreError
from graph.store.remembered import profile_of
from loaders import cases
from loaders.lines import RefusedFile

Loaded = tuple[Dataset, Built]


def load_uploaded(name: str, data: bytes, report: Steps) -> Loaded:
    """Load one case file by its own name; raise RefusedFile with a line for each problem."""
    with tempfile.TemporaryDirectory(prefix="defendergraph-") as folder:
        path = Path(folder) / (Path(name).name or "case.yaml")
        path.write_bytes(data)
        try:
            return _load([path], cases.dataset([path]), report)
        except RefusedFile as error:
            raise RefusedFile([line.replace(f"{folder}/", "") for line in error.problems]) from None


def load_shipped(report: Steps) -> Loaded:
    """Load the cases that ship with the program."""
    return _load(cases.files([]), cases.SOURCE.name, report)


def _load(paths: list[Path], name: str, report: Steps) -> Loaded:
    home = open_home()
    report("Checking the file", None)
    statements = cases.read(paths, name)
    record = loaded_record(cases.SOURCE, name, paths, statements)
    fresh = name not in {known.name for known in datasets.datasets(home)}
    with open_store(home, write=True) as store:
        saved = datasets.save(home, record, statements)
        try:
            return saved, build(home, store, profile_of(home, store), report)
        except (BuildRefused, StoreError):
            if fresh:
                datasets.remove(home, name)
            raise
