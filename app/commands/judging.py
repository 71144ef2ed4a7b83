"""Commands that judge who is who: same, different, undo, judgements."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.options import EntityName, Home, Json, Profile
from graph.home import open_home

if TYPE_CHECKING:
    from graph.identity.judgements import Judgement
    from graph.store.build import Built

Reason = Annotated[str, typer.Option(help="Why; it is kept with the judgement.")]
Author = Annotated[
    str | None, typer.Option(help="Who judges; else DEFENDERGRAPH_AUTHOR, else the login name.")
]
BuildAfter = Annotated[bool, typer.Option("--build/--no-build", help="Update the graph afterwards.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (same, different, undo, judgements):
        app.command()(command)


def same(
    first: EntityName,
    second: EntityName,
    reason: Reason,
    author: Author = None,
    build_after: BuildAfter = True,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """Judge that two entities are one.

    Example: [bold]defendergraph same "FMO" x-fmo --reason "The annual report gives both names."[/bold]
    """
    _judge("same", (first, second), reason, author, build_after, home, profile, as_json)


def different(
    first: EntityName,
    second: EntityName,
    reason: Reason,
    author: Author = None,
    build_after: BuildAfter = True,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """Judge that two entities are not one, whatever identifiers they share.

    Example: [bold]defendergraph different case-fmo x-fmo --reason "A fund of FMO, not FMO itself."[/bold]
    """
    _judge("different", (first, second), reason, author, build_after, home, profile, as_json)


def undo(
    judgement: Annotated[str, typer.Argument(help="The id of a judgement, or how it begins.")],
    reason: Reason,
    author: Author = None,
    build_after: BuildAfter = True,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take a judgement back; an undo can be taken back as well.

    Example: [bold]defendergraph undo 3f2a9c01d2e4 --reason "The report was on another company."[/bold]
    """
    from app import judged

    where = open_home(home)
    made, of = judged.take_back(where, judgement, judged.author(author), reason)
    told = f"Took back judgement {of.id} ({of.says} {' '.join(of.of)}) by judgement {made.id}."
    if not as_json:
        typer.echo(told)
    _finish(made, _rebuilt(where, as_json) if build_after else None, [], build_after, as_json)


def judgements(
    import_file: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Take in the judgements of another copy.")
    ] = None,
    build_after: BuildAfter = True,
    home: Home = None,
    profile: Profile = None,
    as_json: Json = False,
) -> None:
    """List what was judged, or take in another person's judgements.

    Example: [bold]defendergraph judgements --import colleague/judgements.jsonl[/bold]
    """
    from app.printed import print_json
    from app.printed_judgements import print_judgements

    where = open_home(home)
    if import_file is None:
        rows, hidden = _listed(where, profile)
        if as_json:
            print_json({"judgements": rows, "left_out": hidden})
        else:
            print_judgements(rows, hidden)
        return
    from graph.identity import judgement_file

    new = judgement_file.merge(where, import_file)
    built = _rebuilt(where, as_json) if new and build_after else None
    if as_json:
        print_json({"new": new, "built": _built(built)})
        return
    typer.echo(f"Took in {new:,} new judgement{'' if new == 1 else 's'} from {import_file.name}.")
    _tell_built(built, build_after or not new)


def _judge(
    says: str,
    pair: tuple[str, str],
    reason: str,
    author: str | None,
    build_after: bool,
    home: Path | None,
    profile: str | None,
    as_json: bool,
) -> None:
    from app import judged
    from app.judgements_seen import against as judged_against
    from app.session import session

    with session(home, profile) as opened:
        made, entities = judged.judge(opened, says, pair, judged.author(author), reason)
        one, other = (
            f"{found.name} ({judged.of_statement(found, text)})"
            for found, text in zip(entities, pair, strict=True)
        )
        word = "the same" if says == "same" else says
        lines = [f"Judged {word}: {one} and {other}, judgement {made.id}."]
        lines += [f"Note: {note}." for note in judged.notes(says, entities)]
        lines.append(f"To take it back: defendergraph undo {made.id} --reason …")
        if not as_json:
            typer.echo("\n".join(lines))
        built = _rebuilt(opened.home, as_json) if build_after else None
        contradicted = judged_against(opened.home, made, opened.view.profile) if built else []
    _finish(made, built, contradicted, build_after, as_json)


def _finish(
    made: "Judgement", built: "Built | None", contradicted: list[str], build_after: bool, as_json: bool
) -> None:
    """Say what became of the graph, and what contradicts the judgement."""
    from app.printed import print_json

    if as_json:
        print_json({"judgement": made.record, "built": _built(built), "conflicts": contradicted})
        return
    _tell_built(built, build_after)
    for why in contradicted:
        typer.echo(f"In conflict: {why}; they stay apart until a judgement is taken back.")


def _rebuilt(where: Path, quiet: bool) -> "Built":
    from app.commands.loading import rebuilt

    return rebuilt(where, quiet)


def _built(built: "Built | None") -> dict[str, Any] | None:
    from dataclasses import asdict

    return {**asdict(built), "nothing": built.nothing} if built else None


def _tell_built(built: "Built | None", wanted: bool) -> None:
    from app.commands.loading import built_text

    if built:
        typer.echo(built_text(built))
    elif not wanted:
        typer.echo("It takes effect with the next build: defendergraph build")


def _listed(where: Path, profile: str | None) -> tuple[list[dict[str, Any]], int]:
    """The judgements that a profile may see, and how many more there are."""
    from app.judgements_seen import listed
    from app.session import NothingBuilt, default_profile, session
    from graph.identity import judgement_file
    from graph.model.ontology import ontology

    seen = profile or default_profile()
    if seen == ontology().visibility[-1]:
        rows = listed(where, None, seen)
    else:
        try:
            with session(where, seen) as opened:
                rows = listed(where, opened, seen)
        except NothingBuilt:
            rows = listed(where, None, seen)
    return rows, len(judgement_file.read(where)) - len(rows)
