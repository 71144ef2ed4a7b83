"""One case file: its sources, its entities and its claims, each checked against the ontology."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model.countries import country_name
from graph.model.ontology import ontology
from loaders.case_fields import Evidence, Fields
from loaders.lines import RefusedFile, Written, read_yaml

_FILE_FIELDS = {"case", "title", "summary", "sources", "entities", "claims"}
_STATEMENT_FIELDS = {"source", "says", "caveat", "visibility", "claim_status"}
_NAMING = ("name", "other_names", "wikidata", "register_number")
_CLAIM = re.compile(r"(?P<from>[^A-Z]+?)\s+(?P<type>[A-Z][A-Z_]+)\s+(?P<to>[^A-Z]+)")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_ID = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_ISO = {"source_url": "https://www.iso.org/iso-3166-country-codes.html", "publisher": "ISO 3166"}


@dataclass
class Cases:
    """What files of one dataset say, and every problem that was found in them."""

    dataset: str
    entities: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ends: list[tuple[Fields, int, str, str, str, str]] = field(default_factory=list)

    def read_file(self, path: Path) -> None:
        """Add a file's statements and problems."""
        try:
            top = read_yaml(path)
        except RefusedFile as error:
            self.problems += error.problems
            return
        _CaseFile(self, Fields(path, self.problems), top).read()

    def check_ends(self) -> None:
        """Note claims between kinds of entities that the ontology does not allow."""
        for fields, line, said, kind, start, end in self.ends:
            found = ontology().relationships[kind]
            for side, entity, allowed in (("from", start, found.starts), ("to", end, found.ends)):
                labels = self.labels.get(entity)
                if labels is not None and not set(labels) & set(allowed):
                    told = f"runs {side} {' or '.join(allowed)}, and {entity} is a {labels[-1]}"
                    fields.refuse(
                        line, "claim", said, f"{told}; exchange the ends or take another relationship"
                    )


class _CaseFile:
    def __init__(self, into: Cases, fields: Fields, top: Written) -> None:
        self.into, self.fields, self.top = into, fields, top
        self.evidence = Evidence(fields, into.dataset)
        self.ids: dict[str, str] = {}

    def read(self) -> None:
        fields = self.fields.mapping(self.top, "file", "start with 'case:' and 'sources:'")
        if not fields:
            return
        self.fields.known(fields, _FILE_FIELDS, "file")
        for key in ("case", "sources", "entities"):
            if key not in fields:
                self.fields.refuse(self.top.line, key, "", "is missing; every case file names it")
        for key, entry in self._section("sources"):
            self.evidence.add(key, entry)
        for key, entry in self._section("entities"):
            self._entity(key, entry)
        for entry in self.fields.list(fields.get("claims"), "claims", "write each claim after a '-'"):
            self._claim(entry)

    def _section(self, name: str) -> Iterable[tuple[str, Written]]:
        found = self.top.mapping().get(name)
        return self.fields.mapping(found, name, "write 'key: {…}' lines").items() if found else ()

    def _entity(self, key: str, entry: Written) -> None:
        where = f"entities.{key}"
        self.ids[key] = ""  # known, even if it is refused below, so that its claims are not refused as well
        fields = dict(self.fields.mapping(entry, where, "write label, name, source"))
        if not fields:
            return
        if not _KEY.fullmatch(key):
            self.fields.refuse(entry.line, where, key, "is no key; use small letters, digits and '-'")
        label = fields.pop("label", Written("", entry.line))
        if label.text() not in ontology().nodes or label.text() == "Country":
            kinds = ", ".join(name for name in ontology().nodes if name != "Country")
            self.fields.refuse(
                label.line, f"{where}.label", label.text(), f"is no kind of entity; one of {kinds}"
            )
            return
        entity = self._id(key, fields.pop("id", None), where)
        self.ids[key] = entity
        self._label(entity, label)
        country, also = fields.pop("country", None), fields.pop("also", None)
        main = Written(fields, entry.line)
        public = self._statement(entity, label.text(), main, where)
        for other in self.fields.list(also, f"{where}.also", "write each statement after a '-'"):
            self._statement(entity, label.text(), other, f"{where}.also", public)
        if country is not None and "source" in fields:
            self._country(entity, label.text(), country, main, where)

    def _id(self, key: str, given: Written | None, where: str) -> str:
        prefix = "case" if self.into.dataset == "cases" else self.into.dataset
        if given is None:
            return f"{prefix}-{key}"
        if not _ID.fullmatch(given.text()):
            self.fields.refuse(
                given.line, f"{where}.id", given.text(), "is no id; use letters, digits, '-', '.', '_'"
            )
        return given.text()

    def _label(self, entity: str, label: Written) -> None:
        labels = ontology().nodes[label.text()].labels
        known = self.into.labels.get(entity, labels)
        if known[0] != labels[0]:
            told = f"contradicts {entity}, which is a {known[0]} elsewhere; use one kind, or another key"
            self.fields.refuse(label.line, "label", label.text(), told)
        self.into.labels[entity] = max(known, labels, key=len)

    def _statement(self, entity: str, label: str, entry: Written, where: str, public: bool = False) -> bool:
        """Add what one source says of an entity; return whether it is named publicly."""
        kind = ontology().nodes[label]
        fields = self.fields.mapping(entry, where, "write source and values")
        row = self.evidence.of(entry, where)
        for name, text in fields.items():
            if name in kind.properties:
                row[name] = self.fields.parse(kind.properties[name], text, f"{where}.{name}")
            elif name not in _STATEMENT_FIELDS:
                self.fields.refuse(
                    text.line, f"{where}.{name}", text.text(), f"a {label} has no such property; remove it"
                )
        row["visibility"] = row.get("visibility") or "public"
        if label == "Defender":
            self._defender(row, fields, where, public)
        self.into.entities.append({"entity": entity, "labels": list(kind.labels), **row})
        return bool(row.get("named_publicly"))

    def _defender(self, row: dict[str, Any], fields: dict[str, Written], where: str, public: bool) -> None:
        """A defender is public only where the case says, having read its source, that it names them."""
        naming = [name for name in _NAMING if name in fields]
        if naming and row.get("anonymous"):
            told = "names a defender who is anonymous; leave out one of the two"
            self.fields.refuse(fields[naming[0]].line, f"{where}.{naming[0]}", fields[naming[0]].text(), told)
        if public:
            row.setdefault("named_publicly", True)
        if naming and not row.get("named_publicly"):
            row["visibility"] = "restricted"

    def _country(self, entity: str, label: str, country: Written, main: Written, where: str) -> None:
        link = ontology().nodes[label].country_by
        for code in (part.strip() for part in re.split(r"[;,]", country.text())):
            name = country_name(code)
            if not link or name is None:
                told = "is no ISO 3166 code of two letters; write one such as HN, or leave it out"
                self.fields.refuse(country.line, f"{where}.country", code, told)
                continue
            evidence = self.evidence.of(Written({"source": main.mapping()["source"]}, country.line), where)
            target = f"country-{code.lower()}"
            if target not in self.into.labels:
                self.into.labels[target] = ("Country",)
                given = {
                    "entity": target,
                    "labels": ["Country"],
                    "name": name,
                    "iso2": code,
                    "visibility": "public",
                }
                self.into.entities.append(
                    {**_ISO, **given, "dataset": self.into.dataset, "claim_status": "documented"}
                )
            self.into.claims.append(
                {"type": link, "from": entity, "to": target, "visibility": "public", **evidence}
            )

    def _claim(self, entry: Written) -> None:
        fields = dict(
            self.fields.mapping(entry, "claims", "write 'claim: a RELATIONSHIP b', source, claim_status")
        )
        if not fields:
            return
        said = fields.pop("claim", Written("", entry.line))
        match = _CLAIM.fullmatch(said.text())
        if not match or match["type"] not in ontology().relationships:
            kinds = ", ".join(ontology().relationships)
            told = f"is no claim; write 'a RELATIONSHIP b' with keys of this file and one of {kinds}"
            self.fields.refuse(said.line, "claim", said.text(), told)
            return
        row = {
            "visibility": "public",
            **self.evidence.of(Written(fields, entry.line), "claim"),
            "type": match["type"],
        }
        row |= self._values(match["type"], fields)
        for start in self._keys(match["from"], said):
            for end in self._keys(match["to"], said):
                self.into.claims.append({**row, "from": start, "to": end})
                self.into.ends.append((self.fields, said.line, said.text(), match["type"], start, end))

    def _values(self, kind: str, fields: dict[str, Written]) -> dict[str, Any]:
        known = {**ontology().relationships[kind].values, **ontology().period}
        row: dict[str, Any] = {}
        for name, text in fields.items():
            if name in known:
                row[name] = self.fields.parse(known[name], text, f"claim.{name}")
            elif name not in _STATEMENT_FIELDS:
                takes = ", ".join(known)
                self.fields.refuse(
                    text.line, f"claim.{name}", text.text(), f"a {kind} has no such value; it takes {takes}"
                )
        self.fields.check_order(row, fields)
        return row

    def _keys(self, text: str, said: Written) -> Iterator[str]:
        for key in (part.strip() for part in text.split(",")):
            if key in self.ids:
                yield self.ids[key]
            else:
                told = "is not under 'entities' of this file; add it or correct the key"
                self.fields.refuse(said.line, "claim", key, told)
