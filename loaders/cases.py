"""Curated cases: YAML files written and read by people, all or nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model.countries import country_name
from graph.model.ontology import Property, ontology
from graph.model.values import RefusedValue
from graph.statements.schema import Statements, claim_frame, entity_frame
from loaders.lines import RefusedFile, Written, read_yaml
from loaders.source import Source

SHIPPED = Path(__file__).parents[1] / "data" / "cases"
SOURCE = Source(
    name="cases",
    title="Curated cases",
    publisher="the project, each claim from the source it names",
    url="data/cases",
    licence="CC0-1.0 (facts and citations; the sources keep their rights)",
    files="one or more .yaml files; none: the cases that ship with the program",
    obtain="ships with the program; write your own in the same form",
)

_FILE_FIELDS = {"case", "title", "summary", "sources", "entities", "claims"}
_SOURCE_FIELDS = {"url", "citation", "publisher", "published", "archived_url", "retrieved"}
_STATEMENT_FIELDS = {"source", "says", "caveat", "visibility", "claim_status"}
_CLAIM = re.compile(r"(?P<from>[^A-Z]+?)\s+(?P<type>[A-Z][A-Z_]+)\s+(?P<to>[^A-Z]+)")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")


def files(given: Sequence[Path]) -> list[Path]:
    """The files to read: those given (a folder stands for its .yaml files), or the shipped cases."""
    spread = [sorted(p.glob("*.yaml")) if p.is_dir() else [p] for p in given or [SHIPPED]]
    return [path for paths in spread for path in paths]


def dataset(given: Sequence[Path]) -> str:
    """The dataset that files of one's own make: named after the first of them."""
    return re.sub(r"[^a-z0-9_-]+", "-", given[0].stem.lower()).strip("-") or "case"


def read(paths: Sequence[Path], dataset: str = "cases") -> Statements:
    """Read case files into statements; raise RefusedFile with every problem of every file."""
    reader = _Reader(dataset)
    for path in paths:
        reader.read_file(path)
    reader.check_ends()
    if reader.problems:
        raise RefusedFile(reader.problems)
    return Statements(entity_frame(reader.entities), claim_frame(reader.claims))


@dataclass
class _Reader:
    dataset: str
    entities: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    ends: list[tuple[Path, int, str, str, str]] = field(default_factory=list)

    def read_file(self, path: Path) -> None:
        try:
            top = read_yaml(path)
        except RefusedFile as error:
            self.problems += error.problems
            return
        if not top.mapping():
            self._refuse(path, top.line, "file", "", "holds no fields; start with 'case:' and 'sources:'")
            return
        _CaseFile(self, path, top).read()

    def check_ends(self) -> None:
        for path, line, kind, start, end in self.ends:
            found = ontology().relationships[kind]
            for side, entity, allowed in (("from", start, found.starts), ("to", end, found.ends)):
                labels = self.labels.get(entity)
                if labels is not None and not set(labels) & set(allowed):
                    told = f"a {kind} runs {side} {' or '.join(allowed)}, and this is a {labels[-1]}"
                    self._refuse(path, line, "claim", entity, told)

    def _refuse(self, path: Path, line: int, where: str, value: str, told: str) -> None:
        quoted = f" '{value}'" if value else ""
        self.problems.append(f"{path}:{line}: {where}:{quoted} {told}")


@dataclass
class _CaseFile:
    into: _Reader
    path: Path
    top: Written
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        fields = self.top.mapping()
        self._unknown(fields, _FILE_FIELDS, "file")
        for key in ("case", "sources", "entities"):
            if key not in fields:
                self._refuse(self.top.line, key, "", "is missing; every case file names it")
        for key, entry in self._section("sources"):
            self._source(key, entry)
        for key, entry in self._section("entities"):
            self._entity(key, entry)
        for entry in fields["claims"].items() if "claims" in fields else []:
            self._claim(entry)

    def _section(self, name: str) -> Iterable[tuple[str, Written]]:
        return self.top.mapping().get(name, Written({}, 1)).mapping().items()

    def _source(self, key: str, entry: Written) -> None:
        fields = entry.mapping()
        self._unknown(fields, _SOURCE_FIELDS, f"sources.{key}")
        known = ontology().evidence
        row = {}
        for name, text in fields.items():
            column = "source_url" if name == "url" else name
            if column in known:
                row[column] = self._parse(known[column], text, f"sources.{key}.{name}")
        if not (row.get("source_url") or row.get("citation")):
            self._refuse(entry.line, f"sources.{key}", "", "has neither url nor citation; give one")
        if not row.get("publisher"):
            self._refuse(entry.line, f"sources.{key}", "", "has no publisher; name who published it")
        self.sources[key] = row

    def _entity(self, key: str, entry: Written) -> None:
        fields = dict(entry.mapping())
        where = f"entities.{key}"
        if not _KEY.fullmatch(key):
            self._refuse(entry.line, where, key, "is no key; use small letters, digits and '-'")
        label = fields.pop("label", Written("", entry.line))
        if label.text() not in ontology().nodes or label.text() == "Country":
            kinds = ", ".join(name for name in ontology().nodes if name != "Country")
            self._refuse(label.line, f"{where}.label", label.text(), f"is no kind of entity; one of {kinds}")
            return
        entity = fields.pop("id").text() if "id" in fields else f"{_prefix(self.into.dataset)}-{key}"
        self.ids[key] = entity
        self._label(entity, label)
        country = fields.pop("country", None)
        also = fields.pop("also", None)
        for statement in (Written(fields, entry.line), *(also.items() if also else [])):
            self._entity_statement(entity, label.text(), statement, where)
        if country is not None and "source" in fields:
            self._country(entity, label.text(), country, fields["source"], where)

    def _label(self, entity: str, label: Written) -> None:
        labels = ontology().nodes[label.text()].labels
        known = self.into.labels.get(entity, labels)
        if known[0] != labels[0]:
            self._refuse(label.line, "label", label.text(), f"contradicts {entity}, which is a {known[0]} elsewhere")
        self.into.labels[entity] = max(known, labels, key=len)

    def _entity_statement(self, entity: str, label: str, entry: Written, where: str) -> None:
        kind = ontology().nodes[label]
        row = self._evidence(entry, where)
        for name, text in entry.mapping().items():
            if name in kind.properties:
                row[name] = self._parse(kind.properties[name], text, f"{where}.{name}")
            elif name not in _STATEMENT_FIELDS:
                self._refuse(text.line, f"{where}.{name}", text.text(), f"a {label} has no such property")
        row["visibility"] = row.get("visibility") or "public"
        if label == "Defender" and not (row.get("named_publicly") or row.get("anonymous") or "name" not in row):
            row["visibility"] = "restricted"
        self.into.entities.append({"entity": entity, "labels": list(kind.labels), **row})

    def _country(self, entity: str, label: str, country: Written, source: Written, where: str) -> None:
        link = ontology().nodes[label].country_by
        for code in (part.strip() for part in re.split(r"[;,]", country.text())):
            name = country_name(code)
            if not link or name is None:
                self._refuse(country.line, f"{where}.country", code, "is no ISO 3166 code of two letters")
                continue
            evidence = self._evidence(Written({"source": source}, country.line), where)
            target = f"country-{code.lower()}"
            if target not in self.into.countries:
                self.into.countries.add(target)
                self.into.labels[target] = ("Country",)
                iso = {"source_url": "https://www.iso.org/iso-3166-country-codes.html", "publisher": "ISO 3166"}
                given = {"entity": target, "labels": ["Country"], "name": name, "iso2": code, "visibility": "public"}
                self.into.entities.append({**iso, **given, "dataset": self.into.dataset, "claim_status": "documented"})
            self.into.claims.append({"type": link, "from": entity, "to": target, **evidence, "visibility": "public"})

    def _claim(self, entry: Written) -> None:
        fields = dict(entry.mapping())
        said = fields.pop("claim", Written("", entry.line))
        match = _CLAIM.fullmatch(said.text())
        if not match or match["type"] not in ontology().relationships:
            kinds = ", ".join(ontology().relationships)
            told = f"is no claim; write 'a RELATIONSHIP b' with keys of this file and one of {kinds}"
            self._refuse(said.line, "claim", said.text(), told)
            return
        row = {**self._evidence(Written(fields, entry.line), "claim"), "type": match["type"]}
        row |= self._claim_values(match["type"], fields)
        for start in self._keys(match["from"], said):
            for end in self._keys(match["to"], said):
                self.into.claims.append({**row, "from": start, "to": end})
                self.into.ends.append((self.path, said.line, match["type"], start, end))

    def _claim_values(self, kind: str, fields: dict[str, Written]) -> dict[str, Any]:
        known = {**ontology().relationships[kind].values, **ontology().period}
        row: dict[str, Any] = {"visibility": "public"}
        for name, text in fields.items():
            if name in known:
                row[name] = self._parse(known[name], text, f"claim.{name}")
            elif name == "visibility":
                row[name] = self._parse(ontology().evidence[name], text, f"claim.{name}")
            elif name not in _STATEMENT_FIELDS:
                self._refuse(text.line, f"claim.{name}", text.text(), f"a {kind} has no such value")
        low, high, since, until = (row.get(k) for k in ("share_min", "share_max", "since", "until"))
        line = next(iter(fields.values())).line if fields else 1
        if low is not None and high is not None and low > high:
            self._refuse(line, "claim.share_min", str(low), f"is above share_max {high}; exchange them")
        if since and until and since[: len(until)] > until:
            self._refuse(line, "claim.since", since, f"is after until {until}; exchange them")
        return row

    def _evidence(self, entry: Written, where: str) -> dict[str, Any]:
        fields = entry.mapping()
        row: dict[str, Any] = {"dataset": self.into.dataset, "file": self.path.name, "line": entry.line}
        source = fields.get("source")
        if source is None:
            self._refuse(entry.line, f"{where}.source", "", "is missing; nothing is said without a source")
        elif source.text() not in self.sources:
            self._refuse(source.line, f"{where}.source", source.text(), "is not under 'sources' of this file")
        else:
            row |= self.sources[source.text()]
        known = ontology().evidence
        for name in ("says", "caveat", "visibility"):
            if name in fields:
                row[name] = self._parse(known[name], fields[name], f"{where}.{name}")
        status = fields.get("claim_status")
        row["claim_status"] = (
            "documented" if status is None else self._parse(known["claim_status"], status, f"{where}.claim_status")
        )
        if where == "claim" and status is None:
            self._refuse(entry.line, "claim.claim_status", "", "is missing; documented, reported, alleged or disputed")
        return row

    def _keys(self, text: str, said: Written) -> Iterator[str]:
        for key in (part.strip() for part in text.split(",")):
            if key in self.ids:
                yield self.ids[key]
            else:
                self._refuse(said.line, "claim", key, "is not under 'entities' of this file; add it or correct the key")

    def _parse(self, found: Property, text: Written, where: str) -> Any:
        try:
            return found.parse(text.text())
        except RefusedValue as error:
            self._refuse(text.line, where, "", str(error))
            return None

    def _unknown(self, fields: Iterable[str], known: set[str], where: str) -> None:
        for name in fields:
            if name not in known:
                line = self.top.mapping()[name].line if name in self.top.mapping() else self.top.line
                self._refuse(line, where, name, f"is no field here; one of {', '.join(sorted(known))}")

    def _refuse(self, line: int, where: str, value: str, told: str) -> None:
        self.into._refuse(self.path, line, where, value, told)


def _prefix(dataset: str) -> str:
    return "case" if dataset == "cases" else dataset
