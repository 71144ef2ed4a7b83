"""What speaks against two entities being one: a person's judgement, or what each can have only one of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.identity.groups import Groups
from graph.identity.judgements import Judgement

Known = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class Reason:
    """Why some entities are not one, and whether a person judged so."""

    text: str
    judged: bool


class Against:
    """Answers whether some entities may be one, for groups as they are when it is made.

    `known` says by entity what it can have only one of ('kind', 'LEI', 'number in …'), of which those count
    that begin with a word of `words`; `equal` gives values that stand for others.
    """

    def __init__(
        self,
        groups: Groups,
        known: Known,
        apart: Iterable[Judgement],
        words: Sequence[str],
        equal: Mapping[str, str],
    ) -> None:
        self._groups = groups
        self._apart: dict[str, dict[str, Judgement]] = {}
        self._held: dict[str, dict[str, set[tuple[str, ...]]]] = {}
        for pair in apart:
            roots = groups.root(pair.of[0]), groups.root(pair.of[1])
            for one, other in (roots, roots[::-1]):
                self._apart.setdefault(one, {}).setdefault(other, pair)
        for entity, held in known.items():
            for what in (what for what in held if what.startswith(tuple(words))):
                values = tuple(sorted({equal.get(value, value) for value in held[what]}))
                self._held.setdefault(groups.root(entity), {}).setdefault(what, set()).add(values)

    def reason(self, entities: Iterable[str]) -> Reason | None:
        """Why the groups of these entities may not be one; None where they may."""
        roots = dict.fromkeys(map(self._groups.root, entities))
        return self._judged(roots) or self._unlike(roots)

    def _judged(self, roots: Mapping[str, None]) -> Reason | None:
        found = [p for one in roots for other, p in self._apart.get(one, {}).items() if other in roots]
        if not found:
            return None
        pair = min(found, key=lambda pair: (pair.of, pair.id))
        text = f"{' and '.join(pair.of)} were judged different (judgement {pair.id})"
        return Reason(text, judged=True)

    def _unlike(self, roots: Mapping[str, None]) -> Reason | None:
        """Two entities of two groups of which each has values for the same thing, and none in common."""
        held: dict[str, dict[tuple[str, ...], set[str]]] = {}
        for root in roots:
            for what, several in self._held.get(root, {}).items():
                for values in several:
                    held.setdefault(what, {}).setdefault(values, set()).add(root)
        for what, groups in sorted(held.items()):
            for one, other in combinations(sorted(groups), 2):
                if not set(one) & set(other) and len(groups[one] | groups[other]) > 1:
                    return Reason(f"each has its own {what}: {one[0]} and {other[0]}", judged=False)
        return None
