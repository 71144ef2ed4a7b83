"""What stands beside a walk and leads nowhere: homes, victims, answers, complaints, policies, scores."""

from collections.abc import Iterable, Sequence

from graph.model.entity import Entity
from graph.model.facts import Fact, facts
from graph.model.ontology import ontology
from graph.network.chains import Chain, Hop, chain_order
from graph.network.provider import Ask, Found, Provider, by_base
from graph.network.walk import Filter, Walk

_PAPERS = ("Request", "Response", "Policy", "Complaint", "Benchmark", "Attack")
_WORKS = ("MEMBER_OF", "FOCUSED_ON")
_GIVEN = ("GAVE",)
_ATTACKS = ("LINKED_TO", "ALLEGEDLY_BY", "USED_IN")


def homes(provider: Provider, found: Walk, chosen: Filter) -> list[Chain]:
    """The home state of every company reached, at the end of its best chain."""
    best: dict[str, tuple[Hop, ...]] = {found.subject: ()}
    for chain in found.chains:
        best.setdefault(chain.to, chain.hops)
    companies = sorted(key for key in best if found.entities[key].base == "Company")
    answer = provider.layer([Ask("Company", companies, [ontology().home])])
    _note(found, answer)
    claims = [claim for claim in answer.claims if claim["claim_status"] in chosen.statuses]
    chains = [Chain((*best[fact.start], Hop(fact.start, fact.end, fact))) for fact in facts(claims)]
    return sorted(chains, key=lambda chain: chain_order(chain.hops))


def beside(provider: Provider, found: Walk, chosen: Filter) -> list[Fact]:
    """The facts beside the entities reached, one step further for papers and for attacks on the subject.

    Of a response that answers one of these papers also who gave it.
    """
    reached = {found.subject, *(end for fact in found.facts.values() for end in (fact.start, fact.end))}
    near = [entity for key, entity in found.entities.items() if key in reached and entity.base != "Country"]
    subject = found.entities[found.subject]
    attacks = () if subject.base in ("Attack", "Defender") else _ATTACKS
    first = provider.layer([*_asks(near), Ask(subject.base, [subject.id], attacks, attacks)])
    papers = [e for e in first.entities.values() if e.base in _PAPERS and e.id not in reached]
    victims = sorted({str(claim["to"]) for claim in first.claims if claim["type"] == "TARGETED"} - reached)
    second = provider.layer([*_asks(papers), Ask("Defender", victims, _WORKS)])
    given = sorted(key for key, entity in second.entities.items() if entity.base == "Response")
    third = provider.layer([Ask("Response", given, (), _GIVEN)])
    for answer in (first, second, third):
        _note(found, answer)
    claims = {claim["claim"]: claim for answer in (first, second, third) for claim in answer.claims}
    allowed = [claim for claim in claims.values() if claim["claim_status"] in chosen.statuses]
    aside = [fact for fact in facts(allowed, chosen.as_of) if fact.id not in found.facts]
    return sorted(aside, key=lambda fact: (fact.type, fact.start, fact.end, fact.id))


def _asks(entities: Sequence[Entity]) -> Iterable[Ask]:
    types = ontology().beside
    return [Ask(base, ids, types, types) for base, ids in by_base(entities)]


def _note(found: Walk, answer: Found) -> None:
    found.add(answer.entities.values())
    found.stop(*answer.cut)
