"""Who is who, as people judge it: from what they type to a judgement that is kept."""

import getpass
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.session import Session
from graph.identity import judgement_file
from graph.identity.judgements import Judgement, JudgementError, judged, undone_by
from graph.model.entity import Entity


def author(given: str | None) -> str:
    """Who judges: as given, else DEFENDERGRAPH_AUTHOR, else the login name."""
    try:
        return given or os.environ.get("DEFENDERGRAPH_AUTHOR", "").strip() or getpass.getuser()
    except (OSError, KeyError):
        raise JudgementError("nobody is known to judge; name yourself with --author") from None


def judge(
    opened: Session, says: str, pair: tuple[str, str], who: str, reason: str
) -> tuple[Judgement, list[Entity]]:
    """Keep a judgement of two entities, given as ids, identifiers or names; return it with the entities.

    Raise Unclear for a name that fits several, JudgementError where the two cannot be judged so.
    """
    entities = [opened.entity(text) for text in pair]
    ids = [of_statement(entity, text) for entity, text in zip(entities, pair, strict=True)]
    if ids[0] == ids[1]:
        raise JudgementError(_one_already(*pair, entities[0]))
    if says == "same":
        _check_kinds(entities)
    found = judged(says, ids, who, datetime.now(UTC), reason)
    judgement_file.append(opened.home, [found])
    return found, entities


def of_statement(entity: Entity, text: str) -> str:
    """The id that a judgement refers to: one that was merged away, where just that was given."""
    return text if text in (entity.properties.get("merged_ids") or ()) else entity.id


def notes(says: str, entities: Sequence[Entity]) -> list[str]:
    """What a person should know who judges two entities the same."""
    leis = [found.properties.get("lei") for found in entities]
    if says == "same" and all(leis) and leis[0] != leis[1]:
        return [f"their LEIs differ: {leis[0]} and {leis[1]}"]
    return []


def take_back(home: Path, key: str, who: str, reason: str) -> tuple[Judgement, Judgement]:
    """Keep an undo of the judgement whose id begins with `key`; return it, and what it undoes."""
    known = judgement_file.read(home)
    fitting = [each for each in known if key and each.id.startswith(key)]
    if len(fitting) != 1:
        told = "fits several judgements; give more of its id" if fitting else "is no judgement's id"
        raise JudgementError(f"'{key}' {told}; see: defendergraph judgements")
    [of] = fitting
    undo = undone_by(known).get(of.id)
    if undo:
        raise JudgementError(
            f"{of.id} is undone already; to put it in force again: defendergraph undo {undo} --reason …"
        )
    found = judged("undo", [of.id], who, datetime.now(UTC), reason)
    judgement_file.append(home, [found])
    return found, of


def _one_already(first: str, second: str, entity: Entity) -> str:
    merged = entity.properties.get("merged_ids") or ()
    told = f"'{first}' and '{second}' are both {entity.id}"
    return f"{told}; name two of its ids: {', '.join([entity.id, *merged])}" if merged else told


def _check_kinds(entities: Iterable[Entity]) -> None:
    one, other = entities
    for entity in (one, other):
        if entity.base == "Undisclosed":
            raise JudgementError(f"{entity.id} is not named by its source; it cannot be the same as another")
    if one.base != other.base:
        raise JudgementError(
            f"{one.id} is a {one.base} and {other.id} a {other.base}; only two of one kind can be the same"
        )
