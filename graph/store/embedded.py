"""One embedded server for all processes of a home: join it, start it when it is missing, leave it."""

import os
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from graph.store import watcher
from graph.store.error import StoreError
from graph.store.server_file import Server, read_server
from graph.store.server_process import spawn_watcher, start_server

JOIN_SECONDS = 120.0
LEAST_FREE_BYTES = 200 * 1024**2


@dataclass(frozen=True)
class Membership:
    """A place at a server; the lock on its file tells the watcher that somebody is there."""

    folder: Path
    server: Server
    path: Path
    descriptor: int

    def is_alive(self) -> bool:
        """Whether the server that was joined still runs."""
        return watcher.held_pid(self.folder / "server.lock") == self.server.pid

    def leave(self) -> None:
        """Give the place up; the watcher ends the server after the last one."""
        self.path.unlink(missing_ok=True)
        os.close(self.descriptor)


def join(home: Path) -> Membership:
    """Join the server of a home and start it if nobody has."""
    folder = _prepare(home)
    guard = watcher.hold(folder / "start.lock", JOIN_SECONDS)
    if guard is None:
        raise StoreError(f"Another process has been starting the server for {JOIN_SECONDS:.0f} s: {folder}")
    try:
        return _join_under_lock(folder)
    finally:
        os.close(guard)


def _join_under_lock(folder: Path) -> Membership:
    path = folder / "clients" / f"{uuid.uuid4().hex}.lock"
    descriptor = watcher.hold(path)
    if descriptor is None:
        raise StoreError(f"Cannot lock {path}.")
    try:
        return Membership(folder, _running(folder) or start_server(folder), path, descriptor)
    except BaseException:
        path.unlink(missing_ok=True)
        os.close(descriptor)
        raise


def _running(folder: Path) -> Server | None:
    """The server that runs already; what is left of a broken one is ended first."""
    server, pid = read_server(folder / "server.json"), watcher.held_pid(folder / "server.lock")
    if server is None or server.pid != pid:
        if not watcher.end_server(folder):
            raise StoreError(f"An older embedded server cannot be ended; end it by hand: {folder}")
        return None
    if not watcher.is_held(folder / "watcher.lock"):
        spawn_watcher(folder, [])
    return server


def _prepare(home: Path) -> Path:
    folder = home.expanduser().absolute() / "server"
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (folder, folder / "clients"):
            each.mkdir(mode=0o700, exist_ok=True)
            each.chmod(0o700)
        free_bytes = shutil.disk_usage(folder).free
    except OSError as error:
        raise StoreError(f"Cannot use the home {home}: {error.strerror}.") from error
    if free_bytes < LEAST_FREE_BYTES:
        raise StoreError(f"No space for the graph: {free_bytes // 1024**2} MB free at {folder}.")
    return folder
