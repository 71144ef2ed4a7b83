"""The judgements of a home: a file of one line each that only grows, and that can take in another's."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from filelock import FileLock

from graph.forgetting import record as forgetting
from graph.forgetting.judged import without
from graph.forgetting.texts import Recogniser
from graph.home import write_whole
from graph.identity.judgements import Judgement, JudgementError, ordered, problem_of

_FIELDS = {"id", "says", "of", "author", "time", "reason"}


class RefusedJudgements(JudgementError):  # noqa: N818 - it is what happened
    """A file of judgements of which a line is not one; the message says which."""


def path_of(home: Path) -> Path:
    """Where a home keeps its judgements."""
    return home / "judgements.jsonl"


def read(home: Path) -> list[Judgement]:
    """The judgements of a home by time; a last line that a killed process left unfinished does not count."""
    try:
        data = path_of(home).read_bytes()
    except FileNotFoundError:
        return []
    return ordered(_parsed(path_of(home), _whole(data)))


def append(home: Path, judgements: Iterable[Judgement]) -> None:
    """Write judgements at the end of the file, each as a whole line that lasts through a power cut.

    What a killed process left unfinished at the end is repaired first. Raise JudgementError for one that
    names somebody forgotten.
    """
    given = list(judgements)
    path, lines = path_of(home), [_line(each) for each in given]
    with FileLock(home / "judgements.lock"):
        if _kept(home, given) != ordered(given):
            raise JudgementError("it names somebody who was forgotten; judge without the name")
        if not path.exists():
            write_whole(path, b"")
        _repair(path)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            for line in lines:
                _write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def merge(home: Path, file: Path) -> int:
    """Take in the judgements of another copy of the file; return how many were new.

    Those who are forgotten are left out. Raise RefusedJudgements, with nothing taken in, for a file of which
    any line is not a judgement.
    """
    data = file.read_bytes()
    known = set(read(home))
    new = [each for each in _kept(home, _parsed(file, data)) if each not in known]
    if new:
        append(home, new)
    return len(new)


def sift_again(home: Path) -> None:
    """Take those who are forgotten out of the judgements of a home, in one step."""
    path = path_of(home)
    with FileLock(home / "judgements.lock"):
        if path.exists():
            _repair(path)
            known = read(home)
            kept = _kept(home, known)
            if kept != known:
                write_whole(path, b"".join(map(_line, kept)))


def _kept(home: Path, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements by time, without those who are forgotten."""
    record = forgetting.read(home)
    return without(judgements, Recogniser(record)) if record else ordered(judgements)


def _line(judgement: Judgement) -> bytes:
    return (json.dumps(judgement.record, ensure_ascii=False) + "\n").encode()


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _repair(path: Path) -> None:
    data = path.read_bytes()
    whole = _whole(data)
    if len(whole) < len(data):
        os.truncate(path, len(whole))
    elif data and not data.endswith(b"\n"):
        with path.open("ab") as file:
            file.write(b"\n")


def _whole(data: bytes) -> bytes:
    """The file without a last line that was not finished: one without an end that is no judgement."""
    head, end, tail = data.rpartition(b"\n")
    return data if not tail or isinstance(_judgement(tail), Judgement) else head + end


def _parsed(path: Path, data: bytes) -> list[Judgement]:
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        one = _judgement(line)
        if isinstance(one, str):
            raise RefusedJudgements(f"{path}:{number}: {one}; take the line out or get the file again")
        found.append(one)
    return found


def _judgement(line: bytes) -> Judgement | str:
    """A judgement from its line, or what is wrong with it."""
    try:
        raw: Any = json.loads(line.decode())
    except ValueError:
        return f"is no judgement: {line[:60].decode(errors='replace')!r}"
    if not isinstance(raw, dict) or set(raw) != _FIELDS:
        return f"needs the fields {', '.join(sorted(_FIELDS))}, and no other"
    texts = (raw["id"], raw["says"], raw["author"], raw["time"], raw["reason"])
    if not isinstance(raw["of"], list) or not all(isinstance(text, str) for text in (*texts, *raw["of"])):
        return "holds a value that is no text"
    found = Judgement(raw["says"], tuple(raw["of"]), raw["author"], raw["time"], raw["reason"])
    if found.id != raw["id"]:
        return f"id: '{raw['id']}' is not that of what the line says; it was changed"
    return problem_of(found) or found
