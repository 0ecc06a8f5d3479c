"""The tables of an organisation and their rows, for type checkers alone: made by `python -m experiments.workshop.stub`.

Of a row, a field is a number; of a table, the column of them all.
"""

from collections.abc import Iterator
from typing import Any, Generic, Self, TypeAlias, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Wholes: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[np.float64]
Place: TypeAlias = int | np.integer[Any]
Whole = TypeVar("Whole")
Real = TypeVar("Real")
Row = TypeVar("Row")

class Record:
    def __getitem__(self, field: str) -> Any: ...
    def __setitem__(self, field: str, value: float) -> None: ...

class Table(Generic[Row]):
    def __array__(self) -> np.ndarray[Any, Any]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Row]: ...
    @overload
    def __getitem__(self, row: Place) -> Row: ...
    @overload
    def __getitem__(self, field: str) -> NDArray[Any]: ...
    @overload
    def __getitem__(self, rows: slice | NDArray[Any]) -> Self: ...
    def __setitem__(self, rows: Place | slice | str, value: Any) -> None: ...
    def copy(self) -> Self: ...
    def view(self, kind: type[Any]) -> NDArray[Any]: ...

class Numbers:
    def __array__(self) -> np.ndarray[Any, Any]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[int]: ...
    @overload
    def __getitem__(self, place: Place) -> int: ...
    @overload
    def __getitem__(self, places: slice) -> Wholes: ...
    def __setitem__(self, places: Place | slice, value: Any) -> None: ...

class ClockFields(Generic[Whole, Real]):
    seed: Whole
    replication: Whole
    week: Whole
    quarter: Whole

class ClockRow(ClockFields[int, float], Record): ...
class ClockTable(ClockFields[Wholes, Reals], Table[ClockRow]): ...

class CompanyFields(Generic[Whole, Real]):
    reps: Whole
    marketers: Whole
    leaders: Whole
    sales_head: Whole
    marketing_head: Whole
    pairs: Whole
    leads: Whole
    customers: Whole
    served: Whole
    matters: Whole
    switch_week: Whole
    response: Whole
    roles_for: Real
    transition_left: Real
    transition_length: Real
    upheaval: Real
    drifted: Real
    know_how: Real
    quality: Real
    sessions: Real
    content: Real
    care: Real
    programme_left: Real
    pool: Real
    sales_view: Real
    marketing_view: Real
    settled_share: Real
    belief: Real
    mess: Real
    alignment: Real
    reported_quality: Real
    reported_follow_up: Real
    last_revenue: Real
    contested: Whole

class CompanyRow(CompanyFields[int, float], Record): ...
class CompanyTable(CompanyFields[Wholes, Reals], Table[CompanyRow]): ...

class StructureFields(Generic[Whole, Real]):
    integration: Real
    role_overlap: Real
    power_balance: Real
    shared_goals: Real
    joint_planning: Real
    attribution: Whole
    decision_rule: Whole
    heads: Whole
    balancer: Whole
    follows_forces: Whole

class StructureRow(StructureFields[int, float], Record): ...
class StructureTable(StructureFields[Wholes, Reals], Table[StructureRow]): ...

class DecisionsFields(Generic[Whole, Real]):
    due: Whole
    kind: Whole
    goal: Whole
    place: Whole
    value: Real
    outcome: Whole
    bound: Whole
    threshold: Real
    taken: Whole

class DecisionsRow(DecisionsFields[int, float], Record): ...
class DecisionsTable(DecisionsFields[Wholes, Reals], Table[DecisionsRow]): ...

class TheoryFields(Generic[Whole, Real]):
    trust: Whole
    outcomes: Whole
    voice: Whole
    authority: Whole
    conflict: Whole
    contests: Whole

class TheoryRow(TheoryFields[int, float], Record): ...
class TheoryTable(TheoryFields[Wholes, Reals], Table[TheoryRow]): ...

class ConditionsFields(Generic[Whole, Real]):
    technology: Real
    buyers: Real
    business_model: Real
    demand: Real
    precision: Real
    separation: Real
    staleness: Real
    upkeep: Real
    utilisation: Real
    autonomy: Real
    as_of_old: Real
    story_weight: Real
    recurring_share: Real
    engagement: Real
    joint_value: Real
    contesting: Real
    unsettled: Real

class ConditionsRow(ConditionsFields[int, float], Record): ...
class ConditionsTable(ConditionsFields[Wholes, Reals], Table[ConditionsRow]): ...

class WeatherFields(Generic[Whole, Real]):
    technology: Real
    buyers: Real
    business_model: Real
    demand: Real

class WeatherRow(WeatherFields[int, float], Record): ...
class WeatherTable(WeatherFields[Wholes, Reals], Table[WeatherRow]): ...

class PeopleFields(Generic[Whole, Real]):
    identity: Whole
    kind: Whole
    function: Whole
    team: Whole
    vacant: Real
    weekly_hours: Real
    hours_left: Real
    morale: Real
    meeting_hours: Real
    meetings_asked: Real
    meetings_fit: Real
    shared: Real
    shared_weight: Real
    first_tie: Whole
    last_tie: Whole
    specialisation: Real
    friction_hours: Real
    owed_hours: Real
    joint_hours: Real
    practice: Real
    leading_left: Real
    system: Whole
    tool_luck: Real
    service: Real
    clarity: Real
    orientation: Real
    nature: Real
    experience: Real
    skill: Real
    talent: Real
    success: Real
    inequity: Real
    trust: Real
    trust_sum: Real
    trust_weight: Real
    customers: Whole
    expects: Real
    achieved: Real
    credit: Real
    target: Real
    seat: Whole
    level: Whole
    manager: Whole

class PeopleRow(PeopleFields[int, float], Record): ...
class PeopleTable(PeopleFields[Wholes, Reals], Table[PeopleRow]): ...

class TeamsFields(Generic[Whole, Real]):
    function: Whole
    manager: Whole
    first_member: Whole
    members: Whole
    led: Whole
    partner: Whole
    counterpart: Whole
    cognition: Real
    affect: Real
    orientation: Real
    coaching: Real
    weight: Real
    cognition_sum: Real
    affect_sum: Real
    orientation_sum: Real

class TeamsRow(TeamsFields[int, float], Record): ...
class TeamsTable(TeamsFields[Wholes, Reals], Table[TeamsRow]): ...

class TiesFields(Generic[Whole, Real]):
    identity: Whole
    rep: Whole
    marketer: Whole
    leaders: Whole
    affinity: Real
    contact: Real
    shared: Real
    conflict: Real
    blocked: Real

class TiesRow(TiesFields[int, float], Record): ...
class TiesTable(TiesFields[Wholes, Reals], Table[TiesRow]): ...

class OpinionsFields(Generic[Whole, Real]):
    cognition: Real
    evidence: Real
    affect: Real
    ceiling: Real
    repair: Real
    valence: Real
    weight: Real
    violations: Real

class OpinionsRow(OpinionsFields[int, float], Record): ...
class OpinionsTable(OpinionsFields[Wholes, Reals], Table[OpinionsRow]): ...

class LeadsFields(Generic[Whole, Real]):
    mood: Real
    believed: Real
    value: Real
    available: Real
    rep: Whole
    tie: Whole
    stage: Whole
    autonomy: Real
    sales_now: Real
    marketing_now: Real
    sales_touches: Real
    marketing_touches: Real
    joint: Real
    waited: Real
    progress: Real
    pace: Real
    contacted: Real
    last_touch: Whole
    first_touch: Whole
    identity: Whole
    marketer: Whole
    source: Whole
    doubled: Whole
    created: Real
    decided: Real
    fit: Real
    promise: Real
    information: Real
    concern: Real

class LeadsRow(LeadsFields[int, float], Record): ...
class LeadsTable(LeadsFields[Wholes, Reals], Table[LeadsRow]): ...

class CustomersFields(Generic[Whole, Real]):
    rep: Whole
    tie: Whole
    delivered: Real
    satisfaction: Real
    since: Whole
    renewal_week: Whole
    disappointed: Whole
    following: Whole
    identity: Whole
    value: Real
    potential: Real
    recurring: Whole
    expectation: Real
    overstated: Real
    added: Real
    cycle: Real
    marketing_share: Real
    marketer: Whole

class CustomersRow(CustomersFields[int, float], Record): ...
class CustomersTable(CustomersFields[Wholes, Reals], Table[CustomersRow]): ...

class TurnsFields(Generic[Whole, Real]):
    first: Whole
    last: Whole

class TurnsRow(TurnsFields[int, float], Record): ...
class TurnsTable(TurnsFields[Wholes, Reals], Table[TurnsRow]): ...

class MattersFields(Generic[Whole, Real]):
    kind: Whole
    identity: Whole
    leader: Whole
    other_leader: Whole
    leaders: Whole
    hours: Real
    other_hours: Real
    function: Whole
    rep: Whole
    marketer: Whole
    tie: Whole
    raised: Whole
    excess: Real
    closed: Whole

class MattersRow(MattersFields[int, float], Record): ...
class MattersTable(MattersFields[Wholes, Reals], Table[MattersRow]): ...

class SourcesFields(Generic[Whole, Real]):
    upto: Real
    fit: Real
    pace: Real

class SourcesRow(SourcesFields[int, float], Record): ...
class SourcesTable(SourcesFields[Wholes, Reals], Table[SourcesRow]): ...

class PacesFields(Generic[Whole, Real]):
    score: Real

class PacesRow(PacesFields[int, float], Record): ...
class PacesTable(PacesFields[Wholes, Reals], Table[PacesRow]): ...

class SizesFields(Generic[Whole, Real]):
    score: Real

class SizesRow(SizesFields[int, float], Record): ...
class SizesTable(SizesFields[Wholes, Reals], Table[SizesRow]): ...

class TallyFields(Generic[Whole, Real]):
    revenue_new: Real
    revenue_recurring: Real
    credit_paid: Real
    credit_claimed: Real
    credit_due: Real
    leads_created: Real
    leads_unqualified: Real
    leads_handed_over: Real
    leads_worked: Real
    leads_ignored: Real
    leads_rejected: Real
    leads_spurned: Real
    opportunities: Real
    wins: Real
    marketing_wins: Real
    influence: Real
    losses: Real
    no_decisions: Real
    value_won: Real
    contact_delay: Real
    cycle: Real
    renewal_due: Real
    renewal_kept: Real
    renewal_grown: Real
    broken_due: Real
    broken_kept: Real
    churned_customers: Real
    misfit_leads: Real
    broken_promises: Real
    credit_disputes: Real
    credit_thefts: Real
    exclusions: Real
    doubled_work: Real
    dropped_work: Real
    stalemates: Real
    power_contests: Real
    hours: Real
    friction_hours: Real
    latency: Real
    decided: Real
    settled: Real
    questions: Real
    closed: Real
    ideas_proposed: Real
    ideas_adopted: Real
    leavers: Real
    leavers_sales: Real
    person_weeks: Real
    hours_selling: Real
    hours_campaigning: Real

class TallyRow(TallyFields[int, float], Record): ...
class TallyTable(TallyFields[Wholes, Reals], Table[TallyRow]): ...

class ScratchFields(Generic[Whole, Real]):
    amount: Real

class ScratchRow(ScratchFields[int, float], Record): ...
class ScratchTable(ScratchFields[Wholes, Reals], Table[ScratchRow]): ...

class ParametersFields(Generic[Whole, Real]):
    coordination_meeting_hours: Real
    coordination_rewiring: Real
    coordination_planning_scale: Real
    coordination_planning_quality: Real
    coordination_base_quality: Real
    coordination_distance_penalty: Real
    coordination_questions: Real
    coordination_sharing: Real
    coordination_forgetting: Real
    campaigns_leads_per_week: Real
    campaigns_fit_mean: Real
    campaigns_fit_spread: Real
    campaigns_precision: Real
    campaigns_precision_from_sales: Real
    campaigns_targeting: Real
    campaigns_misjudgement: Real
    campaigns_qualification_bar: Real
    campaigns_qualified_share: Real
    campaigns_bar_pressure: Real
    campaigns_over_promising: Real
    campaigns_base_pressure: Real
    handoff_delay: Real
    handoff_cold_routing: Real
    handoff_loss: Real
    handoff_muddle: Real
    selling_contact_hours: Real
    selling_opportunity_hours: Real
    selling_prospecting_hours: Real
    selling_own_fit: Real
    selling_own_appeal: Real
    selling_learning: Real
    selling_choosiness_spread: Real
    selling_patience: Real
    selling_decay: Real
    selling_engagement: Real
    selling_misfit_bar: Real
    selling_quota: Real
    selling_sway: Real
    selling_agreement_pull: Real
    selling_closing_promise: Real
    selling_autonomy_saving: Real
    buyers_contract_value: Real
    buyers_value_spread: Real
    buyers_cycle: Real
    buyers_pace_spread: Real
    buyers_win: Real
    buyers_win_fit: Real
    buyers_win_skill: Real
    buyers_win_joint: Real
    buyers_win_concern: Real
    buyers_win_promise: Real
    buyers_inconsistency: Real
    buyers_no_decision: Real
    buyers_autonomy: Real
    buyers_autonomy_force: Real
    buyers_win_content: Real
    buyers_usual_content: Real
    buyers_exclusion: Real
    buyers_content: Real
    buyers_nurture: Real
    buyers_nurture_hours: Real
    credit_self_serving: Real
    credit_tolerance: Real
    credit_contesting: Real
    credit_rule_legitimacy: Real
    credit_noticing: Real
    credit_dispute_hours: Real
    credit_dispute_patience: Real
    customers_pipeline_per_rep: Real
    customers_marketing_sourced: Real
    customers_initial_per_rep: Real
    customers_recurring_share: Real
    customers_recurring_force: Real
    customers_service_hours: Real
    customers_promise_tolerance: Real
    customers_disappointment: Real
    customers_satisfaction_fit: Real
    customers_satisfaction_service: Real
    customers_satisfaction_joint: Real
    customers_engagement: Real
    customers_renewal: Real
    customers_renewal_satisfaction: Real
    customers_expansion: Real
    customers_room: Real
    customers_room_elasticity: Real
    trust_gain: Real
    trust_loss_ratio: Real
    trust_hearsay: Real
    trust_influence: Real
    trust_affect_weight: Real
    trust_rapport: Real
    trust_estrangement: Real
    trust_conflict_loss: Real
    trust_blame: Real
    trust_violation: Real
    trust_ceiling_loss: Real
    trust_repair: Real
    trust_initial: Real
    trust_ignored_weight: Real
    trust_lost_valence: Real
    people_weekly_hours: Real
    people_skill_spread: Real
    people_skill_sales: Real
    people_skill_marketing: Real
    people_ramp: Real
    people_learning: Real
    people_mastery: Real
    people_craft: Real
    people_adapting: Real
    people_shaping: Real
    people_ambiguity: Real
    people_ambiguity_cost: Real
    people_fragmentation: Real
    people_morale_output: Real
    people_morale_weight: Real
    people_morale_hours: Real
    people_exclusion_blow: Real
    people_leaving_sales: Real
    people_leaving_marketing: Real
    people_leaving_morale: Real
    people_hiring: Real
    people_free_riding: Real
    people_handover: Real
    people_ideas: Real
    people_joint_ideas: Real
    people_silence: Real
    people_orientation_gap: Real
    people_orientation_spread: Real
    leadership_strength: Real
    leadership_hours: Real
    leadership_deciding_hours: Real
    leadership_consent: Real
    leadership_balancing: Real
    leadership_coaching: Real
    leadership_coaching_hours: Real
    leadership_session_effect: Real
    leadership_devils_advocate: Real
    leadership_disregard: Real
    leadership_idea_effect: Real
    leadership_idea_decay: Real
    perception_optimism: Real
    perception_spread: Real
    perception_required: Real
    perception_withholding: Real
    perception_surface_weight: Real
    perception_inertia: Real
    perception_threshold: Real
    perception_visible_failure: Real
    perception_programme: Real
    perception_programme_hours: Real
    perception_aligned_cut: Real
    perception_very_aligned_cut: Real
    technology_precision: Real
    technology_underuse: Real
    technology_separation: Real
    technology_upkeep: Real
    technology_informal_loss: Real
    power_contests: Real
    power_contest_step: Real
    power_contest_hours: Real
    power_drift: Real
    power_drift_step: Real
    power_transition: Real
    power_haste: Real
    power_resistance: Real
    power_upheaval: Real
    power_upheaval_hours: Real
    power_upheaval_leaving: Real
    power_rule_change: Real

class ParametersRow(ParametersFields[int, float], Record): ...
class ParametersTable(ParametersFields[Wholes, Reals], Table[ParametersRow]): ...

class QuartersFields(Generic[Whole, Real]):
    revenue: Real
    revenue_new: Real
    revenue_recurring: Real
    leads_created: Real
    leads_handed_over: Real
    leads_worked: Real
    leads_ignored: Real
    leads_rejected: Real
    opportunities: Real
    wins: Real
    marketing_wins: Real
    marketing_influence: Real
    losses: Real
    no_decisions: Real
    customers: Real
    churned_customers: Real
    win_rate: Real
    weeks_to_first_contact: Real
    sales_cycle_weeks: Real
    sales_cycle_weeks_median: Real
    contract_value: Real
    gross_retention: Real
    net_retention: Real
    gross_retention_broken: Real
    gross_retention_kept: Real
    trust_sales_in_marketing: Real
    trust_sales_in_marketing_cognition: Real
    trust_sales_in_marketing_affect: Real
    trust_marketing_in_sales: Real
    trust_marketing_in_sales_cognition: Real
    trust_marketing_in_sales_affect: Real
    leader_trust_sales_in_marketing: Real
    leader_trust_marketing_in_sales: Real
    executives_aligned: Real
    executives_very_aligned: Real
    practitioners_lack: Real
    perception_gap: Real
    friction_events_per_person_week: Real
    friction_hours_share: Real
    misfit_leads: Real
    broken_promises: Real
    credit_disputes: Real
    credit_thefts: Real
    exclusions: Real
    doubled_work: Real
    dropped_work: Real
    stalemates: Real
    questions: Real
    power_contests: Real
    decision_latency_weeks: Real
    dispute_backlog: Real
    ideas_proposed: Real
    ideas_adopted: Real
    role_clarity: Real
    morale: Real
    leavers: Real
    leavers_sales: Real
    mastery: Real
    power_balance: Real
    tool_utilisation: Real
    view_distance: Real
    credit_claimed_ratio: Real
    credit_gini: Real
    cross_function_density: Real
    assortativity: Real
    modularity: Real

class QuartersRow(QuartersFields[int, float], Record): ...
class QuartersTable(QuartersFields[Wholes, Reals], Table[QuartersRow]): ...

class Arrays:
    clock: ClockTable
    company: CompanyTable
    structure: StructureTable
    decisions: DecisionsTable
    theory: TheoryTable
    conditions: ConditionsTable
    weather: WeatherTable
    people: PeopleTable
    teams: TeamsTable
    ties: TiesTable
    opinions: OpinionsTable
    leads: LeadsTable
    customers: CustomersTable
    turns: TurnsTable
    matters: MattersTable
    sources: SourcesTable
    paces: PacesTable
    sizes: SizesTable
    tally: TallyTable
    scratch: ScratchTable
    parameters: ParametersTable
    quarters: QuartersTable
    tie_index: Numbers
    queue: Numbers
    queue_start: Numbers
