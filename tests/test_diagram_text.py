"""Measured widths, wrapped rows, and fonts."""

import unicodedata

import pytest

from app.diagram.fonts import FOLDER, runs
from app.diagram.measure import clusters, width
from app.diagram.wording import visible
from app.diagram.wrap import wrap

LONG = {
    "Khmer": "ក្រុមហ៊ុនថាមពលឧទាហរណ៍អគ្គិសនីជាតិកម្ពុជា",
    "Thai": "บริษัทไฟฟ้าตัวอย่างแห่งประเทศไทยจำกัดมหาชน",
    "Chinese": "中国电力建设集团有限公司示例水电项目开发",
    "Latin": "Donaudampfschifffahrtsgesellschaftskapitän",
}


@pytest.mark.parametrize("name", LONG)
def test_rows_fit_and_are_never_cut_between_a_letter_and_its_mark(name: str) -> None:
    rows = wrap(LONG[name], 13, "Bold", 150, 9)
    assert len(rows) > 1
    assert "".join(rows) == LONG[name]
    for row in rows:
        assert width(row, 13, "Bold") <= 150
        assert unicodedata.category(row[0])[0] != "M"
        assert row[-1] not in "เแโใไ"


def test_a_khmer_subscript_stays_with_its_letter() -> None:
    assert clusters("ក្រុម")[0] == "ក្រុ"


def test_a_thai_vowel_stays_before_its_letter() -> None:
    assert clusters("เกม") == ("เก", "ม")


def test_a_word_that_fits_is_never_cut() -> None:
    assert wrap("Правительство Примерной Республики", 13, "Bold", 150, 3) == (
        "Правительство",
        "Примерной",
        "Республики",
    )


def test_a_fourth_row_becomes_an_ellipsis() -> None:
    rows = wrap("word " * 40, 13, "Bold", 150, 3)
    assert len(rows) == 3
    assert rows[-1].endswith("…")
    assert width(rows[-1], 13, "Bold") <= 150


@pytest.mark.parametrize("glued", ["USD 15 m", "51 %", "2 sources", "EUR 3.5 million"])
def test_amounts_and_shares_are_never_parted(glued: str) -> None:
    rows = wrap(f"something long before {glued} something long after", 11, "Regular", 110, 9)
    assert any(glued.replace(" ", "\u00a0") in row for row in rows)


def test_a_label_breaks_after_its_dot() -> None:
    assert wrap("loan USD 15 m · 2 sources", 11, "Regular", 120, 4) == (
        "loan USD\u00a015\u00a0m\u00a0·",
        "2\u00a0sources",
    )


def test_each_script_has_a_run_in_its_own_font() -> None:
    text = "DESA ទំនប់ שלום 中国 ไทย ລາວ မြန်မာ नमस्ते বাংলা தமிழ் සිංහල አማርኛ ქართული Հայ ગુજ ਪੰਜ ಕನ್ನ മല ଓଡ଼ తెలు"
    families = {run.family for run in runs(text)}
    assert len(families) == 20
    assert "".join(run.text for run in runs(text)) == text


def test_marks_stay_in_the_run_of_their_letter() -> None:
    assert len(runs("ក្រុមហ៊ុន")) == len(runs("شَرِكَة")) == len(runs("e\u0301a")) == len(runs("ក\u0301")) == 1


def test_widths_are_those_of_the_font() -> None:
    assert width("H", 1000) == pytest.approx(741)
    assert width("owns 51 %", 11, "Bold") > width("owns 51 %", 11)


def test_fonts_are_small_and_licensed() -> None:
    sizes = [path.stat().st_size for path in FOLDER.iterdir()]
    assert sum(sizes) < 6_000_000
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_visible_drops_overrides_and_keeps_joiners() -> None:
    assert visible(" a\u202eb\n\x00c\u200d ") == "ab c\u200d"
