"""A line in words as a nested list (Markdown): what several chains share is told once."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from app.page_parts.chains import sentence
from app.sources import Sources
from graph.model.entity import Entity
from graph.network.walk import Chain

_Place = tuple[int, ...]


def line_list(chains: Sequence[Chain], entities: Mapping[str, Entity], sources: Sources) -> str:
    """Each chain under the longest chain that it goes on from, with only the steps that come after that."""
    return "\n".join(
        f"{'  ' * (len(place) - 1)}- {sentence(rest, entities, sources)}"
        for place, rest in sorted(_nested(chains), key=itemgetter(0))
    )


def _nested(chains: Sequence[Chain]) -> Iterator[tuple[_Place, Chain]]:
    """The place of each chain among those it goes on from, and what it adds to the last of them."""
    number = {_facts(chain): n for n, chain in enumerate(chains)}
    for chain in chains:
        steps = _facts(chain)
        known = [n for n in range(1, len(steps) + 1) if steps[:n] in number]
        told = known[-2] if len(known) > 1 else 0
        yield tuple(number[steps[:n]] for n in known), Chain(chain.hops[told:])


def _facts(chain: Chain) -> tuple[str, ...]:
    return tuple(hop.fact.id for hop in chain.hops)
