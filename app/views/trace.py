"""Everyone with leverage over an attack, defender, project or company."""

import streamlit as st

from app.page_parts import trace_filters, trace_parts
from app.page_parts.choosing import choose, subject_of
from app.page_parts.counts import found_sentence, unknown_sentence
from app.page_parts.describing import TRACEABLE, one_line
from app.page_parts.downloads import trace_downloads
from app.page_parts.markdown import escaped
from app.page_parts.opened import opened, told
from app.page_parts.walked import walked
from app.pictured import drawn_facts
from app.sources import numbered

with told():
    session = opened()
    subject = subject_of(session, "subject")
    if subject is None:
        st.title("Trace", anchor=False)
        st.markdown("Everyone with leverage over an attack, a defender, a project or a company.")
        choose(session, "subject", TRACEABLE)
    else:
        st.title(escaped(subject.name), anchor=False)
        st.caption(one_line(subject))
        asked = trace_filters.filters(subject)
        with st.expander("Another attack, defender, project or company"):
            choose(session, "subject", TRACEABLE)
        found = walked(session, subject, asked.filter)
        drawn = drawn_facts(found, asked.answers, asked.homes)
        sources = numbered([*drawn, *found.facts, *(c.hops[-1].fact for c in found.homes), *found.beside])
        st.markdown(f"{found_sentence(found)} {unknown_sentence(found)}")
        trace_parts.picture(session, found, asked.answers, asked.homes)
        trace_downloads(session, found, asked.answers, asked.homes)
        trace_parts.in_words(found, sources)
        trace_parts.claims(found, sources)
        trace_parts.beside(found, sources)
        trace_parts.sources(sources)
        st.page_link("views/entity.py", label="Everything said about it", query_params={"id": subject.id})
