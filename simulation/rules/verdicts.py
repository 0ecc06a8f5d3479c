"""What comes of a leader's decision: a question answered, a dispute settled, an idea judged."""

from ..machinery.compiled import compiled
from ..world.arithmetic import normal
from ..world.organisation import Organisation
from ..world.theories import ConflictTheory
from ..world.words import NOBODY, WEEKS_PER_QUARTER, Side, Verdict
from .authority import fairness, set_aside
from .means import difference
from .opinions import deceive, live_through, view


@compiled
def answer(org: Organisation, row: int, luck: float, contradicted: bool) -> None:
    """A question of priorities is answered, and joint work goes on.

    A difference that both leaders settle teaches the two of each other's world as much as a week of the best contact
    (functional conflict, F12, F14). The led side may find it answered over its head; two leaders who answer each alone
    may contradict each other.

    Reads: structure, theory, parameters
    Writes: matters.closed, ties.blocked, ties.conflict, ties.shared, opinions, tally.settled
    """
    matter = org.matters[row]
    matter.closed = Verdict.CONTRADICTED if contradicted else Verdict.SETTLED
    tie = org.ties[matter.tie]
    tie.blocked -= 1.0
    if contradicted:
        tie.conflict += 1.0
    elif luck < set_aside(org, matter.function):
        overruled(org, row)
    else:
        org.tally[0].settled += 1.0
        if matter.other_leader == NOBODY:
            return
        if org.theory[0].conflict == ConflictTheory.FUNCTIONAL:
            tie.shared += org.parameters[0].coordination_sharing * (1.0 - tie.shared)
        else:
            tie.conflict += 1.0


@compiled
def overruled(org: Organisation, row: int) -> None:
    """A leader whose side was not heard, and who had no part in the decision, thinks the worse of the other.

    Writes: matters.closed, opinions
    """
    matter = org.matters[row]
    matter.closed = Verdict.OVERRULED
    if matter.leaders == NOBODY:
        return
    pair = org.ties[matter.leaders]
    own = pair.rep if matter.function == Side.SALES else pair.marketer
    if own != matter.leader and own != matter.other_leader:
        live_through(org, view(matter.leaders, matter.function), 0.0, 1.0)


@compiled
def settle(org: Organisation, row: int, luck: float) -> None:
    """A dispute is settled: fairly, which heals, or so that the claim stands for all to see, the leaders too.

    Writes: matters.closed, opinions, tally.credit_thefts, tally.settled
    """
    matter = org.matters[row]
    matter.closed = Verdict.SETTLED
    victim = view(matter.tie, matter.function)
    if luck < fairness(org, matter.function):
        org.tally[0].settled += 1.0
        live_through(org, victim, 1.0, 1.0)
        org.opinions[victim].repair = WEEKS_PER_QUARTER
    else:
        org.tally[0].credit_thefts += 1.0
        deceive(org, victim)
        overruled(org, row)
        matter.closed = Verdict.STANDS


@compiled
def weigh(org: Organisation, row: int, luck: float, error: float, contradicted: bool) -> None:
    """An idea is judged; adopted, it teaches the company what it is worth, good or bad.

    Nothing comes of one that both functions need and the other does not go along with.

    Judging errs as much as ideas differ; a review by both sides the less, the more their views do: the devil's
    advocate (F20).

    Reads: matters, structure, parameters
    Writes: matters.closed, company.know_how, opinions, tally.ideas_adopted, tally.settled
    """
    p, matter, company = org.parameters[0], org.matters[row], org.company[0]
    matter.closed = Verdict.CONTRADICTED if contradicted else Verdict.DECLINED
    if contradicted:
        return
    if luck < set_aside(org, matter.function):
        overruled(org, row)
        return
    org.tally[0].settled += 1.0
    both = 1.0 if matter.other_leader != NOBODY else 0.0
    blur = 1.0 - p.leadership_devils_advocate * both * difference(org)
    if matter.excess + blur * normal(error) > 0.0:
        matter.closed = Verdict.ADOPTED
        org.tally[0].ideas_adopted += 1.0
        company.know_how += p.leadership_idea_effect * matter.excess / (company.reps + company.marketers)
