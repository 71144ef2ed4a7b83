"""What is meant by a name: taken where it is clear, asked back where two are near."""

from pathlib import Path

import pytest

from app.session import Session, Unclear
from graph.model.ontology import ontology
from graph.names import kept
from graph.names.clear import clear
from graph.names.find import find
from graph.names.rows import rows
from graph.store.remembered import Meta
from graph.view import View
from tests.name_index import entities, index, named
from tests.name_process import UNREAD

BESIDE = {"id": "lei-1", "name": "Veldrin Oil"}


def meant(folder: Path, text: str, *names: str, beside: tuple[str, ...] = ()) -> str | None:
    """The name that `text` is taken for among `names`, or among those beside the graph."""
    also = [{"id": f"b{number}", "name": name} for number, name in enumerate(beside)]
    hit = clear(text, find(index(folder, named(*names), also), text, ["public"], 10))
    return hit.name if hit else None


@pytest.mark.parametrize(
    ("text", "names", "taken"),
    [
        ("sinohydro", ["Sinohydro", "Sinohydro Bureau 8"], "Sinohydro"),
        ("Sinohidro", ["Sinohydro", "Sinohydro's answer on Agua Zarca"], "Sinohydro"),
        ("Berta Caseres", ["Berta Cáceres", "Killing of Berta Cáceres"], "Berta Cáceres"),
        ("sino hydro", ["Sinohydro", "Volkswagen"], "Sinohydro"),
        ("Agua Zarca S.A.", ["Agua Zarca", "Agua Fría"], "Agua Zarca"),
        ("Sinohidro", ["Sinohydro", "Sinohedro"], None),
        ("Acme", ["Acme Ltd", "Acme GmbH"], None),
        ("Acme Ltd", ["Acme GmbH"], None),
        ("Acme Ltd", ["Acme Ltd", "Acme GmbH"], "Acme Ltd"),
        ("Acme", ["Acme", "ACME"], None),
        ("Hydro Bureau 9", ["Hydro Bureau 8"], None),
        ("Valle", ["Vale"], None),
        ("Sinohydro Engineering Bureau 9", ["Sinohydro Engineering Bureau 8"], None),
        ("Valey", ["Valley"], None),
        ("Valeys", ["Valleys"], "Valleys"),
        ("Minohydro", ["Sinohydro"], None),
        ("Bank of Norway", ["Bank of Honduras"], None),
        ("zzqqxxyy", ["Sinohydro"], None),
    ],
)
def test_a_name_is_taken_only_where_it_is_clear(
    text: str, names: list[str], taken: str | None, tmp_path: Path
) -> None:
    assert meant(tmp_path, text, *names) == taken


def test_what_is_not_in_the_graph_is_not_taken_and_makes_others_unclear(tmp_path: Path) -> None:
    assert meant(tmp_path / "1", "Veldrin", "Sinohydro", beside=("Veldrin",)) is None
    assert meant(tmp_path / "2", "Sinohidro", "Sinohydro", beside=("Sinohedro",)) is None
    assert meant(tmp_path / "3", "Sinohedro", "Sinohydro", beside=("Sinohedro",)) is None
    assert meant(tmp_path / "5", "Veldrim", "Sinohydro", beside=("Veldrin",)) is None
    assert meant(tmp_path / "4", "Sinohydro", "Sinohydro", beside=("Sinohydro",)) == "Sinohydro"


def test_what_is_known_only_beside_the_graph_is_said_to_be(tmp_path: Path) -> None:
    kept.save(tmp_path, UNREAD, "1-t", entities(named("Sinohydro")), [rows(entities([BESIDE]))])
    meta = Meta("home", 1, "public", ontology().version, whole=True, token="t")  # noqa: S106 - no secret
    opened = Session(tmp_path, View(UNREAD, "public", "public"), meta)
    assert [hit.in_graph for hit in opened.find("veldrin")] == [False]
    with pytest.raises(Unclear, match="'Veldrin Oil' is known, but not in the graph") as told:
        opened.entity("Veldrin Oil")
    assert [hit.id for hit in told.value.hits] == ["lei-1"]
