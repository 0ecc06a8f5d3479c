"""What is seen of a company week by week: its people, its ties with both opinions, and itself."""

from typing import TYPE_CHECKING

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import Stage
from .biographies import begin
from .log import EARLIER, EARLY_OPINIONS, EARLY_TIES, OPINIONS_WIDTH, PEOPLE_WIDTH, TIES_WIDTH, Log

if TYPE_CHECKING:
    from ..world.tables import Wholes


@compiled
def copy_rows(
    log: "Wholes", first: int, count: int, now: "Wholes", width: int, fields: "Wholes", begin: int, end: int
) -> None:
    """Of the first `count` rows of a table, `width` words each, the fields from `begin` to `end` go to their columns.

    `fields` are all that the log has columns for, by their places in a row; `first` is the next row there.
    """
    length = len(log) // len(fields)
    for column in range(begin, end):
        for row in range(count):
            log[column * length + first + row] = now[row * width + fields[column]]


@compiled
def see_experiences(org: Organisation, log: Log) -> None:
    """What the two of each tie have lived through, before their trust moves on it and it is forgotten."""
    if len(log.seen) == 0:
        return
    ties, first = len(org.ties), log.seen[0].weeks * len(org.ties)
    copy_rows(log.ties, first, ties, log.ties_now, TIES_WIDTH, log.ties_fields, 0, EARLY_TIES)
    copy_rows(log.opinions, first, ties, log.opinions_now, OPINIONS_WIDTH, log.opinions_fields, 0, EARLY_OPINIONS)


@compiled
def see_people(org: Organisation, log: Log) -> None:
    """People and ties when the week's work is done, before a quarter's end begins their counts anew."""
    if len(log.seen) == 0:
        return
    week, ties, people = log.seen[0].weeks, len(org.ties), len(org.people)
    copy_rows(log.people, week * people, people, log.people_now, PEOPLE_WIDTH, log.people_fields, 0,
              len(log.people_fields))  # fmt: skip
    copy_rows(log.ties, week * ties, ties, log.ties_now, TIES_WIDTH, log.ties_fields, EARLY_TIES,
              len(log.ties_fields))  # fmt: skip
    copy_rows(log.opinions, week * ties, ties, log.opinions_now, OPINIONS_WIDTH, log.opinions_fields, EARLY_OPINIONS,
              len(log.opinions_fields))  # fmt: skip
    copy_rows(log.tally, week, 1, log.tally_now, 0, log.tally_fields, 0, len(log.tally_fields))


@compiled
def see_company(org: Organisation, log: Log) -> None:
    """The company at the end of the week, its structure and its conditions; the week is over."""
    if len(log.seen) == 0:
        return
    seen = log.seen[0]
    copy_rows(log.company, seen.weeks, 1, log.company_now, 0, log.company_fields, 0, len(log.company_fields))
    copy_rows(log.structure, seen.weeks, 1, log.structure_now, 0, log.structure_fields, 0, len(log.structure_fields))
    copy_rows(log.conditions, seen.weeks, 1, log.conditions_now, 0, log.conditions_fields, 0,
              len(log.conditions_fields))  # fmt: skip
    seen.created, seen.matters = org.tally[0].leads_created, org.company[0].matters
    seen.weeks += 1


@compiled
def begin_record(org: Organisation, log: Log) -> None:
    """The state in which a record begins, and the leads that have a past already."""
    see_experiences(org, log)
    see_people(org, log)
    see_company(org, log)
    for row in range(org.company[0].leads):
        begin(log)
        lead, life = org.leads[row], log.under_way[row]
        if lead.marketer >= 0:
            life.handed_over = EARLIER
        if lead.stage >= Stage.OPPORTUNITY:
            life.opportunity = EARLIER
        if lead.stage >= Stage.PROPOSAL:
            life.proposal = EARLIER
        if lead.stage == Stage.NEGOTIATION:
            life.negotiation = EARLIER


@compiled
def has_pages(org: Organisation, log: Log) -> bool:
    """Whether the log holds whatever the coming week brings: the condition of its `make_room`."""
    if len(log.seen) == 0:
        return True
    seen, lives = log.seen[0], len(log.lives) // len(log.lives_fields)
    leads = len(log.under_way) == len(org.leads) and seen.lives + 2 * len(org.leads) <= lives
    wins = seen.wins + len(org.leads) <= len(log.wins)
    matters = len(log.waiting) == len(org.matters) and seen.closed + 2 * len(org.matters) <= len(log.closed)
    return bool((seen.weeks + 1) * len(log.company_fields) <= len(log.company) and leads and wins and matters)
