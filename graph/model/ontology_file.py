"""Reads an ontology file and checks it; an error names the kind and the property."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from graph.model import values
from graph.model.kinds import Conflict, NodeKind, Ontology, Property, RelationshipKind, Step, Unknown, Wording

Kind = TypeVar("Kind")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOOKS = ("means", "lane", "shape", "icon", "fill", "stroke")
_LINES = {"colour", "width", "dash", "arrow", "legend"}
_NAME = re.compile(r"\{(\w+)\}")
_WORDED = {"held_share"}  # made of a claim's shares where a line is worded
_SAID = ("words", "passive", "label")


class OntologyError(ValueError):
    """The ontology contradicts itself; the message names the kind and the property."""


def read(path: Path) -> Ontology:
    """Read and check an ontology file; raise OntologyError."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise OntologyError(f"{path.name} is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(raw, dict):
        raise OntologyError(f"{path.name} holds no fields")
    return _checked(_Section("the ontology", raw))


class _Section:
    """A mapping of the file whose missing fields are told with the name of their owner."""

    def __init__(self, owner: str, fields: Mapping[str, Any]) -> None:
        self.owner, self.fields = owner, fields

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - any value
        if self.fields.get(name) is None:
            raise OntologyError(f"{self.owner}.{name} is missing")
        return self.fields[name]

    def sub(self, name: str) -> Mapping[str, Any]:
        """A mapping that stands here, empty where it is not written."""
        found = self.fields.get(name)
        if found is not None and not isinstance(found, dict):
            raise OntologyError(f"{self.owner}.{name} is no mapping")
        return found or {}

    def kinds(self, name: str, make: Callable[[str, "_Section"], Kind]) -> dict[str, Kind]:
        """Each entry of a mapping, made with its name and section."""
        self[name]
        found = {}
        for key, entry in self.sub(name).items():
            if not isinstance(entry, dict):
                raise OntologyError(f"{key} is no mapping")
            found[key] = make(key, _Section(key, entry))
        return found


def _checked(raw: _Section) -> Ontology:
    nodes = raw.kinds("nodes", lambda label, entry: _node(label, entry, raw))
    evidence, period = _properties("evidence", raw["evidence"]), _properties("period", raw["period"])
    relationships = raw.kinds(
        "relationships", lambda name, entry: _relationship(name, entry, raw, nodes, period)
    )
    _check_lines(raw.sub("lines"))
    walk = tuple(_step("walk", row, nodes, relationships) for row in raw["walk"])
    defender = tuple(_step("defender", row, nodes, relationships) for row in raw["defender"])
    known = Ontology(
        version=raw["version"],
        visibility=tuple(raw["visibility"]),
        claim_status=tuple(raw["claim_status"]),
        disclaimer=raw["disclaimer"].strip(),
        past=raw.sub("past"),
        evidence=evidence,
        period=period,
        nodes=nodes,
        relationships=relationships,
        lines=raw["lines"],
        walk=walk,
        defender=defender,
        home=raw["home"],
        owners=tuple(raw["owners"]),
        beside=tuple(raw["beside"]),
        strength=tuple(raw["strength"]),
        node_columns=_columns({kind.label: kind.properties for kind in nodes.values()}),
        claim_columns=_columns({kind.type: kind.values for kind in relationships.values()}),
    )
    _check_named(known)
    return known


def _node(label: str, entry: _Section, raw: _Section) -> NodeKind:
    extended = entry.fields.get("extends")
    if extended is not None and extended not in raw.sub("nodes"):
        raise OntologyError(f"{label}.extends: '{extended}' is no kind of node")
    base = raw.sub("nodes")[extended] if extended else {}
    own = entry.sub("properties")
    return NodeKind(
        label=label,
        labels=(extended, label) if extended else (label,),
        country_by=entry.fields.get("country_by", base.get("country_by", "")),
        properties=_properties(label, {**base.get("properties", {}), **own}),
        **{name: entry[name] for name in _LOOKS},
    )


def _relationship(
    name: str, entry: _Section, raw: _Section, nodes: Mapping[str, NodeKind], period: Mapping[str, Property]
) -> RelationshipKind:
    properties = _properties(name, entry.sub("values"))
    known = {**properties, **period}
    _check_names(f"{name}.same_when", entry["same_when"], {"from", "to", *properties})
    for rule in entry.fields.get("conflict", ()):
        _check_names(f"{name}.conflict", [*rule["same"], *rule["differ"]], known)
    if entry["line"] not in raw.sub("lines"):
        raise OntologyError(f"{name}.line: '{entry['line']}' is not one of {', '.join(raw.sub('lines'))}")
    if entry.fields.get("above", "from") not in ("from", "to"):
        raise OntologyError(f"{name}.above: '{entry['above']}' is neither from nor to")
    return RelationshipKind(
        type=name,
        starts=_ends(f"{name}.from", entry["from"], raw.sub("groups"), nodes),
        ends=_ends(f"{name}.to", entry["to"], raw.sub("groups"), nodes),
        line=entry["line"],
        above=entry.fields.get("above", "from"),
        leverage=entry.fields.get("leverage", False),
        wording=_wording(name, entry, known),
        headings=_headings(name, entry["headings"]),
        worded_by=entry.fields.get("worded_by", ""),
        worded=_worded(name, entry, known),
        worded_when_all=entry.fields.get("worded_when", "any") == "all",
        unknown=_unknown(name, entry, known),
        not_followed=tuple(entry.fields.get("not_followed", ())),
        same_when=tuple(entry["same_when"]),
        conflicts=tuple(
            Conflict(tuple(c["same"]), tuple(c["differ"])) for c in entry.fields.get("conflict", ())
        ),
        values=properties,
    )


def _wording(owner: str, entry: _Section, known: Mapping[str, Property]) -> Wording:
    for part in _SAID:
        _check_names(f"{owner}.{part}", _NAME.findall(entry[part]), {*known, *_WORDED})
    return Wording(entry["words"], entry["passive"], entry["label"])


def _headings(name: str, told: Any) -> tuple[str, str]:  # noqa: ANN401 - as it stands in the file
    if not isinstance(told, list) or len(told) != 2 or not all(isinstance(one, str) for one in told):
        raise OntologyError(f"{name}.headings: write two, [from its start, from its end]")
    return told[0], told[1]


def _worded(name: str, entry: _Section, known: Mapping[str, Property]) -> dict[str, Wording]:
    worded = entry.sub("worded")
    if "worded_by" not in entry.fields and not worded:
        return {}
    by = str(entry["worded_by"])
    if by not in known or not known[by].words:
        raise OntologyError(f"{name}.worded_by: '{by}' is no value of it with a list of words")
    _check_names(f"{name}.worded", worded, set(known[by].words))
    return {value: _wording(f"{name}.worded.{value}", _Section(f"{name}.worded.{value}", one), known)
            for value, one in worded.items()}  # fmt: skip


def _unknown(name: str, entry: _Section, known: Mapping[str, Property]) -> Unknown | None:
    if not entry.sub("unknown"):
        return None
    section = _Section(f"{name}.unknown", entry.sub("unknown"))
    _check_names(f"{name}.unknown.value", [section["value"]], set(known))
    return Unknown(section["value"], _wording(section.owner, section, known))


def _ends(
    owner: str, labels: list[str], groups: Mapping[str, list[str]], nodes: Mapping[str, NodeKind]
) -> tuple[str, ...]:
    spread = [label for group in labels for label in groups.get(group, [group])]
    for label in spread:
        if label not in nodes:
            raise OntologyError(f"{owner}: an end is '{label}', which is no kind of node")
    return tuple(dict.fromkeys(spread))


def _step(
    owner: str,
    row: Mapping[str, Any],
    nodes: Mapping[str, NodeKind],
    relationships: Mapping[str, RelationshipKind],
) -> Step:
    entry = _Section(owner, row)
    if entry["at"] not in nodes:
        raise OntologyError(f"{owner}.at: '{row['at']}' is no kind of node")
    if entry["step"] not in relationships:
        raise OntologyError(f"{owner}.step: '{row['step']}' is no relationship")
    if entry["go"] not in ("in", "out"):
        raise OntologyError(f"{owner}.go: '{row['go']}' is neither in nor out")
    kind = relationships[row["step"]]
    touched = kind.starts if row["go"] == "out" else kind.ends
    if row["at"] not in {name for label in touched for name in nodes[label].labels}:
        raise OntologyError(f"{owner}: no {row['step']} goes {row['go']} at a {row['at']}")
    during = row.get("while", "line")
    then = row.get("then", during)
    return Step(row["at"], row["step"], row["go"] == "out", during, then, row.get("not_after_attack", False))


def _properties(owner: str, entries: Mapping[str, Any]) -> dict[str, Property]:
    found = {}
    for name, entry in entries.items():
        words = tuple(entry.get("one_of") or ()) if isinstance(entry, dict) else ()
        if isinstance(entry, dict) and not words:
            raise OntologyError(f"{owner}.{name}: has no words; write one_of: [...]")
        kind = "text" if words else entry
        if kind not in values.KINDS:
            known = ", ".join(sorted(values.KINDS))
            raise OntologyError(f"{owner}.{name}: '{kind}' is no type; one of {known}")
        found[name] = Property(name, kind, words)
    return found


def _columns(owners: Mapping[str, Mapping[str, Property]]) -> dict[str, Property]:
    columns: dict[str, Property] = {}
    for owner, properties in owners.items():
        for name, found in properties.items():
            known = columns.setdefault(name, found)
            if known.kind != found.kind:
                raise OntologyError(f"{owner}.{name} is {found.kind} here and {known.kind} elsewhere")
    return columns


def _check_lines(lines: Mapping[str, Any]) -> None:
    for name, look in lines.items():
        if set(look) != _LINES:
            raise OntologyError(f"lines.{name}: needs exactly {', '.join(sorted(_LINES))}")


def _check_named(known: Ontology) -> None:
    for owner in ("owners", "beside", "strength"):
        _check_names(owner, getattr(known, owner), known.relationships)
    _check_names("home", [known.home], known.relationships)
    for kind in known.nodes.values():
        if kind.country_by:
            _check_names(f"{kind.label}.country_by", [kind.country_by], known.relationships)
    for name, level in (("visibility", known.visibility), ("claim_status", known.claim_status)):
        if known.evidence[name].words != level:
            raise OntologyError(f"evidence.{name}: its words are not those of '{name}'")


def _check_names(owner: str, names: Iterable[str], known: Iterable[str]) -> None:
    allowed = set(known)
    for name in names:
        if name not in allowed:
            raise OntologyError(f"{owner}: '{name}' is not one of {', '.join(sorted(allowed))}")
