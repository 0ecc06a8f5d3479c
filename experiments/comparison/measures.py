"""One number per run: what a comparison compares, made from the quarters of each run.

A run is one paradigm under one force set in one replication. Runs match when seed and replication agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cordiale.simulation.world.outcomes import IDENTITY, OUTCOMES

from ..foundations.language import ENGLISH, Words

if TYPE_CHECKING:
    import pandas as pd

RUN = ["forces", "paradigm", "seed", "replication"]
QUARTERS_PER_YEAR = 4
IN_A_QUARTER = "/quarter"
UNITS = {each.name: each.unit for each in OUTCOMES}

Span = Literal["every quarter", "last year", "last quarter"]
OVER: dict[Span, str] = {  # where the words are kept
    "every quarter": "measure.over.every", "last year": "measure.over.year", "last quarter": "measure.over.last"
}  # fmt: skip


def adds_up(column: str) -> bool:
    """Whether quarters of an outcome are added up: what is counted or earned *in* a quarter is, its unit says so.

    Everything else, a rate or a level, is averaged.

    >>> adds_up("wins"), adds_up("win_rate")
    (True, False)
    """
    return UNITS.get(column, "").endswith(IN_A_QUARTER)


@dataclass(frozen=True)
class Measure:
    """How one outcome column becomes one number per run.

    `span` says which quarters count (the start, quarter 0, never does), `total` whether they are added up or averaged,
    which follows from the outcome. A quarter in which a rate has no value is left out of its average. `by_size` says
    that what counts is how far it is from zero, on either side: paradigms rank and differ by that.
    """

    name: str
    column: str
    unit: str
    span: Span = "every quarter"
    total: bool = field(init=False)
    higher_is_better: bool = True
    by_size: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self.span != "last quarter" and adds_up(self.column))

    @property
    def definition(self) -> str:
        """How the number comes about, in words."""
        return self.defined(ENGLISH)

    def defined(self, w: Words) -> str:
        """The same in the words of a language."""
        how = "measure.sum" if self.total else "measure.average"
        if self.span == "last quarter" and not self.total:
            how = "measure.value"
        told = w(how, column=self.column, span=w[OVER[self.span]])
        return told + (w["measure.by_size"] if self.by_size else "")


REVENUE = Measure("revenue", "revenue", "thousands")
NEW = Measure("revenue_new", "revenue_new", "thousands")
FRICTION = Measure("friction_hours_share", "friction_hours_share", "share", higher_is_better=False)
FRICTION_EVENTS = Measure(
    "friction_events_per_person_week",
    "friction_events_per_person_week",
    "events per person and week",
    higher_is_better=False,
)
TRUST_SALES = Measure("trust_sales_in_marketing", "trust_sales_in_marketing", "0..1", "last year")
TRUST_MARKETING = Measure("trust_marketing_in_sales", "trust_marketing_in_sales", "0..1", "last year")
GAP = Measure("perception_gap", "perception_gap", "share", "last quarter", higher_is_better=False, by_size=True)
LEAVERS = Measure("leavers", "leavers", "people", higher_is_better=False)

MEASURES = (REVENUE, NEW, FRICTION, FRICTION_EVENTS, TRUST_SALES, TRUST_MARKETING, GAP, LEAVERS)
LESS_IS_BETTER = frozenset(each.column for each in MEASURES if not each.higher_is_better) | {  # of all outcomes
    "leads_ignored", "leads_rejected", "losses", "no_decisions", "churned_customers", "weeks_to_first_contact",
    "sales_cycle_weeks", "sales_cycle_weeks_median", "practitioners_lack", "misfit_leads", "broken_promises",
    "credit_disputes", "credit_thefts", "exclusions", "doubled_work", "dropped_work", "stalemates", "power_contests",
    "decision_latency_weeks", "dispute_backlog", "leavers_sales",
}  # fmt: skip


def check_results(frame: pd.DataFrame) -> None:
    """Refuse a table that is not one comparison's results.

    Raises ValueError if an identity column is missing, if there is not exactly one scenario, if no quarter
    follows the start, or if one run has the same quarter twice.
    """
    missing = [name for name in IDENTITY if name not in frame.columns]
    if missing:
        raise ValueError(f"not a results table: column {missing[0]} is missing")
    if frame["scenario"].nunique() != 1:
        raise ValueError(f"a comparison needs one scenario, got {frame['scenario'].nunique()}")
    if frame["quarter"].max() < 1:
        raise ValueError("a comparison needs at least one quarter after the start")
    if frame.duplicated([*RUN, "quarter"]).any():
        raise ValueError("a run has the same quarter twice: were two studies joined?")


def per_run(frame: pd.DataFrame, measure: Measure, *, by: Sequence[str]) -> pd.Series:
    """The measure for each run, indexed by what a run is told `by`: forces, paradigm, seed, replication.

    A run that ended before the last quarter of the comparison is missing, since its sum would be too small; so is a
    total of which a quarter is missing.
    """
    last = int(frame["quarter"].max())
    first = {"every quarter": 1, "last year": max(1, last - QUARTERS_PER_YEAR + 1), "last quarter": last}
    counted = frame.loc[frame["quarter"] >= first[measure.span], [*by, measure.column]]
    quarters = counted.groupby(list(by), sort=False, observed=True)[measure.column]
    needed = last - first[measure.span] + 1
    values, there = (quarters.sum(), quarters.count()) if measure.total else (quarters.mean(), quarters.size())
    return values.where(there == needed)


def matched_runs(frame: pd.DataFrame, measure: Measure, forces: str) -> pd.DataFrame:
    """The measure with one row per matched replication and one column per paradigm, NaN where a run lacks.

    Columns keep the order in which the results name the paradigms. Where several replications lived with one
    parameter set they are no independent witnesses: a row is then the mean over a set, by its number. Raises
    ValueError for unknown forces.
    """
    return matched_tables(frame, [measure], forces)[measure]


def matched_tables(frame: pd.DataFrame, measures: Sequence[Measure], forces: str) -> dict[Measure, pd.DataFrame]:
    """The matched runs of several measures: which run a row is of is found out once."""
    under = frame.loc[frame["forces"] == forces]
    if under.empty:
        raise ValueError(f"no results under forces {forces!r}; there are {', '.join(frame['forces'].unique())}")
    place, paradigms = under["paradigm"].factorize()
    luck = under.groupby(["seed", "replication"])
    matches = luck.size().index
    quarters = under[["quarter", *dict.fromkeys(measure.column for measure in measures)]]
    quarters = quarters.assign(run=luck.ngroup() * len(paradigms) + place)

    def table(measure: Measure) -> pd.DataFrame:
        values = per_run(quarters, measure, by=["run"]).reindex(range(len(matches) * len(paradigms)))
        runs = values.to_numpy().reshape(len(matches), len(paradigms))
        return type(frame)(runs, index=matches, columns=paradigms.rename("paradigm"))

    tables = {measure: table(measure) for measure in measures}
    return {of: over_sets(runs, frame) for of, runs in tables.items()} if sets_repeat(frame) else tables


def parameter_sets(frame: pd.DataFrame) -> int:
    """How many parameter sets the replications lived with; 0 where all had the scenario's own."""
    return int(frame["parameter_set"].nunique()) if "parameter_set" in frame else 0


def own_rules(frame: pd.DataFrame, w: Words) -> str:
    """A sentence on the rules that stood in place of the model's; nothing where none did."""
    return f"{w('compare.own_rules', rules=frame['rules'].iloc[0])} " if "rules" in frame else ""


def sets_repeat(frame: pd.DataFrame) -> bool:
    """Whether more than one replication lived with some parameter set."""
    return parameter_sets(frame) > 0 and len(frame.groupby(["seed", "replication"])) > parameter_sets(frame)


def over_sets(runs: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Matched runs (indexed by seed and replication) as means over each parameter set, indexed by its number."""
    numbers = frame.drop_duplicates(["seed", "replication"]).set_index(["seed", "replication"])["parameter_set"]
    return runs.groupby(numbers.reindex(runs.index).to_numpy()).mean()
