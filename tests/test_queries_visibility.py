"""What a profile may not see is in no answer: a full graph answers it as a graph built for it would."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.dossier import dossier
from app.session import Session, session
from app.trace_cypher import trace_cypher
from graph.model.entity import Entity
from graph.network.connect import connect
from graph.network.trace import Trace, owners, subsidiaries, trace
from graph.network.walk import Filter, Walk
from graph.statements.schema import Statements
from graph.store.build import build
from graph.store.connect import open_store
from loaders import cases
from queries.catalogue import answers, catalogue
from tests.agreement import Agree
from tests.servers.engines import Engine
from tests.shipped import keep

FILE = Path(__file__).parent / "fixtures" / "hidden.yaml"
HIDDEN = {"public": ("zorvath", "umbrel", "veldrin"), "partner": ("zorvath", "umbrel")}
IDS = (
    "attack",
    "dam",
    "operator",
    "parent",
    "bank",
    "fund",
    "vendor",
    "buyer",
    "police",
    "state",
    "open-defender",
    "hidden-defender",
    "hidden-attack",
    "hidden-parent",
    "partner-bank",
)
SOME = ("attack", "dam", "operator", "hidden-parent")
Answers = dict[str, Any]


@pytest.fixture(scope="module")
def statements() -> Statements:
    return cases.read([FILE], "hidden")


def test_a_lower_profile_gets_what_its_own_graph_would_say(
    engine: Engine, tmp_path: Path, statements: Statements, agree: Agree
) -> None:
    """On the other engines, unless all breadth is asked for, only that some answers are the same."""
    build_in(engine, tmp_path / "home", statements, "restricted")
    whole = engine.is_embedded or os.environ.get("DEFENDERGRAPH_BREADTH") == "full"
    seen = asked(tmp_path / "home", "public", IDS if whole else SOME)
    for key, answer in seen.items():
        agree(f"visibility {key}", answer)
    if whole:
        fuller = {profile: asked(tmp_path / "home", profile) for profile in ("partner", "restricted")}
        assert_hidden(seen, HIDDEN["public"])
        assert_hidden(fuller["partner"], HIDDEN["partner"])
        assert same_everywhere(seen, fuller["restricted"]) == []
        engine.empty()
        build_in(engine, tmp_path / "public", statements, "public")
        assert_same(seen, asked(tmp_path / "public", "public"))


def assert_same(seen: Answers, expected: Answers) -> None:
    assert seen.keys() == expected.keys()
    for key, answer in expected.items():
        assert seen[key] == answer, key


def assert_hidden(seen: Answers, words: tuple[str, ...]) -> None:
    for key, answer in seen.items():
        assert not [word for word in words if word in str(answer).lower()], key


def same_everywhere(seen: Answers, full: Answers) -> list[str]:
    """The questions of which the case hides nothing, so that they would not be tested."""
    keys = {name: [key for key in full if key.startswith(f"{name} ")] for name in catalogue()}
    return [name for name, several in keys.items() if all(seen[key] == full[key] for key in several)]


def build_in(engine: Engine, home: Path, statements: Statements, profile: str) -> None:
    engine.prepare_home(home)
    where = keep(home, {"hidden": statements})
    with open_store(where, write=True) as store:
        build(where, store, profile)


def asked(home: Path, profile: str, ids: Sequence[str] = IDS) -> Answers:
    """Everything that can be asked with a profile about some entities."""
    with session(home, profile) as opened:
        return dict(_asked(opened, [f"hidden-{name}" for name in ids]))


def _asked(opened: Session, ids: list[str]) -> Iterator[tuple[str, Any]]:
    view = opened.view
    for name, question in catalogue().items():
        wanted = [parameter for parameter in question.parameters if parameter.kind == "entity"]
        for key in ids if wanted else [""]:
            given = answers({wanted[0].name: key} if wanted else {}, question)
            yield f"{name} {key}", view.query(question.text, given).rows
        if wanted and not wanted[0].required:
            yield f"{name} none", view.query(question.text, answers({}, question)).rows
    for text in ("Zorvath", "Umbrel Holdings", "Veldrin", "Bank", "Killing", "Defender"):
        yield f"find {text}", opened.find(text)
    known = dict(view.entities(ids))
    for key, entity in sorted(known.items()):
        yield f"entity {key}", _entity(entity)
        for walked in (trace, owners, subsidiaries):
            yield f"{walked.__name__} {key}", _trace(walked(view, entity, Filter()))
        yield f"cypher {key}", trace_cypher(trace(view, entity, Filter()))
        yield f"connect {key}", _walk(connect(view, entity, known["hidden-dam"], Filter()))
        told = dossier(view, entity)
        near = {key: _entity(one) for key, one in sorted(told.entities.items())}
        yield f"show {key}", (_entity(told.entity), told.statements, told.facts, near, told.stops)


def _trace(found: Trace) -> tuple[Any, ...]:
    return _walk(found.walk), found.homes, found.beside, found.filter


def _walk(found: Walk) -> tuple[Any, ...]:
    near = {key: _entity(one) for key, one in sorted(found.entities.items())}
    return found.chains, sorted(found.facts.items()), near, found.stops, found.outside


def _entity(entity: Entity) -> tuple[Any, ...]:
    properties = sorted((name, str(value)) for name, value in entity.properties.items() if name != "digest")
    return entity.id, entity.labels, properties
