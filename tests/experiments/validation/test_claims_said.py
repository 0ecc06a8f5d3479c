"""What a claim says is what is measured for it: its words name the column, the two sides and their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from cordiale.experiments.commands.validate import print_patterns
from cordiale.experiments.foundations.statistics import Estimate, mean_interval
from cordiale.experiments.validation import lives, space, territories
from cordiale.experiments.validation.cells import Cell, scenario_value
from cordiale.experiments.validation.claims import Part
from cordiale.experiments.validation.compared import COMPARED
from cordiale.experiments.validation.courses import FirstQuarter, Slope
from cordiale.experiments.validation.criteria import FAILS, HOLDS, UNDECIDED, Above
from cordiale.experiments.validation.optima import peak_of
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.quantities import Less, Level, OfTwo, Quantity, Ranked, Relative, ShareUnder
from cordiale.experiments.validation.readings import Reading
from cordiale.experiments.validation.record import _part, worsened
from cordiale.experiments.validation.regions import _sureness, lead_over_rivals
from cordiale.experiments.validation.structures import OUTCOMES, BestAtEverything, RandomStructures
from cordiale.simulation.rules.opinions import view
from cordiale.simulation.scenario.files import load_scenario

PARTS = {f"{claim.pattern}: {part.says}": part for claim in CLAIMS for part in (*claim.parts, *claim.beside)}


def levels(quantity: Any) -> Iterator[Level]:
    """The readings of cells of which a quantity is made, in their order."""
    if isinstance(quantity, Level):
        yield quantity
    for part in [quantity.first, quantity.second] if isinstance(quantity, OfTwo) else getattr(quantity, "of", ()):
        yield from levels(part)


def value(name: str) -> Callable[[Cell], Any]:
    return lambda cell: dict(cell.values).get(name, scenario_value(name))


COLUMNS = {  # words of a claim, and the column that they speak of
    "very aligned": "executives_very_aligned", "say aligned, less": "perception_gap",
    "say aligned": "executives_aligned",
    "a lack": "practitioners_lack", "sales' trust in marketing": "trust_sales_in_marketing",
    "marketing's trust in sales": "trust_marketing_in_sales", "gross retention": "gross_retention",
    "net retention": "net_retention", "broken": "gross_retention_broken", "never pursued": "leads_ignored",
    "median cycle": "sales_cycle_weeks_median", "marketing sourced": "marketing_wins",
    "reps who leave": "leavers_sales", "misfits": "misfit_leads", "contact across": "cross_function_density",
    "friction events": "friction_events_per_person_week",
    "friction hours": "friction_hours_share", "exclusions": "exclusions", "power contests": "power_contests",
    "touches in contracts": "marketing_influence", "new revenue": "revenue_new", "revenue": "revenue",
}  # fmt: skip


@pytest.mark.parametrize("said", PARTS)
def test_a_claim_measures_the_column_that_its_words_speak_of(said: str) -> None:
    found = [*levels(PARTS[said].quantity)]
    column = next((column for words, column in COLUMNS.items() if words in said.partition(": ")[2]), None)
    if found and column:
        assert found[0].reading.column == column
        assert len({each.reading.column for each in found}) == (2 if column == "gross_retention_broken" else 1)


trust, promise, win = value("trust.initial"), value("campaigns.over_promising"), value("buyers.win")
hidden, worth, planned = value("perception.withholding"), value("buyers.contract_value"), value("power.transition")
Side = Callable[[Level], Any]


def own(paradigm: str) -> tuple[Side, Side]:
    """A paradigm, and others than that."""
    return lambda a: a.cell.paradigm == paradigm, lambda b: b.cell.paradigm != paradigm


SIDES: dict[str, tuple[Side, Side]] = {  # of "A less B" and "A over B"
    "boastful less honest": (lambda a: promise(a.cell) == 1.0, lambda b: promise(b.cell) == 0.0),
    "poor conversion less usual": (lambda a: win(a.cell) < scenario_value("buyers.win"), lambda b: not b.cell.values),
    "accurate less complacent": (lambda a: hidden(a.cell) == 0.0, lambda b: not b.cell.values),
    "accurate over complacent": (lambda a: hidden(a.cell) == 0.0, lambda b: not b.cell.values),
    "from 0.25 to 0.75": (lambda a: trust(a.cell) == 0.75, lambda b: trust(b.cell) == 0.25),
    "where recalibrated less effect": (lambda a: a.cell.settings, lambda b: not b.cell.settings),
    "business-model less none": (lambda a: a.cell.forces == "business-model", lambda b: b.cell.forces == "none"),
    "quo less assimilated": (lambda a: a.cell.paradigm == "status-quo", lambda b: b.cell.paradigm == "assimilated"),
    "large contracts less small": (lambda a: worth(a.cell) > 100, lambda b: worth(b.cell) < 100),
    "slow less usual": (lambda a: planned(a.cell) == 32.0, lambda b: planned(b.cell) < 32.0),
    "low trust less usual": (lambda a: trust(a.cell) < 0.3, lambda b: trust(b.cell) > 0.3),
    "for 8 weeks less for 32": (lambda a: planned(a.cell) in (8.0, 16.0), lambda b: planned(b.cell) in (32.0, 16.0)),
    "for 8 weeks less for 1": (lambda a: planned(a.cell) in (8.0, 16.0), lambda b: planned(b.cell) in (1.0, 16.0)),
    "of theft less left of failures": (lambda a: a.reading.column != "failed", lambda b: b.reading.column != "robbed"),
    "switched over the twin": (lambda a: True, lambda b: True),
    "less the same without forces": (lambda a: a.cell.forces == "all", lambda b: b.cell.forces == "none"),
    "year 2 less year 1": (lambda a: a.reading.span[0] == 5, lambda b: b.reading.span[0] == 1),
    "year 3 less year 2": (lambda a: a.reading.span[0] == 9, lambda b: b.reading.span[0] == 5),
    "proportional less the next": own("proportional"),
    "over the best other": own("proportional"),
    "over the worst other": own("proportional"),
    "over the best choice's": own("drift"),
    "over the calmest choice's": own("drift"),
}  # fmt: skip


@pytest.mark.parametrize("words", SIDES)
def test_of_two_that_a_claim_compares_the_first_named_is_the_one_that_the_second_is_taken_from(words: str) -> None:
    first, second = SIDES[words]
    found = [part.quantity for said, part in PARTS.items() if said.endswith(words) or f"{words} " in said]
    assert found, "no claim says so any more"
    for pair in found:
        assert isinstance(pair, OfTwo) or words == "switched over the twin"
        if isinstance(pair, OfTwo):
            assert all(first(each) for each in levels(pair.first))
            assert all(second(each) for each in levels(pair.second))


FORCES = {6: "technology", 7: "buyers", 8: "business-model"}


@pytest.mark.parametrize("pattern", FORCES)
def test_the_effect_of_a_force_is_the_company_with_it_less_the_same_company_without_any(pattern: int) -> None:
    effects = [part.quantity for said, part in PARTS.items() if said.startswith(f"{pattern}: ")]
    pairs = [pair for each in effects for pair in innermost(each) if pair.first.cell.forces != pair.second.cell.forces]
    assert len(pairs) >= 3
    for pair in pairs:
        assert (pair.first.cell.forces, pair.second.cell.forces) == (FORCES[pattern], "none")
        assert pair.first.cell.under("none") == pair.second.cell
        assert pair.first.reading == pair.second.reading


def innermost(quantity: Any) -> Iterator[Any]:
    """The pairs of readings inside a quantity."""
    if isinstance(quantity, OfTwo):
        if isinstance(quantity.first, Level) and isinstance(quantity.second, Level):
            yield quantity
        else:
            yield from (*innermost(quantity.first), *innermost(quantity.second))


def is_share(quantity: Quantity) -> bool:
    """Whether a quantity is a part of something, to be told in hundredths."""
    if isinstance(quantity, Less):
        return is_share(quantity.first)
    return isinstance(quantity, Relative | ShareUnder)


@pytest.mark.parametrize("said", PARTS)
def test_relative_differences_are_told_in_percent_and_differences_of_them_in_points(said: str) -> None:
    part: Part = PARTS[said]
    if isinstance(part.quantity, Relative):
        assert part.unit == "%"
    elif isinstance(part.quantity, Less) and is_share(part.quantity):
        assert part.unit == "points"
    assert part.factor == (100.0 if part.unit else 1.0) or part.unit not in ("%", "points")


@pytest.mark.parametrize("now", [HOLDS, FAILS, UNDECIDED])
@pytest.mark.parametrize("before", [HOLDS, FAILS, UNDECIDED, None])
def test_only_a_pattern_that_held_and_surely_fails_now_has_become_worse(now: str, before: str | None) -> None:
    rows = [{"pattern": 3, "verdict": now}]
    record = None if before is None else {"patterns": [{"pattern": 3, "verdict": before}]}
    assert worsened(record, rows) == ([3] if (before, now) == (HOLDS, FAILS) else [])


def test_the_interval_of_a_peak_leaves_out_what_fewer_than_one_in_forty_draws_show_at_either_end() -> None:
    """A place that comes first in three to four draws of a hundred is in it; one that does in one or two is not."""
    luck = np.where(np.arange(400) % 2, 1.0, -1.0)
    for ahead, is_in in ((1.8, True), (2.2, False)):  # standard errors
        rival = luck - ahead / np.sqrt(len(luck))
        _, low, high = peak_of(np.stack([rival, np.zeros(len(luck)), np.full(len(luck), -9.0)], axis=1))
        assert (low, high) == (0 if is_in else 1, 1)
        _, low, high = peak_of(np.stack([np.full(len(luck), -9.0), np.zeros(len(luck)), rival], axis=1))
        assert (low, high) == (1, 2 if is_in else 1)


def test_how_sure_a_lead_is_is_its_t_statistic_over_the_rival_that_comes_nearest() -> None:
    leads = np.random.default_rng(3).normal(1.0, 2.0, (24, 3))
    within = np.stack([np.ones(24), np.arange(24) % 3 == 0]).astype(float)
    for region, found in zip(within, _sureness(within, leads), strict=True):
        assert found == pytest.approx(min(ttest_1samp(leads[region > 0], 0.0, axis=0).statistic))


RIVALS = {  # words of a claim, and whether the rival that they speak of is the one with the least
    "over the best other": False, "over the worst other": False, "over the best choice's": False,
    "over the calmest choice's": True, "where they are the fewest": True, "where they are the most": False,
    "in which it falls least": False, "proportional less the next": False,
}  # fmt: skip


@pytest.mark.parametrize("words", RIVALS)
def test_the_rival_of_a_claim_is_the_one_at_the_end_of_the_order_that_its_words_name(words: str) -> None:
    (quantity,) = (part.quantity for said, part in PARTS.items() if words in said)
    ranked = quantity if isinstance(quantity, Ranked) else quantity.second  # type: ignore[attr-defined]
    assert (ranked.smallest, ranked.place) == (RIVALS[words], 1)


SEEN = {  # a quarter of a company with 48 reps
    "opportunities": 44.0, "leads_rejected": 56.0, "wins": 20.0, "losses": 40.0, "no_decisions": 20.0,
    "marketing_wins": 5.0, "leavers_sales": 3.6, "leads_ignored": 70.0, "leads_handed_over": 100.0,
}  # fmt: skip
RATES = {
    "contacted leads that become opportunities": 0.44, "opportunities won": 0.25, "wins that marketing sourced": 0.25,
    "reps who leave in a year": 4 * 3.6 / 48, "leads never pursued": 0.7,
}  # fmt: skip


@pytest.mark.parametrize("words", RATES)
def test_a_rate_that_a_claim_speaks_of_is_of_what_it_says_over_what_it_says(words: str) -> None:
    (quantity,) = (part.quantity for said, part in PARTS.items() if words in said)
    (level,) = levels(quantity)
    columns = {name: np.full((6, level.cell.quarters + 1), SEEN[name]) for name in level.reading.columns}
    assert level.estimate({level.cell: columns}).mean == pytest.approx(RATES[words])
    assert int(load_scenario("status-quo").company.reps) == 48


def test_the_first_quarter_of_something_is_counted_from_one_and_is_after_the_last_where_it_never_comes() -> None:
    cell, seen = Cell(quarters=3), np.array([[9, 1, 0, 0], [0, 0, 0, 2], [9, 0, 0, 0], [0, 0, 1, 1]], float)
    assert FirstQuarter(cell, "programme").sample({cell: {"programme": seen}}).tolist() == [1, 3, 4, 2]


def test_a_slope_is_what_a_quarter_adds_and_the_founding_does_not_count() -> None:
    cell, seen = Cell(quarters=4), np.array([[99.0, 1, 3, 5, 7], [-99, 4, 4, 4, 4], [0, 3, 1, 3, 1]])
    assert Slope(cell, "alignment").sample({cell: {"alignment": seen}}).tolist() == pytest.approx([2, 0, -0.4])


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_company_has_as_many_marketers_as_its_reps_over_their_ratio(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "power", pow)  # the model's own is compiled at its first use
    values, _ = space._point(space.FACTORS, [share] * (len(space.FACTORS) + 1))
    known = {factor.name: factor for factor in space.FACTORS}
    reps, ratio = (known[name].value(share) for name in ("company.reps", space.REPS_PER_MARKETER))
    assert values["company.reps"] == round(reps)
    assert values["company.marketers"] == max(1, round(round(reps) / ratio))


def test_a_region_is_tried_in_other_companies_than_those_in_which_it_was_sought(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Companies are known by the number in their table; every one of the second half of numbers earns by siloed."""
    count = 12
    runs = np.zeros((count, len(COMPARED), 4)) + 100.0
    runs[:, COMPARED.index("siloed"), :] += np.where(np.arange(count) >= 6, 50.0, 0.0)[:, None]
    runs[:, COMPARED.index("siloed"), :] += 0.01 * np.arange(count)[:, None]
    runs[:, COMPARED.index("status-quo"), :] += 1.0 + 20 * (np.arange(4) - 1.5)  # ahead by luck alone
    sought: list[Any] = []

    class Search:
        def __init__(self, table: Any, earned: Any) -> None:
            sought.extend(table[:, 0].tolist())

        def best(self, _: int) -> tuple[()]:
            return ()

    tried: list[list[float]] = []
    monkeypatch.setattr(territories, "_runs", lambda *_: runs)
    monkeypatch.setattr(territories, "RegionSearch", Search)
    monkeypatch.setattr(territories, "inside", lambda _, table: np.ones(len(table), bool))
    monkeypatch.setattr(
        territories, "lead_over_rivals",
        lambda earned, *_: (tried.append(earned[:, COMPARED.index("siloed")].tolist()), ("x", mean_interval([1.0])))[1],
    )  # fmt: skip
    table = np.arange(count, dtype=float)[:, None]
    found = territories.territories(SimpleNamespace(companies=count, table=lambda: table), {})  # type: ignore[arg-type]
    assert sought == [0, 2, 4, 6, 8, 10]
    alone = territories._earned(runs)[1::2, COMPARED.index("siloed")].tolist()
    assert tried[0] == pytest.approx(alone)
    of = {each.paradigm: (each.best_share, each.sure_share) for each in found}
    assert of["siloed"] == (0.5, 0.5)
    assert all(of[name] == (0.0, 0.0) for name in of if name != "siloed")


@pytest.mark.parametrize(("factor", "kept"), [(1.0, (2.5, 1.0, 3.0)), (100.0, (250.0, 100.0, 300.0))])
def test_of_a_part_its_value_and_the_lower_and_the_upper_bound_of_it_are_kept_each_as_itself(
    factor: float, kept: tuple[float, float, float]
) -> None:
    quantity = SimpleNamespace(estimate=lambda _: Estimate(2.5, 1.0, 3.0, 40))
    part: Any = SimpleNamespace(says="so", quantity=quantity, criterion=Above(1.5), factor=factor, unit="share")
    found = _part(part, {})
    assert (found["value"], found["low"], found["high"]) == kept
    assert (found["n"], found["accepted"], found["verdict"]) == (40, [1.5 * factor, None], UNDECIDED)


def test_a_quarter_without_a_value_is_left_out_of_the_mean_over_quarters_and_is_no_zero_in_it() -> None:
    columns = {"revenue": np.array([[9.0, 4.0, np.nan, 8.0], [9.0, np.nan, np.nan, np.nan], [9.0, 0.0, 3.0, 6.0]])}
    assert np.nan_to_num(Reading("revenue").of(columns), nan=-1.0).tolist() == [6.0, -1.0, 3.0]


@pytest.mark.parametrize("smallest", [True, False])
def test_a_quantity_that_is_missing_everywhere_is_neither_the_largest_nor_the_smallest(smallest: bool) -> None:
    cells = [Cell(quarters=number) for number in (1, 2, 3)]
    columns = {
        cell: {"revenue": np.array([[0.0, value]])} for cell, value in zip(cells, (np.nan, 1.0, 2.0), strict=True)
    }
    all_three = tuple(Level(cell, Reading("revenue")) for cell in cells)
    ranked = [Ranked(all_three, place=place, smallest=smallest).sample(columns)[0] for place in (1, 2, 3)]
    assert ranked[:2] == ([1.0, 2.0] if smallest else [2.0, 1.0])
    assert np.isnan(ranked[2])


def test_trust_of_the_hurt_is_that_of_pairs_of_whom_neither_is_replaced_in_any_copy() -> None:
    """Of four pairs one loses its rep, one its marketer, one both, each for a quarter, in another copy."""
    pairs = np.array([[1, 11], [2, 12], [3, 13], [4, 14]])
    rows = [[(pairs.copy(), np.zeros(4)) for _copy in range(3)] for _quarter in range(3)]
    rows[2][0][0][1, 0] = 22
    rows[1][1][0][2, 1] = 23
    rows[1][2][0][3] = 24, 34
    assert lives._stayed(rows).tolist() == [True, False, False, False]


@pytest.mark.parametrize(("life", "apart"), [("hurt", 1), ("hurt-pairs", 20)])
def test_the_hurt_meet_a_failure_a_week_for_a_quarter_or_one_theft_and_none_else_is_hurt(
    life: str, apart: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Copy(SimpleNamespace):
        def copy(self) -> Copy:
            return Copy(company=self.company)

    failures, thefts, lived = Counter[Any](), Counter[Any](), Counter[int]()
    first = Copy(company=[SimpleNamespace(pairs=40)])
    monkeypatch.setattr(lives, "start", lambda *_: first)
    monkeypatch.setattr(lives, "advance", lambda org, week: (lived.update({id(org): 1}), org)[1])
    monkeypatch.setattr(lives, "deceive", lambda org, opinion: thefts.update({(id(org), opinion): 1}))
    monkeypatch.setattr(
        lives, "live_through", lambda org, opinion, went, weight: failures.update({(id(org), opinion, went, weight): 1})
    )
    monkeypatch.setattr(lives, "_trusts", lambda _, whom: (np.zeros((len(whom), 2)), np.full(len(whom), 0.5)))
    run: Any = SimpleNamespace(quarters=lives.HURT_AFTER + 2)
    seen = lives.LIVES[life](SimpleNamespace(), run, ["unhurt", "failed", "robbed"])  # type: ignore[arg-type]
    hurt = {view(tie, side) for tie in range(0, 40, apart) for side in range(2)}
    assert {opinion for _, opinion, *_ in failures} == {opinion for _, opinion in thefts} == hurt
    assert {*failures.values()} == {13}
    assert {*thefts.values()} == {1}
    assert {(went, weight) for *_, went, weight in failures} == {(0.0, 1.0)}
    (failed,), (robbed,) = {org for org, *_ in failures}, {org for org, _ in thefts}
    assert len({failed, robbed, id(first)}) == 3, "each is hurt in a copy of its own"
    assert all(np.isnan(each[: lives.HURT_AFTER]).all() and (each[lives.HURT_AFTER :] == 0.5).all()
               for each in seen.values())  # fmt: skip


def test_a_structure_is_among_the_best_of_each_company_by_itself_whatever_the_others_earn() -> None:
    sample, luck = RandomStructures(count=20, seed=3), np.random.default_rng(4)
    scale = np.array([1.0, 10.0, 100.0, 1000.0])[:, None]
    cells = sample.cells()
    simulated: Any = {cell: {name: scale * luck.uniform(1, 2, (4, 9)) for name in OUTCOMES} for cell in cells}
    simulated[cells[7]] = {name: scale * np.full((4, 9), 3.0 if sign > 0 else 0.5) for name, sign in OUTCOMES.items()}
    assert BestAtEverything(sample).estimate(simulated).mean == 1.0


def test_a_lead_in_a_region_is_over_the_rival_that_earns_most_there() -> None:
    earned = np.array([[9.0, 5.0, 7.0], [9.0, 5.0, 8.0], [9.0, 5.0, 6.0]])
    rival, lead = lead_over_rivals(earned, 0, ["own", "weak", "strong"])
    assert (rival, lead.mean, lead.n) == ("strong", 2.0, 3)
    assert lead_over_rivals(earned[:0], 0, ["own", "weak", "strong"])[0] == "nobody"


@pytest.mark.parametrize("verdict", [FAILS, UNDECIDED])
def test_the_parts_of_a_pattern_that_do_not_hold_are_printed_and_of_the_others_the_one_that_decides(
    verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    part = {"value": 1.0, "low": 0.5, "high": 1.5, "unit": "%", "criterion": "above 0 %"}
    parts = [{**part, "says": said, "verdict": ends} for said, ends in
             (("it decides", HOLDS), ("it holds too", HOLDS), ("it does not hold", verdict))]  # fmt: skip
    print_patterns([{"pattern": 3, "name": "levels", "verdict": verdict, "decided_by": "it decides", "parts": parts}])
    said = capsys.readouterr().out
    assert ("it decides" in said, "it does not hold" in said, "it holds too" in said) == (True, True, False)
    assert f"1 {verdict}" in said
