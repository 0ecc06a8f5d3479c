"""How the tables hang together: which closing belongs to which lead, which touch to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import NO_WORD, array_of, how_many
from .endings import Ended, count_as_ended, ended, outlived
from .refusals import refusal, shown
from .repairs import Repairs
from .rows import Rows

MOST = 0.5  # share of links that may point nowhere before the mapping itself is doubted, or of wins without one
STRANGER = "lead that is in no lead file; kept as a deal without one"


@dataclass(frozen=True, eq=False)
class Tables:
    """The canonical tables of an import, joined: a `lead_id` in `opportunities` is a lead's, or missing."""

    leads: Rows
    opportunities: Rows
    touches: Rows
    reps: Rows

    @cached_property
    def ended(self) -> Ended:
        """Of each deal, whether it is won, lost, or open."""
        return ended(self.opportunities)

    @cached_property
    def outlived(self) -> np.ndarray:
        """Of each deal, whether it is open and older than any cycle."""
        return outlived(self.opportunities, self.ended)

    @cached_property
    def decided(self) -> np.ndarray:
        """Of each deal, whether it counts as ended."""
        return count_as_ended(self.ended, self.outlived)

    @cached_property
    def wins(self) -> Rows:
        """The deals that were won."""
        return self.opportunities.at(self.ended.won)

    @cached_property
    def linked_wins(self) -> tuple[int, int]:
        """How many wins are known to have come from a lead, of how many wins."""
        return how_many(self.wins["lead_id"]), len(self.wins)

    @property
    def are_linked(self) -> bool:
        """Whether most wins are known to have come from a lead."""
        linked, wins = self.linked_wins
        return len(self.leads) > 0 and linked > 0 and linked >= MOST * wins

    @property
    def leads_alone(self) -> bool:
        """Whether there are leads and no deals, so that the leads themselves must tell how they ended."""
        return len(self.leads) > 0 and len(self.opportunities) == 0


def relate(tables: Mapping[str, Rows], repairs: Repairs) -> Tables:
    """Join the tables. *Writes* the repairs: deals and touches that point to a lead that is not there.

    Such a deal stays a deal. Raises `DataError` where most deals of an export of nothing but wins point nowhere,
    since then a column is mapped wrongly and no rate is left.
    """
    leads, deals, touches, reps = (tables.get(name, Rows(name)) for name in ("lead", "opportunity", "touch", "rep"))
    if len(leads):
        deals = _known_deals(_linked(deals, leads), set(leads["lead_id"]), repairs)
        touches = _known_touches(touches, leads, repairs)
    return Tables(leads, deals, touches, reps)


def with_one_lead(tables: Mapping[str, Rows], repairs: Repairs) -> dict[str, Rows]:
    """The tables in which each deal names one lead: of several the first that there is. *Writes* the repairs."""
    deals = tables.get("opportunity", Rows("opportunity"))
    several = [at for at, name in enumerate(deals["lead_id"]) if name and ";" in name]
    if not several:
        return dict(tables)
    known, names = {*tables.get("lead", Rows("lead"))["lead_id"]}, deals["lead_id"].copy()
    for at in several:
        ids = names[at].split(";")
        found = next((one for one in ids if one in known), ids[0])
        why = "first of several ids taken" + (" that a lead has" if found != ids[0] else "")
        repairs.repair(deals.origin(at), why, field="lead_id", value=names[at])
        names[at] = found
    return {**tables, "opportunity": deals.having(lead_id=names)}


def _linked(deals: Rows, leads: Rows) -> Rows:
    """Opportunities with the lead that became each, and its owner, who sells nothing, as the one who handed over."""
    by_id = {name: at for at, name in enumerate(leads["lead_id"])}
    came_from = {name: at for at, name in enumerate(leads["opp_id"]) if name}
    names = zip(deals["lead_id"], deals["opp_id"], strict=True)
    lead = np.array([by_id.get(one, came_from.get(other, -1)) for one, other in names], np.int64)
    handed, sellers = deals["handed_over_by"], set(deals["owner"])
    marketers = array_of("person", [None if owner in sellers else owner for owner in leads["owner"]])
    is_marketers = (lead >= 0) & ~handed.astype(bool)
    return deals.having(
        lead_id=np.where(lead >= 0, leads["lead_id"][lead], deals["lead_id"]),
        handed_over_by=np.where(is_marketers, marketers[lead], handed),
    )


def _known_deals(deals: Rows, known: set[str], repairs: Repairs) -> Rows:
    links = deals["lead_id"]
    strange = np.array([bool(link) and link not in known for link in links], bool)
    strangers, count = np.flatnonzero(strange).tolist(), how_many(links)
    if len(strangers) > MOST * count and all(deals["is_won"]):
        place, link = deals.origin(strangers[0]), links[strangers[0]]
        what = f"{len(strangers)} of {count} rows name a lead that is in no lead file"
        raise refusal(place.file, f"{what} (first: {shown(link)}); is the column mapped right?", row=place.row)
    for at in strangers:
        repairs.repair(deals.origin(at), STRANGER, field="lead_id", value=links[at])
    return deals.having(lead_id=np.where(strange, NO_WORD, links))


def _known_touches(touches: Rows, leads: Rows, repairs: Repairs) -> Rows:
    """Touches with leads; those with a contact that a lead became are that lead's, others are left out."""
    lead_of = {contact: lead for contact, lead in zip(leads["contact_id"], leads["lead_id"], strict=True) if contact}
    lead_of |= {lead: lead for lead in leads["lead_id"]}
    names = touches["lead_or_contact_id"]
    found = array_of("id", [lead_of.get(name) for name in names])
    strange = ~found.astype(bool)
    for at in np.flatnonzero(strange).tolist():
        why = "touch of somebody who is no lead of the export"
        repairs.set_aside(touches.origin(at), why, field="lead_or_contact_id", value=names[at])
    return touches.having(lead_or_contact_id=found).at(~strange)
