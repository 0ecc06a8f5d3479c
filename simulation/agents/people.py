"""The people of a company as Mesa agents: what each does in a week is a method that a subclass may replace.

The rules of the model are compiled functions over the records of the state. A method here calls the rule on
the agent's own record, so that Mesa and the engine live the same week to the last bit. To try another rule,
write it in ordinary Python:

>>> from cordiale import AlignmentModel, SalesRep, load_scenario
>>> class EagerRep(SalesRep):
...     "Never searches for buyers while a lead of marketing's waits."
...     def work_week(self):
...         self.serve_customers()
...         self.attend_opportunities()
...         self.work_leads()
...         if not self.waiting_leads:
...             self.prospect()
>>> model = AlignmentModel(load_scenario("status-quo"), paradigm="siloed", sales_rep=EagerRep)
>>> for _ in range(3):
...     model.step()
>>> any(rep.waiting_leads and rep.hours_left > 0 for rep in model.actors["reps"])
True
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, final

import mesa
import numpy as np

from ..rules import campaigns, hours, leadership, matters, people, selling
from ..rules.opinions import trust_of, view
from ..world.words import Stage
from .own_record import Recorded, Surroundings

if TYPE_CHECKING:
    from ..world.tables import CustomersRow, LeadsRow, OpinionsRow

# What the people of a phase do in it: the method that Mesa calls on each of them.
METHODS = {
    "people_set_aside_hours": "set_aside_hours",
    "marketers_run_campaigns": "run_campaigns",
    "reps_work_leads": "work_week",
    "people_propose_ideas": "propose",
    "people_live": "live",
    "leaders_lead": "lead",
}


class Member(Recorded, mesa.Agent):
    """A seat in the company and whoever sits there, as an agent; abstract.

    Who sits there may leave: then `identity` is somebody else's, while `key`, `row` and the agent stay.
    """

    def __init__(self, model: Surroundings, row: int) -> None:
        super().__init__(model)
        self.row = row

    def act(self, rule: Callable[..., None]) -> None:
        """Do what a rule of the model says, or what stands in its place."""
        self.model.company.rules.of(rule)(self.org, self.row)

    def set_aside_hours(self) -> None:
        """Begin the week with what is already promised: meetings, planning, and old trouble."""
        self.act(hours.set_aside_hours)


class Practitioner(Member):
    """A rep or a marketer, somebody who does the work; abstract."""

    @property
    def leads(self) -> list["LeadsRow"]:
        """Leads and opportunities that a rep has, or that came from a marketer, as records of `org.leads`."""
        return self.booked("leads")

    @property
    def customers(self) -> list["CustomersRow"]:
        """Customers that a rep serves, or that came from a marketer, as records of `org.customers`."""
        return self.booked("customers")

    @property
    def ties(self) -> dict[Member, int]:
        """People of the other function this one could work with, and the row of the tie in `org.ties`."""
        rows = self.org.tie_index[int(self.record.first_tie) : int(self.record.last_tie)]
        ends = ((self.org.ties[row], int(row)) for row in rows)
        return {self.model.people[int(tie.rep + tie.marketer) - self.row]: row for tie, row in ends}

    @property
    def contacts(self) -> dict[Member, float]:
        """People of the other function this one works with, and the strength of the contact, in (0, 1]."""
        strengths = {other: float(self.org.ties[row].contact) for other, row in self.ties.items()}
        return {other: strength for other, strength in strengths.items() if strength > 0.0}

    def opinion_of(self, other: Member) -> "OpinionsRow":
        """What this person thinks of a tied one: a record of `org.opinions`. Raises KeyError for a stranger."""
        return self.org.opinions[view(self.ties[other], int(self.record.function))]

    def trust_in(self, other: Member) -> float:
        """This person's trust in a tied one, in [0, 1]. Raises KeyError for a stranger."""
        return float(self.model.company.rules.of(trust_of)(self.org, view(self.ties[other], int(self.record.function))))

    def propose(self) -> None:
        """Voice an idea now and then."""
        self.act(matters.propose)

    def live(self) -> None:
        """Learn, gain or lose heart, perhaps leave; an empty seat is filled in time."""
        self.act(people.live)


class SalesRep(Practitioner):
    """A rep: serves customers, attends opportunities, works marketing's leads, searches for buyers.

    `work_week` is one compiled call of these four parts. For another order, or another rule, replace
    `work_week` and call the parts that stay; to replace a part alone would change nothing, and is refused.
    """

    role = "rep"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for part in ("serve_customers", "attend_opportunities", "work_leads", "prospect"):
            if part in vars(cls):
                raise TypeError(f"{cls.__name__}.{part} would never be called; replace work_week instead")

    @property
    def waiting_leads(self) -> list["LeadsRow"]:
        """Leads of marketing's that this rep can see this week and has not worked."""
        return [lead for lead in self.leads if lead.stage == Stage.ASSIGNED and lead.available < self.model.week + 1]

    def work_week(self) -> None:
        """Spend the week's hours in the order of what cannot wait."""
        self.act(selling.work_week)

    @final
    def serve_customers(self) -> None:
        """Give customers the service due, up to a limit."""
        self.act(selling.serve_customers)

    @final
    def attend_opportunities(self) -> None:
        """Give every open opportunity its hours while there are any."""
        self.act(selling.attend_opportunities)

    @final
    def work_leads(self) -> None:
        """Contact marketing's leads from the most promising down, as long as they seem worth it."""
        self.act(selling.work_leads)

    @final
    def prospect(self) -> None:
        """Search for buyers with whatever is left of the week."""
        self.act(selling.prospect)


class Marketer(Practitioner):
    """A marketer: turns hours into campaigns, and campaigns into leads."""

    role = "marketer"

    def run_campaigns(self) -> None:
        """Spend the rest of the week on campaigns."""
        self.act(campaigns.run_campaigns)


class Leader(Member):
    """A manager, a head or an executive: settles disputes, decides on ideas, coaches."""

    role = "leader"

    @property
    def reports(self) -> list[Member]:
        """The people who report to this leader, in the order of their seats."""
        return [self.model.people[int(row)] for row in np.flatnonzero(self.org.people["manager"] == self.row)]

    def lead(self) -> None:
        """Take up the matters of the day, oldest first, as far as the hours reach."""
        self.act(leadership.lead)
