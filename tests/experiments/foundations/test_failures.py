"""The line that repeats a failed run says of it all that the verb asks."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import typer.main

from cordiale.experiments.commands.verbs import application
from cordiale.experiments.foundations.failures import SHOWN, Failure, RunsFailedError, as_typed
from cordiale.simulation.runs.run import Run

USUAL = Run("siloed", "all", 0, 1, 12)
OTHER = Run("our own", "buyers+power", 7, 9, 6, 3, ("Q2 programme", "Q4 when wins < 3 paradigm=siloed"))
READ = {"switch_quarter": "switch_quarter", "decisions": "decide"}  # by another name than the run's


@pytest.mark.parametrize("field", Run._fields)
def test_the_verb_that_repeats_a_failed_run_reads_each_of_its_fields_as_it_was(field: str) -> None:
    run = USUAL._replace(**{field: getattr(OTHER, field)})
    called = as_typed(
        "my company.toml", setting=["leadership.strength=0.2", "title=Our way"], rules=Path("my rules.py")
    )
    said = shlex.split(Failure(run, "", "ensemble").reproducer(called))[1:]
    verb = typer.main.get_command(application(said)).commands["run"]  # type: ignore[attr-defined]  # a group
    read = verb.make_context("run", said[1:]).params
    told = {name: read[READ.get(name, name)] for name in Run._fields}
    assert told | {"decisions": tuple(told["decisions"] or ())} == run._asdict()
    assert (read["scenario"], read["parameters"]) == ("my company.toml", "ensemble")
    assert (read["setting"], read["rules"]) == (["leadership.strength=0.2", "title=Our way"], Path("my rules.py"))


@pytest.mark.parametrize("failed", [1, SHOWN, SHOWN + 1, SHOWN + 3])
def test_failures_that_a_message_does_not_name_are_counted(failed: int) -> None:
    told = str(RunsFailedError([Failure(USUAL, f"why {n}") for n in range(failed)], of=99, scenario="ours"))
    assert told.splitlines()[0] == f"{failed} of 99 runs failed:"
    assert told.count("why ") == told.count("cordiale run ours ") == min(failed, SHOWN)
    assert (f"and {failed - SHOWN} more" in told) == (failed > SHOWN)
