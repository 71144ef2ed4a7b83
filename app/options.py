"""Options that commands share."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.network.walk import Filter

from graph.model.ontology import ontology
from graph.model.values import RefusedValue, date


def _date(text: str | None) -> str | None:
    try:
        return date(text) if text else None
    except RefusedValue as error:
        raise typer.BadParameter(str(error)) from None


def _profile(text: str | None) -> str | None:
    if text is not None and text not in ontology().visibility:
        raise typer.BadParameter(f"'{text}' is not one of {', '.join(ontology().visibility)}")
    return text


Home = Annotated[
    Path | None, typer.Option(help="The home folder; else DEFENDERGRAPH_HOME, else the user's data folder.")
]
Profile = Annotated[
    str | None,
    typer.Option(
        callback=_profile,
        metavar="|".join(ontology().visibility),
        help="What may be seen; on a terminal everything, elsewhere what is public.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[
    str | None, typer.Option(callback=_date, help="The day to look at, YYYY-MM-DD, YYYY-MM or YYYY.")
]
Steps = Annotated[int, typer.Option(min=1, max=20, help="How many steps to walk.")]
LeastShare = Annotated[
    float, typer.Option(min=0, max=100, help="Least share of each step, in percent; unknown shares pass.")
]
Kinds = Annotated[str | None, typer.Option(help="Kinds of relationship to follow, separated by commas.")]
Status = Annotated[str | None, typer.Option(help="Claim statuses to follow, separated by commas.")]
EntityName = Annotated[
    str, typer.Argument(metavar="ENTITY", help="An id, an identifier (LEI, ISIN, number) or a name.")
]


def chosen(
    as_of: str | None, steps: int, least_share: float, kinds: str | None, status: str | None
) -> "Filter":
    """The filter of a walk from a command's options; raise BadParameter for an unknown word."""
    from graph.network.walk import Filter

    known = ontology()
    return Filter(
        as_of=as_of,
        steps=steps,
        least_share=least_share,
        kinds=_words("kinds", kinds, known.relationships) if kinds else None,
        statuses=_words("status", status, known.claim_status) if status else frozenset(known.claim_status),
    )


def _words(option: str, text: str, allowed: Iterable[str]) -> frozenset[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    known = list(allowed)
    for word in words:
        if word not in known:
            close = get_close_matches(word, known, 1)
            told = f"did you mean '{close[0]}'?" if close else f"one of {', '.join(known)}"
            raise typer.BadParameter(f"--{option}: '{word}' is unknown; {told}")
    return frozenset(words)
