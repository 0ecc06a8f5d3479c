"""What a lesson says it found, beside what was said before, under Node: numbers, verdicts and names."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from cordiale.experiments.page.seeing import LANGUAGES
from cordiale.experiments.page.syllabus import VERDICTS, declared, words_of
from tests.support.page_drawn import acted, node
from tests.support.page_modules import facts

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

APART = (-60.0, 60.0, -60.0, 60.0)  # of each company from the mean
LEADS = {"staying": 0.0, "siloed": 250.0, "assimilated": 625.0, "marketing-led": -100.0, "sales-led": 500.0}
NAMED = {
    "siloed": "+0.5",
    "assimilated": "+1.25",
    "marketing-led": "−0.2",
    "sales-led": "+1",
}  # millions in two quarters
SHOWN = """
  Object.defineProperty(Element.prototype, "firstChild", { get() { return this.children[0]; } });
  globalThis.ResizeObserver = class { observe() {} };
  document.querySelectorAll = () => [];
  const at = (id) => document.getElementById(id), { facts, language } = given, said = given.said ?? undefined;
  const paired = (first, second, bound) => {
    const apart = first.map((each, place) => each - second[place]), n = apart.length;
    const mean = apart.reduce((sum, each) => sum + each, 0) / n;
    const spread = apart.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1);
    return { mean, half: bound * Math.sqrt(spread / n) };
  };
  const lesson = Object.create(m.lesson.Lesson.prototype);
  const judge = new m.finding.Judge({ paired }, facts);
  Object.assign(lesson, { facts, words: given.words, lesson: facts.lesson, luck: 1, judge });
  lesson.sketch = { said };
  lesson.speak(language);
  lesson.sketch.said = said;
  const ready = lesson.sketch.ready();
  const part = given.part && lesson.sketch.ready.call({ ...lesson.sketch, said: given.part });
  Object.assign(lesson, { locked: true, lived: given.lived });
  lesson.sketch.lock();
  lesson.show();
  const root = lesson.sketch.root;
  return {
    found: at("found").textContent, sure: at("sure").textContent, table: at("table").cells(), ready, part,
    patterns: at("patterns").cells(), labels: root.all("label").map((each) => each.textContent.trim()),
    answers: root.all("input").map((each) => each.value), measured: root.all("p").map((each) => {
      const told = each.all("span").at(-1);
      return told && [told.className, told.textContent];
    }),
  };
"""


def shown(name: str, language: str, said: Any, lived: Any = None, *, claim: float = 2.0, part: Any = None) -> Any:
    """What the page of a lesson shows, where its companies lived so and this had been said."""
    scenario = facts()[1]["scenario"]
    known = {
        "lesson": {"keys": [], **declared(name)}, "quarters": 2, "companies": 32, "verdicts": VERDICTS, "version": "1",
        "rests": facts()[1]["rests"], "student": [2.0] * 9, "claim": [claim] * 9, "scenario": scenario,
        "marks": [{"colour": "#000", "marker": "o", "dash": ""}] * 9, "languages": [str(each) for each in LANGUAGES],
    }  # fmt: skip
    given = {"facts": known, "words": words_of(name), "language": language, "said": said, "lived": lived, "part": part}
    return acted(SHOWN, given, modules=("finding", "lesson"))


def own(text: str, language: str) -> str:
    return text.replace(".", ",") if language == "fr" else text


def sentence(name: str, key: str, language: str, **holes: str) -> str:
    return words_of(name)[key][language].format(**holes)


def named(name: str, key: str, language: str) -> str:
    text = words_of(name)[f"line {key}"][language]
    return text[0].lower() + text[1:]


def ways() -> list[list[dict[str, list[float]]]]:
    """Companies of the lesson on luck, whose leads are those of LEADS, the best apart from the next by some luck."""
    arms = [arm["name"] for arm in declared("luck")["arms"]]
    return [
        [{"revenue": [9.0, *[1000 + LEADS[arm] + (apart / 2 if arm == "assimilated" else 0.0)] * 2]} for arm in arms]
        for apart in APART
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("said", ["assimilated", "siloed"])
@pytest.mark.parametrize(("claim", "sure"), [(2.0, True), (10.0, False)])
def test_the_first_and_the_next_are_told_with_their_millions_and_who_was_right_only_where_it_is_sure(
    claim: float, sure: bool, said: str, language: str
) -> None:
    found = shown("luck", language, said, ways(), claim=claim)
    holes = {
        "first": named("luck", "assimilated", language), "second": named("luck", "sales-led", language),
        "value": own(NAMED["assimilated"], language), "next": own(NAMED["sales-led"], language),
        "you": named("luck", said, language), "currency": facts()[1]["scenario"]["currency"],
    }  # fmt: skip
    judged = "nobody knows" if not sure else "you were right" if said == "assimilated" else "you were wrong"
    wanted = [sentence("luck", key, language, **holes) for key in ("found" if sure else "found unsure", judged)]
    assert found["found"] == " ".join(wanted)
    assert found["sure"] == sentence("luck", "so many", language, n="4", most="32")
    heads, *rows = found["table"]
    assert heads[1:] == [words_of("luck")[f"line {key}"][language] for key in declared("luck")["keys"]]
    assert [row[0] for row in rows] == ["1", "2"]
    assert [cell.split(" ± ")[0] for cell in rows[1][1:]] == [
        own(NAMED[key], language) for key in declared("luck")["keys"]
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_how_much_less_the_wronged_trust_is_told_in_points_with_its_error_beside_the_line_that_was_drawn(
    language: str,
) -> None:
    lived = [[{"trust": [0.5, 0.5, 0.4 + apart]}, {"trust": [0.5, 0.5, 0.6]}] for apart in (-0.02, 0.02, -0.02, 0.02)]
    found = shown("lead", language, [[0.1, 0.2, 0.3, 0.7]], lived)
    holes = {"quarters": "2", "wronged": "40", "twin": "60", "gap": "20.0", "half": "2.3", "you_wronged": "70"}
    told = {key: own(text, language) + ("\u00a0%" if key in ("wronged", "twin", "you_wronged") else "")
            for key, text in holes.items()}  # fmt: skip
    assert found["found"] == sentence("lead", "found", language, **told)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_group_s_share_stands_beside_what_was_drawn_of_it(language: str) -> None:
    lived = [[{"executives_aligned": [0.5, 0.8, 0.75], "practitioners_lack": [0.5, 0.5, 0.25]}]] * 4
    found = shown("phantom", language, [[0.6, 0.5, 0.5, 0.9], [0.4, 0.5, 0.5, 0.1]], lived)
    holes = {"executives": "75", "you_executives": "90", "practitioners": "25", "you_practitioners": "10"}
    told = {key: f"{text}\u00a0%" for key, text in holes.items()} | {"quarters": "2"}
    assert found["found"] == sentence("phantom", "found", language, **told)
    handles = [words_of("phantom")["Q"][language].format(number=number) for number in (1, 1, 2, 2)]
    assert found["labels"] == handles * 2


def test_an_answer_is_of_what_stands_beside_it() -> None:
    found = shown("balance", "en", "weak")
    assert found["answers"] == declared("balance")["predicted"]
    assert found["labels"] == [words_of("balance")[f"answer {key}"]["en"] for key in declared("balance")["predicted"]]
    assert found["ready"]
    assert not shown("balance", "en", None)["ready"]


@cache
def judged(language: str) -> Any:
    patterns = facts()[1]["rests"]["patterns"]
    said = {str(each["pattern"]): VERDICTS[at % 3] for at, each in enumerate(patterns)}
    return said, shown("wrong", language, said, part={"1": "holds"})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_of_judgements_as_many_are_told_right_as_were_measured_so_and_how_many_hold(language: str) -> None:
    patterns, (said, found) = facts()[1]["rests"]["patterns"], judged(language)
    right = sum(said[str(each["pattern"])] == each["verdict"] for each in patterns)
    held = sum(each["verdict"] == "holds" for each in patterns)
    assert 0 < right < len(patterns)
    assert held != len(patterns) - sum(each["verdict"] == "fails" for each in patterns)
    told = {"right": str(right), "held": str(held), "all": str(len(patterns))}
    assert found["found"] == sentence("wrong", "found", language, **told)
    assert (found["ready"], found["part"]) == (True, False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_measured_of_a_pattern_stands_beside_what_was_said_of_it(language: str) -> None:
    patterns, (said, found) = facts()[1]["rests"]["patterns"], judged(language)
    for each, (look, text) in zip(patterns, found["measured"], strict=True):
        agreed, verdict = said[str(each["pattern"])] == each["verdict"], f"verdict {each['verdict']}"
        key = "measured as said" if agreed else "measured otherwise"
        assert look == ("measured" if agreed else "measured otherwise")
        assert text == sentence("wrong", key, language, verdict=words_of("wrong")[verdict][language])
    assert [row[0] for row in found["patterns"][1:]] == [str(each["pattern"]) for each in patterns]
    assert [row[1] for row in found["patterns"][1:]] == [
        words_of("wrong")[f"verdict {each['verdict']}"][language] for each in patterns
    ]
