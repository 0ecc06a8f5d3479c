"""Section 7.15: what executives come to believe, and what is asked and appraised at a quarter's end."""

from math import exp
from typing import Any

from tests.documents.rebuilt.common import MARKETING, SALES, Values, clip, mutual_trust, voice
from tests.documents.rebuilt.structure import planning

EXECUTIVE = 3
OWN_ACCOUNTING = 0


def report(values: Values, world: Any) -> float:
    """Alignment as it is reported to the executives."""
    belief, x = world.company[0].belief, world.company[0].alignment
    pairs = world.ties[: world.company[0].pairs]
    met = sum(tie.contact for tie in pairs) / len(pairs)
    told = (1 - values["perception.withholding"]) * min(voice(values, world, SALES), voice(values, world, MARKETING))
    kept = 1 - told * (1 + met) / 2
    for level in ("managers", "heads", "executives"):
        two_lines = world.structure[0].heads == 2 and level != "managers"
        x += (kept**2 if two_lines else kept) * max(0.0, belief - x)
        x += values["perception.optimism"] * values["perception.spread"]
    return clip(x)


def joint_result(world: Any) -> float:
    """The quarter's wins over all reps' targets."""
    return float(min(1.0, world.tally[0].wins / sum(rep.target for rep in world.people[: world.company[0].reps])))


def pipeline(world: Any) -> float:
    """Leads handed over, over those asked of all marketers."""
    company = world.company[0]
    asked = sum(person.target for person in world.people[company.reps : company.reps + company.marketers])
    return float(min(1.0, world.tally[0].leads_handed_over / asked))


def surface(values: Values, world: Any, pipeline: float, results: float) -> float:
    """What executives see for themselves: the pipeline, results, how much people meet, what is shared on paper."""
    company, now = world.company[0], world.structure[0]
    practitioners = world.people[: company.reps + company.marketers]
    met = sum(person.meeting_hours for person in practitioners) / len(practitioners)
    held = 1 - exp(-(planning(values, world) + met) / values["coordination.planning_scale"])
    paper = (now.shared_goals + (now.attribution != OWN_ACCOUNTING)) / 2 if company.programme_left <= 0 else 1.0
    return float((pipeline + results + held + paper) / 4)


def lived(values: Values, world: Any, row: int) -> float:
    """Alignment as one person lives it, against what the work requires."""
    person, sky = world.people[row], world.conditions[0]
    leaders = world.teams[person.team].counterpart
    agreed = mutual_trust(values, world, leaders) if leaders >= 0 else 1.0
    found = (person.trust + person.shared + person.clarity + 1 - world.company[0].mess + agreed) / 5
    forces = (sky.technology + sky.buyers + sky.business_model) / 3
    return float(max(0.0, found - values["perception.required"] * forces))


def alignment(values: Values, world: Any) -> float:
    """Alignment as practitioners live it."""
    count = world.company[0].reps + world.company[0].marketers
    return sum(lived(values, world, row) for row in range(count)) / count


def mess(world: Any) -> float:
    """Share of the quarter's leads that were dropped or worked on twice."""
    tally = world.tally[0]
    if not tally.leads_handed_over:
        return 0.0
    return float(min(1.0, (tally.doubled_work + tally.dropped_work) / tally.leads_handed_over))


def settled_share(values: Values, world: Any) -> float:
    """Leaders' record after the quarter."""
    tally, company, keep = world.tally[0], world.company[0], values["perception.inertia"]
    heard = tally.decided + tally.stalemates + company.matters
    return keep * company.settled_share + (1 - keep) * tally.settled / heard if heard else company.settled_share


def dashboards(values: Values, world: Any) -> tuple[float, float]:
    """Reported quality of marketing's leads, reported follow-up of sales."""
    tally, company, keep = world.tally[0], world.company[0], values["perception.inertia"]
    quality, follow_up = company.reported_quality, company.reported_follow_up
    if tally.leads_worked:
        quality = keep * quality + (1 - keep) * (1 - tally.misfit_leads / tally.leads_worked)
    if tally.leads_handed_over:
        follow_up = keep * follow_up + (1 - keep) * min(1.0, tally.leads_worked / tally.leads_handed_over)
    return quality, follow_up


def alarmed(values: Values, world: Any, belief: float) -> bool:
    """Whether executives act."""
    company, fallen = world.company[0], 1 - values["perception.visible_failure"]
    collapsed = world.tally[0].revenue_new < fallen * company.last_revenue
    return bool(company.programme_left <= 0 and (belief < values["perception.threshold"] or collapsed))


def appraisal(world: Any, person: Any) -> tuple[float, float]:
    """A person's success in the quarter, and its inequity."""
    goals, own, joint = world.structure[0].shared_goals, person.achieved / person.target, joint_result(world)
    return float((1 - goals) * min(1.0, own) + goals * joint), clip(goals * (own - joint))


def survey(values: Values, world: Any, nature: list[float]) -> tuple[float, float, float]:
    """Shares of executives saying aligned and very aligned, and of practitioners who see a lack.

    `nature` holds a standard normal for each person: how hard to please it is, whenever it is asked.
    """
    company, spread = world.company[0], values["perception.spread"]
    count = company.reps + company.marketers
    aligned, very = values["perception.aligned_cut"], values["perception.very_aligned_cut"]
    top = [row for row in range(count, len(world.people)) if world.people[row].level == EXECUTIVE]
    yes = sum(company.belief >= aligned + spread * nature[row] for row in top) / len(top)
    much = sum(company.belief >= very + spread * nature[row] for row in top) / len(top)
    lack = sum(lived(values, world, row) < aligned + spread * nature[row] for row in range(count)) / count
    return yes, much, lack
