"""Ends questions on the embedded server, which knows no deadline per question and cannot skip rows."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from graph.store.administration import administer, running_queries
from graph.store.error import StoreError
from graph.store.server_file import Server

GRACE_SECONDS = 0.05
_POLL_SECONDS = 0.2


class Ending:
    """Waits beside a question and ends it on the server at its deadline, or when told to."""

    def __init__(self, server: Server, mark: str, seconds: float) -> None:
        self.overdue = False
        self._server, self._mark = server, mark
        self._deadline = time.monotonic() + seconds
        self._changed = threading.Condition()
        self._wanted, self._finished = True, False

    def soon(self) -> None:
        """No more rows are wanted: end the question unless it ends by itself at once."""
        with self._changed:
            self._wanted = False
            self._deadline = min(self._deadline, time.monotonic() + GRACE_SECONDS)
            self._changed.notify()

    def finish(self) -> None:
        with self._changed:
            self._finished = True
            self._changed.notify()

    def watch(self) -> None:
        while self._is_due():
            try:
                self._end()
            except StoreError:
                return
            time.sleep(_POLL_SECONDS)

    def _is_due(self) -> bool:
        """Wait for the deadline; False if the question was finished before."""
        with self._changed:
            while not self._finished and (left := self._deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            self.overdue = self.overdue or (self._wanted and not self._finished)
            return not self._finished

    def _end(self) -> None:
        for number, text in running_queries(self._server).items():
            if text.startswith(self._mark):
                administer(self._server, f"terminate query {number}")


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
