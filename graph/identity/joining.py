"""Joining entities, the strongest grounds first; what contradicts itself joins nobody and is reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from graph.identity.against import Against, Reason
from graph.identity.grounds import HUMAN, Ground
from graph.identity.groups import Groups
from graph.identity.judgements import Judgement

CONFLICTS = pl.Schema(
    [
        ("grounds", pl.List(pl.String)),
        ("entities", pl.List(pl.String)),
        ("why", pl.String),
        ("settled", pl.Boolean),
    ]
)
_UNITES_NO_TWO = {HUMAN: ("kind",), "lei": ("kind", "LEI")}
_WEAK = ("kind", "LEI", "number")


@dataclass(frozen=True)
class Conflict:
    """Grounds that would join entities which something says are different, so that they join nobody.

    `settled`: the grounds are identifiers, and a person judged the two different.
    """

    grounds: tuple[str, ...]
    entities: tuple[str, ...]
    why: str
    settled: bool


class Joining:
    """Joins entities by grounds of falling strength, as far as nothing speaks against it.

    `carried` (columns of CARRIED) and the judgements `apart` speak against. A ground that contradicts on its
    own is dropped; of the others, those that contradict only together, as the links of one chain, are all
    dropped. So the outcome depends on no order.
    """

    def __init__(self, carried: pl.DataFrame, apart: Sequence[Judgement]) -> None:
        self.accepted: list[Ground] = []
        self.conflicts: list[Conflict] = []
        self._groups = Groups()
        self._known = _by_entity(carried)
        self._apart = apart
        self._equal: Mapping[str, str] = {}

    def join(self, kinds: Sequence[str], grounds: Iterable[Ground]) -> None:
        """Join by grounds of `kinds`, which are of one strength; stronger ones go first."""
        judge = Against(self._groups, self._known, self._apart, _words(kinds), self._equal)
        sound = [ground for ground in grounds if self._is_sound([ground], judge)]
        kept: list[Ground] = []
        for chain in _chains(self._groups, sound):
            kept += chain if len(chain) == 1 or self._is_sound(chain, judge) else ()
        for ground in kept:
            self._groups.join(ground.entities)
        self.accepted += kept
        if HUMAN in kinds:
            self._equal = self._taken_as_equal()

    @property
    def members(self) -> pl.DataFrame:
        """(entity, part) of what was joined."""
        rows = [(entity, part) for part, members in enumerate(self._groups) for entity in members]
        return pl.DataFrame(rows, schema={"entity": pl.String, "part": pl.UInt32}, orient="row")

    def _is_sound(self, grounds: Sequence[Ground], judge: Against) -> bool:
        """Whether grounds may join what they join together; a conflict is noted where not."""
        reason = judge.reason(entity for ground in grounds for entity in ground.entities)
        if reason:
            self.conflicts.append(_conflict(grounds, reason))
        return reason is None

    def _taken_as_equal(self) -> dict[str, str]:
        """Identifiers of what a person took for one, each with that which stands for all of them."""
        equal = Groups()
        for members in self._groups:
            values: dict[str, list[str]] = {}
            for what, several in (pair for each in members for pair in self._known.get(each, {}).items()):
                values.setdefault(what, []).extend(several)
            for what in values.keys() - {"kind"}:
                equal.join(values[what])
        return {value: min(group) for group in equal for value in group}


def conflict_frame(found: Iterable[Conflict]) -> pl.DataFrame:
    """Conflicts as CONFLICTS, open ones first."""
    ranked = sorted(found, key=lambda each: (each.settled, each.grounds, each.entities))
    rows = [(list(each.grounds), list(each.entities), each.why, each.settled) for each in ranked]
    return pl.DataFrame(rows, schema=CONFLICTS, orient="row")


def _words(kinds: Iterable[str]) -> Sequence[str]:
    return next((_UNITES_NO_TWO[kind] for kind in kinds if kind in _UNITES_NO_TWO), _WEAK)


def _by_entity(carried: pl.DataFrame) -> dict[str, dict[str, list[str]]]:
    known: dict[str, dict[str, list[str]]] = {}
    for entity, what, value in carried.iter_rows():
        known.setdefault(entity, {}).setdefault(what, []).append(value)
    return known


def _chains(groups: Groups, grounds: Iterable[Ground]) -> list[list[Ground]]:
    """The grounds that hang together through entities that they share, or that are one already."""
    linked = Groups()
    for ground in grounds:
        linked.join(map(groups.root, ground.entities))
    chains: dict[str, list[Ground]] = {}
    for ground in grounds:
        chains.setdefault(linked.root(groups.root(ground.entities[0])), []).append(ground)
    return list(chains.values())


def _conflict(grounds: Sequence[Ground], reason: Reason) -> Conflict:
    entities = sorted({entity for ground in grounds for entity in ground.entities})
    names = sorted({ground.name for ground in grounds})
    human = any(ground.kind == HUMAN for ground in grounds)
    return Conflict(tuple(names), tuple(entities), reason.text, settled=reason.judged and not human)
