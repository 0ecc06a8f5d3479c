"""What theatre, class and lessons reckon and say, module by module: rank, sign, side, share and survey."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.browser import CHROMIUM
from tests.support.page_modules import numbers, tab_of_modules

pytest.importorskip("playwright", reason="Playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


@pytest.fixture(scope="module")
def alone(browser: Any) -> Any:
    return tab_of_modules(browser)


# The theatre


def test_a_company_s_rank_is_one_more_than_the_companies_whose_lead_is_larger(alone: Any) -> None:
    leads = [[0, 5], [0, -2], [0, 9], [9, 1]]
    assert [alone.evaluate("([own, all]) => m.parting.rank(own, all)", [own, leads]) for own in leads] == [2, 4, 1, 3]


@pytest.mark.parametrize(("company", "said"), [(1, ""), (2, " --replication 1"), (9, " --replication 8")])
def test_the_command_beside_a_panel_lives_the_company_that_it_shows_which_is_counted_from_one(
    company: int, said: str, alone: Any
) -> None:
    script = """(company) => {
      const values = { ...Object.fromEntries(facts.dials.map(({ key, start }) => [key, start])), luck: 7, quarter: 2 };
      return m.billing.command({ option: null, branch: null }, { company }, values, facts);
    }"""
    told = alone.evaluate(script, company)
    assert re.search(r" --seed 7(.*)$", told).group(1) == said  # type: ignore[union-attr]


def test_every_lead_on_stage_is_of_the_last_panel_over_the_first(alone: Any) -> None:
    found = alone.evaluate("""async () => {
      const names = ["contact", "bySales", "byMarketing", "morale", "belief", "alignment", "transition"];
      const blank = () => Object.fromEntries(names.map((name) => [name, new Float64Array(3)]));
      const record = (revenue) => ({ weeks: 2, leads: [], ...blank(), revenue: Float64Array.from(revenue) });
      const running = new m.running.Running({ crew: { ask: async () => [[0, 1, 2], [0, 4, 9]] }, facts, told });
      running.stand([{ option: null, record: record([0, 1, 3]) }, { option: "siloed", record: record([0, 2, 8]) }]);
      const other = await running.ghost({ replication: 1 }, "");
      return { own: [...running.lead], other: [...other], good: running.parted.good };
    }""")
    assert found == {"own": [0, 1, 5], "other": [0, 3, 7], "good": 1}


def test_a_panel_says_the_trust_of_sales_in_marketing_and_of_marketing_in_sales_by_contact(alone: Any) -> None:
    said = alone.evaluate("""() => {
      const trusts = { contact: [250, 125], bySales: [200, 50], byMarketing: [100, 25] };
      const record = { pairs: 2, ...trusts, transition: [0], matters: [] }, counts = { wins: [3], ignored: [4] };
      return m.panel.Panel.prototype.stands.call({ record, tell, painting: { counts } }, 0);
    }""")
    assert numbers(said) == pytest.approx([60, 30, 3, 4, 0, 0])


@pytest.mark.parametrize("kind", [0, 1])
def test_a_person_trusts_by_its_own_side_and_is_trusted_by_the_other(kind: int, alone: Any) -> None:
    """Ties are of a rep and a marketer; shares are kept in 250ths."""
    said = alone.evaluate("""(kind) => {
      const people = [{ kind: 0 }, { kind: 1 }], trusts = { contact: [250], bySales: [200], byMarketing: [50] };
      const record = { pairs: 1, ties: [[0, 1]], people, ...trusts };
      return new m.lives.Lives(tell, told).ties(record, kind, 0)[1];
    }""", kind)  # fmt: skip
    trusts, trusted = re.findall(r"trusts ([\d.]+)\u00a0%, is trusted ([\d.]+)\u00a0%", said)[0]
    assert (float(trusts), float(trusted)) == ((80, 20) if kind == 0 else (20, 80))


def test_the_band_of_other_companies_holds_the_middle_four_in_five(alone: Any) -> None:
    found = alone.evaluate("() => m.parting.band(Array.from({ length: 11 }, (_, each) => [0, 10 * each]))")
    assert found == [{"low": 0, "middle": 0, "high": 0}, {"low": 10, "middle": 50, "high": 90}]


def test_leads_that_were_won_count_as_won_and_ignored_ones_as_ignored_from_their_week_on(alone: Any) -> None:
    found = alone.evaluate("""() => {
      const steps = (stage, week) => [{ week: 0, stage: 1 }, { week, stage }];
      const lead = (stage, ended, value, share) => ({ steps: steps(stage, ended), ended, value, share });
      const leads = [lead(m.stage.WON, 1, 40, 0.25), lead(m.stage.WON, 2, 60, 0.5), lead(m.stage.IGNORED, 2, 9, 0)];
      const counted = Object.entries(m.stage.counted({ weeks: 3, leads }));
      return Object.fromEntries(counted.map(([name, all]) => [name, [...all]]));
    }""")
    assert found == {"wins": [0, 1, 2, 2], "won": [0, 40, 100, 100], "marketing": [0, 10, 40, 40],
                     "ignored": [0, 0, 1, 1]}  # fmt: skip


# Games and lessons


def test_the_line_that_is_named_belief_is_that_of_belief(alone: Any) -> None:
    drawn = alone.evaluate("""() => {
      const svg = document.body.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
      svg.style.cssText = "display: block; width: 700px";
      const told = { at: 3, names: { belief: "believed", alignment: "lived" }, format: String, quarter: String };
      const lines = { belief: Array(14).fill(0.9), alignment: Array(14).fill(0.2) };
      m.believing.drawBelief(svg, lines, { ...told, weeksPerQuarter: 13 });
      const found = [...svg.querySelectorAll(".name")].map((one) => [one.textContent, Number(one.getAttribute("y"))]);
      svg.remove();
      return Object.fromEntries(found);
    }""")
    assert drawn["believed"] < drawn["lived"]  # the larger stands higher


def test_of_an_honest_survey_belief_is_what_was_before_and_what_people_live_what_it_left(alone: Any) -> None:
    """Executives believe 0.8 until the survey of week 14, and 0.3 from then on."""
    told = alone.evaluate("""() => {
      const engine = { told: { ...told, weeksPerQuarter: 13 }, week: 0, found() {}, snapshot() {}, record: () => [] };
      Object.assign(engine, { restore: () => engine, setOut: () => engine, live: (week) => { engine.week = week; } });
      engine.get = () => (engine.week >= 14 ? 0.3 : 0.8);
      const company = new m.company.OwnCompany(engine, { ...facts, seen: [], decisions: [] });
      return company.lived([{ kind: "survey", quarter: 2 }], 2).surveys;
    }""")
    assert told == [{"quarter": 2, "believed": 0.8, "lived": 0.3}]


def test_a_tile_tells_a_change_as_a_share_of_the_quarter_before(alone: Any) -> None:
    said = alone.evaluate("""() => {
      const shares = { win_rate: [NaN, 0.5, 0.75], executives_aligned: [1, 0.5, 0.75], belief: [1, 0.5, 0.75] };
      const seen = { revenue: [NaN, 200, 250], opportunities: [NaN, 10, 15], ...shares, leavers: [NaN, 5, 3] };
      return m.dashboards.dashboards(seen, tell, 4).map((tile) => tile.querySelector("p.soft").textContent);
    }""")
    changes = [numbers(each)[0] for each in said]
    assert changes == [25, 50, 25, 1, 25, -2]  # percent, percent, points, heads, points, heads


def test_guesses_are_held_against_the_change_that_came_and_against_no_change(alone: Any) -> None:
    found = alone.evaluate("""() => {
      const turns = [0, 1, 2].map((guess) => ({ guess }));
      return m.debrief.misses([NaN, 100, 110, 99], turns, [0, 0.2, -0.4]);
    }""")
    assert found["came"][1:] == pytest.approx([0.1, -0.1])
    assert found["off"][1:] == pytest.approx([0.1, 0.3])
    assert (found["mean"], found["still"]) == pytest.approx((0.2, 0.1))


def test_what_a_pupil_drew_is_told_by_its_last_quarter(alone: Any) -> None:
    said = alone.evaluate("""() => {
      const drawing = Object.create(m.sketch.Drawing.prototype);
      drawing.lines = [[0.1, 0.2, 0.3, 0.4], [0.9, 0.8, 0.7, 0.6]].map((values) => ({ values }));
      return drawing.told(tell);
    }""")
    assert said == ["40\u00a0%", "60\u00a0%"]
