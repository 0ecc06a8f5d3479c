"""What a worker is sent, and when a run is tried again: each run by its own point, each end by what ended it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from cordiale.experiments.study.apart import TRIES, Apart
from cordiale.experiments.study.designs import _samples, unit_sample
from cordiale.experiments.study.file import Until
from cordiale.experiments.study.ledger import Failed
from cordiale.experiments.study.planning import Part
from cordiale.experiments.study.work import done, orders_of, task_of
from tests.support.planted_studies import planned

MADE = planned(design="full", replications=3, factors={"leadership.strength": [0.1, 0.5, 0.9],
                                                       "paradigm": ["siloed", "drift"]})  # fmt: skip


@pytest.mark.parametrize("part", [(0, 18), (0, 5), (4, 11), (6, 9), (17, 18)])
@pytest.mark.parametrize("known", [(), (4, 6, 7), tuple(range(18))])
def test_a_worker_lives_what_is_not_known_of_its_part_each_run_at_its_own_point(
    part: tuple[int, int], known: tuple[int, ...]
) -> None:
    task = task_of(MADE, orders_of(MADE), Part(*part), frozenset(known))
    for start in (None, *range(18)):
        wanted = [run for run in range(*part) if run not in known and run >= (start or 0)]
        assert list(task.runs(start)) == [(run, MADE.settings(run // 3)) for run in wanted]


def test_what_failed_and_what_ended_well_are_told_apart_by_run() -> None:
    failed: Any = Failed(5, "raised", "ValueError")
    found: Any = {4: "well", 5: failed, 6: "well too"}
    ended = done(Part(4, 7), found)
    assert ended == (Part(4, 7), {4: "well", 6: "well too"}, (failed,))


EXITED = Failed(7, "exited", "its process was killed by SIGKILL")
KNOWN = EXITED._replace(details="what it said at its end")
ENDS = {"outcomes": "outcomes", "raised": Failed(7, "raised", "why"), "hung": Failed(7, "hung", "why"), "said": KNOWN}


@pytest.mark.parametrize("before", range(TRIES + 1))
@pytest.mark.parametrize("end", ENDS)
def test_only_a_run_whose_process_died_without_a_word_is_tried_again_and_not_for_ever(
    end: str, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[Any] = [EXITED] * before + [ENDS[end]] * TRIES
    tried: list[int] = []
    monkeypatch.setattr(Apart, "_live", lambda _, run, settings: tried.append(run) or ends[len(tried) - 1])
    result = Apart(orders_of(MADE), deadline=1.0, memory=1).live(7, {})
    assert len(tried) == min(before + 1, TRIES)
    assert result == (ENDS[end] if before < TRIES else EXITED)


@pytest.mark.parametrize(("key", "least"), [("first", 4), ("batch", 1), ("runs", 1)])
def test_a_study_that_stops_by_itself_has_as_many_runs_as_it_takes_to_tell_anything(key: str, least: int) -> None:
    assert getattr(Until(**{key: least}), key) == least
    with pytest.raises(ValidationError, match=f"greater than or equal to {least}"):
        Until(**{key: least - 1})


@pytest.mark.parametrize("second_order", [False, True])
@pytest.mark.parametrize("design", ["sobol", "morris", "latin-hypercube"])
def test_a_design_is_said_to_take_as_many_samples_as_it_takes(design: str, second_order: bool) -> None:
    ranges = {name: {"low": 0.1, "high": 0.9} for name in ("leadership.strength", "trust.initial", "credit.noticing")}
    own = {"second_order": second_order} if design == "sobol" else {}
    made = planned(design=design, samples=8, factors=ranges, **own)
    varied = [factor for factor in made.factors if factor.is_sampled]
    assert _samples(made.study, tuple(varied)) == len(unit_sample(made.study, varied)) == made.points
