"""A quick look at a trace as one HTML page that can be dragged about: pyvis, made to keep to itself."""

import json
import re
from html import escape

from pyvis.network import Network

from app import asides, words
from app.pictured import drawn_facts
from graph.model.ontology import ontology
from graph.network.trace import Trace

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:"
)
_OPTIONS = {
    "physics": {"solver": "barnesHut", "stabilization": {"iterations": 200}},
    "layout": {"randomSeed": 1},
}


def quicklook(found: Trace) -> str:
    """The page: everything inline, no request to anywhere, names as text and never as markup."""
    network = Network(height="90vh", width="100%", directed=True, cdn_resources="in_line")
    facts = drawn_facts(found)
    for key in sorted({end for fact in facts for end in (fact.start, fact.end)} | {found.subject.id}):
        entity = found.walk.entities[key]
        looks = ontology().nodes[entity.label]
        colour = {"background": looks.fill, "border": looks.stroke}
        label = f"{entity.label}\n{entity.name}"
        network.add_node(key, label=label, title=escape(entity.name), shape="box", color=colour)
    for fact in facts:
        line = ontology().lines[ontology().relationships[fact.type].line]
        told = f"{words.line_text(fact)} {asides.status(fact)}".strip()
        network.add_edge(fact.start, fact.end, label=told, title=escape(told), color=line["colour"])
    network.set_options(json.dumps(_OPTIONS))
    return _hardened(network.generate_html(notebook=False), found.subject.name)


def _hardened(page: str, title: str) -> str:
    """Without what loads from elsewhere, with a policy that forbids it, and with the disclaimer."""
    page = re.sub(
        r"<(link|script)\b[^>]*\b(?:href|src)=[\"']?(?:https?:)?//[^>]*>(?:\s*</script>)?", "", page
    )
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    head += f'<meta name="referrer" content="no-referrer"><title>{escape(title)}</title>'
    page = page.replace("<head>", f"<head>{head}", 1)
    return page.replace("</body>", f"<p>{escape(ontology().disclaimer)}</p></body>", 1)
