"""Which facts a walk may follow: by its day, its statuses, its least share, the largest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.facts import Fact, facts
from graph.model.ontology import Step, ontology
from graph.model.periods import overlaps


@dataclass(frozen=True)
class Filter:
    """What is followed: kinds (None: all), claim statuses, least share (percent), day, size of the walk.

    A share that is not disclosed passes. `per_entity` bounds the facts of one kind followed at one entity.
    """

    as_of: str | None = None
    kinds: frozenset[str] | None = None
    statuses: frozenset[str] = frozenset(ontology().claim_status)
    least_share: float = 0.0
    steps: int = 12
    entities: int = 1_000
    per_entity: int = 200

    def wants(self, kind: str) -> bool:
        """Whether facts of this kind are followed; what carries no leverage always is."""
        return self.kinds is None or kind in self.kinds or not ontology().relationships[kind].leverage


@dataclass
class Passing:
    """Facts that pass, by (type, whether from its start, near end), and the ids of those outside the day."""

    at: dict[tuple[str, bool, str], list[Fact]] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)

    def of(self, rule: Step, entity: str) -> list[Fact]:
        """The facts that a rule finds at an entity: the largest first, then by id."""
        return sorted(self.at.get((rule.type, rule.out, entity), ()), key=_largest_first)


def passing(claims: Iterable[Mapping[str, Any]], chosen: Filter) -> Passing:
    """The facts of `claims` that may be followed."""
    allowed = [claim for claim in claims if claim["claim_status"] in chosen.statuses]
    found = Passing(outside={claim["fact"] for claim in allowed})
    for fact in facts(allowed, chosen.as_of):
        found.outside.discard(fact.id)
        if fact.followed and _large_enough(fact, chosen.least_share):
            found.at.setdefault((fact.type, True, fact.start), []).append(fact)
            found.at.setdefault((fact.type, False, fact.end), []).append(fact)
    return found


def later(fact: Fact, attacked: str) -> bool:
    """Whether every dated claim of a sale is later than the day of an attack; without dates it is not."""
    dates = [str(day) for claim in fact.claims if (day := claim.get("since") or claim.get("observed"))]
    return bool(attacked and dates) and min(dates) > attacked and not overlaps(min(dates), attacked)


def _large_enough(fact: Fact, least: float) -> bool:
    share = fact.share if fact.type in ("OWNS", "HOLDS") else None
    return share is None or share[1] >= least


def _largest_first(fact: Fact) -> tuple[float, float, str]:
    """Shares first, then amounts whatever their currency, then what states neither."""
    share = fact.share
    amount = fact.value("amount") or fact.value("value_amount") or 0
    return -(share[1] if share else -1.0), -float(amount), fact.id
