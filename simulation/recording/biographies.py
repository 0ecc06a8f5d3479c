"""What is seen of leads: when each came to which stage, and how it ended, before it leaves the books; and of wins."""

from typing import TYPE_CHECKING

from ..machinery.compiled import compiled
from ..rules.campaigns import targeting_precision
from ..rules.credit import claim, grievance, marketing_by_rule, minding, paid_to_marketing
from ..rules.finds import found, found_by_rep
from ..world.arithmetic import logistic
from ..world.identities import lead_identity
from ..world.organisation import Organisation
from ..world.words import FIRST_END, NEVER, NOBODY, NOW, Matter, Side, Stage
from .log import LEADS_WIDTH, LIFE_WIDTH, Log

if TYPE_CHECKING:
    from ..world.tables import Wholes


@compiled
def see_leads_found(org: Organisation, log: Log, who: int) -> None:
    """What a marketer, or a rep by own search, has just found; what the books did not take is a life of one moment."""
    if len(log.seen) == 0:
        return
    seen, tally = log.seen[0], org.tally[0]
    for number in range(int(tally.leads_created - seen.created)):
        identity = lead_identity(org, org.people[who].identity, number)
        if seen.leads < org.company[0].leads and org.leads[seen.leads].identity == identity:
            begin(log)
        elif org.people[who].function == Side.MARKETING:
            end_unqualified(org, log, identity, who, number)
        else:
            end_unengaged(org, log, identity, who, number)
    seen.created = tally.leads_created


@compiled
def begin(log: Log) -> None:
    """The next lead of the books begins its recorded life."""
    life = log.under_way[log.seen[0].leads]
    life.handed_over = life.opportunity = life.proposal = life.negotiation = life.ended = NEVER
    life.dropped = 0
    log.seen[0].leads += 1


@compiled
def end(log: Log, lead: "Wholes", life: "Wholes", row: int) -> None:
    """The life of a lead is over: its fields, and those of its life, go to their columns."""
    place, fields, weeks = log.seen[0].lives, log.leads_fields, log.lives_fields
    leads, lives = len(log.leads) // len(fields), len(log.lives) // len(weeks)
    for column in range(len(fields)):
        log.leads[column * leads + place] = lead[row * LEADS_WIDTH + fields[column]]
    for column in range(len(weeks)):
        log.lives[column * lives + place] = life[row * LIFE_WIDTH + weeks[column]]
    log.seen[0].lives += 1


@compiled
def appear(log: Log, identity: int, stage: int, created: float) -> None:
    """A lead that appears and ends, and never is in the books; nothing else is known of it yet."""
    log.scratch[0] = log.blank[0]
    lead, life = log.scratch[0], log.once[0]
    lead.identity, lead.stage, lead.created = identity, stage, created
    life.handed_over = life.opportunity = life.proposal = life.negotiation = NEVER
    life.ended, life.dropped = int(created), 0


@compiled
def end_unqualified(org: Organisation, log: Log, identity: int, who: int, number: int) -> None:
    """A lead that its marketer does not qualify."""
    find = found(org, who, number, targeting_precision(org, who))
    appear(log, identity, Stage.UNQUALIFIED, float(org.clock[0].week))
    lead = log.scratch[0]
    lead.marketer, lead.source, lead.fit, lead.believed = who, find.source, find.fit, logistic(find.believed)
    lead.marketing_touches, lead.first_touch, lead.last_touch = 1.0, Side.MARKETING, Side.MARKETING
    end(log, log.scratch_now, log.once_now, 0)


@compiled
def end_unengaged(org: Organisation, log: Log, identity: int, who: int, number: int) -> None:
    """A buyer that a rep finds, and that does not engage."""
    find = found_by_rep(org, who, number)
    appear(log, identity, Stage.REJECTED, org.clock[0].week + find.moment)
    lead = log.scratch[0]
    lead.rep, lead.fit, lead.believed, lead.contacted = who, find.fit, logistic(find.fit), lead.created
    lead.sales_touches, lead.first_touch, lead.last_touch = 1.0, Side.SALES, Side.SALES
    end(log, log.scratch_now, log.once_now, 0)


@compiled
def see_hand_over(org: Organisation, log: Log) -> None:
    """Leads that were handed over this week, and those that merged roles left to nobody."""
    if len(log.seen) == 0:
        return
    while log.seen[0].leads < org.company[0].leads:
        begin(log)
    for row in range(org.company[0].leads):
        lead, life = org.leads[row], log.under_way[row]
        if life.handed_over == NEVER and lead.tie >= 0:
            life.handed_over = org.clock[0].week
            life.dropped = 1 if lead.stage == Stage.IGNORED else 0


@compiled
def see_ends(org: Organisation, log: Log) -> None:
    """Stages that leads have come to; those that ended are copied, and wins with what each side claims of them."""
    if len(log.seen) == 0:
        return
    seen, kept = log.seen[0], 0
    seen.wins_before = seen.wins
    while seen.leads < org.company[0].leads:
        begin(log)
    for row in range(org.company[0].leads):
        see_stage(log, row, org.leads[row].stage, org.clock[0].week)
        if org.leads[row].stage < FIRST_END:
            if kept < row:
                log.under_way[kept] = log.under_way[row]
            kept += 1
            continue
        if org.leads[row].stage == Stage.WON:
            see_win(org, log, row)
        end(log, log.leads_now, log.lives_now, row)
    seen.leads = kept


@compiled
def see_stage(log: Log, row: int, stage: int, week: int) -> None:
    """The week in which a lead reaches a stage."""
    life = log.under_way[row]
    if stage >= FIRST_END:
        life.ended = week
    if life.opportunity == NEVER and stage >= Stage.OPPORTUNITY and (stage < FIRST_END or stage >= Stage.LOST):
        life.opportunity = week
    if life.proposal == NEVER and Stage.PROPOSAL <= stage < FIRST_END:
        life.proposal = week
    if life.negotiation == NEVER and stage == Stage.NEGOTIATION:
        life.negotiation = week


@compiled
def see_win(org: Organisation, log: Log, row: int) -> None:
    """What is paid and claimed of a win, and whether the side that loses by it minds."""
    lead, win, wrong = org.leads[row], log.wins[log.seen[0].wins], grievance(org, row)
    log.seen[0].wins += 1
    win.lead, win.week, win.rule = lead.identity, org.clock[0].week, org.structure[NOW].attribution
    win.marketer, win.rep, win.tie, win.source = lead.marketer, lead.rep, lead.tie, lead.source
    win.value, win.sales_touches, win.marketing_touches = lead.value, lead.sales_touches, lead.marketing_touches
    win.due, win.paid = marketing_by_rule(org, row), paid_to_marketing(org, row)
    win.claimed_by_sales, win.claimed_by_marketing = claim(org, row, Side.SALES), claim(org, row, Side.MARKETING)
    win.victim, win.contested, win.excess = NOBODY, 0, 0.0
    win.stolen = 0
    if lead.tie != NOBODY:
        win.victim, win.excess = wrong.victim, wrong.excess
        win.stolen = 1 if wrong.contested < minding(org, wrong.victim, wrong.excess) else 0


@compiled
def see_disputes(org: Organisation, log: Log) -> None:
    """Wins of this week whose credit is contested: they are not taken, as yet."""
    if len(log.seen) == 0:
        return
    for row in range(log.seen[0].matters, org.company[0].matters):
        for win in range(log.seen[0].wins_before, log.seen[0].wins):
            if org.matters[row].kind == Matter.DISPUTE and log.wins[win].lead == org.matters[row].identity:
                log.wins[win].contested, log.wins[win].stolen = 1, 0
