"""The case of a headline, a drawn line between its handles, each number of the teacher's sheet: worked out again."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.foundations.language import words
from cordiale.experiments.page.answered import answers
from cordiale.experiments.page.handouts import TOLD, _form, in_numbers
from cordiale.experiments.page.seeing import PARTS
from cordiale.experiments.page.syllabus import LESSONS, declared, unit_of, words_of
from cordiale.experiments.page.worded import CAVEAT, page_words
from cordiale.simulation.world.paradigms import PARADIGMS
from tests.support.page_drawn import acted, node

OF_NODE = pytest.mark.skipif(node() is None, reason="no Node on this machine")


def case(n: int, best: str | None, rivals: list[str | None], lead: float) -> str:
    """Which sentence a headline is, by what was found."""
    if n < 4:
        return "few" if best else "few stay"
    if best is None:
        return "no difference" if lead == 0 else "staying perhaps" if rivals else "staying"
    return "not surely" if None in rivals else "best of several" if rivals else "best"


@OF_NODE
def test_a_headline_doubts_that_it_beats_staying_only_where_staying_is_a_rival() -> None:
    found = [
        {"n": n, "best": best, "rivals": rivals, "lead": lead}
        for n, best, rivals, lead in product(
            (1, 3, 4, 8), (None, "siloed"), ([], [None], ["drift"], [None, "drift"]), (0, 5)
        )
        if best is not None or None not in rivals
    ]
    script = """const own = m.telling.Teller.prototype.case;
      return given.map((found) => own.call(null, found, { mean: found.lead }));"""
    assert acted(script, found, modules=("telling",)) == [
        case(each["n"], each["best"], each["rivals"], each["lead"]) for each in found
    ]


@OF_NODE
def test_a_drawn_line_runs_straight_from_each_handle_to_the_next() -> None:
    at, values = [0, 4, 7, 11], [0.2, 0.8, 0.5, 0.9]
    script = "return m.sketch.Drawing.prototype.course.call({ quarters: 12 }, given);"
    told = acted(script, {"at": at, "values": values}, modules=("sketch",))
    assert told == pytest.approx(np.interp(np.arange(12), at, values).tolist())


@pytest.mark.skipif(answers() is None, reason="the answers are of another model: whoever changed it makes them again")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [name for name in LESSONS if "lines" in declared(name)])
def test_a_cell_of_the_teacher_s_sheet_is_of_its_own_line_and_quarter(name: str, language: str) -> None:
    found: Any = answers()
    own, form = found[name], _form(unit_of(name), words(language))
    courses = [*own["lines"].values(), *([own["cost"]] if "cost" in own else [])]
    quarters = declared(name).get("sheet", TOLD)
    sheet = in_numbers(name, language)
    cells = re.findall(r"<td>(.*?)</td>", sheet)
    assert cells == [form(*course[quarter - 1]) for course in courses for quarter in quarters]
    heads = [int(re.findall(r"\d+", each)[0]) for each in re.findall(r'<th scope="col">(.+?)</th>', sheet)]
    assert heads == list(quarters)


def test_a_number_of_the_sheet_has_half_its_interval_after_it_in_millions_or_percent() -> None:
    for unit, told in (("share", "25.0 % ± 1.5 %"), ("money", "+0.25 ± 0.02")):
        mean, half = (0.25, 0.015) if unit == "share" else (250.0, 20.0)
        assert _form(unit, words("en"))(mean, half) == told
    assert _form("money", words("fr"))(-1500.0, 250.0) == "−1,5 ± 0,25"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_page_s_numbers_rest_on_is_said_in_one_language(language: str) -> None:
    said = page_words(PARTS)
    assert said[CAVEAT][language].startswith(words(language)["caveat.foundation"])
    assert said[CAVEAT][language].endswith(said["reorganising counts"][language])


@pytest.mark.parametrize("name", [None, *LESSONS])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_call_a_paradigm_what_tables_call_it(name: str | None, language: str) -> None:
    said = page_words(PARTS) if name is None else words_of(name)
    for paradigm in PARADIGMS:
        wanted = words(language).paradigm(paradigm).replace("-quo", " quo").replace("-", " ")
        for kind in ("name", "line", "answer"):
            told = said.get(f"{kind} {paradigm}", {language: wanted})[language].lower().replace("-", " ")
            assert re.split("[:,]", told)[0].strip() == wanted, (kind, paradigm)
