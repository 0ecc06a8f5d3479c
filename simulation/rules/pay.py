"""Credit for money that came in goes to people: to the two who earned it, or into a pool for all."""

from ..machinery.compiled import compiled
from ..world.organisation import Organisation
from ..world.words import NOBODY, NOW, Attribution


@compiled
def pay(org: Organisation, rep: int, marketer: int, value: float, marketing_part: float) -> None:
    """Credit for `value` goes to the two people, or into the pool that is shared out at quarter's end.

    Writes: people.credit, company.pool, tally.credit_paid
    """
    org.tally[0].credit_paid += value
    if org.structure[NOW].attribution == Attribution.POOLED:
        org.company[0].pool += value
        return
    org.people[rep].credit += value * (1.0 - marketing_part)
    if marketer != NOBODY:
        org.people[marketer].credit += value * marketing_part


@compiled
def share_pool(org: Organisation) -> None:
    """Pooled credit is shared out to all reps and marketers alike.

    Writes: people.credit, company.pool
    """
    company = org.company[0]
    count = company.reps + company.marketers
    for who in range(count):
        org.people[who].credit += company.pool / count
    company.pool = 0.0
