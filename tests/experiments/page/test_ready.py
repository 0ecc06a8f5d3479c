"""Shipped pages are written without the model, and are those that the model would write."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from cordiale.experiments.page import loading, showing
from cordiale.experiments.page import ready as there
from cordiale.experiments.page.ready import FOLDER, ready
from cordiale.experiments.page.seeing import company_of
from cordiale.experiments.workshop.pages import USUAL, made
from cordiale.simulation.scenario.files import load_scenario, shipped

HEAVY = ("numba", "numpy", "scipy", "networkx", "mesa", "matplotlib", "pandas")


def test_every_shipped_company_is_ready_and_no_other() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(shipped())


@pytest.mark.parametrize("name", shipped())
def test_what_is_ready_is_what_the_model_says(name: str) -> None:
    kept = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert kept == json.loads(json.dumps(made(name))), "stale: python -m experiments.workshop.pages"


def test_luck_and_quarter_of_the_switch_are_those_asked_for() -> None:
    found = ready("smb-inbound", quarters=12, seed=9, switch_quarter=5)
    assert found is not None
    _, facts = found
    assert facts["luck"] == 9
    assert [dial["start"] for dial in facts["dials"] if dial["key"] == "quarter"] == [5]


@pytest.mark.parametrize(
    "asked",
    [{"quarters": 8}, {"seed": -1}, {"seed": 2**32}, {"switch_quarter": 0}, {"switch_quarter": 13}],
)
def test_what_has_to_be_founded_or_refused_is_not_ready(asked: dict[str, int]) -> None:
    assert ready("smb-inbound", **(USUAL | asked)) is None


@pytest.mark.parametrize("seed", [0, 1, 40])
def test_a_switch_of_a_ready_company_is_in_one_of_the_quarters_that_are_lived_whatever_its_luck(seed: int) -> None:
    found = [ready("smb-inbound", quarters=12, seed=seed, switch_quarter=quarter) for quarter in range(15)]
    assert [one is not None for one in found] == [False, *[True] * 12, False, False]


@pytest.mark.parametrize("name", ["mine", "../scenarios/smb-inbound", "./smb-inbound"])
def test_a_company_of_ones_own_is_not_ready(name: str) -> None:
    assert ready(name, **USUAL) is None


def test_a_company_of_ones_own_is_shown_with_the_luck_the_quarters_and_the_switch_that_were_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "told", lambda company: {"of": company.scenario.name})
    monkeypatch.setattr(showing, "shown", lambda company, **asked: {"luck": asked["seed"], "asked": asked})
    asked = {"quarters": 7, "seed": 66, "switch_quarter": 3}
    assert company_of(load_scenario(), **asked) == ({"of": "status-quo"}, {"luck": 66, "asked": asked})


def test_what_follows_from_other_sources_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(there, "_code", lambda: "other rules")
    assert ready("smb-inbound", **USUAL) is None


def test_a_shipped_page_is_written_without_the_model(tmp_path: Path) -> None:
    code = (
        "import sys; from cordiale.experiments.cli import main; "
        "sys.argv = ['cordiale', 'see', 'smb-inbound', '--no-open', '--quiet', '--out'] + "
        f"[{str(tmp_path / 'a.html')!r}]\n"
        "try: main()\nexcept SystemExit as end: assert not end.code, end\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert (tmp_path / "a.html").stat().st_size > 100_000


def test_the_hash_of_files_is_of_their_names_in_order_and_what_each_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{letter}.py" for letter in "kcmaxqbz"]
    for name in names:
        (tmp_path / name).write_text(name * 2)
    (tmp_path / "other.txt").write_text("not of it")
    monkeypatch.setattr(there, "ROOT", tmp_path)
    told = [f"{name}\0{sha256((name * 2).encode()).hexdigest()}\n" for name in sorted(names)]
    assert there.hashed.__wrapped__(("*.py", "a.*")) == sha256("".join(told).encode()).hexdigest()
