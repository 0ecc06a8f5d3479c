"""What is asked and played, as the address says it and as a command lives it, under Node: dials, ways and branches."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.support.page_drawn import acted, node
from tests.support.page_modules import facts

pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")

BRANCHES = [  # as an address says them, what they decide, and as `--decide` takes it
    ("stay~3~paradigm~siloed", {"quarter": 3, "kind": "paradigm", "paradigm": "siloed"}, "Q3 paradigm=siloed"),
    ("stay~1~order~survey", {"quarter": 1, "kind": "survey"}, "Q1 survey"),
    ("stay~12~leadership~0.75", {"quarter": 12, "kind": "leadership", "name": "leadership.strength", "value": 0.75},
     "Q12 leadership.strength=0.75"),
    ("stay~2~integration~0.5", {"quarter": 2, "kind": "setting", "name": "integration", "value": 0.5},
     "Q2 integration=0.5"),
]  # fmt: skip
ADDRESSES = {
    "": None, "#theatre=stay,siloed&week=0": {"ways": [None, "siloed"]}, "#theatre=": {},
    "#theatre=siloed&company=3&week=156&person=0&lead=42": {
        "ways": ["siloed"], "company": 3, "week": 156, "person": 0, "lead": "42"},
}  # fmt: skip
WRONG = ["theatre=nobody", "theatre=siloed,siloed", "theatre=stay&company=0", "theatre=stay&company=65",
         "theatre=stay&week=157", "theatre=stay&week=1.5", "theatre=stay&lead=x",
         "theatre=stay&branch=stay~13~order~survey",
         "theatre=stay&branch=stay~0~order~survey", "theatre=stay&branch=stay~2~leadership~1.5",
         "theatre=stay&branch=stay~2~leadership~-0.5", "theatre=stay&branch=nobody~2~order~survey",
         "theatre=stay&branch=stay~2~quarter~3"]  # fmt: skip
TURNED = {"leadership": 0.35, "technology": 0.6, "quarter": 5, "integration": 0.25, "heads": 1, "luck": 2**32 - 1}
REFUSED = {"leadership": "1.5", "quarter": "2.5", "buyers": "-0.1", "luck": "-1", "attribution": "nobody"}
PLAYED = """
  const { facts, told } = given, { billing, question } = m, billed = (hash) => billing.billed(hash, facts, told);
  const start = question.fresh(facts), row = question.rowOf(facts.options[start.from], facts.dials, told);
  const turned = { ...start, ...row, ...given.turned }, read = (hash) => question.read(hash, facts, told);
  const branches = given.branches.map((said) => billed(`#theatre=stay&branch=${said}`).play.branches[0]);
  const of = (play, values = start) =>
    billing.command({ option: null, branch: null, ...play }, { company: play.company ?? 1 }, values, facts);
  const decided = (branch) => billing.panels({ ways: [], branches: [branch] }, start, facts, told)[0].decisions.at(-1);
  const bill = (play) => billing.bill({ ways: ["siloed"], branches: [], ...play }, facts);
  const hash = question.written(turned, facts, told, "en"), opening = billing.opening(facts);
  const other = facts.languages.find((each) => each !== facts.language);
  return {
    plays: given.addresses.map((hash) => billed(hash).play), opening,
    faults: given.addresses.flatMap((hash) => billed(hash).faults),
    wrong: given.wrong.map((hash) => billed(`#${hash}`).faults.map(({ key }) => key)),
    branches: branches.map(decided), commands: branches.map((branch) => of({ branch })),
    spelt: branches.map((branch) => bill({ ...opening, branches: [branch] }).at(-1)),
    bill: bill({ ways: [null, "siloed"], company: 1, week: 0, lead: null, person: 0 }),
    further: bill({ company: 4, week: 9, lead: "7", person: null }),
    own: of({ option: facts.own }), switched: of({ option: "siloed" }), second: of({ company: 2 }), plain: of({}),
    turned: of({ option: "siloed" }, { ...start, leadership: 0.35, technology: 0.6, quarter: 5, luck: 8 }),
    hash, back: read(hash), values: turned, still: question.written(start, facts, told, facts.language),
    language: question.written(start, facts, told, other),
    refused: given.refused.map((said) => read(said).faults), unknown: read("#nothing=1").faults.map(({ key }) => key),
    from: read("#from=siloed").values, isOwn: [start, turned].map((each) => question.isOwn(each, facts, told)),
    options: [start, turned].map((each) => question.optionsOf(each, facts, told)),
  };
"""


@cache
def played() -> dict[str, Any]:
    told, own = facts()
    given = {
        "facts": own, "told": told, "addresses": [*ADDRESSES], "wrong": WRONG, "turned": TURNED,
        "branches": [said for said, *_ in BRANCHES], "refused": [f"#{key}={text}" for key, text in REFUSED.items()],
    }  # fmt: skip
    found: dict[str, Any] = acted(PLAYED, given, modules=("billing", "question"))
    return found


def test_an_address_is_the_play_that_it_names_and_what_it_leaves_out_is_as_it_opens() -> None:
    begins = facts()[1]["dials"]
    start = next(each["start"] for each in begins if each["key"] == "from")
    opening = {"ways": [None, facts()[1]["options"][start]], "branches": [], "company": 1, "week": 0, "lead": None,
               "person": None}  # fmt: skip
    assert played()["opening"] == opening
    assert played()["faults"] == []
    assert played()["plays"] == [None if each is None else opening | each for each in ADDRESSES.values()]


def test_what_an_address_says_beyond_what_there_is_is_named_as_not_understood() -> None:
    assert played()["wrong"] == [[said.split("&")[-1].partition("=")[0]] for said in WRONG]


def test_a_play_is_written_as_it_is_read_and_only_what_is_not_as_it_opens() -> None:
    assert played()["bill"] == [["theatre", "stay,siloed"], ["person", 0]]
    assert played()["further"] == [["theatre", "siloed"], ["company", 4], ["week", 9], ["lead", "7"]]
    assert played()["spelt"] == [["branch", said] for said, *_ in BRANCHES]


def test_a_branch_is_decided_in_its_own_quarter_as_the_engine_takes_it_and_as_the_command_does() -> None:
    assert played()["branches"] == [decision for _, decision, _ in BRANCHES]
    plain = played()["plain"]
    assert played()["commands"] == [f'{plain} --decide "{said}"' for *_, said in BRANCHES]


def test_a_command_lives_the_company_the_switch_and_the_world_of_its_panel_and_nothing_that_is_as_it_was() -> None:
    own = facts()[1]
    base = f"cordiale run {own['scenario']['name']} --forces all --quarters {own['quarters']} --seed"
    assert played()["plain"] == f"{base} {own['luck']}"
    assert played()["second"] == f"{base} {own['luck']} --replication 1"
    quarter = next(each["start"] for each in own["dials"] if each["key"] == "quarter")
    assert played()["switched"] == f'{base} {own["luck"]} --decide "Q{quarter} paradigm=siloed"'
    assert played()["turned"] == (
        f"{base} 8 --set leadership.strength=0.35 --set forces.technology.end=0.6 "
        '--decide "Q5 paradigm=siloed"'
    )  # fmt: skip
    assert played()["own"] is None


def test_an_address_brings_back_all_that_was_turned_and_says_nothing_that_was_not() -> None:
    found = played()
    assert found["back"]["values"] == found["values"]
    assert found["back"]["faults"] == []
    assert {each.partition("=")[0] for each in found["hash"].lstrip("#").split("&")} - {"language"} == {*TURNED}
    assert found["still"] == ""
    assert found["language"].startswith("#language=")


def test_a_dial_is_not_turned_beyond_its_range_nor_between_whole_steps_and_that_is_said() -> None:
    assert [[each["key"] for each in faults] for faults in played()["refused"]] == [[key] for key in REFUSED]
    assert played()["unknown"] == ["nothing"]


def test_a_structure_of_one_s_own_stands_on_the_row_it_is_from_until_a_setting_is_turned() -> None:
    told, own = facts()
    row, settings = told["structures"]["siloed"], [each["key"] for each in own["dials"] if each.get("setting")]
    assert {key: played()["from"][key] for key in settings} == {key: row[key] for key in settings}
    assert played()["isOwn"] == [False, True]
    assert played()["options"] == [own["options"], [*own["options"], own["own"]]]
