"""The library in use: find a value by id, by item or by words, and follow what superseded it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pycore.errors import LibraryError
from pycore.if97.tables import SteamTables, tabulate
from pycore.language import Text
from pycore.library.evidence import NOTHING, Spread, Support
from pycore.library.evidence_records import Erratum, Origin
from pycore.library.fuel import Fuel, assemble
from pycore.library.guide import Guide
from pycore.library.not_found import same_name, unknown
from pycore.library.records import Absence, Benchmark, Coefficient, Entry, Factor, LibraryEdition


@dataclass(frozen=True)
class Library:
    """Every factor, benchmark and coefficient by its id, with the digest of the files that they come from."""

    factors: Mapping[str, Factor]
    benchmarks: Mapping[str, Benchmark]
    absences: Mapping[str, Absence]
    guides: Mapping[str, Guide]
    coefficients: tuple[Coefficient, ...]
    changes: tuple[LibraryEdition, ...]
    digest: str
    supports: Mapping[str, Support] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    errata: tuple[Erratum, ...] = ()

    @property
    def version(self) -> str:
        """The edition of the data, as "2026.1": the last row of changes.csv; blank when there is none."""
        return self.changes[-1].version if self.changes else ""

    # -- by id

    def factor(self, id: str) -> Factor:
        """Return the factor of this id; raises LibraryError with the nearest ids or the reason of absence."""
        if id in self.factors:
            return self.factors[id]
        raise self._missing(id, self.factors)

    def entry(self, id: str) -> Factor | Benchmark:
        """Return the factor or the benchmark of this id; raises LibraryError as `factor` does."""
        if id in self.benchmarks:
            return self.benchmarks[id]
        if id in self.factors:
            return self.factors[id]
        raise self._missing(id, [*self.factors, *self.benchmarks])

    def superseded_by(self, id: str) -> Factor | Benchmark | None:
        """Return the entry that replaces this one, or None while it is current; raises on an unknown id."""
        self.entry(id)
        return self._successors.get(id)

    def chain(self, id: str) -> tuple[Factor | Benchmark, ...]:
        """Return the entry with all that it superseded and all that superseded it, oldest first."""
        oldest = self.entry(id)
        while oldest.supersedes:
            oldest = self.entry(oldest.supersedes)
        chain = [oldest]
        while (newer := self._successors.get(chain[-1].id)) is not None:
            chain.append(newer)
        return tuple(chain)

    # -- evidence and errata

    def support(self, id: str) -> Support:
        """Return the evidence of a factor or benchmark, which may be none; raises on an unknown id."""
        self.entry(id)
        return self.supports.get(id, NOTHING)

    def spread(self, id: str) -> Spread | None:
        """Return how far the sources of a value differ, or None where none gives another number."""
        return self.support(id).spread(self.entry(id).value)

    def errata_of(self, id: str) -> tuple[Erratum, ...]:
        """Return what was corrected, confirmed or questioned in a row, oldest first."""
        return tuple(erratum for erratum in self.errata if erratum.id == id)

    def as_of(self, id: str, version: str) -> Factor | Benchmark:
        """Return the factor or benchmark as an edition held it, so that an old file can be recomputed.

        Raises LibraryError for an unknown edition, and for a value that a later edition brought.
        """
        entry, at = self.entry(id), self._place(version)
        if not self.had(id, version):
            raise LibraryError(
                Text(
                    f"{version} 版没有 {id}：它始于 {entry.version} 版。请用该版或更新的版本。",
                    f"Edition {version} has no {id}: it came with {entry.version}. Ask for that edition or a later one.",
                )
            )
        values = entry.model_dump()
        for erratum in reversed(self.errata_of(id)):
            if self._place(erratum.to_version) > at:
                values[erratum.column] = erratum.old_value
        return type(entry).model_validate(values)

    def had(self, id: str, version: str) -> bool:
        """Tell whether an edition had a factor or benchmark already; a row of no known edition was always there."""
        came, at = self.entry(id).version, self._place(version)
        return all(change.version != came for change in self.changes[at + 1 :])

    # -- by words and category

    def find(self, words: str) -> tuple[Factor | Benchmark, ...]:
        """Return the entries in whose id, names, notes or source every word occurs, in any case."""
        wanted = words.casefold().split()
        return tuple(entry for entry, text in self._texts if all(word in text for word in wanted))

    def categories(self) -> tuple[str, ...]:
        """Return the names of the categories of factors."""
        return tuple(dict.fromkeys(f.category for f in self.factors.values()))

    def category(self, name: str) -> tuple[Factor, ...]:
        """Return the factors of a category; raises LibraryError when there is no such category."""
        if name not in self.categories():
            raise unknown(Text("类别", "category"), name, self.categories())
        return tuple(f for f in self.factors.values() if f.category == name)

    # -- by item

    def fuel_sets(self) -> tuple[str, ...]:
        """Return the sets of fuel parameters, oldest first, as ("2015", "2023")."""
        return tuple(sorted({fuel.set for fuel in self._fuels}))

    def fuels(self, fuel_set: str) -> tuple[Fuel, ...]:
        """Return the fuels of a set in the order of the standard's table; raises on an unknown set."""
        if fuel_set not in self.fuel_sets():
            raise unknown(Text("燃料参数集", "set of fuel parameters"), fuel_set, self.fuel_sets())
        return tuple(fuel for fuel in self._fuels if fuel.set == fuel_set)

    def fuel(self, name: str, fuel_set: str) -> Fuel:
        """Return one fuel by its key or its zh or en name; raises LibraryError with the nearest names."""
        fuels = self.fuels(fuel_set)
        for fuel in fuels:
            if same_name(name, fuel.key, fuel.name.zh, fuel.name.en):
                return fuel
        raise unknown(Text("燃料", "fuel"), name, [*(f.key for f in fuels), *(f.name.zh for f in fuels)])

    def electricity(self, place: str, year: int, reading: str = "average") -> Factor:
        """Return the grid factor, tCO2/MWh, of a place in a year.

        `place` is `national`, a region (southwest) or a province (chongqing); `reading` is average, residual
        (market-traded non-fossil electricity excluded) or fossil, the last two for `national` only. What is
        not published raises LibraryError; a neighbour's value is never given instead.
        """
        if place == "national":
            return self.factor(f"electricity.national.{reading}.{year}")
        if reading != "average":
            what = Text(f"{place} 的电力因子口径", f"reading of the electricity factor of {place}")
            raise unknown(what, reading, ["average"])
        region = f"electricity.region.{place}.{year}"
        return self.factor(region if region in self.factors else f"electricity.province.{place}.{year}")

    def gwp(self, gas: str, assessment: str = "AR5") -> Factor:
        """Return the GWP100, tCO2e/t, of a gas (CH4, HFC-134a …) in SAR, AR4, AR5 or AR6.

        Raises LibraryError for an unknown gas or report, and for a gas that the report has no value for.
        """
        known = [f for f in self.factors.values() if f.category == "gwp"]
        reports = {f.set.casefold(): f.set for f in known}
        gases = {f.key.casefold(): f.key for f in known}
        report = reports.get(assessment.strip().casefold())
        if report is None:
            raise unknown(Text("评估报告", "assessment report"), assessment, list(reports.values()))
        # Subscripts, as in SF₆, become plain digits.
        key = gases.get(unicodedata.normalize("NFKC", gas).strip().casefold())
        if key is None:
            raise unknown(Text("气体", "gas"), gas, list(gases.values()))
        return self.factor(f"gwp.{report}.{key}")

    def steam(self) -> SteamTables:
        """Return the coefficients of IAPWS-IF97 for regions 1 to 4 and the boundary between 2 and 3."""
        return self._steam_tables

    def guide(self, key: str) -> Guide:
        """Return the lines, indicators and measures of a guide (chongqing_park); raises on an unknown one."""
        if key not in self.guides:
            raise unknown(Text("指南", "guide"), key, list(self.guides))
        return self.guides[key]

    # -- benchmarks

    def benchmark(
        self, product: str, indicator: str, scheme: str, level: int | None = None, condition: str = ""
    ) -> Benchmark:
        """Return one benchmark of a product.

        `product` is a key (methanol) or a name (煤制甲醇, coal-to-methanol); `indicator` is GHG or NOx.
        The level may be left out only where the scheme has a single value. Raises LibraryError with what
        there is.
        """
        levels = self.benchmark_levels(product, indicator, scheme, condition)
        if level is None and len(levels) == 1:
            return levels[0]
        for benchmark in levels:
            if benchmark.level == level:
                return benchmark
        what = Text(f"{scheme} 中 {product} 的等级", f"level of {product} in {scheme}")
        raise unknown(what, "" if level is None else str(level), [str(b.level) for b in levels])

    def benchmark_levels(self, product: str, indicator: str, scheme: str, condition: str = "") -> tuple[Benchmark, ...]:
        """Return the benchmarks of a product in a scheme, strictest level first; raises on none."""
        found = list(self.benchmarks.values())
        here = Text(f"{scheme} 中", f" in {scheme}")
        found = _narrow(found, scheme, Text("基准方案", "benchmark scheme"), lambda b: (b.scheme,))
        found = _narrow(found, indicator, Text(f"{here.zh}的指标", f"indicator{here.en}"), lambda b: (b.indicator,))
        found = _narrow(found, product, Text(f"{here.zh}的产品", f"product{here.en}"), _product_names)
        what = Text(f"{here.zh} {product} 的条件", f"condition of {product}{here.en}")
        found = _narrow(found, condition, what, lambda b: (b.condition,))
        return tuple(sorted(found, key=lambda b: b.level))

    # -- built once

    @cached_property
    def _entries(self) -> tuple[Factor | Benchmark, ...]:
        return (*self.factors.values(), *self.benchmarks.values())

    @cached_property
    def _successors(self) -> dict[str, Factor | Benchmark]:
        return {entry.supersedes: entry for entry in self._entries if entry.supersedes}

    @cached_property
    def _texts(self) -> tuple[tuple[Factor | Benchmark, str], ...]:
        return tuple((entry, _searchable(entry)) for entry in self._entries)

    @cached_property
    def _steam_tables(self) -> SteamTables:
        return tabulate(self.coefficients)

    @cached_property
    def _fuels(self) -> tuple[Fuel, ...]:
        return assemble(f for f in self.factors.values() if f.category == "fuel")

    def _place(self, version: str) -> int:
        """The place of an edition among all, the oldest first; raises LibraryError on an unknown one."""
        editions = [change.version for change in self.changes]
        if version not in editions:
            raise unknown(Text("版本", "edition"), version, editions)
        return editions.index(version)

    def _missing(self, id: str, known: Iterable[str]) -> LibraryError:
        """Return the error for an id that is not there: the reason where it is absent on purpose, else near ids."""
        absence = self.absences.get(id)
        if absence is None:
            return unknown(Text("编号", "id"), id, list(known))
        return LibraryError(Text(f"没有 {id}：{absence.reason_zh}", f"There is no {id}: {absence.reason_en}"))


def _product_names(benchmark: Benchmark) -> tuple[str, ...]:
    return benchmark.product, benchmark.product_zh, benchmark.product_en


def _narrow(
    benchmarks: Iterable[Benchmark], name: str, what: Text, names: Callable[[Benchmark], tuple[str, ...]]
) -> list[Benchmark]:
    """Keep the benchmarks that one of their names calls by this name; raise when there are none."""
    benchmarks = list(benchmarks)
    found = [b for b in benchmarks if same_name(name, *names(b))]
    if not found:
        raise unknown(what, name, [each for b in benchmarks for each in names(b)])
    return found


def _searchable(entry: Entry) -> str:
    parts = (entry.id, entry.name.zh, entry.name.en, entry.note_zh, entry.note_en, entry.source)
    return "\n".join(parts).casefold()
