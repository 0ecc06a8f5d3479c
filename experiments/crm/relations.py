"""How the tables hang together: which closing belongs to which lead, which touch to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .canonical import Lead, Opportunity, Record, Rep, Touch
from .endings import count_as_ended, outlived
from .refusals import refusal, shown
from .repairs import Repairs

MOST = 0.5  # share of links that may point nowhere before the mapping itself is doubted, or of wins without one
STRANGER = "lead that is in no lead file; kept as a deal without one"


@dataclass(frozen=True)
class Tables:
    """The canonical tables of an import, joined: a `lead_id` in `opportunities` is a lead's, or missing."""

    leads: tuple[Lead, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    touches: tuple[Touch, ...] = ()
    reps: tuple[Rep, ...] = ()

    @cached_property
    def outlived(self) -> list[bool]:
        """Of each deal, whether it is open and older than any cycle."""
        return outlived(self.opportunities)

    @cached_property
    def decided(self) -> list[bool]:
        """Of each deal, whether it counts as ended."""
        return count_as_ended(self.opportunities, self.outlived)

    @cached_property
    def wins(self) -> list[Opportunity]:
        """The deals that were won."""
        return [deal for deal in self.opportunities if deal.is_won]

    @cached_property
    def linked_wins(self) -> tuple[int, int]:
        """How many wins are known to have come from a lead, of how many wins."""
        return sum(bool(deal.lead_id) for deal in self.wins), len(self.wins)

    @property
    def are_linked(self) -> bool:
        """Whether most wins are known to have come from a lead."""
        linked, wins = self.linked_wins
        return bool(self.leads) and linked > 0 and linked >= MOST * wins

    @property
    def leads_alone(self) -> bool:
        """Whether there are leads and no deals, so that the leads themselves must tell how they ended."""
        return bool(self.leads) and not self.opportunities


def relate(records: Sequence[Record], repairs: Repairs) -> Tables:
    """Join the tables. *Writes* the repairs: deals and touches that point to a lead that is not there.

    Such a deal stays a deal. Raises `DataError` where most deals of an export of nothing but wins point nowhere,
    since then a column is mapped wrongly and no rate is left.
    """
    leads = tuple(one for one in records if isinstance(one, Lead))
    deals = _linked([one for one in records if isinstance(one, Opportunity)], leads)
    touches = [one for one in records if isinstance(one, Touch)]
    if leads:
        deals = _known_deals(deals, {lead.lead_id for lead in leads}, repairs)
        touches = _known_touches(touches, leads, repairs)
    reps = tuple(one for one in records if isinstance(one, Rep))
    return Tables(leads, tuple(deals), tuple(touches), reps)


def _linked(deals: Sequence[Opportunity], leads: Sequence[Lead]) -> list[Opportunity]:
    """Opportunities with the lead that became each, and its owner, who sells nothing, as the one who handed over."""
    if not leads:
        return list(deals)
    came_from = {lead.opp_id: lead for lead in leads if lead.opp_id}
    by_id = {lead.lead_id: lead for lead in leads}
    sellers = {deal.owner for deal in deals}
    linked = []
    for deal in deals:
        lead = by_id.get(deal.lead_id or "") or came_from.get(deal.opp_id or "")
        linked.append(_with_lead(deal, lead, sellers) if lead else deal)
    return linked


def _with_lead(deal: Opportunity, lead: Lead, sellers: set[str | None]) -> Opportunity:
    marketer = None if lead.owner in sellers else lead.owner
    return deal._replace(lead_id=lead.lead_id, handed_over_by=deal.handed_over_by or marketer)


def _known_deals(deals: Sequence[Opportunity], known: set[str], repairs: Repairs) -> list[Opportunity]:
    strangers = [deal for deal in deals if deal.lead_id and deal.lead_id not in known]
    links = sum(bool(deal.lead_id) for deal in deals)
    if len(strangers) > MOST * links and all(deal.is_won for deal in deals):
        place, link = strangers[0].place, strangers[0].lead_id or ""
        what = f"{len(strangers)} of {links} rows name a lead that is in no lead file"
        raise refusal(place.file, f"{what} (first: {shown(link)}); is the column mapped right?", row=place.row)
    for one in strangers:
        repairs.repair(one.place, STRANGER, field="lead_id", value=one.lead_id)
    return [deal._replace(lead_id=None) if deal.lead_id and deal.lead_id not in known else deal for deal in deals]


def _known_touches(touches: Sequence[Touch], leads: Sequence[Lead], repairs: Repairs) -> list[Touch]:
    """Touches with leads; those with a contact that a lead became are that lead's, others are left out."""
    lead_of = {lead.contact_id: lead.lead_id for lead in leads if lead.contact_id}
    lead_of |= {lead.lead_id: lead.lead_id for lead in leads}
    known = []
    for touch in touches:
        lead = lead_of.get(touch.lead_or_contact_id)
        if lead:
            known.append(touch._replace(lead_or_contact_id=lead))
        else:
            why = "touch of somebody who is no lead of the export"
            repairs.set_aside(touch.place, why, field="lead_or_contact_id", value=touch.lead_or_contact_id)
    return known
