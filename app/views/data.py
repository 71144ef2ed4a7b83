"""What is loaded, from where and under which licence; and loading a case file."""

import streamlit as st

from app.page_parts import loaded_parts
from app.page_parts.opened import told
from graph.home import open_home

st.title("Data", anchor=False)
held, loading = st.container(), st.container()
with loading, told():
    loaded_parts.load_case()
with held, told():
    home = open_home()
    loaded_parts.graph(home)
    loaded_parts.datasets_loaded(home)
    loaded_parts.rejected(home)
    loaded_parts.conflicts(home)
with told():
    loaded_parts.can_be_loaded()
