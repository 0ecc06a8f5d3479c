"""What the rows of a file say of how deals ended: flags, stages, chances and dates brought to one outcome."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from .arrays import array_of, coded, how_many, known
from .canonical import Origin
from .endings import AGAINST, ENDS, MATTERS, NEVER_SEEN, Outcome, settled
from .raw import RawRow, RawTable
from .refusals import refusal
from .repairs import Repairs
from .rows import Rows

SURE, NEVER = 100.0, 0.0  # percent
CREDIT_NOTE = "credit note: won for less than nothing"
_NEGATIVE = "amount left out: negative"


@dataclass
class Part:
    """What one file says of a table: the places of its rows, a value in each field for each, the places lost."""

    raw: RawTable
    places: np.ndarray
    columns: dict[str, np.ndarray] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.places)

    def rows(self, table: str) -> Rows:
        """What is said as rows of a table."""
        return Rows(table, np.full(len(self), self.raw.file, object), self.raw.numbers[self.places], self.columns)

    def row(self, at: int) -> RawRow:
        """The cells of the row at a position."""
        return self.raw.row(int(self.places[at]))

    def origin(self, at: int) -> Origin:
        """Where the deal at a position came from."""
        return Origin("opportunity", self.raw.file, int(self.raw.numbers[self.places[at]]))


def settle(part: Part, repairs: Repairs) -> None:
    """Settle the outcomes of deals, each kind of them once. *Writes* the columns, the places lost, and the repairs."""
    _take_dates_for_outcomes(part.columns)
    _take_flags_of_losses(part)
    deals = part.rows("opportunity")
    said, chance, lost = [deals[name] for name in Outcome._fields], deals["probability"], deals["lost_date"]
    dated, reasoned = known(deals["close"]) | known(lost) | ("close" not in part.columns), known(deals["lost_reason"])
    _insist_on_endings(part, deals)
    kinds = 4 * np.where(chance == SURE, 2, chance == NEVER) + 2 * reasoned + dated
    for values in said:
        words, codes = coded(values)
        kinds = kinds * len(words) + codes
    _, firsts, kinds = np.unique(kinds, return_index=True, return_inverse=True)
    outcomes = [_by_signs(Outcome(*(values[at] for values in said)), chance[at], reasoned[at]) for at in firsts]
    found = [settled(one, dated=bool(dated[at])) for one, at in zip(outcomes, firsts, strict=True)]
    against = np.array([is_against for _, is_against in found], bool)[kinds]
    for at in np.flatnonzero(against).tolist():
        if int(part.places[at]) not in part.lost:
            repairs.repair(part.origin(at), AGAINST, field="is_won")
    for i, name in enumerate(Outcome._fields):
        part.columns[name] = array_of("flag", [outcome[i] for outcome, _ in found])[kinds]
    if "lost_date" in part.columns:
        unsold = ~known(deals["close"]) & ~part.columns["is_won"].astype(bool)
        part.columns["close"] = np.where(unsold, lost, deals["close"])
    _leave_out_credit_notes(part, repairs)


def _take_dates_for_outcomes(columns: dict[str, np.ndarray]) -> None:
    """Where wins and losses are dated, each in a column of its own, and nothing else tells them, the dates do."""
    if {"close", "lost_date"} <= columns.keys() and not {"stage", "is_won"} & columns.keys():
        columns["is_won"] = known(columns["close"]).astype(object)
        columns["is_closed"] = (known(columns["close"]) | known(columns["lost_date"])).astype(object)


def _take_flags_of_losses(part: Part) -> None:
    """Where losses have a flag of their own it tells them, and what is neither won nor lost is open."""
    if "is_lost" in part.columns:
        deals = part.rows("opportunity")
        flag, stage, won, closed = (deals[name] for name in ("is_lost", *Outcome._fields))
        lost, over = flag.astype(bool), np.array([one in ENDS for one in stage], bool)
        part.columns["stage"] = np.where(lost & ~over, "lost", stage)
        part.columns["is_won"] = np.where(lost & ~known(won), False, won)
        part.columns["is_closed"] = np.where(known(flag) & ~known(closed), lost | over | won.astype(bool), closed)


def _insist_on_endings(part: Part, deals: Rows) -> None:
    """Refuse closings that are only expected where nothing else tells a loss from an open deal."""
    stage, won, closed = (deals[name] for name in Outcome._fields)
    by_date = ~known(stage) & (won == False) & ~known(closed)  # noqa: E712  # each of them
    seen = np.concatenate([deals["created"], deals["close"][won.astype(bool)]])
    expected = how_many(by_date & (deals["close"] > seen[known(seen)].max(initial=NEVER_SEEN)))
    if expected >= MATTERS * len(part) > 0:
        what = (
            f"{expected} of {len(part)} deals that are not won close later than anything happened, as is only expected"
        )
        raise refusal(
            part.raw.file, f"{what}; map what tells losses from open deals: columns.stage, is_closed or is_lost"
        )


def _by_signs(said: Outcome, chance: float, reasoned: bool) -> Outcome:
    """An outcome that neither a flag nor a stage tells, by a chance that is none or by the reason for a loss."""
    if said.stage in ENDS or said.is_won:
        return said
    if said.is_won is None and chance in (SURE, NEVER):
        return said._replace(stage="won" if chance == SURE else "lost", is_closed=True)
    return said._replace(stage="lost", is_closed=True) if reasoned else said


def _leave_out_credit_notes(part: Part, repairs: Repairs) -> None:
    """Wins of less than nothing are no deals of their own; other negative amounts say nothing, but of an id's lines."""
    deals = part.rows("opportunity")
    amounts, won = deals["amount"], deals["is_won"]
    negative = np.flatnonzero(amounts < 0).tolist()
    names = Counter(deals["opp_id"].tolist() if negative else ())
    for at in negative:
        name = deals["opp_id"][at]
        if name is not None and names[name] > 1:
            continue
        value = f"{amounts[at]:g}"
        if won[at]:
            part.lost.add(int(part.places[at]))
            repairs.set_aside(part.origin(at), CREDIT_NOTE, field="amount", value=value)
        else:
            repairs.repair(part.origin(at), _NEGATIVE, field="amount", value=value)
            amounts[at] = np.nan
