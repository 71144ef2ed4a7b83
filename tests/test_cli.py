"""The command line keeps its contract: help, shapes, exit codes, suggestions, names in any script."""

import json
import re
import socket
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer

from app.main import app
from graph.home import open_home
from graph.model.ontology import ontology
from graph.store.build import build
from graph.store.connect import open_store
from queries.catalogue import catalogue
from tests.command_line import Done, command, process
from tests.servers.engines import Engine, end_embedded

COMMANDS = {command.name: command for command in typer.main.get_group(app).commands.values()}
KILLING = "Killing of Berta Cáceres"


@pytest.fixture(scope="module")
def cases_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with the shipped cases in its embedded graph, whose server stays for all tests here."""
    home = open_home(tmp_path_factory.mktemp("cases"))
    extra = home.parent / "scripts.yaml"
    extra.write_text(SCRIPTS, encoding="utf-8")
    with open_store(home, write=True) as store:
        for source in ("cases", str(extra)):
            assert command("load", source, "--no-build", "--home", str(home)).code == 0
        build(home, store)
        yield home
    end_embedded(home / "server")


SCRIPTS = """\
case: scripts
sources:
  register: {publisher: Register, url: "https://example.org/register"}
entities:
  baosteel:
    label: Company
    name: 宝钢集团有限公司
    other_names: [Baosteel]
    lei: 7LTWFZYICNSX8D621K86
    source: register
  rosneft: {label: Company, name: Роснефть, isin: [US0378331005], source: register}
  sonatrach: {label: Company, name: سوناطراك, source: register}
  naftogaz:
    {label: Company, name: Нафтогаз України, register: EDRPOU, register_number: "20077720", source: register}
"""


SMALL = """\
case: small
sources:
  book: {publisher: Press, citation: "A book, page 3"}
entities:
  firm: {label: Company, name: Quite Another Firm, source: book}
  owner: {label: Person, name: Somebody Else, source: book}
"""


def asked(home: Path, *arguments: str) -> Done:
    return command(*arguments, "--home", str(home))


def answered(home: Path, *arguments: str) -> Any:  # noqa: ANN401 - any value
    done = asked(home, *arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    done = command(name, "--help")
    told = " ".join(done.out.replace("│", " ").split())
    assert done.code == 0
    assert f"Example: defendergraph {name}" in told


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "app"])
def test_every_command_that_answers_can_answer_in_json(name: str) -> None:
    assert "--json" in {option for param in COMMANDS[name].params for option in param.opts}


def test_help_comes_at_once(home: Path) -> None:
    began = time.process_time(), time.monotonic()
    done = process(home, "--help")
    assert done.code == 0 and all(str(name) in done.out for name in COMMANDS)
    assert "--install-completion" in done.out and "--show-completion" in done.out
    loaded = process(home, "--help", PYTHONPROFILEIMPORTTIME="1").err
    assert not [
        slow for slow in ("polars", "neo4j", "pandas", "numpy", "streamlit") if f" {slow}\n" in loaded
    ]
    assert time.monotonic() - began[1] < 60


def test_the_version_is_told() -> None:
    done = command("--version")
    assert (done.code, done.out) == (0, f"defendergraph {version('defendergraph')}\n")


ENTITY = {"id", "label", "name"}
CLAIM = {"dataset", "publisher", "claim_status"}


def check_entity(found: dict[str, Any]) -> None:
    assert set(found) >= ENTITY
    assert found["label"] in ontology().nodes


def check_fact(found: dict[str, Any]) -> None:
    assert set(found) >= {"type", "from", "to", "claims"}
    assert found["type"] in ontology().relationships and found["claims"]
    for claim in found["claims"]:
        assert set(claim) >= CLAIM
        assert claim.get("source_url") or claim.get("citation")
        assert claim["claim_status"] in ontology().claim_status
        assert None not in claim.values()


def check_chain(found: dict[str, Any]) -> None:
    assert set(found) == {"nodes", "facts"}
    assert len(found["nodes"]) == len(found["facts"]) + 1
    for node in found["nodes"]:
        check_entity(node)
    for place, fact in enumerate(found["facts"]):
        check_fact(fact)
        assert {fact["from"], fact["to"]} == {node["id"] for node in found["nodes"][place : place + 2]}


def check_result(found: dict[str, Any], question: str) -> None:
    assert found["question"] == question
    assert isinstance(found["parameters"], dict) and isinstance(found["truncated"], bool)
    assert found["disclaimer"] == ontology().disclaimer
    assert ("rows" in found) != ("chains" in found)


def test_a_trace_has_the_shape_of_a_result(cases_home: Path) -> None:
    found = answered(cases_home, "trace", KILLING)
    check_result(found, "trace")
    for chain in found["chains"]:
        check_chain(chain)
    ends = {chain["nodes"][-1]["name"] for chain in found["chains"]}
    assert any(name.startswith("FMO") for name in ends) and "Finnfund" in ends


def test_owners_and_connections_have_the_shape_of_a_result(cases_home: Path) -> None:
    owners = answered(cases_home, "owners", "case-fmo")
    connect = answered(cases_home, "connect", "case-fmo", KILLING)
    check_result(owners, "owners")
    check_result(connect, "connect")
    assert owners["chains"] and connect["chains"]
    for chain in (*owners["chains"], *connect["chains"]):
        check_chain(chain)


def test_show_is_an_entity_with_statements_and_facts(cases_home: Path) -> None:
    found = answered(cases_home, "show", "case-fmo")
    check_entity(found)
    assert found["statements"] and found["disclaimer"]
    for fact in found["facts"]:
        check_fact(fact)


def test_find_query_and_cypher_have_the_shape_of_a_result(cases_home: Path) -> None:
    hits = answered(cases_home, "find", "Cáceres")
    check_result(hits, "find")
    for hit in hits["rows"]:
        check_entity(hit)
    check_result(answered(cases_home, "query", "owners-of", "company=case-fmo"), "owners-of")
    own = answered(
        cases_home, "cypher", "MATCH (a:Attack) RETURN a, a.date AS date LIMIT 2", "--profile", "restricted"
    )
    check_result(own, "cypher")
    assert own["rows"][0]["a"]["labels"] == ["Attack"]


def test_lists_and_reports_are_json(cases_home: Path) -> None:
    assert {"name", "title", "publisher", "licence", "files", "obtain"} <= set(
        json.loads(command("sources", "--json").out)[0]
    )
    questions = json.loads(command("query", "--json").out)
    assert {question["name"] for question in questions} == set(catalogue())
    status = answered(cases_home, "status")
    told = {"engine", "profile", "build", "whole", "counts", "datasets", "judgements", "conflicts"}
    assert told | {"forgotten"} == set(status)
    assert status["counts"]["Financier"] and status["counts"]["claims"]
    assert answered(cases_home, "build")["nothing"] is True


def test_an_unfinished_build_is_told_with_every_answer(cases_home: Path) -> None:
    with open_store(cases_home, write=True) as store:
        store.write("MATCH (m:Meta) SET m.whole = false")
        told = asked(cases_home, "find", "FMO").err
        store.write("MATCH (m:Meta) SET m.whole = true")
    assert "the last build is not finished, so answers may lack much; run: defendergraph build" in told
    assert "not finished" not in asked(cases_home, "find", "FMO").err


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (("owners-of", f"company={KILLING}"), "is recorded as Attack; this takes Company or Project"),
        (("responses-to-attack", "attack=DESA"), "attack: DESA is recorded as Company; this takes Attack"),
    ],
)
def test_an_entity_of_another_kind_is_not_told_to_have_no_answer(
    question: tuple[str, str], told: str, cases_home: Path
) -> None:
    done = asked(cases_home, "query", *question)
    assert done.code == 1 and told in done.err and "No rows" not in done.out


def test_numbers_that_bound_an_answer_without_being_given_are_told(cases_home: Path) -> None:
    assert "Asked with least=50: " in asked(cases_home, "query", "subsidiaries-of", "company=FMO").err
    assert (
        "Asked with least" not in asked(cases_home, "query", "subsidiaries-of", "company=FMO", "least=10").err
    )


def test_load_and_unload_report_in_json(tmp_path: Path, cases_home: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert answered(cases_home, "load", str(path))["created"] == {"Company": 1, "Person": 1}
    assert answered(cases_home, "load", str(path))["nothing"] is True
    assert answered(cases_home, "unload", "small")["removed"] == {"Company": 1, "Person": 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("宝钢", "scripts-baosteel"),
        ("宝钢集团", "scripts-baosteel"),
        ("роснефть", "scripts-rosneft"),
        ("РОСНЕФТЬ", "scripts-rosneft"),
        ("Нафтогаз", "scripts-naftogaz"),
        ("Роснефт", "scripts-rosneft"),
        ("سوناطراك", "scripts-sonatrach"),
        ("سوناطرا", "scripts-sonatrach"),
        ("baosteel", "scripts-baosteel"),
        ("7LTWFZYICNSX8D621K86", "scripts-baosteel"),
        ("US0378331005", "scripts-rosneft"),
        ("20077720", "scripts-naftogaz"),
        ("scripts-naftogaz", "scripts-naftogaz"),
        ("Sinohidro", "case-sinohydro"),
        ("sinohydro", "case-sinohydro"),
        ("Caceres", "case-berta-caceres"),
        ("berta caceres", "case-berta-caceres"),
        ("Cáceres Berta", "case-berta-caceres"),
        ("Berta Caseres", "case-berta-caceres"),
        ("Finfund", "case-finnfund"),
        ("Desarollos Energeticos", "case-desa"),
    ],
)
def test_a_name_is_found_in_any_script_by_part_and_with_typing_errors(
    text: str, found: str, cases_home: Path
) -> None:
    rows = answered(cases_home, "find", text)["rows"]
    assert rows and rows[0]["id"] == found, [row["name"] for row in rows[:3]]


@pytest.mark.parametrize("text", ["FinFisher", "Finfisher", "FinFischer", "Gamma"])
def test_a_product_or_vendor_is_found(text: str, cases_home: Path) -> None:
    rows = answered(cases_home, "find", text)["rows"]
    assert any(
        re.search("finfisher|gamma", f"{row['name']} {row['matched']}", re.IGNORECASE) for row in rows[:5]
    )


def test_nothing_is_found_for_nonsense(cases_home: Path) -> None:
    for text in ("zzqqxxyy", "   ", "'); DROP", "[bold]"):
        done = asked(cases_home, "find", text)
        assert done.code == 0 and "Traceback" not in done.err


def test_an_unclear_name_ends_with_3_and_its_candidates(cases_home: Path) -> None:
    done = asked(cases_home, "show", "Cáceres")
    lines = done.err.splitlines()
    assert (done.code, done.out) == (3, "")
    assert lines[0] == "'Cáceres' fits several entities; give an id"
    assert any("case-berta-caceres  Berta Cáceres (Defender)" in line for line in lines[1:])


def test_a_mistyped_name_is_taken_where_it_is_clear_and_it_is_said(cases_home: Path) -> None:
    done = asked(cases_home, "show", "Sinohidro", "--json")
    assert (done.code, json.loads(done.out)["id"]) == (0, "case-sinohydro")
    assert "'Sinohidro' is taken for 'Sinohydro' (case-sinohydro)\n" in done.err


def test_an_unknown_name_ends_with_3(cases_home: Path) -> None:
    done = asked(cases_home, "trace", "zzqqxxyy")
    assert (done.code, done.err) == (3, "nothing is known as 'zzqqxxyy'\n")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("lod", "x"), 2, "Did you mean 'load'"),
        (("trase", "x"), 2, "Did you mean 'trace'"),
        (("load", "casess"), 4, "there is no source 'casess'; did you mean 'cases'?"),
        (("query", "owner-of"), 1, "there is no question 'owner-of'; did you mean 'owners-of'?"),
        (("query", "owners-of", "compny=FMO"), 2, "did you mean 'company'?"),
        (("query", "owners-of"), 1, "company is missing; give company="),
        (("query", "owners-of", "FMO"), 2, "'FMO' is not KEY=VALUE"),
        (("trace", "x", "--as-of", "31.02.2016"), 2, "'31.02.2016' is not a date"),
        (("trace", "x", "--kinds", "OWN"), 2, "did you mean 'OWNS'?"),
        (("trace", "x", "--profile", "secret"), 2, "'secret' is not one of public, partner, restricted"),
        (("trace", "x", "--steps", "99"), 2, "less than or equal to 20"),
        (("draw", "x", "-o", "x.doc"), 2, "ends in none of"),
        (("draw", "x", "-o", "no/such/folder/x.svg"), 2, "there is no folder"),
        (("build", "--profile", "secret"), 2, "'secret' is not one of"),
        (("unload", "nothing"), 1, "no dataset 'nothing' is loaded; loaded are: cases, scripts"),
        (("cypher", "CREATE (n)", "--profile", "restricted"), 1, "A question cannot begin with CREATE"),
        (("cypher", "MATCH (n RETURN n", "--profile", "restricted"), 1, ""),
    ],
)
def test_a_mistake_is_told_with_what_to_do(
    arguments: tuple[str, ...], code: int, told: str, cases_home: Path
) -> None:
    done = asked(cases_home, *arguments)
    said = " ".join(done.err.replace("│", " ").split())
    assert (done.code, done.out) == (code, "")
    assert told in said, said
    if code == 1:
        assert len(done.err.splitlines()) == 1


def test_an_empty_home_says_where_to_start(home: Path) -> None:
    done = asked(home, "find", "x")
    assert (done.code, done.err) == (1, "nothing is loaded yet; start with: defendergraph load cases\n")


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = asked(tmp_path / "file", "status")
    assert done.code == 1 and "cannot be used" in done.err and len(done.err.splitlines()) == 1


@pytest.mark.parametrize("silent", [True, False])
def test_an_unreachable_neo4j_is_one_line_within_ten_seconds(silent: bool, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1] if silent else 1
        began = time.monotonic()
        done = process(home, "status", NEO4J_URI=f"bolt://127.0.0.1:{port}", NEO4J_PASSWORD="secret")  # noqa: S106
        assert time.monotonic() - began < 10 + 10  # ten for the answer, the rest for a busy machine's start
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert f"127.0.0.1:{port} does not answer" in done.err and "secret" not in done.err


def test_a_wrong_password_is_one_line(engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine.is_embedded:
        pytest.skip("the embedded server makes its own passwords")
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
    done = command("status", "--home", str(home))
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert "refuses the user name or the password" in done.err


def test_the_same_commands_answer_on_every_engine(engine: Engine, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "scripts.yaml"
    path.write_text(SCRIPTS, encoding="utf-8")
    assert "4 Company" in asked(home, "load", str(path)).out
    assert "Nothing differs; nothing was written." in asked(home, "build").out
    assert answered(home, "find", "宝钢")["rows"][0]["id"] == "scripts-baosteel"
    assert answered(home, "show", "Роснефть")["isin"] == ["US0378331005"]
    assert answered(home, "status")["counts"] == {"Company": 4, "claims": 0}
