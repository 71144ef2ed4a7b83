"""What leaves for networkx, Polars and pandas is what the graph holds, on every engine."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

import networkx
import polars as pl
import pytest

from app.dossier import dossier
from graph.bridges import extract as extraction
from graph.bridges.columns import CLAIM_COLUMNS, FACTS, NODES, fact_row
from graph.bridges.extract import extract, extracts
from graph.bridges.frames import Frames, claims_frame, facts_frame, frames, nodes_frame, to_pandas
from graph.bridges.network_graph import to_networkx
from graph.bridges.selection import Selection, SelectionError
from graph.model.facts import facts
from graph.model.ontology import ontology
from graph.network.trace import trace
from graph.network.walk import Filter
from graph.store.contents import counts, held_by_graph
from graph.store.difference import State
from graph.view import View
from tests.servers.engines import ENGINES, Engine
from tests.shipped import built, busiest, shipped

DAY = "2016-03-02"
SUBJECTS = ("case-desa", "case-agua-zarca", "country-nl")
TOLD: dict[str, list[dict[str, Any]]] = {}


@pytest.fixture(scope="module", params=ENGINES)
def view(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The shipped cases on each engine in turn."""
    engine: Engine = request.getfixturevalue(request.param.replace("-", "_"))
    with built(engine, tmp_path_factory.getbasetemp() / engine.name, {"cases": shipped()}) as store:
        yield View(store, "restricted")


@pytest.fixture(scope="module")
def held(view: View) -> State:
    return held_by_graph(view.store)


@pytest.fixture(scope="module")
def whole(view: View) -> networkx.MultiDiGraph:
    return to_networkx(view)


@pytest.fixture(scope="module")
def framed(view: View) -> Frames:
    return frames(view)


def edges(graph: networkx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return set(graph.edges(keys=True))


def ends(claims: pl.DataFrame) -> set[tuple[str, str, str]]:
    return set(claims.select("from", "to", "claim").iter_rows())


def test_a_network_holds_every_entity_and_every_claim(whole: networkx.MultiDiGraph, held: State) -> None:
    assert set(whole.nodes) == set(held.nodes["id"])
    assert edges(whole) == ends(held.claims)
    assert whole.number_of_edges() == held.claims.height
    told = dict(held.claims.select("claim", "type").iter_rows())
    assert all(row["type"] == told[key] for _, _, key, row in whole.edges(keys=True, data=True))


def test_frames_hold_every_entity_claim_and_fact(view: View, held: State, framed: Frames) -> None:
    found = framed
    assert set(found.nodes["id"]) == set(held.nodes["id"]) and found.nodes["id"].is_unique().all()
    assert ends(found.claims) == ends(held.claims)
    assert found.claims.height == counts(view.store)["claims"]
    told = view.store.read("MATCH ()-[r]->() RETURN DISTINCT r.fact AS fact").rows
    assert sorted(found.facts["fact"]) == sorted(fact for (fact,) in told)
    assert sorted(found.facts["claims"].explode()) == sorted(held.claims["claim"])
    assert (found.cut, found.disclaimer) == ((), ontology().disclaimer)
    assert nodes_frame(view).equals(found.nodes)


def test_a_frame_alone_is_that_of_the_three(view: View) -> None:
    chosen = Selection("case-agua-zarca", 1)
    found = frames(view, chosen)
    for alone, frame in (
        (nodes_frame, found.nodes),
        (claims_frame, found.claims),
        (facts_frame, found.facts),
    ):
        assert frame.height > 1 and alone(view, chosen).equals(frame)


def test_columns_are_typed_by_the_ontology(view: View) -> None:
    found = frames(view, Selection("case-desa"))
    assert (found.nodes.schema, found.claims.schema, found.facts.schema) == (NODES, CLAIM_COLUMNS, FACTS)
    assert {*ontology().node_columns, *ontology().evidence} <= set(NODES)
    assert {*ontology().claim_columns, *ontology().evidence, *ontology().period} <= set(CLAIM_COLUMNS)
    assert (CLAIM_COLUMNS["share"], NODES["isin"], NODES["people_killed"]) == (
        pl.Float64(),
        pl.List(pl.String),
        pl.Int64(),
    )
    shares = found.claims.filter(pl.col("share").is_not_null())
    assert shares.height > 0 and shares["share"].is_between(0, 100).all()


def test_every_engine_says_the_same(framed: Frames) -> None:
    lists = pl.col(pl.List(pl.String)).list.sort()
    for name, key in (("nodes", "id"), ("claims", "claim"), ("facts", "fact")):
        told = getattr(framed, name).with_columns(lists).sort(key).to_dicts()
        assert told == TOLD.setdefault(name, told)


def test_an_entity_keeps_its_values_and_a_claim_too(view: View, whole: networkx.MultiDiGraph) -> None:
    for key, entity in view.entities(busiest(view.store, 3)).items():
        node = whole.nodes[key]
        assert (node["label"], node["name"], set(node["labels"])) == (
            entity.label,
            entity.name,
            set(entity.labels),
        )
        known = {name: value for name, value in entity.properties.items() if name in NODES}
        assert {name: value for name, value in node.items() if name in known} == known
        assert node.keys() <= set(NODES)
        for claim in dossier(view, entity).facts[0].claims:
            row = whole.edges[claim["from"], claim["to"], claim["claim"]]
            assert row == {k: v for k, v in claim.items() if k in CLAIM_COLUMNS and k not in ("from", "to")}


@pytest.mark.parametrize("as_of", [None, DAY])
def test_facts_are_those_that_show_and_the_walker_know(view: View, as_of: str | None) -> None:
    graph = to_networkx(view, Selection(as_of=as_of), by="fact")
    types = list(ontology().relationships)
    for key, entity in view.entities(busiest(view.store, 2)).items():
        at_it = {k for *_, k in [*graph.in_edges(key, keys=True), *graph.out_edges(key, keys=True)]}
        known = facts(view.around(entity.base, [key], types, types).claims, as_of)
        assert at_it == {fact.id for fact in known}
        if as_of is None:
            assert at_it == {fact.id for fact in dossier(view, entity).facts}
    project = view.entities(["case-agua-zarca"])["case-agua-zarca"]
    walked = trace(view, project, Filter(as_of=as_of)).facts
    assert walked and all(graph.has_edge(fact.start, fact.end, fact.id) for fact in walked)


def test_a_fact_tells_its_share_its_status_and_its_sources(view: View) -> None:
    graph = to_networkx(view, Selection("case-fmo", 1, kinds="OWNS"), by="fact")
    known = {fact.id: fact for fact in extract(view, Selection("case-fmo", 1, kinds="OWNS")).facts}
    row = max(
        (row for *_, row in graph.edges(data=True) if "highest_share_percent" in row),
        key=lambda row: len(row["sources"]),
    )
    fact = known[row["fact"]]
    assert (row["lowest_share_percent"], row["highest_share_percent"]) == fact.share
    assert (row["claim_status"], row["sources"], row["conflicts"]) == (
        fact.status,
        fact.sources(),
        list(fact.conflicts),
    )
    assert row["claims"] == [claim["claim"] for claim in fact.claims] and len(row["sources"]) > 1


@pytest.mark.parametrize(
    ("stated", "lowest", "highest"),
    [
        ({"share_min": 25.0, "share_max": 50.0}, 25.0, 50.0),
        ({"share_min": 50.0}, 50.0, 100.0),
        ({"share": 12.5}, 12.5, 12.5),
        ({}, None, None),
    ],
)
def test_a_share_keeps_both_its_ends(
    stated: dict[str, float], lowest: float | None, highest: float | None
) -> None:
    ends = {"claim": "c", "fact": "f", "type": "OWNS", "from": "a", "to": "b", "claim_status": "reported"}
    row = fact_row(facts([{**ends, **stated}])[0])
    assert (row["lowest_share_percent"], row["highest_share_percent"]) == (lowest, highest)


def test_of_a_day_nothing_is_left_that_ended_before(view: View, framed: Frames) -> None:
    found = frames(view, Selection(as_of=DAY))
    leverage = [kind.type for kind in ontology().relationships.values() if kind.leverage]
    dated = found.claims.filter(pl.col("type").is_in(leverage))
    assert dated.filter(pl.col("until").is_not_null() & (pl.col("until") < "2016")).is_empty()
    assert dated.filter(pl.col("since") > "2016-03-02x").filter(pl.col("observed").is_null()).is_empty()
    assert 0 < found.claims.height < framed.claims.height
    assert sorted(found.facts["claims"].explode()) == sorted(found.claims["claim"])
    aside = framed.claims.filter(~pl.col("type").is_in(leverage))
    assert set(aside["claim"]) <= set(found.claims["claim"])
    near = to_networkx(view, Selection("case-desa", 1, as_of=DAY))
    at_it = found.claims.filter((pl.col("from") == "case-desa") | (pl.col("to") == "case-desa"))
    assert (edges(near), near.graph["as_of"]) == (ends(at_it), DAY)


@pytest.mark.parametrize("kinds", [None, ("OWNS", "FINANCES", "BASED_IN")])
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_neighbourhood_is_what_brute_force_finds(
    view: View,
    held: State,
    whole: networkx.MultiDiGraph,
    steps: int,
    kinds: Collection[str] | None,
) -> None:
    for around in [*SUBJECTS, busiest(view.store, 1)]:
        graph = to_networkx(view, Selection(around, steps, kinds))
        near, walked = nearby(held, [around] if isinstance(around, str) else around, steps, kinds)
        assert (set(graph.nodes), edges(graph)) == (near, walked), around
        assert all(row == whole.nodes[key] for key, row in graph.nodes(data=True))
        assert graph.graph["cut"] == []


def nearby(
    held: State, around: Collection[str], steps: int, kinds: Collection[str] | None
) -> tuple[set[str], set[tuple[str, str, str]]]:
    """The nodes within `steps`, and the claims at those that are nearer, one claim after the other."""
    countries = set(held.nodes.filter(pl.col("label") == "Country")["id"]) - set(around)
    distance = dict.fromkeys(around, 0)
    walked: set[tuple[str, str, str]] = set()
    claims = [row for row in held.claims.iter_rows(named=True) if not kinds or row["type"] in kinds]
    for step in range(steps):
        for row in claims:
            for at, to in ((row["from"], row["to"]), (row["to"], row["from"])):
                if distance.get(at) == step and at not in countries:
                    walked.add((row["from"], row["to"], row["claim"]))
                    distance.setdefault(to, step + 1)
    return set(distance), walked


def test_a_neighbourhood_is_cut_where_its_view_is_limited_and_says_so(view: View, held: State) -> None:
    narrow = replace(view, limit=5)
    chosen = Selection("case-desa", 3)
    graph = to_networkx(narrow, chosen)
    assert (len(graph), "case-desa" in graph) == (5, True)
    assert [line for line in graph.graph["cut"] if "entities left out" in line]
    assert all(row["label"] for _, row in graph.nodes(data=True))
    found = frames(narrow, chosen)
    assert edges(graph) == ends(found.claims) and set(found.nodes["id"]) == set(graph)
    assert found.cut == tuple(graph.graph["cut"]) == tuple(extract(narrow, chosen).cut)
    everything = nodes_frame(narrow)
    assert everything.height == held.nodes.height


def test_pieces_change_nothing(
    view: View, whole: networkx.MultiDiGraph, framed: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "BATCH", 60)
    pieces = list(extracts(view))
    assert max(len(piece.entities) for piece in pieces) == 60
    assert [key for piece in pieces for key in piece.entities] == list(whole.nodes)
    claims = [claim["claim"] for piece in pieces for claim in piece.claims]
    assert len(claims) == framed.claims.height and set(claims) == set(framed.claims["claim"])
    seen = [fact.id for piece in pieces for fact in piece.facts]
    assert len(seen) == framed.facts.height and set(seen) == set(framed.facts["fact"])


def test_the_disclaimer_travels(view: View, whole: networkx.MultiDiGraph) -> None:
    assert whole.graph["disclaimer"] == ontology().disclaimer
    assert (whole.graph["profile"], whole.graph["by"]) == ("restricted", "claim")
    assert (
        to_pandas(nodes_frame(view, Selection("case-desa", 1))).attrs["disclaimer"] == ontology().disclaimer
    )


def test_pandas_holds_the_same_rows(view: View) -> None:
    frame = claims_frame(view, Selection("case-desa", 1))
    found = to_pandas(frame)
    assert list(found.columns) == frame.columns and found["claim"].tolist() == frame["claim"].to_list()
    stated = found["share"].dropna()
    assert stated.tolist() == frame["share"].drop_nulls().to_list() and stated.dtype == "float64"


def test_an_unknown_id_is_refused(view: View) -> None:
    with pytest.raises(SelectionError, match="'restricted' knows no entity with the id 'case-nobody'"):
        to_networkx(view, Selection(["case-desa", "case-nobody"]))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kinds": "OWN"}, "'OWN' is no relationship; it is one like OWNS"),
        ({"kinds": ["OWNS", "finances"]}, "'finances' is no relationship; it is one like FINANCES"),
        ({"steps": 0}, "steps is 0; give 1 or more"),
        ({"as_of": "2 March"}, "as_of: '2 March' is not a date"),
        ({"as_of": "2016-02-31"}, "as_of: '2016-02-31' is no day"),
    ],
)
def test_a_selection_that_makes_no_sense_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(SelectionError, match=told):
        Selection(**given)


def test_edges_are_claims_or_facts_and_nothing_else() -> None:
    with pytest.raises(SelectionError, match="by is 'edge'; give 'claim' or 'fact'"):
        to_networkx(None, by="edge")  # type: ignore[arg-type]
