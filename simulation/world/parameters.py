"""The dial board: every number of the model, declared once, a line each, to be read down its columns.

From a declaration come the validation of scenario files, the JSON Schema, the parameter table of TABLES.md,
the bounds of a sensitivity analysis, and the test that the parameter changes something. A source is the
id of a published fact (F..), or an assumption (A..) whose range says how unsure we are.
"""

from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from .words import Response


class Parameter(NamedTuple):
    """A declared number: where it stands in a scenario file, and what it may be."""

    name: str
    group: str
    default: float
    low: float
    high: float
    unit: str
    source: str
    meaning: str

    @property
    def dotted(self) -> str:
        """The name used in scenario files, studies and messages."""
        return f"{self.group}.{self.name}"


def dial(default: float, low: float, high: float, unit: str, source: str, meaning: str) -> Any:
    """A number that may be turned between `low` and `high`: a field of a parameter group."""
    extra: Any = {"unit": unit, "source": source}
    return Field(default, ge=low, le=high, allow_inf_nan=False, description=meaning, json_schema_extra=extra)


class Group(BaseModel):
    """Parameters of one part of the model; unknown names are refused.

    What a group is about stands in files, so it is assigned to `__doc__`: a docstring is gone under `python -OO`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


# fmt: off
class Coordination(Group):
    __doc__ = """How people of the two functions meet, and what meeting costs and gives."""

    #                            default low   high  unit      source                            meaning
    meeting_hours:    float = dial(1.0,  0.05,  4,   "h/week", "A01",                            "Hours that a contact at full strength costs each side in a week.")
    rewiring:         float = dial(0.12, 0.01,  1,   "1/week", "A02",                            "Share of the way to its due strength that a contact moves in a week.")
    planning_scale:   float = dial(1.5,  0.2,  10,   "h/week", "A03",                            "Joint planning that brings 63 % of what planning can bring to quality.")
    planning_quality: float = dial(0.45, 0,     1,   "1",      "F14 for the sign, A04",          "Communication quality that joint planning can add.")
    base_quality:     float = dial(0.35, 0,     1,   "1",      "A06",                            "Communication quality without planning or sessions.")
    distance_penalty: float = dial(0.3,  0,     1,   "1",      "F20 for the sign, A07",          "Communication quality lost at the largest difference of orientation.")
    questions:        float = dial(0.12, 0,     1,   "1/week", "F07 and F09 for the need, A187", "Chance that full contact of people wholly at odds raises a question of priorities.")
    sharing:          float = dial(0.12, 0.01,  1,   "1/week", "A08",                            "Speed at which a full, good contact spreads what each side knows.")
    forgetting:       float = dial(0.02, 0,     0.5, "1/week", "A09",                            "Share of shared knowledge lost in a week when nothing renews it.")


class Campaigns(Group):
    __doc__ = """How marketers turn hours into leads."""

    #                                 default low    high   unit                     source                    meaning
    leads_per_week:       float = dial( 8.0,   0.05, 500,   "leads/(marketer week)", "A10",                    "Leads from a marketer's full week, before qualification.")
    fit_mean:             float = dial(-0.9,  -4,      4,   "log-odds",              "A11",                    "Mean fit of an untargeted lead.")
    fit_spread:           float = dial( 1.0,   0.1,    3,   "log-odds",              "A12",                    "Standard deviation of fit between leads.")
    precision:            float = dial( 0.3,   0,      0.9, "1",                     "A13",                    "How precisely marketing can judge and target fit unaided.")
    precision_from_sales: float = dial( 0.3,   0,      0.9, "1",                     "A14",                    "Precision added by full knowledge of what sales knows about customers.")
    targeting:            float = dial( 1.0,   0,      4,   "log-odds",              "A15",                    "Fit gained by perfectly precise targeting.")
    misjudgement:         float = dial( 1.2,   0,      4,   "log-odds",              "A16",                    "Standard deviation of marketing's error about fit without any precision.")
    qualification_bar:    float = dial( 0.45, -4,      5,   "log-odds",              "F38, A17",               "Believed fit from which a lead is qualified (26 % of leads pass).")
    qualified_share:      float = dial( 0.26,  0.01,   1,   "1",                     "F38, A189",              "Share of leads that marketing plans to qualify.")
    bar_pressure:         float = dial( 0.5,   0,      3,   "log-odds",              "F107 for the sign, A19", "How far full pressure for volume lowers the bar.")
    over_promising:       float = dial( 0.5,   0,      1,   "fit",                   "F62 for the sign, A20",  "Promise above the true fit at full pressure for volume.")
    base_pressure:        float = dial( 0.4,   0,      1,   "1",                     "A21",                    "Pressure for volume that is there even when the target is met.")


class Handoff(Group):
    __doc__ = """What happens between marketing's qualifying a lead and a rep's seeing it."""

    #                        default low high unit    source                                 meaning
    delay:        float = dial(0.45, 0,    8, "week", "F31, A22",                            "Mean hand-off without contact or overlap (42 h at work).")
    cold_routing: float = dial(0.15, 0.01, 2, "1",    "A26",                                 "Weight of a colleague one has no contact with when a lead is passed on.")
    loss:         float = dial(0.25, 0,    1, "1",    "F08, F76 and F83 for the signs, A27", "Information lost for each ground: tools differ, nothing is shared, buyers moved on.")
    muddle:       float = dial(0.3,  0,    1, "1",    "F105 for the sign, A30",              "Chance that merged, unclear roles leave a lead to nobody, or that both do the work, strangers too.")


class Selling(Group):
    __doc__ = """How reps spend their hours."""

    #                              default low    high    unit                    source                    meaning
    contact_hours:     float = dial( 7.0,   0.1,   20,    "h/lead",               "A33",                    "Hours to contact and judge a lead.")
    opportunity_hours: float = dial( 3.0,   0.1,   40,    "h/(opportunity week)", "A34",                    "Hours an open opportunity takes in a week.")
    prospecting_hours: float = dial(15.0,   0.5,  100,    "h/lead",               "F42, A35",               "Hours of a rep's own search for one lead that is worth a contact.")
    own_fit:           float = dial( 0.2,  -4,      4,    "log-odds",             "A36",                    "Mean fit of a lead that a rep finds.")
    own_appeal:        float = dial( 0.41,  0,      1,    "fit",                  "F33, A37",               "Believed fit that marketing's lead must beat to be worth a rep's time.")
    learning:          float = dial( 0.05,  0,      0.5,  "1/lead",               "A223",                   "Share of the way that what a rep expects of marketing's leads moves to what a contacted lead shows.")
    choosiness_spread: float = dial( 0.12,  0,      1,    "fit",                  "A38",                    "Standard deviation of that threshold from lead to lead.")
    patience:          float = dial( 4.0,   1,     26,    "week",                 "A43",                    "How long an unworked lead waits before it ends as ignored.")
    decay:             float = dial( 0.35,  0,      3,    "1/√week",              "F35, A44",               "Log-odds of engaging lost with the root of the weeks before first contact.")
    engagement:        float = dial( 0.3,  -4,      6,    "log-odds",             "F38, A45",               "A mean buyer's readiness to become an opportunity.")
    misfit_bar:        float = dial(-0.3,  -5,      5,    "log-odds",             "A49",                    "Fit under which a worked lead is a misfit, and seen fit under which a rep rejects it.")
    quota:             float = dial( 1.7,   0.05, 200,    "contracts/quarter",    "F47, A50",               "New contracts that a rep is expected to win in a quarter.")
    sway:              float = dial( 0.12,  0,      1,    "fit",                  "F33 for the sign, A40",  "How far quota pressure raises that threshold, and marketing's power and shared goals each lower it.")
    agreement_pull:    float = dial( 0.1,   0,      1,    "fit",                  "F107 for the sign, A42", "How far a service agreement in force lowers that threshold.")
    closing_promise:   float = dial( 0.2,   0,      1,    "fit",                  "A51",                    "What a rep adds to the promise under full quota pressure to win a deal.")
    autonomy_saving:   float = dial( 0.5,   0,      0.95, "1",                    "F72 for the sign, A208", "Share of an opportunity's hours that a wholly autonomous buyer does not ask for.")


class Buyers(Group):
    __doc__ = """How buying groups move, and what buyers' behaviour changes as a force."""

    #                            default low    high       unit            source                     meaning
    contract_value: float = dial(30.0,    0.01, 100_000,   "thousand",     "F45",                     "Median yearly contract value.")
    value_spread:   float = dial( 0.6,    0,          1.5, "log",          "A52",                     "Standard deviation of the logarithm of contract value.")
    cycle:          float = dial( 8.6,    0.1,      200,   "week",         "F45, A53",                "Median weeks an opportunity takes (60 days).")
    pace_spread:    float = dial( 0.5,    0,          3,   "log",          "A54",                     "Standard deviation of the logarithm of a buyer's own pace.")
    win:            float = dial(-1.4,   -5,          3,   "log-odds",     "F30, F41, A55",           "A mean opportunity's chance of being won.")
    win_fit:        float = dial( 0.8,    0,          4,   "1",            "A56",                     "How strongly fit raises it, per log-odds of fit.")
    win_skill:      float = dial( 0.8,    0,          5,   "log-odds",     "F54 for the spread, A57", "How strongly the rep's competence raises it.")
    win_joint:      float = dial( 0.588,  0,          2,   "log-odds",     "F77 (ln 1.8), A192",      "What a fully joint touch adds beyond each function's own.")
    win_concern:    float = dial( 1.5,    0,          5,   "log-odds",     "F20 for the sign, A204",  "What a concern as far as can be from every view that speaks to it takes away.")
    win_promise:    float = dial( 0.8,    0,          5,   "log-odds/fit", "A58",                     "What a promise above the true fit adds.")
    inconsistency:  float = dial( 0.9,    0,          5,   "log-odds",     "F78 for the sign, A60",   "What two functions telling fully different stories take away.")
    no_decision:    float = dial( 0.38,   0,          1,   "1",            "F75",                     "Share of decisions not won that end in no decision.")
    autonomy:       float = dial( 0.33,   0,          1,   "1",            "F72, A190",               "Share of the journey a mean buyer does without a rep.")
    autonomy_force: float = dial( 0.35,   0,          1,   "1",            "F72, A191",               "What the buyers' force at full intensity adds to autonomy.")
    win_content:    float = dial( 0.9,    0,          4,   "log-odds",     "F73 for the sign, A65",   "What marketing's part in the journey adds for a fully autonomous buyer.")
    usual_content:  float = dial( 0.2,    0,          1,   "1",            "A224",                    "Marketing's part of the touches that a buyer takes for granted.")
    exclusion:      float = dial( 0.5,    0,          1,   "1",            "A67",                     "Chance that a rep bypassed by a fully autonomous buyer feels excluded.")
    content:        float = dial( 0.5,    0,          2,   "touches/week", "F89 for the level, A68",  "Marketing touches that a fully autonomous buyer seeks.")
    nurture:        float = dial( 0.35,   0,          2,   "touches/week", "A69",                     "Marketing touches on an opportunity at full contact with its rep and equal power.")
    nurture_hours:  float = dial( 1.5,    0,         20,   "h/touch",      "A205",                    "Hours that such a touch takes from the marketer's next week.")


class Credit(Group):
    __doc__ = """How wins are claimed, contested and paid."""

    #                             default low  high unit      source                   meaning
    self_serving:     float = dial( 0.3,  0,     1, "1",      "F11 for the sign, A70", "Share of the other's part that a side claims under its own accounting.")
    tolerance:        float = dial( 0.08, 0.01,  1, "1",      "A71",                   "Claim above one's part that 63 % of victims mind.")
    contesting:       float = dial( 0.9,  0,     1, "1",      "A72",                   "Chance that a claim exceeding the part by everything is contested by a distrustful side.")
    rule_legitimacy:  float = dial( 0.75, 0,     1, "1",      "A74",                   "Share of an excess that a rule agreed beforehand excuses.")
    noticing:         float = dial( 0.35, 0,     1, "1",      "A75",                   "Chance that a credit theft is noticed by the one it hurts.")
    dispute_hours:    float = dial( 1.5,  0,    10, "h/week", "A76",                   "Hours an open dispute or question costs each party in a week.")
    dispute_patience: float = dial(10.0,  1,    52, "week",   "A77",                   "Weeks after which an unsettled dispute is given up and the claim stands.")


class Customers(Group):
    __doc__ = """What happens after the win, and what the business model changes as a force."""

    #                                 default low   high unit                 source                    meaning
    pipeline_per_rep:     float = dial( 3.0,   0,   200, "opportunities/rep", "A186",                   "Open opportunities per rep at the start.")
    marketing_sourced:    float = dial( 0.27,  0,     1, "1",                 "F42",                    "Share of these, and of customers, that came from marketing.")
    initial_per_rep:      float = dial(24,     0,   200, "customers/rep",     "A79",                    "Customers per rep at the start.")
    recurring_share:      float = dial( 0.6,   0,     1, "1",                 "A80",                    "Share of new contracts that recur every year.")
    recurring_force:      float = dial( 0.35,  0,     1, "1",                 "A81",                    "What the business-model force at full intensity adds to that share.")
    service_hours:        float = dial( 0.15,  0,    20, "h/(customer week)", "A82",                    "Hours that serving a customer takes.")
    promise_tolerance:    float = dial( 0.12,  0,     1, "fit",               "F62 for the order, A85", "Promise above delivery that a customer forgives.")
    disappointment:       float = dial( 0.9,   0,     4, "1/fit",             "F62 for the sign, A86",  "Satisfaction lost per fit promised and not delivered.")
    satisfaction_fit:     float = dial( 0.2,   0,     1, "1",                 "A88",                    "Satisfaction that perfect fit adds.")
    satisfaction_service: float = dial( 0.12,  0,     1, "1",                 "A89",                    "Satisfaction that full service adds.")
    satisfaction_joint:   float = dial( 0.1,   0,     1, "1",                 "A90",                    "Satisfaction that joint work of both functions on the customer adds.")
    engagement:           float = dial( 0.5,   0,     1, "1",                 "F60 for the need, A227", "Marketing's part in serving customers at full business-model force.")
    renewal:              float = dial( 1.75, -4,     8, "log-odds",          "F60, A93",               "Chance that a satisfied-as-usual customer renews.")
    renewal_satisfaction: float = dial( 6.0,   0,    20, "log-odds",          "A94",                    "How strongly satisfaction (over the usual) raises that chance.")
    expansion:            float = dial( 0.1,  -0.5,   1, "1",                 "F60, A95",               "Share of the way to its potential that such a customer's contract grows at renewal.")
    room:                 float = dial( 0.7,   0,     5, "1",                 "F60 for the sign, A225", "Room to grow beyond the first contract, over its value, of a contract of one thousand.")
    room_elasticity:      float = dial( 0.3,   0,     1, "1",                 "F60 for the sign, A226", "How strongly that room rises with contract value (a power).")


class Trust(Group):
    __doc__ = """How trust between people of the two functions moves (domain: delta rule, asymmetry, integrity)."""

    #                           default low    high  unit              source                                               meaning
    gain:           float = dial(0.08,  0.001,  0.5, "1/event",        "Jonker & Treur 1999 for the form, A97",             "Speed of gaining trust.")
    loss_ratio:     float = dial(2.0,   1,      4,   "1",              "no number known, 1 included, A98",                  "Loss of trust over gain for the same distance.")
    hearsay:        float = dial(0.4,   0,      1,   "1",              "Zhu et al. 2023 for the symmetry, A100",            "Gain from reports, over the gain from one's own events.")
    influence:      float = dial(0.05,  0,      0.5, "1/week",         "A101",                                              "Pull of one's own team's opinion in a week.")
    affect_weight:  float = dial(0.55,  0,      1,   "1",              "F15 for the sign, A201",                            "Weight of affect-based trust in trust as a whole (more than one half).")
    rapport:        float = dial(0.04,  0,      0.5, "1/week",         "F13 for the sign, A103",                            "Affect gained in a week of full, good contact.")
    estrangement:   float = dial(0.012, 0,      0.2, "1/week",         "A104",                                              "Affect lost in a week without good contact.")
    conflict_loss:  float = dial(0.03,  0,      0.5, "1/event",        "A106",                                              "Affect lost over a dispute, an exclusion, a contest, a question left open or answered twice.")
    blame:          float = dial(0.65,  0,     13,   "events/quarter", "Staw, Sandelands & Dutton 1981 for the sign, A228", "Weight of the blame that a person wholly behind its own goals finds for the other side.")
    violation:      float = dial(0.4,   0,      0.9, "1",              "Schweitzer et al. 2006 for the sign, A107",         "Share of trust lost in a detected deception.")
    ceiling_loss:   float = dial(0.15,  0,      0.9, "1",              "Schweitzer et al. 2006 for the sign, A108",         "Share of the ceiling lost in it, for good.")
    repair:         float = dial(0.7,   0,      3,   "1",              "Schweitzer et al. 2006 for the form, A109",         "Gain added while a promise to repair is in force.")
    initial:        float = dial(0.5,   0,      1,   "1",              "A110",                                              "Mean trust at the start.")
    ignored_weight: float = dial(0.25,  0,      5,   "events",         "A112",                                              "Weight of one ignored, contacted or rejected lead in marketing's experience.")
    lost_valence:   float = dial(0.25,  0,      1,   "1",              "A113",                                              "How a lost deal or a rejected lead speaks for the other side (a win: 1).")


class People(Group):
    __doc__ = """What people bring, learn, feel, and when they leave."""

    #                                default low     high    unit                   source                                                         meaning
    weekly_hours:       float = dial(36.0,   15,      60,    "h/week",              "A115",                                                        "Hours a person has for commercial work.")
    skill_spread:       float = dial( 0.22,   0,       0.6,  "1",                   "F54 for the spread, A116",                                    "Standard deviation of skill between people.")
    skill_sales:        float = dial( 1.0,    0.5,     1.5,  "1",                   "A229",                                                        "Mean skill of reps without experience.")
    skill_marketing:    float = dial( 1.0,    0.5,     1.5,  "1",                   "A230",                                                        "Mean skill of marketers without experience.")
    ramp:               float = dial(18.0,    1,     104,    "week",                "F50, F51, A195",                                              "Weeks until a newcomer works at full strength.")
    learning:           float = dial( 0.004,  0,       0.1,  "1/week",              "A118",                                                        "Share of the way to mastery that a full specialist moves in a week.")
    mastery:            float = dial( 1.35,   1,       3,    "1",                   "A119",                                                        "Skill, over the own talent, of a person who has mastered a craft.")
    craft:              float = dial( 0.15,   0,       1,    "1",                   "A121",                                                        "Output of a full specialist, over that of a full generalist, less 1.")
    adapting:           float = dial( 0.07,   0.005,   1,    "1/week",              "A124",                                                        "Share of the way that clarity of role and morale move in a week.")
    shaping:            float = dial( 0.02,   0,       0.2,  "1/week",              "A139",                                                        "Share of the way in a week to the specialist, and to the view, that the work makes of a person.")
    ambiguity:          float = dial( 0.5,    0,       1,    "1",                   "A123",                                                        "Clarity of one's role lost when roles are fully merged.")
    ambiguity_cost:     float = dial( 0.15,   0,       1,    "1",                   "F105 (r -0.2) and F54 for the spread, A125",                  "Output lost by a person whose role is not clear at all.")
    fragmentation:      float = dial( 0.1,    0,       0.6,  "1",                   "Cross, Rebele & Grant 2016 for the sign, A232",               "Output lost to interruptions by a person in full contact with all it could work with.")
    morale_output:      float = dial( 0.2,    0,       1,    "1",                   "A126",                                                        "Output gained between the lowest and the highest morale.")
    morale_weight:      float = dial( 0.25,   0,       1,    "1",                   "F105 for clarity's sign, A128",                               "Morale from success, equity, a clear role, trust in the other side and a say, each.")
    morale_hours:       float = dial( 1.0,    0,       5,    "1",                   "Cross, Rebele & Grant 2016 for the sign, A131",               "Morale lost per share of hours that friction, meetings and planning take.")
    exclusion_blow:     float = dial( 0.02,   0,       0.5,  "1/event",             "A133",                                                        "Morale lost by a rep each time a buyer bypasses it.")
    leaving_sales:      float = dial( 0.35,   0,       3,    "1/year",              "F50",                                                         "Reps who leave in a year at middling morale.")
    leaving_marketing:  float = dial( 0.18,   0,       3,    "1/year",              "A134",                                                        "Marketers who leave in a year at middling morale.")
    leaving_morale:     float = dial( 3.0,    0,      10,    "1",                   "A135",                                                        "How strongly low morale raises leaving (log-hazard per morale).")
    hiring:             float = dial( 6.0,    0,      52,    "week",                "A136",                                                        "Weeks a seat stays empty.")
    free_riding:        float = dial( 0.08,   0,       0.22, "1",                   "Holmstrom 1982 for the sign, Lazear 2000 for the most, A249", "Output lost where all that counts is measured and credited together.")
    handover:           float = dial( 0.5,    0,       1,    "1",                   "A233",                                                        "Share of a seat's contacts that a newcomer starts with.")
    ideas:              float = dial( 0.02,   0,       1,    "ideas/(person week)", "A137",                                                        "Ideas of a person with full voice and morale.")
    joint_ideas:        float = dial( 0.25,   0,       1,    "1",                   "F09 for the need, A185",                                      "Share of ideas that concern both functions.")
    silence:            float = dial( 0.8,    0,       1,    "1",                   "F05 for the sign, A196",                                      "Share of ideas, objections and bad news that the fully led side keeps to itself.")
    orientation_gap:    float = dial( 0.4,    0,       1,    "1",                   "F07 and F20 for the sign, A200",                              "Mean difference between marketing's long view and sales' short view at the start.")
    orientation_spread: float = dial( 0.12,   0,       0.5,  "1",                   "A138",                                                        "Standard deviation of orientation between people.")


class Leadership(Group):
    __doc__ = """What leaders can do, and what they do.

    `response` is what executives do once they are alarmed: order a programme, or begin the switch to `goal`.
    """

    response: Response = Response.PROGRAMME
    goal: str = Field("", description="paradigm that alarmed executives switch to, where they reorganise")

    #                             default low   high  unit                      source                                       meaning
    strength:        float = dial( 0.5,   0,     1,   "1",                      "F106 for the role, A140",                   "Strength of leadership: hours and fairness.")
    hours:           float = dial(18.0,   0,    60,   "h/week",                 "A141",                                      "Hours a leader of full strength gives to the two functions' living together.")
    deciding_hours:  float = dial( 1.5,   0.1,  20,   "h/matter",               "A142",                                      "Hours of each leader who must decide a matter.")
    consent:         float = dial( 0.35,  0,     1,   "1",                      "F106 for the sign, A143",                   "Chance that two leaders of no strength and middling trust agree when asked to.")
    balancing:       float = dial( 0.2,   0,     1,   "1",                      "Lawrence & Lorsch 1967 for the sign, A146", "What leadership of full strength adds to agreement by each of: joint consent, a balancer, one head.")
    coaching:        float = dial( 0.5,   0,     1,   "1",                      "A148",                                      "Share of role ambiguity that full coaching removes.")
    coaching_hours:  float = dial( 0.5,   0.05, 10,   "h/(person week)",        "A149",                                      "Leaders' hours per person at which coaching is full.")
    session_effect:  float = dial( 0.3,   0,     2,   "1",                      "F21 for the sign, A151",                    "Communication quality that full joint sessions add.")
    devils_advocate: float = dial( 0.7,   0,     1,   "1",                      "F20 for the sign, A199",                    "Share of that noise removed when both sides review with fully different views.")
    disregard:       float = dial( 0.6,   0,     1,   "1",                      "A153",                                      "Chance that a fully led side's idea is set aside unread.")
    idea_effect:     float = dial( 0.9,   0,    10,   "log-odds/(idea/person)", "F05 and F18 for the sign, A154",            "What one adopted good idea per person adds to a deal's chance.")
    idea_decay:      float = dial( 0.015, 0,     0.5, "1/week",                 "A155",                                      "Know-how that the market outdates in a week.")


class Perception(Group):
    __doc__ = """What executives hear and believe, when they act, and how people answer the survey."""

    #                             default low   high    unit               source                    meaning
    optimism:         float = dial( 0.4,  0,      1.5,  "SD/level",        "F04",                    "Optimism that each level adds to a report.")
    spread:           float = dial( 0.25, 0.01,   1,    "1",               "F06, A236",              "Standard deviation between people of where they draw the line, and the unit of optimism.")
    required:         float = dial( 0.15, 0,      1,    "1",               "F09 for the sign, A237", "Alignment that the work requires more under all forces at full intensity.")
    withholding:      float = dial( 0.35, 0,      1,    "1",               "F05",                    "Share of bad news withheld on each way up.")
    surface_weight:   float = dial( 0.4,  0,      1,    "1",               "A158",                   "Weight of signs on the surface (pipeline, results, meetings, paper) in the executives' view.")
    inertia:          float = dial( 0.5,  0,      0.99, "1",               "A159",                   "Weight of last quarter's view in this quarter's.")
    threshold:        float = dial( 0.6,  0,      1,    "1",               "A160",                   "View of alignment under which executives act.")
    visible_failure:  float = dial( 0.25, 0,      1,    "1",               "A161",                   "Fall of new revenue within a quarter that forces executives to act.")
    programme:        float = dial(13.0,  0,    104,    "week",            "A162",                   "How long an alignment programme lasts.")
    programme_hours:  float = dial( 1.0,  0,     10,    "h/(person week)", "A163",                   "Hours a programme takes from everyone.")
    aligned_cut:      float = dial( 0.5,  0,      1.5,  "1",               "F01, F02, A165",         "Alignment from which a person, whoever it is, calls the functions aligned.")
    very_aligned_cut: float = dial( 0.78, 0,      1.5,  "1",               "F01, A166",              "Alignment from which one says very aligned.")


class Technology(Group):
    __doc__ = """What technology changes as a force."""

    #                       default low high unit               source                            meaning
    precision:     float = dial(0.35, 0,  1, "1",               "F86, A193",                      "Precision that the tools of full intensity could add to targeting.")
    underuse:      float = dial(0.35, 0,  1, "1",               "F80 for the sign, A197",         "Share of the tools not used at full intensity.")
    separation:    float = dial(0.45, 0,  1, "1",               "F83 for the sign, A170",         "Chance that a person works in a tool of its own without the force and integration; the force doubles it.")
    upkeep:        float = dial(1.0,  0, 20, "h/(person week)", "F80 and F83 for the sign, A206", "Hours that keeping tools and data takes of everyone at full intensity if they are fully separate.")
    informal_loss: float = dial(0.55, 0,  1, "1",               "F82 for the sign, A198",         "Share of contact lost when everyone is a specialist and the force is full.")


class Power(Group):
    __doc__ = """Who decides, when that is unsettled, and how an undecided company drifts."""

    #                              default low   high   unit               source                                        meaning
    contests:         float = dial( 0.12,  0,      1,   "1/week",          "A174",                                       "Chance of a contest at full business-model force, power unsettled.")
    contest_step:     float = dial( 0.1,   0,      1,   "1/contest",       "Pfeffer & Salancik 1978 for the form, A238", "Share of the way to deciding alone that a won contest takes where power is unsettled.")
    contest_hours:    float = dial( 1.5,   0,     20,   "h/person",        "A175",                                       "Hours that a contest costs everyone in its week.")
    drift:            float = dial( 0.012, 0,      0.2, "1/week",          "A176",                                       "Speed at which the forces move the structure of a company that has not chosen.")
    drift_step:       float = dial( 0.12,  0.01,   1,   "1",               "A177",                                       "Drifted distance that amounts to a small reorganisation.")
    transition:       float = dial(16.0,   1,    104,   "week",            "F104, A178",                                 "Weeks that a change of paradigm takes.")
    haste:            float = dial( 4.0,   0,     52,   "week",            "F103 for the sign, A239",                    "Weeks of a transition over which its upheaval doubles: a short one is the harder.")
    resistance:       float = dial( 0.4,   0,      2,   "log",             "F103, A240",                                 "Standard deviation between companies of the logarithm of how slowly a reorganisation advances.")
    upheaval:         float = dial( 0.6,   0,      3,   "log",             "F100, F103, A179",                           "Role clarity lost per unit of structural change by a leadership of no strength (log).")
    upheaval_hours:   float = dial( 3.0,   0,     20,   "h/(person week)", "F104, A180",                                 "Hours lost per unit of change while it lasts.")
    upheaval_leaving: float = dial( 1.0,   0,      5,   "log",             "F103 for the sign, A181",                    "How strongly a change under way raises leaving.")
    rule_change:      float = dial( 0.5,   0,      1,   "1",               "A220",                                       "Size of a change of decision rule, reporting line or attribution alone, the largest being 1.")

class Economics(Group):
    __doc__ = """What bookings leave, and what people and changes cost: what `cordiale decide` counts in; no rule reads it.

    Value is the sum over quarters of (margin x revenue - leaver x leavers - hour x hours lost to friction), less
    reorganising x people x size of each reorganisation, all discounted. Pay is left out: it runs whatever is decided.
    """

    #                          default low  high     unit               source  meaning
    margin:       float = dial(  0.75, 0,      1,    "1",               "A260", "Gross margin: share of bookings left once what was sold is delivered.")
    hour:         float = dial(  0.0,  0,     10,    "thousand/h",      "A261", "Cost of a person's hour lost to friction, beyond the bookings that it does not bring (its pay runs anyway: 0).")
    leaver:       float = dial(115.0,  0, 10_000,    "thousand/person", "F50",  "Cost of replacing a person who leaves; the published figure is of reps and holds some lost sales.")
    reorganising: float = dial(  2.0,  0,  1_000,    "thousand/person", "A262", "Cost per person of a reorganisation of size 1, beside the hours it takes: advice, tools, training.")
    discount:     float = dial(  0.1,  0,      1,    "1/year",          "A263", "How much more a thousand is worth now than in a year, as a share.")
# fmt: on


GROUPS: dict[str, type[Group]] = {
    "coordination": Coordination,
    "campaigns": Campaigns,
    "handoff": Handoff,
    "selling": Selling,
    "buyers": Buyers,
    "credit": Credit,
    "customers": Customers,
    "trust": Trust,
    "people": People,
    "leadership": Leadership,
    "perception": Perception,
    "technology": Technology,
    "power": Power,
}


def declared(groups: dict[str, type[Group]] = GROUPS) -> tuple[Parameter, ...]:
    """Every declared parameter, in the order of the file."""
    return tuple(_parameter(name, group, key) for group, kind in groups.items() for key, name in _keys(kind))


def _keys(kind: type[Group]) -> list[tuple[Any, str]]:
    """The dials of a group; words are no parameters."""
    return [(field, name) for name, field in kind.model_fields.items() if field.json_schema_extra]


def _parameter(name: str, group: str, field: Any) -> Parameter:
    bounds = {type(limit).__name__: limit for limit in field.metadata}
    extra = field.json_schema_extra
    return Parameter(
        name, group, float(field.default), float(bounds["Ge"].ge), float(bounds["Le"].le),
        extra["unit"], extra["source"], field.description,
    )  # fmt: skip


PARAMETERS = declared()

# In compiled behaviours a parameter is `p.group_name`: names repeat between groups, dotted names do not.
PARAMETER_RECORD = np.dtype([(f"{each.group}_{each.name}", "f8") for each in PARAMETERS])
