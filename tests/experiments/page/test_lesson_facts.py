"""What the page of a lesson knows is what its file declares, and a sheet tells what was found, quarter by quarter."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from cordiale.experiments.figures.marks import MARKS
from cordiale.experiments.foundations.language import words
from cordiale.experiments.page import handouts, teaching
from cordiale.experiments.page.loading import TOLD
from cordiale.experiments.page.seeing import LANGUAGES
from cordiale.experiments.page.showing import bounds, decided, rests
from cordiale.experiments.page.syllabus import LESSONS, LUCK, QUARTERS, declared, words_of
from cordiale.experiments.page.teaching import lesson
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.world.outcomes import NAMES
from cordiale.simulation.world.state import element

UNITS = {"balance": "money", "lead": "share", "luck": "money", "phantom": "share", "weather": "points"}
PLAIN = ("marketing-led", "sales-led", "proportional", "drift")  # whose looks lines have that are no paradigm's


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """What a page is put together from, before it is packed."""
    monkeypatch.setattr(teaching, "packed_json", lambda told: told)
    monkeypatch.setattr(teaching, "packed", lambda _: "engine")
    monkeypatch.setattr(teaching, "inlined", lambda file, *_: file.name)
    monkeypatch.setattr(teaching, "assembled", lambda frame, **parts: parts)
    return lambda name, **asked: lesson(name, **asked)  # type: ignore[return-value]  # the parts instead of the page


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_s_page_knows_its_own_question_patterns_lines_looks_and_how_sure_words_must_be(
    name: str, made: Callable[..., dict[str, Any]]
) -> None:
    own, parts = declared(name), made(name, language="fr", companies=16)
    facts, scenario = parts["data"]["facts"], load_scenario(own["scenario"])
    left = ("words", "scenario", "patterns")
    kept = {key: value for key, value in own.items() if key not in left}
    assert facts["lesson"] == {"keys": []} | kept | {"unit": UNITS.get(name)}
    assert [row["pattern"] for row in facts["rests"]["patterns"]] == sorted(own["patterns"])
    assert all(row in rests()["patterns"] for row in facts["rests"]["patterns"])
    assert facts["verdicts"] == ("holds", "fails", "cannot tell")
    assert (facts["companies"], facts["quarters"], facts["luck"]) == (16, QUARTERS, LUCK)
    assert {key: facts[key] for key in ("student", "claim")} == bounds(2)
    assert facts["scenario"] == {"currency": scenario.currency}
    assert facts["decisions"] == decided(scenario, QUARTERS)
    assert facts["outcomes"] == sorted({line["outcome"] for line in own.get("lines", [])} & {*NAMES})
    looks = [MARKS.get(key) or MARKS[PLAIN[at]] for at, key in enumerate(own.get("keys", []))]
    assert facts["marks"] == [{"colour": each.colour, "marker": each.marker, "dash": ""} for each in looks]
    assert (facts["language"], facts["languages"]) == ("fr", LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_s_page_is_titled_in_the_language_it_begins_with_and_reads_the_tables_that_it_follows(
    language: str, made: Callable[..., dict[str, Any]]
) -> None:
    parts, own = made("lead", language=language), words_of("lead")
    assert parts["words"]["title"] == own["title"][language]
    assert (parts["words"]["language"], parts["words"]["verb"]) == (language, "teach")
    assert parts["words"]["without"] == own["without scripts"][language]
    assert parts["data"]["words"] == own
    assert {*TOLD, "opinions", "people", "ties"} <= parts["data"]["company"]["tables"].keys()
    for table in ("opinions", "people", "ties"):
        assert parts["data"]["company"]["tables"][table]["fields"].keys() == set(element(table).names or ()), table
    assert (parts["script"], parts["data"]["worker"]) == ("lesson.mjs", "pupil.mjs")
    assert parts["data"]["facts"]["companies"] == 32


def courses(name: str) -> dict[str, list[list[float]]]:
    """Every line and quarter has its own number."""
    return {key: [[100.0 * at + quarter, 1.0 + quarter / 8] for quarter in range(1, QUARTERS + 1)]
            for at, key in enumerate(declared(name)["keys"], start=1)}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in LESSONS if "lines" in declared(name)])
def test_a_sheet_tells_of_each_line_what_was_found_in_the_quarters_over_it_and_of_how_many_companies(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, w = courses(name), words(language)
    own: dict[str, Any] = {"companies": 27, "lines": lines}
    own |= {"cost": [[-each, each / 2] for each in range(1, QUARTERS + 1)]} if "wrong" in declared(name) else {}
    monkeypatch.setattr(handouts, "answers", lambda: {name: own})
    text, said = html.unescape(handouts.in_numbers(name, language)), words_of(name)
    quarters = declared(name).get("sheet", [4, 8, QUARTERS])
    form = handouts._form(UNITS[name], w)
    heads = re.findall(r'<th scope="col">(.+?)</th>', text)
    assert [*quarters] == [int(re.sub(r"\D", "", each)) for each in heads]
    rows = [(row, re.findall("<td>(.*?)</td>", cells))
            for row, cells in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', text)]  # fmt: skip
    wanted = [(said[f"line {key}"][language], [form(*course[at - 1]) for at in quarters])
              for key, course in lines.items()]  # fmt: skip
    wanted += [(said["sheet cost"][language], [form(*own["cost"][at - 1]) for at in quarters])] if "cost" in own else []
    assert rows == wanted
    assert re.search(r"\b27\b", text)


@pytest.mark.parametrize(("sure", "key"), [(True, "found"), (False, "found unsure")])
def test_who_is_first_is_told_with_its_own_last_value_and_who_is_next_with_that_of_the_next(
    sure: bool, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = courses("luck")
    first, second = [*lines][2], [*lines][1]
    own = {"companies": 9, "lines": lines, "first": first, "second": second, "sure": sure}
    monkeypatch.setattr(handouts, "answers", lambda: {"luck": own})
    said, form = words_of("luck"), handouts._form(declared("luck")["unit"], words("en"))
    named = {at: said[f"line {line}"]["en"] for at, line in (("first", first), ("second", second))}
    holes = {at: each[:1].lower() + each[1:] for at, each in named.items()}
    value, following = (form(lines[line][-1][0]) for line in (first, second))
    currency = load_scenario(declared("luck")["scenario"]).currency
    wanted = said[key]["en"].format(**holes, value=value, next=following, currency=currency)
    assert wanted in html.unescape(handouts.in_numbers("luck", "en"))
    assert value != following


def test_money_is_told_in_millions_with_its_sign_and_a_share_in_percent_each_with_half_its_interval() -> None:
    money, share = (handouts._form(unit, words("en")) for unit in ("thousand", "share"))
    assert (money(12_345.0), money(12_345.0, 678.0), money(-50.0, 4.0)) == ("+12.3", "+12.3 ± 0.68", "−0.05 ± 0")
    told = [each.replace("\u00a0", " ") for each in (share(0.1234), share(0.1234, 0.056))]
    assert told == ["12.3 %", "12.3 % ± 5.6 %"]
