"""`cordiale validate`: the patterns of the model, measured, and the document that says how they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..foundations.errors import UsersError
from ..foundations.exits import NOT_VERIFIED
from ..foundations.output import print_json
from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from ..validation.claims import Claim

Quick = Annotated[bool, typer.Option("--quick", help="Fewer replications, patterns only; writes nothing by itself.")]
Only = Annotated[str | None, typer.Option(metavar="1,7", help="Numbers of the patterns to measure; all if left out.")]


@ends_well
def command(
    quick: Quick = False,
    only: Only = None,
    seed: options.Seed = 1,
    out: options.MaybeOut = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """The full run rewrites experiments/VALIDATION.md with its record and figures, or leaves them in --out DIR.

    With --quick only the patterns are measured, and with --only some of them; neither writes anything unless --quick
    is given a folder. Ends with 5 if a pattern fails that the record says holds.
    """
    from ..foundations.talk import Talk
    from ..validation import measuring
    from ..validation.record import read, worsened

    claims, talk = chosen(only), Talk(quiet=quiet)
    before = read()
    if only is not None or (quick and out is None):
        if out is not None:
            raise UsersError("--only measures some patterns and writes nothing: leave out --out")
        patterns = measuring.measure(claims, quick=quick, seed=seed, talk=talk)
    else:
        place = measuring.Place.of(out)
        measuring.prepare(place)
        record = measuring.validate(quick=quick, seed=seed, talk=talk)
        measuring.keep(record, place)
        talk.say(f"written: {place.document}, {place.record}, {place.pictures}")
        patterns = record["patterns"]
    print_json(patterns) if json else print_patterns(patterns)
    worse = worsened(before, patterns)
    if worse:
        talk.say(f"fails now, and held when the record was made: pattern {', '.join(map(str, worse))}")
        raise typer.Exit(NOT_VERIFIED)


def chosen(only: str | None) -> Sequence[Claim]:
    """The claims by their numbers. Raises UsersError for one that there is not."""
    from ..validation.patterns import CLAIMS

    if only is None:
        return CLAIMS
    known = {str(claim.pattern): claim for claim in CLAIMS}
    wrong = [word for word in options.comma_separated(only) if word not in known]
    if wrong:
        raise UsersError(f"only = {wrong[0]!r} is no pattern; patterns are 1 to {len(CLAIMS)}")
    return [known[word] for word in dict.fromkeys(options.comma_separated(only))]


def print_patterns(patterns: Sequence[Mapping[str, Any]]) -> None:
    """A table of the patterns, each with the part that decides, and under it every other part that does not hold."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from ..comparison.findings import CAVEAT
    from ..validation.criteria import HOLDS
    from ..validation.record import count

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False, header_style="", show_edge=False)
    table.add_column("pattern\n  part that decides, parts that do not hold", vertical="top")
    table.add_column("value [95 %]\ncriterion", vertical="top", no_wrap=True)
    table.add_column("verdict", vertical="top", no_wrap=True)
    for row in patterns:
        table.add_row(f"{row['pattern']}. {row['name']}", "", row["verdict"].upper(), style="bold")
        for part in row["parts"]:
            if part["says"] == row["decided_by"] or part["verdict"] != HOLDS:
                table.add_row(f"  {part['says']}", measured(part), part["verdict"])
    console = Console(highlight=False, emoji=False, markup=False)
    console.print(table)
    console.print(", ".join(f"{number} {verdict}" for verdict, number in count(patterns).items()))
    console.print(CAVEAT)


def measured(part: Mapping[str, Any]) -> str:
    """A part's value with its interval and, on a second line, what was wanted."""
    from ..validation.wording import interval

    return f"{interval(part)} {part['unit']}".rstrip() + f"\n{part['criterion']}"
