"""The command that draws."""

from pathlib import Path
from typing import Annotated

import typer

from app.diagram import draw as drawn
from app.diagram import to_pdf, to_png
from app.left_out import tell_left_out
from app.options import AsOf, EntityName, Home, Kinds, LeastShare, Profile, Status, Steps, chosen
from app.pictured import pictured
from app.session import session
from graph.model.ontology import ontology
from graph.network.trace import owners, trace


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(draw)


def draw(
    entity: EntityName,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .svg, .png or .pdf.")],
    owners_only: Annotated[bool, typer.Option("--owners", help="Draw owners only, without lanes.")] = False,
    as_of: AsOf = None,
    steps: Steps = 12,
    least_share: LeastShare = 0,
    kinds: Kinds = None,
    status: Status = None,
    home: Home = None,
    profile: Profile = None,
) -> None:
    """A diagram. Example: [bold]defendergraph draw "Killing of Berta Cáceres" -o caceres.svg[/bold]"""
    kind = output.suffix.lower()
    if kind not in (".svg", ".png", ".pdf"):
        raise typer.BadParameter(f"'{output}' ends in none of .svg, .png, .pdf")
    limits = chosen(as_of, steps, least_share, kinds, status)
    with session(home, profile or ontology().visibility[0]) as opened:
        walk = owners if owners_only else trace
        found = walk(opened.view, opened.entity(entity), limits)
        tell_left_out(opened, lambda seen: len(walk(seen.view, found.subject, limits).facts))
    svg = drawn(pictured(found, lanes=not owners_only))
    data = {".svg": svg.encode, ".png": lambda: to_png(svg), ".pdf": lambda: to_pdf(svg)}[kind]()
    output.write_bytes(data)
    typer.echo(f"Wrote {output}: {len(found.walk.entities)} entities, {len(found.facts)} facts.")
