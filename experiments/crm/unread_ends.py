"""Columns that say that deals are over which count as open, and that nothing reads: chances, reasons, flags."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from .arrays import array_of, how_many, known
from .canonical import STAGES
from .columnar import Column
from .endings import MATTERS
from .kinds_of_rows import REASONS
from .numbers import percents
from .refusals import refusal
from .rows import Rows
from .settling import NEVER, SURE, Part
from .spelling import bare_heading, counted_words, normal, unaccented
from .values import FALSE, NOTHING, TRUE, read_stage

_CHANCES = re.compile(
    r"(deal|opportunity|opp|win|close|closing)?(probability|chance|confidence|\w*wahrscheinlichkeit|probabilit[éeà]|probabilidade?"
    r"|kans|slagingskans)\W*"
)
_OVER = re.compile(
    r"archived?|archiviert|archivée?|archivad[oa]|arquivad[oa]|inactive|inaktiv|inactif|inactiv[oa]|dead"
)
_UNDERWAY = re.compile(
    r"active|aktiv|actif|activ[oa]|ativ[oa]|attiv[oa]|actief|open|offen|ouvert|abiert[oa]|abert[oa]|apert[oa]"
)
_IS = re.compile(r"^(hs)?(ist|is|was|est|es)")


def unread_ends(part: Part, used: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Notes on deals in no named stage that only a column which is not read says are over.

    Raises `DataError` where they are a tenth of the rows.
    """
    deals, raw = part.rows("opportunity"), part.raw
    won = deals["is_won"].astype(bool)
    strange = np.array([stage not in STAGES for stage in deals["stage"]], bool)
    unsettled = strange & ~won & ~deals["is_closed"].astype(bool)
    for position, heading in enumerate(raw.header[: raw.width] if len(part) else ()):
        if position in used:
            continue
        bare, column = unaccented(bare_heading(heading)), raw.columns[position]
        count, told = 0, ""
        if _CHANCES.fullmatch(bare_heading(heading)):
            count, told = _of_no_chance(column.at(part.places), unsettled)
            advice = f'columns.probability = "{heading}" in the mapping counts 100 as won and 0 as lost'
        elif REASONS.fullmatch(bare):
            count, told = _of_reasons(column.at(part.places), unsettled & ~known(deals["is_closed"]), won)
            advice = f'columns.lost_reason = "{heading}" in the mapping counts them as lost'
        elif (over := _over_by(heading)) is not None:
            count, told = _of_ends(column.at(part.places), unsettled & ~known(deals["is_closed"]), over=over)
            words = "" if over else ', with [opportunity.values.is_closed] true = ["false"], false = ["true"]'
            advice = f'columns.is_closed = "{heading}" in the mapping{words} counts them as lost'
        elif _says_lost(heading):
            count, told = _of_flags(column.at(part.places), deals, unsettled)
            advice = (
                f'columns.is_lost = "{heading}" in the mapping counts those as lost that it calls so, and no others'
            )
        if not count:
            continue
        what = f"{count} of {len(part)} deals {told}"
        if count >= MATTERS * len(part):
            raise refusal(raw.file, f"{what}; {advice}, or say what the stages mean", row=raw.top, column=heading)
        yield f"column {heading}: {what}; {advice}", ""


def _of_no_chance(column: Column, unsettled: np.ndarray) -> tuple[int, str]:
    """How many deals will surely end in one way, and what is said of them."""
    chances = array_of("chance", percents(column.words))[column.codes]
    over = Counter(f"{chance:g} %" for chance in chances[unsettled & np.isin(chances, (SURE, NEVER))])
    return sum(over.values()), f"count as open, and their chance is {counted_words(over.items())}"


def _of_reasons(column: Column, unsettled: np.ndarray, won: np.ndarray) -> tuple[int, str]:
    """How many deals have a reason for a loss; none where wins have one too, so that it tells nothing."""
    filled = np.array([normal(word) not in NOTHING for word in column.words], bool)[column.codes]
    if how_many(filled & won) > MATTERS * how_many(won):
        return 0, ""
    return how_many(filled & unsettled), "count as open, and have a reason for a loss"


def _over_by(heading: str) -> bool | None:
    """Whether a flag says that deals are over where it is true, or where it is not; nothing for other columns."""
    bare = _IS.sub("", bare_heading(heading))
    return True if _OVER.fullmatch(bare) else False if _UNDERWAY.fullmatch(bare) else None


def _of_ends(column: Column, unsettled: np.ndarray, *, over: bool) -> tuple[int, str]:
    """How many deals a flag says to be over; none where its cells are no flags."""
    words = [normal(word) for word in column.words]
    if not set(words) <= TRUE | FALSE | NOTHING:
        return 0, ""
    ended = np.array([word in (TRUE if over else FALSE) for word in words], bool)[column.codes]
    return how_many(ended & unsettled), "count as open, and are over by it"


def _says_lost(heading: str) -> bool:
    """Whether a heading asks if a deal was lost: `Lost?`, `Is closed lost`."""
    return read_stage(_IS.sub("", bare_heading(heading))).value == "lost"


def _of_flags(column: Column, deals: Rows, unsettled: np.ndarray) -> tuple[int, str]:
    """How many deals a flag of losses tells otherwise than they count; none where its cells are no flags."""
    words = [normal(word) for word in column.words]
    if not set(words) <= TRUE | FALSE | NOTHING:
        return 0, ""
    lost = np.array([word in TRUE for word in words], bool)[column.codes]
    by_date = ~lost & ~deals["is_won"].astype(bool) & deals["is_closed"].astype(bool) & ~deals["stage"].astype(bool)
    missed = how_many(lost & unsettled)
    told = "count as open, and are lost by it" if missed else "count as lost, and are not by it"
    return missed + how_many(by_date), told
