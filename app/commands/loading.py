"""Commands that fill a home and its graph: sources, load, unload, build, status."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.options import Home, Json
from graph.home import open_home
from graph.model.ontology import ontology
from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.store.build import Built, build
from graph.store.connect import open_store
from graph.store.remembered import read_meta
from loaders.discovery import loader, loaders

_LONGEST = 20


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (sources, load, unload, build_graph, status):
        app.command("build" if command is build_graph else command.__name__)(command)


def sources(as_json: Json = False) -> None:
    """What can be loaded. Example: [bold]defendergraph sources[/bold]"""
    known = [asdict(found.SOURCE) for found in loaders().values()]
    if as_json:
        typer.echo(json.dumps(known, ensure_ascii=False, indent=1))
        return
    table = Table("name", "title", "publisher", "licence", "files", "where to get them")
    for row in known:
        table.add_row(*(row[key] for key in ("name", "title", "publisher", "licence", "files", "obtain")))
    Console().print(table)


def load(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A source of `defendergraph sources`, or a case file.")],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="The files to read.")] = None,
    build_after: Annotated[bool, typer.Option("--build/--no-build", help="Update the graph after loading.")] = True,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Read files into statements, then update the graph. Example: [bold]defendergraph load cases[/bold]"""
    where = open_home(home)
    given = list(files or [])
    if source not in loaders() and Path(source).suffix in (".yaml", ".yml"):
        given, source = [Path(source), *given], "cases"
    found = loader(source)
    paths = found.files(given)
    name = source if not given else found.dataset(given)
    statements = found.read(paths, name)
    told = found.SOURCE
    record = Dataset(
        name=name,
        title=told.title if not given else f"{told.title}: {', '.join(p.name for p in paths)}",
        publisher=told.publisher,
        licence=told.licence,
        url=told.url,
        loaded=datetime.now(UTC).isoformat(timespec="seconds"),
        entities=statements.entities["entity"].n_unique(),
        claims=statements.claims.height,
        files=[path.name for path in paths],
    )
    datasets.save(where, record, statements)
    if not as_json:
        typer.echo(f"Loaded {name}: {record.entities:,} entities, {record.claims:,} claims from {len(paths)} files.")
    if build_after:
        _build(where, as_json)
    elif as_json:
        typer.echo(json.dumps(asdict(record), ensure_ascii=False, indent=1))


def unload(
    dataset: Annotated[str, typer.Argument(help="A dataset of `defendergraph status`.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take a dataset out again. Example: [bold]defendergraph unload my-case[/bold]"""
    where = open_home(home)
    datasets.remove(where, dataset)
    if not as_json:
        typer.echo(f"Unloaded {dataset}.")
    _build(where, as_json)


def build_graph(
    profile: Annotated[str, typer.Option(help="What the graph may hold.")] = "restricted",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Update the graph from the statements; only what differs is written. Example: [bold]defendergraph build[/bold]"""
    if profile not in ontology().visibility:
        raise typer.BadParameter(f"--profile: '{profile}' is not one of {', '.join(ontology().visibility)}")
    _build(open_home(home), as_json, profile)


def status(home: Home = None, as_json: Json = False) -> None:
    """Engine, datasets, counts, rejected rows. Example: [bold]defendergraph status[/bold]"""
    where = open_home(home)
    with open_store(where) as store:
        meta = read_meta(store)
        counts = _counts(store) if meta else {}
        shape = {
            "engine": store.engine,
            "profile": meta.profile if meta else None,
            "build": meta.build if meta else 0,
            "whole": meta.whole if meta else None,
            "counts": counts,
            "datasets": [_record(dataset) for dataset in datasets.datasets(where)],
        }
    if as_json:
        typer.echo(json.dumps(shape, ensure_ascii=False, indent=1))
        return
    console = Console()
    state = "nothing built" if meta is None else f"build {meta.build}{'' if meta.whole else ', unfinished: run build'}"
    console.print(f"Engine: {shape['engine']}; {state}; profile {shape['profile'] or 'none'}")
    table = Table("dataset", "loaded", "entities", "claims", "rejected", "licence")
    for row in shape["datasets"]:  # type: ignore[attr-defined]
        numbers = (f"{row[key]:,}" for key in ("entities", "claims", "rejected"))
        table.add_row(row["name"], row["loaded"], *numbers, row["licence"])
    console.print(table)
    console.print(", ".join(f"{count:,} {kind}" for kind, count in counts.items()) or "The graph is empty.")


def _record(dataset: Dataset) -> dict[str, object]:
    shown = asdict(dataset)
    return {**shown, "rejected": len(dataset.rejected), "rejects": dataset.rejected[:_LONGEST]}


def _counts(store: object) -> dict[str, int]:
    found = {}
    for kind in ontology().nodes.values():
        found[kind.label] = store.read(f"MATCH (n:{kind.label}) RETURN count(n)").rows[0][0]  # type: ignore[attr-defined]
    relationships = store.read("MATCH ()-[r]->() RETURN count(r)").rows[0][0]  # type: ignore[attr-defined]
    return {**{k: v for k, v in found.items() if v}, "claims": relationships}


def _build(where: Path, as_json: bool, profile: str = "restricted") -> None:
    with open_store(where, write=True) as store, _progress(as_json) as report:
        built = build(where, store, profile, report)
    typer.echo(json.dumps(asdict(built), indent=1) if as_json else _told(built))


def _told(built: Built) -> str:
    held = f"The graph holds {built.nodes:,} entities and {built.claims:,} claims."
    if built.nothing:
        return f"Nothing differs; nothing was written. {held}"
    lines = []
    for word, counts in (("Created", built.created), ("Changed", built.changed), ("Removed", built.removed)):
        if counts:
            lines.append(f"{word}: {', '.join(f'{count:,} {kind}' for kind, count in counts.items())}.")
    if built.dangling:
        lines.append(f"Left out: {built.dangling:,} claims that name an entity no dataset has.")
    return "\n".join([*lines, held])


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str, int | None], None]]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("Building", total=None)

        def report(text: str, done: int | None) -> None:
            total = int("".join(c for c in text if c.isdigit()) or 0) or None
            bar.update(task, description=text, completed=done or 0, total=total if done is not None else None)

        yield report
