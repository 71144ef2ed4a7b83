"""Judgements without those who are forgotten."""

from collections.abc import Iterable
from dataclasses import replace

from graph.forgetting.texts import NOBODY, Recogniser
from graph.identity.judgements import Judgement, ordered


def without(judgements: Iterable[Judgement], known: Recogniser) -> list[Judgement]:
    """Leave out judgements of those forgotten and what takes them back; rename in the others.

    A judgement that changes gets another id, and an undo of it names that.
    """
    kept: list[Judgement] = []
    became: dict[str, str | None] = {}
    for each in ordered(judgements):
        found = _renamed(each, known, became)
        became[each.id] = found.id if found else None
        if found:
            kept.append(found)
    return kept


def _renamed(each: Judgement, known: Recogniser, became: dict[str, str | None]) -> Judgement | None:
    words = {name: known.text(getattr(each, name))[0] for name in ("author", "reason")}
    if each.says == "undo":
        target = became.get(each.of[0], each.of[0])
        return replace(each, of=(target,), **words) if target else None
    if any(known.level("id", key) != NOBODY for key in each.of):
        return None
    return replace(each, of=tuple(sorted(known.key(key)[0] for key in each.of)), **words)
