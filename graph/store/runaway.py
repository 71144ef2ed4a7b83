"""Ends questions on the embedded server, which knows no deadline per question and cannot skip rows."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass

from graph.store.administration import administer, running_queries
from graph.store.error import StoreError
from graph.store.server_file import Server

POLL_SECONDS = 0.25
PATIENCE_SECONDS = 0.05  # most cut answers end by themselves within this time


@dataclass
class Question:
    """A running question, known to the server by the mark at its beginning."""

    mark: str
    deadline: float
    wanted: bool = True
    overdue: bool = False


class Deadlines:
    """One thread beside all questions of a connection, which ends those that are due."""

    def __init__(self, server: Server, name: str) -> None:
        self._server, self._name = server, name
        self._lock, self._ending = threading.Lock(), threading.Lock()
        self._running: dict[int, Question] = {}
        self._wake, self._closed = threading.Event(), threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def question(self, seconds: float) -> Iterator[Question]:
        """Watch over a question while the block runs; begin its text with its mark."""
        with self._lock:  # few marks, used again, since the server caches plans by text
            number = next(each for each in itertools.count() if each not in self._running)
            question = Question(f"/*{self._name}-{number}*/", time.monotonic() + seconds)
            self._running[number] = question
        try:
            yield question
        finally:
            self._over(number, question)

    def cut(self, question: Question) -> None:
        """No more rows are wanted: end the question unless it ends by itself at once."""
        question.wanted = False
        question.deadline = min(question.deadline, time.monotonic() + PATIENCE_SECONDS)
        self._wake.set()

    def close(self) -> None:
        self._closed.set()
        self._wake.set()

    def _over(self, number: int, question: Question) -> None:
        """Free the mark, but not while it is being ended: the next question to have it would be ended too."""
        due = not question.wanted or question.deadline <= time.monotonic()
        with self._ending if due else nullcontext(), self._lock:
            del self._running[number]

    def _watch(self) -> None:
        while not self._closed.is_set():
            questions = self._questions()
            urgent = any(question.overdue or not question.wanted for question in questions)
            self._wake.wait(PATIENCE_SECONDS if urgent else POLL_SECONDS)
            self._wake.clear()
            with self._ending:
                if due := [each for each in self._questions() if each.deadline <= time.monotonic()]:
                    self._end(due)

    def _questions(self) -> list[Question]:
        with self._lock:
            return list(self._running.values())

    def _end(self, due: list[Question]) -> None:
        marks = tuple(question.mark for question in due)
        for question in due:
            question.overdue = question.wanted
        with suppress(StoreError):  # it ended by itself, or the server is gone
            for number, text in running_queries(self._server).items():
                if text.startswith(marks):
                    administer(self._server, f"terminate query {number}")
