"""The quick look loads nothing from anywhere, and a name in it is never markup."""

import re

from app.quicklook import quicklook
from graph.model.entity import Entity
from graph.model.facts import facts
from graph.network.trace import Trace
from graph.network.walk import Filter, Walk

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def page() -> str:
    claim = {"claim": "c", "fact": "f", "type": "OWNS", "from": "a", "to": "b", "claim_status": "alleged"}
    found = Walk("b")
    found.entities = {
        "a": Entity("a", ("Person",), {"name": HOSTILE}),
        "b": Entity("b", ("Company",), {"name": "B"}),
    }
    found.facts = {fact.id: fact for fact in facts([claim])}
    return quicklook(Trace(found.entities["b"], found, Filter()))


def test_nothing_is_loaded_from_elsewhere() -> None:
    told = page()
    assert "default-src 'none'" in told
    assert not re.search(r"<(?:link|script|img|iframe)\b[^>]*(?:https?:)?//", told)


def test_a_name_is_never_markup() -> None:
    told = page()
    assert "alert(1)" in told
    assert "<script>alert(1)" not in told
    assert "<img src=x" not in told


def test_a_fact_is_told_with_its_status_and_the_disclaimer() -> None:
    told = page()
    assert "owns, share undisclosed alleged" in told
    assert "no more" in told
