"""What makes a buyer ready to sign when it decides."""

from ..machinery.compiled import compiled
from ..world.arithmetic import logistic
from ..world.organisation import Organisation
from ..world.words import NOBODY, NOW
from .capacity import competence
from .leads import marketing_share, own_promise


@compiled
def readiness(org: Organisation, row: int) -> float:
    """Log-odds of a win when the buyer decides.

    fit, the rep's competence, joint touches (F77), marketing's content beyond what an autonomous buyer takes for
    granted (F73), what was promised, what the company has learnt; less two different stories, and a concern nobody
    speaks to.

    Reads: leads, people, ties, company, conditions, parameters
    """
    p, lead = org.parameters[0], org.leads[row]
    share = marketing_share(org, row)
    return (
        p.buyers_win
        + p.buyers_win_fit * lead.fit
        + p.buyers_win_skill * (competence(org, lead.rep) - 1.0)
        + p.buyers_win_joint * lead.joint / lead.waited
        + p.buyers_win_content * lead.autonomy * (share - p.buyers_usual_content)
        + p.buyers_win_promise * (lead.promise + own_promise(org, lead.rep) - logistic(lead.fit))
        + org.company[0].know_how
        - org.conditions[0].story_weight * story_gap(org, row, share=share)
        - p.buyers_win_concern * unmet_concern(org, row)
    )


@compiled
def unmet_concern(org: Organisation, row: int) -> float:
    """How far a buyer's concern lies from the views it meets, in [0, 1]: two views see more than one (F20).

    The rep brings its own view; the marketer's counts as far as the two touched the deal jointly, if it is nearer.

    Reads: leads, ties, people.orientation
    """
    lead = org.leads[row]
    unmet = abs(lead.concern - org.people[lead.rep].orientation)
    if lead.tie == NOBODY:
        return unmet
    other = abs(lead.concern - org.people[org.ties[lead.tie].marketer].orientation)
    return unmet - lead.joint / lead.waited * max(0.0, unmet - other)


@compiled
def story_gap(org: Organisation, row: int, share: float) -> float:
    """How different the two stories are that a buyer hears, in [0, 1].

    They differ by what the two functions do not share and by what the hand-off lost, and matter as far as
    the buyer hears both; merged roles tell one.

    Reads: leads, ties, people, structure.role_overlap
    """
    lead = org.leads[row]
    shared = org.ties[lead.tie].shared if lead.tie != NOBODY else org.people[lead.rep].shared
    both = (1.0 - abs(2.0 * share - 1.0)) * (1.0 - org.structure[NOW].role_overlap)
    return both * 0.5 * ((1.0 - shared) + (1.0 - lead.information))
