"""The deeds by which those in the record leave a home; each can be done again, whatever was done before."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout

from graph.forgetting.record import read
from graph.forgetting.texts import NOBODY, Recogniser
from graph.identity import judgement_file
from graph.identity.resolve import read_ledger, save_ledger
from graph.statements import datasets
from graph.store.emptied import empty_embedded

Steps = Callable[[str, int | None], None]
_UNFINISHED = re.compile(r"\..+\.[a-z0-9_]{8}")  # what a killed process was writing


def complete(home: Path, report: Steps = lambda _text, _done: None) -> None:
    """Do what is left to do for those in the record, all but building the graph; under the lock of a build.

    The record stands first, so that nothing comes back; then go the statements, what identity keeps, what is
    remembered of graphs, and last the files of the embedded server.
    """
    record = read(home)
    if record is None or not record.pending:
        return
    known = Recogniser(record)
    report("Taking somebody out of the statements", None)
    datasets.sift_again(home)
    report("Taking somebody out of judgements, ids and indexes", None)
    judgement_file.sift_again(home)
    _sift_ledger(home, known)
    for path in (home / "identity", home / "graphs"):
        if path.exists():
            shutil.rmtree(path)
    _remove_unfinished(home)
    _remove_incoming(home, known)
    report("Emptying the embedded server", None)
    empty_embedded(home)


def _sift_ledger(home: Path, known: Recogniser) -> None:
    """Ids keep their order; those of the forgotten go, those that hold a name get another writing."""
    ledger = read_ledger(home)
    kept = [key for key in ledger.sort("order")["entity"] if known.level("id", key) == NOBODY]
    renamed = list(dict.fromkeys(known.key(key)[0] for key in kept))
    if renamed != ledger.sort("order")["entity"].to_list():
        frame = pl.DataFrame({"entity": renamed}, schema={"entity": pl.String})
        save_ledger(home, frame.with_columns(order=pl.int_range(frame.height, dtype=pl.Int64)))


def _remove_unfinished(home: Path) -> None:
    """What killed processes left of files that are written whole."""
    with FileLock(home / "statements.lock"), FileLock(home / "judgements.lock"):
        for path in home.iterdir():
            if path.is_dir() and path.name.startswith(".sifting-"):
                shutil.rmtree(path)
            elif path.is_file() and _UNFINISHED.fullmatch(path.name):
                path.unlink(missing_ok=True)


def _remove_incoming(home: Path, known: Recogniser) -> None:
    """What a killed load left goes, and so does a lock that bears a name."""
    for path in sorted((home / "incoming").glob("*")):
        try:
            with FileLock(home / "incoming" / f"{path.name.removesuffix('.lock')}.lock").acquire(timeout=0):
                if path.is_dir():
                    shutil.rmtree(path)
                elif known.key(path.name)[1] != NOBODY:
                    path.unlink()
        except Timeout:
            continue
