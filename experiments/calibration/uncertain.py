"""Which parameters are uncertain, between which bounds, and why: the priors of the calibration, as data.

Between its bounds a parameter may lie anywhere with the same chance. *Levers* are the handful that a target
answers to, one each; the point fit moves only them. The others are those that no target says much about and that
comparisons of paradigms may hang on; in the ensemble they vary too. Everything else keeps its declared default:
facts of a company (head counts, hours, strength of leadership), and what moves comparisons little
(`python -m experiments.calibration.screening`). No value was ever chosen by looking at a paradigm.
"""

from __future__ import annotations

from typing import NamedTuple

from cordiale.simulation.world.parameters import PARAMETERS

DEFAULTS = {each.dotted: each.default for each in PARAMETERS}


class Uncertain(NamedTuple):
    """A parameter by its dotted name, the bounds of its prior, the target it answers to ('' if none), and why."""

    name: str
    low: float
    high: float
    target: str
    why: str

    def at(self, share: float) -> float:
        """The value at a share in [0, 1] of the way from low to high."""
        return self.low + share * (self.high - self.low)

    @property
    def default(self) -> float:
        """The declared default, in the parameter's unit."""
        return DEFAULTS[self.name]


def _uncertain(text: str) -> tuple[Uncertain, ...]:
    """Parameters from lines `name | low | high | target | why`."""
    rows = ([part.strip() for part in line.split("|")] for line in text.strip().splitlines())
    return tuple(Uncertain(name, float(low), float(high), target, why) for name, low, high, target, why in rows)


LEVERS = _uncertain("""
    perception.aligned_cut | 0.25 | 0.75 | practitioners_lack | a scale of answers, nothing known
    perception.very_aligned_cut | 0.50 | 1.10 | executives_very_aligned | a scale of answers, nothing known
    selling.own_appeal | 0.20 | 0.95 | not_pursued | base follow-up: from keen to choosy reps
    campaigns.qualification_bar | -0.40 | 1.30 | qualified | half to twice the qualified leads
    selling.engagement | -1.00 | 1.60 | become_opportunities | F39 has 30 to 75 %
    buyers.win | -3.25 | -0.75 | win_rate | F39, F40 have 15 to 35 %
    buyers.cycle | 4.0 | 16.0 | cycle | F45, half to twice
    selling.prospecting_hours | 5.0 | 40.0 | marketing_sourced | F42, F44: share by account size
    customers.renewal | -0.50 | 2.50 | gross_retention | F61 has 80 to 95 %
    customers.expansion | 0.00 | 0.50 | net_retention | F60 has 100 to 110 %
    people.leaving_sales | 0.15 | 0.60 | rep_turnover | F50 has 22 to 36 %
    selling.quota | 1.20 | 3.60 | quota_attainment | F47 has 31 to 54 %
""")

UNIDENTIFIED = _uncertain("""
    perception.withholding | 0.26 | 0.47 | | F05: 15 to 40 % of bad news reaches the top, over three levels
    perception.optimism | 0.30 | 0.50 | | F04, rounded survey figures
    perception.surface_weight | 0.30 | 0.80 | | no number known
    perception.spread | 0.18 | 0.32 | | F06: a fifth to a third of the scale
    perception.required | 0.00 | 0.30 | | F09 for the sign only
    campaigns.targeting | 0.40 | 1.60 | | half to one and a half, and more
    campaigns.precision | 0.15 | 0.45 | | half to one and a half
    campaigns.precision_from_sales | 0.10 | 0.50 | | a third to one and a half
    campaigns.fit_spread | 0.60 | 1.40 | | no number known
    campaigns.fit_mean | -1.40 | -0.40 | | no number known
    campaigns.over_promising | 0.20 | 0.90 | | F62 for the sign only
    campaigns.base_pressure | 0.20 | 0.60 | | no number known
    trust.initial | 0.35 | 0.65 | | no number known
    trust.gain | 0.02 | 0.12 | | half to twice, and more
    trust.loss_ratio | 1.00 | 4.00 | | whole declared range: no number known, 1 included
    trust.affect_weight | 0.50 | 0.75 | | F15: more than half
    trust.rapport | 0.02 | 0.08 | | half to twice
    trust.blame | 0.00 | 2.00 | | sign only
    trust.conflict_loss | 0.015 | 0.06 | | half to twice
    trust.violation | 0.20 | 0.60 | | sign only
    trust.ignored_weight | 0.10 | 0.50 | | half to twice
    selling.contact_hours | 4.0 | 10.0 | | from a call to a day and more
    selling.opportunity_hours | 2.0 | 5.0 | | from two hours to more than half a day a week
    selling.own_fit | -0.30 | 0.70 | | own leads from worse to much better than marketing's
    selling.learning | 0.01 | 0.15 | | from hardly to quickly
    selling.sway | 0.05 | 0.25 | | half to twice
    handoff.loss | 0.10 | 0.45 | | F08, F76 and F83 for the signs only
    handoff.muddle | 0.15 | 0.45 | | F105 for the sign only
    buyers.win_fit | 0.40 | 1.20 | | half to one and a half
    buyers.win_skill | 0.40 | 1.20 | | F54 for the spread only
    buyers.win_joint | 0.20 | 1.00 | | F77: observational, second-hand
    buyers.win_content | 0.40 | 1.40 | | F73 for the sign only
    buyers.win_promise | 0.30 | 1.40 | | no number known
    buyers.win_concern | 0.50 | 2.50 | | F20 for the sign only
    buyers.nurture_hours | 0.75 | 3.00 | | half to twice
    buyers.inconsistency | 0.30 | 1.40 | | F78 for the sign only
    credit.self_serving | 0.15 | 0.50 | | F11 for the sign: small among executives
    credit.contesting | 0.50 | 1.00 | | no number known
    credit.noticing | 0.15 | 0.60 | | no number known
    credit.dispute_hours | 0.75 | 3.00 | | half to twice
    coordination.meeting_hours | 0.50 | 2.00 | | half to twice
    coordination.sharing | 0.06 | 0.24 | | half to twice
    coordination.questions | 0.03 | 0.24 | | a quarter to twice
    coordination.planning_quality | 0.20 | 0.65 | | F14 for the sign only
    leadership.coaching | 0.25 | 0.75 | | half to one and a half
    leadership.consent | 0.15 | 0.60 | | F106 for the sign only
    leadership.hours | 9.0 | 30.0 | | half to one and a half, and more
    leadership.deciding_hours | 0.75 | 3.00 | | half to twice
    leadership.idea_effect | 0.30 | 2.00 | | a third to twice
    leadership.balancing | 0.05 | 0.35 | | sign only
    leadership.devils_advocate | 0.30 | 1.00 | | F20 for the sign only
    leadership.disregard | 0.30 | 0.90 | | no number known
    people.mastery | 1.15 | 1.60 | | half to nearly twice of what is above 1
    people.adapting | 0.03 | 0.12 | | half to twice
    people.shaping | 0.01 | 0.04 | | half to twice
    people.morale_weight | 0.10 | 0.45 | | F105 for clarity's sign only
    people.morale_hours | 0.00 | 2.00 | | sign only
    people.free_riding | 0.00 | 0.22 | | Lazear 2000: 22 % at most
    people.orientation_gap | 0.20 | 0.60 | | F07, F20 for the sign only
    people.craft | 0.05 | 0.35 | | no number known
    people.fragmentation | 0.00 | 0.30 | | sign only
    people.handover | 0.00 | 1.00 | | no number known
    people.learning | 0.002 | 0.008 | | half to twice
    people.ambiguity | 0.25 | 0.75 | | no number known
    people.ambiguity_cost | 0.09 | 0.36 | | F105 for the sign and order only
    people.silence | 0.40 | 1.00 | | F05 for the sign only
    customers.promise_tolerance | 0.04 | 0.24 | | F62 for the order only; a third to twice
    customers.disappointment | 0.45 | 1.80 | | F62 for the sign only
    customers.satisfaction_joint | 0.03 | 0.20 | | no number known
    technology.precision | 0.15 | 0.50 | | F86: at most 38 %, few controlled studies
    technology.upkeep | 0.50 | 2.00 | | F80, F83 for the sign only
    technology.separation | 0.22 | 0.68 | | half to one and a half
    technology.informal_loss | 0.25 | 0.80 | | F82 for the sign only
""")

UNCERTAIN = (*LEVERS, *UNIDENTIFIED)
NAMES = tuple(each.name for each in UNCERTAIN)
