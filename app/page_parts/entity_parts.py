"""The parts of the page of an entity: what it is, what contradicts, what is claimed, who said so."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import streamlit as st

from app import asides, figures, words
from app.dossier import Dossier
from app.page_parts import describing
from app.page_parts.claims import claim_rows
from app.page_parts.markdown import escaped
from app.sources import numbered
from graph.model.facts import Fact
from graph.model.ontology import ontology

_MOST = 300


def about(found: Dossier) -> None:
    """Its description, and the values that were chosen for it."""
    if found.entity.properties.get("description"):
        st.markdown(escaped(found.entity.properties["description"]))
    if found.entity.properties.get("visibility", "public") != "public":
        st.caption(f"Not public: {found.entity.properties['visibility']}")
    values = describing.properties(found.entity)
    if values:
        st.markdown("\n".join(f"- {name}: **{value}**" for name, value in values))


def merged(rows: Sequence[Mapping[str, Any]]) -> None:
    """On what grounds entities of statements were merged into it."""
    for row in rows:
        why = f", {escaped(row['author'])}: {escaped(row['reason'])}" if row.get("author") else ""
        named = ", ".join(f"`{entity}`" for entity in row["entities"])
        ground = escaped(f"{row['kind']} {row['value']}")
        st.caption(f"Merged: {named} ({ground}{why})")


def differing(found: Dossier) -> None:
    """Values and facts on which sources differ, side by side."""
    values = describing.differing(found.statements)
    conflicts = [fact for fact in found.facts if fact.conflicts]
    if not values and not conflicts:
        return
    st.header("Where sources differ", anchor=False)
    for name, several in values.items():
        st.markdown(f"{describing.plain(name)}:")
        _side_by_side(several)
    for fact in conflicts:
        start, end = (escaped(found.entities[key].name) for key in (fact.start, fact.end))
        st.markdown(f"{start} → {end} ({escaped(words.line_text(fact))}), {escaped(asides.conflict(fact))}:")
        for name in fact.conflicts:
            st.markdown(f"{describing.plain(name)}:")
            _side_by_side(_values(fact, name))


def facts(found: Dossier) -> None:
    """Every fact with its claims, under what its kind is called from this end."""
    sources = numbered(found.facts)
    count = sum(len(fact.claims) for fact in found.facts)
    st.header(f"Claims ({count:,})", anchor=False)
    if not count:
        st.markdown("No claim is recorded that names it.")
    for heading, group in groupby(found.facts[:_MOST], key=partial(_heading, found.entity.id)):
        st.subheader(heading, anchor=False)
        st.table(claim_rows(list(group), found.entities, sources, found.entity.id), hide_index=True)
    if len(found.facts) > _MOST:
        st.caption(f"The first {_MOST:,} of {len(found.facts):,} facts; `defendergraph show` prints all.")
    for stop in found.stops:
        st.caption(f"{escaped(stop)}.")


def statements(found: Dossier) -> None:
    """What each source says of the entity itself."""
    st.header("Statements about itself", anchor=False)
    for one in found.statements:
        values = "; ".join(f"{describing.plain(k)}: {describing.shown(v)}" for k, v in one["values"].items())
        said = f" – {escaped(one['says'])}" if one.get("says") else ""
        caveat = f" (caveat: {escaped(one['caveat'])})" if one.get("caveat") else ""
        status = escaped(one.get("claim_status") or "documented")
        st.markdown(f"- {describing.source(one)}, {status}: {values}{said}{caveat}")


def _heading(entity: str, fact: Fact) -> str:
    return ontology().relationships[fact.type].headings[fact.start != entity]


def _values(fact: Fact, name: str) -> list[str]:
    """Each value of `name` in which a claim of the fact contradicts another, with who says so."""
    told: dict[str, list[str]] = {}
    for claim in fact.contradicting(name):
        money = figures.money(claim[name], claim.get("currency") or "") if name == "amount" else ""
        event = f"{claim['event']}: " if claim.get("event") and name in ("since", "until") else ""
        value = f"{event}{money or describing.dated(name, claim[name])}"
        told.setdefault(value, []).append(describing.source(claim))
    return [f"**{value}** – {', '.join(dict.fromkeys(who))}" for value, who in told.items()]


def _side_by_side(several: list[str]) -> None:
    for column, one in zip(st.columns(min(len(several), 4)) * len(several), several, strict=False):
        column.markdown(one)
