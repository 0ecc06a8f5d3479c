"""People as Mesa agents: each method is the rule of its phase on one's own record, and may be replaced."""

import sys
from pathlib import Path
from typing import Any

import mesa
import pytest

from cordiale.simulation import AlignmentModel, Leader, Marketer, SalesRep, Scenario, load_scenario
from cordiale.simulation.agents.model import GROUPS
from cordiale.simulation.agents.own_record import Kept, Own, Recorded
from cordiale.simulation.agents.people import METHODS, Member, Practitioner
from cordiale.simulation.rules.opinions import trust_of
from cordiale.simulation.week import PHASES
from cordiale.simulation.world.state import PERSON
from tests.support.differences import first_difference

CHART = """person,name,function,role,manager
boss,Ada,company,executive,
sam,Sam Ng,sales,head,boss
mia,,marketing,head,boss
r1,Rob,sales,rep,sam
r2,Rea,sales,rep,sam
m1,Max,marketing,marketer,mia
"""


def small(**options: Any) -> AlignmentModel:
    """A company of 12 reps and 5 marketers."""
    scenario = Scenario(schema=1, name="small", company={"reps": 12, "marketers": 5, "burn_in": 1})
    return AlignmentModel(scenario, **({"paradigm": "status-quo", "quarters": 4} | options))


def lived(weeks: int, **options: Any) -> AlignmentModel:
    """That company after some weeks."""
    model = small(**options)
    for _ in range(weeks):
        model.step()
    return model


# The week


def test_every_phase_of_people_has_a_method_of_all_its_actors() -> None:
    phases = {phase.name: phase.actors for phase in PHASES if phase.actors != "company"}
    assert set(METHODS) == set(phases)
    for name, actors in phases.items():
        assert callable(getattr(GROUPS[actors], METHODS[name]))


@pytest.mark.parametrize(
    "phase", [phase for phase in PHASES if phase.actors != "company"], ids=lambda phase: phase.name
)
def test_a_method_is_the_rule_of_its_phase_on_ones_own_row(phase: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    model, seen = small(collect=False), []
    rule = phase.act.__name__
    monkeypatch.setattr(sys.modules[phase.act.__module__], rule, lambda org, who: seen.append((org is model.org, who)))
    model.live_through(phase)
    assert seen == [(True, person.row) for person in model.people if isinstance(person, GROUPS[phase.actors])]


def test_people_act_in_the_order_of_their_seats() -> None:
    model = small()
    assert [person.row for person in model.actors["everyone"]] == list(range(len(model.people)))
    assert [type(person) for person in model.people] == [SalesRep] * 12 + [Marketer] * 5 + [Leader] * (
        len(model.people) - 17
    )


def test_who_does_nothing_of_its_own_is_abstract() -> None:
    for kind in (Member, Practitioner):
        with pytest.raises(TypeError, match="abstract"):
            kind(small(), 0)
    assert issubclass(Member, mesa.Agent)


# One's own record


@pytest.mark.parametrize("name", [name for name, field in vars(Recorded).items() if isinstance(field, Kept)])
def test_a_property_is_the_field_of_ones_own_record(name: str) -> None:
    model = lived(2)
    assert getattr(Recorded, name).__doc__ == {field.name: field.meaning for field in PERSON}[name]
    for person in (model.people[0], model.people[13], model.people[-1]):
        value = getattr(person, name)
        assert type(value) in (int, float)
        assert value == model.org.people[person.row][name]


@pytest.mark.parametrize("name", [name for name, field in vars(Recorded).items() if isinstance(field, Own)])
def test_what_is_set_is_in_ones_own_record_and_nowhere_else(name: str) -> None:
    model = lived(2)
    person = model.people[3]
    person.set_aside_hours()
    before = model.org.copy()
    setattr(person, name, 0.125)
    assert model.org.people[3][name] == getattr(person, name) == 0.125
    before.people[3][name] = 0.125
    assert not first_difference(model.org, before)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("morale", 1.5, r"morale of rep-1 = 1.5 is outside \[0, 1\]"),
        ("clarity", -0.1, r"clarity of rep-1 = -0.1 is outside \[0, 1\]"),
        ("orientation", float("nan"), "orientation of rep-1 = nan is outside"),
        ("hours_left", 37.0, r"hours_left of rep-1 = 37.0 is outside \[0, 36\]"),
        ("skill", 9.0, r"skill of rep-1 = 9.0 is outside \[0, 2.7\]"),
        ("credit", -1.0, r"credit of rep-1 = -1.0 is outside \[0, inf\]"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(name: str, value: float, message: str) -> None:
    model = AlignmentModel(
        load_scenario("status-quo").with_values({"people.weekly_hours": 36, "people.mastery": 1.35})
    )  # fmt: skip
    before = model.org.copy()
    with pytest.raises(ValueError, match=message):
        setattr(model.person("rep-1"), name, value)
    assert not first_difference(model.org, before)


def test_what_the_model_keeps_cannot_be_set() -> None:
    with pytest.raises(AttributeError, match="identity of rep-1 is kept by the model"):
        small().person("rep-1").identity = 7  # type: ignore[misc]


def test_a_field_that_the_state_does_not_have_cannot_be_declared() -> None:
    with pytest.raises((KeyError, RuntimeError)):
        type("Wrong", (), {"charisma": Own()})


# Others, and the books


def test_names_and_keys_are_those_of_the_chart(tmp_path: Path) -> None:
    (tmp_path / "chart.csv").write_text(CHART)
    (tmp_path / "own.toml").write_text('schema = 1\nname = "own"\n[company]\norg_chart = "chart.csv"\n')
    model = AlignmentModel(load_scenario(tmp_path / "own.toml"))
    assert {person.key: person.name for person in model.people} == {
        "boss": "Ada", "sam": "Sam Ng", "mia": "mia", "r1": "Rob", "r2": "Rea", "m1": "Max"
    }  # fmt: skip
    assert model.person("r2").manager is model.person("sam")
    assert repr(model.person("m1")) == "<Marketer m1>"
    with pytest.raises(KeyError, match="no seat 'r3'"):
        model.person("r3")


def test_reporting_lines_lead_to_the_top_and_back() -> None:
    model = small()
    for person in model.people:
        assert person.manager is None or person in person.manager.reports
        while person.manager is not None:
            person = person.manager
        assert person.key == "executive-1"


def test_ties_are_mutual_and_trust_is_that_of_the_state() -> None:
    model = lived(9)
    for rep in model.actors["reps"]:
        assert rep.ties
        for marketer, row in rep.ties.items():
            assert marketer.ties[rep] == row
            assert (model.people[model.org.ties[row].rep], model.people[model.org.ties[row].marketer]) == (
                rep,
                marketer,
            )
            assert rep.trust_in(marketer) == trust_of(model.org, 2 * row)
            assert marketer.trust_in(rep) == trust_of(model.org, 2 * row + 1)
            rep.opinion_of(marketer).affect = 0.25
            assert model.org.opinions[2 * row].affect == 0.25
        assert set(rep.contacts) <= set(rep.ties)
        assert all(0 < strength <= 1 for strength in rep.contacts.values())
    with pytest.raises(KeyError):
        model.people[0].trust_in(model.people[1])


def test_contacts_are_the_ties_that_are_alive() -> None:
    model = lived(9, paradigm="siloed")
    pairs = model.org.ties[: model.org.company[0].pairs]
    alive = sum(tie.contact > 0 for tie in pairs)
    assert 0 < sum(len(rep.contacts) for rep in model.actors["reps"]) == alive < len(pairs)


def test_everything_in_the_books_is_somebodys() -> None:
    model = lived(12)
    reps, company = list(model.actors["reps"]), model.org.company[0]
    assert sum(len(rep.leads) for rep in reps) == company.leads > 0
    assert sum(len(rep.customers) for rep in reps) == company.served > 0
    assert all(len(rep.customers) == rep.record.customers for rep in reps)
    assert sum(len(leader.matters) for leader in model.actors["leaders"]) == company.matters
    of_marketers = sum(len(marketer.leads) for marketer in model.actors["marketers"])
    assert of_marketers == sum(lead.marketer >= 0 for lead in model.org.leads[: company.leads])
    reps[0].customers[0].satisfaction = 0.0625
    assert 0.0625 in model.org.customers.satisfaction


def test_a_rep_sees_the_leads_that_the_queue_holds_and_works_on_none_that_did_not_wait() -> None:
    seen, worked = [], []

    class Looking(SalesRep):
        def work_week(self) -> None:
            start, end = (int(self.org.queue_start[self.row + step]) for step in range(2))
            queue = [int(self.org.leads[row].identity) for row in self.org.queue[start:end]]
            seen.append((queue, [int(lead.identity) for lead in self.leads]))
            assert all(lead.stage == 1 and lead.available < self.model.week + 1 for lead in self.waiting_leads)
            waiting = {int(lead.identity) for lead in self.waiting_leads}
            super().work_week()
            ours = [lead for lead in self.leads if lead.marketer >= 0 and lead.contacted >= self.model.week]
            worked.extend(int(lead.identity) in waiting for lead in ours)

    lived(6, sales_rep=Looking)
    assert all(queue == leads for queue, leads in seen)
    assert any(queue for queue, _ in seen)
    assert worked
    assert all(worked)


# People of one's own


class EagerRep(SalesRep):
    """Never searches for buyers while a lead of marketing's waits."""

    def work_week(self) -> None:
        self.serve_customers()
        self.attend_opportunities()
        self.work_leads()
        if not self.waiting_leads:
            self.prospect()


class MondayBlues(SalesRep):
    """Loses some heart every Monday."""

    def set_aside_hours(self) -> None:
        super().set_aside_hours()
        self.morale *= 0.9


class InParts(SalesRep):
    """Works the usual week, part by part."""

    def work_week(self) -> None:
        self.serve_customers()
        self.attend_opportunities()
        self.work_leads()
        self.prospect()


def found_by_marketers(model: AlignmentModel) -> dict[int, Any]:
    """Marketing's leads in the books, by who the buyer is."""
    leads = model.org.leads[: model.org.company[0].leads]
    return {int(lead.identity): lead.copy() for lead in leads if lead.marketer >= 0 and lead.created > 0}


@pytest.mark.parametrize("kind", [EagerRep, MondayBlues])
def test_reps_of_ones_own_change_the_results(kind: type[SalesRep]) -> None:
    usual, changed = lived(26), lived(26, sales_rep=kind)
    assert {type(person) for person in changed.actors["reps"]} == {kind}
    assert not changed.outcomes().equals(usual.outcomes())


def test_a_rep_who_never_searches_first_finds_fewer_buyers() -> None:
    usual, eager = lived(13), lived(13, sales_rep=EagerRep)
    assert eager.outcomes().leads_created[1] < usual.outcomes().leads_created[1]


def test_a_rep_who_loses_heart_every_monday_has_less() -> None:
    usual, blue = lived(13), lived(13, sales_rep=MondayBlues)
    assert blue.outcomes().morale[1] < usual.outcomes().morale[1]


@pytest.mark.parametrize("kind", [EagerRep, MondayBlues])
def test_other_peoples_luck_does_not_move(kind: type[SalesRep]) -> None:
    usual, changed = found_by_marketers(lived(1)), found_by_marketers(lived(1, sales_rep=kind))
    common = usual.keys() & changed.keys()
    assert common
    assert all(usual[who].fit == changed[who].fit for who in common)
    usual, changed = found_by_marketers(lived(11)), found_by_marketers(lived(11, sales_rep=kind))
    common = usual.keys() & changed.keys()
    assert len(common) > 5
    for who in common:  # whatever else has changed by now: the buyer, its channel, its moment
        assert all(usual[who][luck] == changed[who][luck] for luck in ("value", "source", "created", "mood"))


def test_the_usual_week_part_by_part_is_the_usual_week() -> None:
    whole, parts = lived(20), lived(20, sales_rep=InParts)
    assert parts.org.tally[0].hours_selling == pytest.approx(whole.org.tally[0].hours_selling)
    parts.org.tally["hours_selling"] = whole.org.tally["hours_selling"]
    assert not first_difference(parts.org, whole.org)


def test_a_part_of_the_week_alone_cannot_be_replaced() -> None:
    with pytest.raises(TypeError, match=r"Idle\.prospect would never be called"):
        type("Idle", (SalesRep,), {"prospect": lambda self: None})


def test_whoever_gets_more_done_never_overruns_the_books() -> None:
    class Tireless(SalesRep):
        def work_week(self) -> None:
            for _ in range(20):
                self.hours_left, self.skill = self.weekly_hours, self.best_skill
                self.prospect()

    model = lived(8, sales_rep=Tireless)
    for table in ("leads", "customers", "matters"):
        assert model.org.company[0][table] <= len(getattr(model.org, table))
    assert len(model.org.leads) > len(small().org.leads)
