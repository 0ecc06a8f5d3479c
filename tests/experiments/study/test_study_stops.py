"""A study that stops: replications end where the best option is known, the same whoever carries it out and however."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.analysis.run_values import measure_of, read_for, run_values
from cordiale.experiments.study import carrying_out
from cordiale.experiments.study.carrying_out import carry_out
from cordiale.experiments.study.crews import Crew
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.frozen import dig_out, identity
from cordiale.experiments.study.growing import extend
from cordiale.experiments.study.ledger import Ledger
from cordiale.experiments.study.planning import Part, Plan
from cordiale.experiments.study.progress import status
from cordiale.experiments.study.rounds import evidence, rounds_of
from cordiale.experiments.study.stopping import worth
from cordiale.experiments.study.work import Done
from tests.support.commandline import cordiale
from tests.support.planted_studies import outcomes_of, planned

KEYS: dict[str, Any] = {
    "replications": 48, "quarters": 1, "until": {"first": 8, "batch": 8, "indifference": 0.02},
    "factors": {"paradigm": ["siloed", "proportional", "sales-led"],
                "leadership.strength": {"low": 0.0, "high": 1.0, "levels": 5}},
}  # fmt: skip


def earned(settings: dict[str, Any], replication: int) -> float:
    """Proportional leads by far with strong leaders, hardly with weak ones; sales-led is always far behind."""
    luck = np.random.default_rng([replication, len(settings["paradigm"])]).normal()
    lead = {"siloed": 0.0, "proportional": 40.0 * settings["leadership.strength"] ** 2, "sales-led": -60.0}
    return float(100.0 + lead[settings["paradigm"]] + 10 * luck)


class StoppedError(Exception):
    """Somebody pulled the plug."""


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Parts whose runs are planted, in whatever order; `lived` counts them, `plug` stops after so many parts."""
    seen: dict[str, Any] = {"lived": [], "plug": 10**9, "order": list, "earned": earned}

    def finished(plan: Plan, parts: Sequence[Part], crew: Crew, *, taken: Any) -> Any:
        for part in seen["order"](parts):
            if len(seen["lived"]) >= seen["plug"]:
                raise StoppedError
            known = taken(part)
            seen["lived"] += [] if known else [part]
            yield Done(part, {run: outcomes_of(plan, run, seen["earned"]) for run in range(*part)}, ())

    monkeypatch.setattr(carrying_out, "finished", finished)
    monkeypatch.setattr(carrying_out, "crew_for", lambda *_, **__: nullcontext())
    return seen


def kept(folder: Path) -> dict[str, int]:
    """Replications of each point, by its settings."""
    table = pd.read_csv(folder / "best.csv")
    return {f"{row.paradigm} {row['leadership.strength']}": row.replications for _, row in table.iterrows()}


def test_replications_go_where_the_answer_is_open(cheap: dict[str, Any], tmp_path: Path) -> None:
    state = carry_out(planned(**KEYS), tmp_path)
    assert state.is_complete
    lived, most = kept(tmp_path), state.stops.most if state.stops else 0
    assert lived["proportional 1.0"] == lived["siloed 1.0"] == 8, "told after the first look"
    assert lived["sales-led 0.0"] == 8, "out after the first look"
    assert lived["proportional 0.5"] == lived["siloed 0.5"] == 24, "told after the third"
    assert lived["proportional 0.0"] == lived["siloed 0.0"] == 48, "alike: lived to the end"
    assert (state.planned, most) == (sum(lived.values()), 15 * 48)
    assert state.planned < most / 2


def test_a_race_is_run_on_the_sum_of_what_adds_up_and_the_mean_of_the_rest_over_all_quarters_but_day_one() -> None:
    keys = KEYS | {"quarters": 3, "outcomes": ["revenue", "morale"]}
    of = {"revenue": [70.0, 1.0, 2.0, 4.0], "morale": [0.1, 0.4, np.nan, 0.8]}
    for outcome, made in (("revenue", 7.0), ("morale", 0.6)):
        plan = planned(**keys | {"until": KEYS["until"] | {"outcome": outcome}})
        assert worth(plan, np.column_stack([of[name] for name in plan.kept])) == pytest.approx(made)


UNWANTED = ("friction_hours_share", "friction_events_per_person_week", "perception_gap", "leavers")


@pytest.mark.parametrize("outcome", ["revenue", "morale", "wins", *UNWANTED])
def test_of_what_nobody_wants_less_is_worth_more(outcome: str) -> None:
    plan = planned(**KEYS | {"quarters": 2, "outcomes": [outcome], "until": KEYS["until"] | {"outcome": outcome}})
    little, much = (worth(plan, np.array([[0.0], [each], [each]])) for each in (0.1, 0.2))
    assert (little > much) is (outcome in UNWANTED)


def test_the_answer_is_that_of_the_rule_and_says_where_there_is_none(cheap: dict[str, Any], tmp_path: Path) -> None:
    carry_out(planned(**KEYS), tmp_path)
    table = pd.read_csv(tmp_path / "best.csv").query("best").set_index("leadership.strength")
    assert set(table.loc[[0.5, 0.75, 1.0], "paradigm"]) == {"proportional"}
    assert table.loc[[0.5, 0.75, 1.0], "told"].all()
    assert not table.loc[0.0, "told"], "they are alike"
    assert (table["low"] < table["mean"]).all()


@pytest.mark.parametrize("order", [list, lambda parts: list(reversed(parts))])
@pytest.mark.parametrize("plugs", [(3,), (15, 17, 20)])
def test_the_same_in_any_order_and_after_any_kill(
    cheap: dict[str, Any], tmp_path: Path, order: Callable[..., Any], plugs: tuple[int, ...]
) -> None:
    whole = carry_out(planned(**KEYS), tmp_path / "whole")
    cheap["lived"].clear()
    cheap["order"] = order
    for plug in plugs:
        cheap["plug"] = plug
        with pytest.raises(StoppedError):
            carry_out(planned(**KEYS), tmp_path / "killed")
        assert not status(tmp_path / "killed").is_complete
    cheap["plug"] = 10**9
    state = carry_out(planned(**KEYS), tmp_path / "killed")
    assert (state.sha256, state.planned) == (whole.sha256, whole.planned)
    assert len(cheap["lived"]) == len(set(cheap["lived"])), "nothing was lived twice"


def test_more_replications_at_most_take_over_what_was_lived(cheap: dict[str, Any], tmp_path: Path) -> None:
    carry_out(planned(**KEYS), tmp_path / "grown")
    cheap["lived"].clear()
    larger = extend(tmp_path / "grown", replications=96)
    grown = carry_out(larger, tmp_path / "grown")
    again = len(cheap["lived"])
    whole = carry_out(planned(**KEYS | {"replications": 96}), tmp_path / "whole")
    assert grown.sha256 == whole.sha256
    assert again * 8 == whole.planned - sum(min(48, each) for each in kept(tmp_path / "whole").values())


def test_a_budget_goes_to_the_worlds_with_the_least_evidence(cheap: dict[str, Any], tmp_path: Path) -> None:
    state = carry_out(planned(**KEYS | {"until": KEYS["until"] | {"runs": 230}}), tmp_path / "allotted")
    lived = kept(tmp_path / "allotted")
    assert state.is_complete
    assert 230 - 3 * 8 < state.planned == sum(lived.values()) <= 230, "no more of it is left than a batch"
    assert lived["siloed 0.25"] > lived["siloed 0.5"] > lived["siloed 0.0"], "the closest calls of the first companies"
    evenly = carry_out(planned(**KEYS | {"replications": 24}), tmp_path / "evenly")
    assert evenly.planned >= state.planned
    assert weakest(tmp_path / "allotted") > weakest(tmp_path / "evenly")


def weakest(folder: Path) -> float:
    """The evidence of the world with the least."""
    plan, _ = dig_out(folder)
    with closing(Ledger(folder)) as ledger:
        return min(evidence(world) for world in rounds_of(plan, ledger).worlds if not world.is_told)


@pytest.mark.parametrize("plug", [3, 18, 25])
def test_a_budget_is_spent_alike_after_a_kill_and_grown_as_if_planned(
    cheap: dict[str, Any], tmp_path: Path, plug: int
) -> None:
    small, large = (planned(**KEYS | {"until": KEYS["until"] | {"runs": runs}}) for runs in (230, 300))
    whole, larger = carry_out(small, tmp_path / "whole"), carry_out(large, tmp_path / "large")
    cheap |= {"lived": [], "plug": plug, "order": lambda parts: list(reversed(parts))}
    with pytest.raises(StoppedError):
        carry_out(small, tmp_path / "killed")
    cheap["plug"] = 10**9
    assert carry_out(small, tmp_path / "killed").sha256 == whole.sha256
    assert carry_out(extend(tmp_path / "killed", runs=300), tmp_path / "killed").sha256 == larger.sha256


def test_a_world_with_a_failed_run_takes_nothing_from_the_budget(cheap: dict[str, Any], tmp_path: Path) -> None:
    def failing(settings: dict[str, Any], replication: int) -> float:
        ill = settings["leadership.strength"] == 0.0 and replication == 2
        return float("nan") if ill else earned(settings, replication)

    cheap["earned"] = failing
    state = carry_out(planned(**KEYS | {"until": KEYS["until"] | {"runs": 230}}), tmp_path)
    assert state.is_complete
    assert kept(tmp_path)["siloed 0.0"] == 0, "no numbers where one failed"
    assert kept(tmp_path)["siloed 0.25"] > 16


def test_analyses_take_the_replications_that_nothing_decided(cheap: dict[str, Any], tmp_path: Path) -> None:
    carry_out(planned(**KEYS), tmp_path)
    reading = read_for(tmp_path, "revenue")
    assert reading.is_complete
    assert run_values(reading, measure_of("revenue", quarter="all")).shape == (15, 8)


def test_status_and_verify_hold_the_study_to_its_rule(cheap: dict[str, Any], tmp_path: Path) -> None:
    state = carry_out(planned(**KEYS), tmp_path)
    said = json.loads(cordiale("status", tmp_path, "--json").stdout)
    assert (said["planned"], said["complete"], said["until"]["worlds"]) == (state.planned, True, 5)
    assert "the best option is told in" in cordiale("status", tmp_path).stdout
    assert cordiale("verify", tmp_path, "--runs", 0).exit_code == 0
    plan, _ = dig_out(tmp_path)
    with closing(Ledger(tmp_path)) as ledger:
        last = max(entry.part for entry in ledger.entries())
        more = Part(last.last, last.last + 8)
        carrying_out.keep(
            plan, tmp_path, ledger, Done(more, {r: outcomes_of(plan, r, earned) for r in range(*more)}, ())
        )
    shown = cordiale("verify", tmp_path, "--runs", 0)
    assert shown.exit_code == 5, "a batch that the rule never asked for"


def test_the_plan_says_when_it_stops() -> None:
    assert identity(planned(**KEYS)) != identity(planned(**KEYS | {"until": None}))
    other = KEYS | {"until": KEYS["until"] | {"best_at": 0.9}}
    assert identity(planned(**KEYS)) != identity(planned(**other))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"until": {"first": 8, "batch": 3}}, "until.first = 8 is not a multiple of until.batch = 3"),
        ({"until": {"first": 8, "batch": 8}, "replications": 20}, "replications = 20 is not a multiple of until.batch"),
        ({"until": {"first": 64, "batch": 16}}, "replications = 48, the most, is below until.first = 64"),
        ({"until": {"first": 8, "batch": 8, "runs": 100}}, "until.runs = 100 is below 120: 15 points live until.first"),
        ({"until": {"best_at": 1.5}}, "until.best_at = 1.5 is not valid"),
        ({"until": {"best": 0.9}}, "until.best is not a known key; did you mean best_at?"),
        ({"until": {"outcome": "revenu"}}, "until.outcome: 'revenu' is not known"),
        ({"until": {"of": "forces"}}, "until.of = 'forces' is no factor of the study with categories"),
        ({"until": {"of": "leadership.strength"}}, "until.of = 'leadership.strength' is no factor of the study with"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(StudyError) as error:
        planned(**(KEYS | keys))
    assert said in str(error.value)
