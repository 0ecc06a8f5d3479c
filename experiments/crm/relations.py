"""How the tables hang together: which closing belongs to which lead, which touch to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from .canonical import Lead, Opportunity, Record, Rep, Touch
from .refusals import refusal, shown
from .repairs import Repairs

MOST = 0.5  # share of links that may point nowhere before the mapping itself is doubted
_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True)
class Tables:
    """The canonical tables of an import, joined: a `lead_id` in `opportunities` is a lead's, or missing."""

    leads: tuple[Lead, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    touches: tuple[Touch, ...] = ()
    reps: tuple[Rep, ...] = ()

    @property
    def are_linked(self) -> bool:
        """Whether any win is known to have come from a lead."""
        return bool(self.leads) and any(deal.is_won and deal.lead_id for deal in self.opportunities)


def relate(records: Sequence[Record], repairs: Repairs) -> Tables:
    """Join the tables; rows that point to a lead that is not there are dropped and booked.

    Raises `DataError` where most of a table points nowhere, since then a column is mapped wrongly.
    """
    leads = tuple(one for one in records if isinstance(one, Lead))
    deals = _linked([one for one in records if isinstance(one, Opportunity)], leads)
    touches = [one for one in records if isinstance(one, Touch)]
    if leads:
        known = {lead.lead_id for lead in leads}
        deals = _known(deals, "lead_id", known, "closing of an unknown lead", repairs)
        touches = _known(touches, "lead_or_contact_id", known, "touch of an unknown lead", repairs)
    reps = tuple(one for one in records if isinstance(one, Rep))
    return Tables(leads, tuple(deals), tuple(touches), reps)


def _linked(deals: Sequence[Opportunity], leads: Sequence[Lead]) -> list[Opportunity]:
    """Opportunities with the lead that became each, and its owner as the one who handed over."""
    came_from = {lead.opp_id: lead for lead in leads if lead.opp_id}
    by_id = {lead.lead_id: lead for lead in leads}
    return [_with_lead(deal, by_id.get(deal.lead_id or "") or came_from.get(deal.opp_id or "")) for deal in deals]


def _with_lead(deal: Opportunity, lead: Lead | None) -> Opportunity:
    if lead is None:
        return deal
    return replace(deal, lead_id=lead.lead_id, handed_over_by=deal.handed_over_by or lead.owner)


def _known(records: Sequence[_R], field: str, known: set[str], why: str, repairs: Repairs) -> list[_R]:
    links: list[str | None] = [getattr(one, field) for one in records]
    lost = [(one, link) for one, link in zip(records, links, strict=True) if link and link not in known]
    if len(lost) > MOST * sum(map(bool, links)):
        place = lost[0][0].place
        what = f"{len(lost)} of {sum(map(bool, links))} rows name a lead that is in no lead file"
        raise refusal(place.file, f"{what} (first: {shown(lost[0][1])}); is the column mapped right?", row=place.row)
    for one, link in lost:
        repairs.drop(one.place, why, field=field, value=link)
    return [one for one, link in zip(records, links, strict=True) if not link or link in known]
