"""A claim measured on planted companies says what was planted: each contrast, price, peak and mark a second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.validation import ablations, space
from cordiale.experiments.validation.ablations import ABLATIONS
from cordiale.experiments.validation.cells import Cell
from cordiale.experiments.validation.criteria import FAILS, HOLDS
from cordiale.experiments.validation.drawing import ACCEPTED, MARKERS, OPEN, _as_part, draw_pattern
from cordiale.experiments.validation.measuring import _of_structure
from cordiale.experiments.validation.optima import RANGES, REPLICATIONS, ROWS, Sweep, sweeps
from cordiale.experiments.validation.patterns import dispersion
from cordiale.experiments.validation.patterns.contrasts import CONTRASTS, STALLING, WORLDS, size
from cordiale.experiments.validation.quantities import Quantity, Simulated
from cordiale.experiments.validation.space import FACTORS, FORCE_SETS, _point
from cordiale.experiments.validation.structures import (
    OUTCOMES,
    PLACES,
    BestAtEverything,
    RandomStructures,
    SettingsWithAPrice,
    _is_above,
    has_price,
    worlds,
)
from cordiale.experiments.validation.territories import _is_sure
from cordiale.experiments.validation.wording import interval

EVERY = {**CONTRASTS, **STALLING}
LUCK = np.linspace(-0.01, 0.01, 8)[:, None]  # eight replications that differ a little


def flat(value: float, quarters: int = 13) -> Any:
    """A column that has this value in every quarter, a little luck aside."""
    return np.full((8, quarters), value) + LUCK


@pytest.mark.parametrize("name", EVERY)
def test_a_paradigm_is_held_against_the_rival_in_its_place_by_its_own_reading_over_both_worlds(name: str) -> None:
    contrast = EVERY[name]
    means = dict.fromkeys((contrast.paradigm, *contrast.rivals), 0.0)
    simulated: dict[Cell, dict[str, Any]] = {}
    luck = np.random.default_rng(len(name))
    for cell, column in contrast.quantity().needs():
        simulated.setdefault(cell, {})[column] = flat(float(luck.uniform(1, 9)))
    for paradigm, forces in product(means, WORLDS):
        columns: Mapping[str, Any] = simulated[Cell(paradigm).under(forces)]
        means[paradigm] += float(contrast.reading.of(columns).mean()) / len(WORLDS)
    own = means.pop(contrast.paradigm)
    rival = sorted(means.values(), reverse=contrast.highest)[contrast.place - 1]
    found = contrast.quantity().estimate(simulated)
    assert found.mean == pytest.approx(own / rival - 1 if contrast.relative else own - rival, rel=1e-6)
    assert {cell.paradigm for cell in simulated} == {contrast.paradigm, *contrast.rivals}
    least, unit = size(name)
    assert ("%" in unit) == contrast.relative
    assert abs(least) < 2


def levels_of(quantity: Quantity, own: float, rival: float, paradigm: str) -> dict[Cell, dict[str, Any]]:
    """What is needed of a quantity: so much for the paradigm, so much for each rival, rates over one."""
    found: dict[Cell, dict[str, Any]] = {}
    for cell, column in quantity.needs():
        found.setdefault(cell, {})[column] = flat(own if cell.paradigm == paradigm else rival)
    return found


@pytest.mark.parametrize("at", range(len(ABLATIONS)))
def test_an_ablation_changes_what_it_says_and_nothing_else_and_only_where_its_mechanism_is_off(at: int) -> None:
    ablation = ABLATIONS[at]
    before, after = (
        [*dict.fromkeys(cell for cell, _ in each.needs())] for each in (ablation.with_it, ablation.without_it)
    )
    assert len(before) == len(after)
    weak = {"leadership.strength": 0.1} if ablation.contrast in STALLING else {}
    said = ablation.off()
    for whole, off in zip(before, after, strict=True):
        assert (whole.paradigm, whole.forces) == (off.paradigm, off.forces)
        assert (dict(whole.values), dict(whole.settings)) == (weak, {})
        assert dict(off.values) == weak | dict(ablation.values)
        own = off.paradigm == ablation.tried.paradigm
        assert dict(off.settings) == (dict(ablation.settings) if own else {})
        assert all(
            f"{name} = {value}" in said for name, value in {**dict(ablation.values), **dict(off.settings)}.items()
        )


@pytest.mark.parametrize("left", [1.0, 0.5, 0.1, -1.0])
@pytest.mark.parametrize("at", range(0, len(ABLATIONS), 3))
def test_an_effect_is_told_with_and_without_its_mechanism_in_its_own_unit_and_vanishes_where_a_quarter_is_left(
    at: int, left: float
) -> None:
    ablation, simulated = ABLATIONS[at], dict[Cell, dict[str, Any]]()
    side = 1.0 if ablation.tried.highest else -1.0
    for quantity, share in ((ablation.with_it, 1.0), (ablation.without_it, left)):
        for cell, columns in levels_of(quantity, 5 + side * share, 5.0, ablation.tried.paradigm).items():
            simulated[cell] = {**columns, **simulated.get(cell, {})}  # a rival's own cell may be of both
    found = ablations.told(ablation, simulated)
    _, unit = size(ablation.contrast)
    times = 100 if unit in ("%", "points") else 1
    assert found["with"]["mean"] == pytest.approx(times * ablation.with_it.estimate(simulated).mean)
    assert found["without"]["mean"] == pytest.approx(times * ablation.without_it.estimate(simulated).mean)
    assert (found["effect"], found["mechanism"]) == (ablation.contrast, ablation.mechanism)
    assert (found["unit"], found["off"]) == (unit, ablation.off())
    rate = bool(ablation.tried.reading.per or ablation.tried.reading.plus or ablation.tried.reading.minus)
    if not rate:  # a rate has the same in both of its columns here
        assert found["with"]["mean"] * side > 0
        assert found["ending"] == ("vanishes" if left < 0.25 else "survives")


@pytest.mark.parametrize("size_of", [0, 1])
def test_everything_that_a_validation_tells_of_structure_is_measured_as_often_as_it_says(size_of: int) -> None:
    wanted = [*_of_structure(size_of)]
    for ablation in ABLATIONS:
        for quantity in (ablation.with_it, ablation.without_it):
            assert (quantity, ablations.REPLICATIONS[size_of]) in wanted
    for sweep in sweeps():
        assert all((quantity, REPLICATIONS[size_of]) in wanted for quantity in sweep.curve())
    assert ablations.REPLICATIONS[0] < ablations.REPLICATIONS[1]


def planted(cells: Iterable[Cell], values: Mapping[str, Iterable[float]]) -> Simulated:
    """What each cell shows of each outcome, in the order of the cells."""
    places = list(cells)
    return {cell: {name: flat(level) for name, level in zip(values, levels, strict=True)}
            for cell, levels in zip(places, zip(*values.values(), strict=True), strict=True)}  # fmt: skip


@pytest.mark.parametrize("worse", [*OUTCOMES][1:])
@pytest.mark.parametrize("setting", ["integration", "heads"])
@pytest.mark.parametrize("rises", [True, False])
def test_a_setting_has_a_price_where_the_end_that_earns_more_is_worse_at_something_and_else_has_none(
    rises: bool, setting: str, worse: str
) -> None:
    places = next(iter(worlds(setting)))
    upward = [float(at) if rises else -float(at) for at in range(len(places))]
    good = {name: [5 + sign * each for each in upward] for name, sign in OUTCOMES.items()}
    assert not has_price(places, planted(places, good), 0)
    dear = good | {worse: [5 - OUTCOMES[worse] * each for each in upward]}
    for sure in (-1, 0, 1):
        assert has_price(places, planted(places, dear), sure)


def test_a_setting_has_a_price_where_most_is_earned_between_its_ends_whatever_else_it_does() -> None:
    places = next(iter(worlds("integration")))
    flat_else = {name: [5.0, 5.0, 5.0] for name in OUTCOMES}
    for earned, expected in (([5.0, 9.0, 6.0], True), ([5.0, 5.5, 6.0], False), ([6.0, 5.5, 5.0], False)):
        assert has_price(places, planted(places, flat_else | {"revenue_new": earned}), 1) == expected


@pytest.mark.parametrize("dear", [(), ("integration",), ("heads", "attribution", "power_balance")])
def test_settings_with_a_price_are_counted_once_in_whatever_row_or_world_they_have_it(dear: tuple[str, ...]) -> None:
    simulated: dict[Cell, dict[str, Any]] = {}
    for setting in PLACES:
        every = list(worlds(setting))
        for places in every:
            rise = [float(at) for at in range(len(places))]
            priced = setting in dear and places == every[-1]
            values = {name: [5.0] * len(places) for name in OUTCOMES}
            if priced:
                values |= {"revenue_new": [5 + each for each in rise], "leavers": [5 + each for each in rise]}
            for cell, columns in planted(places, values).items():
                simulated[cell] = simulated.get(cell, {}) | (dict(columns) if priced or cell not in simulated else {})
    found = SettingsWithAPrice().estimate(simulated)
    assert (found.mean, found.low, found.n) == (len(dear), len(dear), 8)


def test_a_structure_in_the_best_tenth_of_all_outcomes_in_three_of_four_companies_is_told_so() -> None:
    sample = RandomStructures(count=20, seed=3)
    luck = np.random.default_rng(4)
    simulated: dict[Cell, dict[str, Any]] = {
        cell: {name: luck.uniform(1, 2, (8, 9)) for name in OUTCOMES} for cell in sample.cells()
    }
    first = simulated[sample.cells()[7]]
    for name, sign in OUTCOMES.items():
        first[name] = np.full((8, 9), 9.0 if sign > 0 else 0.1)
    first["leavers"][:2] = 9.0  # in two of eight companies it loses most people
    found = BestAtEverything(sample).estimate(simulated)
    assert (found.mean, found.n) == (0.75, 8)
    assert 0.3 <= found.low < 0.75 < found.high <= 1.0


@pytest.mark.parametrize("setting", ["integration", "joint_planning"])
@pytest.mark.parametrize("peak", [0, 4, 8])
def test_a_sweep_is_recorded_under_its_own_names_with_its_peak_and_its_ends_against_that(
    setting: str, peak: int
) -> None:
    sweep = Sweep(setting, ROWS[1], "all")
    levels = [100.0 - abs(at - peak) for at in range(len(sweep.values))]
    cells = [cell for quantity in sweep.curve() for cell, _ in quantity.needs()]
    told = sweep.told({cell: {"revenue": flat(level)} for cell, level in zip(cells, levels, strict=True)})
    assert (told["setting"], told["paradigm"], told["forces"]) == (setting, ROWS[1], "all")
    assert told["peak"] == told["low"] == told["high"] == sweep.values[peak]
    assert [each["mean"] for each in told["revenue"]] == pytest.approx(levels)
    assert told["lower end"]["mean"] == pytest.approx(levels[0] - 100, abs=1e-6)
    assert told["upper end"]["mean"] == pytest.approx(levels[-1] - 100, abs=1e-6)
    assert told["where"] == {0: "at the lower end", 8: "at the upper end"}.get(peak, "inside")


def test_every_setting_is_swept_on_each_row_in_each_world_over_its_own_range() -> None:
    found = {(each.setting, each.paradigm, each.forces): each for each in sweeps()}
    assert {*found} == {*product(RANGES, ROWS, WORLDS)}
    for (setting, row, forces), sweep in found.items():
        cells = [cell for quantity in sweep.curve() for cell, _ in quantity.needs()]
        assert [cell.settings for cell in cells] == [((setting, value),) for value in sweep.values]
        assert {(cell.paradigm, cell.forces) for cell in cells} == {(row, forces)}
        assert (sweep.values[0], sweep.values[-1]) == RANGES[setting]
        assert np.ptp(np.diff(sweep.values)) < 1e-9


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_the_forces_of_a_company_hang_on_none_of_its_factors(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "power", pow)  # the model's own is compiled at its first use
    whole = np.linspace(0, 0.999, 4 * len(FORCE_SETS))
    sets = [_point(FACTORS, [share] * len(FACTORS) + [each])[1] for each in whole]
    assert sets == [name for name in FORCE_SETS for _ in range(4)]
    values = [_point(FACTORS, [share] * len(FACTORS) + [each])[0] for each in whole]
    assert all(each == values[0] for each in values)


def test_a_lead_is_sure_only_over_every_other_paradigm() -> None:
    company = np.array([[5.0, 5.1, 4.9, 5.0], [1.0, 1.1, 0.9, 1.0], [3.0, 3.2, 2.9, 3.1]])
    assert [_is_sure(company, first) for first in range(3)] == [True, False, False]
    company[2] = [5.0, 4.0, 6.0, 5.0]  # as good, by luck
    assert not _is_sure(company, 0)


ENDED = {"below": (-3.0, -2.0, -1.0, FAILS), "above": (1.0, 2.0, 3.0, HOLDS), "both": (-1.0, 0.5, 2.0, ""),
         "unknown": (None, 1.0, None, ""), "on the bound": (0.0, 1.0, 2.0, "")}  # fmt: skip


@pytest.mark.parametrize("case", ENDED)
def test_a_territory_s_lead_is_drawn_as_holding_above_zero_failing_below_and_open_across_it(case: str) -> None:
    low, mean, high, verdict = ENDED[case]
    lead = {"low": low, "mean": mean, "high": high}
    told = _as_part({"paradigm": "siloed", "rival": "drift", "region": "here", "lead": lead})
    assert (told["verdict"], told["value"], told["low"], told["high"]) == (verdict, mean, low, high)
    assert told["says"] == "siloed over drift, where here"


@pytest.mark.parametrize("accepted", [(0.5, None), (None, 2.5), (0.5, 2.5)])
@pytest.mark.parametrize("verdict", [HOLDS, FAILS, "cannot tell"])
def test_a_part_of_a_pattern_is_marked_at_its_value_by_its_verdict_over_what_is_accepted(
    verdict: str, accepted: tuple[float | None, float | None]
) -> None:
    part = {"says": "it is so", "unit": "%", "value": 2.0, "low": 1.0, "high": 4.0, "accepted": list(accepted),
            "verdict": verdict, "n": 8}  # fmt: skip
    row = {"pattern": 3, "name": "a name", "verdict": verdict, "decided_by": "it is so", "unit": "%", "value": 2.0,
           "low": 1.0, "high": 4.0, "parts": [part]}  # fmt: skip
    (ax,) = draw_pattern(row, []).axes
    (mark,) = (line for line in ax.lines if line.get_linestyle() == "None")
    look = MARKERS.get(verdict, OPEN)
    assert (list(mark.get_xdata()), mark.get_marker()) == ([2.0], look["marker"])
    assert mark.get_markerfacecolor() == look["markerfacecolor"]
    assert [1.0, 4.0] in [list(line.get_xdata()) for line in ax.lines]
    (tint,) = ax.patches
    left, right = ax.get_xlim()
    span = (tint.get_x(), tint.get_x() + tint.get_width())
    assert span == pytest.approx((left if accepted[0] is None else accepted[0],
                                  right if accepted[1] is None else accepted[1]))  # fmt: skip
    assert tuple(round(each, 3) for each in tint.get_facecolor()[:3]) == tuple(
        round(int(ACCEPTED[at : at + 2], 16) / 255, 3) for at in (1, 3, 5)
    )


@pytest.mark.parametrize("missing", ["low", "high"])
def test_an_interval_without_one_of_its_ends_is_told_as_the_value_alone(missing: str) -> None:
    row = {"value": 0.5, "low": 0.25, "high": 0.75} | {missing: None}
    assert interval(row) == "0.50"


@pytest.mark.parametrize(
    ("quantity", "column", "twin"),
    [
        (dispersion.misses("siloed"), "revenue_new", Cell("siloed", forces="all")),
        (dispersion.worse("siloed"), "revenue", Cell(forces="all")),
    ],
    ids=["a promise is missed by what the twin has that always lived in the goal",
         "a company is worse by what the twin has that never switched"],
)  # fmt: skip
def test_a_reorganisation_is_held_against_its_own_twin(quantity: Quantity, column: str, twin: Cell) -> None:
    switched = Cell("siloed", forces="all", switch_quarter=3)
    assert {*quantity.needs()} == {(switched, column), (twin, column)}
    rest = np.arange(8.0)[:, None] + np.zeros(13)  # companies that earn from 0 to 7
    for level, share in ((3.5, 0.5), (-1.0, 0.0), (9.0, 1.0)):
        simulated = {switched: {column: rest}, twin: {column: np.full((8, 13), level)}}
        assert quantity.estimate(simulated).mean == pytest.approx(share)


@pytest.mark.parametrize(("lead", "counts"), [(2.0, {1, 0, -1}), (0.5, {0, -1}), (-0.5, {-1}), (-2.0, set())])
def test_one_is_above_another_surely_likely_or_maybe_by_the_lower_end_the_middle_or_the_upper_end_of_the_interval(
    lead: float, counts: set[int]
) -> None:
    luck = np.array([-1.0, 1.0, 0.0, -1.0, 1.0, 0.0])  # an interval of about one to either side
    assert {sure for sure in (1, 0, -1) if _is_above(lead + luck, np.zeros(6), sure)} == counts
