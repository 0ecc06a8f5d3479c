"""A new scenario file: each number stands in its own table, with its own meaning over it, at the value of its base."""

from __future__ import annotations

import re
import tomllib
from itertools import takewhile

import pytest
from pydantic import BaseModel

from cordiale.experiments.scenario_files.fields_told import about
from cordiale.experiments.scenario_files.template import ASKED, TARGETS, _plain, new_scenario, whole_scenario
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.scenario import Company, Scenario, Source
from cordiale.simulation.scenario.weather import Growth, Profile
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.parameters import GROUPS, Economics

KINDS: dict[str, type[BaseModel]] = {"company": Company, **GROUPS, "economics": Economics, "growth": Growth}
COMMENTED = re.compile(r"# (\w+) = ")
BASE = load_scenario("smb-inbound")
ASKING, EVERYTHING = (new_scenario(BASE, name="mine", below="smb-inbound", everything=each) for each in (False, True))


def comment_over(text: str, line: str) -> str:
    """The comment over a line of a file, as one line of words."""
    above = reversed(text.splitlines()[: text.splitlines().index(line)])
    return " ".join(reversed([each.removeprefix("# ") for each in takewhile(lambda one: one.startswith("# "), above)]))


def body(text: str, table: str) -> list[str]:
    """The lines of a table."""
    return text.split(f"\n[{table}]\n")[1].split("\n\n")[0].splitlines()


def told(lines: list[str]) -> dict[str, str]:
    """Over each value of a table's lines the comment that stands on it."""
    found: dict[str, str] = {}
    said: list[str] = []
    for line in lines:
        if not line.startswith("# "):
            found[line.partition(" = ")[0]] = " ".join(said)
        said = [*said, line.removeprefix("# ")] if line.startswith("# ") and not COMMENTED.match(line) else []
    return found


@pytest.mark.parametrize("table", ASKED)
def test_what_a_company_is_asked_for_stands_in_its_table_with_its_meaning_over_it_and_its_base_s_value(
    table: str,
) -> None:
    own = told(body(ASKING, table))
    values = BASE.to_document()[table]
    assert [*own] == [name for name in KINDS[table].model_fields if name in ASKED[table] and name in values]
    for name, said in own.items():
        assert said.startswith(about(KINDS[table].model_fields[name])), name
    read = tomllib.loads(ASKING)[table]
    assert read == {name: values[name] for name in own}


@pytest.mark.parametrize("table", KINDS)
def test_over_each_table_stands_what_it_is_about(table: str) -> None:
    about_it = (KINDS[table].__doc__ or "").splitlines()[0]
    for text in (EVERYTHING, whole_scenario(BASE)):
        assert comment_over(text, f"[{table}]") == about_it


@pytest.mark.parametrize("table", KINDS)
def test_with_everything_what_is_not_asked_for_stands_there_too_but_commented_out(table: str) -> None:
    lines, values = body(EVERYTHING, table), BASE.to_document()[table]
    asked = [name for name in KINDS[table].model_fields if name in ASKED.get(table, ()) and name in values]
    assert [*told(lines)] == asked
    commented = [found[1] for line in lines if (found := COMMENTED.match(line))]
    assert commented == [name for name in KINDS[table].model_fields if name in values and name not in asked]
    assert {name: value for name, value in tomllib.loads(EVERYTHING).items() if value != {}} == tomllib.loads(ASKING)


def test_figures_to_observe_are_told_with_their_own_unit_and_definition_and_no_others_are() -> None:
    lines = ASKING[ASKING.index("# [targets]") :].splitlines()[1:]
    named = [line.removeprefix("# ").removesuffix(" =") for line in lines if line.endswith(" =")]
    assert named == ["conversion", *(each.name for each in OUTCOMES if each.name in TARGETS)]
    words = " ".join(line.removeprefix("# ") for line in lines)
    for each in OUTCOMES:
        assert (f"{each.name} ({each.unit}): {each.definition}" in words) == (each.name in TARGETS), each.name


def uncommented(text: str, head: str) -> str:
    """The values of an example of a file, as they are when somebody takes it in."""
    lines = text[text.index(f"# {head}") :].split("\n\n")[0].splitlines()
    return "\n".join([head, *(line.removeprefix("# ") for line in lines if COMMENTED.match(line))])


def test_the_examples_of_a_new_file_are_taken_as_they_stand() -> None:
    row = tomllib.loads(uncommented(ASKING, "[paradigms.our-own-way]"))["paradigms"]["our-own-way"]
    assert Structure.model_validate(row) == PARADIGMS["proportional"]
    (source,) = tomllib.loads(uncommented(ASKING, "[[sources]]"))["sources"]
    assert Source.model_validate(source).name == "web"
    assert {*source} == {*Source.model_fields}
    (decision,) = tomllib.loads(uncommented(ASKING, "[[decisions]]"))["decisions"]
    assert (decision["quarter"], decision["when"], decision["paradigm"]) == (5, "win_rate < 0.2", "proportional")


@pytest.mark.parametrize("name", ["smb-inbound", "status-quo"])
def test_a_whole_file_has_every_number_with_its_meaning_and_is_the_same_scenario(name: str) -> None:
    scenario = load_scenario(name)
    text = whole_scenario(scenario)
    assert Scenario.model_validate(tomllib.loads(text)) == scenario
    for table, kind in KINDS.items():
        own = told(body(text, table))
        assert [*own] == [each for each in kind.model_fields if each in scenario.to_document()[table]]
        assert all(said.startswith(about(kind.model_fields[each])) for each, said in own.items()), table
    for force in scenario.to_document()["forces"]:
        own = told(body(text, f"forces.{force}"))
        assert all(said.startswith(about(Profile.model_fields[each])) for each, said in own.items())


def test_a_target_of_nothing_is_shown_too() -> None:
    aimed = BASE.with_values({"targets": {"win_rate": 0.3, "sales_cycle_weeks_median": 0.0}})
    assert "sales_cycle_weeks_median = 0" in whole_scenario(aimed)


def test_a_table_of_a_new_file_has_every_value_that_is_said_nothing_among_them_and_no_blank_one() -> None:
    said = {"reps": 0, "share": 0.0, "name": "web", "note": "", "of": None, "more": []}
    assert [*_plain("sources", said)] == ["", "[sources]", "reps = 0", "share = 0.0", 'name = "web"']
    assert [*_plain("sources", {"note": ""})] == []
