"""Each figure of a decision reads the outcomes and the quarters that it is of, all of them, and nothing else.

Every outcome of every quarter is moved by itself, and the figures are held against what they were.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision.alternatives import LATER, STAY, TRIAL, Option
from cordiale.experiments.decision.branching import Lived
from cordiale.experiments.decision.by_lever import adjusted
from cordiale.experiments.decision.channels import channel_values
from cordiale.experiments.decision.deciding import sign_of_failure
from cordiale.experiments.decision.learning import ANSWERS, followed_up, measure_first
from cordiale.experiments.decision.standings import baseline
from cordiale.experiments.decision.unseen import OUTCOMES, views
from cordiale.experiments.decision.warning_signs import signs_in
from cordiale.experiments.decision.worth import PARTS, worth
from cordiale.experiments.foundations.statistics import normal_bound
from cordiale.experiments.searching.structure_search import _aims
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.outcomes import NAMES, QUARTER
from tests.support.decision_asked import as_asked
from tests.support.worlds import small

COMPANIES, QUARTERS, SWITCH = 20, 6, 3
LUCK = np.random.default_rng(5)
GAINS = LUCK.normal(size=(COMPANIES, 2))
WORTH = LUCK.uniform(1, 9, (COMPANIES, len(PARTS), QUARTERS))
SCENARIO = small({"company.paradigm": "siloed", "economics.hour": 0.1, "economics.leaver": 5.0})
STAYED = Run("siloed", "none", 0, 1, QUARTERS)
FAILED, HALVES = np.arange(COMPANIES) % 3 == 0, [np.arange(COMPANIES) % 2 == side for side in (0, 1)]
STRANGER: Any = SimpleNamespace(seed=1, company=SimpleNamespace(sets=()), quarters_of=lambda *_, **__: 0)
BUSY: Any = SimpleNamespace(fits=lambda *_: False)
OTHER = Lived(WORTH, np.ones((COMPANIES, QUARTERS + 1), dtype=QUARTER))
Cells = set[tuple[str, int]]


def made() -> Any:
    rows = np.zeros((COMPANIES, QUARTERS + 1), dtype=QUARTER)
    for name in NAMES:
        rows[name] = np.random.default_rng(len(name)).uniform(0.3, 0.7, rows.shape)
    rows["wins"] = np.round(40 * rows["wins"])
    rows["leads_handed_over"] += 2.0
    return rows


def over(quarters: range, *names: str) -> Cells:
    return {(name, quarter) for name in names for quarter in quarters}


def worth_knowing(rows: Any) -> Any:
    options, lives = [Option(name, name, (), 2, "") for name in (STAY, "x")], {STAY: rows, "x": rows}
    lived = {name: Lived(WORTH[:: 1 if name == STAY else -1], each) for name, each in lives.items()}
    known = measure_first(STRANGER, options, lived, range(4), clock=BUSY)
    return [(each.topic, each.asked, each.luck) for each in known]


EVERY, LAST_YEAR = range(1, QUARTERS + 1), range(QUARTERS - 3, QUARTERS + 1)
FIGURES: dict[str, tuple[Callable[[Any], Any], Cells]] = {
    "the channels of a lead": (
        lambda rows: channel_values(Lived(WORTH, rows), OTHER, np.ones(QUARTERS)),
        over(EVERY, "opportunities", "leads_rejected", "wins")),
    "the bookings of the last year": (
        lambda rows: baseline(Lived(WORTH, rows), QUARTERS).revenue_last_year, over(LAST_YEAR, "revenue")),
    "the value of a run": (
        lambda rows: worth(SCENARIO, STAYED, rows[0]),
        over(EVERY, "revenue_new", "revenue_recurring", "leavers", "friction_hours_share")),
    "whether leads are followed up": (
        lambda rows: followed_up(GAINS, rows, 1), over(range(1, 2), "leads_worked", "leads_handed_over")),
    "what surveys and a look at leads would tell": (
        worth_knowing, over(range(1, 2), "leads_worked", "leads_handed_over") | {("trust_sales_in_marketing", 0)}),
    "what executives and practitioners see today and in the end": (
        lambda rows: views(Lived(WORTH, rows), OTHER, "x")[:2],
        {(name, quarter) for name in OUTCOMES for quarter in (0, QUARTERS)}),
    "what they see after a switch": (
        lambda rows: views(OTHER, Lived(WORTH, rows), "x"), over(range(QUARTERS, QUARTERS + 1), *OUTCOMES)),
    "the wins below which a switch is taken back": (
        lambda rows: sign_of_failure(Lived(WORTH, rows), as_asked(switch_quarter=1, quarters=QUARTERS)),
        over(range(TRIAL, QUARTERS + 1), "wins")),
    "a sign that warns": (
        lambda rows: signs_in(rows["morale"], FAILED, HALVES, name="", place="", quarter=SWITCH),
        over(range(1, SWITCH), "morale") | over(range(SWITCH + 1, QUARTERS), "morale")),
    "the aims of a search": (
        lambda rows: _aims(Lived(WORTH, rows)),
        over(EVERY, "friction_hours_share", "leavers") | {("perception_gap", QUARTERS)}),
}  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_reads_the_outcomes_and_quarters_that_it_is_of_and_no_others(figure: str) -> None:
    say, wanted = FIGURES[figure]
    usual = repr(say(moved(set())))
    assert repr(say(moved(over(range(QUARTERS + 1), *NAMES) - wanted))) == usual
    assert [cell for cell in sorted(wanted) if repr(say(moved({cell}))) == usual] == []


def moved(cells: Cells) -> Any:
    """All rows, some outcomes of some quarters much smaller, in some companies more than in others."""
    rows = made()
    for name, quarter in cells:
        rows[name][:, quarter] *= np.linspace(0.1, 0.4, COMPANIES)
    return rows


def test_a_switch_a_year_later_and_its_trial_are_a_year() -> None:
    assert LATER == TRIAL == 4


@pytest.mark.parametrize("of_the_lead", [True, False])
def test_a_part_is_as_sure_as_all_companies_where_it_is_the_lead_and_as_the_few_that_lived_it_where_it_is_not(
    of_the_lead: bool,
) -> None:
    few, n = 8, 80
    lead = np.random.default_rng(1).normal(5, 2, n)
    known = lead[:few] - lead[:few].mean()
    other = np.random.default_rng(2).normal(size=few)
    other -= other.mean() + known * (other @ known) / (known @ known)  # which has nothing to do with the lead
    part = adjusted({"part": lead[:few] if of_the_lead else other}, lead)["part"]
    error = lead.std(ddof=1) / np.sqrt(n) if of_the_lead else other.std(ddof=2) / np.sqrt(few)
    assert (part.high - part.low) / 2 == pytest.approx(normal_bound() * error)


def test_an_answer_of_one_person_is_a_quarter_of_the_scale_away() -> None:
    assert ANSWERS == 0.25
