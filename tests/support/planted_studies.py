"""Studies for other tests whose results are known: whole in their folder, but no company was simulated for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from cordiale.experiments.study.carrying_out import finish, keep
from cordiale.experiments.study.file import checked
from cordiale.experiments.study.folder import PARTS
from cordiale.experiments.study.frozen import plant
from cordiale.experiments.study.ledger import Failed, Ledger
from cordiale.experiments.study.planning import Plan, plan
from cordiale.experiments.study.work import Done

Rule = Callable[[dict[str, Any], int], float]  # what a run earns in a quarter: by its point's settings, its luck


def planned(**keys: Any) -> Plan:
    """The plan of a study with these keys; little else than what they say."""
    return plan(checked({"schema": 1, "quarters": 2, "outcomes": ["revenue"]} | keys, "study"))


def planted(folder: Path, made: Plan, rule: Rule, *, lost: Iterable[int] = (), failed: Iterable[int] = ()) -> Path:
    """A folder in which every run earned what `rule` says in each quarter, and nothing at the start.

    The revenue of `lost` runs is missing in the last quarter, `failed` ones failed.
    """
    plant(made, folder)
    (folder / PARTS).mkdir(exist_ok=True)
    with closing(Ledger(folder, writable=True)) as ledger:
        for part in made.parts():
            runs = range(part.first, part.last)
            ended = {run: outcomes_of(made, run, rule, run in set(lost)) for run in runs if run not in set(failed)}
            why = tuple(Failed(run, "raised", "ValueError: planted") for run in runs if run in set(failed))
            keep(made, folder, ledger, Done(part, ended, why))
        finish(made, folder, ledger)
    return folder


def outcomes_of(made: Plan, run: int, rule: Rule, is_lost: bool = False) -> Any:
    """The outcomes of a run by `rule`, quarter by outcome."""
    point, replication = divmod(run, made.study.replications)
    rows = np.zeros((made.study.quarters + 1, len(made.study.outcomes)))
    rows[1:] = rule(made.settings(point), replication)
    if is_lost:
        rows[-1] = np.nan
    return rows
