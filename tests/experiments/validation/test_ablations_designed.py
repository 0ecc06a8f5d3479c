"""What an ablation says of a mechanism is what it switches off."""

from __future__ import annotations

import pytest

from cordiale.experiments.validation.ablations import ABLATIONS, LEFT, Ablation
from cordiale.experiments.validation.document import ABOUT_ABLATIONS
from cordiale.simulation.world.paradigms import PARADIGMS, Structure

OFF = {  # the words of a mechanism, and what switches it off
    "specialists master their craft sooner": "people.learning = 0.0",
    "specialisation: craft counts, specialists learn": "people.craft = 0.0, people.learning = 0.0",
    "rapport: contact builds trust": "trust.rapport = 0.0, trust.estrangement = 0.0",
    "what sales knows sharpens targeting": "campaigns.precision_from_sales = 0.0",
    "that, and own goals press both sides to promise more": "campaigns.precision_from_sales = 0.0, "
    "campaigns.over_promising = 0.0, selling.closing_promise = 0.0",
    "strangers do not know what the other does": "handoff.muddle = 0.0",
    "merged roles shorten the way": "role_overlap = 0.0",
    "that, and so does contact": "role_overlap = 0.0, integration = 0.2",
    "credit is pooled": "attribution = own-accounting",
    "that, and goals are shared": "attribution = own-accounting, shared_goals = 0.1",
    "merged roles blur who owns what": "people.ambiguity = 0.0",
    "merged roles, shared goals and close contact draw views together": "people.shaping = 0.0",
    "one side decides alone": "decision_rule = joint-consent", "the led side falls silent": "people.silence = 0.0",
    "it is decided over the led side's head": "leadership.disregard = 0.0",
    "having no say costs morale": "people.morale_weight = 0.0",
    "a rule of consent, balanced, brings leaders to agree": "leadership.balancing = 0.0",
    "two leaders must agree": "decision_rule = one-head",
}  # fmt: skip


@pytest.mark.parametrize("ablation", ABLATIONS, ids=lambda each: f"{each.contrast}, {each.mechanism}"[:70])
def test_a_mechanism_is_switched_off_by_what_its_words_speak_of_and_a_setting_is_put_where_the_status_quo_has_it(
    ablation: Ablation,
) -> None:
    assert ablation.off() == OFF[ablation.mechanism]
    quo = PARADIGMS["status-quo"]
    changed = {
        name: value for name, value in ablation.settings if name in ("integration", "shared_goals", "attribution")
    }
    assert Structure.model_validate(quo.model_dump() | changed) == quo


def test_every_mechanism_that_is_named_is_switched_off_somewhere_and_an_effect_is_gone_with_three_quarters_of_it() -> (
    None
):
    assert {each.mechanism for each in ABLATIONS} == {*OFF}
    assert LEFT == 0.25
    assert "at least three quarters of it go" in " ".join(ABOUT_ABLATIONS.split())
