"""Refuses Cypher that reaches past the graph, or is more than one question, before a server sees it.

Writing itself is refused by the servers: the embedded one by the rights of its reader, Neo4j by the
access mode. What both let through (files, network, procedures, other sessions) is refused here.
"""

import re

from graph.store.error import StoreError

PROCEDURES = {
    "db.labels",
    "db.relationshiptypes",
    "db.propertykeys",
    "db.schema.visualization",
    "db.schema.nodetypeproperties",
    "db.schema.reltypeproperties",
}
_QUOTED = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`]|``)*`|//[^\n\r]*|/\*.*?\*/""", re.DOTALL
)
_ESCAPED = re.compile(r"\\u+([0-9a-fA-F]{4})")
_TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|\S")
_PREFIX = re.compile(r"\s*(EXPLAIN|CYPHER(\s+\d+)?(\s+\w+\s*=\s*\w+)*)\b", re.IGNORECASE)
_QUESTIONS = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "SHOW", "FILTER", "LET", "FOR"}
_SHOWN = {"INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS", "FUNCTION", "FUNCTIONS", "PROCEDURE", "PROCEDURES"}


def check_read_only(cypher: str) -> None:
    """Raise StoreError unless the text is one question to this graph alone."""
    for text in {cypher, _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cypher)}:
        _check(_bare(text))


def _check(text: str) -> None:
    while prefix := _PREFIX.match(text):
        text = text[prefix.end() :]
    tokens = _TOKEN.findall(text.rstrip().removesuffix(";"))
    words = [token.upper() for token in tokens]
    if not words:
        raise StoreError("The Cypher text is empty.")
    if ";" in words:
        raise StoreError("One statement at a time: there is a ';' inside the Cypher text.")
    if words[0] not in _QUESTIONS:
        raise StoreError(f"A question cannot begin with {tokens[0]}; it begins with MATCH, UNWIND or RETURN.")
    if words[0] == "SHOW" and not _SHOWN & set(words[1:4]):
        raise StoreError("SHOW is for indexes, constraints, functions and procedures only.")
    for place in range(len(words)):
        _check_reach(words, place)


def _check_reach(words: list[str], place: int) -> None:
    word, before, after = words[place], words[place - 1] if place else "", words[place + 1 : place + 2]
    if word == "LOAD" and after == ["CSV"]:
        raise StoreError("LOAD CSV is refused: a question may not read files or the network.")
    if word == "USE" and before in ("{", "UNION", "ALL", "DISTINCT"):
        raise StoreError("USE is refused: a question is put to one graph.")
    if word == "APOC" and "".join(words[place + 1 : place + 3]) in (".CYPHER", ".LOAD"):
        raise StoreError("apoc.cypher and apoc.load are refused: a question may not run other text.")
    if word != "CALL" or before in (".", ":", "$") or after in ([], ["{"], ["("]):
        return
    name = re.match(r"\w+(\.\w+)*", "".join(words[place + 1 : place + 12]))
    if name is None or name[0].lower() not in PROCEDURES:
        raise StoreError(f"CALL {name[0].lower() if name else after[0]} is refused; allowed: {_allowed()}.")


def _bare(text: str) -> str:
    """The text without comments and strings; quoted names lose their backticks."""
    return _QUOTED.sub(_replacement, text)


def _replacement(found: re.Match[str]) -> str:
    if found[0].startswith("/"):
        return " "
    name = found[0][1:-1]
    return name if found[0][0] == "`" and re.fullmatch(r"\w+", name) else "_"


def _allowed() -> str:
    return ", ".join(sorted(PROCEDURES))
