"""What people judged: who is the same, who is different, and what they took back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

WORDS = ("same", "different", "undo")
_LENGTH = 12


class JudgementError(ValueError):
    """A judgement that cannot be made or read; the message says what to do."""


@dataclass(frozen=True)
class Judgement:
    """One judgement: `of` names two entities by their ids in statements; for an undo one judgement.

    `time` is in ISO form with its zone. Nothing in it can change without its `id` changing.
    """

    says: str
    of: tuple[str, ...]
    author: str
    time: str
    reason: str

    @property
    def id(self) -> str:
        """A hash of all it says, so that an undo can only be of something earlier."""
        parts = "\x1f".join((self.says, *self.of, self.author, self.time, self.reason))
        return blake2b(parts.encode(), digest_size=_LENGTH // 2).hexdigest()

    @property
    def record(self) -> dict[str, Any]:
        """Its values with its id, as they are kept and told."""
        return {"id": self.id, **asdict(self), "of": list(self.of)}


def judged(says: str, of: Sequence[str], author: str, time: datetime, reason: str) -> Judgement:
    """A judgement made of what a person gives; raise JudgementError for what cannot be one."""
    given = of if says == "undo" else sorted(of)
    text = " ".join(reason.split())
    found = Judgement(says, tuple(given), author.strip(), time.isoformat(timespec="microseconds"), text)
    problem = problem_of(found)
    if problem:
        raise JudgementError(problem)
    return found


def problem_of(judgement: Judgement) -> str | None:
    """What is wrong with a judgement: the field, its value, what to do; None where nothing is."""
    if judgement.says not in WORDS:
        return f"says: '{judgement.says}' is not one of {', '.join(WORDS)}"
    count = 1 if judgement.says == "undo" else 2
    if len(set(judgement.of)) != count or len(judgement.of) != count:
        what = "one judgement" if count == 1 else "two different entities"
        return f"of: '{', '.join(judgement.of)}' names not {what}; give {what}"
    for name in ("author", "reason", "time"):
        value = getattr(judgement, name)
        if not value.strip():
            return f"{name}: is empty; say {'who judges' if name == 'author' else 'why'}"
        if not value.isprintable():
            return f"{name}: {value!r} holds control characters; leave them out"
    return None if _is_time(judgement.time) else f"time: '{judgement.time}' is no time with a zone"


def ordered(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Each judgement once, by time and then id."""
    return sorted(set(judgements), key=lambda found: (datetime.fromisoformat(found.time), found.id))


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements `same` and `different` that nothing undoes, by time; an undo may itself be undone."""
    found = ordered(judgements)
    standing = undone_by(found)
    return [each for each in found if each.says != "undo" and each.id not in standing]


def undone_by(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Judgement to the undo that stands against it, both by id; of several the earliest."""
    undos = {each.id: each.of[0] for each in ordered(judgements) if each.says == "undo"}
    earliest = list(undos).index
    waiting = Counter(undos.values())
    ready = [undo for undo in undos if not waiting[undo]]
    standing: dict[str, str] = {}
    for undo in ready:  # grows: an undo is decided once all undos of it are
        target = undos[undo]
        if undo not in standing:
            standing[target] = min(undo, standing.get(target, undo), key=earliest)
        waiting[target] -= 1
        if target in undos and not waiting[target]:
            ready.append(target)
    return standing


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
