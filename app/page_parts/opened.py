"""The graph as the pages see it: one connection for the whole process, a session for each build."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path

import streamlit as st

from app.page_parts.markdown import escaped
from app.session import NothingBuilt, Session, Unclear
from graph.forgetting.record import ForgettingError
from graph.home import HomeError, open_home
from graph.identity.judgements import JudgementError
from graph.model.ontology import ontology
from graph.statements.datasets import DatasetError
from graph.store.build import BuildRefused
from graph.store.connect import open_store
from graph.store.error import StoreError
from graph.store.remembered import Meta, read_meta
from graph.store.session import Store
from graph.view import View, ViewRefused
from loaders.lines import RefusedFile
from queries.catalogue import QuestionError

_TOLD = (
    *(Unclear, HomeError, DatasetError, BuildRefused, StoreError),
    *(ViewRefused, QuestionError, RefusedFile, JudgementError, ForgettingError),
)


def profile() -> str:
    """What the app may see: DEFENDERGRAPH_PROFILE, else everything on the person's own machine."""
    levels = ontology().visibility
    named = os.environ.get("DEFENDERGRAPH_PROFILE", "").strip() or levels[-1]
    return named if named in levels else levels[0]


def opened() -> Session:
    """The session of the graph as it was last built; raise NothingBuilt where nothing was."""
    home = open_home()
    store = shared_store(home)
    meta = read_meta(store)
    if meta is None:
        raise NothingBuilt("nothing is loaded yet")
    if not meta.whole:
        st.caption("The graph is being updated, so this page may be incomplete; reload it in a moment.")
    return _session(str(home), profile(), astuple(meta), store)


def public(session: Session) -> Session:
    """The same graph as the public may see it."""
    return replace(session, view=replace(session.view, profile=ontology().visibility[0]))


def shared_store(home: Path) -> Store:
    """The connection that all pages and visitors of this process share, made anew if its server dies."""
    return _store(str(home), os.environ.get("NEO4J_URI", ""))


@contextmanager
def told() -> Iterator[None]:
    """Show what is known to go wrong as one line that says what to do."""
    try:
        yield
    except NothingBuilt:
        st.info("Nothing is loaded yet. Load cases on the page Data, or run: `defendergraph load cases`")
        st.page_link("views/data.py", label="Open Data")
    except _TOLD as error:
        for line in str(error).splitlines():
            st.error(escaped(line))


@st.cache_resource(show_spinner="Opening the graph …", on_release=lambda store: store.close())
def _store(home: str, uri: str) -> Store:
    return open_store(Path(home))


@st.cache_resource(show_spinner=False, max_entries=8)
def _session(home: str, seen: str, meta: tuple[object, ...], _store: Store) -> Session:
    known = Meta(*meta)  # type: ignore[arg-type]
    return Session(Path(home), View(_store, seen, known.profile), known)
