"""Chains of facts, and their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from graph.model.facts import Fact
from graph.model.ontology import ontology

Ids = tuple[tuple[str, str], ...]
Order = tuple[int, tuple[int, ...], int, float, Ids]


@dataclass(frozen=True)
class Hop:
    """One step of a chain: from `at` over `fact` to `to`."""

    at: str
    to: str
    fact: Fact


@dataclass(frozen=True)
class Chain:
    """The best chain to `hops[-1].to` whose last step is of its kind."""

    hops: tuple[Hop, ...]

    @property
    def to(self) -> str:
        """The entity that it leads to."""
        return self.hops[-1].to

    @property
    def way(self) -> str:
        """The kind of leverage at its end."""
        return self.hops[-1].fact.type


@dataclass(frozen=True)
class Rank:
    """What a chain is ordered by: kinds of its steps, weakest claim, least disclosed share, ids."""

    kinds: tuple[int, ...] = ()
    weakest: int = 0
    share: float = inf
    ids: Ids = ()

    @property
    def order(self) -> Order:
        """Fewest steps, strongest kinds, weakest claim on it, larger share, ids."""
        share = 0.0 if self.share == inf else -self.share
        return len(self.kinds), self.kinds, self.weakest, share, self.ids

    def longer(self, hop: Hop) -> "Rank":
        """The rank of the chain with one step more."""
        known = ontology()
        kind, share = hop.fact.type, hop.fact.share
        return Rank(
            (*self.kinds, known.strength.index(kind) if kind in known.strength else len(known.strength)),
            max(self.weakest, known.claim_status.index(hop.fact.status)),
            min(self.share, share[1]) if share else self.share,
            (*self.ids, (hop.to, hop.fact.id)),
        )

    def stays_before(self, other: "Rank") -> bool:
        """Whether this chain comes before `other` whatever steps both are made longer by."""
        if self.order[:2] != other.order[:2]:
            return self.order[:2] < other.order[:2]
        comparable = (self.share == inf) == (other.share == inf)
        better = self.weakest <= other.weakest and self.share >= other.share
        return comparable and better and self.ids <= other.ids


def chain_order(hops: Sequence[Hop]) -> Order:
    """Fewest steps, strongest kinds, weakest claim on it, larger share, ids: the order of chains."""
    rank = Rank()
    for hop in hops:
        rank = rank.longer(hop)
    return rank.order
