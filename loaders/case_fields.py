"""The fields of a case file: parsed or refused, with file, line, field, value and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model.ontology import Property, ontology
from graph.model.periods import is_after
from graph.model.values import RefusedValue, quoted
from loaders.lines import Written

_SOURCE_FIELDS = {"url", "citation", "publisher", "published", "archived_url", "retrieved"}
_LISTS = ("texts", "isins")


@dataclass(frozen=True)
class Fields:
    """Reads fields of one file; what is wrong becomes a line of `problems`."""

    path: Path
    problems: list[str]

    def refuse(self, line: int, where: str, value: str, told: str) -> None:
        """Note a problem."""
        shown = f" {quoted(value)}" if value else ""
        self.problems.append(f"{self.path}:{line}: {where}:{shown} {told}")

    def mapping(self, found: Written, where: str, write: str) -> dict[str, Written]:
        """The fields that stand here; anything else is refused."""
        if not found.mapping():
            self.refuse(
                found.line,
                where,
                "",
                f"holds {found.shape if found.value else 'nothing'}, not fields; {write}",
            )
        return found.mapping()

    def list(self, found: Written | None, where: str, write: str) -> Iterable[Written]:
        """The list that stands here; anything else is refused."""
        if found is None:
            return ()
        if not isinstance(found.value, list):
            self.refuse(
                found.line,
                where,
                "",
                f"holds {found.shape if found.value else 'nothing'}, not a list; {write}",
            )
            return ()
        return found.value

    def known(self, fields: Mapping[str, Written], names: set[str], where: str) -> None:
        """Refuse fields that are not among `names`."""
        for name, entry in fields.items():
            if name not in names:
                self.refuse(entry.line, where, name, f"is no field here; one of {', '.join(sorted(names))}")

    def parse(self, found: Property, text: Written, where: str) -> Any:  # noqa: ANN401 - any value
        """The value of a property, None where it is refused."""
        try:
            if isinstance(text.value, dict):
                raise RefusedValue("holds fields; write one value")
            if isinstance(text.value, list):
                return self._parse_list(found, text)
            return found.parse(text.value)
        except RefusedValue as error:
            self.refuse(text.line, where, "", str(error))
            return None

    def check_order(self, row: Mapping[str, Any], fields: Mapping[str, Written]) -> None:
        """Refuse a least share above the greatest, and an end before the beginning."""
        low, high, since, until = (row.get(name) for name in ("share_min", "share_max", "since", "until"))
        if low is not None and high is not None and low > high:
            self.refuse(
                fields["share_min"].line,
                "claim.share_min",
                f"{low:g}",
                f"is above share_max {high:g}; exchange them",
            )
        if since and until and is_after(since, until):
            self.refuse(fields["since"].line, "claim.since", since, f"is after until {until}; exchange them")

    def _parse_list(self, found: Property, text: Written) -> Any:  # noqa: ANN401 - any value
        if found.kind not in _LISTS:
            raise RefusedValue(f"{quoted(text.text())} is a list; write one value")
        parts = []
        for item in text.items():
            if not isinstance(item.value, str) or not item.value.strip():
                raise RefusedValue("holds an item that is no text; write each as a word or in quotes")
            parts += [item.value.strip()] if found.kind == "texts" else list(found.parse(item.value))  # type: ignore[arg-type]
        return parts


@dataclass
class Evidence:
    """The sources of one file by their keys, and the evidence of what is said from them."""

    fields: Fields
    dataset: str
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, key: str, entry: Written) -> None:
        """Read a source."""
        where = f"sources.{key}"
        fields = self.fields.mapping(entry, where, "write publisher, and url or citation")
        self.fields.known(fields, _SOURCE_FIELDS, where)
        known = ontology().evidence
        row = {}
        for name, text in fields.items():
            column = "source_url" if name == "url" else name
            if name in _SOURCE_FIELDS:
                row[column] = self.fields.parse(known[column], text, f"{where}.{name}")
        if fields and not ("url" in fields or "citation" in fields):
            self.fields.refuse(entry.line, where, "", "has neither url nor citation; give one")
        if fields and "publisher" not in fields:
            self.fields.refuse(entry.line, where, "", "has no publisher; name who published it")
        self.sources[key] = row

    def of(self, entry: Written, where: str) -> dict[str, Any]:
        """The evidence of a statement: its source, what it says, its status, its visibility."""
        fields = entry.mapping()
        row: dict[str, Any] = {"dataset": self.dataset, "file": self.fields.path.name, "line": entry.line}
        source = fields.get("source")
        if source is None:
            self.fields.refuse(
                entry.line, f"{where}.source", "", "is missing; nothing is said without a source"
            )
        elif source.text() not in self.sources:
            told = "is not under 'sources' of this file; add it or correct the key"
            self.fields.refuse(source.line, f"{where}.source", source.text(), told)
        else:
            row |= self.sources[source.text()]
        known = ontology().evidence
        row["claim_status"] = "documented"
        for name in ("says", "caveat", "visibility", "claim_status"):
            if name in fields:
                row[name] = self.fields.parse(known[name], fields[name], f"{where}.{name}")
        if where == "claim" and "claim_status" not in fields:
            words = ", ".join(ontology().claim_status)
            self.fields.refuse(entry.line, "claim.claim_status", "", f"is missing; write one of {words}")
        return row
