"""The hand-off: a qualified lead passes to a rep, later and poorer the farther apart the two are."""

from ..machinery.compiled import compiled
from ..world.arithmetic import clip
from ..world.draws import Decision, fate
from ..world.elementary import log
from ..world.organisation import Organisation
from ..world.words import NOW, Stage, Tool
from .lines import line_up


@compiled
def leads_are_handed_over(org: Organisation) -> None:
    """Every lead qualified this week goes to a rep; then each rep's leads are lined up.

    Reads: leads, ties, tie_index, people, structure, conditions, parameters
    Writes: leads.stage, leads.rep, leads.tie, leads.available, leads.information, leads.doubled,
        people.owed_hours, queue, queue_start, tally.leads_handed_over, tally.leads_ignored,
        tally.dropped_work, tally.doubled_work
    """
    for row in range(org.company[0].leads):
        if org.leads[row].stage == Stage.QUALIFIED and org.leads[row].tie < 0 and org.leads[row].marketer >= 0:
            hand_over(org, row)
    line_up(org, org.leads.rep, org.company[0].leads)


@compiled
def hand_over(org: Organisation, row: int) -> None:
    """One lead goes along one of its marketer's ties: after a delay, with a loss, or to nobody.

    Reads: ties, people, structure, conditions, parameters
    Writes: leads, people.owed_hours, tally
    """
    lead, tally = org.leads[row], org.tally[0]
    luck = fate(org, Decision.HAND_OFF, lead.identity)
    lead.tie = receiving_tie(org, lead.marketer, luck.a)
    lead.rep = org.ties[lead.tie].rep
    lead.stage = Stage.ASSIGNED
    lead.available += delay(org, lead.tie) * -log(luck.b)
    lead.information = 1.0 - loss(org, lead.tie)
    tally.leads_handed_over += 1.0
    unclear = confusion(org, lead.tie)
    if luck.c < org.parameters[0].handoff_muddle * unclear:
        lead.stage = Stage.IGNORED
        tally.leads_ignored += 1.0
        tally.dropped_work += 1.0
    elif luck.d < doubling(org, lead.tie, unclear=unclear):
        double(org, row)


@compiled
def receiving_tie(org: Organisation, marketer: int, uniform: float) -> int:
    """The tie a lead is handed along: contacts first, by their strength; strangers now and then.

    Reads: ties, tie_index, people.vacant, parameters
    """
    cold = org.parameters[0].handoff_cold_routing
    first, last = org.people[marketer].first_tie, org.people[marketer].last_tie
    total = 0.0
    for place in range(first, last):
        tie = org.ties[org.tie_index[place]]
        total += (tie.contact + cold) * (org.people[tie.rep].vacant <= 0.0)
    upto = uniform * total
    for place in range(first, last):
        tie = org.ties[org.tie_index[place]]
        upto -= (tie.contact + cold) * (org.people[tie.rep].vacant <= 0.0)
        if upto < 0.0:
            return org.tie_index[place]
    return org.tie_index[first]


@compiled
def delay(org: Organisation, row: int) -> float:
    """Mean weeks from qualification until the rep can see the lead (F31): none in merged roles, or in full contact.

    Reads: ties, structure.role_overlap, parameters
    """
    apart = (1.0 - org.structure[NOW].role_overlap) * (1.0 - org.ties[row].contact)
    return org.parameters[0].handoff_delay * apart


@compiled
def loss(org: Organisation, row: int) -> float:
    """Share of what marketing knows of a lead that is lost on the way, in [0, 1] (F08, F76, F83).

    Its grounds count alike: tools differ, the two share no view of what a lead is, buyers no longer do what roles are
    made for. Where roles are merged, less is handed over: who found a lead works it on.

    Reads: ties.shared, people.system, conditions.as_of_old, structure.role_overlap, parameters
    """
    grounds = tools_differ(org, row) + (1.0 - org.ties[row].shared) + org.conditions[0].as_of_old
    return clip(org.parameters[0].handoff_loss * grounds * (1.0 - org.structure[NOW].role_overlap), 0.0, 1.0)


@compiled
def tools_differ(org: Organisation, row: int) -> float:
    """1 if the two work in different tools, else 0.

    Reads: people.system
    """
    sales, marketing = org.people[org.ties[row].rep].system, org.people[org.ties[row].marketer].system
    return 0.0 if sales == Tool.COMMON and marketing == Tool.COMMON else 1.0


@compiled
def confusion(org: Organisation, row: int) -> float:
    """How far two people's merged roles leave open who does what, in [0, 1].

    Reads: people.clarity, structure.role_overlap
    """
    clarity = 0.5 * (org.people[org.ties[row].rep].clarity + org.people[org.ties[row].marketer].clarity)
    return org.structure[NOW].role_overlap * (1.0 - clarity)


@compiled
def doubling(org: Organisation, row: int, unclear: float) -> float:
    """Chance that both work on the same lead: the mean of how unclear merged roles are, and how strange the two.

    Reads: ties.shared, structure.integration, parameters
    """
    strangers = (1.0 - org.ties[row].shared) * (1.0 - org.structure[NOW].integration)
    return org.parameters[0].handoff_muddle * 0.5 * (unclear + strangers * strangers)


@compiled
def double(org: Organisation, row: int) -> None:
    """Both sides lose hours on the same lead: a contact's between them.

    Reads: parameters
    Writes: leads.doubled, people.owed_hours, tally.doubled_work
    """
    lead, hours = org.leads[row], 0.5 * org.parameters[0].selling_contact_hours
    lead.doubled = 1
    org.people[lead.rep].owed_hours += hours
    org.people[lead.marketer].owed_hours += hours
    org.tally[0].doubled_work += 1.0
