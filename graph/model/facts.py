"""Claims that say the same are one fact: its id, its range of shares, its statuses, its conflicts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations
from typing import Any

import polars as pl

from graph.model.ontology import ontology
from graph.model.periods import begins_after, ended_before, is_after, nearest, overlaps

Claim = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """One fact between two entities (ids) and the claims that state it, nearest to the day asked first."""

    id: str
    type: str
    start: str
    end: str
    claims: tuple[Claim, ...]
    conflicts: tuple[str, ...] = field(default=())

    @property
    def status(self) -> str:
        """The strongest status of its claims: documented before reported, alleged, disputed."""
        return min((str(c["claim_status"]) for c in self.claims), key=ontology().claim_status.index)

    @property
    def followed(self) -> bool:
        """Whether it is leverage at all: not a loan that was only considered or refused."""
        kind = ontology().relationships[self.type]
        return not all(claim.get(kind.worded_by) in kind.not_followed for claim in self.claims)

    def ended(self, day: str) -> bool:
        """Whether a source says that it was over before that day, and none that it was so later."""
        return ended_before(firm(self.claims) or self.claims, day)

    @property
    def caveats(self) -> list[str]:
        """The words that must travel with it, each once."""
        return list(dict.fromkeys(str(c["caveat"]) for c in self.claims if c.get("caveat")))

    @property
    def share(self) -> tuple[float, float] | None:
        """The lowest and highest share (percent) at the day asked, or None where none is disclosed."""
        claim = self.share_claim
        return share_range(claim) if claim else None

    @property
    def share_claim(self) -> Claim | None:
        """The claim of its share: the nearest that gives a figure, else one that gives a bound."""
        stated = [c for c in self.claims if share_range(c) is not None]
        figures = [c for c in stated if c.get("share") is not None]
        return next((c for c in (*firm(figures), *firm(stated), *figures, *stated)), None)

    def value(self, name: str) -> Any:  # noqa: ANN401 - any value
        """The value of that name nearest to the day asked; what is only alleged or disputed comes last."""
        stated = [c for c in self.claims if c.get(name) is not None]
        return next((c[name] for c in (*firm(stated), *stated)), None)

    def contradicting(self, name: str) -> list[Claim]:
        """The claims that contradict another in the value `name`."""
        rules = [rule for rule in ontology().relationships[self.type].conflicts if name in rule.differ]
        pairs = [
            (a, b)
            for rule in rules
            for a, b in combinations(self.claims, 2)
            if _contradict(a, b, rule.same, name)
        ]
        return [claim for claim in self.claims if any(claim is one for pair in pairs for one in pair)]

    def sources(self) -> list[str]:
        """The distinct sources (address, or citation) behind it."""
        return list(dict.fromkeys(c.get("source_url") or c.get("citation") or "" for c in self.claims))


def firm(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that are documented or reported."""
    return [claim for claim in claims if claim["claim_status"] in ("documented", "reported")]


def share_range(claim: Claim) -> tuple[float, float] | None:
    """What a claim says of the share, as (lowest, highest) in percent; an open end is 0 or 100."""
    if claim.get("share") is not None:
        return claim["share"], claim["share"]
    low, high = claim.get("share_min"), claim.get("share_max")
    if low is None and high is None:
        return None
    return low if low is not None else 0.0, high if high is not None else 100.0


def facts(claims: Iterable[Claim], as_of: str | None = None) -> list[Fact]:
    """Group claims (with `fact`, `type`, `from`, `to`) into facts, as of a day where a kind carries leverage.

    A claim is dropped if it ended before that day or began after it; a fact if a claim says that it ended
    before and none saw it later. Of several observations the nearest comes first.
    """
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim["fact"], []).append(claim)
    found = (_fact(key, members, as_of) for key, members in grouped.items())
    return [fact for fact in found if fact is not None]


def fact_ids(claims: pl.DataFrame) -> pl.Series:
    """The fact's id of each claim: a hash of its type, its ends and its kind's `same_when` values."""
    keys = pl.lit("")
    for kind in ontology().relationships.values():
        named = [pl.col(name).cast(pl.String).fill_null("") for name in kind.same_when]
        keys = (
            pl.when(pl.col("type") == kind.type).then(pl.concat_str(named, separator="\x1f")).otherwise(keys)
        )
    whole = claims.select(key=pl.concat_str(pl.col("type"), keys, separator="\x1f"))["key"]
    return pl.Series(
        "fact", [blake2b(key.encode(), digest_size=8).hexdigest() for key in whole], dtype=pl.String
    )


def conflicts(claims: pl.DataFrame) -> pl.DataFrame:
    """(fact, conflict): in which values the claims of a fact contradict each other, where they do."""
    several = claims.filter(pl.len().over("fact") > 1)
    grouped: dict[str, list[Claim]] = {}
    for claim in several.iter_rows(named=True):
        grouped.setdefault(claim["fact"], []).append(claim)
    found = {key: ", ".join(_conflicts(members[0]["type"], members)) for key, members in grouped.items()}
    rows = [(key, names) for key, names in found.items() if names]
    return pl.DataFrame(rows, schema={"fact": pl.String, "conflict": pl.String}, orient="row")


def _fact(key: str, members: list[Claim], as_of: str | None) -> Fact | None:
    kind = ontology().relationships[members[0]["type"]]
    as_of = as_of if kind.leverage else None
    if as_of:
        if ended_before(firm(members) or members, as_of) or begins_after(members, as_of):
            return None
        members = [c for c in members if not begins_after([c], as_of) and not _ends_before(c, as_of)]
        if not members:
            return None
    order = ontology().claim_status.index
    ranked = sorted(members, key=lambda c: (*nearest(c, as_of), order(c["claim_status"]), str(c["claim"])))
    first = members[0]
    return Fact(
        key, kind.type, first["from"], first["to"], tuple(ranked), tuple(_conflicts(kind.type, members))
    )


def _ends_before(claim: Claim, as_of: str) -> bool:
    return bool(claim.get("until")) and is_after(as_of, str(claim["until"]))


def _conflicts(kind: str, members: list[Claim]) -> Iterator[str]:
    """The names of the values in which claims of one fact contradict each other."""
    for rule in ontology().relationships[kind].conflicts:
        for name in rule.differ:
            if any(_contradict(a, b, rule.same, name) for a, b in combinations(members, 2)):
                yield name


def _contradict(a: Claim, b: Claim, same: tuple[str, ...], name: str) -> bool:
    if a.get(name) is None or b.get(name) is None:
        return False
    if any(not overlaps(str(a.get(key) or ""), str(b.get(key) or "")) for key in same):
        return False
    if name in ("since", "until", "decided"):
        return not overlaps(a[name], b[name])
    return bool(a[name] != b[name])
