"""What lies within some steps of entities: each step follows every claim, either way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.bridges.selection import Selection, SelectionError
from graph.model.entity import Entity
from graph.model.facts import Claim, facts
from graph.network.provider import Ask, by_base
from graph.view import View

_AT_ONCE = 500
_DESCRIBED_AT_ONCE = 5_000


def around(view: View, chosen: Selection) -> tuple[dict[str, Entity], list[Claim], list[str]]:
    """The entities within `chosen.steps`, the claims that were followed, and what was left out.

    A country is reached and not left again, unless it is in the middle itself. Claims between two entities
    that are both `steps` away are not followed. At most `view.limit` entities; raise SelectionError for an
    id that the view does not know.
    """
    found = _middle(view, chosen)
    claims: dict[str, Claim] = {}
    cut: list[str] = []
    frontier = list(found.values())
    for _ in range(chosen.steps):
        followed, ends, told = _step(view, frontier, chosen)
        claims.update(followed)
        new = sorted(ends.keys() - found.keys())
        cut += told
        room = view.limit - len(found)
        if len(new) > room:
            cut.append(f"{len(new) - room:,} entities left out; a view with a larger limit gives more")
        found.update({key: ends[key] for key in new[: max(room, 0)]})
        frontier = [found[key] for key in new[: max(room, 0)] if ends[key].base != "Country"]
    kept = [claim for claim in claims.values() if claim["from"] in found and claim["to"] in found]
    return _described(view, found), kept, list(dict.fromkeys(cut))


def _middle(view: View, chosen: Selection) -> dict[str, Entity]:
    known = view.entities(chosen.ids)
    missing = [key for key in chosen.ids if key not in known]
    if missing:
        raise SelectionError(
            f"profile '{view.profile}' knows no entity with the id '{missing[0]}'; "
            "defendergraph find TEXT lists ids"
        )
    return {entity.id: entity for entity in known.values()}


def _step(
    view: View, frontier: Sequence[Entity], chosen: Selection
) -> tuple[dict[str, Claim], Mapping[str, Entity], Sequence[str]]:
    """The claims at some entities, their far ends, and what was left out."""
    answer = view.layer(list(_asks(frontier, chosen.types)))
    followed = {str(c["claim"]): c for fact in facts(answer.claims, chosen.as_of) for c in fact.claims}
    reached = {str(claim[side]) for claim in followed.values() for side in ("from", "to")}
    return followed, {key: answer.entities[key] for key in reached & answer.entities.keys()}, answer.cut


def _asks(entities: Iterable[Entity], types: Sequence[str]) -> Iterator[Ask]:
    for base, ids in by_base(entities):
        for start in range(0, len(ids), _AT_ONCE):
            yield Ask(base, ids[start : start + _AT_ONCE], types, types)


def _described(view: View, found: Mapping[str, Entity]) -> dict[str, Entity]:
    """The same entities with all their properties."""
    several = list(found.values())
    described: dict[str, Entity] = {}
    for start in range(0, len(several), _DESCRIBED_AT_ONCE):
        described.update(view.described(several[start : start + _DESCRIBED_AT_ONCE]))
    return {key: described[key] for key in found}
