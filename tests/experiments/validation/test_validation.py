"""The validation is honest: verdicts follow from intervals, nothing passes by luck, the document is what was seen."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from cordiale.experiments.foundations.statistics import Estimate
from cordiale.experiments.foundations.talk import Talk
from cordiale.experiments.validation import measuring
from cordiale.experiments.validation import record as records
from cordiale.experiments.validation.ablations import ABLATIONS
from cordiale.experiments.validation.cells import TODAY, Cell
from cordiale.experiments.validation.claims import Claim, Part
from cordiale.experiments.validation.compared import COMPARED
from cordiale.experiments.validation.courses import FirstQuarter, Slope
from cordiale.experiments.validation.criteria import FAILS, HOLDS, UNDECIDED, Above, Below, Criterion, Within, together
from cordiale.experiments.validation.document import figure_name, render
from cordiale.experiments.validation.laboratory import Need, needs, of_claims, simulate_cells
from cordiale.experiments.validation.lives import HURT_AFTER
from cordiale.experiments.validation.optima import peak_of
from cordiale.experiments.validation.patterns import CLAIMS
from cordiale.experiments.validation.patterns.people import HURT
from cordiale.experiments.validation.quantities import Average, Less, Level, Ranked, Relative, Simulated
from cordiale.experiments.validation.readings import Reading
from cordiale.experiments.validation.space import SPACE
from cordiale.experiments.validation.structures import BestAtEverything
from cordiale.experiments.validation.territories import REVENUE, LeadOf, territories
from cordiale.simulation.machinery.source_files import source_files
from tests.support.commandline import cordiale

ROOT = Path(__file__).parents[3]
BRIEF, FACTS = ROOT.parent / "shared" / "model-brief.md", ROOT.parent / "shared" / "domain" / "facts.md"
KEYS = {"pattern", "statement", "verdict", "value", "low", "high", "criterion", "parts"}
CRITERIA: tuple[Criterion, ...] = (Within(-1.0, 1.0), Above(0.5), Below(-0.5))
FIRST, SECOND = Cell("siloed"), Cell("proportional")
READING = Reading("revenue")
RECORD = records.read()


def made_up(luck: np.random.Generator, *, ahead: float, replications: int = 20) -> Simulated:
    """Revenue of two cells that share most of their luck; the first is ahead by so many standard deviations."""
    shared = 100.0 + 5.0 * luck.standard_normal((replications, 13))
    own = luck.standard_normal((2, replications, 13))
    return {FIRST: {"revenue": shared + own[0] + ahead}, SECOND: {"revenue": shared + own[1]}}


# The claims


def test_there_is_one_claim_for_each_pattern_and_no_other() -> None:
    assert [claim.pattern for claim in CLAIMS] == list(range(1, 20))
    assert len({figure_name({"pattern": claim.pattern, "name": claim.name}) for claim in CLAIMS}) == 19


@pytest.mark.shared
@pytest.mark.skipif(not BRIEF.exists(), reason="needs the shared data folder")
def test_a_claim_states_its_pattern_in_the_words_of_the_brief() -> None:
    text = BRIEF.read_text(encoding="utf-8").split("Patterns the model is judged by")[1]
    patterns = dict(re.findall(r"^(\d+)\. (.+?)$", text, re.MULTILINE))
    assert {str(claim.pattern): claim.statement for claim in CLAIMS}.items() <= patterns.items()


@pytest.mark.shared
@pytest.mark.skipif(not FACTS.exists(), reason="needs the shared data folder")
def test_a_claim_cites_its_pattern_and_facts_that_exist() -> None:
    known = set(re.findall(r"^\| (F\d+) ", FACTS.read_text(encoding="utf-8"), re.MULTILINE))
    for claim in CLAIMS:
        assert f"model-brief pattern {claim.pattern}" in claim.source
        words = " ".join([claim.source, *(part.says for part in claim.parts)])
        assert set(re.findall(r"\bF\d+\b", words)) <= known


def test_every_cell_that_a_claim_needs_can_be_made() -> None:
    for cell in needs(of_claims([claim for claim in CLAIMS if claim.pattern not in (13, 17)], quick=True)):
        assert cell.run(0, 1).paradigm in cell.company().scenario.rows


def test_the_model_knows_nothing_of_the_validation() -> None:
    assert not [file.name for file in source_files() if "experiments" in file.read_text(encoding="utf-8")]


def test_a_changed_row_differs_in_what_was_changed_and_in_nothing_else() -> None:
    scenario = Cell("siloed").having(None, integration=0.5).company().scenario
    row, shipped = scenario.rows["variant"].model_dump(), scenario.rows["siloed"].model_dump()
    assert {name for name in row if row[name] != shipped[name]} == {"integration"}


def test_forces_of_today_stay_where_their_paths_start() -> None:
    cell = Cell(forces=TODAY)
    sky = cell.company().sky(cell.run(0, 1).forces, 52)
    paths = Cell().company().scenario.profile_paths()
    assert np.all(sky.technology == paths["technology"].start)
    assert np.all(sky.business_model == paths["business-model"].start)


# Verdicts


@given(st.sampled_from(CRITERIA), st.floats(-3, 3), st.floats(0, 3))
@example(Above(0.5), 0.5, 0.0)  # the bound itself, without doubt
@example(Above(0.5), 1.0, 0.5)  # an interval that begins on the bound
@example(Above(0.5), 0.0, 0.5)  # one that ends there
@example(Below(-0.5), -0.5, 0.0)
@example(Below(-0.5), 0.0, 0.5)
@example(Below(-0.5), -1.0, 0.5)
@example(Within(-1.0, 1.0), 1.0, 0.0)
@example(Within(-1.0, 1.0), 0.0, 1.0)
@example(Within(-1.0, 1.0), 2.0, 1.0)
def test_a_claim_holds_if_every_value_of_its_interval_meets_it_and_fails_if_none_does(
    wanted: Criterion, mean: float, half: float
) -> None:
    met = [wanted.accepts(value) for value in np.linspace(mean - half, mean + half, 50)]
    expected = HOLDS if all(met) else UNDECIDED if any(met) else FAILS
    assert wanted.verdict(Estimate(mean, mean - half, mean + half, 20)) == expected


def test_a_value_on_the_bound_is_within_but_neither_above_nor_below() -> None:
    assert Within(0.5, 0.5).accepts(0.5)
    assert not Above(0.5).accepts(0.5)
    assert not Below(0.5).accepts(0.5)


@pytest.mark.parametrize("wanted", CRITERIA)
def test_without_an_interval_nothing_can_be_told(wanted: Criterion) -> None:
    assert wanted.verdict(Estimate(0.0, np.nan, np.nan, 1)) == UNDECIDED
    assert wanted.verdict(Estimate(np.nan, np.nan, np.nan, 0)) == UNDECIDED


def test_a_pattern_holds_only_if_all_its_parts_do_and_fails_if_one_does() -> None:
    assert together([HOLDS, HOLDS]) == HOLDS
    assert together([HOLDS, UNDECIDED]) == UNDECIDED
    assert together([HOLDS, UNDECIDED, FAILS]) == FAILS
    assert together([]) == UNDECIDED


def test_noise_is_rarely_taken_for_a_difference() -> None:
    luck = np.random.default_rng(1)
    difference = Less(Level(FIRST, READING), Level(SECOND, READING))
    verdicts = [Above(0.0).verdict(difference.estimate(made_up(luck, ahead=0.0))) for _ in range(400)]
    assert verdicts.count(HOLDS) <= 20
    assert verdicts.count(FAILS) <= 20


@pytest.mark.parametrize(("ahead", "verdict"), [(1.0, HOLDS), (-1.0, FAILS)])
def test_a_difference_is_seen_with_its_sign(ahead: float, verdict: str) -> None:
    simulated = made_up(np.random.default_rng(2), ahead=ahead)
    for quantity in (
        Less(Level(FIRST, READING), Level(SECOND, READING)),
        Relative(Level(FIRST, READING), Level(SECOND, READING)),
    ):
        assert Above(0.0).verdict(quantity.estimate(simulated)) == verdict


def test_a_real_difference_too_small_to_count_fails() -> None:
    simulated = made_up(np.random.default_rng(3), ahead=0.5, replications=200)
    quantity = Less(Level(FIRST, READING), Level(SECOND, READING))
    assert Above(0.0).verdict(quantity.estimate(simulated)) == HOLDS
    assert Above(1.0).verdict(quantity.estimate(simulated)) == FAILS


def test_the_part_that_decides_gives_a_pattern_its_value() -> None:
    simulated = made_up(np.random.default_rng(4), ahead=1.0)
    level, difference = Level(FIRST, READING), Less(Level(FIRST, READING), Level(SECOND, READING))
    parts = (Part("the level", level, Above(0.0)), Part("behind", difference, Below(0.0)))
    row = records.pattern(Claim(1, "a", "b", "c", "d", parts), simulated, quick=True)
    assert (row["verdict"], row["decided_by"]) == (FAILS, "behind")
    assert row["value"] == row["parts"][1]["value"]


# Quantities


def test_quantities_are_what_they_say_on_numbers_worked_by_hand() -> None:
    columns = {
        "revenue": np.array([[9.0, 1.0, 2.0, 3.0], [9.0, 2.0, 2.0, np.nan]]),
        "wins": np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 0.0, 0.0]]),
    }
    simulated: Simulated = {FIRST: columns, SECOND: {"revenue": 2 * columns["revenue"]}}
    level, double = Level(FIRST, READING), Level(SECOND, READING)
    assert level.sample(simulated).tolist() == [2.0, 2.0]
    assert Level(FIRST, Reading("revenue", span=(-1, None))).sample(simulated)[0] == 3.0
    assert np.isnan(Level(FIRST, Reading("revenue", span=(-1, None))).sample(simulated)[1])
    per_win = Level(FIRST, Reading("revenue", per=("wins",))).sample(simulated)
    assert per_win[0] == 3.0
    assert np.isnan(per_win[1])
    assert Reading("revenue", minus=("wins",), plus=("wins",)).of(columns)[0] == 2.0
    assert Less(double, level, share=0.5).sample(simulated).tolist() == [3.0, 3.0]
    assert Relative(double, level).sample(simulated).tolist() == [1.0, 1.0]
    assert Average((level, double)).sample(simulated).tolist() == [3.0, 3.0]
    assert Ranked((level, double)).sample(simulated).tolist() == [4.0, 4.0]
    assert Ranked((level, double), place=2).sample(simulated).tolist() == [2.0, 2.0]
    assert Ranked((level, double), smallest=True).sample(simulated).tolist() == [2.0, 2.0]
    assert Slope(FIRST, "revenue").sample(simulated)[0] == 1.0
    assert FirstQuarter(FIRST, "wins").sample(simulated).tolist() == [1.0, 4.0]


def test_a_cell_is_simulated_alike_whatever_else_is() -> None:
    small = Cell(quarters=2)
    alone = simulate_cells({small: Need(frozenset({"revenue"}), 2)}, seed=1, talk=Talk(quiet=True))
    among = simulate_cells(
        {Cell("siloed", quarters=1): Need(frozenset({"wins"}), 1), small: Need(frozenset({"revenue", "alignment"}), 3)},
        seed=1,
        talk=Talk(quiet=True),
    )
    assert np.array_equal(alone[small]["revenue"], among[small]["revenue"][:2])


def test_copies_of_a_company_share_their_trust_until_they_are_hurt() -> None:
    columns = frozenset({"unhurt", "failed", "robbed"})
    seen = simulate_cells({HURT: Need(columns, 1)}, seed=1, talk=Talk(quiet=True))[HURT]
    before = [seen[name][0, HURT_AFTER] for name in columns]
    after = {name: seen[name][0, HURT_AFTER + 1] for name in columns}
    assert before[0] == before[1] == before[2]
    assert max(after["failed"], after["robbed"]) < after["unhurt"]


# Companies, sweeps, ablations


def companies(luck: np.random.Generator, *, where: Any = None) -> Simulated:
    """Revenue of all companies of the space, the same for all but noise; siloed earns more where it says."""
    simulated: dict[Cell, Any] = {}
    for place, cells in enumerate(SPACE.cells()):
        for name, cell in zip(COMPARED, cells, strict=True):
            bonus = 8.0 if where is not None and where[place] and name == "siloed" else 0.0
            simulated[cell] = {REVENUE.column: 100.0 + bonus + 3.0 * luck.standard_normal((4, 9))}
    return simulated


def test_a_region_where_a_paradigm_is_best_is_found_and_described() -> None:
    strength = SPACE.table()[:, 11]
    found = territories(SPACE, companies(np.random.default_rng(5), where=strength > 0.5))
    siloed = next(each for each in found if each.paradigm == "siloed")
    assert "leadership strength above" in siloed.words()
    assert siloed.lead.low > 5.0 / 100


def test_among_equals_no_three_regions_are_found() -> None:
    passed = 0
    for seed in range(8):
        found = territories(SPACE, companies(np.random.default_rng(100 + seed)))
        passed += sorted(each.lead.low for each in found)[-3] > 0.0
    assert passed == 0


def test_the_peak_of_a_known_curve_is_found_with_its_doubt() -> None:
    places = np.arange(9)
    luck = np.random.default_rng(6)
    shared = 10.0 * luck.standard_normal((60, 1))
    steep = 100.0 - (places - 3.0) ** 2 + shared + luck.standard_normal((60, 9))
    assert peak_of(steep) == (3, 3, 3)
    _, low, high = peak_of(0 * places + luck.standard_normal((60, 9)))
    assert high - low >= 4


LEAKING = next(ablation for ablation in ABLATIONS if ablation.contrast == "siloed: leads leak")


def planted(left: float) -> Simulated:
    """A contrast of which a share is left when its mechanism is off."""
    ablation, luck = LEAKING, np.random.default_rng(7)
    simulated: dict[Cell, Any] = {}
    for quantity, share in ((ablation.with_it, 1.0), (ablation.without_it, left)):
        for cell, _ in quantity.needs():
            own = 20.0 * share if cell.paradigm == ablation.tried.paradigm else 0.0
            ignored = 50.0 + own + luck.standard_normal((20, 13))
            simulated[cell] = {"leads_ignored": ignored, "leads_handed_over": np.full((20, 13), 100.0)}
    return simulated


@pytest.mark.parametrize(
    ("left", "ending"), [(0.0, "vanishes"), (1.0, "survives"), (-0.5, "vanishes"), (0.25, "cannot tell")]
)
def test_an_effect_that_outlives_its_mechanism_is_told_apart(left: float, ending: str) -> None:
    assert LEAKING.ending(planted(left)) == ending


def test_every_strength_and_weakness_has_an_ablation_that_changes_something() -> None:
    from cordiale.experiments.validation.patterns.contrasts import CONTRASTS, STALLING

    explained = {ablation.contrast for ablation in ABLATIONS}
    assert explained == {name for name in (*CONTRASTS, *STALLING) if "as fast as any" not in name}
    assert all(ablation.values or ablation.settings for ablation in ABLATIONS)


# The record and the document


def test_the_record_is_of_this_code() -> None:
    assert RECORD is not None
    assert records.stale(RECORD) == ""


def test_the_document_is_what_the_record_says() -> None:
    assert RECORD is not None
    committed = (ROOT / "experiments" / "VALIDATION.md").read_text(encoding="utf-8")
    assert committed == render(RECORD, figures="validation/figures"), "run `cordiale validate`"


def test_every_figure_is_of_the_record() -> None:
    from cordiale.experiments.validation.drawing import draw_pattern

    assert RECORD is not None
    folder = ROOT / "experiments" / "validation" / "figures"
    for row in RECORD["patterns"]:
        words = Image.open(folder / f"{figure_name(row)}.png").info["Title"]
        assert words == draw_pattern(row, RECORD["territories"]).get_label(), "run `cordiale validate`"


def test_a_record_of_other_code_says_what_changed() -> None:
    now = records.fingerprint()
    assert records.stale({"fingerprint": now}) == ""
    assert "the model changed" in records.stale({"fingerprint": now | {"model": ""}})
    assert "the claims and the model changed" in records.stale({"fingerprint": {}})


# The command


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns as the record has them, without measuring."""
    assert RECORD is not None
    rows = {row["pattern"]: row for row in RECORD["patterns"]}

    def measure(claims: list[Claim], **_: Any) -> list[dict[str, Any]]:
        return [rows[claim.pattern] for claim in claims]

    monkeypatch.setattr(measuring, "measure", measure)


def of_few(part: Part) -> Part:
    """A part of a claim over a tenth of its companies, or of its structures."""
    match part.quantity:
        case LeadOf(space, place):
            return replace(part, quantity=LeadOf(replace(space, companies=48), place))
        case BestAtEverything(sample):
            return replace(part, quantity=BestAtEverything(replace(sample, count=26)))
    return part


@pytest.fixture
def briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pattern measured as briefly as gives an interval.

    What the patterns say of this code stands in the record, which is of this code or
    `test_the_record_is_of_this_code` fails.
    """
    claims = tuple(
        replace(each, replications=(2, 2), parts=tuple(of_few(part) for part in each.parts)) for each in CLAIMS
    )
    monkeypatch.setattr("cordiale.experiments.validation.patterns.CLAIMS", claims)


@pytest.mark.slow
@pytest.mark.usefixtures("briefly")
def test_a_quick_run_measures_every_pattern_and_leaves_the_document_alone() -> None:
    kept = [ROOT / "experiments" / "VALIDATION.md", records.RECORD]
    before = [file.read_bytes() for file in kept]
    shown = cordiale("validate", "--quick", "--json", "--quiet")
    rows = json.loads(shown.stdout)
    worse = records.worsened(RECORD, rows)
    assert shown.exit_code == (5 if worse else 0), shown.stderr
    assert [row["pattern"] for row in rows] == list(range(1, 20))
    assert all(set(row) >= KEYS and row["verdict"] in (HOLDS, FAILS, UNDECIDED) for row in rows)
    assert [file.read_bytes() for file in kept] == before


def test_a_pattern_that_held_and_fails_now_ends_with_5(measured: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert RECORD is not None
    held = {"patterns": [{**row, "verdict": HOLDS} for row in RECORD["patterns"]]}
    monkeypatch.setattr(records, "read", lambda: held)
    failing = next(row["pattern"] for row in RECORD["patterns"] if row["verdict"] == FAILS)
    shown = cordiale("validate", "--quick")
    assert shown.exit_code == 5
    assert re.search(rf"\b{failing}\b", shown.stderr)


@pytest.mark.parametrize("then", [HOLDS, FAILS])
def test_a_full_run_is_held_against_the_record_that_was_there_and_not_against_its_own(
    then: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert RECORD is not None
    kept = [{"patterns": [{**row, "verdict": then} for row in RECORD["patterns"]]}]
    now = {"patterns": [{**row, "verdict": FAILS} for row in RECORD["patterns"]]}
    monkeypatch.setattr(records, "read", lambda: kept[-1])
    monkeypatch.setattr(measuring, "validate", lambda **_: now)
    monkeypatch.setattr(measuring, "keep", lambda record, _: kept.append(record))
    shown = cordiale("validate", "--out", tmp_path / "v", "--json")
    assert kept == [kept[0], now]
    assert shown.exit_code == (5 if then == HOLDS else 0)


def test_some_patterns_can_be_measured_alone(measured: None) -> None:
    shown = cordiale("validate", "--only", "7,1", "--json")
    assert shown.exit_code == 0
    assert [row["pattern"] for row in json.loads(shown.stdout)] == [7, 1]


def test_a_failing_pattern_is_printed_as_failing(measured: None) -> None:
    assert RECORD is not None
    shown = cordiale("validate", "--quick")
    for row in RECORD["patterns"]:
        assert re.search(rf"^{row['pattern']}\. .*{row['verdict'].upper()}", shown.stdout, re.MULTILINE)


@pytest.mark.parametrize("words", [["--only", "20"], ["--only", "one"], ["--only", "1", "--out", "x"]])
def test_what_cannot_be_measured_is_refused_before_anything_runs(words: list[str]) -> None:
    shown = cordiale("validate", *words)
    assert shown.exit_code == 3
    assert shown.stdout == ""


def test_a_whole_record_is_kept_with_document_and_figures(tmp_path: Path) -> None:
    assert RECORD is not None
    place = measuring.Place.of(tmp_path)
    measuring.prepare(place)
    measuring.keep(RECORD, place)
    assert json.loads(place.record.read_text(encoding="utf-8")) == RECORD
    links = re.findall(r"\]\(([\w/.-]+\.png)\)", place.document.read_text(encoding="utf-8"))
    assert len(links) == 21
    assert all((tmp_path / link).stat().st_size < 250_000 for link in links)
