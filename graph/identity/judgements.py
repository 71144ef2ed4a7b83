"""What people judged about who is who: an append-only file that can be merged with another's copy and undone."""

import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Kind = Literal["same", "different", "undo"]


class JudgementError(ValueError):
    """A judgement that cannot be recorded or read; the message says what to do."""


@dataclass(frozen=True, order=True)
class Judgement:
    """One judgement: `a` and `b` are entity ids of statements; an undo names the judgement it takes back in `a`."""

    time: str
    id: str
    kind: Kind
    a: str
    b: str
    author: str
    reason: str


def read(home: Path) -> list[Judgement]:
    """All judgements of a home in the order of their time; one that stands twice counts once."""
    path = _path(home)
    if not path.exists():
        return []
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            judgement = _parsed(path, number, line)
            found[judgement.id] = judgement
    return sorted(found.values())


def record(home: Path, kind: Kind, a: str, b: str, author: str, reason: str) -> Judgement:
    """Append a judgement; raise JudgementError without a reason or for an entity and itself."""
    if not reason.strip():
        raise JudgementError("a judgement needs a reason; give --reason")
    if a == b:
        raise JudgementError(f"'{a}' is one entity; name two")
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    made = Judgement(now, uuid.uuid4().hex[:12], kind, a, b, author, reason.strip())
    _append(_path(home), [made])
    return made


def undo(home: Path, judgement: str, author: str, reason: str) -> Judgement:
    """Take a judgement back; raise JudgementError where there is none of that id in force."""
    if judgement not in {one.id for one in in_force(read(home))}:
        raise JudgementError(f"no judgement '{judgement}' is in force; `defendergraph judgements` lists them")
    return record(home, "undo", judgement, "", author, reason)


def merge(home: Path, other: Path) -> int:
    """Take over another copy's judgements; returns how many were new."""
    known = {one.id for one in read(home)}
    lines = other.read_text(encoding="utf-8").splitlines()
    theirs = [_parsed(other, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    new = [one for one in theirs if one.id not in known]
    _append(_path(home), new)
    return len(new)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that were not taken back; in whatever order they are given, the answer is the same."""
    known = list(judgements)
    undone = {one.a for one in known if one.kind == "undo"}
    return sorted(one for one in known if one.kind != "undo" and one.id not in undone)


def _path(home: Path) -> Path:
    return home / "judgements.jsonl"


def _append(path: Path, made: Iterable[Judgement]) -> None:
    """Append whole lines in one write, and see them to the disk."""
    text = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in made)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if path.stat().st_size and not _ends_whole(path):
            text = "\n" + text
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _parsed(path: Path, number: int, line: str) -> Judgement:
    try:
        return Judgement(**json.loads(line))
    except (ValueError, TypeError):
        raise JudgementError(f"{path.name}:{number}: is no judgement; correct or remove the line") from None
