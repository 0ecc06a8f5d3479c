"""Scenarios: files that build on each other, checked before anything runs, with messages that help."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from cordiale.simulation.scenario.faults import ScenarioError
from cordiale.simulation.scenario.files import SCENARIOS, load_scenario, shipped
from cordiale.simulation.scenario.retired import RETIRED
from cordiale.simulation.scenario.scenario import Force, Scenario
from cordiale.simulation.scenario.schema import json_schema
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import FORCES
from tests.support.worlds import small

OWN_ROW = PARADIGMS["proportional"].model_dump(mode="json")


def file(folder: Path, body: str = "", name: str = "mine") -> Path:
    (folder / f"{name}.toml").write_text(f'schema = 1\nname = "{name}"\n{body}', encoding="utf-8")
    return folder / f"{name}.toml"


def refusal(folder: Path, body: str) -> str:
    with pytest.raises(ScenarioError) as refused:
        load_scenario(file(folder, body))
    assert str(refused.value).startswith("mine.toml: ")
    return str(refused.value)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_loads_and_carries_the_name_of_its_file(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert scenario.title
    assert scenario.provenance


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_satisfies_the_published_schema(name: str) -> None:
    document = tomllib.loads((SCENARIOS / f"{name}.toml").read_text(encoding="utf-8"))
    jsonschema.validate(document, json.loads(json_schema()), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", shipped())
def test_a_whole_scenario_written_out_is_the_same_scenario(name: str) -> None:
    scenario = load_scenario(name)
    assert Scenario.model_validate(scenario.to_document()) == scenario.model_copy(update={"seats": ()})


def test_the_schema_is_one_and_refuses_what_the_loader_refuses() -> None:
    schema = json.loads(json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    good: dict[str, Any] = {"schema": 1, "name": "mine"}
    jsonschema.validate(good, schema)
    for wrong in ({"name": "My Name"}, {"schema": 2}, {"trust": {"gain": 5}}, {"trust": {"gian": 0.1}}, {"seats": []}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(good | wrong, schema)


def test_the_schema_tells_unit_range_and_source_of_every_parameter() -> None:
    groups = json.loads(json_schema())["$defs"]
    for each in PARAMETERS:
        told = groups[each.group.capitalize()]["properties"][each.name]
        assert (told["minimum"], told["maximum"], told["default"]) == (each.low, each.high, each.default)
        assert (told["unit"], told["source"], told["description"]) == (each.unit, each.source, each.meaning)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[trust]\ngian = 0.1", "trust.gian is not a known key; did you mean gain?"),
        ("[trust]\nquota = 1.0", "trust.quota is not a known key; did you mean selling.quota?"),
        ("[trust]\nreps = 3", "trust.reps is not a known key; did you mean company.reps?"),
        ("[trust]\nstrenght = 1", "trust.strenght is not a known key; did you mean leadership.strength?"),
        ('[paradigms.mine]\nextend = "siloed"', "paradigms.mine.extend is not a known key; known here: integration"),
        ("[leadershp]\nstrength = 1", "leadershp is not a known key; did you mean leadership?"),
        ("[trust]\ngain = 0.9", "trust.gain = 0.9 is outside [0.001, 0.5]"),
        ("[company]\nreps = 0", "company.reps = 0 is outside [1, 500000]"),
        ('[company]\nreps = "many"', "company.reps = 'many' is not valid"),
        ('[company]\nparadigm = "siled"', "company.paradigm = 'siled' is not known; did you mean 'siloed'?"),
        ('[forces.buyers]\nshape = "sine"', "forces.buyers.shape = 'sine' is not allowed; allowed: 'constant'"),
        ("[forces.buyers]\nstart = 2", "forces.buyers.start = 2 is outside [0"),
        ("[paradigms.siloed]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in OWN_ROW.items()),
         "paradigms.siloed is the name of a shipped paradigm"),
        ("[paradigms.own]\nintegration = 0.5", "paradigms.own.role_overlap is missing"),
        ("sources = []", "sources is empty"),
        ('[[sources]]\nname = "web"\nshare = 0', "share = 0 is outside (0"),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_file_place_value_and_what_is_allowed(tmp_path: Path, body: str, message: str) -> None:
    assert message in refusal(tmp_path, body)


def test_all_faults_are_told_at_once_one_a_line(tmp_path: Path) -> None:
    assert len(refusal(tmp_path, "[trust]\ngain = 9\n[company]\nreps = 0\nspan = 1").splitlines()) == 3


def test_a_scenario_that_is_not_there_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'status-quo'"):
        load_scenario("statusquo")
    with pytest.raises(ScenarioError, match="there is no such file"):
        load_scenario("absent.toml")


def test_what_extends_another_scenario_changes_only_what_it_says(tmp_path: Path) -> None:
    file(tmp_path, "[trust]\ngain = 0.11\n[company]\nreps = 5\nmarketers = 4", name="below")
    above = load_scenario(file(tmp_path, 'extends = "below.toml"\n[company]\nreps = 9'))
    assert (above.name, above.trust.gain, above.company.reps, above.company.marketers) == ("mine", 0.11, 9, 4)


def test_a_shipped_scenario_can_be_extended_by_name(tmp_path: Path) -> None:
    below = load_scenario("status-quo")
    above = load_scenario(file(tmp_path, 'extends = "status-quo"\n[leadership]\nstrength = 0.9'))
    assert above.sources == below.sources
    assert above.leadership == below.leadership.model_copy(update={"strength": 0.9})


def test_lists_are_replaced_and_not_joined_by_what_extends_them(tmp_path: Path) -> None:
    above = load_scenario(file(tmp_path, 'extends = "status-quo"\n[[sources]]\nname = "only"\nshare = 1'))
    assert [source.name for source in above.sources] == ["only"]


def test_a_circle_of_scenarios_is_refused(tmp_path: Path) -> None:
    file(tmp_path, 'extends = "mine.toml"', name="other")
    with pytest.raises(ScenarioError, match="extends this one"):
        load_scenario(file(tmp_path, 'extends = "other.toml"'))


def test_paths_in_a_scenario_are_relative_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "path.csv").write_text("0.2\n0.4\n", encoding="utf-8")
    chart = "person,function,role,manager\nb,company,executive,\nann,sales,rep,b\nbob,marketing,marketer,b\n"
    (tmp_path / "people.csv").write_text(chart, encoding="utf-8")
    body = '[company]\norg_chart = "people.csv"\n[forces.buyers]\nshape = "path"\nfile = "path.csv"'
    scenario = load_scenario(file(tmp_path, body))
    assert scenario.forces["buyers"].path == (0.2, 0.4)
    assert [seat.key for seat in scenario.chart()] == ["b", "ann", "bob"]
    assert (scenario.company.reps, scenario.company.marketers, scenario.company.executives) == (1, 1, 1)


def test_head_counts_beside_a_chart_are_a_contradiction(tmp_path: Path) -> None:
    chart = "person,function,role,manager\nb,company,executive,\nann,sales,closer,b\nbob,marketing,marketer,b\n"
    (tmp_path / "people.csv").write_text(chart, encoding="utf-8")
    body = '[company]\norg_chart = "people.csv"\n{}\n[roles]\ncloser = "rep"'
    told = "company.reps = 40 beside company.org_chart, which has 1; leave one of the two out"
    assert told in refusal(tmp_path, body.format("reps = 40"))


def test_a_faulty_chart_or_path_is_told_with_the_scenario_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("person\n", encoding="utf-8")
    assert "company.org_chart: org chart people.csv" in refusal(tmp_path, '[company]\norg_chart = "people.csv"')
    (tmp_path / "path.csv").write_text("7\n", encoding="utf-8")
    assert "path.csv, line 1: '7'" in refusal(tmp_path, '[forces.buyers]\nshape = "path"\nfile = "path.csv"')


@pytest.mark.parametrize("text", ["0,3\n0,4\n", "0;0.3\n1;0.4\n", "quarter,intensity\n0,0.3\n1,0.4\n"])
def test_a_decimal_comma_or_a_column_of_quarters_is_not_read_as_intensities(tmp_path: Path, text: str) -> None:
    (tmp_path / "path.csv").write_text(text, encoding="utf-8")
    assert "holds several numbers" in refusal(tmp_path, '[forces.buyers]\nshape = "path"\nfile = "path.csv"')


def test_other_values_make_another_scenario_and_leave_the_first_as_it_was() -> None:
    first = small()
    second = first.with_values({"trust.gain": 0.2, "company.reps": 9})
    assert (second.trust.gain, second.company.reps) == (0.2, 9)
    assert first == small()
    assert second.with_values({"trust.gain": first.trust.gain, "company.reps": first.company.reps}) == first


@pytest.mark.parametrize("values", [{"trust.gian": 0.1}, {"trust.gain": 7}, {"nothing": 1}, {"nothing.else": 1}])
def test_other_values_are_checked_like_a_file(values: dict[str, Any]) -> None:
    with pytest.raises(ScenarioError, match=r"(trust.gian|trust.gain|nothing) (is not a known key|= 7 is outside)"):
        small().with_values(values)


def test_a_scenario_s_own_paradigm_stands_beside_the_shipped_ones() -> None:
    scenario = small({"paradigms": {"own": OWN_ROW}, "company.paradigm": "own"})
    assert list(scenario.rows) == [*PARADIGMS, "own"]
    assert scenario.rows["own"] == PARADIGMS["proportional"]


def test_sources_are_cumulated_by_their_shares_whatever_these_add_up_to() -> None:
    sources = [{"name": "a", "share": 3, "fit": 0.5}, {"name": "b", "share": 1, "pace": 2}]
    rows = small({"sources": sources}).source_table()
    assert rows.upto.tolist() == pytest.approx([0.75, 1.0])
    assert (rows.fit.tolist(), rows.pace.tolist()) == ([0.5, 0.0], [1.0, 2.0])


def test_a_file_may_name_every_force_and_no_other() -> None:
    assert get_args(Force) == FORCES


@pytest.mark.parametrize("place", RETIRED)
def test_a_key_of_an_earlier_edition_is_refused_with_what_became_of_it(place: str) -> None:
    assert place not in {each.dotted for each in PARAMETERS}
    with pytest.raises(ScenarioError, match=re.escape(f"{place} is no key any more: {RETIRED[place]}")):
        Scenario(schema=1, name="old").with_values({place: 0.5})


def test_executives_who_may_reorganise_must_know_where_to() -> None:
    with pytest.raises(ScenarioError, match=r"leadership\.goal"):
        Scenario(schema=1, name="headless").with_values({"leadership.response": "reorganise"})
    with pytest.raises(ScenarioError, match="did you mean 'siloed'"):
        Scenario(schema=1, name="misled").with_values({"leadership.goal": "siload"})
    ready = {"leadership.response": "reorganise", "leadership.goal": "siloed"}
    assert Scenario(schema=1, name="ready").with_values(ready).leadership.goal == "siloed"
