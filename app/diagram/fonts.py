"""The fonts that ship with the program, and which of them each run of a text needs."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

import uharfbuzz

FOLDER = Path(__file__).with_name("fonts")
LATIN = "Noto Sans"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one font family."""

    family: str
    text: str


@lru_cache(20_000)
def runs(text: str) -> tuple[Run, ...]:
    """Split a text where its font must change; what no font has is left to Noto Sans."""
    families: list[str] = []
    for character in text:
        families.append(_family(character, families[-1] if families else ""))
    pairs = zip(families, text, strict=True)
    return tuple(
        Run(family, "".join(character for _, character in group))
        for family, group in groupby(pairs, key=lambda pair: pair[0])
    )


@cache
def face(family: str, style: str) -> uharfbuzz.Face:
    """The face of a family; only Noto Sans has the styles Bold and Italic beside Regular."""
    path = FOLDER / f"NotoSans-{style}.ttf" if family == LATIN else _paths()[family]
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))


def _family(character: str, before: str) -> str:
    """Marks, joiners, digits and punctuation stay in the run before them where its font has them."""
    mark = unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
    if before and (mark or not character.isalpha()) and ord(character) in _coverage(before):
        return before
    if before and mark:
        return before
    return next((family for family in _order() if ord(character) in _coverage(family)), LATIN)


@cache
def _order() -> tuple[str, ...]:
    return (LATIN, *sorted(set(_paths()) - {LATIN}))


@cache
def _coverage(family: str) -> frozenset[int]:
    return frozenset(face(family, "Regular").unicodes)


@cache
def _paths() -> dict[str, Path]:
    """Family name, as written in the file, to the Regular file of each family."""
    found = {}
    for path in sorted(FOLDER.glob("*-Regular.*")):
        name = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).get_name(
            uharfbuzz.OTNameIdPredefined.FONT_FAMILY
        )
        found[str(name)] = path
    return found
