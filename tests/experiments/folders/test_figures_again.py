"""A figure by its address is worked out again from the runs that it is of, and from no others: companies by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cordiale.experiments.decision.alternatives import STAY
from cordiale.experiments.decision.branching import EXPECTED, Lived
from cordiale.experiments.folders import figures_again
from cordiale.experiments.folders.figures_again import OF_THE_RACE, worked_out
from cordiale.experiments.foundations.errors import UsersError
from cordiale.experiments.foundations.talk import Talk

TALK = Talk(quiet=True)
WORTH = {"siloed": 3.0, "drift": 5.0, STAY: 1.0}
TIMES = {EXPECTED: 1.0, "full": 10.0}


def mean(n: int, value: float = 0.0) -> dict[str, Any]:
    return {"mean": value, "n": n}


DOCUMENT: dict[str, Any] = {
    "best": "siloed", "seconds": 9.0, "runs": 40, "confidence": 0.97,
    "options": [{"option": name, "value": 2.0, "companies": n, **dict.fromkeys(OF_THE_RACE, 0.5)}
                for name, n in (("siloed", 7), ("drift", 4))],
    "weathers": [{"weather": name, "best": best, "lead": mean(n), "lead_of_the_choice": mean(n)}
                 for name, best, n in ((EXPECTED, "siloed", 7), ("full", "drift", 5))],
    "baseline": {"value": mean(6), "horizon_quarters": 3},
    "unseen": [{"name": name, "executives_aligned": mean(n)} for name, n in (("today", 3), ("siloed", 2))],
}  # fmt: skip


class Companies:
    """What an option is worth in each company: a little more in each next, ten times as much in full weather."""

    quarters, runs = 3, 12

    def __init__(self) -> None:
        self.asked = list[tuple[tuple[str, ...], int, str]]()

    def live(self, options: list[str], companies: range, *, weather: str) -> dict[str, Lived]:
        self.asked.append((tuple(options), len(companies), weather))
        base = np.array([*companies], float)
        return {name: Lived((base + WORTH[name] * TIMES[weather])[:, None, None], {"revenue": np.zeros((len(base), 4))})
                for name in options}  # fmt: skip


@pytest.fixture
def lived(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Companies]:
    """A decision that was left, and who is asked to live its companies again."""
    companies = Companies()
    left = SimpleNamespace(document=DOCUMENT, is_decision=True, branches=lambda workers: companies)
    monkeypatch.setattr(figures_again, "options_of", lambda _: {name: name for name in WORTH})
    monkeypatch.setattr(figures_again, "standing_of", lambda name, lives, **_: (name, lives))
    monkeypatch.setattr(figures_again, "of_option", lambda found: {
        "option": found[0], "value": figures_again.lead_of(found[1], found[0]).mean})  # fmt: skip
    monkeypatch.setattr(figures_again, "views", lambda before, _, name: [
        SimpleNamespace(name=each, executives_aligned=mean(len(before.worth), at), _asdict=None)
        for at, each in enumerate(("today", name))])  # fmt: skip
    monkeypatch.setattr(figures_again, "plain", plain)
    return left, companies


def plain(found: Any) -> Any:
    """Data of what is figured out, however it was made here."""
    if isinstance(found, dict):
        return {key: plain(each) for key, each in found.items()}
    if isinstance(found, list):
        return [plain(each) for each in found]
    if isinstance(found, SimpleNamespace):
        return {key: each for key, each in vars(found).items() if key != "_asdict"}
    return found._asdict() if hasattr(found, "_asdict") else getattr(found, "__dict__", found)


OF = {  # an address; the options, companies and weather that are lived for it; and the figure that comes out
    "options.siloed.value": (("siloed", STAY), 7, EXPECTED, 2.0),
    "options.drift.value": (("drift", STAY), 4, EXPECTED, 4.0),
    "weathers.expected.lead.mean": (("siloed", STAY), 7, EXPECTED, 2.0),
    "weathers.full.lead.mean": (("drift", "siloed", STAY), 5, "full", 40.0),
    "weathers.full.lead_of_the_choice.mean": (("drift", "siloed", STAY), 5, "full", 20.0),
    "unseen.today.executives_aligned.mean": ((STAY,), 3, EXPECTED, 0),
    "unseen.siloed.executives_aligned.mean": (("siloed",), 2, EXPECTED, 1),
}


@pytest.mark.parametrize("number", OF)
def test_a_figure_of_a_decision_is_of_its_own_option_companies_and_weather(
    lived: tuple[Any, Companies], number: str
) -> None:
    left, companies = lived
    *asked, value = OF[number]
    found = worked_out(left, number, workers=None, talk=TALK)
    assert companies.asked == [tuple(asked)]
    assert found.again == pytest.approx(value)
    assert f"companies 0 to {int(str(asked[1])) - 1}" in found.of
    assert (f"in weather {asked[2]}" in found.of) or asked[2] == EXPECTED


def test_the_baseline_is_of_the_company_as_it_stays_in_as_many_companies_as_it_says(
    lived: tuple[Any, Companies], monkeypatch: pytest.MonkeyPatch
) -> None:
    left, companies = lived
    monkeypatch.setattr(figures_again, "baseline", lambda staying, quarters: {
        "value": {"mean": float(staying.value.mean()), "n": len(staying.value)}, "horizon_quarters": quarters,
    })  # fmt: skip
    assert worked_out(left, "baseline.value.mean", workers=None, talk=TALK).again == pytest.approx(1.0 + 2.5)
    assert worked_out(left, "baseline.horizon_quarters", workers=None, talk=TALK).again == 3
    assert companies.asked == [((STAY,), 6, EXPECTED)] * 2


@pytest.mark.parametrize("number", ["best", "confidence", *(f"options.drift.{name}" for name in OF_THE_RACE)])
def test_what_hangs_on_all_options_is_worked_out_from_the_whole_decision(
    lived: tuple[Any, Companies], monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    left, companies = lived
    monkeypatch.setattr(figures_again, "_whole", lambda *_: (DOCUMENT, "the whole", 40))
    assert worked_out(left, number, workers=None, talk=TALK).of == "the whole"
    assert companies.asked == []


@pytest.mark.parametrize("number", ["seconds", "runs"])
def test_what_is_of_the_machine_is_no_figure_to_work_out(lived: tuple[Any, Companies], number: str) -> None:
    with pytest.raises(UsersError, match="is of how it was made"):
        worked_out(lived[0], number, workers=None, talk=TALK)


FORCES = ["none", "all", "all", "buyers", "technology+buyers"]


@pytest.mark.parametrize(
    ("number", "forces", "switch"),
    [("forces.all.best", ["all", "all"], False), ("forces.none.best", ["none"], False),
     ("forces.buyers.best", ["buyers"], False), ("forces.technology+buyers.best", ["technology+buyers"], False),
     ("seed", FORCES, False), ("switched_in", FORCES, True), ("forces.none.if_switched.best", ["none"], True)],
)  # fmt: skip
def test_a_figure_of_a_comparison_is_of_the_runs_under_its_forces_and_of_all_where_it_names_none(
    monkeypatch: pytest.MonkeyPatch, number: str, forces: list[str], switch: bool
) -> None:
    under = {"best": "drift", "if_switched": {"best": "siloed"}}
    said: dict[str, Any] = {"seed": 1, "switched_in": 2, "forces": dict.fromkeys(FORCES, under)}
    lived = list[Any]()
    monkeypatch.setattr(figures_again, "carry_out", lambda _, runs, **how: lived.append((runs, how)))
    monkeypatch.setattr(figures_again, "summarise", lambda _: said)
    runs = [SimpleNamespace(forces=each) for each in FORCES]
    left: Any = SimpleNamespace(document=said, is_decision=False, runs=lambda: runs, scenario=None,
                                parameters="ensemble", rules="mine")  # fmt: skip
    found = worked_out(left, number, workers=3, talk=TALK)
    asked = {"parameters": "ensemble", "rules": "mine", "workers": 3, "talk": TALK, "switch": switch}
    assert [([run.forces for run in each], how) for each, how in lived] == [(forces, asked)]
    assert (found.runs, found.again) == (len(forces), found.kept)
