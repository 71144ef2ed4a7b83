"""Judgements, conflicts and merges as far as a profile may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from app.session import Session
from graph.identity import judgement_file, kept
from graph.identity.grounds import HUMAN
from graph.identity.judgements import Judgement, undone_by
from graph.model.entity import Entity
from graph.model.ontology import ontology

_MOST_EXAMINED = 1_000


@dataclass(frozen=True)
class Conflicts:
    """How many conflicts there are, how many of them are settled, and those open that a profile may see."""

    count: int
    settled: int
    seen: list[dict[str, Any]]


def listed(home: Path, opened: Session | None, profile: str) -> list[dict[str, Any]]:
    """The judgements that a profile may see: for the fullest all, else those of entities that it sees.

    Who judged and why is for the fullest profile only: reasons name whom they will, authors may be at risk.
    """
    known = judgement_file.read(home)
    undone, full = undone_by(known), profile == ontology().visibility[-1]
    by_id = {each.id: each for each in known}
    seen = set() if full else visible(opened, (e for each in known if each.says != "undo" for e in each.of))
    rows = []
    for each in known:
        if full or set(_judged_of(each, by_id)) <= seen:
            withheld = {} if full else {"author": None, "reason": None}
            rows.append({**each.record, **withheld, "undone_by": undone.get(each.id)})
    return rows


def conflicts(home: Path, opened: Session | None, most: int = 5) -> Conflicts:
    """The conflicts of the last build; of the open ones `most` of those whose entities may all be seen."""
    found = kept.conflicts(home)
    open_ones = found.filter(~pl.col("settled"))
    rows = open_ones.head(_MOST_EXAMINED).drop("settled").to_dicts()
    seen = visible(opened, (entity for row in rows for entity in row["entities"]))
    shown = [row for row in rows if set(row["entities"]) <= seen][:most]
    return Conflicts(found.height, found.height - open_ones.height, shown)


def against(home: Path, made: Judgement, profile: str) -> list[str]:
    """What contradicted a judgement in the last build: each open conflict between the two, and why.

    Where others take part whom the profile might not see, that they do.
    """
    found = kept.conflicts(home).filter(~pl.col("settled"))
    both = pl.all_horizontal(*(pl.col("entities").list.contains(entity) for entity in made.of))
    full, told = profile == ontology().visibility[-1], []
    for row in found.filter(both).to_dicts():
        seen = full or set(row["entities"]) <= set(made.of)
        told.append(f"{', '.join(row['grounds'])}: {row['why']}" if seen else "others take part in it")
    return told


def visible(opened: Session | None, entities: Iterable[str]) -> set[str]:
    """Those entities of statements that the session may see in its graph."""
    asked = list(entities)
    if opened is None or not asked:
        return set()
    now = kept.current(opened.home, asked)
    known = opened.view.entities(list(dict.fromkeys(now.values())))
    return {entity for entity, key in now.items() if key in known}


def merging(opened: Session, entity: Entity) -> list[dict[str, Any]]:
    """On what grounds entities of statements were merged into this one; for a judgement with who and why."""
    members = [entity.id, *(entity.properties.get("merged_ids") or ())]
    if len(members) == 1:
        return []
    made = {row["id"]: row for row in listed(opened.home, opened, opened.view.profile)}
    found = kept.grounds(opened.home, members).to_dicts()
    whole = [row for row in found if set(row["entities"]) <= set(members)]
    return [{**row, **_why(made.get(row["value"]) if row["kind"] == HUMAN else None)} for row in whole]


def _judged_of(judgement: Judgement, by_id: Mapping[str, Judgement]) -> tuple[str, ...]:
    """The entities that a judgement is about, for an undo those of what it takes back."""
    while judgement.says == "undo":
        if judgement.of[0] not in by_id:
            return judgement.of
        judgement = by_id[judgement.of[0]]
    return judgement.of


def _why(row: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: row[key] for key in ("author", "time", "reason")} if row else {}
