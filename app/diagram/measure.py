"""Widths of texts as a browser sets them, and the places where a word may be cut."""

from functools import cache, lru_cache

import uharfbuzz

from app.diagram.fonts import LATIN, face, runs

# Vowels of Thai and Lao that are written before the letter they belong to.
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")


@lru_cache(20_000)
def width(text: str, size_px: float, style: str = "Regular") -> float:
    """The advance of one line of text in px; style is Regular, Bold or Italic."""
    return sum(_advance(run.family, style, run.text) for run in runs(text)) * size_px


@lru_cache(20_000)
def clusters(text: str) -> tuple[str, ...]:
    """The smallest parts a text may be cut into: a letter with all its marks, as HarfBuzz joins them."""
    starts: set[int] = set()
    offset = 0
    for run in runs(text):
        starts |= {offset + info.cluster for info in shaped(run.family, "Regular", run.text).glyph_infos}
        offset += len(run.text)
    cuts = sorted(at for at in starts if at == 0 or text[at - 1] not in _LEADING_VOWELS)
    return tuple(text[at:until] for at, until in zip(cuts, [*cuts[1:], len(text)], strict=True))


def shaped(family: str, style: str, text: str) -> uharfbuzz.Buffer:
    """The glyphs of a run and their places, in font units."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(family, style), buffer)
    return buffer


@lru_cache(20_000)
def _advance(family: str, style: str, text: str) -> float:
    units: float = sum(position.x_advance for position in shaped(family, style, text).glyph_positions)
    upem: int = _font(family, style).face.upem
    return units / upem


@cache
def _font(family: str, style: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(face(family, style if family == LATIN else "Regular"))
