"""A paradigm is told by its study, a force by its scenario and path, a value by all that it may be."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, Field

from cordiale.experiments.foundations.fields import choices
from cordiale.experiments.foundations.language import Language, words
from cordiale.experiments.plain_words.saying import of_force, of_paradigm
from cordiale.experiments.plain_words.topics import Topic
from cordiale.experiments.scenario_files.fields_told import about
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.paradigms import PARADIGMS, Structure
from cordiale.simulation.world.words import FORCES

COMPANY = load_scenario("smb-inbound")


@pytest.mark.parametrize("language", Language)
def test_a_paradigm_of_the_study_is_told_by_what_the_study_calls_it_and_any_other_as_one_of_one_s_own(
    language: Language,
) -> None:
    w = words(language)
    studied = [name for name in PARADIGMS if f"study.{name}" in w]
    assert studied
    for name in (*PARADIGMS, "our-own-way"):
        known = w("explain.study", name=w[f"study.{name}"]) if name in studied else w["explain.own"]
        assert [*of_paradigm(Topic("paradigm", name), COMPANY, w)] == [known]


@pytest.mark.parametrize("force", FORCES)
def test_the_path_of_a_force_is_told_of_its_scenario_from_its_start_to_its_end(force: str) -> None:
    w, path = words(Language.en), COMPANY.profile_paths()[force]
    about_it, told = of_force(Topic("force", force), COMPANY, w)
    assert about_it == w[f"about.{force}"]
    shape = w[f"explain.shape.{path.shape}"]
    start, end = w.short(path.start), w.short(path.end)
    assert told == w("explain.path", scenario="smb-inbound", start=start, end=end, shape=shape)


@pytest.mark.parametrize("setting", [name for name, field in Structure.model_fields.items() if choices(field)])
def test_of_a_setting_to_choose_every_choice_is_told_once_the_last_behind_an_or(setting: str) -> None:
    field = Structure.model_fields[setting]
    *most, last = ("true", "false") if field.annotation is bool else map(str, choices(field))
    assert about(field).endswith(f"; {', '.join(most)} or {last}.")


class Told(BaseModel):
    """Values of every kind that a file may hold."""

    flag: bool = Field(True, description="Whether.")
    most: float = Field(1.0, le=9.0, description="At most.")
    least: float = Field(1.0, ge=2.0, description="At least.")
    both: float = Field(1.0, ge=2.0, le=1234567.0, description="between", json_schema_extra={"unit": "week"})
    over: float = Field(1.0, gt=0.0, le=9.0, description="Over nothing.", json_schema_extra={"unit": "1"})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("flag", "Whether; true or false."),
        ("most", "At most."),
        ("least", "At least."),
        ("both", "Between; week; 2 to 1,234,567."),
        ("over", "Over nothing; over 0 to 9."),
    ],
)
def test_a_range_is_told_where_both_its_ends_are_declared_with_its_unit_where_it_has_one(name: str, told: str) -> None:
    assert about(Told.model_fields[name]) == told
