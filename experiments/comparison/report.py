"""The results of a comparison in words and tables, for a terminal and for `summary.json`.

Nothing depends on colour, every number fits in 80 columns, and the end says what all of it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any, Literal

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from ..foundations.language import ENGLISH, FIXED, NARROW, Words
from ..foundations.output import Column, wrapped
from ..foundations.plain import plain
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
from .today import QUARTER, Switched, switched_words, than_today, than_today_words

ASCII = str.maketrans({"−": "-", "–": "-", "’": "'", NARROW: " ", FIXED: " "})


def money_columns(baseline: str, w: Words) -> tuple[Column, ...]:
    """What a paradigm earns."""
    return (
        _level(w["compare.column.revenue"], REVENUE, w),
        _level(w["compare.column.new"], NEW, w),
        Column(
            w("compare.column.against", baseline=w.paradigm(baseline)),
            lambda standing: _difference(standing.relative, w),
        ),
    )


def people_columns(w: Words) -> tuple[Column, ...]:
    """How people live in it."""
    return (
        _level(w["compare.column.friction"], FRICTION, w, 1, 100),
        _level(w["compare.column.trust_sales"], TRUST_SALES, w, 2),
        _level(w["compare.column.trust_marketing"], TRUST_MARKETING, w, 2),
        _level(w["compare.column.gap"], GAP, w, 0, 100),
        _level(w["compare.column.left"], LEAVERS, w, 1),
    )


def _level(heading: str, measure: Measure, w: Words, digits: int = 0, factor: float = 1) -> Column:
    """The mean of a measure, `factor` times its unit."""
    return Column(heading, lambda standing: w.number(standing.levels[measure.name].mean * factor, digits))


def summary(frame: pd.DataFrame, *, baseline: str | None, switched: Switched) -> dict[str, Any]:
    """All that the report says, as JSON-like values; a missing number is None.

    `switched` is what a switch would bring, for `if_switched` of each standing.

    Raises ValueError where `rank_paradigms` does.
    """
    rankings = rank_paradigms(frame, baseline=baseline)
    return {
        **comparison_facts(frame),
        "baseline": rankings[0].baseline,
        "confidence": CONFIDENCE,
        "switched_in": QUARTER if switched else None,
        "results_sha256": content_sha256(frame),
        "measures": {m.name: {"unit": m.unit, "definition": m.definition} for m in MEASURES},
        "forces": {
            ranking.forces: {**_ranked(ranking, switched), **_over_sets(frame, ranking)} for ranking in rankings
        },
        "caveat": own_rules(frame, ENGLISH) + caveat(parameter_sets(frame), ENGLISH),
    }


def _ranked(ranking: Ranking, switched: Switched) -> dict[str, Any]:
    """A ranking with its verdict, the answer to "better than today?", and what a switch would bring."""
    said, would = ranking.to_dict(), plain(switched.get(ranking.forces, {}))
    standings = [{**each, "if_switched": would.get(each["paradigm"])} for each in said["standings"]]
    return {**said, "standings": standings, "verdict": verdict(ranking, ENGLISH), "than_today": than_today(ranking)}


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
    baseline: str | None,
    note: str,
    currency: str,
    w: Words,
    head: str,
    switched: Switched,
) -> None:
    """Print the ranking under each force set, a sentence on each, what they rest on, and a note.

    `file` is standard output by default and `width` the terminal's. Raises ValueError where
    `rank_paradigms` does. `currency` is that of revenue, where it is known; `w` are the words of the language, `head`
    says which question is answered, and `switched` what a switch would bring.
    """
    console = Console(file=file, width=width, highlight=False, emoji=False, markup=False)
    rankings = rank_paradigms(frame, baseline=baseline)
    if head:
        _say(console, head)
    for ranking in rankings:
        _print_ranking(console, ranking, w)
        for said in filter(None, (than_today_words(ranking, w), switched_words(switched, ranking.forces, w))):
            _say(console, said)
        for shares in _over_sets(frame, ranking).values():
            _say(console, first_places_words(shares, parameter_sets(frame), w))
    _say(console, w("compare.key", currency=w("compare.currency", currency=currency) if currency else ""))
    _say(console, _foundations(frame, rankings, w))
    _say(console, own_rules(frame, w) + caveat(parameter_sets(frame), w) + note)


def _print_ranking(console: Console, ranking: Ranking, w: Words) -> None:
    replications = replications_words(ranking, what="replications", w=w)
    title = w("compare.title", under=w.under(ranking.forces), replications=replications)
    console.print(_printable(console, title), style="bold")
    for table in _tables(console, ranking, w):
        console.print(table)
    _say(console, verdict(ranking, w))


def _tables(console: Console, ranking: Ranking, w: Words) -> list[Table]:
    """One table where it fits the width, otherwise two: money, and people."""
    rank = Column("", lambda standing: str(standing.rank))
    paradigm = Column(w["compare.column.paradigm"], lambda standing: w.paradigm(standing.paradigm), left=True)
    money, people = money_columns(ranking.baseline, w), people_columns(w)
    whole, *parts = (
        _table(console, ranking, (rank, paradigm, *columns)) for columns in ((*money, *people), money, people)
    )
    wanted = console.measure(whole, options=console.options.update(width=1000)).maximum
    return [whole] if wanted <= console.width else parts


def _table(console: Console, ranking: Ranking, columns: Sequence[Column]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=0, pad_edge=False, header_style="", show_edge=False)
    for column in columns:
        justify: Literal["left", "right"] = "left" if column.left else "right"
        table.add_column(column.heading, justify=justify, vertical="bottom", overflow="fold")
    for standing in ranking.standings:
        table.add_row(*(_printable(console, column.words(standing)) for column in columns))
    return table


def _difference(relative: Estimate | None, w: Words) -> str:
    """In percent, with its interval; a dash where there is nothing to differ from."""
    percent = relative.scaled(100) if relative else mean_interval([])
    mean = w.number(percent.mean, 1, sign=True)
    return f"{mean} {w.interval(percent.low, percent.high, 1)}" if percent.has_interval else mean


def _foundations(frame: pd.DataFrame, rankings: Sequence[Ranking], w: Words) -> str:
    facts = comparison_facts(frame)
    return w(
        "compare.foundations", scenario=facts["scenario"], seed=facts["seed"],
        quarters=w.counted("quarters", facts["quarters"]), replications=replications_words(*rankings, w=w),
    )  # fmt: skip


def _say(console: Console, text: str) -> None:
    """Print a paragraph and an empty line."""
    console.print(wrapped(_printable(console, text), console.width), end="\n\n", soft_wrap=True)


def _printable(console: Console, text: str) -> str:
    """The text, without typographic signs where the terminal has none."""
    return text if console.encoding.startswith("utf") else text.translate(ASCII)
