"""Case files: the shipped ones hold, and a bad one is refused in clear lines with nothing left behind."""

from pathlib import Path

import polars as pl
import pytest

from graph.home import open_home
from graph.model.ontology import ontology
from graph.statements import datasets
from loaders import cases
from loaders.lines import RefusedFile
from tests.command_line import command, process
from tests.test_statements import contents

SHIPPED = sorted(cases.SHIPPED.glob("*.yaml"))
GOOD = """\
case: dam
sources:
  press: {publisher: The Press, published: 2016-03-03, url: "https://example.org/press"}
entities:
  killing: {label: Attack, name: A killing, kind: killing, date: 2016-03-02, country: HN, source: press}
  farmer: {label: Defender, kind: person, anonymous: true, source: press}
  dam: {label: Project, name: The Dam, source: press}
  firm: {label: Company, name: The Firm, source: press}
claims:
  - {claim: killing TARGETED farmer, harm: killed, source: press, claim_status: reported}
  - {claim: firm OWNS dam, share: 51 %, observed: 2016, source: press, claim_status: documented}
"""


def changed(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


BAD: dict[str, tuple[bytes, int, str]] = {
    "not YAML": (changed("{label: Project", "{label: Project]"), 7, "not YAML"),
    "a bracket left open": (changed("source: press}\n  dam", "source: press\n  dam"), 7, "not YAML"),
    "a tab": (changed("  dam:", "\tdam:"), 7, "not YAML"),
    "unknown label": (
        changed("label: Project", "label: Mine"),
        7,
        "entities.dam.label: 'Mine' is no kind of entity",
    ),
    "a country as entity": (changed("label: Project", "label: Country"), 7, "entities.dam.label: 'Country'"),
    "unknown relationship": (
        changed("firm OWNS dam", "firm HAS dam"),
        11,
        "claim: 'firm HAS dam' is no claim",
    ),
    "31.02.2016": (
        changed("date: 2016-03-02", "date: 31.02.2016"),
        5,
        "entities.killing.date: '31.02.2016' is not a date",
    ),
    "2016-02-31": (
        changed("date: 2016-03-02", "date: 2016-02-31"),
        5,
        "entities.killing.date: '2016-02-31' is no day",
    ),
    "140 %": (changed("51 %", "140 %"), 11, "claim.share: '140 %' is no share"),
    "empty": (b"", 1, "the file is empty"),
    "only spaces": (b" \n\n", 1, "the file is empty"),
    "only comments": (b"# a case\n", 2, "the file holds only comments"),
    "latin-1": (GOOD.replace("The Firm", "Käserei").encode("latin-1"), 8, "byte 0xe4 is not UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), 1, "is not UTF-8"),
    "UTF-16 without mark": (GOOD.encode("utf-16-le"), 1, "the character U+0000 may not stand in YAML"),
    "binary": (bytes(range(256)) * 20, 2, "byte 0x80 is not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), 1, "byte 0x89 is not UTF-8"),
    "NUL": (changed("The Firm", "The\0Firm"), 8, "the character U+0000 may not stand in YAML"),
    "an escape sequence": (
        changed("The Firm", "The\x1b[31mFirm"),
        8,
        "the character U+001B may not stand in YAML",
    ),
    "an escape sequence in other letters": (
        changed("The Firm", '"The\\e[31mFirm"'),
        8,
        "entities.firm.name: 'The[31mFirm' holds U+001B, which cannot be seen; take it out",
    ),
    "a key twice": (changed("  dam: {", "  farmer: {"), 7, "'farmer' stands twice in one place"),
    "a field twice": (
        changed("name: The Firm,", "name: The Firm, name: B,"),
        8,
        "'name' stands twice in one place",
    ),
    "no such source": (
        changed("killed, source: press", "killed, source: book"),
        10,
        "claim.source: 'book' is not under 'sources'",
    ),
    "entity without source": (
        changed(", name: The Dam, source: press", ", name: The Dam"),
        7,
        "entities.dam.source: is missing",
    ),
    "claim without source": (
        changed("2016, source: press,", "2016,"),
        11,
        "claim.source: is missing; nothing is said without",
    ),
    "source without address": (
        changed(', url: "https://example.org/press"', ""),
        3,
        "sources.press: has neither url nor citation",
    ),
    "source without publisher": (changed("publisher: The Press, ", ""), 3, "sources.press: has no publisher"),
    "a strange address": (
        changed("https://example.org/press", "http://[::1"),
        3,
        "sources.press.url: 'http://[::1' is not a web",
    ),
    "claim without status": (changed(", claim_status: reported", ""), 10, "claim.claim_status: is missing"),
    "an unknown status": (
        changed("claim_status: reported", "claim_status: proven"),
        10,
        "claim.claim_status: 'proven' is not one of",
    ),
    "wrong ends": (
        changed("firm OWNS dam", "dam OWNS firm"),
        11,
        "claim: 'dam OWNS firm' runs from Company or Person",
    ),
    "unknown end": (changed("firm OWNS dam", "firm OWNS mine"), 11, "claim: 'mine' is not under 'entities'"),
    "unknown property": (
        changed("name: The Dam", "title: The Dam"),
        7,
        "entities.dam.title: 'The Dam' a Project has no such",
    ),
    "unknown value": (
        changed("share: 51 %", "size: 51 %"),
        11,
        "claim.size: '51 %' a OWNS has no such value",
    ),
    "unknown field of a file": (GOOD.encode() + b"author: me\n", 12, "file: 'author' is no field here"),
    "unknown field of a source": (
        changed("publisher:", "author: me, publisher:"),
        3,
        "sources.press: 'author' is no field",
    ),
    "no case": (changed("case: dam\n", ""), 1, "case: is missing"),
    "entities as a list": (
        GOOD.split("entities:", maxsplit=1)[0].encode() + b"entities: [a]\n",
        4,
        "entities: holds a list, not fields",
    ),
    "claims as fields": (
        changed("claims:\n  - {", "claims:\n  a: {").replace(b"  - {", b"  b: {"),
        10,
        "claims: holds fields, not a list",
    ),
    "an entity as text": (
        changed("{label: Company, name: The Firm, source: press}", "The Firm"),
        8,
        "entities.firm: holds a text",
    ),
    "a list for one value": (
        changed("name: The Firm", "name: [The Firm, B]"),
        8,
        "entities.firm.name: 'The Firm; B' is a list",
    ),
    "fields for one value": (
        changed("name: The Firm", "name: {en: The Firm}"),
        8,
        "entities.firm.name: holds fields",
    ),
    "an empty value": (changed("name: The Firm", 'name: ""'), 8, "entities.firm.name: is empty"),
    "null": (changed("name: The Firm", "name: null"), 8, "entities.firm.name: is empty"),
    "a country that is none": (
        changed("country: HN", "country: XX"),
        5,
        "entities.killing.country: 'XX' is no ISO 3166 code",
    ),
    "a key with capitals": (changed("  dam:", "  Dam:"), 7, "entities.Dam: 'Dam' is no key"),
    "an end before the beginning": (
        changed("observed: 2016", "since: 2016, until: 2015"),
        11,
        "claim.since: '2016' is after until",
    ),
    "shares exchanged": (
        changed("share: 51 %", "share_min: 60, share_max: 5"),
        11,
        "claim.share_min: '60' is above share_max 5",
    ),
    "a named anonymous defender": (
        changed("kind: person, anon", "name: X Y, anon"),
        6,
        "entities.farmer.name: 'X Y' names a defender who is",
    ),
    "aliases": (
        changed("name: The Dam", "name: &d The Dam").replace(b"The Firm", b"*d"),
        7,
        "'&d' names a place",
    ),
    "a bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 1, "'&a' names a place"),
    "an object": (changed("name: The Firm", "name: !!python/object:os.system x"), 8, "is a tag"),
    "very deep lists": (b"case: " + b"[" * 100_000, 1, "nest"),
    "very deep fields": (
        b"case:\n" + b"\n".join(b" " * i + b"a:" for i in range(2_000)),
        22,
        "is nested more than 20 deep",
    ),
    "a line of 10 MB": (b"case: " + b"x" * 10_000_000, 1, "has 10,000,000 characters"),
    "a value of 10 MB": (changed("51 %", "5" * 10_000_000), 11, "has 10,000,000 characters"),
    "two documents": (GOOD.encode() + b"---\n" + GOOD.encode(), 12, "a second document begins"),
    "a list": (b"- a\n- b\n", 1, "file: holds a list, not fields"),
    "a text": (b"hello\n", 1, "file: holds a text, not fields"),
    "a field without a name": (GOOD.encode() + b": x\n", 12, ""),
    "a list as a field's name": (GOOD.encode() + b"? [a, b]\n: x\n", 12, "a field has no name"),
}


def test_the_good_case_is_good(tmp_path: Path) -> None:
    read = cases.read([written(tmp_path, GOOD.encode())])
    assert read.claims.height == 3
    assert read.entities["name"].drop_nulls().to_list() == ["A killing", "Honduras", "The Dam", "The Firm"]


SEVERAL = ("a key with capitals",)  # claims name it in small letters


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_file_line_field_and_value(name: str, tmp_path: Path) -> None:
    data, line, told = BAD[name]
    path = written(tmp_path, data)
    with pytest.raises(RefusedFile) as caught:
        cases.read([path])
    problems = caught.value.problems
    if len(problems) > 1:
        assert name in SEVERAL, problems
    assert problems[0].startswith(f"{path}:{line}: ") and told in problems[0], problems
    assert all("\n" not in problem and len(problem) < 1_000 for problem in problems)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_leaves_a_home_as_it_was(name: str, tmp_path: Path) -> None:
    data, line, told = BAD[name]
    path, home = written(tmp_path, data), open_home(tmp_path / "home")
    before = contents(home)
    done = command("load", str(path), "--home", str(home))
    assert (done.code, done.out) == (4, "")
    assert f"{path}:{line}: " in done.err and told in done.err
    assert contents(home) == before


@pytest.mark.parametrize("name", ["not YAML", "140 %", "empty", "latin-1", "a bomb", "a line of 10 MB"])
def test_a_bad_file_ends_the_command_in_one_line(name: str, tmp_path: Path) -> None:
    data, line, told = BAD[name]
    path, home = written(tmp_path, data), open_home(tmp_path / "home")
    before = contents(home)
    done = process(home, "load", str(path))
    assert (done.code, done.out, len(done.err.splitlines())) == (4, "", 1)
    assert done.err.startswith(f"{path}:{line}: ") and told in done.err
    assert contents(home) == before


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ("nowhere.yaml", 4, "nowhere.yaml: cannot be read (No such file or directory); check the path"),
        ("empty-folder", 4, "the folder holds no .yaml file"),
        ("folder.yaml", 4, "the folder holds no .yaml file"),
        ("casse", 4, "there is no source 'casse'; did you mean 'cases'?"),
        ("nothing-like-it", 4, "there is no source 'nothing-like-it'; known are: "),
    ],
)
def test_what_is_no_file_is_refused(given: str, code: int, told: str, tmp_path: Path, home: Path) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "folder.yaml").mkdir()
    done = process(home, "load", given, cwd=tmp_path)
    assert (done.code, done.out) == (code, "")
    assert told in done.err and len(done.err.splitlines()) == 1
    assert not (home / "statements").exists()


def test_one_bad_file_of_several_refuses_all(tmp_path: Path, home: Path) -> None:
    good, bad = written(tmp_path, GOOD.encode(), "good.yaml"), written(tmp_path, b"", "bad.yaml")
    done = process(home, "load", str(good), str(bad))
    assert done.code == 4 and "bad.yaml:1: the file is empty" in done.err
    assert datasets.datasets(home) == []


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    first = written(tmp_path, changed("51 %", "140 %").replace(b"2016-03-02", b"2016-02-31"), "a.yaml")
    second = written(tmp_path, changed("label: Project", "label: Mine"), "b.yaml")
    with pytest.raises(RefusedFile) as caught:
        cases.read([first, second])
    told = [problem.removeprefix(f"{tmp_path}/").split(": ")[0] for problem in caught.value.problems]
    assert {"a.yaml:5", "a.yaml:11", "b.yaml:7"} <= set(told)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_case_loads(path: Path) -> None:
    read = cases.read([path])
    assert read.entities.height and read.claims.height


def test_every_statement_of_the_shipped_cases_has_a_source_and_a_status() -> None:
    read = cases.read(cases.files([]))
    for frame in (read.entities, read.claims):
        assert frame.filter(pl.col("source_url").is_null() & pl.col("citation").is_null()).is_empty()
        assert frame.filter(
            pl.any_horizontal(pl.col("publisher", "claim_status", "visibility").is_null())
        ).is_empty()


ALONE = {"case-killings-and-torture-in-the-cuango"}  # on villagers and miners; the defender wrote about them


def test_every_attack_of_the_shipped_cases_leads_somewhere() -> None:
    read = cases.read(cases.files([]))
    kinds = {step.type for step in ontology().walk if step.at == "Attack"} | {"TARGETED"}
    ends = read.claims.filter(pl.col("type").is_in(kinds))
    reached = {*ends["from"], *ends["to"]}
    attacks = read.entities.filter(pl.col("labels").list.contains("Attack"))["entity"].unique()
    targeted = set(read.claims.filter(pl.col("type") == "TARGETED")["from"])
    assert not [attack for attack in attacks if attack not in reached]
    assert not [attack for attack in attacks if attack not in targeted and attack not in ALONE]


def test_every_named_defender_of_the_shipped_cases_is_named_publicly() -> None:
    read = cases.read(cases.files([]))
    named = read.entities.filter(pl.col("labels").list.contains("Defender") & pl.col("name").is_not_null())
    assert named.filter(~pl.col("named_publicly").fill_null(value=False)).is_empty()


def test_ones_own_files_never_take_the_place_of_the_shipped_cases(tmp_path: Path) -> None:
    names = [
        cases.dataset([tmp_path / name])
        for name in ("cases.yaml", "My Case.yaml", "дело.yaml", "案件.yaml", "_.yaml")
    ]
    assert names[:2] == ["own-cases", "my-case"]
    assert len({*names, "cases"}) == 6
    for name in names:
        datasets.folder(tmp_path, name)


def test_a_country_is_stated_once_for_many(tmp_path: Path) -> None:
    text = GOOD.replace("name: The Dam,", "name: The Dam, country: HN,")
    read = cases.read([written(tmp_path, text.encode())])
    assert read.entities.filter(pl.col("iso2") == "HN").height == 1
    assert sorted(read.claims["type"]) == ["IN_COUNTRY", "IN_COUNTRY", "OWNS", "TARGETED"]


def written(folder: Path, data: bytes, name: str = "dam.yaml") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
