"""The parts of the first page: the line shown at once, the doors, and what is loaded."""

import streamlit as st

from app.diagram import TooLarge
from app.page_parts.chains import caveat_list, chain_list, source_list
from app.page_parts.counts import held_sentence
from app.page_parts.first_line import money_line, told_chains
from app.page_parts.inline_picture import inline_picture
from app.page_parts.markdown import escaped
from app.page_parts.walked import drawn_line, walked
from app.pictured import drawn_facts
from app.session import Session
from app.sources import numbered
from graph.network.trace import Trace
from graph.network.walk import Filter
from graph.statements import datasets

_TRACE, _ASK = "views/trace.py", "views/ask.py"
_KILLING, _DAM, _COMPANY = "case-killing-of-berta-caceres", "case-agua-zarca", "case-desa"
_Door = tuple[str, str, tuple[tuple[str, str, dict[str, str]], ...]]
_DOORS: tuple[_Door, ...] = (
    ("Investigator", "Who owns, controls and finances the company behind this project?",
     (("Agua Zarca, the dam", _TRACE, {"subject": _DAM}),
      ("Who owns its financiers", _ASK, {"question": "owners-of-financiers", "project": _DAM}))),
    ("Investor", "Which attacks are linked to what I hold, how, and how closely?",
     (("Attacks linked to DESA's group", _ASK, {"question": "attacks-by-company-group", "company": _COMPANY}),
      ("With a policy, and yet on the line", _ASK, {"question": "policy-but-linked"}))),
    ("Advocate", "A picture for a campaign, or the facts for a letter to a bank.",
     (("The picture, to take away", _TRACE, {"subject": _KILLING}),
      ("Who was asked and gave no answer", _ASK, {"question": "silent-companies"}))),
)  # fmt: skip


def first_trace(session: Session, subject: str) -> Trace | None:
    """The money line of the first case, where it is loaded and may be seen."""
    known = session.view.entities([subject])
    line = money_line(walked(session, known[subject], Filter())) if known else None
    return line if line and line.walk.chains else None


def show_line(session: Session, line: Trace) -> None:
    """Its picture, and for each lender a chain in words, every step with its source."""
    st.subheader(f"{escaped(line.subject.name)}: the line of the money", anchor=False)
    st.caption("The lenders, and who owns a known share of them; the whole line has everyone recorded.")
    try:
        svg = drawn_line(session, line)
        inline_picture(svg, line.subject.id, line.walk.entities, "first line")
    except TooLarge as error:
        st.caption(escaped(error))
    chains = told_chains(line)
    sources = numbered([*drawn_facts(line, answers=False), *(hop.fact for one in chains for hop in one.hops)])
    st.markdown(f"{chain_list(chains, line.walk.entities, sources)}\n\n{caveat_list(sources)}")
    st.page_link(
        "views/trace.py",
        label="The whole line, and downloads",
        icon=":material/arrow_forward:",
        query_params={"subject": line.subject.id},
    )
    with st.expander("Sources"):
        st.markdown(source_list(sources))


def doors(session: Session) -> None:
    """Three ways in, each to a view that holds something."""
    ids = [
        key for _, _, links in _DOORS for _, _, at in links for name, key in at.items() if name != "question"
    ]
    known = session.view.entities(ids)
    for column, (who, asks, links) in zip(st.columns(3), _DOORS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{who}**  \n{asks}")
            for label, view, at in links:
                if all(name == "question" or key in known for name, key in at.items()):
                    st.page_link(view, label=label, icon=":material/arrow_forward:", query_params=at)


def loaded(session: Session) -> None:
    """How many of each kind are known, and from which datasets."""
    st.subheader("What is loaded", anchor=False)
    st.markdown(held_sentence(session))
    for dataset in datasets.datasets(session.home):
        title, day = escaped(dataset.title), escaped(dataset.loaded[:10])
        st.markdown(f"- **{title}**: {dataset.claims:,} claims, loaded {day}")
    st.page_link(
        "views/data.py",
        label="Datasets, licences, your own cases",
        icon=":material/arrow_forward:",
    )
