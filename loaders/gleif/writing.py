"""Golden copies of any kinds, in any order, written as the tables of one dataset."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

import polars as pl

from loaders.gleif import exceptions, lei_records, relationships
from loaders.gleif.container import GoldenCopy, recognised
from loaders.gleif.earlier import Earlier
from loaders.gleif.evidence import compared
from loaders.gleif.gathered import FILE, LINE, Target, sink
from loaders.gleif.layout import EXCEPTIONS, LEI, RELATIONSHIPS
from loaders.gleif.staged import Staged, StagedLei, staged, staged_lei
from loaders.source import Report, Written

_LINES = 20
_EMPTY: dict[str, dict[str, pl.DataType]] = {
    "entities": {"entity": pl.String(), "labels": pl.List(pl.String), FILE: pl.String(), LINE: pl.Int64()},
    "claims": {
        **dict.fromkeys(("claim", "type", "from", "to", "source_url", FILE), pl.String()),
        LINE: pl.Int64(),
    },
    "rejected": {FILE: pl.String(), LINE: pl.Int64(), "reason": pl.String(), "key": pl.String()},
}


def write(
    paths: Sequence[Path], name: str, into: Path, before: Mapping[str, Path], report: Report
) -> Written:
    """Write the statements of golden copies into the folder `into` as tables of the dataset `name`.

    Each kind of file takes the place of what its kind said `before`; the kinds that are not given stay.
    """
    copies = [recognised(path) for path in dict.fromkeys(paths)]
    writing = _Writing(name, into, Earlier(before), report)
    writing.lei([copy for copy in copies if copy.layout is LEI])
    writing.relationships([copy for copy in copies if copy.layout is RELATIONSHIPS])
    writing.exceptions([copy for copy in copies if copy.layout is EXCEPTIONS])
    return writing.written([copy.path.name for copy in copies])


@dataclass
class _Writing:
    """What the dataset will say, lazily; `known` has (entity, labels) of the LEI records, if any."""

    dataset: str
    into: Path
    earlier: Earlier
    report: Report
    known: pl.LazyFrame | None = None
    entities: list[pl.LazyFrame] = field(default_factory=list)
    claims: list[pl.LazyFrame] = field(default_factory=list)
    staged: list[Staged] = field(default_factory=list)
    records: StagedLei | None = None
    notes: Counter[str] = field(default_factory=Counter)

    def lei(self, copies: Sequence[GoldenCopy]) -> None:
        if not copies:
            self.entities += self.earlier.lei_entities
            self.claims += self.earlier.lei_claims
        else:
            self.records = staged_lei(copies, self.into, self.report, self.dataset)
            self.entities.append(self.records.entities)
            self.claims.append(lei_records.homes(self.records.entities))
            self.claims += lei_records.claims(self.records.aside.kept, self.dataset)
        if self.entities:
            self.known = self.entities[0].select("entity", "labels")

    def relationships(self, copies: Sequence[GoldenCopy]) -> None:
        claims = self.earlier.relationship_claims
        if copies:
            claims = [relationships.claims(self._staged(copies, relationships).kept, self.dataset)]
        self.claims += claims
        if self.known is not None and claims:
            self.entities.append(relationships.funds(claims[0], self.known))
            ends = pl.concat([claims[0].select("claim", entity=side) for side in ("from", "to")])
            self._note(self._absent(ends), "relationships with an LEI that has no record")

    def exceptions(self, copies: Sequence[GoldenCopy]) -> None:
        told = self.earlier.exceptions
        if copies:
            told = [exceptions.entities(self._staged(copies, exceptions).kept, self.dataset)]
        if self.known is not None and told:
            numbered = told[0].select("entity", claim=pl.concat_str(FILE, LINE, separator=":"))
            self._note(self._absent(numbered), "reporting exceptions of an LEI that has no record")
        self.entities += [exceptions.with_labels(found, self.known) for found in told]

    def written(self, given: list[str]) -> Written:
        """Write the tables and count them."""
        self.report("Writing statements", None)
        self._write_entities()
        self._sink("claims", self.claims)
        asides = [*self.staged, *([self.records.aside] if self.records else [])]
        self._sink("rejected", [found.rejected for found in asides])
        entities, claims, rejected = (self._scan(name) for name in _EMPTY)
        counts = [found.counts() for found in self.staged]
        counts += [self.records.counts()] if self.records else []
        notes = sum((left_out for _read, _wrong, left_out in counts), self.notes)
        first = rejected.head(_LINES).collect()
        return Written(
            rows_read=sum(read for read, _wrong, _left_out in counts),
            entities=entities.select(pl.col("entity").hash().n_unique()).collect(engine="streaming").item(),
            claims=claims.select(pl.len()).collect(engine="streaming").item(),
            rejected=sum(wrong for _read, wrong, _left_out in counts),
            first_rejected=[f"{file}:{line}: {reason}" for file, line, reason, _key in first.iter_rows()],
            left_out=dict(sorted(notes.items())),
            files=list(dict.fromkeys([*given, *_files(entities), *_files(claims)])),
        )

    def _staged(self, copies: Sequence[GoldenCopy], kind: ModuleType) -> Staged:
        found = staged(copies, self.into, self.report, kind)
        self.staged.append(found)
        return found

    def _note(self, count: int, what: str) -> None:
        if count:
            self.notes[what] = count

    def _absent(self, named: pl.LazyFrame) -> int:
        """How many claims of (entity, claim) name an entity that no LEI record has."""
        assert self.known is not None
        known = self.known.select(compared(pl.col("entity")))
        absent = named.with_columns(compared(pl.col("entity"))).join(known, on="entity", how="anti")
        return int(absent.select(pl.col("claim").n_unique()).collect(engine="streaming").item())

    def _write_entities(self) -> None:
        """Entities that were written as they stay, and are all there is, are not written again."""
        if self.records and len(self.records.parts) == len(self.entities) == 1:
            self.records.parts[0].rename(self.into / "entities.parquet")
            self.claims[0] = lei_records.homes(self._scan("entities"))
            self.records = replace(self.records, entities=self._scan("entities"))
        else:
            self._sink("entities", self.entities)

    def _sink(self, name: str, tables: Sequence[pl.LazyFrame]) -> None:
        whole = pl.concat([pl.LazyFrame(schema=_EMPTY[name]), *tables], how="diagonal")
        sink([Target(whole, self.into / f"{name}.parquet")])

    def _scan(self, name: str) -> pl.LazyFrame:
        return pl.scan_parquet(self.into / f"{name}.parquet", glob=False)


def _files(table: pl.LazyFrame) -> list[str]:
    found = table.select(pl.col(FILE).drop_nulls().unique().sort()).collect(engine="streaming")
    return list(found[FILE])
