"""The first verdict as it forms says what the decision will say, in its language."""

import numpy as np
import pytest

from cordiale.experiments.decision.alternatives import STAY, Option, Sign, alternatives
from cordiale.experiments.decision.progress_told import best_so_far
from cordiale.experiments.decision.tables_told import option_words, told
from cordiale.experiments.foundations.language import words
from cordiale.experiments.foundations.selection import Race
from cordiale.experiments.foundations.statistics import mean_interval
from cordiale.simulation.scenario.files import load_scenario

OPTIONS = alternatives(load_scenario(), quarter=2, quarters=12, back=Sign("wins", 38.0))


def ahead(leader: Option) -> Race:
    """Of twelve companies, in each of which this option brings a hundred more than all others."""
    luck = np.random.default_rng(1).normal(size=12)
    seen = {each.name: luck + 100.0 * (each is leader) for each in OPTIONS}
    return Race(tuple(seen), seen, list(seen), 1e-6, 1, np.ones((len(seen), len(seen))))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("leader", OPTIONS, ids=lambda each: str(each.name))
def test_who_leads_so_far_is_named_as_in_the_decision(leader: Option, language: str) -> None:
    w = words(language)
    said = best_so_far(ahead(leader), OPTIONS, "{best}|{left} of {options}|{companies}", w)
    assert said == f"{option_words(leader, w)}|{len(OPTIONS)} of {len(OPTIONS)}|12"


def test_staying_is_said_in_french_to_a_french_reader() -> None:
    stay = next(each for each in OPTIONS if each.name == STAY)
    said = best_so_far(ahead(stay), OPTIONS, words("fr")["decide.first"], words("fr"))
    assert "« rester »" in said.replace("\u202f", " ")


def test_the_lead_so_far_is_over_staying_in_the_companies_so_far_and_those_left_are_those_not_ruled_out() -> None:
    stay, *others = OPTIONS
    luck = np.random.default_rng(2).normal(size=12)
    brought = luck + np.arange(12.0)
    seen = {each.name: 500.0 + luck - 90.0 for each in OPTIONS} | {
        stay.name: 500.0 + luck,
        others[0].name: 500.0 + brought,
    }
    race = Race(tuple(seen), seen, [stay.name, others[0].name], 1e-6, 1, np.ones((len(seen), len(seen))))
    said = best_so_far(race, OPTIONS, "{lead}|{left} of {options}", words("en"))
    assert said == f"{told(mean_interval(np.arange(12.0)), words('en'))}|2 of {len(OPTIONS)}"
