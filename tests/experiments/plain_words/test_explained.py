"""What `explain` says of a thing is that thing's own: its numbers, unit, members and answers, in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from scipy.stats import lognorm

from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.fields import choices, cited
from cordiale.experiments.foundations.language import Language, words
from cordiale.experiments.foundations.monday import monday
from cordiale.experiments.plain_words.glossary import terms
from cordiale.experiments.plain_words.meant import insist_on_paradigms
from cordiale.experiments.plain_words.measured import (
    ABOUT,
    PER_PARADIGM,
    Measured,
    claim_words,
    found_words,
    measured,
    unit_words,
)
from cordiale.experiments.plain_words.saying import (
    SAYING,
    name_words,
    print_changes,
    print_measured,
    print_monday,
    print_topic,
)
from cordiale.experiments.plain_words.scales import HOLES
from cordiale.experiments.plain_words.topics import TABLES, Topic, called, find, suggestions, topics
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.record import read
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import OUTCOMES
from cordiale.simulation.world.paradigms import Structure
from cordiale.simulation.world.parameters import PARAMETERS
from cordiale.simulation.world.words import FORCES

COMPANY = load_scenario("status-quo")
EVERY = [*topics(COMPANY)]
NUMBER = re.compile(r"−?\d[\d,.\u202f\u00a0]*")


def of(kind: str) -> list[str]:
    return [topic.name for topic in EVERY if topic.kind == kind]


def numbers(line: str) -> list[str]:
    """The numbers in a line, the scenario's name aside, as they are written."""
    return [found.strip("., \u202f\u00a0") for found in NUMBER.findall(line.replace(COMPANY.name, ""))]


def said(kind: str, name: str, language: str) -> list[str]:
    return [*SAYING[kind](Topic(kind, name), COMPANY, words(language))]


@pytest.mark.parametrize("language", Language)
def test_of_a_parameter_its_own_value_range_unit_and_source_are_told(language: str) -> None:
    w = words(language)
    for each in PARAMETERS:
        lines = said("parameter", each.dotted, language)
        value = getattr(getattr(COMPANY, each.group), each.name)
        wanted = [w.short(number) for number in (value, each.low, each.high)]
        told = next(line for line in lines if COMPANY.name in line)
        assert [found.strip("., \u202f\u00a0") for found in NUMBER.findall(told.replace(COMPANY.name, ""))] == wanted, (
            told
        )
        assert w("explain.source", source=cited(each.source, w)) in lines
        units = [line for line in lines if line.startswith(w("explain.unit", unit="").rstrip(". "))]
        assert units == ([w("explain.unit", unit=unit_words(each.unit, w))] if each.unit != "1" else []), each.dotted


@pytest.mark.parametrize("language", Language)
def test_of_an_outcome_its_own_definition_and_unit_are_told(language: str) -> None:
    w = words(language)
    for each in OUTCOMES:
        first, unit = said("outcome", each.name, language)
        meaning = w.declared("outcome", each.name, each.definition)
        assert first.lower() == f"{meaning.rstrip('.')}.".lower()
        assert first[0] == first[0].upper()
        assert unit == w("explain.unit", unit=unit_words(each.unit, w))


@pytest.mark.parametrize("language", Language)
def test_of_a_force_its_own_path_is_told_from_its_start_to_its_end(language: str) -> None:
    w = words(language)
    for name in FORCES:
        about, path = said("force", name, language)
        own = COMPANY.profile_paths()[name]
        assert about == w[f"about.{name}"]
        assert numbers(path)[:2] == [w.short(own.start), w.short(own.end)]
        assert path.endswith(f"{w[f'explain.shape.{own.shape}']}.")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("setting", of("setting"))
def test_of_a_setting_the_answer_of_each_paradigm_is_that_of_its_own_row(setting: str, language: str) -> None:
    w, lines = words(language), said("setting", setting, language)
    told = {name: lines[1 + at] for at, name in enumerate(COMPANY.rows)}
    answers = {name: next(each.today for each in monday(row, row, w) if each.setting == setting)
               for name, row in COMPANY.rows.items()}  # fmt: skip
    assert told == {name: w("explain.answer", paradigm=w.paradigm(name), answer=answers[name]) for name in told}
    values = {name: str(getattr(row, setting)) for name, row in COMPANY.rows.items()}
    assert len({*answers.values()}) <= len({*values.values()})


@pytest.mark.parametrize("language", Language)
def test_of_a_choice_those_paradigms_are_named_that_have_made_it_and_its_question_is_told(
    language: str,
) -> None:
    w = words(language)
    for name in of("choice"):
        (setting,) = (key for key, field in Structure.model_fields.items() if name in map(str, choices(field)))
        lines = said("choice", name, language)
        assert w[f"question.{setting}"] in lines[0]
        here = [key for key, row in COMPANY.rows.items() if getattr(row, setting).word == name]
        assert lines[1:] == ([w("explain.members_choice", names=w.listed([*map(w.paradigm, here)]))] if here else [])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("group", TABLES)
def test_of_a_group_all_its_parameters_are_named_and_none_of_another(group: str, language: str) -> None:
    own = [name for name in of("parameter") if name.partition(".")[0] == group]
    assert said("group", group, language)[1] == words(language)("explain.members", names=words(language).listed(own))


@pytest.mark.parametrize("name", COMPANY.rows)
def test_what_changes_on_monday_stands_under_today_and_then_and_what_does_not_below(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    w, today = words("en"), COMPANY.company.paradigm
    print_monday(Topic("paradigm", name), COMPANY, w)
    lines = capsys.readouterr().out.splitlines()
    changes = monday(COMPANY.rows[today], COMPANY.rows[name], w)
    for each in changes:
        row = next((line for line in lines if line.startswith(each.question)), "")
        assert bool(row) == (each.changes or name == today), each.question
        if each.changes:
            assert [cell for cell in re.split(r"\s{2,}", row) if cell] == [each.question, each.today, each.then]
        elif name == today:
            assert row.rstrip().endswith(each.then)
        else:
            assert each.question in " ".join(lines)


def test_a_line_tells_what_does_not_change_only_where_something_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    w = words("en")
    every = [each for each in monday(COMPANY.rows["siloed"], COMPANY.rows["assimilated"], w) if each.changes]
    print_changes((), every, "title", w)
    assert w("explain.unchanged", questions="").strip(". :") not in capsys.readouterr().out


PARTS: list[tuple[float | None, float | None]] = [(0.25, 0.5), (None, 0.5), (0.25, None)]


@pytest.mark.parametrize("bound", [0.25, 0.05, 3.0, 0.5])
def test_a_claim_is_told_with_the_decimals_with_which_it_was_made(bound: float) -> None:
    for accepted in ((bound, None), (None, bound)):
        told = claim_words({"accepted": accepted, "unit": "%"}, words("en"))
        assert [float(each) for each in re.findall(r"[\d.]+", told)] == [bound]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("accepted", PARTS)
def test_what_was_found_is_told_before_its_ends_and_what_was_claimed_on_its_own_side(
    accepted: tuple[float | None, float | None], language: str
) -> None:
    w = words(language)
    part: dict[str, Any] = {"value": 0.4, "low": 0.1, "high": 0.9, "accepted": list(accepted), "unit": "%"}
    assert found_words(part, w) == f"{w.number(0.4, 1)} {w.interval(0.1, 0.9, 1)} {unit_words('%', w)}"
    low, high = (None if each is None else w.short(each) for each in accepted)
    key = {(True, True): "within", (False, True): "below", (True, False): "above"}[low is not None, high is not None]
    assert claim_words(part, w) == f"{w(f'bound.{key}', low=low, high=high)} {unit_words('%', w)}"
    assert not found_words(part | {"unit": ""}, w).endswith(" ")


@pytest.mark.parametrize("topic", ABOUT)
def test_a_pattern_as_a_whole_is_told_of_what_it_is_about_and_a_part_only_of_its_paradigm(topic: Topic) -> None:
    parts = [{"says": f"{name}: something"} for name in ("siloed", topic.name)]
    record = {"patterns": [{"pattern": number, "parts": parts} for number in range(1, 20)]}
    whole = [each.pattern["pattern"] for each in measured(topic, record) if each.whole]
    assert whole == [*ABOUT[topic]]
    for each in measured(topic, record):
        assert each.whole or (each.pattern["pattern"] == 10 and topic.kind == "paradigm")
        assert each.whole or [part["says"] for part in each.parts] == ["something"]


@pytest.mark.parametrize("force", FORCES)
def test_of_a_force_that_pattern_is_told_that_is_about_it(force: str) -> None:
    (number,) = ABOUT[Topic("force", force)]
    (claim,) = (each for each in CLAIMS if each.pattern == number)
    assert {"technology": "technology", "buyers": "buyers", "business-model": "recurring revenue"}[force] in claim.name


@pytest.mark.parametrize("ratio", [1.0, 2.5, 4.0])
def test_trust_comes_to_rest_low_in_the_middle_and_high_where_its_anchors_say(ratio: float) -> None:
    company = COMPANY.with_values({"trust.loss_ratio": ratio})
    told = {name: float(said.strip(" %")) / 100 for name, said in HOLES["trust.initial"](company, words("en")).items()}
    rest = {name: share / (share + ratio * (1 - share)) for name, share in told.items()}
    assert rest == pytest.approx({"low": 0.25, "middle": 0.5, "high": 0.75}, abs=0.01)


@pytest.mark.parametrize(("autonomy", "force", "most"), [(0.3, 0.25, "55 %"), (0.9, 0.4, "100 %")])
def test_buyers_are_told_to_decide_at_most_what_they_do_with_all_of_the_force_and_never_more_than_all(
    autonomy: float, force: float, most: str
) -> None:
    company = COMPANY.with_values({"buyers.autonomy": autonomy, "buyers.autonomy_force": force})
    assert HOLES["buyers.autonomy"](company, words("en")) == {"most": most}


def test_a_thing_is_found_by_all_that_it_is_called() -> None:
    for topic in EVERY[::25]:  # each search looks through all names
        for name in called(topic):
            assert topic in find(name, COMPANY), (topic, name)


@pytest.mark.parametrize("language", Language)
def test_a_paradigm_is_called_by_what_its_study_is_called_and_by_the_first_words_of_that(language: str) -> None:
    w, told = words(language), [name for name in of("paradigm") if f"study.{name}" in words(language)]
    assert told
    for name in told:
        whole = w[f"study.{name}"]
        assert {whole, whole.split(":")[0]} <= {*called(Topic("paradigm", name))}, name


@pytest.mark.parametrize("kind", ["paradigm", "force"])
def test_a_name_in_french_has_beside_it_the_name_to_type(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in of(kind):
        print_topic(Topic(kind, name), COMPANY, words("fr"))
        head = capsys.readouterr().out.splitlines()[0]
        spoken = words("fr")[f"{kind}.{name}"]
        assert (spoken if spoken == name else f"{spoken} ({name})") in head


@pytest.mark.parametrize("language", Language)
def test_each_part_of_a_pattern_is_told_with_its_own_verdict_and_the_pattern_with_its_own(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    w, record = words(language), read() or {"patterns": []}
    pattern = next(each for each in record["patterns"] if len(each["parts"]) >= 3)
    parts = [
        {**part, "verdict": verdict}
        for part, verdict in zip(pattern["parts"], ("holds", "fails", "cannot tell"), strict=False)
    ]
    print_measured(Measured(pattern | {"verdict": "cannot tell"}, parts, whole=True), w)
    title, *lines = capsys.readouterr().out.strip().splitlines()
    for part in parts:
        (line,) = [
            each for each in lines if each.strip().startswith(w.declared("measured", part["says"], part["says"]))
        ]
        assert line.rstrip().endswith(w[f"verdict.{part['verdict']}"])
    assert str(pattern["pattern"]) in title
    assert w["verdict.cannot tell"] in title


@pytest.mark.parametrize("spread", [0.2, 0.8, 1.3])
def test_a_mean_contract_is_told_to_be_as_many_times_the_median_as_luck_about_it_makes_it(spread: float) -> None:
    company = COMPANY.with_values({"buyers.value_spread": spread})
    told = float(HOLES["buyers.contract_value"](company, words("en"))["ratio"])
    assert told == pytest.approx(lognorm(spread).mean() / lognorm(spread).median(), abs=0.006)


def test_for_a_name_that_is_not_known_those_spelt_like_it_come_before_those_it_is_a_part_of() -> None:
    names = ["a-much-longer-name.trust", "truss", "trusty", "revenue"]
    assert set(suggestions("trust", names)[:2]) == {"truss", "trusty"}
    assert suggestions("trust", names)[2:] == ["a-much-longer-name.trust"]
    assert suggestions("trust", names, most=1) == suggestions("trust", names)[:1]
    assert suggestions("", names) == []


def test_of_a_paradigm_and_of_leadership_those_patterns_are_told_that_are_about_them() -> None:
    about = {topic: [claim.name for number in numbers for claim in CLAIMS if claim.pattern == number]
             for topic, numbers in ABOUT.items() if topic.kind != "force"}  # fmt: skip
    assert about == {
        Topic("paradigm", "status-quo"): ["survey", "erosion"],
        Topic("paradigm", "drift"): ["drift"],
        Topic("paradigm", "proportional"): ["leadership"],
        Topic("parameter", "leadership.strength"): ["leadership"],
    }
    (each_its_own,) = (claim for claim in CLAIMS if claim.pattern == PER_PARADIGM)
    assert each_its_own.name == "strengths and weaknesses"


def test_what_was_found_and_what_was_claimed_stand_in_columns_of_their_own_before_the_verdict(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    w = words("en")
    part = {"says": "a part", "value": 0.4, "low": 0.1, "high": 0.9, "accepted": [0.3, None], "unit": "points",
            "verdict": "cannot tell"}  # fmt: skip
    pattern = {"pattern": 99, "name": "a name", "verdict": "holds", "statement": "It is so.", "design": "It was tried."}
    for whole, note in ((True, "It is so."), (False, "It was tried.")):
        print_measured(Measured(pattern, [part], whole=whole), w)
        told = capsys.readouterr().out
        (line,) = (each for each in told.splitlines() if each.strip().startswith("a part"))
        assert [cell for cell in re.split(r"\s{2,}", line.strip()) if cell] == [
            "a part", found_words(part, w), claim_words(part, w), w["verdict.cannot tell"],
        ]  # fmt: skip
        assert [said in told for said in ("It is so.", "It was tried.")] == [note == "It is so.", note != "It is so."]


def test_people_say_aligned_and_very_aligned_from_the_company_s_own_cuts() -> None:
    company = COMPANY.with_values({"perception.aligned_cut": 0.41, "perception.very_aligned_cut": 0.83})
    assert HOLES["perception.threshold"](company, words("en")) == {"aligned": "0.41", "very": "0.83"}


def test_a_term_in_french_is_called_by_its_own_word_and_not_by_its_neighbour_s(
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoken = {name: name_words(Topic("term", name), words("fr")) for name in of("term")}
    for name, (paragraph, called_by) in terms().items():
        at = [each.lower() for each in paragraph.terms("en")].index(name)
        own = paragraph.terms("fr")[at]
        assert own in called_by
        assert spoken[name] == (own if own == name else f"{own} ({name})")
    assert len({*spoken.values()}) == len(spoken)
    print_topic(Topic("term", of("term")[0]), COMPANY, words("fr"))
    assert spoken[of("term")[0]] in capsys.readouterr().out


def test_only_what_means_a_paradigm_by_another_name_is_refused_with_the_name_that_files_have() -> None:
    insist_on_paradigms(["siloed", "revenue", "buyers", "trust.gain", "no such name"], COMPANY)
    whole = words("fr")["study.assimilated"]
    for name in (whole, whole.upper(), words("fr")["paradigm.assimilated"]):
        with pytest.raises(UsersError, match="is called assimilated here"):
            insist_on_paradigms(["siloed", name], COMPANY)
