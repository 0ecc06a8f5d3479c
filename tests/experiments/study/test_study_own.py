"""What is one's own in a study, people's variables and rules: kept, part of its identity, the same when lived again."""

import json
from pathlib import Path

import pytest

from cordiale.experiments.study import carry_out, plan, read
from cordiale.experiments.study.file import StudyError
from cordiale.experiments.study.verification import verify
from tests.support.commandline import process
from tests.support.studies import TINY

QUICK = f"{TINY}burn_in = 0\n"
STUDY = """
schema = 1
scenario = "tiny.toml"
replications = 1
quarters = 1
outcomes = ["revenue"]
[factors]
paradigm = ["siloed", "drift"]
"""
EAGER = """
from cordiale import SalesRep


class Eager(SalesRep):
    weeks = 0

    def work_week(self):
        self.weeks += 1
        super().work_week()
"""
IDLE = """
def prospect(org, who):
    "Reps search for nobody."
    org.people[who].hours_left = 0.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny scenario, people and rules of one's own, and a study."""
    for name, text in {"tiny.toml": QUICK, "eager.py": EAGER, "idle.py": IDLE, "study.toml": STUDY}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def with_people(folder: Path, keep: str) -> Path:
    """The study with people of one's own."""
    (folder / "people.toml").write_text(f'{STUDY}[agents]\nsales_rep = "eager.py:Eager"\nkeep = {keep}\n')
    return folder / "people.toml"


def test_a_study_keeps_variables_of_people_of_ones_own_by_quarter_and_seat(folder: Path) -> None:
    made = plan(with_people(folder, '["sales_rep.weeks", "sales_rep.morale"]'))
    carry_out(made, folder / "out", workers=1)
    results = read(folder / "out").results
    seats = [name for name in results if name.startswith("sales_rep.weeks.")]
    assert len(seats) == 2
    for name in seats:
        assert set(results[name][results.quarter == 0]) == {0.0}
        assert set(results[name][results.quarter == 1]) == {13.0}
        assert results[name.replace("weeks", "morale")].between(0, 1).all()
    assert verify(folder / "out", workers=1).holds


@pytest.mark.parametrize(
    ("keep", "message"),
    [
        ('["weeks"]', "'weeks' is not of the form KIND.VARIABLE; allowed: sales_rep.VARIABLE"),
        ('["marketer.weeks"]', "'marketer.weeks' is not of the form"),
        ('["sales_rep.weeks", "sales_rep.weeks"]', "names one twice"),
    ],
)
def test_what_cannot_be_kept_is_refused(folder: Path, keep: str, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        plan(with_people(folder, keep))


def test_so_are_variables_where_seats_come_and_go(folder: Path) -> None:
    file = with_people(folder, '["sales_rep.weeks"]')
    file.write_text(file.read_text().replace("[factors]", '[factors]\n"company.reps" = [2, 3]'))
    with pytest.raises(StudyError, match=r"company\.reps is set by the study"):
        plan(file)


def test_a_variable_that_is_not_there_fails_the_run(folder: Path) -> None:
    state = carry_out(plan(with_people(folder, '["sales_rep.zeal"]')), folder / "out", workers=1)
    assert state.failed == 2
    assert "AttributeError" in state.failures[0].reason


def test_rules_of_ones_own_belong_to_a_study_whoever_goes_on_with_it(folder: Path) -> None:
    def run(*words: str) -> str:
        ended = process(*words, folder=folder)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout + ended.stderr

    said = run("sweep", "study.toml", "--rules", "idle.py", "--out", "out", "--executor", "processes")
    assert "rules of one's own: prospect replaced" in said
    assert "not the validated model" in said
    (folder / "idle.py").unlink()  # the study has its text
    assert "out holds" in run("verify", "out")
    run("sweep", "study.toml", "--out", "usual")
    idle, usual = (json.loads((folder / name / "study.json").read_text()) for name in ("out", "usual"))
    assert idle["rules"]["text"] == IDLE
    assert usual["rules"] is None
    assert idle["plan_sha256"] != usual["plan_sha256"]
    assert read(folder / "out").results.revenue.sum() < read(folder / "usual").results.revenue.sum()
    refused = process("sweep", "study.toml", "--out", "out", folder=folder)
    assert refused.returncode == 3
    assert 'rules = "prospect of SHA-256' in refused.stderr
