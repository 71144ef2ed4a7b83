"""The command that draws."""

from pathlib import Path
from typing import Annotated

import typer

from app.options import AsOf, EntityName, Home, Json, Kinds, LeastShare, Profile, Status, Steps, chosen
from graph.model.ontology import ontology

_KINDS = (".svg", ".png", ".pdf", ".html")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(draw)


def draw(
    entity: EntityName,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file: .svg, .png, .pdf, .html (a quick look).")
    ],
    owners_only: Annotated[bool, typer.Option("--owners", help="Draw owners only, without lanes.")] = False,
    as_of: AsOf = None,
    steps: Steps = 12,
    least_share: LeastShare = 0,
    kinds: Kinds = None,
    status: Status = None,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """A diagram.

    Example: [bold]defendergraph draw "Killing of Berta Cáceres" -o caceres.svg[/bold]
    """
    from app.diagram import draw as drawn
    from app.left_out import tell_left_out
    from app.pictured import pictured
    from app.printed import print_json
    from app.progress import waiting
    from app.quicklook import quicklook
    from app.session import session
    from graph.network.trace import owners, trace

    kind = output.suffix.lower()
    if kind not in _KINDS:
        raise typer.BadParameter(f"'{output}' ends in none of {', '.join(_KINDS)}")
    if not output.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder '{output.absolute().parent}'; make it, or name another")
    limits = chosen(as_of, steps, least_share, kinds, status)
    with session(home, profile or ontology().visibility[0]) as opened:
        walk = owners if owners_only else trace
        found = walk(opened.view, opened.entity(entity), limits)
        tell_left_out(opened, lambda seen: len(walk(seen.view, found.subject, limits).facts))
    with waiting("Drawing"):
        picture = pictured(found, lanes=not owners_only)
        if kind == ".html":
            output.write_text(quicklook(found), encoding="utf-8")
        else:
            output.write_bytes(_data(kind, drawn(picture)))
    told = {"file": str(output), "entities": len(picture.boxes), "facts": len(picture.lines)}
    if as_json:
        print_json(told)
    else:
        typer.echo(f"Wrote {output}: {told['entities']} entities, {told['facts']} facts.")


def _data(kind: str, svg: str) -> bytes:
    from app.diagram import to_pdf, to_png

    if kind == ".svg":
        return svg.encode()
    return to_png(svg) if kind == ".png" else to_pdf(svg)
