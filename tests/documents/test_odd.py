"""The model's description says what the code does: its tables are current, its examples run, it leaves nothing out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cordiale.experiments.workshop.odd import __main__ as command
from cordiale.experiments.workshop.odd import document
from cordiale.experiments.workshop.odd.conditions import made_of
from cordiale.experiments.workshop.odd.luck import uses
from cordiale.experiments.workshop.odd.sources import model
from cordiale.experiments.workshop.odd.tables import vocabulary
from cordiale.experiments.workshop.odd.wording import WIDTH
from cordiale.simulation.founding.traits import TRAITS
from cordiale.simulation.machinery.source_files import MODEL, source_files
from cordiale.simulation.scenario.scenario import Company
from cordiale.simulation.world.draws import Decision
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.parameters import GROUPS, PARAMETERS
from cordiale.simulation.world.state import TABLES
from cordiale.simulation.world.words import FORCES, Attribution

ROOT = Path(__file__).parents[2]
TEXT = document.ODD.read_text(encoding="utf-8")
HAND = document.by_hand(TEXT)
MADE = document.TABLES.read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```$", "", HAND, flags=re.MULTILINE | re.DOTALL)
SOURCES = [each.source for each in PARAMETERS] + [each.source for each in TRAITS]
FACT = r"\bF\d{2,3}\b"


def cited(text: str) -> set[str]:
    """Ids of facts in a text, marks for the linter not counted."""
    return set(re.findall(FACT, text.replace("F401", "")))


def test_its_tables_are_what_the_code_says() -> None:
    assert document.regenerated(TEXT) == TEXT, f"run {document.COMMAND}"
    assert document.made_tables() == MADE, f"run {document.COMMAND}"


def test_its_examples_run() -> None:
    plain = os.environ | {"NUMBA_DISABLE_JIT": "1"}  # compiling every rule alone would take minutes
    words = [sys.executable, "-m", "cordiale.experiments.workshop.odd", "--check"]
    done = subprocess.run(words, env=plain, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_an_example_that_is_wrong_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    assert document.failed_examples("```python\n>>> 1 + 1\n2\n\n```\n") == 0
    assert document.failed_examples("```python\n>>> 1 + 1\n3\n\n```\n") == 1
    assert "Expected" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "old", "new"), [
    ("ODD", "| `forces_move`", "| `forces_rest`"), ("TABLES", "`trust.gain` | 0.0", "`trust.gain` | 0.9"),
])  # fmt: skip
def test_a_table_that_differs_is_noticed_and_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str
) -> None:
    for page, text in (("ODD", TEXT.replace("```python", "```text")), ("TABLES", MADE)):
        copy = tmp_path / f"{page}.md"
        assert page != name or old in text
        copy.write_text(text.replace(old, new) if page == name else text, encoding="utf-8")
        monkeypatch.setattr(document, page, copy)
    assert command.main(["--check"]) == command.DIFFERS
    assert f"{name}.md differs" in capsys.readouterr().err
    assert command.main([]) == 0
    assert command.main(["--check"]) == 0


def test_a_table_that_is_missing_is_noticed() -> None:
    with pytest.raises(ValueError, match="needed, once each"):
        document.regenerated(HAND)


# That what a person wrote is true


def test_every_parameter_stands_in_an_equation() -> None:
    missing = [each.dotted for each in PARAMETERS if each.dotted not in HAND]
    assert not missing


def test_it_names_nothing_that_the_model_does_not_have() -> None:
    fields = {f"{name}.{field.name}" for name, table in TABLES.items() for field in table}
    keys = {f"company.{name}" for name in Company.model_fields}
    keys |= {f"{name}.{field}" for name, group in GROUPS.items() for field in group.model_fields}
    known = fields | keys
    named = set(re.findall(r"\b([a-z]+\.[a-z_]+)\b", HAND))
    assert not {name for name in named if name.split(".")[0] in {*GROUPS, *TABLES}} - known


def test_every_path_in_it_is_where_it_says() -> None:
    named = set(re.findall(r"`((?:simulation|experiments|scenarios|tests|notebooks)/[\w/.-]*)`", HAND))
    assert named
    assert not {path for path in named if not (ROOT / path).exists()}


def test_it_refers_to_every_section_of_the_tables_and_to_no_other() -> None:
    referred = set(re.findall(r"\[TABLES: ([\w ]+)\]\(TABLES\.md#([\w-]+)\)", " ".join(HAND.split())))
    assert referred == {(each.title, document.anchor(each.title)) for each in document.SECTIONS}
    assert re.findall(r"^## (.+)$", MADE, re.MULTILINE) == [each.title for each in document.SECTIONS]


def test_the_tables_refer_to_sections_that_there_are() -> None:
    there = set(re.findall(r"^##+ (\d+(?:\.\d+)?)\b|^\*\*(4\.\d+)", HAND, re.MULTILINE))
    numbers = {number for pair in there for number in pair}
    referred = {number for each in document.SECTIONS for number in re.findall(r"\b\d+(?:\.\d+)?\b", each.tells)}
    assert referred <= numbers


def test_every_fact_is_listed_once_and_cited() -> None:
    listed = re.findall(rf"^\| ({FACT}) \|", HAND, re.MULTILINE)
    prose = re.sub(rf"^\| {FACT} \|.*$", "", HAND, flags=re.MULTILINE)
    code = "".join(file.read_text(encoding="utf-8") for file in source_files())
    assert len(listed) == len(set(listed))
    assert set(listed) == cited(prose) | cited(code)


def test_every_assumption_stands_beside_its_equation() -> None:
    spans = [(int(low), int(high)) for low, high in re.findall(r"\bA(\d+) to A(\d+)\b", HAND)]
    named = {int(each) for each in re.findall(r"\bA(\d+)\b", HAND)}
    named |= {each for low, high in spans for each in range(low, high + 1)}
    assumed = {int(each) for source in SOURCES for each in re.findall(r"\bA(\d+)\b", source)}
    assert assumed == named


def test_an_assumption_has_one_number() -> None:
    ids = [each for source in SOURCES for each in re.findall(r"\bA\d+\b", source)]
    assert len(ids) == len(set(ids))


def test_its_prose_is_no_wider_than_a_page() -> None:
    lines = [line for line in PROSE.splitlines() if not line.startswith("|")]
    assert not [line for line in lines if len(line) > WIDTH]


# That the tables are whole


def test_every_decision_of_luck_is_drawn_somewhere_and_has_a_number_of_its_own() -> None:
    assert {use.decision for use in uses(model())} == set(Decision) - {Decision.RAPPORT}
    assert len(Decision.__members__) == len({int(decision) for decision in Decision})


def test_every_word_that_the_state_holds_as_a_number_is_told() -> None:
    assert Attribution in vocabulary()
    assert all(f"| {int(each)} | `{each.word}` | {each.meaning}" in MADE for kind in vocabulary() for each in kind)


def test_every_condition_is_made_of_what_its_rule_reads() -> None:
    made = made_of(model())
    assert made["staleness"] == ("technology", "integration")
    assert made["unsettled"] == ("power_balance", "decision_rule")
    intensities = {force.replace("-", "_") for force in FORCES}
    assert {name for name, sources in made.items() if not sources} == intensities | {"demand"}


def test_a_reader_in_the_tables_is_in_a_file_of_the_room_that_they_name() -> None:
    rooms = {file.stem for room in ("rules", "founding") for file in (MODEL / room).glob("*.py")}
    tables = MADE[MADE.index("## Parameters") :] + MADE[MADE.index("## Orientation") : MADE.index("## Outcomes")]
    named = re.findall(r"(?:\| |, |<br>)([a-z_]+)\.\w+(?=,| \||:)", tables)
    assert set(named) <= rooms
    assert {"campaigns", "books"} <= set(named)


# That it is complete ------------------------------------------------------------------------------------

ELEMENTS = (
    "Purpose and patterns", "Entities, state variables and scales", "Process overview and scheduling",
    "Design concepts", "Initialisation", "Input data", "Submodels",
)  # fmt: skip
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
    "Stochasticity", "Collectives", "Observation",
)  # fmt: skip
SUBMODELS = dict(re.findall(r"^### 7\.(\d+) (.*?)(?=^###? |\Z)", TEXT, re.MULTILINE | re.DOTALL))
TABLES_ONLY = "16"  # the parameters


def test_it_has_the_seven_elements_and_the_eleven_design_concepts_of_the_protocol_in_their_order() -> None:
    assert re.findall(r"^## [1-7]\. (.+)$", HAND, re.MULTILINE) == list(ELEMENTS)
    assert re.findall(r"^\*\*4\.\d+ (.+?)\.\*\*", HAND, re.MULTILINE) == list(CONCEPTS)


def items(text: str) -> list[str]:
    """The items of a text's lists, each on one line."""
    found = re.findall(r"^(?:- |\d+\. ).+(?:\n {2,}.+)*", text, re.MULTILINE)
    return [" ".join(item.split()) for item in found]


def test_it_says_what_judges_every_pattern() -> None:
    purpose = items(HAND[HAND.index("## 1. ") : HAND.index("## 2. ")])
    patterns = [re.match(r"(\d+)\. \*.+ — .+\.$", item) for item in purpose]
    assert [found[1] if found else "" for found in patterns] == [str(number) for number in range(1, 20)]


@pytest.mark.parametrize("number", [number for number in SUBMODELS if number != TABLES_ONLY])
def test_every_submodel_has_an_example_that_runs(number: str) -> None:
    assert any(">>>" in example for example in document.EXAMPLE.findall(SUBMODELS[number]))


@pytest.mark.parametrize("name", [*PARADIGMS, *(force.replace("-", " ") for force in FORCES)])
def test_every_paradigm_and_every_force_is_described_as_a_difference(name: str) -> None:
    word = name.replace("status-quo", "status quo")
    differences = items(HAND[HAND.index("## 8. ") : HAND.index("## 9. ")])
    assert any(re.match(rf"- .*\*{word}\*.*[:.] .{{60,}}$", item) for item in differences)


def test_every_table_of_the_state_is_told_in_a_row() -> None:
    entities = HAND[HAND.index("## 2. ") : HAND.index("## 3. ")]
    assert re.findall(r"^\| `(\w+)` \|", entities, re.MULTILINE) == list(TABLES)


def test_the_rules_rebuilt_from_it_know_nothing_of_the_model() -> None:
    for file in (Path(__file__).parent / "rebuilt").glob("*.py"):
        imported = set(re.findall(r"^(?:from|import) (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE))
        assert not imported & {"simulation", "experiments", "cordiale"}
        assert "tests.support" not in file.read_text(encoding="utf-8")
