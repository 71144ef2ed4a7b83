"""The download buttons of a trace: public unless all that the profile sees is asked for."""

import re
from collections.abc import Callable

import streamlit as st

from app.diagram import TooLarge, to_png
from app.page_parts.opened import public
from app.page_parts.trace_files import trace_csv, trace_json
from app.page_parts.walked import drawn, walked
from app.session import Session
from graph.network.trace import Trace


def trace_downloads(session: Session, found: Trace, answers: bool, homes: bool) -> None:
    """Buttons for SVG, PNG, CSV and JSON, with how much a public file leaves out."""
    seen = _chosen(session, found)
    if seen is None:
        return
    of, trace = seen
    name = re.sub(r"[^\w-]+", "-", trace.subject.name.lower()).strip("-") or "trace"
    with st.container(horizontal=True):
        try:
            svg = drawn(of, trace, answers, homes)
            _button("SVG", name, "svg", "image/svg+xml", svg.encode)
            _button("PNG", name, "png", "image/png", lambda: to_png(svg))
        except TooLarge:
            pass
        _button("CSV", name, "csv", "text/csv", lambda: trace_csv(trace))
        _button("JSON", name, "json", "application/json", lambda: trace_json(trace))


def _chosen(session: Session, found: Trace) -> tuple[Session, Trace] | None:
    """The session and trace that the files are made of; None where the public may not see the subject."""
    if session.view.profile == "public":
        return session, found
    lower = public(session)
    known = lower.view.entities([found.subject.id])
    narrow = walked(lower, known[found.subject.id], found.filter) if known else None
    if narrow and _size(narrow) == _size(found):
        st.caption("Downloads: nothing here is hidden from the public.")
        return lower, narrow
    missing = _size(found) - _size(narrow) if narrow else 0
    facts = "1 fact is" if missing == 1 else f"{missing:,} facts are"
    told = f"{facts} left out of public files" if narrow else "the subject itself is not public"
    label = f"Put everything that the profile {session.view.profile} sees into the files"
    if st.checkbox(f"{label} ({told})", key="everything"):
        return session, found
    return (lower, narrow) if narrow else None


def _size(found: Trace) -> int:
    return len(found.facts) + len(found.beside) + len(found.homes)


def _button(label: str, name: str, ending: str, mime: str, data: Callable[[], bytes]) -> None:
    st.download_button(label, data, f"{name}.{ending}", mime, key=f"download {ending}", on_click="ignore")
