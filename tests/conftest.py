"""Fixtures that several tests of the model share."""

import pytest

from cordiale.simulation.scenario.scenario import Scenario
from tests.support.worlds import small


@pytest.fixture(scope="session")
def small_company() -> Scenario:
    """Twelve people in a few teams, with every parameter at its default."""
    return small()
