"""Commands that fill a home and its graph: sources, load, unload, build, status."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.options import Home, Json, Profile
from graph.home import open_home
from graph.model.ontology import ontology

if TYPE_CHECKING:
    from graph.statements.datasets import Dataset
    from graph.store.build import Built
    from loaders.source import Report

_LONGEST = 20


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (sources, load, unload, build_graph, status):
        app.command("build" if command is build_graph else command.__name__)(command)


def sources(as_json: Json = False) -> None:
    """What can be loaded.

    Example: [bold]defendergraph sources[/bold]
    """
    from app.printed import print_json
    from loaders.discovery import loaders

    known = [asdict(found.SOURCE) for found in loaders().values()]
    if as_json:
        print_json(known)
        return
    columns = ("name", "title", "publisher", "licence", "files", "where to get them")
    table = Table(*columns)
    for row in known:
        table.add_row(*(row["obtain" if key == columns[-1] else key] for key in columns))
    Console().print(table)


def load(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A source of `defendergraph sources`, or a case file.")
    ],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="The files to read.")] = None,
    build_after: Annotated[
        bool, typer.Option("--build/--no-build", help="Update the graph after loading.")
    ] = True,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Read files into statements, then update the graph.

    Example: [bold]defendergraph load cases[/bold]
    """
    from app.printed import print_json
    from app.progress import stepping

    where = open_home(home)
    with stepping(as_json, "Reading files") as report:
        record = _load(where, source, list(files or []), report)
    if not as_json:
        typer.echo("\n".join(_loaded(record)))
    if build_after:
        _build(where, as_json)
    elif as_json:
        print_json(asdict(record))
    if record.rejected_count * 100 > record.rows_read > 0:
        told = f"{record.rejected_count:,} of {record.rows_read:,} rows were rejected, which is more than 1 %"
        typer.echo(f"{told}; what the others say is kept. {_rejects(where, record)}", err=True)
        raise typer.Exit(4)


def unload(
    dataset: Annotated[str, typer.Argument(help="A dataset of `defendergraph status`.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take a dataset out again.

    Example: [bold]defendergraph unload my-case[/bold]
    """
    from graph.statements import datasets

    where = open_home(home)
    datasets.remove(where, dataset)
    if not as_json:
        typer.echo(f"Unloaded {dataset}.")
    _build(where, as_json)


def build_graph(
    profile: Annotated[
        str | None, typer.Option(help="What the graph may hold; else what it holds, at first everything.")
    ] = None,
    everything: Annotated[
        bool | None,
        typer.Option(
            "--everything/--near",
            help="Reference datasets whole, or only near what others name; else as the graph holds them.",
        ),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Update the graph from the statements; only what differs is written.

    Example: [bold]defendergraph build[/bold]
    """
    if profile is not None and profile not in ontology().visibility:
        raise typer.BadParameter(f"--profile: '{profile}' is not one of {', '.join(ontology().visibility)}")
    _build(open_home(home), as_json, profile, everything)


def status(home: Home = None, profile: Profile = None, as_json: Json = False) -> None:
    """Engine, datasets, counts, rejected rows, judgements, conflicts about who is who.

    Example: [bold]defendergraph status[/bold]
    """
    from app.forgotten import forgotten_counts, forgotten_text
    from app.judgements_seen import conflicts
    from app.printed import print_json
    from app.printed_judgements import print_conflicts
    from app.progress import waiting
    from app.session import Session, default_profile
    from graph.identity import judgement_file
    from graph.identity.judgements import in_force
    from graph.statements import datasets
    from graph.store.connect import open_store
    from graph.store.contents import counts
    from graph.store.remembered import read_meta
    from graph.view import View

    where = open_home(home)
    with waiting("Opening the graph"), open_store(where) as store:
        meta, engine = read_meta(store), store.engine
        held = counts(store) if meta else {}
        view = View(store, profile or default_profile(), meta.profile if meta else "")
        disputed = conflicts(where, Session(where, view, meta) if meta else None)
    judged = len(in_force(judgement_file.read(where)))
    records = [_record(dataset) for dataset in datasets.datasets(where)]
    holds = meta.profile if meta else None
    if as_json:
        build = {"build": meta.build if meta else 0, "whole": meta.whole if meta else None}
        identity = {"judgements": judged, "conflicts": asdict(disputed)}
        told = {"engine": engine, "profile": holds, **build, "counts": held, "datasets": records}
        print_json({**told, **identity, "forgotten": forgotten_counts(where)})
        return
    state = (
        "nothing built"
        if meta is None
        else f"build {meta.build}{'' if meta.whole else ', unfinished: run build'}"
    )
    typer.echo(f"Engine: {engine}; {state}; profile {holds or 'none'}")
    table = Table("dataset", "loaded", "entities", "claims", "rejected", "licence")
    for row in records:
        numbers = (f"{row[key]:,}" for key in ("entities", "claims", "rejected"))
        table.add_row(row["name"], row["loaded"], *numbers, escape(str(row["licence"])))
    Console().print(table)
    typer.echo(", ".join(f"{count:,} {kind}" for kind, count in held.items()) or "The graph is empty.")
    if judged:
        typer.echo(f"{judged:,} judgement{'s' if judged > 1 else ''} in force; see: defendergraph judgements")
    print_conflicts(disputed)
    if gone := forgotten_text(where, records):
        typer.echo(gone)


def _load(where: Path, source: str, given: list[Path], report: "Report") -> "Dataset":
    """Read files and keep what they say; a case file may be named in the place of its source."""
    from app.loaded_record import loaded_record, written_record
    from graph.statements import datasets
    from loaders.discovery import loader, loaders

    if source not in loaders() and (Path(source).suffix in (".yaml", ".yml") or Path(source).exists()):
        given, source = [Path(source), *given], "cases"
    found = loader(source)
    paths = found.files(given)
    name = found.dataset(given) if given else source
    if hasattr(found, "write"):
        with datasets.incoming(where, name) as folder:
            written = found.write(paths, name, folder, datasets.tables(where, name), report)
            return datasets.adopt(where, written_record(found.SOURCE, name, written), folder)
    statements = found.read(paths, name)
    record = loaded_record(found.SOURCE, name, paths, statements)
    return datasets.save(where, record, statements)


def _loaded(record: "Dataset") -> list[str]:
    """What a load did, in lines."""
    read = f"{len(record.files)} file{'' if len(record.files) == 1 else 's'}"
    lines = [f"Loaded {record.name}: {record.entities:,} entities, {record.claims:,} claims from {read}."]
    if record.left_out:
        noted = (f"{why}: {count:,}" for why, count in record.left_out.items())
        lines.append(f"Left out, or to be noted: {'; '.join(noted)}.")
    if record.rejected_count:
        lines += [
            f"Rejected: {record.rejected_count:,} rows, first:",
            *(f"  {line}" for line in record.rejected[:3]),
        ]
    return lines


def _rejects(where: Path, record: "Dataset") -> str:
    """Where the rejected rows are."""
    from graph.statements import datasets

    kept = datasets.tables(where, record.name).get("rejected")
    return f"All rejected rows, with the reason: {kept}" if kept else ""


def _record(dataset: "Dataset") -> dict[str, Any]:
    shown = asdict(dataset)
    return {**shown, "rejected": dataset.rejected_count, "rejects": dataset.rejected[:_LONGEST]}


def rebuilt(where: Path, quiet: bool, profile: str | None = None, everything: bool | None = None) -> "Built":
    """Update the graph of a home for a profile, else for the one that it holds, at first everything."""
    from app.progress import stepping
    from graph.store.build import build
    from graph.store.connect import open_store
    from graph.store.remembered import profile_of

    with stepping(quiet) as report, open_store(where, write=True) as store:
        profile = profile or profile_of(where, store)
        return build(where, store, profile, report, everything=everything)


def built_text(built: "Built") -> str:
    """What a build did, in a few lines."""
    lines = ["Nothing differs; nothing was written."] if built.nothing else []
    for word, counts in (("Created", built.created), ("Changed", built.changed), ("Removed", built.removed)):
        if counts:
            lines.append(f"{word}: {', '.join(f'{count:,} {kind}' for kind, count in counts.items())}.")
    if built.dangling:
        lines.append(f"Left out: {built.dangling:,} claims that name an entity no dataset has.")
    if built.aside:
        lines.append(
            f"Not in the graph: {built.aside:,} entities of reference datasets that are near nothing "
            "which other datasets name; build --everything puts them in."
        )
    if built.conflicts:
        told = "1 conflict" if built.conflicts == 1 else f"{built.conflicts:,} conflicts"
        lines.append(f"Open: {told} about who is who; see: defendergraph status")
    held = f"The graph holds {built.nodes:,} entities and {built.claims:,} claims."
    return "\n".join([*lines, held])


def _build(where: Path, as_json: bool, profile: str | None = None, everything: bool | None = None) -> None:
    from app.printed import print_json

    built = rebuilt(where, as_json, profile, everything)
    if as_json:
        print_json({**asdict(built), "nothing": built.nothing})
    else:
        typer.echo(built_text(built))
