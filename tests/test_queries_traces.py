"""Traces of the shipped cases: the same from memory and on every engine, and the same as a pasted query."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from app.trace_cypher import trace_cypher
from graph.model.facts import Fact
from graph.network.connect import connect
from graph.network.provider import Provider
from graph.network.trace import Trace, owners, subsidiaries, trace
from graph.network.walk import Filter, Walk
from graph.store.projected import projected
from graph.view import View
from tests.in_memory import InMemory, in_memory
from tests.servers.engines import ENGINES, Engine
from tests.shipped import built, busiest, keep, shipped

SUBJECTS = ("case-agua-zarca", "case-fmo", "case-berta-caceres", "case-government-of-bahrain", "case-adidas")


@pytest.fixture(scope="module", params=ENGINES)
def view(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The shipped cases on each engine in turn."""
    engine: Engine = request.getfixturevalue(request.param.replace("-", "_"))
    with built(engine, tmp_path_factory.getbasetemp() / engine.name, {"cases": shipped()}) as store:
        yield View(store, "restricted")


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> InMemory:
    """The same cases without a server."""
    return in_memory(projected(keep(tmp_path_factory.mktemp("memory"), {"cases": shipped()})).projection)


def said(several: list[Fact]) -> list[tuple[Any, ...]]:
    return [(f.id, f.type, f.start, f.end, [c["claim"] for c in f.claims], f.conflicts) for f in several]


def told(found: Walk) -> dict[str, Any]:
    """A walk as plain values, everything in its order."""
    return {
        "chains": [[(hop.at, hop.to, hop.fact.id) for hop in chain.hops] for chain in found.chains],
        "facts": sorted(said(list(found.facts.values()))),
        "entities": {key: (one.labels, one.name) for key, one in sorted(found.entities.items())},
        "stops": found.stops,
        "outside": found.outside,
    }


def told_trace(found: Trace) -> dict[str, Any]:
    homes = [[(hop.at, hop.to, hop.fact.id) for hop in chain.hops] for chain in found.homes]
    return {**told(found.walk), "homes": homes, "beside": said(found.beside), "day": found.filter.as_of}


def answer(provider: Provider, memory: InMemory, key: str, chosen: Filter) -> dict[str, Any]:
    return told_trace(trace(provider, memory.entities[key], chosen))


def attacks(memory: InMemory) -> list[str]:
    return sorted(key for key, entity in memory.entities.items() if entity.base == "Attack")


def test_every_attack_has_the_same_trace_as_in_memory(view: View, memory: InMemory) -> None:
    for key in attacks(memory):
        assert answer(view, memory, key, Filter()) == answer(memory, memory, key, Filter()), key


@pytest.mark.parametrize("key", SUBJECTS)
@pytest.mark.parametrize("day", [None, "2014"])
def test_others_have_the_same_trace_as_in_memory(
    view: View, memory: InMemory, key: str, day: str | None
) -> None:
    chosen = Filter(as_of=day)
    assert answer(view, memory, key, chosen) == answer(memory, memory, key, chosen)
    for walked in (owners, subsidiaries):
        subject = memory.entities[key]
        assert told_trace(walked(view, subject, chosen)) == told_trace(walked(memory, subject, chosen))


def test_connections_are_the_same_as_in_memory(view: View, memory: InMemory) -> None:
    ends = [memory.entities[key] for key in busiest(view.store, 1) if memory.entities[key].base != "Country"]
    for first, second in pairwise(ends):
        pair = (first, second, Filter())
        assert told(connect(view, *pair)) == told(connect(memory, *pair)), (first.id, second.id)


def test_the_line_of_berta_caceres_reaches_the_banks_and_the_states(view: View, memory: InMemory) -> None:
    found = trace(view, memory.entities["case-killing-of-berta-caceres"], Filter())
    reached = {chain.to for chain in found.walk.chains}
    wanted = {
        "case-desa",
        "case-fmo",
        "case-finnfund",
        "case-cabei",
        "case-dutch-state",
        "case-state-of-finland",
    }
    assert wanted <= reached


def test_a_trace_pastes_as_one_query_with_the_same_facts(view: View, memory: InMemory) -> None:
    for key in (*SUBJECTS, "case-killing-of-berta-caceres", *attacks(memory)[::8]):
        found = trace(view, memory.entities[key], Filter())
        text = trace_cypher(found)
        assert text.count(";") == 1 and text.endswith(";")
        paths = [row[0] for row in view.store.read(text).rows]
        shown = {path.relationships[0]["claim"] for path in paths if path.relationships}
        chains = [*found.walk.chains, *found.homes]
        assert shown == {c["claim"] for chain in chains for hop in chain.hops for c in hop.fact.claims}
        facts = {
            (p.relationships[0]["fact"], p.nodes[0]["id"], p.nodes[1]["id"]) for p in paths if p.relationships
        }
        assert {fact for fact, *_ in facts} == {hop.fact.id for chain in chains for hop in chain.hops}
        assert any(node["id"] == key for path in paths for node in path.nodes)


def test_a_pasted_trace_shows_no_more_than_its_profile(view: View, memory: InMemory) -> None:
    """It names claims, so that a fuller graph adds nothing to it."""
    found = trace(view, memory.entities["case-fmo"], Filter(statuses=frozenset(["documented"])))
    rows = view.store.read(trace_cypher(found)).rows
    statuses = {path.relationships[0]["claim_status"] for (path,) in rows if path.relationships}
    assert statuses == {"documented"}
