"""Judging from the command line: what merges, comes apart again, resolves, and stays hidden."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.home import open_home
from graph.identity.judgement_file import path_of
from graph.store.connect import open_store
from graph.store.session import Store
from tests.app_homes import fresh_caches
from tests.command_line import Done, command
from tests.dumped import dump
from tests.identity_rows import ONE, TWO, lei
from tests.servers.engines import end_embedded
from tests.test_app_pages import START, shown, text_of

THREE = lei(3)
CASE = f"""\
case: firms
sources:
  book: {{publisher: Press, citation: "A book, page 3"}}
entities:
  alpha: {{label: Company, name: Alpha Holding, lei: {ONE}, wikidata: Q1, source: book}}
  alfa: {{label: Company, name: Alfa Group, source: book}}
  beta: {{label: Company, name: Beta Limited, lei: {TWO}, source: book}}
  beta-too: {{label: Company, name: Beta Limited too, lei: {TWO}, source: book}}
  ministry: {{label: Government, name: The Ministry, source: book}}
  unknown: {{label: Undisclosed, name: An owner, source: book}}
  secret:
    {{label: Company, name: Zorvath Secret, lei: {THREE}, wikidata: Q1, visibility: restricted, source: book}}
  secret-too: {{label: Company, name: Zorvath Other, visibility: restricted, source: book}}
claims:
  - {{claim: alfa OWNS beta, share: 51, claim_status: documented, source: book}}
  - {{claim: alpha OWNS beta, share: 20, claim_status: reported, source: book}}
"""
WHY = ("--reason", "The report says so.", "--author", "Ana")


def loaded(folder: Path) -> None:
    path = folder / "firms.yaml"
    path.write_text(CASE, encoding="utf-8")
    assert command("load", str(path)).code == 0


def judgement_of(done: Done) -> str:
    """The id of the judgement that a command made."""
    assert done.code == 0, done.err
    found = re.search(r"judgement ([0-9a-f]{12})\.\n", done.out)
    assert found, done.out
    return found[1]


def test_same_and_undo_leave_the_graph_as_it_was(store: Store, home: Path, tmp_path: Path) -> None:
    open_home(home)
    loaded(tmp_path)
    before = dump(store)
    made = judgement_of(command("same", "firms-alpha", "Alfa Group", *WHY))
    merged = dump(store)
    assert len(merged) == len(before) - 1
    shown = json.loads(command("show", "firms-alpha", "--json").out)
    assert shown["id"] == "firms-alfa" and shown["merged_ids"] == ["firms-alpha"]
    assert {fact["from"] for fact in shown["facts"]} == {"firms-alfa"}
    assert command("owners", "firms-alpha", "--json").code == 0
    undone = judgement_of(command("undo", made, *WHY))
    assert dump(store) == before
    assert json.loads(command("show", "firms-alpha", "--json").out)["id"] == "firms-alpha"
    judgement_of(command("undo", undone, *WHY))
    assert dump(store) == merged


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose embedded server stays for all tests here."""
    home = open_home(tmp_path_factory.mktemp("firms") / "home")
    with open_store(home):
        yield home
    end_embedded(home / "server")


@pytest.fixture
def firms(served: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """That home with the case loaded and nothing judged."""
    monkeypatch.setenv("DEFENDERGRAPH_HOME", str(served))
    path_of(served).unlink(missing_ok=True)
    loaded(tmp_path)
    return served


def answered(*arguments: str) -> Any:  # noqa: ANN401 - any value
    done = command(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def shown_id(text: str) -> str:
    return str(answered("show", text, "--profile", "restricted")["id"])


def test_different_takes_an_identifier_merge_apart_by_the_id_merged_away(firms: Path) -> None:
    assert shown_id("firms-beta-too") == "firms-beta"
    made = answered("different", "firms-beta", "firms-beta-too", *WHY)
    assert made["judgement"]["of"] == ["firms-beta", "firms-beta-too"] and made["conflicts"] == []
    assert made["built"]["conflicts"] == 1
    assert shown_id("firms-beta-too") == "firms-beta-too"
    assert answered("status")["conflicts"] == {"count": 2, "settled": 1, "seen": []}
    judgement = made["judgement"]["id"]
    assert answered("undo", judgement[:6], *WHY)["judgement"]["of"] == [judgement]
    assert shown_id("firms-beta-too") == "firms-beta"


def test_judgements_that_contradict_each_other_are_told_at_once(firms: Path) -> None:
    first = judgement_of(command("different", "firms-alpha", "firms-alfa", *WHY))
    done = command("same", "firms-alpha", "firms-alfa", *WHY)
    told = f"firms-alfa and firms-alpha were judged different (judgement {first})"
    assert f"In conflict: judgement {judgement_of(done)}: {told}" in done.out
    assert "Open: 2 conflicts about who is who; see: defendergraph status" in done.out
    assert shown_id("firms-alpha") != shown_id("firms-alfa")
    seen = command("status").out
    assert "Open: 2 conflicts about who is who" in seen and told in seen and "Settle one with:" in seen
    again = command("different", "firms-alpha", "firms-alfa", *WHY)
    assert "In conflict: judgement" in again.out


def test_same_notes_that_leis_differ_and_merges_all_the_same(firms: Path) -> None:
    done = command("same", "firms-alpha", "firms-beta", *WHY)
    assert f"Note: their LEIs differ: {ONE} and {TWO}." in done.out
    assert shown_id("firms-beta") == "firms-alpha"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("same", "firms-alfa", "firms-ministry"), 1, "is a Company and firms-ministry a Government"),
        (("same", "firms-alfa", "firms-unknown"), 1, "firms-unknown is not named by its source"),
        (("different", "Alfa Group", "firms-alfa"), 1, "'Alfa Group' and 'firms-alfa' are both firms-alfa"),
        (("different", ONE, ONE), 1, "are both firms-alpha"),
        (
            ("different", TWO, TWO, "--profile", "restricted"),
            1,
            "name two of its ids: firms-beta, firms-beta-too",
        ),
        (("same", "Al", "firms-beta"), 3, "'Al' fits several entities; give an id\n  firms-alfa  Alfa Group"),
        (("same", "firms-alfa", "Zorvath Secret"), 3, "1 left out that the profile may not see"),
        (("undo", "0123"), 1, "'0123' is no judgement's id; see: defendergraph judgements"),
        (("undo", ""), 1, "is no judgement's id"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_one_line(
    arguments: tuple[str, ...], code: int, told: str, firms: Path
) -> None:
    done = command(*arguments, *WHY)
    assert (done.code, done.out) == (code, "") and told in done.err
    assert not path_of(firms).exists()


@pytest.mark.parametrize("word", ["same", "different"])
def test_a_judgement_needs_a_reason(word: str, firms: Path) -> None:
    assert command(word, "firms-alpha", "firms-alfa").code == 2
    empty = command(word, "firms-alpha", "firms-alfa", "--reason", " ")
    assert (empty.code, empty.err) == (1, "reason: is empty; say why\n")
    assert not path_of(firms).exists()


def test_an_undone_judgement_is_not_undone_twice(firms: Path) -> None:
    made = judgement_of(command("same", "firms-alpha", "firms-alfa", "--no-build", *WHY))
    undone = judgement_of(command("undo", made, "--no-build", *WHY))
    again = command("undo", made, *WHY)
    assert again.code == 1 and f"{made} is undone already" in again.err and f"undo {undone}" in again.err


def test_without_a_build_the_graph_waits(firms: Path) -> None:
    done = command("same", "firms-alpha", "firms-alfa", "--no-build", *WHY)
    assert "It takes effect with the next build: defendergraph build" in done.out
    assert shown_id("firms-alpha") == "firms-alpha"
    assert command("build").code == 0
    assert shown_id("firms-alpha") == "firms-alfa"


def test_who_judges_is_given_or_known(firms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def author(*more: str) -> str:
        made = answered("same", "firms-alpha", "firms-alfa", "--no-build", "--reason", "x", *more)
        return str(made["judgement"]["author"])

    monkeypatch.setenv("LOGNAME", "login")
    assert author() == "login"
    monkeypatch.setenv("DEFENDERGRAPH_AUTHOR", "Ben")
    assert author() == "Ben"
    assert author("--author", "Ana") == "Ana"


def test_another_persons_judgements_are_taken_in_once(firms: Path, tmp_path: Path) -> None:
    judgement_of(command("same", "firms-alpha", "firms-alfa", *WHY))
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(path_of(firms).read_bytes())
    path_of(firms).unlink()
    assert command("build").code == 0 and shown_id("firms-alpha") == "firms-alpha"
    done = command("judgements", "--import", str(copy))
    assert done.code == 0 and "Took in 1 new judgement from copy.jsonl." in done.out
    assert shown_id("firms-alpha") == "firms-alfa"
    assert answered("judgements", "--import", str(copy)) == {"new": 0, "built": None}
    copy.write_text("same a b\n")
    refused = command("judgements", "--import", str(copy))
    assert refused.code == 4
    assert refused.err == f"{copy}:1: is no judgement: 'same a b'; take the line out or get the file again\n"
    assert command("judgements", "--import", str(tmp_path / "none")).err.endswith(
        "No such file or directory\n"
    )


def test_show_says_on_what_ground_entities_are_one(firms: Path) -> None:
    made = judgement_of(command("same", "firms-alpha", "firms-alfa", *WHY))
    shown = command("show", "firms-alpha", "--profile", "restricted").out
    assert f"merged: firms-alfa, firms-alpha (judgement {made}, Ana, " in shown
    assert "The report says so.)" in shown
    found = answered("show", "firms-alpha", "--profile", "restricted")["merged"]
    assert [(row["kind"], row["value"], row["author"]) for row in found] == [("judgement", made, "Ana")]
    public = answered("show", "firms-alpha")["merged"]
    assert [(row["value"], row["author"], row["reason"]) for row in public] == [(made, None, None)]
    assert "(judgement" in command("show", "firms-alpha").out


def test_what_a_profile_may_not_see_is_counted_and_not_named(firms: Path) -> None:
    reason = ("--reason", "Zorvath told Ana.", "--author", "Ana Umbrel", "--profile", "restricted")
    hidden = judgement_of(command("same", "firms-secret", "firms-secret-too", *reason))
    undone = judgement_of(command("undo", hidden, *reason[:4]))
    told = judgement_of(command("different", "firms-alpha", "firms-alfa", *reason))
    for arguments in (("status",), ("judgements",), ("show", "firms-alpha"), ("build",)):
        for way in ((), ("--json",)):
            out = command(*arguments, *way).out
            assert not [name for name in ("Zorvath", "secret", "Umbrel", hidden, undone) if name in out], out
    found = answered("judgements")
    assert [row["id"] for row in found["judgements"]] == [told] and found["left_out"] == 2
    assert found["judgements"][0]["author"] is None
    assert answered("status")["conflicts"] == {"count": 1, "settled": 0, "seen": []}
    assert "1 more, not shown here" in command("status").out
    full = answered("status", "--profile", "restricted")["conflicts"]["seen"]
    assert [row["entities"] for row in full] == [["firms-alpha", "firms-secret"]]
    whole = answered("judgements", "--profile", "restricted")
    assert [row["id"] for row in whole["judgements"]] == [hidden, undone, told]
    assert whole["judgements"][0]["undone_by"] == undone and whole["left_out"] == 0
    listing = command("judgements", "--profile", "restricted").out
    assert f"(undone by {undone})" in listing and "Ana Umbrel: Zorvath told Ana." in listing


def data_page() -> AppTest:
    """The page on data by itself: its address is not the name of its file."""
    return AppTest.from_file(str(START.parent / "views" / "data.py"), default_timeout=180).run()


def test_the_pages_tell_conflicts_and_merges(firms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judgement_of(command("same", "firms-alpha", "firms-alfa", *WHY))
    with fresh_caches():
        told = text_of(data_page())
        assert "1 open, 0 settled by judgements" in told and "`firms-alpha`, `firms-secret`" in told
        merged = text_of(shown("entity.py", id="firms-alpha"))
        assert "Merged: `firms-alfa`, `firms-alpha` (judgement" in merged and "The report says so." in merged
    monkeypatch.setenv("DEFENDERGRAPH_PROFILE", "public")
    with fresh_caches():
        told = text_of(data_page())
        assert "1 open" in told and "firms-secret" not in told and "1 more are not shown here." in told
