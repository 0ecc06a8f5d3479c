"""The model's description says what the code does: its tables are current, its examples run, it leaves nothing out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cordiale.experiments.workshop import odd
from cordiale.simulation.machinery.source_files import source_files
from cordiale.simulation.world.paradigms import PARADIGMS
from cordiale.simulation.world.parameters import GROUPS, PARAMETERS
from cordiale.simulation.world.state import TABLES
from cordiale.simulation.world.words import FORCES

TEXT = odd.DOCUMENT.read_text(encoding="utf-8")
HAND = odd.by_hand(TEXT)
FACT = r"\bF\d{2,3}\b"


def cited(text: str) -> set[str]:
    """Ids of facts in a text, marks for the linter not counted."""
    return set(re.findall(FACT, text.replace("F401", "")))


def test_its_tables_are_what_the_code_says() -> None:
    assert odd.regenerated(TEXT) == TEXT, "run python -m experiments.workshop.odd"


def test_its_examples_run() -> None:
    plain = os.environ | {"NUMBA_DISABLE_JIT": "1"}  # compiling every rule alone would take minutes
    command = [sys.executable, "-m", "cordiale.experiments.workshop.odd", "--check"]
    done = subprocess.run(command, env=plain, capture_output=True, text=True, cwd=odd.MODEL.parent)
    assert done.returncode == 0, done.stderr


def test_an_example_that_is_wrong_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    assert odd.failed_examples("```python\n>>> 1 + 1\n2\n\n```\n") == 0
    assert odd.failed_examples("```python\n>>> 1 + 1\n3\n\n```\n") == 1
    assert "Expected" in capsys.readouterr().err


def test_a_table_that_differs_is_noticed_and_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "ODD.md"
    copy.write_text(TEXT.replace("`forces_move`", "`forces_rest`").replace("```python", "```text"), encoding="utf-8")
    monkeypatch.setattr(odd, "DOCUMENT", copy)
    assert odd.main(["--check"]) == odd.DIFFERS
    assert odd.main([]) == 0
    assert odd.main(["--check"]) == 0


def test_a_table_that_is_missing_is_noticed() -> None:
    with pytest.raises(ValueError, match="needed, once each"):
        odd.regenerated(HAND)


def test_every_parameter_stands_in_an_equation() -> None:
    missing = [each.dotted for each in PARAMETERS if each.dotted not in HAND]
    assert not missing


def test_it_names_nothing_that_the_model_does_not_have() -> None:
    fields = {f"{name}.{field.name}" for name, table in TABLES.items() for field in table}
    keys = {f"company.{name}" for name in odd.Company.model_fields}
    known = fields | keys | {each.dotted for each in PARAMETERS}
    named = set(re.findall(r"\b([a-z]+\.[a-z_]+)\b", HAND))
    assert not {name for name in named if name.split(".")[0] in {*GROUPS, *TABLES}} - known


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
    assumed = {int(each) for parameter in PARAMETERS for each in re.findall(r"\bA(\d+)\b", parameter.source)}
    assert assumed == named


def test_an_assumption_has_one_number() -> None:
    ids = [each for parameter in PARAMETERS for each in re.findall(r"\bA\d+\b", parameter.source)]
    assert len(ids) == len(set(ids))


def test_every_behaviour_that_draws_luck_is_in_its_table() -> None:
    known = {name for _, name, _ in odd.decisions()}
    used = {use[0] for _, function in odd.behaviours() for use in odd.luck_used(function)}
    assert used == known
    assert len({number for number, _, _ in odd.decisions()}) == len(known)


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


def test_it_says_what_judges_every_pattern() -> None:
    purpose = HAND[HAND.index("## 1. ") : HAND.index("## 2. ")]
    assert re.findall(r"^(\d+)\. \*.+ — .+\.$", purpose, re.MULTILINE) == [str(number) for number in range(1, 16)]


@pytest.mark.parametrize("number", [number for number in SUBMODELS if number != TABLES_ONLY])
def test_every_submodel_has_an_example_that_runs(number: str) -> None:
    assert any(">>>" in example for example in odd.EXAMPLE.findall(SUBMODELS[number]))


@pytest.mark.parametrize("name", [*PARADIGMS, *(force.replace("-", " ") for force in FORCES)])
def test_every_paradigm_and_every_force_is_described_as_a_difference(name: str) -> None:
    differences = HAND[HAND.index("## 8. ") : HAND.index("## 9. ")]
    word = name.replace("status-quo", "status quo")
    assert re.search(rf"^- .*\*{word}\*.*[:.] .{{60,}}$", differences, re.MULTILINE)


def test_every_condition_is_made_of_what_its_rule_reads() -> None:
    made = odd.condition_sources()
    assert made["staleness"] == ("technology", "integration")
    assert made["unsettled"] == ("power_balance", "decision_rule")
    assert all(
        made[field.name]
        for field in TABLES["conditions"]
        if field.name not in ("technology", "buyers", "business_model")
    )


def test_the_rules_rebuilt_from_it_know_nothing_of_the_model() -> None:
    for file in (Path(__file__).parent / "rebuilt").glob("*.py"):
        imported = set(re.findall(r"^(?:from|import) (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE))
        assert not imported & {"simulation", "experiments", "worlds"}
