"""What is taken out of a graph for other tools, with no more than its view may see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from graph.bridges.neighbourhood import around
from graph.bridges.selection import WHOLE, Selection
from graph.model.entity import Entity, base_labels
from graph.model.facts import Claim, Fact, facts
from graph.network.parts import parts
from graph.network.provider import Ask, by_base
from graph.view import View

BATCH = 5_000
_ALL = 100_000_000
_SECONDS = 600.0
_ENTITIES_AFTER = Path(__file__).with_name("cypher").joinpath("entities_after.cypher").read_text("utf-8")


@dataclass(frozen=True)
class Extract:
    """Entities by id, and claims with every claim of each of their facts; `cut` says what was left out."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    claims: Sequence[Claim] = ()
    as_of: str | None = None
    cut: Sequence[str] = ()

    @cached_property
    def facts(self) -> list[Fact]:
        """The facts that its claims state, as of its day."""
        return facts(self.claims, self.as_of)


def extracts(view: View, chosen: Selection = WHOLE) -> Iterator[Extract]:
    """A selection in pieces: every entity stands in one piece, later every fact with its claims in one.

    The whole graph comes in pieces of about 5,000 entities, or of their claims, without a limit;
    a neighbourhood is one piece, cut at `view.limit` entities.
    """
    if chosen.ids:
        entities, claims, cut = around(view, chosen)
        yield _of_its_day(Extract(entities, claims, chosen.as_of, cut))
        return
    reader = replace(view, seconds=_SECONDS)
    known: dict[str, list[str]] = {}
    for piece in _entities(reader):
        for base, ids in by_base(piece.values()):
            known.setdefault(base, []).extend(ids)
        yield Extract(piece, as_of=chosen.as_of)
    for base, ids in known.items():
        for start in range(0, len(ids), BATCH):
            leaving = Ask(base, ids[start : start + BATCH], chosen.types)
            yield _of_its_day(Extract(claims=list(_claims(reader, leaving)), as_of=chosen.as_of))


def extract(view: View, chosen: Selection = WHOLE) -> Extract:
    """A selection as a whole, in memory."""
    pieces = list(extracts(view, chosen))
    entities = {key: entity for piece in pieces for key, entity in piece.entities.items()}
    claims = [claim for piece in pieces for claim in piece.claims]
    return Extract(entities, claims, chosen.as_of, [told for piece in pieces for told in piece.cut])


def _of_its_day(found: Extract) -> Extract:
    """Without the claims that ended before its day or began after it."""
    if found.as_of is None:
        return found
    return replace(found, claims=[claim for fact in found.facts for claim in fact.claims])


def _entities(view: View) -> Iterator[dict[str, Entity]]:
    """Every entity, in pieces of one base label, in the order of ids."""
    for base in base_labels():
        after, rows = "", BATCH
        while rows == BATCH:
            text = _ENTITIES_AFTER.format(label=base)
            table = view.query(text, {"after": after, "most": BATCH}, BATCH)
            piece = {key: Entity(key, _ordered(base, labels), known) for key, labels, known in table.rows}
            rows = len(table.rows)
            if piece:
                yield piece
                after = table.rows[-1][0]


def _claims(view: View, asked: Ask) -> Iterator[Claim]:
    """Every claim that leaves some entities."""
    for part in parts(asked):
        table = view.query(part.text, {"ids": list(part.ids), "most": _ALL}, _ALL)
        for kind, start, end, claim, *_ in table.rows:
            yield {**claim, "type": kind, "from": start, "to": end}


def _ordered(base: str, labels: Sequence[str]) -> tuple[str, ...]:
    return (base, *sorted(label for label in labels if label != base))
