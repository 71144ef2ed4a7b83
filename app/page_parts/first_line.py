"""The line that the first page shows: from one killing through its lenders to the states behind them."""

from dataclasses import replace

from graph.model.facts import Fact
from graph.network.trace import Trace
from graph.network.walk import Chain

SUBJECT = "case-killing-of-berta-caceres"


def money_line(found: Trace) -> Trace:
    """The part of a trace that runs through a loan, and who owns a known share of those lenders."""
    chains = [chain for chain in found.walk.chains if _lent(chain) and _known(chain)]
    facts: dict[str, Fact] = {hop.fact.id: hop.fact for chain in chains for hop in chain.hops}
    return replace(found, walk=replace(found.walk, chains=chains, facts=facts, outside=0), homes=[])


def told_chains(line: Trace) -> list[Chain]:
    """For each lender the chain to its largest known owner, or to itself where none is known."""
    best: dict[str, Chain] = {}
    for chain in line.walk.chains:
        lender = next(hop.to for hop in chain.hops if hop.fact.type == "FINANCES")
        if _weight(chain) > (_weight(best[lender]) if lender in best else (-1, 0.0)):
            best[lender] = chain
    return sorted(best.values(), key=lambda chain: (-_weight(chain)[1], chain.to))


def _known(chain: Chain) -> bool:
    return chain.way == "FINANCES" or (chain.way == "OWNS" and chain.hops[-1].fact.share is not None)


def _lent(chain: Chain) -> bool:
    return sum(hop.fact.type == "FINANCES" for hop in chain.hops) == 1


def _weight(chain: Chain) -> tuple[int, float]:
    share = chain.hops[-1].fact.share if chain.way == "OWNS" else None
    return (1 if share else 0), share[1] if share else 0.0
