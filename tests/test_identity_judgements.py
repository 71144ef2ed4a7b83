"""What people judged is kept whole, survives a kill, can be merged with another's, and taken back."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.judgement_file import RefusedJudgements, append, merge, path_of, read
from graph.identity.judgements import Judgement, JudgementError, in_force, judged, ordered, undone_by

START = datetime(2026, 1, 2, tzinfo=UTC)


def says(word: str, *of: str, number: int = 0, reason: str = "It is so.") -> Judgement:
    return judged(word, of, "Ana", START + timedelta(seconds=number), reason)


def lines(home: Path) -> list[bytes]:
    return path_of(home).read_bytes().splitlines(keepends=True)


AB, CD = says("same", "a", "b"), says("different", "d", "c", number=1)


def test_a_judgement_is_one_line_that_says_all(tmp_path: Path) -> None:
    append(tmp_path, [AB])
    append(tmp_path, [CD])
    assert path_of(tmp_path).stat().st_mode & 0o777 == 0o600
    first, second = (json.loads(line) for line in lines(tmp_path))
    assert first == {
        "id": AB.id,
        "says": "same",
        "of": ["a", "b"],
        "author": "Ana",
        "time": "2026-01-02T00:00:00.000000+00:00",
        "reason": "It is so.",
    }
    assert second["of"] == ["c", "d"]
    assert read(tmp_path) == [AB, CD]


def test_a_home_without_judgements_has_none(tmp_path: Path) -> None:
    assert read(tmp_path) == []


def test_a_reason_in_any_script_and_of_several_lines_stays_one_line(tmp_path: Path) -> None:
    found = says("same", "a", "b", reason='Bericht\n  2020: «Ärzte»\u2028 宝钢 \\ "x"')
    append(tmp_path, [found, CD])
    assert len(lines(tmp_path)) == 2
    assert read(tmp_path) == [found, CD]
    assert found.reason == 'Bericht 2020: «Ärzte» 宝钢 \\ "x"'


@pytest.mark.parametrize(
    ("says_what", "of", "author", "reason", "told"),
    [
        ("same", ("a", "a"), "Ana", "x", "two different entities"),
        ("same", ("a",), "Ana", "x", "two different entities"),
        ("undo", ("a", "b"), "Ana", "x", "one judgement"),
        ("maybe", ("a", "b"), "Ana", "x", "says: 'maybe' is not one of same, different, undo"),
        ("same", ("a", "b"), "Ana", " ", "reason: is empty"),
        ("same", ("a", "b"), " ", "x", "author: is empty"),
        ("same", ("a", "b"), "A\x1b[2Jna", "x", "author: .* control characters"),
        ("same", ("a", "b"), "Ana", "x\x07", "reason: .* control characters"),
    ],
)
def test_what_is_no_judgement_is_refused(
    says_what: str, of: tuple[str, ...], author: str, reason: str, told: str
) -> None:
    with pytest.raises(JudgementError, match=told):
        judged(says_what, of, author, START, reason)


def test_every_cut_of_the_last_line_is_ignored_and_repaired(tmp_path: Path) -> None:
    append(tmp_path, [AB, CD])
    whole = path_of(tmp_path).read_bytes()
    start = len(lines(tmp_path)[0])
    for length in range(start, len(whole) + 1):
        path_of(tmp_path).write_bytes(whole[:length])
        kept = [AB] if length < len(whole) - 1 else [AB, CD]
        assert read(tmp_path) == kept
        another = says("same", "e", "f", number=length)
        append(tmp_path, [another])
        assert read(tmp_path) == [*kept, another]
        assert len(lines(tmp_path)) == len(kept) + 1


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from graph.identity.judgement_file import append
from graph.identity.judgements import judged
number = 0
while True:
    pair = [sys.argv[2], f"e{number}"]
    append(Path(sys.argv[1]), [judged("same", pair, "Ana", datetime.now(UTC), "x" * 900)])
    number += 1
    print(number, flush=True)
"""


def test_writers_that_are_killed_leave_every_line_that_they_finished(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name], stdout=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    told = []
    for writer in writers:
        assert writer.stdout is not None
        for _ in range(3):
            writer.stdout.readline()
    for writer in writers:
        writer.kill()
        told += writer.communicate()[0].split()
    found = read(tmp_path)
    assert len(found) >= 6 + len(told)
    append(tmp_path, [AB])
    assert AB in read(tmp_path)
    for writer in writers:
        assert writer.wait() < 0


def _changed(line: bytes) -> bytes:
    return line.replace(b'"b"', b'"x"')


def _other_field(line: bytes) -> bytes:
    return line.replace(b'"says"', b'"said"')


def _no_text(line: bytes) -> bytes:
    return line.replace(b'"Ana"', b"7")


def _not_json(line: bytes) -> bytes:
    return b"same a b\n"


def _not_utf8(line: bytes) -> bytes:
    return line.replace(b"Ana", b"\xff")


def _empty(line: bytes) -> bytes:
    return b"\n"


def _cut(line: bytes) -> bytes:
    return line[:20]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_changed, "it was changed"),
        (_other_field, "needs the fields"),
        (_no_text, "no text"),
        (_not_json, "is no judgement: 'same a b'"),
        (_not_utf8, "is no judgement"),
        (_empty, "is no judgement"),
        (_cut, "is no judgement"),
    ],
)
def test_a_damaged_file_is_refused_whole_with_its_line(
    harm: Callable[[bytes], bytes], told: str, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other):
        folder.mkdir()
    append(mine, [AB])
    before = path_of(mine).read_bytes()
    append(other, [CD, AB])
    first, second = lines(other)
    path_of(other).write_bytes(first + harm(second))
    with pytest.raises(RefusedJudgements, match=f"judgements.jsonl:2: .*{told}"):
        merge(mine, path_of(other))
    assert path_of(mine).read_bytes() == before


def test_a_damaged_line_of_the_own_file_stops_everything(tmp_path: Path) -> None:
    append(tmp_path, [AB, CD])
    first, second = lines(tmp_path)
    path_of(tmp_path).write_bytes(_changed(first) + second)
    with pytest.raises(RefusedJudgements, match=r":1: id: .* it was changed"):
        read(tmp_path)


def test_a_line_signed_by_its_hash_must_be_a_judgement_all_the_same(tmp_path: Path) -> None:
    for wrong in (
        Judgement("same", ("a",), "Ana", AB.time, "x"),
        Judgement("same", ("a", "b"), "Ana", "yesterday", "x"),
        Judgement("same", ("a", "b"), "Ana", "2026-01-02T00:00:00", "x"),
        Judgement("same", ("a", "b"), "A\x1bna", AB.time, "x"),
    ):
        file = tmp_path / "other.jsonl"
        file.write_text(json.dumps(wrong.record) + "\n")
        with pytest.raises(RefusedJudgements, match=r"other.jsonl:1: (of|time|author): "):
            merge(tmp_path, file)
    assert not path_of(tmp_path).exists()


@st.composite
def several(draw: st.DrawFn) -> list[Judgement]:
    """Judgements of which some undo others, or undo an undo."""
    found: list[Judgement] = []
    for number in range(draw(st.integers(0, 7))):
        word = draw(st.sampled_from(["same", "different", "undo"])) if found else "same"
        pair = (draw(st.sampled_from("abc")), draw(st.sampled_from("def")))
        of = (draw(st.sampled_from(found)).id,) if word == "undo" else pair
        found.append(says(word, *of, number=draw(st.integers(0, 3)) + 10 * number))
    return found


@settings(deadline=None, max_examples=30)
@given(several(), several(), st.randoms(use_true_random=False))
def test_merging_copies_is_a_union_whatever_the_order(
    tmp_path_factory: pytest.TempPathFactory, one: list[Judgement], other: list[Judgement], chance: object
) -> None:
    homes = [tmp_path_factory.mktemp("home") for _ in range(4)]
    for home, judgements in zip(homes, (one, other, one, other), strict=True):
        append(home, judgements)
    a, b, first, second = homes
    new = merge(a, path_of(second))
    assert new == len(set(other) - set(one))
    assert merge(b, path_of(first)) == len(set(one) - set(other))
    assert read(a) == read(b) == ordered([*one, *other])
    assert merge(a, path_of(b)) == merge(a, path_of(a)) == 0
    assert len(lines(a)) - len(one) == new


def _undone_by_hand(judgement: Judgement, among: list[Judgement]) -> bool:
    return any(
        each.says == "undo" and each.of == (judgement.id,) and not _undone_by_hand(each, among)
        for each in among
    )


@settings(deadline=None, max_examples=100)
@given(several())
def test_what_an_undo_takes_back_follows_from_the_records_alone(judgements: list[Judgement]) -> None:
    undone = undone_by(judgements)
    for each in judgements:
        assert (each.id in undone) == _undone_by_hand(each, judgements)
        assert (each in in_force(judgements)) == (each.says != "undo" and each.id not in undone)
    by_id = {each.id: each for each in judgements}
    assert all(by_id[by].of == (key,) and by not in undone for key, by in undone.items())
    assert undone_by(reversed(judgements)) == undone


def test_a_chain_of_a_thousand_undos_is_followed() -> None:
    found = [AB]
    for number in range(2_000):
        found.append(says("undo", found[-1].id, number=number))
    assert in_force(found) == [AB]
    assert in_force(found[:-1]) == []


def test_an_undo_of_what_is_not_known_yet_waits_for_it() -> None:
    undo = says("undo", AB.id, number=9)
    assert in_force([undo]) == []
    assert in_force([undo, AB, CD]) == [CD]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        merge(tmp_path, tmp_path / "nowhere.jsonl")
    assert not list(tmp_path.iterdir())
