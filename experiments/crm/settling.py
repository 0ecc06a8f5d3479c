"""What the rows of a file say of how deals ended: flags, stages, chances and dates brought to one outcome."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from .arrays import array_of, coded, known
from .canonical import STAGES, Origin
from .endings import AGAINST, ENDS, MATTERS, Outcome, settled
from .numbers import percents
from .raw import RawRow, RawTable
from .refusals import refusal
from .repairs import Repairs
from .rows import Rows
from .spelling import bare_heading, counted_words

SURE, NEVER = 100.0, 0.0  # percent
CREDIT_NOTE = "credit note: won for less than nothing"
_NEGATIVE = "amount left out: negative"
_CHANCES = re.compile(
    r"(deal|opportunity|opp|win|close|closing)?(probability|chance|confidence|\w*wahrscheinlichkeit|probabilit[éeà]|probabilidade?"
    r"|kans|slagingskans)\W*"
)


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
    deals = part.rows("opportunity")
    said, chance, lost = [deals[name] for name in Outcome._fields], deals["probability"], deals["lost_date"]
    dated = known(deals["close"]) | known(lost) | ("close" not in part.columns)
    kinds = 2 * np.where(chance == SURE, 2, chance == NEVER) + dated
    for values in said:
        words, codes = coded(values)
        kinds = kinds * len(words) + codes
    _, firsts, kinds = np.unique(kinds, return_index=True, return_inverse=True)
    outcomes = [_by_chance(Outcome(*(values[at] for values in said)), chance[at]) for at in firsts]
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


def _by_chance(said: Outcome, chance: float | None) -> Outcome:
    """An outcome that neither a flag nor a stage tells, by a chance that is none."""
    if chance not in (SURE, NEVER) or said.is_won is not None or said.stage in ENDS:
        return said
    return said._replace(stage="won" if chance == SURE else "lost", is_closed=True)


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


def unread_chances(part: Part, used: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Notes on deals in no named stage that only a chance of 0 or 100 % says are over, in a column that is not read.

    Raises `DataError` where they are a tenth of the rows.
    """
    raw, places, deals = part.raw, part.places, part.rows("opportunity")
    strange = np.array([stage not in STAGES for stage in deals["stage"]], bool)
    unsettled = strange & ~deals["is_won"].astype(bool) & ~deals["is_closed"].astype(bool)
    for position, heading in enumerate(raw.header[: raw.width] if len(places) else ()):
        if position in used or not _CHANCES.fullmatch(bare_heading(heading)):
            continue
        column = raw.columns[position].at(places)
        chances = array_of("chance", percents(column.words))[column.codes]
        over = Counter(f"{chance:g} %" for chance in chances[unsettled & np.isin(chances, (SURE, NEVER))])
        if not over:
            continue
        count, rows_read = sum(over.values()), len(places)
        what = f"{count} of {rows_read} deals count as open, and their chance is {counted_words(over.items())}"
        advice = f'columns.probability = "{heading}" in the mapping counts 100 as won and 0 as lost'
        if count >= MATTERS * rows_read:
            raise refusal(raw.file, f"{what}; {advice}, or say what the stages mean", row=raw.top, column=heading)
        yield f"column {heading}: {what}; {advice}", ""
