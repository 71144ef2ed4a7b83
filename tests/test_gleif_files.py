"""Files of GLEIF that are damaged, strange or of another kind: one line each, or one rejected row."""

import csv
import json
import zipfile
from pathlib import Path

import pytest

from loaders.gleif.container import opened
from loaders.lines import RefusedFile
from tests.gleif_files import (
    ABSENT,
    ALDER,
    FOLDER,
    HONDURAS,
    LEI2,
    MERGED,
    REPEX,
    RR,
    changed,
    copied,
    packed,
    read,
)

CODE = "is no code of the layout"
WRONG_ROWS = [
    (LEI2, {"LEI": f"{ALDER[:-2]}30"}, f"LEI: '{ALDER[:-2]}30' is no LEI"),
    (LEI2, {"LEI": ALDER.lower()}, "LEI: '98450exalder00000029' is no LEI"),
    (LEI2, {"LEI": ""}, "LEI: '' is no LEI"),
    (LEI2, {"Entity.LegalName": ""}, "Entity.LegalName: '' is empty"),
    (LEI2, {"Entity.EntityCategory": "ROBOT"}, f"Entity.EntityCategory: 'ROBOT' {CODE}"),
    (LEI2, {"Entity.EntitySubCategory": "CITY"}, f"Entity.EntitySubCategory: 'CITY' {CODE}"),
    (LEI2, {"Entity.EntityStatus": "ASLEEP"}, f"Entity.EntityStatus: 'ASLEEP' {CODE}"),
    (LEI2, {"Entity.EntityExpirationReason": "TIRED"}, f"Entity.EntityExpirationReason: 'TIRED' {CODE}"),
    (LEI2, {"Entity.LegalJurisdiction": "QQ"}, "Entity.LegalJurisdiction: 'QQ' is no country"),
    (LEI2, {"Entity.LegalJurisdiction": "GB-"}, "Entity.LegalJurisdiction: 'GB-' is no country"),
    (LEI2, {"Entity.HeadquartersAddress.Country": "ZZ"}, f"Entity.HeadquartersAddress.Country: 'ZZ' {CODE}"),
    (LEI2, {"Entity.RegistrationAuthority.RegistrationAuthorityID": "RA5"}, "'RA5' is no code of a register"),
    (LEI2, {"Entity.EntityCreationDate": "02/03/1998"}, "Entity.EntityCreationDate: '02/03/1998' is no day"),
    (LEI2, {"Entity.EntityExpirationDate": "2019-02-30T00:00:00Z"}, "'2019-02-30T00:00:00Z' is no day"),
    (LEI2, {"Registration.LastUpdateDate": ""}, "Registration.LastUpdateDate: '' is no day"),
    (LEI2, {"Registration.RegistrationStatus": "NEW"}, f"Registration.RegistrationStatus: 'NEW' {CODE}"),
    (LEI2, {"Registration.RegistrationStatus": ""}, f"Registration.RegistrationStatus: '' {CODE}"),
    (LEI2, {"Registration.ValidationSources": "MAYBE"}, f"Registration.ValidationSources: 'MAYBE' {CODE}"),
    (RR, {"Relationship.StartNode.NodeID": f"{HONDURAS[:-1]}0"}, "Relationship.StartNode.NodeID: "),
    (RR, {"Relationship.EndNode.NodeID": "n/a"}, "Relationship.EndNode.NodeID: 'n/a' is no LEI"),
    (RR, {"Relationship.EndNode.NodeIDType": "NI"}, f"Relationship.EndNode.NodeIDType: 'NI' {CODE}"),
    (RR, {"Relationship.RelationshipType": "IS_FUND_MANAGED_BY"}, f"'IS_FUND_MANAGED_BY' {CODE}"),
    (RR, {"Relationship.RelationshipStatus": "PAUSED"}, f"Relationship.RelationshipStatus: 'PAUSED' {CODE}"),
    (RR, {"Registration.RegistrationStatus": "ISSUED"}, f"Registration.RegistrationStatus: 'ISSUED' {CODE}"),
    (RR, {"Relationship.Period.5.periodType": "LUNCH"}, f"Relationship.Period.5.periodType: 'LUNCH' {CODE}"),
    (RR, {"Relationship.Qualifiers.2.QualifierDimension": "MOOD"}, f"'MOOD' {CODE}"),
    (RR, {"Relationship.Qualifiers.1.QualifierCategory": "DE_GAAP"}, f"'DE_GAAP' {CODE}"),
    (RR, {"Relationship.Quantifiers.1.QuantifierUnits": "PINTS"}, f"'PINTS' {CODE}"),
    (RR, {"Relationship.Period.2.startDate": "29.11.2012"}, "since:: '29.11.2012' is no day"),
    (RR, {"Registration.LastUpdateDate": "soon"}, "Registration.LastUpdateDate: 'soon' is no day"),
    (REPEX, {"LEI": f"{ABSENT[:-1]}0"}, "LEI: "),
    (REPEX, {"Exception.Category": "PARENT"}, f"Exception.Category: 'PARENT' {CODE}"),
    (REPEX, {"Exception.Reason.1": ""}, f"Exception.Reason.1: '' {CODE}"),
    (REPEX, {"Exception.Reason.3": "SHY"}, f"Exception.Reason.3: 'SHY' {CODE}"),
]


@pytest.mark.parametrize(("source", "values", "reason"), WRONG_ROWS)
def test_a_wrong_value_rejects_its_row_only(
    source: Path, values: dict[str, str], reason: str, tmp_path: Path
) -> None:
    whole = read(tmp_path, source)
    found = read(tmp_path, changed(tmp_path, source, 0, values))
    assert len(found.rejected) == 1 and reason in found.reasons()[0]
    assert (found.rejected[0]["file"], found.rejected[0]["line"]) == (source.name, 2)
    assert found.written.first_rejected == [f"{source.name}:2: {found.reasons()[0]}"]
    assert found.written.rows_read == whole.written.rows_read
    lines = {row["line"] for row in (*whole.entities, *whole.claims) if "line" in row}
    assert {row["line"] for row in (*found.entities, *found.claims) if "line" in row} == lines - {2}


def test_a_row_of_too_few_fields_is_rejected(tmp_path: Path) -> None:
    short = tmp_path / "lei2.csv"
    lines = LEI2.read_text(encoding="utf-8").splitlines(keepends=True)
    short.write_text("".join([*lines[:3], f'"{HONDURAS}","A name"\n', *lines[3:]]), encoding="utf-8")
    found = read(tmp_path, short)
    assert [row["line"] for row in found.rejected] == [4]
    assert found.written.rows_read == 16


def test_a_successor_without_a_valid_lei_is_none(tmp_path: Path) -> None:
    wrong = changed(tmp_path, LEI2, 10, {"Entity.SuccessorEntity.1.SuccessorLEI": f"{ALDER[:-1]}0"})
    found = read(tmp_path, wrong)
    assert found.entity(MERGED)["name"] and found.rejected == []
    assert not any(row["type"] == "SUCCEEDED_BY" for row in found.claims)


def test_several_successors_are_several_claims(tmp_path: Path) -> None:
    second = {
        f"Entity.SuccessorEntity.{place}.SuccessorLEI": lei for place, lei in ((2, HONDURAS), (3, ALDER))
    }
    found = read(tmp_path, changed(tmp_path, LEI2, 10, second))
    assert len([row for row in found.claims if row["type"] == "SUCCEEDED_BY"]) == 2


def test_more_names_than_a_csv_holds_are_read_from_json(tmp_path: Path) -> None:
    whole = json.loads((FOLDER / "lei2.json").read_text(encoding="utf-8"))
    names = whole["records"][0]["Entity"]["OtherEntityNames"]
    names["OtherEntityName"] = [{"$": f"Name {number}"} for number in range(32)]
    target = tmp_path / "lei2.json"
    target.write_text(json.dumps(whole))
    assert len(read(tmp_path, target).entity(ALDER)["other_names"]) == 32
    names["OtherEntityName"] *= 2
    target.write_text(json.dumps(whole))
    assert "Entity.OtherEntityNames.OtherEntityName' stands more often" in read(tmp_path, target).reasons()[0]


@pytest.mark.parametrize(("deletion", "count"), [(None, 4), ({"gleif:DeletedAt": {"$": "2026-01-01"}}, 3)])
def test_a_record_is_deleted_only_where_that_is_said(
    deletion: dict[str, object] | None, count: int, tmp_path: Path
) -> None:
    whole = json.loads((FOLDER / "repex.json").read_text(encoding="utf-8"))
    whole["exceptions"][0]["Extension"] = {"gleif:Deletion": deletion}
    target = tmp_path / "repex.json"
    target.write_text(json.dumps(whole))
    found = read(tmp_path, target)
    assert len(found.entities) == count
    assert found.written.left_out.get("deleted reporting exceptions", 0) == 4 - count


@pytest.mark.parametrize(
    ("deletion", "levels"),
    [
        ("<gleif:Deletion/>", ["direct", "ultimate"]),
        ("<gleif:Deletion><gleif:DeletedAt>2026-01-01</gleif:DeletedAt></gleif:Deletion>", ["ultimate"]),
    ],
)
def test_a_deleted_record_of_xml_is_left_out(deletion: str, levels: list[str], tmp_path: Path) -> None:
    text = (FOLDER / "rr.xml").read_text(encoding="utf-8")
    end = "</rr:RelationshipRecord>"
    target = tmp_path / "rr.xml"
    target.write_text(text.replace(end, f"<rr:Extension>{deletion}</rr:Extension>{end}", 1))
    found = read(tmp_path, target)
    assert sorted(row["level"] for row in found.between(ALDER, HONDURAS)) == levels
    assert found.written.left_out.get("deleted relationship records", 0) == 2 - len(levels)


@pytest.mark.parametrize("form", ["csv", "xml", "json"])
def test_a_zip_says_what_its_file_says(form: str, tmp_path: Path) -> None:
    source = FOLDER / f"lei2.{form}"
    plain, zipped = read(tmp_path, source), read(tmp_path, packed(tmp_path, source, name="lei2"))
    assert [row["name"] for row in plain.entities] == [row["name"] for row in zipped.entities]
    assert zipped.entity(ALDER)["file"] == "lei2"
    assert not list(tmp_path.glob("into-1/passing"))


@pytest.mark.parametrize("form", ["csv", "xml", "json"])
def test_a_kind_is_seen_from_the_content_not_from_the_name(form: str, tmp_path: Path) -> None:
    paths = [
        copied(tmp_path, FOLDER / f"{name}.{form}", f"{number}.txt")
        for number, name in enumerate(("rr", "lei2", "repex"))
    ]
    assert read(tmp_path, *paths).written.rows_read == 32


def test_a_mark_at_the_start_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    target = tmp_path / "lei2.csv"
    target.write_bytes(b"\xef\xbb\xbf" + LEI2.read_bytes())
    assert read(tmp_path, target).written.rows_read == 15


def test_columns_may_stand_in_any_order_and_unread_ones_may_be_missing(tmp_path: Path) -> None:
    with LEI2.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kept = [name for name in reversed(rows[0]) if "Address.City" not in name]
    with (tmp_path / "lei2.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert read(tmp_path, tmp_path / "lei2.csv").types() == read(tmp_path, LEI2).types()


def damaged(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that are refused, and what is said of each."""
    lei2, xml, js = LEI2.read_bytes(), (FOLDER / "lei2.xml").read_bytes(), (FOLDER / "lei2.json").read_bytes()
    zipped = packed(folder, LEI2).read_bytes()
    wrong_crc = bytearray(zipped)
    wrong_crc[200] ^= 0xFF

    def put(name: str, data: bytes) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return {
        "cut zip": (put("cut.zip", zipped[:-900]), "is no zip, or is cut off; download it again"),
        "damaged zip": (put("crc.zip", bytes(wrong_crc)), "the zip is damaged"),
        "two in a zip": (packed(folder, LEI2, RR, name="two.zip"), "holds 'lei2.csv', 'rr.csv', not one"),
        "nothing in a zip": (
            packed(folder, Path(__file__), name="py.zip"),
            "holds 'test_gleif_files.py', not one",
        ),
        "no file": (folder / "absent.csv", "cannot be read (No such file or directory); check the path"),
        "empty": (put("empty.csv", b""), "is no golden copy of GLEIF (it starts with nothing)"),
        "other csv": (
            put("other.csv", b"LEI,ISIN\nx,y\n"),
            "is no golden copy of GLEIF (it starts with 'LEI,ISIN')",
        ),
        "other xml": (put("other.xml", b"<a/>"), "is no golden copy of GLEIF (its XML is of none"),
        "other json": (put("other.json", b'{"data":[]}'), "is no golden copy of GLEIF (its JSON starts with"),
        "utf-16": (put("utf16.csv", lei2.decode().encode("utf-16")), "is not UTF-8 (it looks like UTF-16)"),
        "latin-1": (put("latin.csv", lei2.replace("í".encode(), b"\xed")), "line 3: byte 0xed is not UTF-8"),
        "missing column": (
            put("missing.csv", lei2.replace(b'"Entity.EntityStatus"', b'"Entity.State"')),
            "1: column 'Entity.EntityStatus' is missing; give GLEIF's own file of LEI records",
        ),
        "strange column": (
            put("strange.csv", lei2.replace(b'"ConformityFlag"', b'"ConformityFlag","Colour"', 1)),
            "1: column 'Colour' is not known; give GLEIF's own file of LEI records",
        ),
        "column twice": (
            put("twice.csv", lei2.replace(b'"ConformityFlag"', b'"LEI"', 1)),
            "'LEI' stands twice",
        ),
        "cut csv": (put("cut.csv", lei2[:-2000]), "is cut off: its last row has too few fields"),
        "cut field": (put("field.csv", lei2[:-5]), "is cut off: its last row has too few fields"),
        "open quote": (
            put("quote.csv", lei2.replace(b'"Birch SICAV"', b'"Birch SICAV')),
            "is not closed by a quote; download the file again",
        ),
        "cut xml": (put("cut.xml", xml[:-300]), "is not whole XML in UTF-8"),
        "cut json": (put("cut.json", js[:-300]), "is cut off or damaged after 14 records; download it again"),
        "latin-1 json": (
            put("latin.json", js.replace("í".encode(), b"\xed")),
            "byte 0xed after 0 records is not UTF-8",
        ),
        "latin-1 xml": (put("latin.xml", xml.replace("í".encode(), b"\xed")), "is not whole XML in UTF-8"),
        "doctype": (
            put(
                "doctype.xml", xml.replace(b"<lei:LEIData", b'<!DOCTYPE x [<!ENTITY a "b">]><lei:LEIData', 1)
            ),
            "its XML has a DOCTYPE",
        ),
        "delta": (
            put("delta.xml", xml.replace(b"GLEIF_FULL", b"GLEIF_DELTA")),
            "holds only changes (a delta)",
        ),
    }


DAMAGES = (
    *(
        "cut zip",
        "damaged zip",
        "two in a zip",
        "nothing in a zip",
        "no file",
        "empty",
        "other csv",
        "other xml",
    ),
    *(
        "other json",
        "utf-16",
        "latin-1",
        "missing column",
        "strange column",
        "column twice",
        "cut csv",
        "cut xml",
    ),
    *("cut json", "latin-1 json", "latin-1 xml", "doctype", "delta", "cut field", "open quote"),
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused_in_one_line(damage: str, tmp_path: Path) -> None:
    path, told = damaged(tmp_path)[damage]
    with pytest.raises(RefusedFile) as caught:
        read(tmp_path, RR, path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}: ") and told in problem and "\n" not in problem


def test_every_damage_is_tried(tmp_path: Path) -> None:
    assert set(damaged(tmp_path)) == set(DAMAGES)


def test_a_zip_with_a_password_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lei2.csv", "LEI")
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the mark of an encrypted file, in its own header and in the list of files
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(RefusedFile, match=r"cannot be unpacked.*password"), opened(path):
        pass


def test_an_error_of_who_reads_is_not_laid_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lei2.csv"
    path.write_text("LEI")
    with pytest.raises(RuntimeError, match="of ours"), opened(path):
        raise RuntimeError("a mistake of ours")
