"""How often does `decide` choose an option that is not the best? `python -m experiments.workshop.coverage.choices`.

*Question*: the procedure promises to choose the best option with 95 % where it is ahead of all others by the
indifference. Does it, with as many options as `decide` has, and where companies are not as the theorem needs them?
*Design*: made-up decisions of 21 options whose true means are known, decided by the code that decides real ones. In the
hardest case one option is ahead of twenty equal ones by just the indifference. Companies share most of their luck;
differences spread unequally, up to four times the indifference; normal, skewed, or of 64 parameter sets taken in turn.
*Measure*: the share of decisions that choose an option which is behind the best by the indifference or more.
*Expectation*: at most 5 % everywhere; far less than 5 % where luck is shared, since the bound adds up over pairs.
*Finding*: kept in `choices.json` by `--record`, shown in `experiments/README.md`: the promise holds with room to spare,
but for skewed companies where a short budget begins with six, which come near it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import binomtest

from ...foundations.atomic import write_text
from ...foundations.output import Column, print_json, print_table
from ...foundations.selection import Floats, Race, Rule, choose
from ...foundations.talk import Talk
from .trials import BATCH, DOUBT

FAILED, INTERRUPTED = 5, 130
RECORD = Path(__file__).with_name("choices.json")
RULE = Rule()
STAYING = 100.0  # what staying is worth: the indifference is 1
OPTIONS = 21
FEWEST = 2000  # decisions of each kind
NEARLY = 0.95  # of the indifference: that of a decision is estimated, so a little more or less than 1
ENOUGH = 400  # batches after which a decision that is still open counts as it stands


@dataclass(frozen=True)
class Kind:
    """Decisions of one kind: how far each option is behind the best, and how companies differ.

    `behind` is in units of the indifference, shape (options,), 0 for the best; `spread` the least and the greatest
    standard deviation of an option's own luck; `skew` that of its logarithm, 0 for normal; `sets` the number of
    parameter sets that companies have in turn, 0 for none; `alike` how many options differ from another hardly ever;
    `first` how many companies are lived before anything is ruled out, and in a batch at most; 0 for the rule's own.
    """

    name: str
    behind: tuple[float, ...]
    spread: tuple[float, float]
    skew: float = 0.0
    sets: int = 0
    alike: int = 0
    first: int = 0


HARDEST = (0.0, *[1.0] * (OPTIONS - 1))
LADDER = tuple(float(step) for step in np.linspace(0.0, 8.0, OPTIONS))
KINDS = (
    Kind("hardest, normal", HARDEST, (0.5, 2.8)),
    Kind("hardest, spreads alike", HARDEST, (2.0, 2.0)),
    Kind("hardest, skewed", HARDEST, (0.5, 2.8), skew=1.0),
    Kind("hardest, sets in turn", HARDEST, (0.5, 2.8), sets=64),
    Kind("ladder, normal", LADDER, (0.5, 2.8)),
    Kind("hardest, pairs alike", HARDEST, (0.5, 2.8), alike=8),
    Kind("hardest, 6 at first", HARDEST, (0.5, 2.8), first=6),
    Kind("hardest, skewed, 6 at first", HARDEST, (0.5, 2.8), skew=1.0, first=6),
)


class Tried(NamedTuple):
    """How many decisions of a kind went wrong, of how many, and how many companies they took on average.

    `begun`: how many of the first batch went wrong, and the companies that these took together, by which a record is
    seen to be of this code.
    """

    kind: str
    wrong: int
    of: int
    companies: float
    begun: tuple[int, int]

    @property
    def share(self) -> float:
        return self.wrong / self.of

    @property
    def holds(self) -> bool:
        """No more wrong choices than chance would give at the promised error."""
        promised = 1 - RULE.confidence
        return bool(binomtest(self.wrong, self.of, promised, alternative="greater").pvalue >= DOUBT)


def decided(kind: Kind, rng: np.random.Generator, rule: Rule = RULE) -> tuple[bool, int]:
    """One decision: whether the choice was wrong, and how many companies it took."""
    if kind.first:
        rule = replace(rule, first=kind.first, batch=min(rule.batch, kind.first))
    order = rng.permutation(len(kind.behind))
    behind, spread = np.array(kind.behind)[order], rng.permutation(np.linspace(*kind.spread, len(kind.behind)))
    effects = rng.standard_normal((kind.sets, len(order))) if kind.sets else np.zeros((0, len(order)))
    effects = effects - effects.mean(axis=0) if kind.sets else effects
    names = [f"option {number}" for number in range(len(kind.behind))]

    def draw(wanted: Sequence[str], companies: range) -> Mapping[str, Floats]:
        own = luck(kind, rng, len(companies), len(order))
        if kind.sets:
            own = 0.6 * own + 0.8 * effects[np.array(companies) % kind.sets]
        for twin in range(kind.alike):  # differs from its neighbour in one company of ten
            own[:, 2 * twin] = np.where(rng.random(len(companies)) < 0.9, own[:, 2 * twin + 1], own[:, 2 * twin])
        shared = 5.0 * rng.standard_normal((len(companies), 1))
        scale = spread if not kind.alike else np.full(len(order), float(np.mean(kind.spread)))
        values = STAYING - behind + shared + scale * own
        return {name: values[:, names.index(name)] for name in wanted}

    race = choose(draw, names, rule, always=(), more=_not_too_long)
    return bool(behind[names.index(race.best)] >= NEARLY), race.companies


def _not_too_long(race: Race) -> bool:
    return race.batches < ENOUGH


def luck(kind: Kind, rng: np.random.Generator, companies: int, options: int) -> Floats:
    """An option's own luck in each company: mean 0, standard deviation 1."""
    drawn = rng.standard_normal((companies, options))
    if not kind.skew:
        return drawn
    raised = np.exp(kind.skew * drawn - kind.skew**2 / 2) - 1.0
    return np.asarray(raised / np.sqrt(np.exp(kind.skew**2) - 1.0))


def batch(kind: Kind, decisions: int, seed: tuple[int, ...], rule: Rule = RULE) -> tuple[int, int]:
    """How many of so many decisions went wrong, and how many companies they took together."""
    rng = np.random.default_rng(seed)
    found = [decided(kind, rng, rule) for _ in range(decisions)]
    return sum(wrong for wrong, _ in found), sum(companies for _, companies in found)


def tried(kinds: Sequence[Kind], *, decisions: int, seed: int = 1, processes: int = 2) -> Iterator[Tried]:
    """What so many decisions of each kind showed; the same for any number of processes."""
    with ProcessPoolExecutor(processes) as crew:
        for number, kind in enumerate(kinds):
            starts = range(0, decisions, BATCH)
            sizes = [min(BATCH, decisions - at) for at in starts]
            seeds = [(seed, number, at) for at in starts]
            done = list(crew.map(batch, [kind] * len(sizes), sizes, seeds))
            wrong, companies = (sum(each) for each in zip(*done, strict=True))
            yield Tried(kind.name, wrong, decisions, companies / decisions, done[0])


def main(arguments: list[str] | None = None) -> int:
    """Try it, show it; the exit code: 5 if the promise does not hold."""
    asked = argparse.ArgumentParser(prog="python -m experiments.workshop.coverage.choices")
    asked.add_argument("--decisions", type=int, default=FEWEST, help=f"of each kind, at least {FEWEST}")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--json", action="store_true", help="print the figures as data")
    asked.add_argument("--record", action="store_true", help=f"keep them in {RECORD.name}")
    given = asked.parse_args(arguments)
    if given.decisions < FEWEST:
        asked.error(f"--decisions = {given.decisions} is less than {FEWEST}")
    found = []
    for each in tried(KINDS, decisions=given.decisions, seed=given.seed, processes=given.processes):
        Talk().say(f"{each.kind}: {each.wrong} of {each.of} wrong")
        found.append(each)
    if given.record:
        kept = {"seed": given.seed, "kinds": [each._asdict() for each in found]}
        write_text(RECORD, json.dumps(kept, indent=1) + "\n")
    if given.json:
        print_json([{**each._asdict(), "share": each.share, "holds": each.holds} for each in found])
    else:
        print_table(COLUMNS, found, note="* is more than chance gives at the promised 5 %.")
    return 0 if all(each.holds for each in found) else FAILED


def record() -> dict[str, Any]:
    """What was found last: `seed`, and of each kind in `kinds` the fields of `Tried`."""
    return dict(json.loads(RECORD.read_text(encoding="utf-8")))


COLUMNS = (
    Column("decisions of 21 options", lambda each: each.kind, left=True),
    Column("wrong", lambda each: f"{each.share:.1%}{'' if each.holds else '*'}"),
    Column("of", lambda each: f"{each.of:,}"),
    Column("companies", lambda each: f"{each.companies:.0f}"),
)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
