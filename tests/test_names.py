"""Finding by name: any script, parts, typing errors, identifiers, odd input, and what may not be seen."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.names import candidates
from graph.names.find import Hit, Names, find
from graph.names.fold import fold
from graph.names.index import build_index, open_index
from graph.names.legal_forms import core
from graph.names.likeness import likeness
from graph.names.rows import rows
from graph.names.typed import Typed
from graph.names.words import indexed
from tests.name_index import EVERYONE, entities, index, named

LEI = "5299000ABCDEF12345"[:18] + "67"
ENTITIES: list[dict[str, Any]] = [
    {"id": "sinohydro", "name": "Sinohydro", "other_names": ["中国水电", "Синогидро"]},
    {"id": "answer", "name": "Sinohydro's answer on Agua Zarca", "labels": ["Response"], "label": "Response"},
    {"id": "berta", "name": "Berta Cáceres", "label": "Defender", "labels": ["Defender"]},
    {"id": "killing", "name": "Killing of Berta Cáceres", "label": "Attack", "labels": ["Attack"]},
    {"id": "desa", "name": "Desarrollos Energéticos S.A.", "other_names": ["DESA"]},
    {"id": "baosteel", "name": "Baoshan Iron & Steel", "other_names": ["宝钢集团有限公司"],
     "register_number": "HN-20 077.720"},
    {"id": "rosneft", "name": "ПАО «НК «Роснефть»", "isin": ["US0378331005", "RU000A0J2Q06"], "lei": LEI},
    {"id": "naftogaz", "name": "Нафтогаз України"},
    {"id": "aramco", "name": "أرامكو السعودية"},
    {"id": "dei", "name": "Δημόσια Επιχείρηση Ηλεκτρισμού"},
    {"id": "ptt", "name": "บริษัท ปตท. จำกัด (มหาชน)"},
    {"id": "myanma", "name": "မြန်မာ့ရေနံနှင့်သဘာဝဓာတ်ငွေ့လုပ်ငန်း"},
    {"id": "toyota", "name": "トヨタ自動車株式会社"},
    {"id": "samsung", "name": "삼성전자 주식회사"},
    {"id": "orsted", "name": "Ørsted A/S"},
    {"id": "acme-ltd", "name": "Acme Co., Ltd"},
    {"id": "acme-mining", "name": "Acme Mining GmbH"},
    {"id": "other-ltd", "name": "Other Co., Ltd"},
    {"id": "fmo", "name": "FMO, Dutch development bank", "labels": ["Company", "Financier"]},
    {"id": "bureau-7", "name": "Hydro Bureau 7"},
    {"id": "bureau-8", "name": "Hydro Bureau 8"},
    {"id": "anonymous", "name": None, "label": "Defender", "labels": ["Defender"]},
]  # fmt: skip


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    return index(tmp_path_factory.mktemp("names"), ENTITIES)


def first(names: Names, text: str) -> Hit:
    hits = find(names, text, ["public"])
    assert hits, text
    return hits[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sinohydro", "sinohydro"),
        ("Sino Hydro", "sinohydro"),
        ("Sinohidro", "sinohydro"),
        ("Snohydro", "sinohydro"),
        ("Sinohdyro", "sinohydro"),
        ("Sinnohidro", "sinohydro"),
        ("Desarrolo Energetico", "desa"),
        ("Hydrosino", None),
        ("Синогидро", "sinohydro"),
        ("中国水电", "sinohydro"),
        ("中国水店", "sinohydro"),
        ("宝钢", "baosteel"),
        ("宝", "baosteel"),
        ("集团", "baosteel"),
        ("电", "sinohydro"),
        ("sinohydro answer zarca banana", "answer"),
        ("berta cac", "berta"),
        ("ber cac", "berta"),
        ("caceres berta", "berta"),
        ("Cáceres, Berta", "berta"),
        ("Berta Caseres", "berta"),
        ("killing caceres", "killing"),
        ("desa", "desa"),
        ("Desarollos Energeticos", "desa"),
        ("Роснефть", "rosneft"),
        ("роснеф", "rosneft"),
        ("Розснефть", "rosneft"),
        ("Нафтогаз", "naftogaz"),
        ("ارامكو", "aramco"),
        ("أَرامكو", "aramco"),
        ("Δημοσια επιχειρηση", "dei"),
        ("ปตท", "ptt"),
        ("ရေနံ", "myanma"),
        ("トヨタ", "toyota"),
        ("自動車", "toyota"),
        ("삼성", "samsung"),
        ("전자", "samsung"),
        ("Orsted", "orsted"),
        ("ørsted", "orsted"),
        ("development bank", "fmo"),
        ("hydro bureau 8", "bureau-8"),
        ("ohydro", "sinohydro"),
        (LEI.lower(), "rosneft"),
        ("RU000A0J2Q06", "rosneft"),
        ("hn20077720", "baosteel"),
        ("acme-mining", "acme-mining"),
        ("zzqqxxyy", None),
    ],
)
def test_a_name_is_found(text: str, found: str | None, names: Names) -> None:
    hits = find(names, text, ["public"])
    assert (hits[0].id if hits else None) == found, hits[:3]


def test_a_hit_says_by_which_name_it_was_found(names: Names) -> None:
    hit = first(names, "中国水电")
    assert (hit.name, hit.matched, hit.kind, hit.score) == ("Sinohydro", "中国水电", "name", 100.0)
    hit = first(names, "US0378331005")
    assert (hit.matched, hit.kind, hit.score, hit.in_graph) == ("US0378331005", "isin", 100.0, True)
    assert first(names, "FMO").label == "Financier"


def test_part_of_an_identifier_is_nobody(names: Names) -> None:
    assert find(names, "20077", ["public"]) == []
    assert find(names, LEI[:-1], ["public"]) == []


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("sinohydro", "Sinohydro"), ("sinohydro", "Sino Hydro")),
        (("sino hydro", "Sinohydro"), ("acme", "Acme Ltd")),
        (("acme", "Acme Ltd"), ("acme", "Acme Mining Ltd")),
        (("acme ltd", "Acme"), ("acme ltd", "Acme GmbH")),
        (("acme", "Acme Mining"), ("acme", "Old Acme Mining")),
        (("hydro", "Hydro Bureau"), ("hydro", "Sinohydro")),
        (("hydro", "Sinohydro"), ("hydra", "Hydro")),
        (("sinohidro", "Sinohydro"), ("sinohidro", "Sinohydro answers to Agua Zarca")),
        (("trading s p x", "Trading S.p.A."), ("trading s p x", "Trading Partners Xavier Spain")),
        (("hydro bureau 8", "Hydro Buraeu 8"), ("hydro bureau 8", "Hydro Bureau 7")),
    ],
)
def test_likeness_orders_the_same_before_parts_before_typing_errors(
    better: tuple[str, str], worse: tuple[str, str]
) -> None:
    good, bad = (likeness(Typed(fold(asked)), fold(name)) for asked, name in (better, worse))
    assert good > bad


def test_scores_mean_what_is_said_of_them() -> None:
    def score(asked: str, name: str) -> float:
        return likeness(Typed(fold(asked)), fold(name))

    assert score("Acme", "ACME") == 100.0
    assert 85 <= score("zarca", "Agua Zarca") < 97
    assert 73 <= score("Sinohidro", "Sinohydro") < 85
    assert score("Sinohidro", "Volkswagen") == 0.0
    assert score("Deutsche Bank Ltd", "Landesbank Ltd") == 0.0


def test_legal_forms_do_not_decide(names: Names) -> None:
    hits = find(names, "Acme Company Limited", ["public"])
    assert hits[0].id == "acme-ltd"
    assert "other-ltd" not in [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Acme Co., Ltd", "acme"),
        ("ООО Ромашка", "ромашка"),
        ("Minera S.A. de C.V.", "minera"),
        ("宝钢集团有限公司", "宝钢集团"),
        ("株式会社トヨタ", "トヨタ"),
        ("Ltd", "ltd"),
        ("SA", "sa"),
        ("Colombia", "colombia"),
    ],
)
def test_a_core_is_a_name_without_its_legal_form(name: str, bare: str) -> None:
    assert core(fold(name)) == bare


@pytest.mark.parametrize("letters", ["s", "b", "si", "fm", "中", "Р"])
def test_one_or_two_letters_find_what_begins_with_them(letters: str, names: Names) -> None:
    hits = find(names, letters, ["public"])
    assert hits
    for hit in hits:
        assert any(word.startswith(fold(letters)) for part in indexed(fold(hit.matched)) for word in part), (
            hit
        )


ODD = [
    "", " ", "\0", "\0Sinohydro\0", "+-&|!(){}[]^\"~*?:\\/", "AND", "OR NOT", "a AND (b", "words:sinohydro",
    "*", "~2", "^", "'); DROP", "[bold]", "😀", "😀 Sinohydro 😀", "\ud800", "x" * 10_000, "中" * 10_000,
    "a " * 5_000, "ab" * 60, "7" * 300, "\u202e\u200b", "ﷺ", "e\u0301" * 3_000, "Å" * 64, "%", "_", "\\",
    "\n\t", ".*", "(?:a+)+$", " ".join(f"word{number}" for number in range(2_000)), "sinohidro " * 1_000,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_nothing_that_is_typed_raises_or_takes_long(text: str, names: Names) -> None:
    began = time.process_time()
    for hit in find(_INDEX[0], text, EVERYONE) + find(names, text, EVERYONE):
        assert 0 < hit.score <= 100
    assert time.process_time() - began < 0.3


def test_what_surrounds_a_name_is_ignored(names: Names) -> None:
    assert first(names, "\0Sinohydro\0").score == 100.0
    assert first(names, "😀 «Sinohydro» +*").score == 100.0


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_raises_and_hits_are_in_order(text: str) -> None:
    hits = find(_INDEX[0], text, EVERYONE, limit=5)
    assert len(hits) <= 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


SAMPLE = [
    "Banco Hondureño de Desarrollo", "Inversiones Las Jacarandas", "Compañía Minera Aurífera",
    "Blue Energy Partners", "Norfund Investment Fund", "Generadora Eléctrica del Norte",
    "Palmas del Bajo Aguán", "Voith Hydro Holding", "Siemens Energy Global", "Żywiec Górnictwo Śląskie",
    "Thyssen Schachtbau Überlandwerk", "Sembcorp Utilities Myanmar", "Китайская нефтегазовая корпорация",
    "Объединённая судостроительная", "شركة المناجم الوطنية", "Εταιρεία Ύδρευσης Πρωτευούσης",
    "三峡集团有限公司", "国家电网公司南方分部", "日本製鉄東京本社", "มิตรผลน้ำตาลไทย",
]  # fmt: skip
_INDEX: list[Names] = []


@pytest.fixture(scope="module", autouse=True)
def _sample_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Among the names of the sample stand a thousand others, so that a hit is no accident."""
    _INDEX[:] = [index(tmp_path_factory.mktemp("sample"), named(*SAMPLE, *_others(1_000)))]
    yield
    _INDEX.clear()


def _others(count: int) -> list[str]:
    choose = random.Random(7)  # noqa: S311 - no secret
    words = "banco energia minera norte hydro global china power fund holding palma agua rio oro sol"
    return [f"{' '.join(choose.sample(words.split(), 3))} {number}".title() for number in range(count)]


@pytest.mark.parametrize("number", range(len(SAMPLE)), ids=SAMPLE)
def test_a_name_is_found_by_itself(number: int) -> None:
    hit = first(_INDEX[0], SAMPLE[number])
    assert (hit.id, hit.score) == (f"e{number}", 100.0)


@given(
    st.integers(0, len(SAMPLE) - 1),
    st.integers(0, 10_000),
    st.sampled_from(["drop", "swap", "add", "change"]),
    st.data(),
)
@settings(max_examples=300, deadline=None)
def test_a_name_is_found_with_one_typing_error(
    number: int, place: int, slip: str, data: st.DataObject
) -> None:
    name = SAMPLE[number]
    at = place % (len(name) - 1)
    letter = data.draw(st.sampled_from(sorted(set(name))))
    typed = {
        "drop": name[:at] + name[at + 1 :],
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "add": name[:at] + letter + name[at:],
        "change": name[:at] + letter + name[at + 1 :],
    }[slip]
    assert f"e{number}" in [hit.id for hit in find(_INDEX[0], typed, ["public"])[:5]], typed


def test_what_may_not_be_seen_changes_nothing(tmp_path: Path) -> None:
    hidden = [
        {"id": f"h{number}", "name": name, "visibility": "restricted"}
        for number, name in enumerate(["Sinohydro", "Sinohidro", "Berta Cáceres Flores", "宝钢", "Acme"])
    ]
    without = index(tmp_path / "without", ENTITIES)
    within = index(tmp_path / "within", [*ENTITIES, *hidden], [{**hidden[0], "id": "b0"}])
    for text in ("Sinohydro", "Sinohidro", "berta", "宝钢", "Acme", "h0", "b0", "flores"):
        assert find(within, text, ["public"]) == find(without, text, ["public"])
        assert {hit.id for hit in find(within, text, ["restricted"])} <= {
            "b0",
            *(one["id"] for one in hidden),
        }
    assert first_id(within, "flores", EVERYONE) == "h2"
    assert find(within, "flores", []) == []


def first_id(names: Names, text: str, visible: tuple[str, ...]) -> str:
    return find(names, text, visible)[0].id


def test_what_is_beside_the_graph_is_found_and_says_so(tmp_path: Path) -> None:
    names = index(
        tmp_path, ENTITIES, [{"id": "lei-1", "name": "Sinohydro"}, {"id": "lei-2", "name": "Veldrin Oil"}]
    )
    assert [(hit.id, hit.in_graph) for hit in find(names, "Sinohydro", ["public"], 2)] == [
        ("sinohydro", True),
        ("lei-1", False),
    ]
    assert [(hit.id, hit.in_graph) for hit in find(names, "Veldrin", ["public"])] == [("lei-2", False)]


def test_an_entity_of_the_graph_is_found_only_as_the_graph_has_it(tmp_path: Path) -> None:
    graph = [{"id": "who", "name": "Ana Lu", "visibility": "restricted"}, {"id": "firm", "name": "The Firm"}]
    names = index(
        tmp_path, graph, [{"id": "who", "name": "Ana Lu"}, {"id": "firm", "name": "The Firm of Old"}]
    )
    assert find(names, "Ana Lu", ["public"]) == []
    assert [(hit.id, hit.matched) for hit in find(names, "The Firm of", ["public"])] == [("firm", "The Firm")]
    assert [hit.id for hit in find(names, "Ana Lu", EVERYONE)] == ["who"]


def test_the_order_is_that_of_every_other_build(tmp_path: Path) -> None:
    given = named(*(["Twin Peaks Mining"] * 30), *_others(300))
    mixed = random.Random(3).sample(given, len(given))  # noqa: S311 - no secret
    build_index(tmp_path / "other", [rows(entities([one])) for one in mixed])
    one, other = index(tmp_path, given), Names(open_index(tmp_path / "other"))
    for text in ("Twin Peaks Mining", "twin", "banco", "minera hyd"):
        hits = find(one, text, ["public"], 40)
        assert hits and hits == find(other, text, ["public"], 40)


def test_words_are_looked_into_only_where_they_are_few(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    assert first(names, "ohydro").id == "sinohydro"
    monkeypatch.setattr(candidates, "_FEW", 10)
    assert find(names, "ohydro", ["public"]) == []


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ørsted A/S", "orsted a s"),
        ("ŁÓDŹ, Straße", "lodz strasse"),
        ("أَرامكو ـ السعودية", "ارامكو السعودية"),
        ("ΕΛΛΆΣ", "ελλασ"),
        ("Нафтогаз — України", "нафтогаз украіни"),
        ("ﾄﾖﾀ", "トヨタ"),
        ("မြန်မာ့", "မြန်မာ့"),
        ("\0😀", ""),
    ],
)
def test_a_name_is_folded_as_people_type_it(name: str, folded: str) -> None:
    assert fold(name) == folded
