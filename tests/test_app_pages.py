"""Every page of the app, run with the real embedded graph."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.narrowed import narrowed
from app.page_parts.first_line import SUBJECT
from app.page_parts.load_case import load_uploaded
from app.page_parts.trace_files import trace_csv, trace_json
from app.pictured import pictured
from app.session import session
from graph.model.ontology import ontology
from graph.network.trace import trace
from graph.network.walk import Filter
from loaders.lines import RefusedFile
from tests.app_homes import HOSTILE, HOSTILE_CASE, built_home, fresh_caches
from tests.servers.engines import end_embedded
from tests.servers.processes import kill_and_wait, server_pid

START = Path(__file__).parents[1] / "app" / "start.py"
VIEWS = sorted(path.name for path in (START.parent / "views").glob("[a-z]*.py"))
TITLES = {"start.py": "Who has leverage over it?"}
SECONDS = 180
ODD = "x' OR 1=1 //{[<script>"
ADDRESSES: list[tuple[str, dict[str, str]]] = [
    ("trace.py", {"subject": SUBJECT}),
    ("trace.py", {"subject": SUBJECT, "kinds": "owns", "homes": "true", "least_share": "25"}),
    ("trace.py", {"subject": "case-fmo"}),
    ("trace.py", {"subject": "case-berta-caceres"}),
    ("trace.py", {"subject": "case-agua-zarca"}),
    ("entity.py", {"id": "case-fmo"}),
    ("entity.py", {"id": SUBJECT}),
    ("entity.py", {"q": "Cáceres"}),
    ("start.py", {"q": "Cáceres"}),
    ("ask.py", {"question": "owners-of", "company": "FMO"}),
    ("ask.py", {"question": "silent-companies"}),
]
BAD: list[tuple[str, dict[str, str]]] = [
    ("trace.py", {"subject": ODD}),
    ("trace.py", {"subject": SUBJECT, "steps": "many", "least_share": "900", "kinds": ODD, "answers": "?"}),
    ("trace.py", {"subject": SUBJECT, "as_of": "31.02.2016"}),
    ("entity.py", {"id": ODD}),
    ("ask.py", {"question": ODD}),
    ("ask.py", {"question": "owners-of", "company": ODD}),
    ("ask.py", {"question": "subsidiaries-of", "company": "case-fmo", "depth": "deep"}),
    ("start.py", {"q": ODD, "nothing": ODD}),
]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield from built_home(tmp_path_factory.mktemp("app") / "home")


@pytest.fixture
def at_home(cases: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DEFENDERGRAPH_HOME", str(cases))
    monkeypatch.delenv("DEFENDERGRAPH_PROFILE", raising=False)
    with fresh_caches():
        yield cases


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("empty") / "home"
    home.mkdir(mode=0o700)
    yield home
    end_embedded(home / "server")


@pytest.fixture
def nowhere(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DEFENDERGRAPH_HOME", str(empty))
    monkeypatch.setenv("DEFENDERGRAPH_GRACE", "60")
    with fresh_caches():
        yield empty


def shown(view: str, **parameters: str) -> AppTest:
    """The page as a browser would get it at that address."""
    page = AppTest.from_file(str(START), default_timeout=SECONDS)
    page.switch_page(f"views/{view}")
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def text_of(page: AppTest) -> str:
    parts = [*page.markdown, *page.title, *page.header, *page.caption, *page.info, *page.warning, *page.error]
    return "\n".join(
        [*(str(part.value) for part in parts), *(table.value.to_string() for table in page.table)]
    )


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_opens(view: str, at_home: Path) -> None:
    page = shown(view)
    assert not page.exception and not page.error
    assert page.title[0].value == TITLES.get(view, view.removesuffix(".py").capitalize())
    assert "Profile **restricted**" in text_of(page)


@pytest.mark.parametrize(("view", "parameters"), ADDRESSES)
def test_an_address_restores_a_view(view: str, parameters: dict[str, str], at_home: Path) -> None:
    page = shown(view, **parameters)
    assert not page.exception and not page.error and not page.warning


@pytest.mark.parametrize(("view", "parameters"), BAD)
def test_a_bad_address_is_told_in_one_line_at_most(
    view: str, parameters: dict[str, str], at_home: Path
) -> None:
    page = shown(view, **parameters)
    assert not page.exception
    assert all("\n" not in str(told.value) for told in (*page.error, *page.warning))


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_home_says_what_to_do(view: str, nowhere: Path) -> None:
    page = shown(view)
    assert not page.exception and not page.error
    assert "Nothing is loaded yet" in text_of(page)


def test_the_first_page_shows_the_lenders_and_the_states_behind_them(at_home: Path) -> None:
    told = text_of(shown("start.py"))
    for name in (
        "Finnfund",
        "FMO",
        "CABEI",
        "Dutch State",
        "State of Finland",
    ):
        assert name in told


def test_a_trace_says_what_is_unknown(at_home: Path) -> None:
    told = text_of(shown("trace.py", subject=SUBJECT))
    assert "are not disclosed" in told and "not named" in told
    assert "1 fact differs between its sources" in told
    assert "That is not the same as silence." in told.split("**Not asked**")[1]
    assert "no answer is recorded" in told
    assert "**Members**" in told and "works on" not in told
    assert "Gustavo Castro (attempted; reported)" in told  # a note stands apart from the name before it


def test_who_answered_is_not_said_to_be_silent(at_home: Path) -> None:
    """Also where the answer leads to nobody on this line: only the request does."""
    told = text_of(shown("trace.py", subject="case-apple"))
    asked = next(line for line in told.splitlines() if "put to **Twitter**" in line)
    assert "answered: " in asked and "no answer is recorded" not in asked


def test_what_filters_leave_out_is_told_on_the_page_and_in_its_files(at_home: Path) -> None:
    narrow = {"subject": "case-agua-zarca", "kinds": "controls", "least_share": "20", "status": "disputed"}
    told = text_of(shown("trace.py", **narrow))
    filters = "only controls; only what is disputed; shares of 20 % or more, or unknown"
    assert f"No chain passes the filters ({filters})" in told and "No chain is recorded" not in told
    with session(at_home, "restricted") as opened:
        chosen = Filter(kinds=frozenset({"CONTROLS", "OWNS"}), least_share=20, steps=9)
        found = trace(opened.view, opened.entity(SUBJECT), chosen)
    filtered = "Filtered: only owns, controls; shares of 20 % or more, or unknown; 9 steps at most."
    assert trace_csv(found).decode().splitlines()[-2].strip('"') == filtered
    assert any(note.startswith(filtered) for note in pictured(found).notes)
    asked = json.loads(trace_json(found))["parameters"]
    assert (asked["kinds"], asked["least_share"], asked["steps"]) == (["CONTROLS", "OWNS"], 20, 9)
    assert not narrowed(Filter()) and narrowed(Filter(kinds=frozenset({"OWNS"}))) == "only owns"


@pytest.mark.parametrize(
    ("subject", "owner", "seen"),
    [(SUBJECT, "case-state-of-finland", "2018"), ("case-socfin", "case-bollore", "2023")],
)
def test_a_share_in_a_picture_has_the_year_of_its_own_source(
    subject: str, owner: str, seen: str, at_home: Path
) -> None:
    with session(at_home, "restricted") as opened:
        picture = pictured(trace(opened.view, opened.entity(subject), Filter()))
    told = [line for line in picture.lines if line.start == owner and re.search(r"94.1|39.75", line.text)]
    assert [line.marked.split(" · ")[0] for line in told] == [f"seen {seen}"]


def test_facts_in_no_chain_are_counted_and_in_the_file(at_home: Path) -> None:
    with session(at_home, "restricted") as opened:
        found = trace(opened.view, opened.entity("case-trial-maloa-six"), Filter())
    told = {hop.fact.id for chain in found.walk.chains for hop in chain.hops}
    further = {fact["id"] for fact in json.loads(trace_json(found))["further"]}
    assert further and further == set(found.walk.facts) - told
    page = shown("trace.py", subject="case-trial-maloa-six")
    assert f"{len(further)} more facts lead to the same parties by other ways" in text_of(page)


@pytest.mark.parametrize("view", ["trace.py", "entity.py"])
def test_hostile_names_stay_text(view: str, at_home: Path) -> None:
    key = {"trace.py": "subject", "entity.py": "id"}[view]
    page = shown(view, **{key: "hostile-attack"})
    assert not page.exception and not page.error
    told = re.sub(r"\\.", "", text_of(page))
    assert "alert(1)" in told
    for markup in ("<script", "*b*", "_i_", "[x](", "`c`", "$", ":red[", "~~s~~"):
        assert markup not in told


def test_what_is_not_public_stays_out_of_downloads(at_home: Path) -> None:
    page = shown("trace.py", subject="hostile-attack")
    assert "Hidden Owner" in text_of(page)
    assert any("2 facts are" in box.label or "1 fact is" in box.label for box in page.checkbox)


def test_a_public_app_does_not_show_what_is_restricted(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEFENDERGRAPH_PROFILE", "public")
    page = shown("trace.py", subject="hostile-attack")
    assert "Hidden Owner" not in text_of(page) and "Profile **public**" in text_of(page)


def test_own_cypher_cannot_write(at_home: Path) -> None:
    page = shown("ask.py")
    page.text_area(key="cypher").input("CREATE (n:Attack {id: 'x'})")
    page = page.button[-1].click().run()
    assert len(page.error) == 1 and not page.exception


def test_a_server_that_does_not_answer_is_told_in_one_line(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    page = shown("trace.py", subject=SUBJECT)
    assert len(page.error) == 1 and not page.exception
    assert "\n" not in page.error[0].value and "secret-word" not in page.error[0].value


def test_a_refused_case_file_is_told_line_by_line_and_leaves_nothing(at_home: Path) -> None:
    before = sorted(path.name for path in (at_home / "statements").iterdir())
    bad = HOSTILE_CASE.replace("2020-01-02", "2020-02-31").replace("60 %", "140 %")
    with pytest.raises(RefusedFile) as refused:
        load_uploaded("../../my case.yaml", bad.encode(), lambda _text, _done: None)
    assert len(refused.value.problems) == 2
    assert all(problem.startswith("my case.yaml:") for problem in refused.value.problems)
    assert sorted(path.name for path in (at_home / "statements").iterdir()) == before


def test_a_case_file_does_not_take_the_place_of_the_shipped_cases(at_home: Path) -> None:
    before = (at_home / "statements" / "cases" / "dataset.json").read_bytes()
    with suppress(RefusedFile):
        load_uploaded("cases.yaml", HOSTILE_CASE.encode(), lambda _text, _done: None)
    assert (at_home / "statements" / "cases" / "dataset.json").read_bytes() == before


def test_a_case_that_is_loaded_shows_at_once(at_home: Path) -> None:
    assert "**New Attack** · Attack" not in text_of(shown("start.py", q="New Attack"))
    fresh = HOSTILE_CASE.replace(HOSTILE, "New Attack")
    load_uploaded("fresh.yaml", fresh.encode(), lambda _text, _done: None)
    assert "**New Attack** · Attack" in text_of(shown("start.py", q="New Attack"))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_files_carry_the_disclaimer_and_no_formula(form: str, at_home: Path) -> None:
    with session(at_home, "restricted") as opened:
        found = trace(opened.view, opened.entity("hostile-attack"), Filter())
    data = {"csv": trace_csv, "json": trace_json}[form](found).decode("utf-8-sig")
    assert "Allegations and findings are those of the sources named" in data
    assert not any(cell.startswith("=") for row in csv.reader(data.splitlines()) for cell in row)


def test_what_weakens_a_claim_stands_with_it(at_home: Path) -> None:
    page = shown("trace.py", subject=SUBJECT, steps="3")
    told, claims = text_of(page), page.table[0].value
    assert (
        "A finding of the expert group, not of a court."
        in told.split("**Words that travel with these claims**")[1]
    )
    assert "(caveat: A finding of the expert group, not of a court.)" in "".join(
        claims["What the source says"]
    )
    assert "; sources differ" in "".join(claims["Status"])
    assert any("Stopped after 3 steps" in caption.value for caption in page.caption)
    assert page.caption[-2].value == ontology().disclaimer


def test_values_that_contradict_stand_side_by_side(at_home: Path) -> None:
    told = text_of(shown("entity.py", id="case-fmo")).split("\n")
    assert "Where sources differ" in told
    amounts = told[told.index("amount:") + 1 :][:2]
    assert [amount.split(" – ")[0] for amount in amounts] == ["**USD 17 m**", "**USD 15 m**"]


def test_claims_stand_under_what_they_are_from_this_side(at_home: Path) -> None:
    page = shown("entity.py", id="case-fmo")
    tables = dict(zip((part.value for part in page.subheader), page.table, strict=True))
    assert "[Dutch State]" in tables["Owned by"].value["Claim"].iloc[0]
    assert all("[Ficohsa]" in row for row in tables["Owns"].value["Claim"])
    assert "Respondent in complaints" in tables


def test_the_app_goes_on_after_its_server_was_killed(at_home: Path) -> None:
    assert "FMO" in text_of(shown("entity.py", id="case-fmo"))
    killed = server_pid(at_home)
    kill_and_wait(killed)
    page = shown("entity.py", id="case-fmo")
    assert not page.exception and "FMO" in text_of(page)
    assert server_pid(at_home) not in (None, killed)
