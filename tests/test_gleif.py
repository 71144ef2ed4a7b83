"""GLEIF: what its three kinds of records say, in each of their three forms."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph.identity.identifiers import is_lei
from graph.model.ontology import ontology
from loaders.gleif import checks
from tests.gleif_files import (
    ABSENT,
    ALDER,
    ANNULLED,
    BRANCH,
    DUPLICATE,
    ENDED,
    FEEDER,
    FOLDER,
    HONDURAS,
    LEI2,
    MANAGER,
    MERGED,
    OLD,
    REPEX,
    RIVER,
    RR,
    SAMPLES,
    SOLE,
    SUB,
    TOWN,
    UMBRELLA,
    Read,
    changed,
    one,
    read,
)

FORMS = ("csv", "xml", "json")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The three files of CSV loaded together."""
    return read(tmp_path_factory.mktemp("whole"), RR, REPEX, LEI2)


def told(found: Read) -> tuple[Any, ...]:
    """What was said, without the file and line it stood in."""
    aside = {"file", "line"}
    tables = [
        [{k: v for k, v in row.items() if k not in aside} for row in table]
        for table in (found.entities, found.claims)
    ]
    return tuple(sorted(map(repr, table)) for table in tables)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_says_the_same(form: str, whole: Read, tmp_path: Path) -> None:
    found = read(tmp_path, *(FOLDER / f"{name}.{form}" for name in ("lei2", "rr", "repex")))
    assert told(found) == told(whole)
    assert found.written.left_out == whole.written.left_out
    assert found.written.rows_read == 32


def test_a_company_is_named_with_its_register_and_evidence(whole: Read) -> None:
    alder = whole.entity(ALDER)
    assert {
        key: alder[key] for key in ("labels", "name", "lei", "register", "register_number", "jurisdiction")
    } == {
        "labels": ["Company"],
        "name": "Alder Mining Holdings plc",
        "lei": ALDER,
        "register": "RA000585",
        "register_number": "01234567",
        "jurisdiction": "GB",
    }
    assert alder["other_names"] == ["Alder Prospecting plc", "Alder"]
    assert (alder["status"], alder["lei_status"], alder["founded"]) == ("active", "issued", "1998-03-02")
    assert (alder["publisher"], alder["published"], alder["claim_status"]) == (
        "GLEIF",
        "2024-05-04",
        "documented",
    )
    assert (alder["dataset"], alder["visibility"], alder["file"], alder["line"]) == (
        "gleif",
        "public",
        "lei2.csv",
        2,
    )
    assert alder["source_url"] == f"https://search.gleif.org/#/record/{ALDER}"


def test_what_the_company_alone_says_is_reported(whole: Read) -> None:
    honduras = whole.entity(HONDURAS)
    assert honduras["claim_status"] == "reported"
    assert honduras["other_names"] == ["MINERIA ALDER DE HONDURAS SA"]
    assert one(whole.between(HONDURAS, "hn"))["claim_status"] == "reported"


def test_home_is_the_country_of_its_law_and_of_headquarters_abroad(whole: Read) -> None:
    law, seat = one(whole.between(HONDURAS, "hn")), one(whole.between(HONDURAS, "us"))
    assert (law["type"], law["says"]) == ("BASED_IN", "Its law is that of HN.")
    assert (seat["type"], seat["says"]) == ("BASED_IN", "Its headquarters are there.")
    assert (
        len(
            [
                row
                for row in whole.claims
                if row["from"] == f"lei-{MANAGER.lower()}" and row["type"] == "BASED_IN"
            ]
        )
        == 1
    )
    assert one(row for row in whole.entities if row["entity"] == "country-hn")["name"] == "Honduras"


def test_a_fund_is_a_financier(whole: Read) -> None:
    fund = whole.entity(UMBRELLA)
    assert (fund["labels"], fund["financier_kind"]) == (["Company", "Financier"], "fund")
    assert whole.entity(BRANCH)["kind"] == "branch"


def test_a_public_body_is_a_government_and_part_of_its_state(whole: Read) -> None:
    town, river = whole.entity(TOWN), whole.entity(RIVER)
    assert (town["labels"], town["tier"], river["labels"], river["kind"]) == (
        ["Government"],
        "local",
        ["Government"],
        "intergovernmental",
    )
    assert one(whole.between(TOWN, "us"))["type"] == "PART_OF"
    assert whole.between(RIVER, "ch") == []


def test_a_sole_proprietor_is_restricted(whole: Read) -> None:
    assert whole.entity(SOLE)["visibility"] == "restricted"
    assert one(whole.between(SOLE, "de"))["visibility"] == "restricted"


@pytest.mark.parametrize("lei", [TOWN, FEEDER, RIVER])
def test_a_number_of_no_register_joins_nobody(lei: str, whole: Read) -> None:
    assert not {"register", "register_number"} & set(whole.entity(lei))


def test_a_company_that_ended_says_when_and_what_succeeded_it(whole: Read) -> None:
    assert (whole.entity(ENDED)["status"], whole.entity(ENDED)["dissolved"]) == ("inactive", "2019-05-06")
    assert whole.entity(ENDED)["lei_status"] == "retired"
    succeeded = one(whole.between(MERGED, ALDER))
    assert (succeeded["type"], succeeded["since"]) == ("SUCCEEDED_BY", "2021-03-02")
    assert "dissolved" not in whole.entity(MERGED)


def test_a_date_before_all_registers_is_no_founding(whole: Read) -> None:
    assert "founded" not in whole.entity(OLD)


def test_a_duplicate_is_the_company_it_doubles(whole: Read) -> None:
    double = whole.entity(DUPLICATE)
    assert (double["lei"], double["lei_status"]) == (HONDURAS, "duplicate")
    assert double["says"] == "A second LEI of a company that has another."
    assert whole.between(DUPLICATE, HONDURAS) == []


def test_an_annulled_lei_is_left_out_and_counted(whole: Read) -> None:
    assert not [row for row in whole.entities if row["entity"] == f"lei-{ANNULLED.lower()}"]
    assert whole.written.left_out["annulled LEIs"] == 1


def test_the_parent_consolidates_the_child_in_its_own_period(whole: Read) -> None:
    direct, ultimate = sorted(whole.between(ALDER, HONDURAS), key=lambda row: str(row["level"]))
    assert (direct["type"], direct["level"], direct["since"]) == ("CONSOLIDATES", "direct", "2012-11-29")
    assert (ultimate["level"], ultimate["since"]) == ("ultimate", "2013-01-01")
    assert not {"until"} & {*direct, *ultimate}
    assert (direct["observed"], direct["published"]) == ("2024-07-10", "2024-07-10")
    assert (direct["accounting_standard"], ultimate["accounting_standard"]) == ("IFRS", "other")


def test_an_amount_is_a_percentage_only_above_one(whole: Read) -> None:
    direct, ultimate = sorted(whole.between(ALDER, HONDURAS), key=lambda row: str(row["level"]))
    assert (direct.get("consolidated_percent"), direct["consolidated_amount"]) == (None, "1.00 percentage")
    assert (ultimate["consolidated_percent"], ultimate["consolidated_amount"]) == (100.0, "100.00 percentage")


@pytest.mark.parametrize(
    ("start", "kind", "end"),
    [
        (MANAGER, "MANAGES", SUB),
        (SUB, "SUBFUND_OF", UMBRELLA),
        (FEEDER, "FEEDER_TO", UMBRELLA),
        (BRANCH, "BRANCH_OF", ALDER),
    ],
)
def test_each_kind_of_relationship_runs_its_own_way(start: str, kind: str, end: str, whole: Read) -> None:
    assert one(whole.between(start, end))["type"] == kind
    assert whole.between(end, start) == []


def test_a_relationship_that_ended_keeps_its_end(whole: Read) -> None:
    ended = one(whole.between(ALDER, ENDED))
    assert (ended["until"], "observed" in ended) == ("2018-12-31", False)


def test_an_active_relationship_with_an_end_was_not_seen_after_it(tmp_path: Path) -> None:
    values = {"Relationship.Period.1.endDate": "2023-01-31T00:00:00Z"}
    branch = one(read(tmp_path, changed(tmp_path, RR, 5, values)).between(BRANCH, ALDER))
    assert (branch["until"], "observed" in branch) == ("2023-01-31", False)


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ((ALDER, MERGED), "relationships that ended, without a day"),
        ((ALDER, OLD), "relationships without a status"),
        ((ALDER, ALDER), "relationships of an LEI with itself"),
    ],
)
def test_what_is_no_relationship_is_left_out_and_counted(
    pair: tuple[str, str], why: str, whole: Read
) -> None:
    assert [row for row in whole.between(*pair) if row["type"] != "SUCCEEDED_BY"] == []
    assert whole.written.left_out[why] == 1


def test_an_end_without_a_record_is_kept_and_counted(whole: Read) -> None:
    assert one(whole.between(ABSENT, MANAGER))["type"] == "CONSOLIDATES"
    assert whole.written.left_out["relationships with an LEI that has no record"] == 1


def test_an_exception_of_nobody_is_left_out_and_counted(whole: Read, tmp_path: Path) -> None:
    assert whole.written.left_out["reporting exceptions of an LEI that has no record"] == 1
    assert not [row for row in whole.entities if row["entity"] == f"lei-{ABSENT.lower()}"]
    alone = read(tmp_path, REPEX)
    assert alone.entity(ABSENT, no_direct_parent_reasons=["its parent has no LEI"])["labels"] == ["Company"]


def test_a_lapsed_record_says_so_and_is_only_reported(whole: Read) -> None:
    managed = one(whole.between(MANAGER, SUB))
    assert (managed["says"], managed["claim_status"]) == ("The record was not renewed in time.", "reported")


def test_who_has_a_manager_is_a_fund(whole: Read) -> None:
    fund = whole.entity(OLD, financier_kind="fund")
    assert (fund["labels"], fund["name"], fund["file"]) == (["Company", "Financier"], None, "rr.csv")
    assert len([row for row in whole.entities if row["entity"] == f"lei-{SUB.lower()}"]) == 1


def test_exceptions_are_reasons_of_the_company(whole: Read) -> None:
    direct = whole.entity(ALDER, no_direct_parent_reasons=["controlled by natural persons"])
    assert "no_ultimate_parent_reasons" not in direct
    assert whole.entity(ALDER, no_ultimate_parent_reasons=["no person known to control it", "not public"])
    town = whole.entity(TOWN, no_direct_parent_reasons=["its parent does not consolidate it"])
    assert town["labels"] == ["Government"]


def test_every_claim_has_ends_that_the_ontology_allows(whole: Read) -> None:
    labels: dict[str, set[str]] = {}
    for row in whole.entities:
        labels.setdefault(row["entity"], set()).update(row["labels"])
    checked = 0
    for row in whole.claims:
        kind = ontology().relationships[row["type"]]
        for side, allowed in (("from", kind.starts), ("to", kind.ends)):
            if row[side] in labels:
                checked += 1
                assert labels[row[side]] & set(allowed), row
        assert set(row) <= {
            *ontology().evidence,
            *ontology().period,
            *kind.values,
            "claim",
            "type",
            "from",
            "to",
            "file",
            "line",
        }
    assert checked > 40


def test_every_value_is_one_of_the_ontology(whole: Read) -> None:
    known = ontology()
    for row in whole.entities:
        for name, found in {**known.evidence, **known.nodes[row["labels"][-1]].properties}.items():
            if name in row and row[name] is not None and found.kind != "texts":
                found.parse(str(row[name]))
    for row in whole.claims:
        for name, found in {
            **known.evidence,
            **known.period,
            **known.relationships[row["type"]].values,
        }.items():
            if name in row:
                found.parse(str(row[name]))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_kinds_may_be_loaded_one_after_the_other(order: tuple[int, ...], whole: Read, tmp_path: Path) -> None:
    found = None
    for place in order:
        found = read(tmp_path, (LEI2, RR, REPEX)[place], before=found.tables if found else None)
    assert found is not None
    assert told(found) == told(whole)
    assert set(found.written.files) == {"lei2.csv", "rr.csv", "repex.csv"}


def test_a_kind_that_is_loaded_again_takes_the_place_of_its_own(tmp_path: Path) -> None:
    before = read(tmp_path, LEI2, RR, REPEX)
    fewer = tmp_path / "rr.csv"
    fewer.write_text("".join(RR.read_text().splitlines(keepends=True)[:2]))
    after = read(tmp_path, fewer, before=before.tables)
    relations = [row for row in after.claims if row["type"] in ("CONSOLIDATES", "MANAGES", "BRANCH_OF")]
    assert [(row["level"], row["to"]) for row in relations] == [("direct", f"lei-{HONDURAS.lower()}")]
    assert after.entity(ALDER)["name"] and one(after.between(MERGED, ALDER))
    assert after.entity(ALDER, no_direct_parent_reasons=["controlled by natural persons"])
    assert not [row for row in after.entities if row.get("file") == "rr.csv"]


def test_of_an_lei_that_stands_twice_the_last_update_is_kept(tmp_path: Path) -> None:
    day = {"Registration.LastUpdateDate": "2024-06-01T00:00:00Z", "Entity.LegalName": "Alder Renamed plc"}
    newer = changed(tmp_path, LEI2, 0, day, "newer.csv")
    for paths in ((newer, LEI2), (LEI2, newer)):
        found = read(tmp_path, *paths)
        assert found.entity(ALDER)["name"] == "Alder Renamed plc"
        assert found.written.left_out["older records of what stands more than once"] == 14
        assert one(found.between(ALDER, "gb")) and one(found.between(HONDURAS, "us"))


def test_a_relationship_that_stands_twice_is_one_claim(tmp_path: Path) -> None:
    twice = changed(tmp_path, RR, -1, {"Registration.LastUpdateDate": "2023-01-01T00:00:00Z"})
    found = read(tmp_path, twice)
    assert [row["published"] for row in found.between(ALDER, HONDURAS)] == ["2024-07-10", "2024-07-10"]


def test_nothing_but_texts_of_the_layout_reaches_an_address(whole: Read) -> None:
    assert "Example Street" not in repr(whole.entities) + repr(whole.claims)


LEIS = [ALDER, HONDURAS, DUPLICATE, "213800KUD8LAJWSQ9D15", "5493001KJTIIGC8Y1R12"]


@given(some.sampled_from(LEIS), some.integers(0, 19), some.sampled_from("0123456789ABCXYZaz -é"))
def test_check_digits_are_those_of_one_lei(lei: str, place: int, character: str) -> None:
    text = lei[:place] + character + lei[place + 1 :]
    assert valid([text, lei, text[1:], None]) == [is_lei(text), True, is_lei(text[1:]), False]


@pytest.mark.parametrize(("true", "never"), [("97", "00"), ("98", "01"), ("02", "99")])
def test_check_digits_of_the_same_remainder_are_no_check_digits(true: str, never: str) -> None:
    bases = (f"98450EX{number:011d}" for number in range(10_000))
    base = next(base for base in bases if is_lei(base + true))
    assert valid([base + true, base + never]) == [True, False]


@given(some.from_regex(r"[A-Z0-9]{18}[0-9]{2}", fullmatch=True))
def test_check_digits_are_those_of_any_text(text: str) -> None:
    assert valid([text]) == [is_lei(text)]


def valid(texts: list[str | None]) -> list[bool]:
    frame = pl.LazyFrame({"lei": pl.Series(texts, dtype=pl.String)})
    return checks.with_valid(frame, "lei").select(checks.valid("lei")).collect().to_series().to_list()


SAMPLE_FILES = {
    "derived_lei2_golden_copy_sample.csv": (577, 577),
    "20240505-0000-gleif-goldencopy-lei2-intra-day.json": (577, 577),
    "derived_rr_golden_copy_sample.csv": (142, 0),
    "derived_repex_golden_copy_sample.csv": (17, 16),
    "lei-data.xml": (13, 13),
    "rr-data.xml": (10, 0),
    "repex-data.xml": (10, 10),
}


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real samples are not here")
@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_real_records_are_read_without_a_rejected_row(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, SAMPLES / name)
    rows, entities = SAMPLE_FILES[name]
    named = {row["entity"] for row in found.entities if row["entity"].startswith("lei-")}
    assert (found.written.rows_read, len(named), found.reasons()) == (rows, entities, [])


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real samples are not here")
def test_real_records_say_the_same_as_csv_and_json(tmp_path: Path) -> None:
    names = list(SAMPLE_FILES)[:2]
    assert told(read(tmp_path, SAMPLES / names[0])) == told(read(tmp_path, SAMPLES / names[1]))
