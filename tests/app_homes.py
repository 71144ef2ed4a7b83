"""A home with the shipped cases and one with hostile names, built once for all tests of the app."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st

from app.page_parts.load_case import load_shipped, load_uploaded
from graph.store.connect import open_store
from tests.servers.engines import end_embedded

HOSTILE = "<script>alert(1)</script> *b* _i_ [x](http://evil.example) `c` $\\alpha$ :red[r] ~~s~~ | # =1+1"
QUOTED = f"'{HOSTILE}'"  # in single quotes YAML takes a backslash for itself
HOSTILE_CASE = f"""
case: hostile
title: Names that look like markup
sources:
  paper: {{publisher: "{HOSTILE.replace(chr(92), chr(92) * 2)}", published: 2020, url: "https://example.org/a)b"}}
entities:
  attack: {{label: Attack, name: {QUOTED}, kind: threat, date: 2020-01-02, source: paper}}
  firm: {{label: Company, name: {QUOTED.replace("'", "'Firm ", 1)}, source: paper}}
  owner: {{label: Person, name: {QUOTED.replace("'", "'Owner ", 1)}, source: paper}}
  hidden: {{label: Person, name: Hidden Owner, visibility: restricted, source: paper}}
claims:
  - {{claim: attack LINKED_TO firm, claim_status: reported, source: paper, says: {QUOTED}}}
  - {{claim: owner OWNS firm, share: 60 %, claim_status: alleged, source: paper, caveat: {QUOTED}}}
  - {{claim: hidden OWNS firm, share: 40 %, claim_status: reported, source: paper, visibility: restricted}}
"""


def built_home(home: Path) -> Iterator[Path]:
    """Load everything into `home` and keep its server until the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEFENDERGRAPH_HOME", str(home))
        with open_store(home):
            load_shipped(_unheard)
            load_uploaded("hostile.yaml", HOSTILE_CASE.encode(), _unheard)
            yield home
    end_embedded(home / "server")


@contextmanager
def fresh_caches() -> Iterator[None]:
    """No connection or trace of another test's home."""
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()


def _unheard(_text: str, _done: int | None) -> None:
    """Nobody reads the progress of a test."""
