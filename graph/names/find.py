"""Finding entities by name or identifier, in any script, by parts and with typing errors."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tantivy import DocAddress, Query, Searcher

from graph.names.candidates import Ring, ask, begun, holding, mistyped, same
from graph.names.fold import fold
from graph.names.index import LONGEST, Index, schema
from graph.names.likeness import likeness
from graph.names.typed import Typed
from graph.names.words import key

_RINGS: tuple[tuple[Ring, ...], ...] = ((same, begun), (mistyped, holding))
_HELD, _NO_ERROR = 85.0, 99.0
_LEAST_CANDIDATES = 200


@dataclass(frozen=True)
class Names:
    """The names of a graph, and of what the home knows beside it.

    `merged` are ids of entities beside it that the graph has under another id.
    """

    graph: Index
    beside: Index | None = None
    merged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """One entity that was found: by which of its names or identifiers, and how like (0 to 100).

    100 is the same, 85 to 99 begins with or holds what was typed, below that are typing errors.
    """

    id: str
    label: str
    name: str
    matched: str
    kind: str
    score: float
    in_graph: bool = True


def find(names: Names, text: str, visible: Iterable[str], limit: int = 20) -> list[Hit]:
    """Entities whose name or identifier is, begins with, holds or is like `text`, best first.

    Only what is `visible` is asked; nothing else has any influence.
    """
    typed = Typed(fold(text[: 2 * LONGEST])[:LONGEST].strip())
    best: dict[str, Hit] = {}
    places = _places(names, list(visible)) if typed.folded else []
    for rings in _RINGS:
        for place in places:
            for hit in place.hits(rings, typed, max(limit, _LEAST_CANDIDATES)):
                _keep(best, hit)
        scores = [hit.score for hit in best.values()]
        if max(scores, default=0.0) >= _NO_ERROR or sum(score >= _HELD for score in scores) >= limit:
            break  # no typing error to look for
    return _without_hidden(names, sorted(best.values(), key=_order))[:limit]


@dataclass(frozen=True)
class _Place:
    """An index of one visibility, with the documents that were already looked at."""

    searcher: Searcher
    in_graph: bool
    seen: set[tuple[int, int]] = field(default_factory=set)

    def hits(self, rings: Iterable[Ring], typed: Typed, most: int) -> Iterator[Hit]:
        """The hits of these rings that were not found before."""
        for ring in rings:
            for address in ask(self.searcher, ring, typed, most):
                where = (address.segment_ord, address.doc)
                if where not in self.seen:
                    self.seen.add(where)
                    yield self._hit(address, typed)

    def _hit(self, address: DocAddress, typed: Typed) -> Hit:
        """The document by the name that is most like what was typed."""
        entity, label, name, kinds, texts = row(self.searcher, address)
        scored = [
            (_score(typed, text, kind), -len(text), text, kind)
            for kind, text in zip(kinds, texts, strict=True)
        ]
        score, _, text, kind = max(scored)
        return Hit(entity, label, name, text, kind, score, self.in_graph)


def row(searcher: Searcher, address: DocAddress) -> tuple[str, str, str, list[str], list[str]]:
    """(id, label, name, kinds, texts) of a document."""
    found: bytes = searcher.doc(address)["row"][0]
    entity, label, name, kinds, texts = json.loads(found)
    return entity, label, name, kinds, texts


def known(index: Index, ids: Sequence[str]) -> set[str]:
    """Those of the ids that an index has, at any visibility."""
    query = Query.term_set_query(schema(), "identifiers", [key(fold(one)) for one in ids])
    return {
        row(searcher, address)[0]
        for searcher in index.levels.values()
        for _, address in searcher.search(query, 10 * len(ids), count=False).hits
    } & set(ids)


def _places(names: Names, visible: Sequence[str]) -> list[_Place]:
    parts = [(names.graph, True), *([(names.beside, False)] if names.beside else [])]
    return [
        _Place(part.levels[level], in_graph)
        for part, in_graph in parts
        for level in visible
        if level in part.levels
    ]


def _score(typed: Typed, text: str, kind: str) -> float:
    """Identifiers are the same or they are not."""
    folded = fold(text[:LONGEST])
    if kind == "name":
        return likeness(typed, folded)
    return 100.0 if folded.replace(" ", "") == typed.folded.replace(" ", "") else 0.0


def _keep(best: dict[str, Hit], hit: Hit) -> None:
    """Of an entity the best hit stays; that of the graph before one beside it."""
    held = best.get(hit.id)
    if hit.score and (held is None or (hit.in_graph, hit.score) > (held.in_graph, held.score)):
        best[hit.id] = hit


def _order(hit: Hit) -> tuple[float, bool, bool, int, str, str]:
    """Best first; of equals what is in the graph, then what is called so first of all, then the shortest."""
    other_name = hit.matched != hit.name
    return -round(hit.score, 3), not hit.in_graph, other_name, len(hit.matched), hit.name, hit.id


def _without_hidden(names: Names, hits: list[Hit]) -> list[Hit]:
    """Without those beside the graph that the graph holds: there they were found, or may not be seen."""
    beside = [hit.id for hit in hits if not hit.in_graph]
    held = known(names.graph, beside) | names.merged if beside else set()
    return [hit for hit in hits if hit.in_graph or hit.id not in held]
