"""The amounts of one file: what they are by their own column, and by what stands beside it."""

from collections.abc import Iterator, Mapping

from .amount_columns import Note, price_lines, settle_amounts
from .beside_amounts import (
    Beside,
    take_cents,
    take_pieces,
    take_terms,
    unread_amounts,
    unread_bases,
    unread_conversions,
)
from .filled import Filled
from .mapping import TableMapping
from .settling import Part


def money_of(part: Part, table: TableMapping, one: Filled, used: Mapping[int, str]) -> Iterator[Note]:
    """Settle the amounts of a file. *Writes* the columns; yields notes on what else the file says of them."""
    price_lines(part.columns)
    yield from settle_amounts(part.columns, table, one.heading, one.column, titles=part.raw.titles)
    beside = Beside(part.raw, part.places, used, one.heading)
    yield from take_cents(beside, part.columns)
    if "quantity" not in part.columns:
        yield from take_pieces(beside, part.columns)
    yield from unread_bases(beside, part.columns)
    if not {"basis", "term"} & part.columns.keys():
        yield from take_terms(beside, part.columns)
    if "basis" not in part.columns:
        yield from unread_amounts(beside)
    if "currency" in part.columns:
        yield from unread_conversions(beside, part.columns["currency"])
