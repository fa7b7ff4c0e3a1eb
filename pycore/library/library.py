"""The library in use: find a value by id, by item or by words, and follow what superseded it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pycore.errors import LibraryError
from pycore.if97.tables import SteamTables, tabulate
from pycore.language import Text
from pycore.library.dated import in_order, value_at, value_of_year, values_by_year
from pycore.library.evidence import NOTHING, Spread, Support, gather, of_itself
from pycore.library.evidence_records import Erratum, Origin
from pycore.library.factors import Factors
from pycore.library.fuel import Fuel, assemble
from pycore.library.guide import Guide
from pycore.library.not_found import bare, same_name, unknown
from pycore.library.printed_names import INDICATORS, SCHEMES, report_names
from pycore.library.records import Absence, Benchmark, Coefficient, Entry, Factor, FactorSet, LibraryEdition, TableValue


@dataclass(frozen=True)
class Library:
    """Every factor, benchmark and coefficient by its id, with the digest of the files that they come from."""

    factors: Factors
    benchmarks: Mapping[str, Benchmark]
    absences: Mapping[str, Absence]
    sets: Mapping[str, FactorSet]
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
        raise self._missing(id, lambda: self.factors)

    def entry(self, id: str) -> Factor | Benchmark:
        """Return the factor or the benchmark of this id; raises LibraryError as `factor` does."""
        if id in self.benchmarks:
            return self.benchmarks[id]
        if id in self.factors:
            return self.factors[id]
        raise self._missing(id, lambda: [*self.factors, *self.benchmarks])

    def superseded_by(self, id: str) -> Factor | Benchmark | None:
        """Return the entry that replaces this one, or None while it is current; raises on an unknown id."""
        self.entry(id)
        return self._successors(id).get(id)

    def chain(self, id: str) -> tuple[Factor | Benchmark, ...]:
        """Return the entry with all that it superseded and all that superseded it, oldest first."""
        oldest = self.entry(id)
        while oldest.supersedes:
            oldest = self.entry(oldest.supersedes)
        chain = [oldest]
        while (newer := self._successors(id).get(chain[-1].id)) is not None:
            chain.append(newer)
        return tuple(chain)

    # -- evidence and errata

    def support(self, id: str) -> Support:
        """Return the evidence of a factor or benchmark, which may be none; raises on an unknown id.

        A value of a table brings its own source; `supports` holds what else was found.
        """
        entry, given = self.entry(id), self.supports.get(id, NOTHING)
        if not isinstance(entry, TableValue):
            return given
        return gather((*of_itself(entry), *given.rows), self.origins.values()).get(id, NOTHING)

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
        return self.factors.categories

    def category(self, name: str) -> tuple[Factor, ...]:
        """Return the factors of a category; raises LibraryError when there is no such category."""
        if name not in self.categories():
            raise unknown(Text("类别", "category"), name, self.categories())
        return self.factors.of_category(name)

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

    # -- by date

    def series(self, beginning: str) -> tuple[Factor, ...]:
        """Return the values whose ids differ in their last word only, oldest first.

        `series("electricity.province.chongqing")` are the factors of the years, `series("carbon_price.CEA.close")`
        the prices of the days. Raises LibraryError where no id begins so, with the reason where it is known.
        """
        of_category = self.factors.of_category(beginning.partition(".")[0])
        found = [f for f in of_category if f.id.rpartition(".")[0] == beginning]
        if not found:
            raise self._missing(beginning, lambda: dict.fromkeys(f.id.rpartition(".")[0] for f in of_category))
        return in_order(found)

    def at(self, beginning: str, day: str) -> Factor:
        """Return the value of a series that a day, as "2024-12-31", belongs to.

        Raises LibraryError for a day without a value: it names the nearest that are published and takes none.
        """
        return value_at(self._series_at(beginning, day), day, self._reason(beginning, day))

    def of_year(self, beginning: str, year: int) -> Factor:
        """Return the value of a series for a year; raises as `at` does, and where a year has several values."""
        return value_of_year(self._series_at(beginning, str(year)), year, self._reason(beginning, str(year)))

    def by_year(self, beginning: str) -> dict[int, Factor]:
        """Return the values of a series by the year that they are for; a year without a value is not there.

        Raises LibraryError for a series of single days.
        """
        return values_by_year(self.series(beginning))

    def _series_at(self, beginning: str, time: str) -> tuple[Factor, ...]:
        """The series, or the reason why it has no value at all where that is said of the time alone."""
        for id in (f"{beginning}.{time}", f"{beginning}.{time[:4]}"):
            of_category = self.factors.of_category(id.partition(".")[0])
            if id in self.absences and not any(f.id.startswith(f"{beginning}.") for f in of_category):
                raise self._missing(id, tuple)
        return self.series(beginning)

    def _reason(self, beginning: str, time: str) -> Text | None:
        """Return why there is no value, where that is said."""
        absence = self._absence(f"{beginning}.{time}") or self._absence(f"{beginning}.{time[:4]}")
        return None if absence is None else Text(absence.reason_zh, absence.reason_en)

    # -- sets

    def factor_set(self, id: str) -> FactorSet:
        """Return a set of factors by its id (set.fuel.2015); raises LibraryError with what there is."""
        if id not in self.sets:
            raise unknown(Text("因子集", "set of factors"), id, list(self.sets))
        return self.sets[id]

    def set_by_key(self, family: str, key: str) -> FactorSet | None:
        """Return the set that a workbook chooses by a key within a family, or None where there is none."""
        return next((s for s in self.sets.values() if (s.family, s.key) == (family, key)), None)

    def set_superseded_by(self, id: str) -> FactorSet | None:
        """Return the set that replaces this one, or None while it is current; raises on an unknown id."""
        self.factor_set(id)
        return next((s for s in self.sets.values() if s.supersedes == id), None)

    def set_of(self, id: str) -> FactorSet | None:
        """Return the set that a value belongs to by the beginning of its id, or None."""
        fitting = [(len(b), s) for s in self.sets.values() for b in s.beginnings if id.startswith(b)]
        return max(fitting, key=lambda each: each[0])[1] if fitting else None

    def gwp_of_set(self, gas: str, id: str) -> Factor:
        """Return the GWP of a gas in the assessment report that a set of factors is made with.

        Raises LibraryError where no source says which that is, and as `gwp` does.
        """
        chosen = self.factor_set(id)
        if not chosen.gwp:
            raise LibraryError(
                Text(
                    f"没有来源说明 {chosen.name_zh} 采用哪一套 GWP；请按原文选择 SAR、AR4、AR5 或 AR6。",
                    f"No source says which GWPs {chosen.name_en} uses; choose SAR, AR4, AR5 or AR6 by its text.",
                )
            )
        return self.gwp(gas, chosen.gwp)

    def gwp(self, gas: str, assessment: str = "AR5") -> Factor:
        """Return the GWP100, tCO2e/t, of a gas (CH4, HFC-134a …) in SAR, AR4, AR5 or AR6.

        Raises LibraryError for an unknown gas or report, and for a gas that the report has no value for.
        """
        reports, gases = self._names_of_gwp
        report, key = reports.get(bare(assessment)), gases.get(bare(gas))
        if report is None:
            raise unknown(Text("评估报告", "assessment report"), assessment, list(dict.fromkeys(reports.values())))
        if key is None:
            raise unknown(Text("气体", "gas"), gas, list(dict.fromkeys(gases.values())))
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
        found = _narrow(found, scheme, Text("基准方案", "benchmark scheme"), _scheme_names, shown=1)
        found = _narrow(found, indicator, Text(f"{here.zh}的指标", f"indicator{here.en}"), _indicator_names, shown=1)
        found = _narrow(found, product, Text(f"{here.zh}的产品", f"product{here.en}"), _product_names)
        what = Text(f"{here.zh} {product} 的条件", f"condition of {product}{here.en}")
        found = _narrow(found, condition, what, lambda b: (b.condition,))
        return tuple(sorted(found, key=lambda b: b.level))

    # -- built once

    @cached_property
    def _entries(self) -> tuple[Factor | Benchmark, ...]:
        """All factors and benchmarks, tables read."""
        return (*self.factors.values(), *self.benchmarks.values())

    def _successors(self, id: str) -> Mapping[str, Factor | Benchmark]:
        """The entry that replaces each; a table replaces within its category only, so that one table is read."""
        category = id.partition(".")[0]
        if category not in self._successors_by_category:
            entries: list[Factor | Benchmark] = [*self.factors.there(category), *self.benchmarks.values()]
            self._successors_by_category[category] = {e.supersedes: e for e in entries if e.supersedes}
        return self._successors_by_category[category]

    @cached_property
    def _successors_by_category(self) -> dict[str, dict[str, Factor | Benchmark]]:
        """What replaces each entry, by category, as far as it was asked for."""
        return {}

    @cached_property
    def _names_of_gwp(self) -> tuple[dict[str, str], dict[str, str]]:
        """The assessment reports and the gases by everything that they are called."""
        known = self.factors.of_category("gwp")
        reports = {bare(name): f.set for f in known for name in report_names(f.set)}
        return reports, {bare(name): f.key for f in known for name in (f.key, *_gas_names(f))}

    @cached_property
    def _texts(self) -> tuple[tuple[Factor | Benchmark, str], ...]:
        """Every entry with the text that is searched."""
        return tuple((entry, _searchable(entry)) for entry in self._entries)

    @cached_property
    def _steam_tables(self) -> SteamTables:
        return tabulate(self.coefficients)

    @cached_property
    def _fuels(self) -> tuple[Fuel, ...]:
        """The fuels of all sets."""
        return assemble(self.factors.of_category("fuel"))

    def _place(self, version: str) -> int:
        """The place of an edition among all, the oldest first; raises LibraryError on an unknown one."""
        editions = [change.version for change in self.changes]
        if version not in editions:
            raise unknown(Text("版本", "edition"), version, editions)
        return editions.index(version)

    def _absence(self, id: str) -> Absence | None:
        """Why there is no value of this id: what is said of it or of the nearest id above it."""
        words = id.split(".")
        beginnings = (".".join(words[:count]) for count in range(len(words), 1, -1))
        return next((self.absences[each] for each in beginnings if each in self.absences), None)

    def _missing(self, id: str, known: Callable[[], Iterable[str]]) -> LibraryError:
        """Return the error for an id that is not there: the reason where it is absent on purpose, else near ids."""
        absence = self._absence(id)
        if absence is None:
            return unknown(Text("编号", "id"), id, list(known()))
        return LibraryError(Text(f"没有 {id}：{absence.reason_zh}", f"There is no {id}: {absence.reason_en}"))


def _scheme_names(benchmark: Benchmark) -> tuple[str, ...]:
    """Return what the scheme of a benchmark is called, its id first."""
    return benchmark.scheme, *SCHEMES.get(benchmark.scheme, ())


def _indicator_names(benchmark: Benchmark) -> tuple[str, ...]:
    """Return what the indicator of a benchmark is called, its id first."""
    return benchmark.indicator, *INDICATORS.get(benchmark.indicator, ())


def _gas_names(factor: Factor) -> Iterator[str]:
    """What a gas is called: the words of its name before the colon, with and without its formula."""
    for name, colon in ((factor.name.zh, "："), (factor.name.en, ":")):
        words = name.partition(colon)[0]
        yield words
        yield words.removesuffix(factor.key).strip()


def _product_names(benchmark: Benchmark) -> tuple[str, ...]:
    """Return what the product of a benchmark is called: key, zh and en name."""
    return benchmark.product, benchmark.product_zh, benchmark.product_en


def _narrow(
    benchmarks: Iterable[Benchmark],
    name: str,
    what: Text,
    names: Callable[[Benchmark], tuple[str, ...]],
    shown: int | None = None,
) -> list[Benchmark]:
    """Keep the benchmarks that one of their names calls by this name; raise with the first names on none."""
    benchmarks = list(benchmarks)
    found = [b for b in benchmarks if same_name(name, *names(b))]
    if not found:
        raise unknown(what, name, [each for b in benchmarks for each in names(b)[:shown]])
    return found


def _searchable(entry: Entry) -> str:
    parts = (entry.id, entry.name.zh, entry.name.en, entry.note_zh, entry.note_en, entry.source)
    return "\n".join(parts).casefold()
