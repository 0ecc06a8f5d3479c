"""How often companies live, which ones, and where one looks next: counted and bracketed a second time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision import concluding
from cordiale.experiments.decision.alternatives import STAY, Option
from cordiale.experiments.decision.branching import WEATHERS, Lived
from cordiale.experiments.decision.by_lever import LEVERS
from cordiale.experiments.decision.concluding import LEARNT_FROM, LOOKED_AT, RIVALS, cost, live_on
from cordiale.experiments.decision.flips import STEPS, Factor, overtaken
from cordiale.experiments.decision.ruled import _of_sets
from cordiale.experiments.decision.two_factors import SIDE
from cordiale.experiments.decision.worth import PARTS
from cordiale.experiments.foundations.selection import Race
from cordiale.simulation.world.outcomes import QUARTER
from tests.support.decision_asked import as_asked

OPTIONS = [Option(name, name, (), 2, STAY if name == STAY else "switch") for name in (STAY, "siloed", "drift")]


def test_what_follows_the_choice_is_thought_to_take_as_many_runs_as_it_lives() -> None:
    """Levers both ways; weathers; learning by more companies and by leadership; and half as many of the rest."""
    branches: Any = SimpleNamespace(quarters_of=lambda runs, *, companies: 1000 * companies + runs)
    seen = {option.name: np.array([float(at)]) for at, option in enumerate(OPTIONS)}
    race = Race(tuple(seen), seen, ["drift"], delta=1.0, batches=0, spreads=np.zeros((0, 0)))

    def lives(runs: int) -> int:
        return 1000 + runs

    every = lives(2 * len(LEVERS)) + (len(WEATHERS) - 1) * lives(len(OPTIONS))  # nothing pulled, all pulled: shared
    learning = LEARNT_FROM * lives(RIVALS) + LEARNT_FROM * lives(RIVALS)  # all live on, and with leadership dealt out
    flips = LOOKED_AT * (2 * lives(RIVALS) + STEPS * lives(2))
    theories, cells = LOOKED_AT * lives(RIVALS), SIDE**2 * lives(RIVALS)
    assert cost(branches, OPTIONS, race, as_asked()) == every + learning + (flips + theories + cells) / 2


@pytest.mark.parametrize(("had", "to"), [(3, 8), (5, 6), (8, 8), (9, 8)])
def test_options_live_on_in_the_companies_that_come_after_those_they_have_lived(had: int, to: int) -> None:
    asked = list[tuple[str, list[int], bool]]()

    def lived(companies: Any) -> Lived:
        worth = np.repeat(np.array([float(each) for each in companies])[:, None, None], len(PARTS), axis=1)
        return Lived(worth, np.zeros((len(worth), 2), dtype=QUARTER))

    def live(options: Any, companies: range, *, keep: bool) -> dict[str, Lived]:
        asked.append((options[0].name, [*companies], keep))
        return {options[0].name: lived(companies)}

    lives = {each.name: lived(range(had)) for each in OPTIONS[:2]}
    live_on(SimpleNamespace(live=live), OPTIONS[:2], lives, to=to)  # type: ignore[arg-type]  # all it asks of them
    further = [*range(had, to)]
    assert asked == [(each.name, further, True) for each in OPTIONS[:2] if further]
    for each in lives.values():
        assert each.worth[:, 0, 0].tolist() == [float(number) for number in range(max(had, to))]


@pytest.mark.parametrize("power", [1, 3, 5])
@pytest.mark.parametrize("rising", [True, False])
def test_a_place_of_overtaking_is_closed_in_upon_from_both_sides_to_a_sixteenth_of_the_range(
    power: int, rising: bool
) -> None:
    factor = Factor("x", 2.0, 6.0, 3.0, "1")
    looked, crossing = list[float](), 3.3

    def evaluate(value: float, names: Any) -> dict[str, np.ndarray]:
        looked.append(value)
        bend = (value - crossing) / 4
        lead = np.sign(bend) * abs(bend) ** power * (1 if rising else -1)
        every = {"best": np.zeros(5), "rival": np.full(5, lead), "other": np.full(5, -9.0)}
        return {name: every[name] for name in names}

    found = overtaken(evaluate, factor, ["best", "rival", "other"], "best", seed=0)
    assert found.to == "rival"
    assert (min(looked), max(looked)) == (2.0, 6.0)
    below, above = max(each for each in looked if each < crossing), min(each for each in looked if each > crossing)
    assert above - below == pytest.approx(4 / 2**STEPS)
    assert found.at is not None
    assert below <= found.at <= above


def test_a_parameter_set_counts_once_by_the_mean_of_its_companies() -> None:
    margin, groups = np.array([1.0, 2.0, 9.0, -4.0, 5.0]), np.array([0, 0, 0, 3, 3])
    assert _of_sets(margin, groups).tolist() == [4.0, 0.5]


def test_the_map_is_over_what_matters_most_before_what_turns_it_over() -> None:
    flips = [SimpleNamespace(factor=name, to=to) for name, to in (("a", None), ("b", "drift"), ("c", "stay"))]
    for matter, pair in ((("x", "y"), ("x", "y")), (("x",), ("x", "b")), ((), ("b", "c")), (("b",), ("b", "c"))):
        assert concluding.most_telling(flips, matter) == pair  # type: ignore[arg-type]  # what it asks of a flip
    assert concluding.most_telling([], []) == ("leadership.strength", "forces.buyers.end")
