"""A new scenario file says what its scales mean: the measured anchors, mean or median, contracts or revenue."""

from __future__ import annotations

import pytest

from cordiale.experiments.foundations.language import ENGLISH
from cordiale.experiments.plain_words.scales import HOLES, STRENGTH, anchors
from cordiale.experiments.scenario_files.template import ASKED, new_scenario
from cordiale.simulation.scenario.files import load_scenario

BASE = load_scenario()
FILE = " ".join(
    line.removeprefix("# ")
    for line in new_scenario(BASE, name="mine", below="status-quo", everything=False).splitlines()
)
SHOWN = [name for name in (STRENGTH, *HOLES) if name.partition(".")[2] in ASKED.get(name.partition(".")[0], ())]


@pytest.mark.parametrize("name", SHOWN)
def test_a_scale_that_is_asked_for_stands_there_with_its_anchors(name: str) -> None:
    assert [said for said in anchors(name, BASE, ENGLISH) if said not in FILE] == []


@pytest.mark.parametrize(
    "told", ["median, not the mean", "Count contracts, not revenue", "settled fairly within a month"]
)
def test_it_asks_for_the_median_for_contracts_and_in_disputes_settled(told: str) -> None:
    assert told in FILE.replace("The median", "median")
