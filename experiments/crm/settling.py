"""What the rows of a file say of how deals ended: flags, stages, chances and dates brought to one outcome."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .canonical import STAGES, Origin
from .endings import AGAINST, ENDS, MATTERS, Outcome, settled
from .numbers import percents
from .raw import RawTable
from .refusals import refusal
from .repairs import Repairs
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
    columns: dict[str, list[Any]] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)

    def column(self, name: str) -> Sequence[Any]:
        """A field's values, or nothing for each row where no column fills it."""
        return self.columns.get(name) or [None] * len(self.places)

    def origin(self, at: int) -> Origin:
        """Where the deal at a position came from."""
        return Origin("opportunity", self.raw.file, int(self.raw.numbers[self.places[at]]))


def settle(part: Part, repairs: Repairs) -> None:
    """Settle the outcomes of deals. *Writes* the columns, the places lost, and the repairs."""
    said = zip(*map(part.column, Outcome._fields), strict=True)
    dated = [day is not None for day in part.columns.get("close", part.places)]
    if "lost_date" in part.columns:
        dated = [one or day is not None for one, day in zip(dated, part.columns["lost_date"], strict=True)]
    known: dict[tuple[Any, ...], tuple[Outcome, bool]] = {}
    found = []
    for at, key in enumerate(zip(said, part.column("probability"), dated, strict=True)):
        if key not in known:
            known[key] = settled(_by_chance(Outcome(*key[0]), key[1]), dated=key[2])
        outcome, against = known[key]
        found.append(outcome)
        if against and int(part.places[at]) not in part.lost:
            repairs.repair(part.origin(at), AGAINST, field="is_won")
    part.columns |= {name: [one[i] for one in found] for i, name in enumerate(Outcome._fields)}
    if "lost_date" in part.columns:
        pairs = zip(part.column("close"), part.column("lost_date"), found, strict=True)
        part.columns["close"] = [close or (None if one.is_won else lost) for close, lost, one in pairs]
    _leave_out_credit_notes(part, repairs)


def _by_chance(said: Outcome, chance: float | None) -> Outcome:
    """An outcome that neither a flag nor a stage tells, by a chance that is none."""
    if chance not in (SURE, NEVER) or said.is_won is not None or said.stage in ENDS:
        return said
    return said._replace(stage="won" if chance == SURE else "lost", is_closed=True)


def _leave_out_credit_notes(part: Part, repairs: Repairs) -> None:
    """Wins of less than nothing are no deals of their own; other negative amounts say nothing, but of an id's lines."""
    amounts = part.column("amount")
    negative = [at for at, amount in enumerate(amounts) if amount is not None and amount < 0]
    if not negative:
        return
    names = Counter(name for name in part.column("opp_id") if name is not None)
    for at in negative:
        name = part.column("opp_id")[at]
        if names[name] > 1:
            continue
        if part.column("is_won")[at]:
            part.lost.add(int(part.places[at]))
            repairs.set_aside(part.origin(at), CREDIT_NOTE, field="amount", value=f"{amounts[at]:g}")
        else:
            repairs.repair(part.origin(at), _NEGATIVE, field="amount", value=f"{amounts[at]:g}")
            part.columns["amount"][at] = None


def unread_chances(part: Part, used: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Notes on deals in no named stage that only a chance of 0 or 100 % says are over, in a column that is not read.

    Raises `DataError` where they are a tenth of the rows.
    """
    raw, places = part.raw, part.places
    for position, heading in enumerate(raw.header[: raw.width] if len(places) else ()):
        if position in used or not _CHANCES.fullmatch(bare_heading(heading)):
            continue
        column = raw.columns[position].at(places)
        chances = column.spread(percents(column.words))
        rows = zip(chances, part.column("is_won"), part.column("is_closed"), part.column("stage"), strict=True)
        over = Counter(
            f"{chance:g} %"
            for chance, is_won, is_closed, stage in rows
            if chance in (SURE, NEVER) and not is_won and is_closed is not True and stage not in STAGES
        )
        if not over:
            continue
        count, rows_read = sum(over.values()), len(places)
        what = f"{count} of {rows_read} deals count as open, and their chance is {counted_words(over.items())}"
        advice = f'columns.probability = "{heading}" in the mapping counts 100 as won and 0 as lost'
        if count >= MATTERS * rows_read:
            raise refusal(raw.file, f"{what}; {advice}, or say what the stages mean", row=raw.top, column=heading)
        yield f"column {heading}: {what}; {advice}", ""
