"""The results of a comparison in words and tables, for a terminal and for `summary.json`.

Nothing depends on colour, every number fits in 80 columns, and the end says what all of it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from ..foundations.output import Column
from ..foundations.phrases import forces_words, number
from ..foundations.statistics import CONFIDENCE, Estimate, mean_interval
from ..foundations.store import content_sha256
from .findings import caveat, first_places_words, replications_words, verdict
from .measures import (
    FRICTION,
    GAP,
    LEAVERS,
    MEASURES,
    NEW,
    REVENUE,
    TRUST_MARKETING,
    TRUST_SALES,
    Measure,
    own_rules,
    parameter_sets,
)
from .ranking import Ranking, first_places, rank_paradigms

ASCII = str.maketrans({"−": "-", "–": "-", "’": "'"})


def _level(heading: str, measure: Measure, digits: int = 0, factor: float = 1) -> Column:
    """The mean of a measure, `factor` times its unit."""
    return Column(heading, lambda standing: number(standing.levels[measure.name].mean * factor, digits))


RANK = Column("", lambda standing: str(standing.rank))
PARADIGM = Column("paradigm", lambda standing: standing.paradigm, left=True)
MONEY = (
    _level("revenue,\nthousand", REVENUE),
    _level("of it\nnew", NEW),
    Column("% against\n{baseline}", lambda standing: _difference(standing.relative)),
)
PEOPLE = (
    _level("fric-\ntion", FRICTION, 1, 100),
    _level("trust\nS in M", TRUST_SALES, 2),
    _level("trust\nM in S", TRUST_MARKETING, 2),
    _level("\ngap", GAP, 0, 100),
    _level("\nleft", LEAVERS, 1),
)
KEY = (
    "revenue: sum over all quarters, and its mean difference in percent with a 95 % interval; new: of contracts won, "
    "the rest is renewed. friction: % of "
    "all hours. trust: last year's mean, 0 to 1; S in M: of sales in marketing. gap: points by which "
    "executives see more alignment than practitioners, last quarter. left: people who left."
)


def summary(frame: pd.DataFrame, *, baseline: str | None = None) -> dict[str, Any]:
    """All that the report says, as JSON-like values; a missing number is None.

    Raises ValueError where `rank_paradigms` does.
    """
    rankings = rank_paradigms(frame, baseline=baseline)
    return {
        **comparison_facts(frame),
        "baseline": rankings[0].baseline,
        "confidence": CONFIDENCE,
        "results_sha256": content_sha256(frame),
        "measures": {m.name: {"unit": m.unit, "definition": m.definition} for m in MEASURES},
        "forces": {
            ranking.forces: {**ranking.to_dict(), "verdict": verdict(ranking), **_over_sets(frame, ranking)}
            for ranking in rankings
        },
        "caveat": own_rules(frame) + caveat(parameter_sets(frame)),
    }


def _over_sets(frame: pd.DataFrame, ranking: Ranking) -> dict[str, Any]:
    """How often each paradigm comes first over parameter sets; nothing where there is one set only."""
    return {"first_places": first_places(frame, ranking.forces)} if parameter_sets(frame) else {}


def comparison_facts(frame: pd.DataFrame) -> dict[str, Any]:
    """Scenario, seed (a list if there are several), replications and quarters of a results table."""
    seeds = [int(seed) for seed in frame["seed"].unique()]
    return {
        "scenario": str(frame["scenario"].iloc[0]),
        "seed": seeds[0] if len(seeds) == 1 else seeds,
        "replications": int(frame["replication"].nunique()),
        "quarters": int(frame["quarter"].max()),
    }


def print_report(
    frame: pd.DataFrame,
    *,
    file: IO[str] | None = None,
    width: int | None = None,
    baseline: str | None = None,
    note: str = "",
) -> None:
    """Print the ranking under each force set, a sentence on each, what they rest on, and a note.

    `file` is standard output by default and `width` the terminal's. Raises ValueError where
    `rank_paradigms` does.
    """
    console = Console(file=file, width=width, highlight=False, emoji=False, markup=False)
    rankings = rank_paradigms(frame, baseline=baseline)
    for ranking in rankings:
        _print_ranking(console, ranking)
        for shares in _over_sets(frame, ranking).values():
            _say(console, first_places_words(shares, parameter_sets(frame)))
    _say(console, KEY)
    _say(console, _foundations(frame, rankings))
    _say(console, own_rules(frame) + caveat(parameter_sets(frame)) + note)


def _print_ranking(console: Console, ranking: Ranking) -> None:
    title = f"Under {forces_words(ranking.forces)}, by revenue (n = {replications_words(ranking)} replications)"
    console.print(_printable(console, title), style="bold")
    for table in _tables(console, ranking):
        console.print(table)
    _say(console, verdict(ranking))


def _tables(console: Console, ranking: Ranking) -> list[Table]:
    """One table where it fits the width, otherwise two: money, and people."""
    whole, *parts = (
        _table(console, ranking, (RANK, PARADIGM, *columns)) for columns in ((*MONEY, *PEOPLE), MONEY, PEOPLE)
    )
    wanted = console.measure(whole, options=console.options.update(width=1000)).maximum
    return [whole] if wanted <= console.width else parts


def _table(console: Console, ranking: Ranking, columns: Sequence[Column]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=0, pad_edge=False, header_style="", show_edge=False)
    for column in columns:
        heading = column.heading.format(baseline=ranking.baseline)
        table.add_column(heading, justify="left" if column.left else "right", vertical="bottom", overflow="fold")
    for standing in ranking.standings:
        table.add_row(*(_printable(console, column.words(standing)) for column in columns))
    return table


def _difference(relative: Estimate | None) -> str:
    """In percent, with its interval; a dash where there is nothing to differ from."""
    percent = relative.scaled(100) if relative else mean_interval([])
    mean = number(percent.mean, 1, sign=True)
    if not percent.has_interval:
        return mean
    return f"{mean} [{number(percent.low, 1)}, {number(percent.high, 1)}]"


def _foundations(frame: pd.DataFrame, rankings: Sequence[Ranking]) -> str:
    facts = comparison_facts(frame)
    return (
        f"Scenario {facts['scenario']}, seed {facts['seed']}: {facts['quarters']} quarters, "
        f"n = {replications_words(*rankings)} matched replications. Differences are paired: within a "
        "replication all paradigms meet the same luck; intervals are not corrected for their number."
    )


def _say(console: Console, text: str) -> None:
    """Print a paragraph and an empty line."""
    console.print(_printable(console, text), end="\n\n")


def _printable(console: Console, text: str) -> str:
    """The text, without typographic signs where the terminal has none."""
    return text if console.encoding.startswith("utf") else text.translate(ASCII)
