"""Drawings: boxes and lines in, SVG, PNG and PDF out."""

from app.diagram.consistency import check
from app.diagram.layout import laid_out
from app.diagram.picture import Box, Line, Picture, TooLarge
from app.diagram.png import to_pdf, to_png
from app.diagram.stack import stacked
from app.diagram.svg import as_svg, empty
from app.diagram.wording import cleaned

__all__ = ["Box", "Line", "Picture", "TooLarge", "draw", "to_pdf", "to_png"]


def draw(picture: Picture) -> str:
    """The picture as SVG, the same bytes for the same picture.

    Raise TooLarge above 150 boxes after stacking, ValueError where boxes and lines do not fit together.
    """
    check(picture)
    if not picture.boxes:
        return empty(cleaned(picture))
    folded = stacked(cleaned(picture))
    return as_svg(folded, laid_out(folded))
