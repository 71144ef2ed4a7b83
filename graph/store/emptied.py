"""Removes all that the embedded server of a home has written: rows it has deleted stay in its files."""

import os
import shutil
import sys
from pathlib import Path

from graph.store.error import StoreError

_STAYS = ("clients", "config", "server.lock", "start.lock", "watcher.lock")
_LONGEST_WAIT = 120.0


def empty_embedded(home: Path) -> None:
    """End the embedded server of a home and remove its databases and logs; it is started again when asked.

    Who has it open is served by the new one, which holds nothing until the next build.
    """
    folder = home / "server"
    if sys.platform == "win32" or not folder.exists():
        return
    from graph.store import watcher  # noqa: PLC0415 - has no locks on Windows

    guard = watcher.hold(folder / "start.lock", _LONGEST_WAIT)
    if guard is None:
        raise StoreError(f"The embedded server is being started by another process: {folder}; try again.")
    try:
        if not watcher.end_server(folder):
            raise StoreError(f"The embedded server cannot be ended; end it by hand: {folder}")
        for path in folder.iterdir():
            if path.name not in _STAYS:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    finally:
        os.close(guard)
