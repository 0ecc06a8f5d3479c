"""The neutral value of each parameter: where its mechanism does nothing, if there is such a value."""

from __future__ import annotations

from cordiale.simulation.world.parameters import PARAMETERS, Parameter

LOWERED = 0.6  # times the value, where nothing is neutral
# Neutral at another value than 0: a ratio that changes nothing, a share that keeps all.
ELSEWHERE = {
    "trust.loss_ratio": 1.0,
    "people.mastery": 1.0,
    "people.handover": 1.0,
    "people.adapting": 1.0,
    "people.skill_sales": 1.0,
    "people.skill_marketing": 1.0,
    "coordination.rewiring": 1.0,
    "campaigns.qualified_share": 1.0,
}
# Levels and units: a company without hours, buyers or contracts is none.
# fmt: off
LEVELS = frozenset({
    "people.weekly_hours", "buyers.contract_value", "buyers.cycle", "buyers.win", "selling.quota",
    "selling.contact_hours", "selling.opportunity_hours", "selling.prospecting_hours", "selling.engagement",
    "selling.own_fit", "selling.own_appeal", "selling.misfit_bar", "selling.patience", "campaigns.leads_per_week",
    "campaigns.fit_mean", "campaigns.fit_spread", "campaigns.qualification_bar", "customers.initial_per_rep",
    "customers.pipeline_per_rep", "customers.recurring_share", "customers.renewal",
    "leadership.strength", "leadership.hours", "leadership.deciding_hours", "leadership.coaching_hours",
    "perception.aligned_cut", "perception.very_aligned_cut", "perception.spread", "perception.threshold",
    "people.ramp", "people.hiring", "people.leaving_sales", "people.leaving_marketing",
    "power.transition", "power.drift_step", "trust.initial", "coordination.planning_scale",
    "credit.dispute_patience", "credit.tolerance",
})
# fmt: on


def neutral(parameter: Parameter, value: float) -> float:
    """The value that switches a parameter's mechanism off, or lowers its level, within its range."""
    if parameter.dotted in ELSEWHERE:
        return ELSEWHERE[parameter.dotted]
    if parameter.dotted in LEVELS or not parameter.low <= 0.0 <= parameter.high:
        moved = LOWERED * value if value else parameter.low
        return min(max(moved, parameter.low), parameter.high)
    return 0.0


assert ELSEWHERE.keys() | LEVELS <= {each.dotted for each in PARAMETERS}
