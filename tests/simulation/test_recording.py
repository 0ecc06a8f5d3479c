"""A record tells the same run: its lives add up to the outcomes, under both schedulers, and nothing changes by it."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from cordiale.simulation import AlignmentModel, Scenario, simulate
from cordiale.simulation.recording.arrow import schema
from cordiale.simulation.recording.column import FIELDS, SEATS, WORDS
from cordiale.simulation.recording.contents import OF_RUN, RUN, TECHNICAL
from cordiale.simulation.recording.parquet import Files
from cordiale.simulation.runs.company import execute, prepare
from cordiale.simulation.runs.recorded import execute_recorded
from cordiale.simulation.runs.run import Run
from cordiale.simulation.world.state import TABLES

QUARTERS = 3
# Claims are contested, leaders have little time, merged roles drop leads: everything that a record tells happens.
LIVELY = {"credit.contesting": 1.0, "leadership.hours": 8.0, "credit.dispute_patience": 3.0}
SCENARIO = Scenario(
    schema=1, name="lively", company={"reps": 8, "marketers": 5, "burn_in": 1},
    sources=[{"name": "web", "share": 2.0}, {"name": "fairs", "share": 1.0, "fit": 0.5}],
).with_values(LIVELY)  # fmt: skip
RUNS = [Run(paradigm, "all", 0, 3, QUARTERS) for paradigm in ("siloed", "assimilated", "sales-led", "proportional")]
EACH = pytest.mark.parametrize("run", RUNS, ids=lambda run: run.paradigm)


@cache
def lived(run: Run) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """A run's quarters, from the first on, and its record as frames."""
    quarters, tables = execute_recorded(prepare(SCENARIO), run)
    frame = pd.DataFrame({name: quarters[name][1:] for name in quarters.dtype.names}, index=range(1, QUARTERS + 1))
    return frame, {name: table.to_pandas() for name, table in tables.items()}


def by_quarter(weeks: pd.Series) -> list[int]:
    """How many of these weeks each quarter has; those before the record are none of them."""
    whole = np.floor(weeks.dropna())
    return [int(((whole - 1) // 13 == quarter).sum()) for quarter in range(QUARTERS)]


@EACH
def test_lives_of_leads_add_up_to_the_outcomes(run: Run) -> None:
    quarters, record = lived(run)
    leads = record["leads"]
    ours, end = leads[leads.marketer.notna()], leads.end
    told = {
        "leads_created": leads.created,
        "leads_handed_over": leads.handed_over,
        "leads_worked": ours.contacted[ours.created >= 1],
        "opportunities": leads.opportunity,
        "wins": leads.ended[end == "won"],
        "marketing_wins": ours.ended[ours.end == "won"],
        "losses": leads.ended[end == "lost"],
        "no_decisions": leads.ended[end == "no-decision"],
        "leads_ignored": leads.ended[end.isin(["ignored", "dropped"])],
        "dropped_work": leads.ended[end == "dropped"],
        "leads_rejected": leads.ended[end == "rejected"],
    }
    if (ours.created < 1).any():  # the week in which a rep first worked on it, before the record began or in it
        told["leads_worked"] = ours.contacted[ours.contacted >= 1]
    assert {name: by_quarter(weeks) for name, weeks in told.items()} == {name: quarters[name].tolist() for name in told}
    assert leads.lead.is_unique
    assert (leads.ended.isna() == (end == "open")).all()


@EACH
def test_dropped_is_what_ends_as_it_is_handed_over_and_ignored_what_waited_first(run: Run) -> None:
    leads = lived(run)[1]["leads"].dropna(subset=["handed_over", "ended"])
    waited = leads.ended - leads.handed_over
    assert (waited[leads.end == "dropped"] == 0).all()
    assert (waited[leads.end == "ignored"] > 0).all()
    assert (leads.end == "dropped").any() == (run.paradigm != "siloed")


@EACH
def test_weeks_of_a_life_come_in_their_order(run: Run) -> None:
    leads = lived(run)[1]["leads"]
    stages = [np.floor(leads[name]) for name in ("created", "handed_over", "opportunity", "proposal", "negotiation")]
    for place, later in enumerate([*stages[1:], leads.ended], start=1):
        for earlier in stages[:place]:
            both = earlier.notna() & later.notna()
            assert (earlier[both] <= later[both]).all()


@EACH
def test_matters_and_credit_add_up_to_the_outcomes(run: Run) -> None:
    quarters, record = lived(run)
    matters, credit = record["matters"], record["credit"]
    disputes = matters[matters.kind == "dispute"]
    thefts = pd.concat([credit.week[credit.stolen == 1], disputes.ended[disputes.verdict.isin(["stands", "given-up"])]])
    told = {
        "questions": matters.raised[matters.kind == "question"],
        "ideas_proposed": matters.raised[matters.kind == "idea"],
        "ideas_adopted": matters.ended[matters.verdict == "adopted"],
        "credit_disputes": credit.week[credit.contested == 1],
        "credit_thefts": thefts,
        "wins": credit.week,
    }
    assert {name: by_quarter(weeks) for name, weeks in told.items()} == {name: quarters[name].tolist() for name in told}
    ended = matters.dropna(subset="ended")
    latency = (ended.ended - ended.raised).groupby((ended.ended - 1) // 13 + 1).mean().reindex(range(1, QUARTERS + 1))
    np.testing.assert_allclose(latency, quarters.decision_latency_weeks, rtol=1e-12)
    value = (credit.value * (credit.claimed_by_sales + credit.claimed_by_marketing)).groupby((credit.week - 1) // 13)
    claimed = value.sum() / credit.value.groupby((credit.week - 1) // 13).sum()
    np.testing.assert_allclose(claimed, quarters.credit_claimed_ratio.dropna(), rtol=1e-12)


@EACH
def test_a_side_claims_no_less_of_a_win_than_its_own_part_and_sales_all_of_what_it_found_itself(run: Run) -> None:
    credit = lived(run)[1]["credit"]
    own, theirs = credit[credit.marketer.isna()], credit[credit.marketer.notna()]
    assert len(own)
    assert len(theirs)
    assert set(own.claimed_by_sales) | set(1.0 - own.claimed_by_marketing) == {1.0}
    assert (theirs.claimed_by_marketing >= theirs.due_to_marketing - 1e-12).all()
    assert (theirs.claimed_by_sales >= 1.0 - theirs.due_to_marketing - 1e-12).all()


@pytest.mark.parametrize("run", [*RUNS, RUNS[0]._replace(paradigm="status-quo")], ids=lambda run: run.paradigm)
def test_marketing_is_paid_its_due_under_a_rule_and_by_own_accounting_what_power_makes_of_both_claims(run: Run) -> None:
    record = lived(run)[1]
    credit = record["credit"].dropna(subset=["marketer"])
    power = credit.week.map(record["company"].set_index("week").power_balance)
    of_marketing = credit.claimed_by_marketing * (1.0 + power)
    of_both = of_marketing + credit.claimed_by_sales * (1.0 - power)
    paid = np.where(credit.rule == "own-accounting", of_marketing / of_both, credit.due_to_marketing)
    np.testing.assert_allclose(credit.paid_to_marketing, paid, rtol=1e-12)
    assert (credit.rule == "own-accounting").any() == (run.paradigm in ("siloed", "status-quo"))


@EACH
def test_only_a_lead_that_a_rep_worked_on_has_a_first_contact_and_none_before_it_appeared(run: Run) -> None:
    leads = lived(run)[1]["leads"]
    unseen = leads.end.isin(["ignored", "dropped", "unqualified"])
    assert unseen.any()
    assert leads.contacted[unseen].isna().all()
    worked = leads[~unseen & (leads.end != "open")]
    assert (worked.contacted >= worked.created).all()


@EACH
def test_wins_by_source_add_up_to_marketings_wins(run: Run) -> None:
    quarters, record = lived(run)
    wins = record["wins_by_source"]
    assert wins.groupby("quarter").wins.sum().tolist() == quarters.marketing_wins.tolist()
    assert set(wins.source) <= {"web", "fairs", "unknown"}


@EACH
def test_a_quarters_last_week_is_what_the_outcomes_say(run: Run) -> None:
    quarters, record = lived(run)
    at_end = {name: record[name][record[name].week.isin([13, 26, 39])] for name in ("people", "ties", "company")}
    practitioners = at_end["people"][at_end["people"].level == "practitioner"].groupby("week")
    np.testing.assert_allclose(practitioners.morale.mean(), quarters.morale, rtol=1e-12)
    np.testing.assert_allclose(practitioners.clarity.mean(), quarters.role_clarity, rtol=1e-12)
    pairs = at_end["ties"][at_end["ties"].between == "practitioners"]
    weight = pairs.contact + prepare(SCENARIO).parameters[0].handoff_cold_routing
    for trust in ("trust_sales_in_marketing", "trust_marketing_in_sales"):
        mean = (pairs[trust] * weight).groupby(pairs.week).sum() / weight.groupby(pairs.week).sum()
        np.testing.assert_allclose(mean, quarters[trust], rtol=1e-12)
    assert at_end["company"].power_balance.tolist() == quarters.power_balance.tolist()
    flows = record["company"].iloc[1:].groupby((record["company"].week.iloc[1:] - 1) // 13)
    for name in ("leads_created", "wins", "revenue_new", "leavers", "questions"):
        np.testing.assert_allclose(flows[name].sum(), quarters[name], rtol=1e-12)


@EACH
def test_both_schedulers_tell_the_same_and_a_record_changes_nothing(run: Run) -> None:
    quarters, tables = execute_recorded(prepare(SCENARIO), run)
    assert quarters.tobytes() == execute(prepare(SCENARIO), run).tobytes()
    model = AlignmentModel(SCENARIO, run.paradigm, rng=run.seed, quarters=QUARTERS, collect=False, record=True)
    for week in range(13 * QUARTERS):
        if week == 20:
            model.tables()  # to look at it changes nothing
        model.step()
    assert all(table.equals(model.tables()[name], check_metadata=True) for name, table in tables.items())


def test_pages_that_run_full_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = execute_recorded(prepare(SCENARIO), RUNS[0])[1]
    monkeypatch.setattr("cordiale.simulation.recording.recorder.ROWS", 100)
    turned = execute_recorded(prepare(SCENARIO), RUNS[0])[1]
    assert turned["people"].column("week").num_chunks > whole["people"].column("week").num_chunks
    assert all(table.equals(turned[name]) for name, table in whole.items())


def test_without_a_record_mesa_has_no_tables() -> None:
    with pytest.raises(RuntimeError, match="record=True"):
        AlignmentModel(SCENARIO, collect=False).tables()


def test_files_hold_all_runs_in_their_order_with_units_and_nothing_else(tmp_path: Path) -> None:
    plain = simulate(SCENARIO, ["drift", "siloed"], ["all"], 2, 1)
    frame = simulate(SCENARIO, ["drift", "siloed"], ["all"], 2, 1, record=tmp_path / "record")
    pd.testing.assert_frame_equal(frame, plain)
    assert sorted(file.name for file in (tmp_path / "record").iterdir()) == sorted(f"{name}.parquet" for name in OF_RUN)
    for name, columns in OF_RUN.items():
        table = pq.read_table(tmp_path / "record" / f"{name}.parquet")
        assert [field.name for field in table.schema] == [each.name for each in (*RUN, *columns)]
        assert all(field.metadata[b"unit"] and field.metadata[b"definition"] for field in table.schema)
        if name == "decisions":  # none was on the timeline
            assert table.num_rows == 0
            continue
        runs = table.select(["paradigm", "replication"]).to_pandas().drop_duplicates()
        assert runs.astype(str).agg(" ".join, axis=1).tolist() == ["drift 0", "drift 1", "siloed 0", "siloed 1"]


def test_what_is_interrupted_leaves_no_file(tmp_path: Path) -> None:
    def interrupted() -> None:
        with Files(tmp_path) as files:
            files.keep("wins_by_source", schema("wins_by_source").empty_table())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_every_field_of_the_state_is_recorded_or_technical() -> None:
    copied = {(each.table, each.field) for columns in OF_RUN.values() for each in columns if each.table}
    left_out = {(table, field) for table, fields in TECHNICAL.items() for field in fields.split()}
    assert copied | left_out == {(table, field.name) for table in TECHNICAL for field in TABLES[table]}
    assert not copied & left_out
    assert set(WORDS) | SEATS <= copied
    named = {
        (each.table, each.field)
        for columns in OF_RUN.values()
        for each in columns
        if each.table and each.unit == "name"
    }
    assert named == set(WORDS) | SEATS
    assert FIELDS.keys() >= TECHNICAL.keys()


def test_the_record_tells_in_which_week_a_decision_was_taken() -> None:
    run = RUNS[0]._replace(
        switch_quarter=0, decisions=("Q1 when wins >= 0 survey joint_planning=6", "Q2 when wins < 0 programme")
    )
    told = lived(run)[1]["decisions"]
    assert told.what.to_list() == ["joint_planning", "programme", "survey"]
    assert told.decision.to_list()[1] == "Q2 when wins < 0 programme"
    assert told.due.to_list() == [1, 14, 1]
    assert told.taken.to_list()[0] == told.taken.to_list()[2] == 1
    assert np.isnan(told.taken.to_list()[1])
