"""Generated names: words of a Zipf vocabulary in seven scripts, other names, LEIs; the same for one seed."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from graph.names.rows import SCHEMA

BATCH = 50_000
_WORDS = (
    "holdings international capital fund investment group energy partners services bank trading global "
    "management mining resources development invest industries finance power real estate trust equity "
    "asset property solutions construction logistics oil gas steel timber agro hydro solar water de la the "
    "and of do compania empresa grupo banco inversiones desarrollo nacional societe compagnie immobilien "
    "beteiligungs verwaltungs stiftung pension master growth income bond green china america africa europe"
)
_FORMS = "Ltd|Limited|LLC|Inc.|S.A.|GmbH|B.V.|AG|Co., Ltd|S.p.A.|S.L.|Ltda|A/S|AB|Oy|SAS|N.V.|PLC|LP||||"
_ONSETS, _VOWELS, _ENDS = "b c d f g h k l m n p r s t v z br tr st gr kl sh", "aeiou", ("", *"nrslxm")
_SYLLABLE = (_ONSETS.split(), list(_VOWELS), list(_ENDS))
_LETTERS = {
    "cyrillic": "абвгдежзиклмнопрстуфхцчшыюя",
    "arabic": "ابتجحدرزسشعغفقكلمنهوي",
    "greek": "αβγδεζηθικλμνξοπρστυφχω",
    "thai": "กขคงจชดตถทนบปผพมยรลวสหอ",
    "han": "".join(map(chr, range(0x4E00, 0x4E00 + 2_500))),
    "kana": "".join(map(chr, range(0x30A2, 0x30F0))),
}
_TAILS = {
    "han": "有限公司",
    "kana": "株式会社",
    "cyrillic": " ООО",
    "thai": "จำกัด",
    "arabic": "",
    "greek": " ΑΕ",
}
_SHARES = {
    "latin": 0.82,
    "han": 0.06,
    "cyrillic": 0.05,
    "arabic": 0.03,
    "kana": 0.02,
    "thai": 0.01,
    "greek": 0.01,
}


class Vocabulary:
    """Words by their rank; a word of rank r is drawn in proportion to 1/r."""

    def __init__(self, random: np.random.Generator, words: int) -> None:
        self._random = random
        latin = [*_WORDS.split(), *(_word(random) for _ in range(words))]
        self._latin = np.array(list(dict.fromkeys(latin)), dtype=object)
        self._odds = np.cumsum(1.0 / np.arange(3, len(self._latin) + 3))

    def names(self, count: int) -> list[str]:
        """That many names."""
        scripts = self._random.choice(list(_SHARES), count, p=list(_SHARES.values()))
        lengths = self._random.integers(1, 5, count)
        drawn = self._random.random(int(lengths.sum())) * self._odds[-1]
        words = iter(self._latin[np.searchsorted(self._odds, drawn)])
        forms = iter(self._random.choice(_FORMS.split("|"), count))
        return [
            _latin([next(words) for _ in range(length)], next(forms))
            if script == "latin"
            else self._other(script, int(length), [next(words) for _ in range(length)])
            for script, length in zip(scripts, lengths, strict=True)
        ]

    def _other(self, script: str, length: int, words: list[str]) -> str:
        """The same words in another script: each Latin word gives the same letters every time."""
        letters = _LETTERS[script]
        size = {"han": 2, "kana": 3}.get(script, 7)
        made = ["".join(letters[hash_of(word, at) % len(letters)] for at in range(size)) for word in words]
        space = "" if script in ("han", "kana", "thai") else " "
        return space.join(made[: max(length, 1)]) + _TAILS[script]


def hash_of(word: str, at: int) -> int:
    """A number that is the same in every process."""
    return at * 977 + sum((ord(c) + at * 7) * pow(31, place, 65_521) for place, c in enumerate(word))


def batches(entities: int, others: float = 0.19, seed: int = 1) -> Iterator[pl.DataFrame]:
    """Rows of an index: a name, an id and an LEI for each entity, another name for a share of them."""
    random = np.random.default_rng(seed)
    vocabulary = Vocabulary(random, max(1_000, entities // 5))
    for start in range(0, entities, BATCH):
        size = min(BATCH, entities - start)
        leis = [
            f"{5_299_000_000_000_000 + number * 97:018X}{number % 90 + 10}"
            for number in range(start, start + size)
        ]
        base = pl.DataFrame({"lei": leis, "name": vocabulary.names(size)}).with_columns(
            id="lei-" + pl.col("lei")
        )
        more = base.filter(pl.Series(random.random(size) < others))
        more = more.with_columns(other=pl.Series(vocabulary.names(more.height), dtype=pl.String))
        parts = [
            _part(base, "name", "name"),
            _part(more, "other", "name"),
            _part(base, "id", "id"),
            _part(base, "lei", "lei"),
        ]
        yield pl.concat(parts).sort("id", maintain_order=True)


def _part(frame: pl.DataFrame, column: str, kind: str) -> pl.DataFrame:
    told = {"label": pl.lit("Company"), "visibility": pl.lit("public"), "kind": pl.lit(kind)}
    return frame.with_columns(**told, text=pl.col(column)).select(list(SCHEMA))


def _word(random: np.random.Generator) -> str:
    return "".join(
        str(random.choice(onsets)) + str(random.choice(vowels)) + str(random.choice(ends))
        for onsets, vowels, ends in [_SYLLABLE] * int(random.integers(2, 5))
    )


def _latin(words: list[str], form: str) -> str:
    return " ".join([*(word.title() for word in words), form]).strip()
