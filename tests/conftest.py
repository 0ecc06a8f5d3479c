"""Fixtures that several tests of the model share."""

import pytest
from worlds import small

from simulation.scenario import Scenario


@pytest.fixture(scope="session")
def small_company() -> Scenario:
    """Twelve people in a few teams, with every parameter at its default."""
    return small()
