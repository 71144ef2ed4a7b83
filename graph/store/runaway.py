"""Ends questions on the embedded server, which knows no deadline per question and cannot skip rows."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from graph.store.error import StoreError
from graph.store.server_file import Server
from graph.store.server_process import ask_server

GRACE_SECONDS = 0.05
_POLL_SECONDS = 0.2


class Ending:
    """Waits beside a question and ends it on the server at its deadline, or when told to."""

    def __init__(self, server: Server, mark: str, seconds: float) -> None:
        self.acted = False
        self._server, self._mark = server, mark
        self._deadline = time.monotonic() + seconds
        self._changed = threading.Condition()
        self._finished = False

    def soon(self) -> None:
        """No more rows are wanted: end the question unless it ends by itself at once."""
        with self._changed:
            self._deadline = min(self._deadline, time.monotonic() + GRACE_SECONDS)
            self._changed.notify()

    def finish(self) -> None:
        with self._changed:
            self._finished = True
            self._changed.notify()

    def watch(self) -> None:
        while self._waits():
            self.acted = True
            try:
                self._end()
            except StoreError:
                return

    def _waits(self) -> bool:
        """Wait for the deadline; False if the question was finished before."""
        with self._changed:
            if self.acted:
                self._changed.wait(_POLL_SECONDS)
            while not self._finished and (left := self._deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            return not self._finished

    def _end(self) -> None:
        for query in ask_server(self._server, "list queries"):
            if query["text"].startswith(self._mark):
                ask_server(self._server, f"terminate query {query['id']}")


class Marks:
    """Marks for the questions of a store: few and used again, since the server caches plans by text."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._used: set[int] = set()

    @contextmanager
    def take(self) -> Iterator[str]:
        with self._lock:
            number = next(each for each in itertools.count() if each not in self._used)
            self._used.add(number)
        try:
            yield f"/*{self._name}-{number}*/"
        finally:
            with self._lock:
                self._used.discard(number)


@contextmanager
def ending(server: Server, mark: str, seconds: float) -> Iterator[Ending]:
    """Watch over a question while the block runs."""
    watch = Ending(server, mark, seconds)
    thread = threading.Thread(target=watch.watch, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.finish()
