"""Folders for statements on their way into a home: one for each dataset, gone when the load ends."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from graph.forgetting import record as forgetting
from graph.forgetting.texts import Recogniser
from graph.statements.schema import DatasetError

_PATIENCE_SECONDS = 2.0  # a run that cleans up holds a lock for a moment


@contextmanager
def incoming(home: Path, name: str) -> Iterator[Path]:
    """Give a fresh folder of the home to write a dataset's tables into; it is removed in any case.

    What killed runs left behind is removed first. Raise DatasetError while another run loads the dataset.
    """
    name = _unnamed(home, checked_name(name))
    everything = home / "incoming"
    everything.mkdir(mode=0o700, exist_ok=True)
    _clean(everything)
    lock = _lock(everything, name)
    try:
        lock.acquire(timeout=_PATIENCE_SECONDS)
    except Timeout:
        raise DatasetError(
            f"another run is loading '{name}' into this home; try again when it has ended"
        ) from None
    folder = everything / name
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def checked_name(name: str) -> str:
    """The name of a dataset, if it is one; raise DatasetError."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise DatasetError(f"'{name}' is no dataset's name; use small letters, digits, '-' and '_'")
    return name


def _unnamed(home: Path, name: str) -> str:
    """Another name for a dataset that is named after somebody forgotten."""
    record = forgetting.read(home)
    return Recogniser(record).key(name)[0] if record else name


def _lock(everything: Path, name: str) -> FileLock:
    """Held by the run that fills the folder of a dataset; it ends with its process."""
    return FileLock(everything / f"{name}.lock")


def _clean(everything: Path) -> None:
    for left in (path for path in everything.iterdir() if path.is_dir()):
        try:
            with _lock(everything, left.name).acquire(timeout=0):
                shutil.rmtree(left)
        except Timeout:
            continue
