"""The app: its pages, and what stands under each of them."""

from pathlib import Path

import streamlit as st

from app.page_parts.opened import profile
from graph.model.ontology import ontology

PARTS = Path(__file__).parent / "page_parts"
ICON = str(PARTS / "icon.svg")

st.set_page_config(page_title="defendergraph", page_icon=ICON, layout="wide")
st.html(PARTS / "pages.css")
pages = [
    st.Page("views/start.py", title="Start", icon=":material/home:", default=True),
    st.Page("views/trace.py", title="Trace", icon=":material/account_tree:"),
    st.Page("views/entity.py", title="Entity", icon=":material/description:"),
    st.Page("views/ask.py", title="Ask", icon=":material/help:"),
    st.Page("views/data.py", title="Data", icon=":material/database:"),
]
page = st.navigation(pages, position="top")
page.run()
st.divider()
st.caption(ontology().disclaimer)
seen = {
    "public": "what is public",
    "partner": "what is public and what partners may see",
    "restricted": "restricted facts too",
}
st.caption(
    f"Profile **{profile()}**: these pages show {seen[profile()]}; "
    "a download holds only what is public unless you ask for more."
)
