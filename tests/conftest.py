"""Fixtures that several tests of the model share."""

import gc

import pytest
from filelock import FileLock
from hypothesis import settings

from cordiale.experiments.foundations.execution import attempt, machine_code_is_kept
from cordiale.simulation.machinery.caches import cache_folder
from cordiale.simulation.runs.company import prepare
from cordiale.simulation.runs.run import Run
from cordiale.simulation.scenario.scenario import Scenario
from tests.support.worlds import small

# One commit, one verdict: examples follow from the test, not from the day, and no example is timed.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def small_company() -> Scenario:
    """Twelve people in a few teams, with every parameter at its default."""
    return small()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Of several workers one compiles the model, if it has to be, and the others wait for it."""
    if not hasattr(session.config, "workerinput") or machine_code_is_kept(version=""):
        return
    cache_folder().mkdir(parents=True, exist_ok=True)
    with FileLock(cache_folder() / "tests.lock"):
        if not machine_code_is_kept(version=""):
            attempt(prepare(small()), Run("siloed", "all", replication=0, seed=1, quarters=1))


def pytest_collection_finish() -> None:
    """Nine thousand tests stay to the end: garbage is looked for in what they make, and seldom in all of it."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 100)
