"""Somebody forgotten leaves statements, judgements and ids, and comes back by no load, whatever is killed."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from graph.forgetting import record as records
from graph.forgetting import sifting
from graph.forgetting.gathered import entry, gathered
from graph.forgetting.leaving import complete
from graph.forgetting.record import Entry, ForgettingError, Mark, Record, new_record
from graph.forgetting.remains import remains
from graph.forgetting.texts import NOBODY, Recogniser
from graph.forgetting.writings import writings
from graph.home import open_home
from graph.identity import judgement_file
from graph.identity.judgements import Judgement, JudgementError, judged
from graph.identity.resolve import extended_ledger, read_ledger, resolve, save_ledger
from graph.statements import datasets
from graph.statements.schema import Statements
from graph.store.projection import project
from tests.forgetting_home import RECORD, holding, noted, said

NAMES = ("ana oyola", "oyola ana", "anaoyola", "oyola de paz")


def knowing(*names: str, person: bool = True) -> Recogniser:
    record = new_record()
    found = writings(names, person)
    marks = tuple(Mark(record.hashed("name", text), len(text), how) for text, how in found.items())
    return Recogniser(Record(record.key, (Entry("", "", "", "Person", "partner", names=marks),)))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A home with one dataset and nothing built."""
    home = open_home(tmp_path / "mine")
    datasets.save(home, RECORD, said())
    return home


TEXTS = [
    (("Ana Oyola",), "Arrest of Ana Oyola.", "Arrest of [forgotten]."),
    (("Ana Oyola",), "ÁNA-OYOLA, Oyola Ana and anaoyola", "[forgotten], [forgotten] and [forgotten]"),
    (("Ana Oyola",), "Ana Oyolának írt", "[forgotten] írt"),
    (("Ana Oyola",), "Joana Oyola and Ana M. Oyola", "Joana Oyola and Ana M. Oyola"),
    (("Li Bo",), "Li Bo and Li Boyan", "[forgotten] and Li Boyan"),
    (("김웅기",), "회장 김웅기는 말했다", "회장 [forgotten]는 말했다"),
    (("မြင့်မြင့်",), "ဒေါ်မြင့်မြင့်က", "ဒေါ်[forgotten]က"),
    (("Ana Oyola", "Oyola Paz"), "Ana Oyola Paz spoke", "[forgotten] spoke"),
    (("O'Brien Ní",), "Mr. O’Brien Ní's", "Mr. [forgotten]'s"),
    (("Straße Weiß",), "STRASSE WEISS", "[forgotten]"),
]


@pytest.mark.parametrize(("names", "text", "wanted"), TEXTS)
def test_a_name_is_found_however_it_is_written(names: tuple[str, ...], text: str, wanted: str) -> None:
    assert knowing(*names).text(text) == (wanted, NOBODY if text == wanted else 1)


def test_the_words_of_an_organisation_keep_their_order() -> None:
    assert knowing("Ana Oyola", person=False).text("Oyola Ana")[1] == NOBODY


ADDRESSES = [
    ("https://a.org/news/ana-oyola?x=1#y", "https://a.org"),
    ("https://a.org:81/news/%41na%20Oyola", "https://a.org:81"),
    ("https://www.anaoyola.org/news", "https://forgotten.invalid"),
    ("https://ana:oyola@a.org/x", "https://forgotten.invalid"),
    ("http://[bad/ana-oyola", "https://forgotten.invalid"),
    ("https://a.org/joana-oyola", "https://a.org/joana-oyola"),
    ("archive of Ana Oyola", "archive of [forgotten]"),
]


@pytest.mark.parametrize(("address", "wanted"), ADDRESSES)
def test_an_address_with_a_name_is_cut(address: str, wanted: str) -> None:
    assert knowing("Ana Oyola").address(address)[0] == wanted


def test_a_key_gets_a_pseudonym_that_is_the_same_everywhere_and_in_no_other_home() -> None:
    known, other = knowing("Ana Oyola"), knowing("Ana Oyola")
    arrest, dataset = known.key("x-arrest-of-ana-oyola-2")[0], known.key("ana-oyola")[0]
    assert arrest == f"x-arrest-of-{dataset}-2"
    assert dataset.startswith("forgotten-") and len(dataset) == 18
    assert other.key("ana-oyola")[0] != dataset
    assert known.key(arrest) == (arrest, NOBODY)


def test_rows_and_claims_go_and_names_leave_all_other_texts(mine: Path) -> None:
    noted(mine, "x-ana-oyola")
    complete(mine)
    found = datasets.statements(mine)
    assert holding(mine, *NAMES) == set()
    assert {row for row in found.entities["entity"] if "arrest" not in row} == {"x-raid", "x-firm", "x-town"}
    assert sorted(found.claims["type"]) == ["FOCUSED_ON", "LINKED_TO", "LINKED_TO", "TARGETED"]
    attack = found.entities.filter(pl.col("entity").str.contains("arrest")).row(0, named=True)
    assert attack["name"] == "Arrest of [forgotten]"
    assert attack["description"] == "[forgotten]'s house; then Anahí Oyolas's."
    assert attack["entity"] in found.claims["from"].to_list()
    addresses = set(found.claims["source_url"])
    assert addresses == {
        "https://example.org/1",
        "https://a.org",
        "https://b.org",
        "https://forgotten.invalid",
    }
    [kept] = datasets.datasets(mine)
    assert (kept.entities, kept.claims) == (4, 4) and kept.publisher == "[forgotten]'s friends"
    assert kept.left_out == {sifting.ROWS_NOTE: 6, sifting.TEXTS_NOTE: 9}


def test_a_claim_of_which_a_text_changed_has_an_id_that_cannot_be_guessed(mine: Path) -> None:
    before = set(said().claims["claim"])
    noted(mine, "x-ana-oyola")
    complete(mine)
    claims = datasets.statements(mine).claims
    same = claims.filter(pl.col("claim").is_in(list(before)))
    assert same.height == 0 and claims["claim"].n_unique() == 4


def test_what_a_hidden_victim_kept_hidden_stays_hidden(mine: Path) -> None:
    noted(mine, "x-ana-oyola")
    complete(mine)
    found = datasets.statements(mine)
    ids = resolve(found.entities, extended_ledger(read_ledger(mine), found.entities["entity"])).ids
    seen = project(found, ids, "public")
    assert set(seen.nodes["id"]) == {"x-town"} and seen.claims.is_empty()
    assert set(project(found, ids, "restricted").nodes["id"]) == set(found.entities["entity"])


def test_an_attack_in_another_dataset_stays_as_hidden_as_its_victim(mine: Path) -> None:
    alone = said()
    other = Statements(alone.entities.filter(pl.col("entity") == "x-raid"), alone.claims.clear())
    datasets.save(mine, Dataset("other"), other)
    noted(mine, "x-ana-oyola")
    complete(mine)
    found = datasets.statements(mine).entities.filter(pl.col("entity") == "x-raid")
    assert found["visibility"].to_list() == ["restricted", "restricted"]


def Dataset(name: str) -> datasets.Dataset:  # noqa: N802 - a record with another name
    return datasets.Dataset(name, name, "", "", "", "2026-01-01", 0, 0, [f"{name}.yaml"])


def test_a_reload_does_not_bring_anybody_back(mine: Path) -> None:
    noted(mine, "x-ana-oyola")
    complete(mine)
    first = datasets.statements(mine)
    saved = datasets.save(mine, RECORD, said())
    again = datasets.statements(mine)
    assert first.entities.equals(again.entities) and first.claims.equals(again.claims)
    assert (saved.entities, saved.claims) == (4, 4) and saved.left_out[sifting.ROWS_NOTE] == 6
    with datasets.incoming(mine, "streamed") as folder:
        said("streamed").entities.write_parquet(folder / "entities.parquet")
        said("streamed").claims.write_parquet(folder / "claims.parquet")
        pl.DataFrame({"reason": ["Ana Oyola: no date"], "line": [3]}).write_parquet(
            folder / "rejected.parquet"
        )
        kept = datasets.adopt(mine, Dataset("streamed"), folder)
    assert (kept.entities, kept.claims) == (4, 4)
    assert holding(mine, *NAMES) == set()


def test_a_dataset_named_after_somebody_gets_another_name_for_ever(tmp_path: Path) -> None:
    home = open_home(tmp_path / "mine")
    datasets.save(home, Dataset("ana-oyola"), said("ana-oyola"))
    noted(home, "x-ana-oyola")
    complete(home)
    [kept] = datasets.datasets(home)
    assert kept.name.startswith("forgotten-") and kept.files == [f"{kept.name}.yaml"]
    assert set(datasets.statements(home).claims["dataset"]) == {kept.name}
    datasets.save(home, Dataset("ana-oyola"), said("ana-oyola"))
    with datasets.incoming(home, "ana-oyola") as folder:
        assert folder.name == kept.name
    assert [each.name for each in datasets.datasets(home)] == [kept.name]
    assert holding(home, *NAMES) == set()
    datasets.remove(home, "ana-oyola")
    assert datasets.datasets(home) == []


def test_two_who_are_forgotten_in_any_order_leave_the_same(tmp_path: Path) -> None:
    results = []
    key = new_record()
    for place, order in enumerate((("x-ana-oyola", "x-town"), ("x-town", "x-ana-oyola"))):
        home = open_home(tmp_path / str(place))
        records.write(home, key)
        datasets.save(home, RECORD, said())
        for each in order:
            noted(home, each)
            complete(home)
        found = datasets.statements(home)
        results.append([found.entities, found.claims.drop("claim")])
    assert all(one.equals(other) for one, other in zip(*results, strict=True))
    assert "x-town" not in results[0][0]["entity"]


def test_tables_of_millions_lose_rows_and_whole_names(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sifting, "LARGE_ROWS", 3)
    noted(mine, "x-ana-oyola", also=("The Firm",))
    complete(mine)
    found = datasets.statements(mine)
    assert {row for row in found.entities["entity"] if "arrest" not in row} == {"x-raid", "x-firm", "x-town"}
    assert found.entities.filter(pl.col("entity") == "x-firm")["name"].to_list() == ["[forgotten]"]
    assert found.claims.height == 4
    kept = datasets.save(mine, RECORD, said())
    assert (kept.entities, kept.claims) == (4, 4)


def test_the_record_holds_no_name_and_is_for_its_owner(mine: Path) -> None:
    noted(mine, "x-ana-oyola")
    path = mine / "forgotten.json"
    text = path.read_text(encoding="utf-8").casefold()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not [word for word in ("ana", "oyola", "q77", "paz") if f'"{word}' in text or f" {word}" in text]
    assert {"time", "author", "reason", "label", "done"} <= set(json.loads(text)["entries"][0])
    assert records.read(mine) == records.read(mine)


@pytest.mark.parametrize("text", ["", "{}", '{"key": "zz", "graph": {}, "entries": []}', "[1]"])
def test_a_damaged_record_stops_everything(mine: Path, text: str) -> None:
    (mine / "forgotten.json").write_text(text, encoding="utf-8")
    with pytest.raises(ForgettingError, match=r"forgotten\.json cannot be read"):
        datasets.save(mine, RECORD, said())


@pytest.mark.parametrize("words", ["Ana Oyola asked", "asked by ANA-OYOLA", "the Oyola family asked"])
def test_reason_and_author_may_not_hold_the_name(mine: Path, words: str) -> None:
    record = new_record()
    known = gathered(mine, ["x-ana-oyola"], "Defender", [], record)
    for author, reason in (("me", words), (words, "asked")):
        with pytest.raises(ForgettingError, match="say it without the name"):
            entry(known, record, Entry("", author, reason, "Defender", "public"))


def test_people_of_the_same_name_or_identifier_are_told(mine: Path) -> None:
    known = gathered(mine, ["x-ana-oyola"], "Defender", [], new_record())
    assert known.namesakes == ("x-2", "x-3") and known.rows == 6
    assert known.attacks == ("x-arrest-of-ana-oyola", "x-raid")


def judge(says: str, *of: str, reason: str = "seen", day: int = 1) -> Judgement:
    return judged(says, of, "me", datetime(2026, 1, day, tzinfo=UTC), reason)


def test_judgements_go_or_lose_the_name_and_undos_follow(mine: Path) -> None:
    about = judge("same", "x-ana-oyola", "x-9")
    attack = judge("same", "x-arrest-of-ana-oyola", "x-8", reason="Ana Oyola's arrest", day=2)
    plain = judge("different", "x-1", "x-7", day=3)
    undos = [judge("undo", each.id, day=5 + n) for n, each in enumerate((about, attack, plain))]
    known = [about, attack, plain, *undos, judge("undo", undos[0].id, day=9)]
    judgement_file.append(mine, known)
    with judgement_file.path_of(mine).open("a", encoding="utf-8") as file:
        file.write('{"id": "x", "reason": "Ana Oyola')
    noted(mine, "x-ana-oyola")
    complete(mine)
    kept = judgement_file.read(mine)
    assert [each.says for each in kept] == ["same", "different", "undo", "undo"]
    assert kept[2].of == (kept[0].id,) and kept[3].of == (plain.id,)
    assert kept[0].reason == "[forgotten]'s arrest" and kept[1] == plain
    assert holding(mine, *NAMES) == set()
    copy = mine.parent / "copy.jsonl"
    copy.write_text("".join(f"{json.dumps(each.record)}\n" for each in known), encoding="utf-8")
    assert judgement_file.merge(mine, copy) == 0
    with pytest.raises(JudgementError, match="forgotten"):
        judgement_file.append(mine, [judge("same", "a", "b", reason="It is Ana Oyola.")])


def test_ids_keep_their_order(mine: Path) -> None:
    for first in ("x-arrest-of-ana-oyola", "x-town"):
        save_ledger(mine, extended_ledger(read_ledger(mine), [first]))
    save_ledger(mine, extended_ledger(read_ledger(mine), said().entities["entity"]))
    before = read_ledger(mine).sort("order")["entity"].to_list()
    noted(mine, "x-ana-oyola")
    complete(mine)
    after = read_ledger(mine).sort("order")
    gone = {"x-ana-oyola", "x-2", "x-3"}
    assert after["order"].to_list() == list(range(4))
    assert after["entity"].to_list()[1:] == [each for each in before[1:] if each not in gone]
    assert after["entity"][0].startswith("x-arrest-of-forgotten-")


def test_what_is_left_is_found(mine: Path) -> None:
    record = noted(mine, "x-ana-oyola")
    complete(mine)
    names, known = ["Ana Oyola", "Oyola de Paz"], Recogniser(record)
    assert remains(mine, names, known) == []
    left = {
        "notes.txt": "on ÁNA OYOLA".encode(),
        "ana-oyola.bin": b"\x00",
        "old.bucket": b"\x00\x05ANA OYOLA\x00" * 9,
    }
    for name, data in left.items():
        (mine / name).write_bytes(data)
    pl.DataFrame({"x": [["a", "Ana   Oyola"]]}).write_parquet(mine / "b.parquet")
    assert remains(mine, names, known) == sorted([*left, "b.parquet"])


def test_nothing_is_done_twice_for_those_who_are_gone(mine: Path) -> None:
    noted(mine, "x-ana-oyola")
    complete(mine)
    records.finish(mine)
    (mine / "graphs").mkdir()
    complete(mine)
    assert (mine / "graphs").exists()
    record = records.read(mine)
    assert record and not record.pending and record.graph == {}
