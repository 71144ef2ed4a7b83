"""The command that forgets somebody, on the embedded server: no byte of the home holds the name after it."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from graph.home import open_home
from graph.identity import judgement_file
from graph.identity.judgements import judged
from graph.store.connect import open_store
from graph.store.remembered import profile_of, read_meta
from graph.store.session import Store
from tests.command_line import ROOT, Done, command
from tests.dumped import dump, expected
from tests.forgetting_home import holding
from tests.servers.engines import end_embedded

BERTA = ("berta caceres", "caceres berta", "bertacaceres", "berta isabel caceres")
DATABASE = "server/databases/neo4j"
CASE = """\
case: arrest
title: NAME and the mill
sources:
  book: {publisher: Press, citation: "NAME, A book, page 3"}
entities:
  victim: {label: Defender, name: NAME, named_publicly: true, source: book}
  arrest-of-SLUG: {label: Attack, name: Arrest of NAME, source: book}
claims:
  - {claim: arrest-of-SLUG TARGETED victim, source: book, claim_status: reported}
"""
_KILLED = """
import os, sys
from unittest.mock import patch
from app.main import run
step, sys.argv = sys.argv[1], ["defendergraph", *sys.argv[2:]]
with patch(step, lambda *given, **named: os._exit(9)):
    run()
"""


def case_of(name: str, folder: Path) -> Path:
    """A case file about somebody, named after them."""
    path = folder / f"{name.lower().replace(' ', '-')}.yaml"
    path.write_text(CASE.replace("NAME", name).replace("SLUG", path.stem), encoding="utf-8")
    return path


class Forgotten:
    """A home from which somebody was forgotten while another had its graph open."""

    def __init__(self, home: Path) -> None:
        self.home = open_home(home)
        self.case = case_of("Iris Nemo", home.parent)
        for source in ("cases", str(self.case)):
            assert self.run("load", source, "--no-build").code == 0
        made = judged("same", ("case-berta-caceres", "x-1"), "me", datetime.now(UTC), "one of them")
        judgement_file.append(self.home, [made])
        assert self.run("build", "--profile", "partner").code == 0
        self.other: Store = open_store(self.home)
        self.held = holding(self.home, *BERTA)
        done = self.run("forget", "Berta Cáceres", "--reason", "An example.", "--yes", "--json")
        assert done.code == 0, done.err
        self.told: dict[str, Any] = json.loads(done.out)

    def run(self, *arguments: str) -> Done:
        return command(*arguments, "--home", str(self.home))


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forgotten]:
    made = Forgotten(tmp_path_factory.mktemp("forget") / "home")
    yield made
    made.other.close()
    end_embedded(made.home / "server")


def test_the_name_was_in_every_part_of_the_home_and_is_in_no_byte_of_it(done: Forgotten) -> None:
    parts = {path.split("-")[0] for path in done.held}
    assert {"statements/cases/entities", "statements/cases/claims", "ids.parquet"} <= parts
    assert "judgements.jsonl" in parts
    assert any(path.startswith(f"{DATABASE}/") and path.endswith(".wal") for path in done.held)
    assert (done.home / DATABASE).exists()
    assert holding(done.home, *BERTA) == set()


def test_it_says_what_went_and_what_it_cannot_reach_without_the_name(done: Forgotten) -> None:
    assert done.told["forgotten"] == "Defender" and done.told["still"] == []
    assert done.told["rows about somebody forgotten"] == 12
    assert done.told["texts without a forgotten name"] > 100
    assert any("outside the home" in each for each in done.told["beyond"])
    assert "caceres" not in json.dumps(done.told).casefold()


def test_the_graph_is_what_the_statements_say_and_keeps_its_profile(done: Forgotten, tmp_path: Path) -> None:
    assert profile_of(done.home, done.other) == "partner"
    assert dump(done.other) == expected(done.home, "partner")
    fresh = open_home(tmp_path / "fresh")
    (fresh / "forgotten.json").write_bytes((done.home / "forgotten.json").read_bytes())
    for source in ("cases", str(done.case)):
        assert command("load", source, "--no-build", "--home", str(fresh)).code == 0
    assert expected(fresh) == expected(done.home)
    assert not (done.home / "judgements.jsonl").read_bytes()


def test_the_attack_stays_without_the_name(done: Forgotten) -> None:
    shown = done.run("show", "Killing of [forgotten]")
    assert shown.code == 0 and "Gustavo Castro" in shown.out
    assert done.run("show", "case-berta-caceres").code == 3


def test_a_reload_does_not_bring_the_name_back(done: Forgotten) -> None:
    loaded = done.run("load", "cases")
    assert "rows about somebody forgotten: 12" in loaded.out and "Nothing differs" in loaded.out
    assert holding(done.home, *BERTA) == set()
    assert "Forgotten: 1; left out of: cases" in done.run("status").out


REFUSED = [
    (("FMO", "--reason", "x", "--yes"), 1, "is a Company; only a person or a defender"),
    (("Gustavo Castro", "--reason", "x"), 2, "--yes"),
    (("Gustavo Castro", "--reason", "Castro asked", "--yes"), 1, "--reason holds a name"),
    (("Gustavo Castro", "--reason", "x", "--author", "Castro, Gustavo", "--yes"), 1, "--author holds a name"),
    (("Gustavo Castro", "--reason", " ", "--yes"), 1, "--reason is empty"),
    (("Nobody Of This Name", "--reason", "x", "--yes"), 3, "nothing is known"),
    (("Kim", "--reason", "x", "--yes"), 3, "case-kim-soo-nam"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), REFUSED)
def test_what_cannot_be_forgotten_is_said_in_a_line(
    done: Forgotten, arguments: tuple[str, ...], code: int, told: str
) -> None:
    before = (done.home / "forgotten.json").read_bytes()
    found = done.run("forget", *arguments)
    assert found.code == code and told in " ".join(found.err.split())
    assert (done.home / "forgotten.json").read_bytes() == before


def test_it_asks_and_no_is_no(done: Forgotten) -> None:
    before = (done.home / "forgotten.json").read_bytes()
    answer = io.StringIO("n\n")
    with patch.object(answer, "isatty", lambda: True), patch.object(sys, "stdin", answer):
        found = done.run("forget", "Gustavo Castro", "--reason", "x")
    assert found.code == 1 and "Nothing was changed." in found.out and "cannot be taken back" in found.out
    assert (done.home / "forgotten.json").read_bytes() == before


def test_more_names_of_somebody_who_is_gone_can_go(done: Forgotten) -> None:
    assert holding(done.home, "wake caceres murder")
    found = done.run("forget", "Berta Cáceres", "--also", "Wake Caceres", "--reason", "More of it.")
    assert found.code == 0 and "Forgotten already" in found.out
    assert holding(done.home, "wake caceres murder") == set()


KILLS = [("Ana Oyola", "graph.store.build.remember"), ("Eva Ruiz", "graph.store.build.read_meta")]


@pytest.mark.parametrize(("name", "step"), KILLS)
def test_killed_on_the_way_the_next_build_completes(home: Path, tmp_path: Path, name: str, step: str) -> None:
    plain = name.lower()
    case = case_of(name, tmp_path)
    hidden = step.endswith("read_meta")  # the graph, which is for partners, does not hold her
    case.write_text(case.read_text("utf-8").replace("true", "false" if hidden else "true"), encoding="utf-8")
    assert command("load", str(case), "--no-build").code == 0
    assert command("build", "--profile", "partner").code == 0
    assert any(path.startswith(DATABASE) for path in holding(home, plain)) != hidden
    arguments = ("forget", f"{plain.replace(' ', '-')}-victim", "--reason", "She asked.", "--yes")
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, step, *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert killed.returncode == 9, killed.stderr
    assert "unfinished: run build" in command("status").out
    assert command("build").code == 0
    assert holding(home, plain) == set()
    with open_store(home) as store:
        meta = read_meta(store)
    assert meta and (meta.profile, meta.whole) == ("partner", True)
    assert "unfinished" not in command("status").out
