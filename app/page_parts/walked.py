"""Traces and their pictures, each walked and drawn once for a build of the graph."""

from typing import Any

import streamlit as st

from app.diagram import draw
from app.pictured import pictured
from app.session import Session
from graph.model.entity import Entity
from graph.network.trace import Trace, trace
from graph.network.walk import Filter

_Key = tuple[Any, ...]


def walked(session: Session, subject: Entity, chosen: Filter) -> Trace:
    """The trace of a subject; the object is shared, so it is read and not changed."""
    return _trace(_key(session, subject, chosen), session, subject, chosen)


def drawn(session: Session, found: Trace, answers: bool, homes: bool) -> str:
    """The picture of a trace as SVG; raise TooLarge."""
    key = (*_key(session, found.subject, found.filter), answers, homes)
    return _svg(key, found, answers, homes)


def drawn_line(session: Session, line: Trace) -> str:
    """The picture of a part of a trace, without answers; raise TooLarge."""
    return _svg((*_key(session, line.subject, line.filter), "part", len(line.facts)), line, False, False)


def _key(session: Session, subject: Entity, chosen: Filter) -> _Key:
    kinds = tuple(sorted(chosen.kinds)) if chosen.kinds is not None else None
    limits = (chosen.as_of, kinds, tuple(sorted(chosen.statuses)), chosen.least_share, chosen.steps)
    place = (
        str(session.home),
        session.view.store.address,
        session.meta.home,
        session.meta.build,
        session.meta.whole,
    )
    return (*place, session.view.profile, subject.id, *limits)


@st.cache_resource(show_spinner="Following the line …", max_entries=64)
def _trace(key: _Key, _session: Session, _subject: Entity, _chosen: Filter) -> Trace:
    return trace(_session.view, _subject, _chosen)


@st.cache_data(show_spinner="Drawing …", max_entries=64)
def _svg(key: _Key, _found: Trace, answers: bool, homes: bool) -> str:
    return draw(pictured(_found, answers=answers, homes=homes))
