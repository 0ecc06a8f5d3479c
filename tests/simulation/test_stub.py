"""The state is declared once, and a type checker knows every field of it: a misspelt one is an error."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from mypy import api

from cordiale.experiments.workshop import stub
from cordiale.simulation.machinery.source_files import source_files
from cordiale.simulation.world.state import ARRAYS, RECORDS, element
from tests.support.commandline import ROOT

MODEL = ROOT / "cordiale" / "simulation"
KNOWN = ("world/organisation.py", "world/tables.pyi", "rules/opinions.py", "machinery/compiled.py")
FAULTS = {
    "org.people[who].moral": '"PeopleRow" has no attribute "moral"',
    "person.moral": '"PeopleRow" has no attribute "moral"',
    "p.trust_gian": '"ParametersRow" has no attribute "trust_gian"',
    "[tie.contract for tie in org.ties]": '"TiesRow" has no attribute "contract"',
    "org.leads.repp": '"LeadsTable" has no attribute "repp"',
    "org.leads[:who].repp": '"LeadsTable" has no attribute "repp"',
    "org.quarters[org.clock[0].quarter].revenues": '"QuartersRow" has no attribute "revenues"',
    "org.structure[0].integraton": '"StructureRow" has no attribute "integraton"',
    "org.persons": '"Organisation" has no attribute "persons"',
    "person.manager = 0.5": 'expression has type "float", variable has type "int"',
    "person.heart = 0.5": '"PeopleRow" has no attribute "heart"',
    "view(who, trustee=1)": 'Unexpected keyword argument "trustee" for "view"',
    "trust_of(who, who)": 'Argument 1 to "trust_of" has incompatible type "int"',
}
SOUND = (
    "org.people[who].morale += 0.5",
    "person.identity = org.tie_index[person.first_tie]",
    "org.structure[0][setting] = 2 * org.structure[1][setting]",
    "org.leads[who] = org.leads[who + 1]",
    "org.people[: org.company[0].reps].trust.mean()",
    "len(org.ties) + sum(team.members for team in org.teams)",
    "trust_of(org, view(org.leads[who].tie, truster=0)) + p.trust_gain",
)
RULE = """\
from cordiale.simulation.rules.opinions import trust_of, view
from cordiale.simulation.world.organisation import Organisation

def rule(org: Organisation, who: int, setting: str) -> None:
    p, person = org.parameters[0], org.people[who]
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What mypy says of each line of a rule; it reads `KNOWN` and nothing else, which takes it a few seconds."""
    folder, lines = tmp_path_factory.mktemp("typed"), [*FAULTS, *SOUND]
    file = folder / "rule.py"
    file.write_text(RULE + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    options = ("--config-file=", f"--cache-dir={folder / 'cache'}", "--follow-imports=skip", "--ignore-missing-imports")
    told, broken, _ = api.run([*options, str(file), *(str(MODEL / each) for each in KNOWN)])
    assert not broken, broken
    found, first = dict.fromkeys(lines, ""), RULE.count("\n") + 1
    for number, words in re.findall(rf"{re.escape(file.name)}:(\d+): error: (.*)", told):
        found[lines[int(number) - first]] += words
    return found


@pytest.mark.parametrize("line", FAULTS)
def test_what_is_no_field_of_the_state_is_an_error(said: dict[str, str], line: str) -> None:
    assert FAULTS[line] in said[line]


@pytest.mark.parametrize("line", SOUND)
def test_what_rules_do_with_the_state_is_none(said: dict[str, str], line: str) -> None:
    assert said[line] == ""


def test_the_stub_is_what_the_declarations_say() -> None:
    assert stub.STUB.read_text(encoding="utf-8") == stub.stub(), "run python -m experiments.workshop.stub"
    assert stub.main(["--check"]) == 0


def test_a_stub_that_differs_is_noticed_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "tables.pyi"
    old.write_text(stub.stub().replace("    morale: Real\n", ""), encoding="utf-8")
    monkeypatch.setattr(stub, "STUB", old)
    assert stub.main(["--check"]) == stub.DIFFERS
    assert "run python -m experiments.workshop.stub" in capsys.readouterr().err
    assert stub.main([]) == 0
    assert old.read_text(encoding="utf-8") == stub.stub()


def test_every_array_and_every_field_is_in_the_stub_with_its_kind() -> None:
    classes = {node.name: node for node in ast.parse(stub.stub()).body if isinstance(node, ast.ClassDef)}

    def fields(name: str) -> dict[str, str]:
        declared = [each for each in classes[name].body if isinstance(each, ast.AnnAssign)]
        return {ast.unparse(each.target): ast.unparse(each.annotation) for each in declared}

    assert tuple(fields("Arrays")) == ARRAYS
    for name in RECORDS:
        records = element(name)
        kinds = {field: {"i": "Whole", "f": "Real"}[records[field].kind] for field in records.names or ()}
        assert fields(f"{name.title()}Fields") == kinds


def test_no_field_is_called_what_every_array_has() -> None:
    for name in ARRAYS:
        assert not set(dir(np.recarray)) & set(element(name).names or ()), f"org.{name}.NAME would not be the column"


def test_every_behaviour_says_that_it_takes_an_organisation() -> None:
    for file in source_files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for given in node.args.args if isinstance(node, ast.FunctionDef) else ():
                if given.arg == "org":
                    assert given.annotation is not None, f"{file.name}, {node.name}"
                    assert ast.unparse(given.annotation) == "Organisation", f"{file.name}, {node.name}"
