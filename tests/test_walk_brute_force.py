"""The walker against one that tries every chain, over random small networks."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.entity import Entity
from graph.model.facts import Fact, facts
from graph.model.ontology import Step, ontology
from graph.network import best
from graph.network.chains import Hop
from graph.network.walk import Filter, Walk, walk
from tests.in_memory import InMemory

MANY = 5_000 if os.environ.get("DEFENDERGRAPH_BREADTH") == "full" else 150
DAYS = ("2015", "2016", "2016-03-02", "2017")
LABELS = ("Company", "Company", "Company", "Project", "Government", "Financier", "Person")
STEPS = (*ontology().walk, *ontology().defender)
KINDS = sorted({step.type for step in STEPS})
Hops = tuple[Hop, ...]


def pairs(labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Every relationship of the walking table that may run between these entities."""
    known = ontology()
    carried = {key: set(known.nodes[label].labels) for key, label in labels.items()}
    return [
        (start, kind, end)
        for kind in KINDS
        for start in labels
        for end in labels
        if carried[start] & set(known.relationships[kind].starts)
        and carried[end] & set(known.relationships[kind].ends)
    ]


values = st.fixed_dictionaries(
    {"claim_status": st.sampled_from(ontology().claim_status)},
    optional={
        "share": st.sampled_from([5.0, 20.0, 60.0]),
        "since": st.sampled_from(DAYS),
        "until": st.sampled_from(DAYS),
        "observed": st.sampled_from(DAYS),
    },
)


@st.composite
def networks(draw: st.DrawFn) -> InMemory:
    others = {f"e{n}": label for n, label in enumerate(draw(st.lists(st.sampled_from(LABELS), max_size=5)))}
    labels = {"defender": "Defender", "a1": "Attack", "a2": "Attack", "c": "Company", **others}
    dates = draw(st.tuples(*[st.sampled_from([None, *DAYS])] * 2))
    dated = {key: {"date": day} for key, day in zip(("a1", "a2"), dates, strict=True) if day}
    chosen = draw(st.lists(st.tuples(st.sampled_from(pairs(labels)), values, st.integers(0, 1)), max_size=16))
    claims = [
        {
            "type": kind,
            "from": start,
            "to": end,
            "claim": f"c{n:02}",
            "fact": f"{kind}-{start}-{end}-{which}",
            **more,
        }
        for n, ((start, kind, end), more, which) in enumerate(chosen)
    ]
    entities = [Entity(k, ontology().nodes[label].labels, dated.get(k, {})) for k, label in labels.items()]
    return InMemory(entities, claims)


filters = st.builds(
    Filter,
    as_of=st.sampled_from([None, "2016"]),
    statuses=st.sampled_from([frozenset(ontology().claim_status), frozenset(["documented", "reported"])]),
    least_share=st.sampled_from([0.0, 10.0]),
    steps=st.integers(1, 9),
)


def every_chain(network: InMemory, subject: Entity, chosen: Filter, start: str) -> Iterator[Hops]:
    """Every chain that the table and the filter allow and that never comes back to an entity."""
    allowed = [claim for claim in network.claims if claim["claim_status"] in chosen.statuses]
    known = [fact for fact in facts(allowed, chosen.as_of) if large(fact, chosen.least_share)]

    def onward(at: Entity, during: str, hops: Hops) -> Iterator[Hops]:
        passed = {subject.id, *(hop.to for hop in hops)}
        for step in STEPS if len(hops) < chosen.steps else ():
            for fact in known if (step.at, step.during) == (at.base, during) else ():
                near, far = (fact.start, fact.end) if step.out else (fact.end, fact.start)
                if fact.type != step.type or near != at.id or far in passed or refused(step, fact, hops):
                    continue
                longer = (*hops, Hop(near, far, fact))
                yield longer
                yield from onward(network.entities[far], step.then, longer)

    def refused(step: Step, fact: Fact, hops: Hops) -> bool:
        day = next((str(network.entities[h.at].properties.get("date", "")) for h in reversed(hops)
                    if network.entities[h.at].base == "Attack"), "")  # fmt: skip
        sold = [
            str(c.get("since") or c.get("observed"))
            for c in fact.claims
            if c.get("since") or c.get("observed")
        ]
        if not step.not_after_attack or not day or not sold:
            return False
        return all(one[: len(day)] > day[: len(one)] for one in sold)

    return onward(subject, start, ())


def large(fact: Fact, least: float) -> bool:
    return fact.type not in ("OWNS", "HOLDS") or fact.share is None or fact.share[1] >= least


def order(hops: Hops) -> tuple[Any, ...]:
    """Fewest steps, strongest kinds, weakest claim on it, larger share, ids."""
    known = ontology()
    kinds = [known.strength.index(h.fact.type) if h.fact.type in known.strength else 99 for h in hops]
    weakest = max(known.claim_status.index(h.fact.status) for h in hops)
    shares = [h.fact.share[1] for h in hops if h.fact.share]
    return len(hops), kinds, weakest, -min(shares, default=0), [(h.to, h.fact.id) for h in hops]


def best_of(chains: Iterator[Hops]) -> list[Hops]:
    found: dict[tuple[str, str], Hops] = {}
    for hops in chains:
        key = hops[-1].to, hops[-1].fact.type
        if key not in found or order(hops) < order(found[key]):
            found[key] = hops
    return sorted(found.values(), key=order)


def ids(chains: Sequence[Hops]) -> list[list[tuple[str, str]]]:
    return [[(hop.to, hop.fact.id) for hop in hops] for hops in chains]


def check(network: InMemory, key: str, chosen: Filter) -> Walk:
    subject = network.entities[key]
    start = "alleged" if subject.base == "Government" else "line"
    found = walk(network, subject, STEPS, chosen, start)
    expected = best_of(every_chain(network, subject, chosen, start))
    assert ids([chain.hops for chain in found.chains]) == ids(expected)
    return found


@pytest.fixture(autouse=True)
def _no_bound_on_alternatives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best, "ALTERNATIVES", 10_000)


@settings(
    max_examples=MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(networks(), st.data(), filters)
def test_the_walker_finds_the_best_of_every_chain(
    network: InMemory, data: st.DataObject, chosen: Filter
) -> None:
    found = check(network, data.draw(st.sampled_from(sorted(network.entities))), chosen)
    assert set(found.entities) == {found.subject, *(chain.to for chain in found.chains)}
    followed = {end for fact in found.facts.values() for end in (fact.start, fact.end)}
    assert followed <= set(found.entities)
    assert {hop.fact.id for chain in found.chains for hop in chain.hops} <= set(found.facts)


@settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(networks(), st.randoms(use_true_random=False), filters)
def test_the_order_of_claims_changes_nothing(network: InMemory, random: Any, chosen: Filter) -> None:  # noqa: ANN401
    first = check(network, "a1", chosen)
    mixed = list(network.claims)
    random.shuffle(mixed)
    second = check(InMemory(network.entities.values(), mixed), "a1", chosen)
    assert (first.stops, first.outside, set(first.facts)) == (second.stops, second.outside, set(second.facts))
