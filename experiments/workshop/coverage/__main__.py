"""How often intervals hold the truth: exit code 5 where that is not as promised."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from ...foundations.output import Column, print_json, print_table
from ...foundations.talk import Talk
from .trials import ENOUGH, ENOUGH_FOR_LEVELS, HIGHEST, KEYS, LOWEST, Line, tried
from .worlds import MADE, World, lived

FAILED, INTERRUPTED = 5, 130
FEWEST = 1000  # studies; of fewer, chance alone would throw a good interval out of its bounds
NOTE = f"""\
Share of studies whose nominal 95 % interval holds the truth, by number of matched replications; * lies outside
{LOWEST:.0%} to {HIGHEST:.0%}. Any false claim: share of studies of equal paradigms in which the ranking tells a pair
apart; * is more than chance gives at 5 %. Promised where results are spread as the model's are or twice as skewed,
from {ENOUGH} replications on, levels from {ENOUGH_FOR_LEVELS}; what stands in brackets is told, not promised."""


def main(arguments: list[str] | None = None) -> int:
    """Try it, show it; the exit code: 5 if something promised does not hold."""
    given = parsed(arguments)
    talk = Talk(quiet=given.quiet)
    talk.say(f"{given.comparisons:,} studies of every world and size, and as many of equal paradigms")
    worlds: list[World] = [*MADE] if given.made else [*MADE, lived(seed=given.seed)]
    lines: list[Line] = []
    trying = tried(
        worlds, given.replications, comparisons=given.comparisons, seed=given.seed, processes=given.processes
    )
    with talk.counting("trying", len(worlds) * len(given.replications)) as count:
        for done, found in enumerate(trying, start=1):
            lines += found
            count(done)
    show(lines, as_data=given.json)
    return FAILED if any(line.promised and not line.holds for line in lines) else 0


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The options; ends with exit code 2 for numbers with which nothing can be tried."""
    asked = argparse.ArgumentParser(
        prog="python -m experiments.workshop.coverage", description=__doc__.split(":")[0] + "."
    )
    asked.add_argument(
        "--comparisons", type=int, default=2000, help=f"studies of each world and size, at least {FEWEST} (2000)"
    )
    asked.add_argument("--replications", type=int, nargs="+", default=[10, 20, 40], help="of a study (10 20 40)")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--made", action="store_true", help="made-up worlds only, not the model's own runs")
    asked.add_argument("--json", action="store_true", help="print the figures as data")
    asked.add_argument("--quiet", action="store_true", help="no talk on standard error")
    given = asked.parse_args(arguments)
    for option, value, least in (
        ("--comparisons", given.comparisons, FEWEST), ("--seed", given.seed, 0), ("--processes", given.processes, 1),
        *(("--replications", size, 2) for size in given.replications),
    ):  # fmt: skip
        if value < least:
            asked.error(f"{option} = {value} is less than {least}")
    return given


def show(lines: Sequence[Line], *, as_data: bool) -> None:
    """The figures, as a table for each world or as data."""
    kept = [line.holds for line in lines if line.promised]
    if as_data:
        rows = [{**line._asdict(), "share": line.share, "holds": line.holds} for line in lines]
        print_json({"lines": rows, "promised": len(kept), "kept": sum(kept)})
        return
    for world in dict.fromkeys(line.world for line in lines):
        show_world([line for line in lines if line.world == world])
    print(f"\n{NOTE}\n{sum(kept)} of {len(kept)} promised figures hold.")


def show_world(lines: Sequence[Line]) -> None:
    """One table: what is looked at down, numbers of replications across."""
    sizes = list(dict.fromkeys(line.replications for line in lines))
    columns = [Column(f"n = {size}", partial(word, place)) for place, size in enumerate(sizes)]
    print_table((*FIRST, *columns), rows_of(lines, sizes), title=f"\n{lines[0].world}, {lines[0].of:,} studies each")


class Row(NamedTuple):
    """What is looked at, and in words what was found for each number of replications."""

    what: str
    measure: str
    words: list[str]


FIRST = (Column("interval of", lambda row: row.what, left=True), Column("measure", lambda row: row.measure, left=True))


def word(place: int, row: Row) -> str:
    return row.words[place]


def rows_of(lines: Sequence[Line], sizes: Sequence[int]) -> list[Row]:
    found = {(line.what, line.measure, line.replications): line for line in lines}
    return [Row(*key, [in_words(found[*key, size]) for size in sizes]) for key in KEYS]


def in_words(line: Line) -> str:
    """A share in percent, marked if it is not as it should be, in brackets if it was not promised."""
    told = f"{line.share:.1%}{'' if line.holds else '*'}"
    return told if line.promised else f"({told})"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
