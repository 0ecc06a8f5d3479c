"""What a calibration's commands write, print and end with, and what is worked out beside it."""

from __future__ import annotations

import json
from collections import Counter
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cordiale.experiments.calibration import calibrate as of_status_quo
from cordiale.experiments.calibration import document, kept, over_sets, pictures, point, screening
from cordiale.experiments.calibration.calibrate import FEWEST, Calibration
from cordiale.experiments.calibration.change import _under, change
from cordiale.experiments.calibration.targets import TARGETS
from cordiale.experiments.calibration.told import least_spread
from cordiale.experiments.calibration.uncertain import LEVERS, NAMES, UNCERTAIN, UNIDENTIFIED
from cordiale.experiments.foundations.plain import to_json
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.scenario import ensemble
from cordiale.simulation.world.parameters import PARAMETERS
from tests.support.worlds import eventful, small


def found(sets: int, *missed: str) -> Calibration:
    """A calibration that kept so many sets and missed these of its two targets."""
    values = [{one.name: one.at((at + 0.5) / sets) for one in UNCERTAIN} for at in range(sets)]
    row = {"value": 0.25, "tolerance": 0.05, "figure": {"mean": 0.2456}}
    met = {name: {**row, "met": name not in missed} for name in ("win_rate", "qualified")}
    figures = [{"win_rate": 0.2 + at / 1000} for at in range(sets)]
    return Calibration({one.name: one.at(0.25) for one in LEVERS}, met, values, figures, 2 * sets, sets + 1)


@pytest.mark.parametrize(
    ("words", "made", "code"),
    [
        ([], found(FEWEST), 0), ([], found(FEWEST - 1), 5), ([], found(FEWEST, "win_rate"), 5),
        (["--quick"], found(3, "win_rate"), 0), (["--seed", "0", "--workers", "1"], found(FEWEST), 0),
        (["--seed", str(2**31 - 1)], found(FEWEST), 0),
    ],
)  # fmt: skip
def test_a_calibration_is_left_as_it_was_found_unless_it_misses_a_target_or_keeps_too_few_sets(
    words: list[str], made: Calibration, code: int, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    asked: dict[str, Any] = {}

    def fitted(observatory: Any, effort: Any, *, seed: int, talk: Any) -> Calibration:
        asked.update(seed=seed, effort=effort)
        return made

    monkeypatch.setattr(of_status_quo, "Observatory", lambda workers: SimpleNamespace(runs=Counter(runs=7)))
    monkeypatch.setattr(of_status_quo, "calibrate", fitted)
    assert of_status_quo.main([*words, "--out", str(tmp_path / "here")]) == code
    told = capsys.readouterr()
    assert "win_rate: 0.246, target 0.25 ± 0.05" in told.out
    assert f"{made.passed} of {made.tried} sets meet every target; {len(made.sets)} kept" in told.out
    if code:
        assert not (tmp_path / "here").exists()
        missed = "no target" if made.met["win_rate"]["met"] else "win_rate"
        assert f"missed {missed}, {len(made.sets)} sets" in told.err
        return
    left = kept.read(tmp_path / "here")
    assert left.point == pytest.approx(made.point, rel=1e-3)
    assert (left.sets, left.figures) == (made.sets, made.figures)
    seed = int(words[1]) if "--seed" in words else 1
    assert asked["effort"] == (of_status_quo.QUICK if "--quick" in words else of_status_quo.FULL)
    assert (asked["seed"], left.record["seed"]) == (seed, seed)
    assert left.record["command"].endswith(f"--seed {seed}")
    assert left.record["runs"] == {"runs": 7}
    assert left.record["sets"] == {"tried": made.tried, "met_every_target": made.passed, "kept": len(made.sets)}
    assert left.record["point"] == made.met
    assert [each["name"] for each in left.record["priors"]] == list(NAMES)


def test_the_document_is_said_to_agree_with_the_files_only_where_it_does(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(document, "DOCUMENT", tmp_path / "CALIBRATION.md")
    monkeypatch.setattr(pictures, "draw", lambda *given: drawn.append(given))
    assert document.main([]) == 0
    assert (tmp_path / "CALIBRATION.md").read_text(encoding="utf-8") == document.current()
    assert drawn[0][0] == kept.read()
    assert drawn[0][2] == document.PICTURES
    assert document.main(["--check"]) == 0
    (tmp_path / "CALIBRATION.md").write_text("stale", encoding="utf-8")
    assert document.main(["--check"]) == 5
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["agrees", "disagrees"]
    assert (tmp_path / "CALIBRATION.md").read_text(encoding="utf-8") == "stale"
    assert len(drawn) == 1


# How a ranking changes over sets


def test_what_an_advantage_hangs_on_are_the_parameters_it_goes_up_and_down_with_the_strongest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck = np.random.default_rng(2).random((60, 9))
    sets = {number: {f"p{at}": row[at] for at in range(9)} for number, row in enumerate(luck, start=1)}
    monkeypatch.setattr(over_sets, "kept_sets", lambda: sets)
    for signs, told in (((3, -2, 0), ["p0", "p1"]), ((-2, 3, 0), ["p1", "p0"]), ((0, 0, -1), ["p2"])):
        by = pd.Series(luck[:, :3] @ np.array(signs), index=list(sets))
        hangs = over_sets.hangs_on(by.sample(frac=1, random_state=1))
        assert [each["parameter"] for each in hangs] == told
        for each in hangs:
            at = int(each["parameter"][1])
            assert np.sign(each["correlation"]) == np.sign(signs[at])
    every = over_sets.hangs_on(pd.Series(luck[:, :7].sum(axis=1), index=list(sets)))
    assert len(every) <= over_sets.TOLD


@pytest.mark.filterwarnings("ignore:An input array is constant")  # in a quarter nobody has drifted yet
def test_a_ranking_over_sets_is_that_of_the_companies_that_lived_with_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    few = dict(list(ensemble.kept_sets().items())[:3])
    lived: dict[str, pd.DataFrame] = {}

    def carried_out(scenario: Any, runs: Any, *, parameters: str, talk: Any) -> Any:
        lived[parameters] = carry_out(scenario, runs, parameters=parameters).frame
        return SimpleNamespace(frame=lived[parameters])

    carry_out = over_sets.carry_out
    monkeypatch.setattr(ensemble, "kept_sets", lambda *_: few)
    monkeypatch.setattr(over_sets, "kept_sets", lambda: few)
    monkeypatch.setattr(over_sets, "load_scenario", lambda _: eventful({"buyers.cycle": 3.0}))
    monkeypatch.setattr(over_sets, "carry_out", carried_out)
    monkeypatch.setattr(over_sets, "WORLDS", ("all", "none"))
    found = over_sets.changed_ranking(each=2, quarters=1, talk=None)
    assert (found["replications"], found["sets"], found["quarters"], found["seed"]) == (6, 3, 1, over_sets.SEED)
    assert set(lived["ensemble"].parameter_set) == set(few)
    for forces, one in found["forces"].items():
        under = {choice: frame[(frame.forces == forces) & (frame.quarter > 0)] for choice, frame in lived.items()}
        means = under["ensemble"].pivot_table("revenue", "parameter_set", "paradigm")
        for name, shares in one["by_set"].items():
            assert shares == pytest.approx(list(means[name] / means["status-quo"] - 1), abs=6e-5)
        assert one["first_places"] == pytest.approx({name: (means.idxmax(axis=1) == name).mean() for name in means})
        for choice, frame in under.items():
            order = frame.groupby("paradigm").revenue.mean().sort_values(ascending=False)
            assert [order[name] for name in one[choice]] == pytest.approx(list(order))
            assert [each["rank"] for each in one[choice].values()] == list(range(1, len(order) + 1))
            for name, each in one[choice].items():
                if name != "status-quo":
                    assert each["relative"]["mean"] == pytest.approx(order[name] / order["status-quo"] - 1, abs=0.02)
        assert [one["best"], one["second"]] == list(one["point"])[:2]
    monkeypatch.setattr(over_sets, "changed_ranking", lambda talk: found)
    assert over_sets.main(["--out", str(tmp_path / "ranking.json")]) == 0
    assert json.loads((tmp_path / "ranking.json").read_text(encoding="utf-8")) == json.loads(to_json(found))


def test_each_cell_of_a_changed_ranking_is_of_the_choice_and_figure_that_its_heading_names() -> None:
    def standing(rank: int, mean: float, half: float) -> dict[str, Any]:
        return {"rank": rank, "relative": {"mean": mean, "low": mean - half, "high": mean + half}}

    one = {
        "best": "siloed", "second": "proportional", "hangs_on": [],
        "point": {"siloed": standing(1, 0.05, 0.01), "status-quo": {"rank": 2, "relative": None}},
        "ensemble": {"status-quo": {"rank": 1, "relative": None}, "siloed": standing(2, -0.02, 0.03)},
        "point_tied_with_best": [], "ensemble_tied_with_best": ["siloed"],
        "first_places": {"siloed": 0.4, "status-quo": 0.6}, "by_set": {"siloed": [0.3, -0.1, 0.1, 0.2, 0.0]},
    }  # fmt: skip
    _, _, told, table, _ = change({"command": "c", "quarters": 3, "replications": 4, "sets": 5, "forces": {"all": one}})
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines())
    today, siloed = (dict(zip(head, row, strict=True)) for row in rows)
    assert siloed == {
        "paradigm": "siloed", "rank, point": "1", "rank, ensemble": "2", "point": "+5.0 [4.0, 6.0]",
        "ensemble": "−2.0 [−5.0, 1.0]", "interval grows": "x 3.0", "5 % to 95 %": "−10.0 to 30.0", "first": "40 %",
    }  # fmt: skip
    assert {name: cell for name, cell in today.items() if cell} == {
        "paradigm": "status-quo", "rank, point": "2", "rank, ensemble": "1", "first": "60 %",
    }  # fmt: skip
    assert "with the point siloed earns most and can be told apart" in told
    assert "with the ensemble status-quo earns most and cannot be told apart from siloed" in told.replace("\n", " ")


# What is left fixed


def test_what_a_parameter_moves_is_the_stronger_of_lowering_and_raising_it_within_its_range(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company = prepare(small({"buyers.win_skill": 1.0}))
    (one,) = [each for each in PARAMETERS if each.dotted == "buyers.win_skill"]
    tried: list[float] = []

    def differences(made: Any) -> Any:
        value = float(made.parameters[0]["buyers_win_skill"])
        tried.append(value)
        return np.array([value**2, -1 / value])

    monkeypatch.setattr(screening, "revenue_differences", differences)
    here = screening.moved(company, one, differences(company))
    assert tried[1:] == pytest.approx([0.6, 1.4])
    assert here.name == "buyers.win_skill"
    assert here.changes == pytest.approx((1.4**2 - 1, 1 - 1 / 0.6))
    assert here.largest == pytest.approx(1.4**2 - 1)
    screening.moved(company, one._replace(low=0.9, high=1.1), differences(company))
    assert tried[-2:] == pytest.approx([0.9, 1.1])


def test_the_difference_of_a_pair_is_in_percent_of_what_its_first_earns_on_average_after_the_first_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    earns = {"proportional": 200.0, "assimilated": 150.0, "sales-led": 260.0}
    monkeypatch.setattr(
        screening, "execute",
        lambda _, run: {"revenue": np.array([1e6, *[earns[run.paradigm] + 12 * run.replication**2] * run.quarters])},
    )  # fmt: skip
    mean = {name: amount + 12 * (0 + 1 + 4) / 3 for name, amount in earns.items()}
    company: Any = None
    assert screening.revenue_differences(company, 3) == pytest.approx(
        [100 * (1 - mean[second] / mean[first]) for first, second in screening.PAIRS]
    )


def test_what_moves_comparisons_most_is_printed_first_of_all_that_is_left_fixed(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    fixed = [each.dotted for each in PARAMETERS if each.dotted not in NAMES]
    monkeypatch.setattr(screening, "prepare", lambda _: None)
    monkeypatch.setattr(screening, "revenue_differences", lambda _: None)
    monkeypatch.setattr(
        screening, "moved", lambda _, one, __: screening.Moved(one.dotted, (-fixed.index(one.dotted), 0.5))
    )
    assert screening.main() == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    rows = [line[:3] for line in told if line and line[0] in fixed]
    order = list(reversed(fixed))[: screening.SHOWN]
    assert rows == [[name, f"{-fixed.index(name):+.1f}", "+0.5"] for name in order]


def test_the_document_says_no_of_a_target_that_is_missed_and_which_way_an_advantage_goes_with_a_parameter() -> None:
    known, ranking = kept.read(), json.loads((kept.FOLDER / kept.RANKING).read_text(encoding="utf-8"))
    name = next(iter(known.record["point"]))
    assert "**no**" not in document.rendered(known, ranking)
    missed = {**known.record["point"], name: {**known.record["point"][name], "met": False}}
    told = document.rendered(known._replace(record={**known.record, "point": missed}), ranking)
    assert [line for line in told.splitlines() if "**no**" in line] == [
        line for line in told.splitlines() if line.startswith(f"| `{name}` |")
    ]
    one = ranking["forces"]["all"] | {"hangs_on": [{"parameter": "trust.gain", "correlation": 0.5}]}
    assert "(`trust.gain` (+0.50)" in " ".join(change({**ranking, "forces": {"all": one}})).replace("with ", "(")


@pytest.mark.parametrize("words", ["--seed -1", f"--seed {2**31}", "--workers 0", "--workers -1"])
def test_a_calibration_refuses_a_seed_and_workers_out_of_their_range(
    words: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(of_status_quo, "Observatory", lambda workers: pytest.fail("it has begun"))
    with pytest.raises(SystemExit, match="2"):
        of_status_quo.main([*words.split(), "--out", str(tmp_path / "here")])
    assert "--workers is at least 1, --seed in [0, 2147483647]" in capsys.readouterr().err
    assert not (tmp_path / "here").exists()


ONE: dict[str, Any] = {  # a ranking of two under one force set, in which every number is another
    "point": {"siloed": {"rank": 2, "relative": {"mean": 0.031, "low": 0.02, "high": 0.04}},
              "status-quo": {"rank": 1, "relative": None}},
    "ensemble": {"siloed": {"rank": 1, "relative": {"mean": 0.052, "low": -0.01, "high": 0.09}},
                 "status-quo": {"rank": 2, "relative": None}},
    "point_tied_with_best": [], "ensemble_tied_with_best": ["status-quo"],
    "first_places": {"siloed": 0.62, "status-quo": 0.38}, "best": "status-quo", "second": "siloed", "hangs_on": [],
    "by_set": {"siloed": [at / 1000 for at in range(100, -1, -1)], "status-quo": [0.0] * 101},
}  # fmt: skip


def test_each_cell_of_the_ranking_s_table_is_what_its_heading_says() -> None:
    _, table = _under("all", ONE)
    head, _, *rows = ([cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines())
    found = {row[0]: dict(zip(head, [*row, *[""] * len(head)], strict=False)) for row in rows}
    assert found["siloed"] == {
        "paradigm": "siloed", "rank, point": "2", "rank, ensemble": "1", "point": "+3.1 [2.0, 4.0]",
        "ensemble": "+5.2 [−1.0, 9.0]", "interval grows": "x 5.0", "5 % to 95 %": "0.5 to 9.5", "first": "62 %",
    }  # fmt: skip
    assert {found["status-quo"][name] for name in ("point", "ensemble", "interval grows", "5 % to 95 %")} == {""}


def test_who_earns_most_and_who_cannot_be_told_apart_is_said_of_point_and_ensemble_each() -> None:
    words = " ".join(_under("all", ONE)[0].split())
    assert "with the point siloed earns most and can be told apart from all others" in words
    assert "with the ensemble siloed earns most and cannot be told apart from status-quo" in words
    assert "The advantage of status-quo over siloed goes with no single parameter" in words


def cells(table: str) -> dict[str, dict[str, str]]:
    """The rows of a table by their first cell, each cell under its heading."""
    head, _, *rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines())
    return {row[0].strip("`"): dict(zip(head, row, strict=True)) for row in rows}


def stored() -> kept.StoredCalibration:
    """Three sets, at a quarter, a half and all of each prior, and two targets, of which one is missed."""
    sets = [{one.name: one.at(share) for one in UNCERTAIN} for share in (0.25, 0.5, 1.0)]
    of = {"source": "F1", "meaning": "a share", "tolerance": 0.05}
    point = {"win_rate": {**of, "value": 0.25, "met": True, "figure": {"mean": 0.24, "low": 0.23, "high": 0.26}},
             "cycle": {**of, "value": 8.5, "met": False, "figure": {"mean": 9.1, "low": 9.0, "high": 9.2}}}  # fmt: skip
    figures = [{"win_rate": 0.22, "cycle": 8.0}, {"win_rate": 0.21, "cycle": 8.9}, {"win_rate": 0.29, "cycle": 8.6}]
    record = {"point": point, "sets": {"tried": 40, "met_every_target": 9, "kept": 3}, "seed": 6, "command": "it",
              "runs": {"status-quo today": 1200}}  # fmt: skip
    return kept.StoredCalibration({one.name: one.at(0.1) for one in LEVERS}, sets, figures, record)


def test_each_cell_of_a_target_is_what_its_heading_says() -> None:
    found = cells(document.targets(stored())[-1])
    assert found["win_rate"] == {
        "target": "`win_rate`", "wanted": "0.25 ± 0.05", "point, fresh luck": "0.240 [0.230, 0.260]", "met": "yes",
        "sets from": "0.210", "to": "0.290", "source": "F1", "what it is": "a share",
    }  # fmt: skip
    assert (found["cycle"]["met"], found["cycle"]["sets from"], found["cycle"]["to"]) == ("**no**", "8.000", "8.900")


def test_each_cell_of_a_lever_is_what_its_heading_says() -> None:
    found = cells(document.levers(stored())[2])
    for one in LEVERS:
        row, spread = found[one.name], np.std([0.25, 0.5, 1.0], ddof=1) * np.sqrt(12)
        assert row["answers to"] == f"`{one.target}`"
        assert float(row["declared"]) == pytest.approx(one.default, rel=1e-4)
        assert [float(each) for each in row["prior"].split(" to ")] == [one.low, one.high]
        assert float(row["point"]) == pytest.approx(one.at(0.1), rel=1e-4)
        lowest, highest = (float(each) for each in row["ensemble"].split(" to "))
        assert (lowest, highest) == pytest.approx((one.at(0.25), one.at(1.0)), rel=1e-2, abs=1e-6)
        assert float(row["spread"]) == pytest.approx(spread, abs=0.006)


def test_how_a_calibration_was_made_is_said_with_its_own_numbers() -> None:
    said = " ".join(document.opening(stored())[2].replace("\n", " ").split())
    assert f"{len(LEVERS)} parameters (levers) at the *point*" in said
    assert f"{len(UNCERTAIN)} in the *ensemble*" in said
    assert "the 2 figures below" in said
    assert "of 40 sets 9 met every target again on luck that no fit had seen; 3 of them are kept" in said
    assert "1,200 runs of a year, seed 6" in said


def test_the_spreads_that_the_targets_left_alone_are_those_of_neither_levers_nor_what_was_narrowed() -> None:
    """Of the parameters without a target the first is narrowed, the others lie over a half and all of their priors."""
    shares = {one.name: [0.0, 1.0] * 40 for one in LEVERS}
    for at, one in enumerate(UNIDENTIFIED):
        shares[one.name] = [0.5, 0.51] * 40 if at == 0 else [0.1, 0.9] * 40 if at % 2 else [0.2, 0.8] * 40
    sets = [{one.name: one.at(shares[one.name][at]) for one in UNCERTAIN} for at in range(80)]
    said = " ".join(document.open_questions(stored()._replace(sets=sets))[1].split())
    of = {width: np.std([0.5 - width, 0.5 + width] * 40, ddof=1) * np.sqrt(12) for width in (0.3, 0.4)}
    assert f"(`{UNIDENTIFIED[0].name}`" not in said
    assert f"narrowed `{UNIDENTIFIED[0].name}` (0.02) by more than chance" in said
    assert f"The spreads of the remaining {len(UNIDENTIFIED) - 1} lie between {of[0.3]:.2f} and {of[0.4]:.2f}" in said


def test_sets_are_numbered_from_one_since_nought_is_the_point() -> None:
    text = kept.csv_text([{"a.b": 1.5}, {"a.b": 2.5}])
    assert text.splitlines() == ["set,a.b", "1,1.5", "2,2.5"]
    assert [*ensemble.kept_sets()][:2] == [1, 2]
    assert ensemble.FITTED == 0


@pytest.mark.parametrize(("off", "generations"), [(1.01, 5), (0.99, 2)])
def test_the_search_for_the_point_ends_where_targets_are_close_enough_on_average_or_with_its_generations(
    off: float, generations: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    enough = len(TARGETS) * point.CLOSE**2
    study = SimpleNamespace(best_value=np.inf, best_params={one.name: one.at(0.5) for one in LEVERS})
    lived: list[int] = []

    def live(study: Any, *_: Any, **__: Any) -> None:
        lived.append(1)
        study.best_value = off * enough if len(lived) == 2 else min(study.best_value, 2 * enough)

    monkeypatch.setattr(point, "smooth", lambda *_, **__: np.zeros((len(LEVERS), 3)))
    monkeypatch.setattr(point, "begun", lambda *_, **__: study)
    monkeypatch.setattr(point, "live_a_generation", live)
    found = point.fit_point(SimpleNamespace(), seed=1, replications=1, count=3, generations=5)  # type: ignore[arg-type]
    assert len(lived) == generations
    assert found == pytest.approx({one.name: one.at(0.5) for one in LEVERS}, rel=1e-3)


@pytest.mark.parametrize(("sets", "tests", "least"), [(3, 1, 0.178), (9, 1, 0.589), (9, 60, 0.214), (201, 1, 0.918)])
def test_a_spread_must_be_the_smaller_the_fewer_sets_and_the_more_parameters_to_be_no_chance(
    sets: int, tests: int, least: float
) -> None:
    """One less the 5 % end of a normal (Bonferroni), over the root of twice the degrees of freedom."""
    assert least_spread(sets, tests) == pytest.approx(least, abs=5e-4)


def test_of_each_pair_the_stronger_change_is_told_though_lowering_moves_both_more_and_one_more_than_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company = prepare(small({"buyers.win_skill": 1.0}))
    (one,) = [each for each in PARAMETERS if each.dotted == "buyers.win_skill"]
    lowered, raised = np.array([-1.0, 5.0]), np.array([0.5, -3.0])
    monkeypatch.setattr(
        screening, "revenue_differences",
        lambda made: lowered if float(made.parameters[0]["buyers_win_skill"]) < 1 else raised,
    )  # fmt: skip
    assert screening.moved(company, one, np.zeros(2)).changes == (-1.0, 5.0)
    assert screening.moved(company, one, lowered).changes == (1.5, -8.0)
