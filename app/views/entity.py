"""Everything said about one entity, claim by claim, what contradicts side by side."""

import streamlit as st

from app.dossier import dossier
from app.judgements_seen import merging
from app.page_parts import entity_parts
from app.page_parts.choosing import subject_of
from app.page_parts.describing import TRACEABLE, one_line
from app.page_parts.markdown import escaped
from app.page_parts.opened import opened, told
from app.page_parts.search import results, search_box

with told():
    session = opened()
    entity = subject_of(session, "id")
    if entity is None:
        st.title("Entity", anchor=False)
        st.markdown("Everything said about one entity, claim by claim.")
        results(session, search_box("Search", "q"))
    else:
        st.title(escaped(entity.name), anchor=False)
        st.caption(f"{one_line(entity)} · {escaped(entity.id)}")
        if entity.label in TRACEABLE:
            st.page_link("views/trace.py", label="The line behind it", icon=":material/account_tree:",
                         query_params={"subject": entity.id})  # fmt: skip
        found = dossier(session.view, entity)
        entity_parts.about(found)
        entity_parts.merged(merging(session, entity))
        entity_parts.differing(found)
        entity_parts.facts(found)
        entity_parts.statements(found)
        with st.expander("Another entity"):
            results(session, search_box("Search", "q"))
