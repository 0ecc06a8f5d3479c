"""The page's engine holds the model bit for bit, and is of these rules."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import numpy as np
import pytest
from scipy.special import stdtrit

from cordiale.experiments.foundations.statistics import paired_difference
from cordiale.experiments.page.artefact import ENGINE, HOST, RECORD, built_from
from cordiale.simulation.engine import advance
from cordiale.simulation.machinery.caches import source_hash
from cordiale.simulation.runs.company import burnt_in, prepare, set_out, start
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.files import load_scenario
from cordiale.simulation.scenario.weather import Profile
from cordiale.simulation.world.organisation import Organisation
from cordiale.simulation.world.paths import SHAPES
from cordiale.simulation.world.state import ARRAYS
from tests.support.page_engine import PageEngine

LARGEST, LONGEST = 250_000, 150  # bytes of the artefact, lines of its host


@pytest.fixture(scope="module")
def engine() -> PageEngine:
    return PageEngine()


def same(one: Organisation, other: Organisation) -> bool:
    """Whether two companies are in the same state, to the last bit."""
    return all(np.array_equal(_bits(one, name), _bits(other, name)) for name in ARRAYS)


def _bits(org: Organisation, name: str) -> Any:
    return np.frombuffer(np.ascontiguousarray(getattr(org, name)).tobytes(), np.int64)


def test_the_artefact_was_built_from_these_rules() -> None:
    assert built_from() == source_hash(), "stale: python -m experiments.workshop.page_engine"


def test_the_artefact_is_the_one_on_record_and_small_and_so_is_its_host() -> None:
    record, content = json.loads(RECORD.read_text()), ENGINE.read_bytes()
    assert (record["sha256"], record["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert len(content) <= LARGEST
    assert len(HOST.read_text().splitlines()) < LONGEST


@pytest.mark.parametrize(
    ("scenario", "run"),
    [
        ("status-quo", Run("status-quo", "all", 0, 1, 6)),
        ("status-quo", Run("proportional", "none", 3, 1, 4)),
        ("enterprise", Run("assimilated", "technology+buyers", 1, 7, 3, 2)),
        ("smb-inbound", Run("drift", "all", 2, 9, 5)),
        ("olist", Run("sales-led", "business-model", 5, 4, 3, 1)),
    ],
)
def test_a_company_lives_the_same_weeks_in_the_page_as_here(engine: PageEngine, scenario: str, run: Run) -> None:
    company, weeks = prepare(load_scenario(scenario)), run.quarters * 13
    ours, theirs = start(company, run), start(company, run)
    advance(ours, weeks)
    engine.live(theirs, weeks)
    assert ours.quarters.tobytes() == theirs.quarters.tobytes()


def test_a_company_burns_in_there_and_goes_on_here(engine: PageEngine) -> None:
    company, run = prepare(load_scenario("status-quo")), Run("siloed", "all", 1, 2, 2)
    here = set_out(burnt_in(company, run), company, run)
    there = here.copy()
    advance(here, 26)
    engine.live(there, 13)
    advance(there, 26)
    assert here.quarters.tobytes() == there.quarters.tobytes()


def test_a_week_in_two_halves_is_a_week(engine: PageEngine) -> None:
    company, run = prepare(load_scenario("status-quo")), Run("marketing-led", "all", 1, 2, 1)
    whole, halves = start(company, run), start(company, run)
    for week in range(1, 14):
        engine.live(whole, week)
        engine.act(halves, "first_half")
        engine.act(halves, "second_half")
        assert same(whole, halves)


def test_paths_of_forces_are_those_of_a_scenario(engine: PageEngine) -> None:
    for number, shape in enumerate(SHAPES):
        profile = Profile(shape=shape, start=0.2, end=0.8, at=3.5, over=4.0)
        given = np.array([profile.start, profile.end, profile.at, profile.over, 100.0])
        out = engine.base + given.nbytes
        engine.room(out + 101 * 8)
        engine.memory.write(engine.store, given.tobytes(), engine.base)
        engine.call("weather", number, engine.base, out)
        found = np.frombuffer(engine.memory.read(engine.store, out, out + 101 * 8))
        assert found.tobytes() == profile.intensities(100).tobytes()


def test_a_paired_interval_is_that_of_a_report(engine: PageEngine) -> None:
    luck = np.random.default_rng(1)
    first, second = luck.normal(size=(2, 12))
    second_at, out = engine.base + first.nbytes, engine.base + 2 * first.nbytes
    engine.room(out + 16)
    engine.memory.write(engine.store, first.tobytes() + second.tobytes(), engine.base)
    engine.call("paired", len(first), float(stdtrit(11, 0.975)), engine.base, second_at, out)
    mean, half = np.frombuffer(engine.memory.read(engine.store, out, out + 16))
    told = paired_difference(first, second)
    assert (mean, half) == pytest.approx((told.mean, told.high - told.mean), rel=1e-12)
