"""The command that forgets somebody."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.options import EntityName, Home, Json
from graph.home import open_home

if TYPE_CHECKING:
    from app.forgotten import Target
    from graph.forgetting.gathered import Known

_MOST = 20


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(forget)


def forget(
    entity: EntityName,
    reason: Annotated[str, typer.Option(help="Why, without the name; it is kept.")],
    author: Annotated[
        str | None, typer.Option(help="Who does it; else DEFENDERGRAPH_AUTHOR, else the login name.")
    ] = None,
    also: Annotated[
        list[str] | None, typer.Option(help="A further name or writing of it, such as a surname; repeatable.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Remove someone from everything the home holds, for good.

    Example: [bold]defendergraph forget x-ana --reason "She asked for it on 3 May."[/bold]
    """
    from app import forgotten
    from app.judged import author as judging

    where, who = open_home(home), judging(author)
    if before := forgotten.earlier(where, entity):
        if also:
            forgotten.more_names(where, before, also)
        _tell({"forgotten": before.time, "again": True, **_rebuilt(where, as_json)}, as_json)
        return
    found = forgotten.target(where, entity)
    why = forgotten.of_today(found, who, reason)
    record, known = forgotten.known_of(where, found, also or [])
    _ask(found, known, yes)
    counts = forgotten.left_out(where)
    recogniser = forgotten.noted(where, record, known, found, why)
    built = _rebuilt(where, as_json)
    changed = {what: count - counts[what] for what, count in forgotten.left_out(where).items()}
    from graph.forgetting.remains import remains

    still = remains(where, known.names, recogniser)
    told = {"forgotten": found.label, "namesakes": len(known.namesakes), **changed, **built}
    _tell({**told, "still": still, "beyond": _beyond(found)}, as_json)


def _ask(found: "Target", known: "Known", yes: bool) -> None:
    """Say what goes, and ask; where nobody can be asked, --yes must be given."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody can be asked here; give --yes")
    typer.echo(f"{found.name or 'No name'} ({found.label} {', '.join(known.ids)}): {known.rows:,} statements")
    typer.echo("and claims go, and the name from all other texts. It cannot be taken back.")
    if known.namesakes:
        typer.echo(f"Of the same name, and gone too: {', '.join(known.namesakes[:_MOST])}")
    if not typer.confirm("Forget?"):
        typer.echo("Nothing was changed.")
        raise typer.Exit(1)


def _rebuilt(where: Path, quiet: bool) -> dict[str, Any]:
    from dataclasses import asdict

    from app.commands.loading import rebuilt

    built = rebuilt(where, quiet)
    held = f"The graph holds {built.nodes:,} entities and {built.claims:,} claims."
    return {"built": {**asdict(built), "nothing": built.nothing}, "text": held}


def _beyond(found: "Target") -> list[str]:
    """What the command cannot reach."""
    from app.session import uses_neo4j

    told = ["files outside the home: the sources, diagrams, exports, backups", "other homes"]
    if uses_neo4j():
        told.append("the files and logs of the Neo4j server, which keep what was deleted for a time")
    if found.other_graphs:
        told.append(f"{found.other_graphs:,} other graphs that this home wrote, until each is built again")
    return told


def _tell(told: dict[str, Any], as_json: bool) -> None:
    from app.printed import print_json
    from graph.forgetting.sifting import ROWS_NOTE, TEXTS_NOTE

    text = told.pop("text")
    if as_json:
        print_json(told)
        return
    if told.get("again"):
        typer.echo(f"Forgotten already, on {told['forgotten'][:10]}.\n{text}")
        return
    typer.echo(f"Forgotten: a {told['forgotten']}. {told[ROWS_NOTE]:,} {ROWS_NOTE}, ", nl=False)
    typer.echo(f"{told[TEXTS_NOTE]:,} {TEXTS_NOTE}.\n{text}")
    if told["namesakes"]:
        typer.echo(f"Gone too: {told['namesakes']:,} other entities of the same name.")
    if told["still"]:
        typer.echo(f"Still named in, to be removed by hand: {', '.join(told['still'])}")
    else:
        typer.echo("Every file of the home was looked through: none holds the name.")
    typer.echo(f"Out of reach: {'; '.join(told['beyond'])}.")
