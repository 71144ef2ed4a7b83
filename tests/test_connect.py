"""How two entities are connected: the chains of leverage first, then the shortest over anything."""

from graph.network.connect import connect
from graph.network.walk import Filter
from tests.in_memory import small
from tests.test_walk import NONE, told


def test_connect_gives_all_shortest_chains_and_no_shared_country() -> None:
    labels = {"a": "Company", "b": "Company", "x": "Company", "y": "Company", "nl": "Country", "z": "Company"}
    rows = [
        ("x", "OWNS", "a", NONE),
        ("x", "FINANCES", "b", NONE),
        ("y", "SUPPLIES", "a", NONE),
        ("y", "OWNS", "b", NONE),
        *((company, "BASED_IN", "nl", NONE) for company in "abz"),
    ]
    network = small(labels, *rows)
    found = connect(network, network.entities["a"], network.entities["b"], Filter())
    assert [told(chain) for chain in found.chains] == ["a OWNS x FINANCES b", "a SUPPLIES y OWNS b"]
    assert set(found.entities) == {"a", "b", "x", "y"}
    assert connect(network, network.entities["a"], network.entities["z"], Filter()).chains == []


def test_a_chain_of_ownership_and_finance_comes_before_a_shorter_letter() -> None:
    labels = {"state": "Government", "bank": "Company", "firm": "Company", "letter": "Request", "x": "Attack"}
    network = small(
        labels,
        ("state", "OWNS", "bank", NONE),
        ("bank", "FINANCES", "firm", NONE),
        ("x", "LINKED_TO", "firm", NONE),
        ("letter", "ASKED_OF", "bank", NONE),
        ("letter", "ABOUT", "x", NONE),
    )
    found = connect(network, network.entities["bank"], network.entities["x"], Filter())
    assert [[hop.to for hop in chain.hops] for chain in found.chains] == [["firm", "x"], ["letter", "x"]]
    found = connect(network, network.entities["state"], network.entities["x"], Filter())
    ends = [[hop.to for hop in chain.hops] for chain in found.chains]
    assert ends[0] == ["bank", "firm", "x"] and ["bank", "letter", "x"] in ends


def test_of_many_connections_the_best_twenty_are_shown_and_it_is_said() -> None:
    middles = {f"m{number:02}": "Company" for number in range(30)}
    rows = [(m, "OWNS", end, {"share": float(n)}) for n, m in enumerate(middles) for end in ("a", "b")]
    network = small({"a": "Company", "b": "Company", **middles}, *rows)
    found = connect(network, network.entities["a"], network.entities["b"], Filter())
    assert [chain.hops[0].to for chain in found.chains] == [f"m{number:02}" for number in range(29, 9, -1)]
    assert found.stops == ["The 20 best of 30 shortest chains are shown"]
