"""The parts of the page on data: the graph, its datasets, what was rejected, loading a case, sources."""

from pathlib import Path

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer

from app import judgements_seen
from app.figures import counted
from app.page_parts import load_case as loading
from app.page_parts.counts import held_sentence
from app.page_parts.markdown import escaped, link
from app.page_parts.opened import opened, shared_store
from app.session import NothingBuilt
from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.store.build import Built, Steps
from loaders.discovery import loaders
from loaders.lines import RefusedFile

_LONGEST = 200
_MOST_CONFLICTS = 20
_KEPT_ON = {"embedded": "this machine, by the embedded server"}
_HOLDS = {
    "public": "what is public, and nothing else",
    "partner": "what is public and what partners may see",
    "restricted": "everything that was loaded, restricted facts too",
}


def graph(home: Path) -> None:
    """The engine, the build, and how many entities of each kind the profile sees."""
    try:
        session = opened()
    except NothingBuilt:
        st.info("Nothing is loaded yet. Load the curated cases below, or a case file of your own.")
        return
    where = _KEPT_ON.get(shared_store(home).engine, "a Neo4j server")
    st.markdown(
        f"The graph is kept on {where}; this is its build {session.meta.build:,}. "
        f"It holds {_HOLDS[session.meta.profile]}."
    )
    st.markdown(f"What you see of it: {held_sentence(session)}")


def datasets_loaded(home: Path) -> None:
    """Every dataset with its counts, licence and files."""
    found = datasets.datasets(home)
    if found:
        st.header("Datasets", anchor=False)
        st.table([_dataset(one) for one in found], hide_index=True)


def rejected(home: Path) -> None:
    """The rows of sources that could not be read, with the reasons."""
    for one in datasets.datasets(home):
        if one.rejected:
            with st.expander(f"{one.rejected_count:,} rejected rows of {escaped(one.name)}"):
                shown = one.rejected[:_LONGEST]
                st.markdown("\n".join(f"- {escaped(line)}" for line in shown))
                if one.rejected_count > len(shown):
                    st.caption(f"The first {len(shown):,} of {one.rejected_count:,}.")


def conflicts(home: Path) -> None:
    """What contradicts itself about who is who, as far as the profile sees it, and how to settle it."""
    try:
        found = judgements_seen.conflicts(home, opened(), _MOST_CONFLICTS)
    except NothingBuilt:
        return
    number = found.count - found.settled
    if not number:
        return
    st.header("Who is who: open conflicts", anchor=False)
    st.markdown(f"{number:,} open, {found.settled:,} settled by judgements. What is in conflict stays apart.")
    for row in found.seen:
        named = ", ".join(f"`{entity}`" for entity in row["entities"])
        st.markdown(f"- {escaped(', '.join(row['grounds']))}: {named}: {escaped(row['why'])}")
    if number > len(found.seen):
        st.caption(f"{number - len(found.seen):,} more are not shown here.")
    st.caption("Settle one with `defendergraph same A B`, `different A B` or `undo JUDGEMENT`.")


def load_case() -> None:
    """A case file of one's own, all or nothing; and the cases that ship with the program."""
    st.header("Load a case file", anchor=False)
    st.markdown("A YAML file in the form of the curated cases; a file with a problem changes nothing.")
    with st.form("case", clear_on_submit=True):
        file = st.file_uploader("Case file", type=["yaml", "yml"], max_upload_size=20)
        pressed = st.form_submit_button("Check and load")
    shipped = st.button("Load the curated cases that ship with the program", key="shipped")
    try:
        if pressed and file:
            with st.status("Loading", expanded=True) as status:
                _done(*loading.load_uploaded(file.name, file.getvalue(), _report(status)))
        if shipped:
            with st.status("Loading", expanded=True) as status:
                _done(*loading.load_shipped(_report(status)))
    except RefusedFile as error:
        st.error(f"Refused, nothing was loaded: {counted(len(error.problems), 'problem')}")
        st.markdown("\n".join(f"- {escaped(line)}" for line in error.problems))


def can_be_loaded() -> None:
    """The sources that the program can read."""
    st.header("What can be loaded", anchor=False)
    rows = [found.SOURCE for found in loaders().values()]
    st.table(
        [
            {
                "Source": link(source.title, source.url),
                "Publisher": escaped(source.publisher),
                "Licence": escaped(source.licence),
                "Files": escaped(source.files),
                "Where to get them": escaped(source.obtain),
            }
            for source in rows
        ],
        hide_index=True,
    )


def _dataset(one: Dataset) -> dict[str, str]:
    return {
        "Dataset": f"**{escaped(one.title)}** ({escaped(one.name)})",
        "Entities": f"{one.entities:,}",
        "Claims": f"{one.claims:,}",
        "Rejected": f"{one.rejected_count:,}",
        "Loaded": escaped(one.loaded[:10]),
        "Publisher": escaped(one.publisher),
        "Licence": escaped(one.licence),
    }


def _report(status: StatusContainer) -> Steps:
    def report(text: str, _done: int | None) -> None:
        status.update(label=escaped(text))

    return report


def _done(dataset: Dataset, built: Built) -> None:
    held = f"{dataset.entities:,} entities, {dataset.claims:,} claims"
    st.markdown(f"Loaded **{escaped(dataset.title)}**: {held}.")
    written = sum(sum(change.values()) for change in (built.created, built.changed, built.removed))
    st.markdown(f"Build {built.number:,}: {written:,} differences were written.")
    if built.dangling:
        st.markdown(f"{built.dangling:,} claims name an entity that no dataset has, and are left out.")
