"""Starts the embedded server and ends it when no process uses it any more.

Runs as a script of its own, on the standard library alone, so that it stays small.
Who lives is told by file locks, which the system drops with the process that holds them:
`server.lock` is held by the Java process, `watcher.lock` by this one, and each file in
`clients` by one open store. `start.lock` guards every change of who lives.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

POLL_SECONDS = 0.5
END_SECONDS = 20.0


def hold(path: Path, seconds: float = 0.0) -> int | None:
    """Lock a file and return its descriptor, or None if another process keeps it locked."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return None
            time.sleep(0.05)


def is_held(path: Path) -> bool:
    """Whether a living process holds the lock of a file."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def sweep_clients(folder: Path) -> int:
    """Remove the files of dead clients; return how many live. Call it under `start.lock`."""
    alive = 0
    for path in folder.glob("*.lock"):
        if is_held(path):
            alive += 1
        else:
            path.unlink(missing_ok=True)
    return alive


def held_pid(path: Path) -> int | None:
    """The process id that the holder of a lock wrote into it; None if nobody holds it."""
    if not is_held(path):
        return None
    text = path.read_text(encoding="ascii", errors="replace").strip()
    return int(text) if text.isdigit() and int(text) > 1 else None


def end_server(folder: Path) -> bool:
    """End the server, politely at first; return whether it is gone. Call it under `start.lock`."""
    (folder / "server.json").unlink(missing_ok=True)
    for number, patience in ((signal.SIGTERM, END_SECONDS), (signal.SIGKILL, 5.0)):
        pid = held_pid(folder / "server.lock")
        if pid is None:
            break
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        _wait_until_free(folder / "server.lock", patience)
    return not is_held(folder / "server.lock")


def main(arguments: list[str]) -> int:
    """`watcher.py FOLDER GRACE_SECONDS [java …]`; without a command it adopts the running server."""
    os.umask(0o077)
    folder, grace_seconds, command = Path(arguments[0]), float(arguments[1]), arguments[2:]
    own = hold(folder / "watcher.lock", 5.0)
    if own is None:
        return 1
    _write_pid(own, os.getpid())
    server = _start(folder, command) if command else None
    if command and server is None:
        return 1
    _watch(folder, grace_seconds, server)
    return 0


def _start(folder: Path, command: list[str]) -> subprocess.Popen[bytes] | None:
    lock = hold(folder / "server.lock", 5.0)
    if lock is None:
        return None
    log = os.open(folder / "java.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    server = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(lock,), cwd=folder
    )
    _write_pid(lock, server.pid)
    os.close(log)
    os.close(lock)
    return server


def _watch(folder: Path, grace_seconds: float, server: subprocess.Popen[bytes] | None) -> None:
    pid = held_pid(folder / "server.lock")
    with suppress(FileNotFoundError):  # the home was removed
        _watch_clients(folder, grace_seconds, server)
    if pid is not None and not (folder / "server.lock").exists():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _watch_clients(folder: Path, grace_seconds: float, server: subprocess.Popen[bytes] | None) -> None:
    used = time.monotonic()
    while is_held(folder / "server.lock"):
        if server is not None and server.poll() is not None:
            return
        guard = hold(folder / "start.lock")
        if guard is None or sweep_clients(folder / "clients"):
            used = time.monotonic()
        elif time.monotonic() - used >= grace_seconds:
            end_server(folder)
        if guard is not None:
            os.close(guard)
        time.sleep(POLL_SECONDS)


def _write_pid(descriptor: int, pid: int) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(pid).encode(), 0)


def _wait_until_free(path: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while is_held(path) and time.monotonic() < deadline:
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
