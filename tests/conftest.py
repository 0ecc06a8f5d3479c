"""Fixtures that several tests of the model share."""

import pytest
from hypothesis import settings

from cordiale.simulation.scenario.scenario import Scenario
from tests.support.worlds import small

# One commit, one verdict: examples follow from the test, not from the day, and no example is timed.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def small_company() -> Scenario:
    """Twelve people in a few teams, with every parameter at its default."""
    return small()
