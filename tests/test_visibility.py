"""Who is not public stays unnamed: in names, texts, addresses, ids, the index, and on every way out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from graph.home import open_home
from graph.names.find import Names, find
from graph.names.index import build_index, open_index
from graph.names.rows import rows
from graph.statements.schema import Statements, claim_frame, entity_frame
from graph.store.build import build
from graph.store.connect import open_store
from graph.store.projection import Projection, project
from loaders import cases
from tests.command_line import Done, command
from tests.servers.engines import end_embedded
from tests.test_build import FIRM, SOURCE

DEFENDER = {"entity": "who", "labels": ["Defender"], "name": "Ana Lu Moré"}
HIDDEN = "Ana Lu Moré"


def graph(
    entities: list[dict[str, Any]], claims: list[dict[str, Any]], profile: str = "public"
) -> Projection:
    said = Statements(
        entity_frame({**SOURCE, "dataset": "d", **row} for row in entities),
        claim_frame({**SOURCE, "dataset": "d", **row} for row in claims),
    )
    ids = said.entities["entity"].unique()
    return project(said, pl.DataFrame({"entity": ids, "id": ids}), profile)


def ids(found: Projection) -> set[str]:
    return set(found.nodes["id"])


SILENT = {"type": "OWNS", "from": "a", "to": "b"}


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([{"share": 16.9}, {"share": 39.75}], 39.75),
        ([{"share": 20.0}, {"share_max": 30.0}], 30.0),
        ([{"share": 39.0}, {"share_min": 50.0}], 50.0),
        ([{"share_min": 25.0}], None),
        ([{"share": 16.9}, {"share": 60.0, "claim_status": "disputed"}], 16.9),
        ([{"share": 16.9}, {"share": 60.0, "visibility": "restricted"}], 16.9),
        ([{"share": 16.9, "visibility": "restricted"}], None),
        ([{"share": 16.9, "from": "b", "to": "a"}], None),
        ([], None),
    ],
)
def test_a_silent_claim_knows_what_firm_public_ones_give(
    others: list[dict[str, Any]], told: float | None
) -> None:
    firms = [{"entity": key, "labels": ["Company"], "name": key} for key in "ab"]
    claims = [{**SILENT, "says": "no share"}, *({**SILENT, **other} for other in others)]
    found = graph(firms, claims, "restricted").claims
    assert found.filter(pl.col("says") == "no share")["share_told"].to_list() == [told]
    assert found.filter(pl.col("share").is_not_null())["share_told"].null_count() == len(
        [other for other in others if "share" in other]
    )


@pytest.mark.parametrize(
    ("row", "public"),
    [
        ({"name": "A B"}, False),
        ({"name": "A B", "named_publicly": True}, True),
        ({"name": "A B", "named_publicly": False}, False),
        ({"name": "A B", "anonymous": True}, False),
        ({"name": "A B", "named_publicly": True, "visibility": "partner"}, False),
        ({"other_names": ["A B"]}, False),
        ({"wikidata": "Q1"}, False),
        ({"anonymous": True}, True),
        ({}, True),
    ],
)
def test_a_defender_is_public_only_where_a_source_names_them_publicly(
    row: dict[str, Any], public: bool
) -> None:
    assert ("who" in ids(graph([{"entity": "who", "labels": ["Defender"], **row}], []))) is public


def test_of_two_datasets_the_stricter_decides() -> None:
    named = {**DEFENDER, "named_publicly": True}
    assert ids(graph([named, {**named, "dataset": "e"}], [])) == {"who"}
    assert ids(graph([named, {**DEFENDER, "dataset": "e"}], [])) == set()


CARRYING = [
    {"labels": ["Attack"], "name": "Killing of Ana Lu Moré"},
    {"labels": ["Attack"], "name": "KILLING OF ANA LU MORE"},
    {"labels": ["Attack"], "name": "Killing of Ana-Lu  Moré"},
    {"labels": ["Attack"], "name": "Ana Lu Moré's killing"},
    {"labels": ["Attack"], "name": "A killing", "description": "It was Ana Lu Moré who died."},
    {"labels": ["Attack"], "name": "A killing", "says": "Names Ana Lu Moré."},
    {"labels": ["Attack"], "name": "A killing", "caveat": "Ana Lu Moré may live."},
    {"labels": ["Attack"], "name": "A killing", "source_url": "https://example.org/ana-lu-more-killed"},
    {"labels": ["Attack"], "name": "A killing", "citation": "Ana Lu Moré, Letters"},
    {"labels": ["Attack"], "name": "A killing", "entity": "case-killing-of-ana-lu-more"},
    {"labels": ["Defender"], "name": "Friends of Ana Lu Moré", "named_publicly": True},
    {"labels": ["Company"], "name": "Firm", "other_names": ["Ana Lu Moré y Cía"]},
    {"labels": ["Undisclosed"], "name": "Family", "members": "Ana Lu Moré and sons"},
]


@pytest.mark.parametrize("row", CARRYING)
def test_what_carries_the_name_of_a_hidden_defender_is_hidden(row: dict[str, Any]) -> None:
    carrying = {"entity": "x", **row}
    assert ids(graph([DEFENDER, carrying], [])) == set()
    assert ids(graph([DEFENDER, carrying], [], "restricted")) == {"who", carrying["entity"]}
    assert carrying["entity"] in ids(graph([{**DEFENDER, "named_publicly": True}, carrying], []))


def test_a_statement_that_carries_a_hidden_name_hides_the_entity_of_another() -> None:
    plain = {"entity": "x", "labels": ["Attack"], "name": "A killing"}
    other = {**plain, "name": None, "says": "Names Ana Lu Moré.", "dataset": "e"}
    assert ids(graph([DEFENDER, plain, other], [])) == set()


@pytest.mark.parametrize("name", ["李明", "ကိုမိုးထွန်း", "Ko", "Никифоров", "علي حسن"])
def test_names_of_every_script_are_kept(name: str) -> None:
    title = f"案件{name}被捕" if name == "李明" else f"Case of {name}: arrest"
    found = graph([{**DEFENDER, "name": name}, {"entity": "x", "labels": ["Attack"], "name": title}], [])
    assert ids(found) == set()


def test_a_short_name_hides_no_longer_word() -> None:
    found = graph(
        [{**DEFENDER, "name": "Ana"}, {"entity": "x", "labels": ["Company"], "name": "Anaconda Mining"}], []
    )
    assert ids(found) == {"x"}


def test_an_inflected_name_is_found() -> None:
    attack = {"entity": "x", "labels": ["Attack"], "name": "Убийство Ивана Никифорова"}
    assert ids(graph([{**DEFENDER, "name": "Никифоров"}, attack], [])) == set()


def test_an_attack_is_as_visible_as_its_victim() -> None:
    attack = {"entity": "x", "labels": ["Attack"], "name": "A killing"}
    targeted = {"type": "TARGETED", "from": "x", "to": "who", "harm": "killed"}
    found = graph([DEFENDER, attack], [targeted])
    assert (ids(found), found.claims.height) == (set(), 0)


@pytest.mark.parametrize("field", ["says", "caveat", "citation", "how"])
def test_a_claim_that_carries_a_hidden_name_is_hidden(field: str) -> None:
    firm, bank = ({"entity": key, "labels": ["Company"], "name": key} for key in ("firm", "bank"))
    claim = {"type": "CONTROLS", "from": "bank", "to": "firm"}
    rows = [claim, {**claim, field: f"{field} of Ana Lu Moré", "published": "2016"}]
    assert graph([DEFENDER, firm, bank], rows).claims.height == 1
    assert graph([DEFENDER, firm, bank], rows, "restricted").claims.height == 2


def test_a_hidden_claim_leaves_no_trace_in_the_conflicts_of_a_public_graph() -> None:
    firm, bank = ({"entity": key, "labels": ["Company"], "name": key} for key in ("firm", "bank"))
    owns = {"type": "OWNS", "from": "bank", "to": "firm", "observed": "2016"}
    rows = [{**owns, "share": 40.0}, {**owns, "share": 60.0, "visibility": "restricted"}]
    assert graph([firm, bank], rows).claims["conflict"].to_list() == [None]
    assert graph([firm, bank], rows, "restricted").claims["conflict"].to_list() == ["share", "share"]


def test_a_country_is_hidden_by_nobodys_name() -> None:
    country = {"entity": "country-ge", "labels": ["Country"], "name": "Georgia", "iso2": "GE"}
    assert ids(graph([{**DEFENDER, "name": "Georgia"}, country], [])) == {"country-ge"}


def test_the_name_index_gives_a_profile_what_it_may_see(tmp_path: Path) -> None:
    build_index(tmp_path / "names", [rows(graph([DEFENDER, {**FIRM}], [], "restricted").nodes)])
    names = Names(open_index(tmp_path / "names"))
    assert [hit.id for hit in find(names, HIDDEN, ["public"])] == []
    assert [hit.id for hit in find(names, HIDDEN, ["public", "partner", "restricted"])] == ["who"]


CASE = """\
case: hidden
sources:
  press: {publisher: The Press, published: 2016, url: "https://example.org/press"}
entities:
  who: {label: Defender, name: Ana Lu Moré, source: press}
  killing: {label: Attack, name: Killing of Ana Lu Moré, date: 2016, kind: killing, source: press}
  arrest: {label: Attack, name: An arrest, date: 2016, kind: arrest, source: press}
  dam: {label: Project, name: The Dam, source: press}
  firm: {label: Company, name: The Firm, source: press}
  owner: {label: Company, name: The Owner, source: press}
claims:
  - {claim: killing TARGETED who, harm: killed, source: press, claim_status: reported}
  - {claim: killing LINKED_TO dam, source: press, claim_status: reported}
  - {claim: arrest LINKED_TO dam, source: press, claim_status: reported}
  - {claim: who FOCUSED_ON dam, source: press, claim_status: reported}
  - {claim: firm OPERATES dam, role: operator, source: press, claim_status: reported}
  - {claim: owner OWNS firm, share: 51 %, source: press, claim_status: reported}
  - {claim: owner CONTROLS firm, source: press, claim_status: alleged, says: "As Ana Lu Moré wrote."}
"""


def test_a_case_names_nobody_whom_it_does_not_call_public(tmp_path: Path) -> None:
    path = tmp_path / "hidden.yaml"
    path.write_text(CASE, encoding="utf-8")
    read = cases.read([path], "hidden")
    who = read.entities.filter(pl.col("name") == HIDDEN)
    assert who["visibility"].to_list() == ["restricted"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the case above in its embedded graph, whose server stays for all tests here."""
    home = open_home(tmp_path_factory.mktemp("hidden"))
    path = home.parent / "hidden.yaml"
    path.write_text(CASE, encoding="utf-8")
    with open_store(home, write=True) as store:
        assert command("load", str(path), "--no-build", "--home", str(home)).code == 0
        build(home, store)
        yield home
    end_embedded(home / "server")


WAYS = {
    "find": ("find", "moré"),
    "show": ("show", "hidden-dam"),
    "trace": ("trace", "hidden-dam"),
    "owners": ("owners", "hidden-firm"),
    "query": ("query", "claims-about", "entity=hidden-dam"),
    "status": ("status",),
}
SAYS_HOW_MANY = ("find", "show", "owners", "query")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("as_json", [False, True])
def test_what_leaves_for_a_pipe_is_public_and_says_what_was_left_out(
    way: str, as_json: bool, told: Path
) -> None:
    done = _asked(told, *WAYS[way], *(["--json"] if as_json else []))
    assert done.code == 0, done.err
    assert "Ana" not in done.out and "Moré" not in done.out.replace("'moré'", "")
    if way in SAYS_HOW_MANY:
        assert "left out that profile 'public' may not see (--profile restricted)" in done.err


@pytest.mark.parametrize("way", ["find", "show", "query"])
def test_a_profile_that_is_given_sees(way: str, told: Path) -> None:
    done = _asked(told, *WAYS[way], "--profile", "restricted")
    assert "Moré" in done.out
    assert "left out" not in done.err


def test_a_hidden_entity_is_as_if_unknown_and_it_is_said(told: Path) -> None:
    done = _asked(told, "show", "hidden-who")
    assert (done.code, done.out) == (3, "")
    assert (
        done.err == "nothing is known as 'hidden-who'; "
        "1 left out that the profile may not see (--profile restricted)\n"
    )


def test_own_cypher_is_refused_to_a_lower_profile(told: Path) -> None:
    done = _asked(told, "cypher", "MATCH (n) RETURN n.name")
    assert (done.code, done.out) == (1, "") and "--profile restricted" in done.err
    assert "Moré" in _asked(told, "cypher", "MATCH (n:Defender) RETURN n.name", "--profile", "restricted").out


def test_a_picture_is_public_unless_a_profile_is_given(told: Path, tmp_path: Path) -> None:
    path = tmp_path / "dam.svg"
    assert _asked(told, "draw", "hidden-dam", "-o", str(path), "--json").code == 0
    assert "Moré" not in path.read_text(encoding="utf-8")
    assert _asked(told, "draw", "hidden-who", "-o", str(path)).code == 3
    done = _asked(told, "draw", "hidden-who", "-o", str(path), "--profile", "restricted", "--json")
    assert json.loads(done.out)["facts"] > 0
    assert "Moré" in path.read_text(encoding="utf-8")


def _asked(home: Path, *arguments: str) -> Done:
    return command(*arguments, "--home", str(home))
