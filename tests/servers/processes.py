"""Processes that use a graph, for tests of sharing and of sudden death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from graph.store import watcher

_CLIENT = """
import sys
from pathlib import Path
from graph.store.connect import open_store
with open_store(Path(sys.argv[1]), write=True) as store:
    print(store.address, flush=True)
    for line in sys.stdin:
        store.write("CREATE (:X {n: $n})", {"n": int(line)})
        print("saved", flush=True)
"""


class Client:
    """Another process with the graph of a home open; it writes a number per line."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CLIENT, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self.address = self._line()

    def save(self, number: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        assert self._line() == "saved"

    def kill(self) -> None:
        self.process.kill()
        self._close()

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self._close()

    def _close(self) -> None:
        self.process.wait(30)
        assert self.process.stdout is not None and self.process.stdin is not None
        self.process.stdout.close()
        self.process.stdin.close()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


def server_pid(home: Path) -> int | None:
    return watcher.held_pid(home / "server" / "server.lock")


def watcher_pid(home: Path) -> int | None:
    return watcher.held_pid(home / "server" / "watcher.lock")


def kill_and_wait(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: is_ended(pid))


def is_ended(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
