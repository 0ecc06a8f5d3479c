"""A scenario file in the making: TOML in which each value says where it comes from."""

from collections.abc import Iterator
from typing import Any

from cordiale.simulation.scenario.scenario import Scenario

from ..foundations import toml
from ..foundations.toml import one_line, table
from .draft import GROWING, Draft
from .facts import FunnelFacts
from .importer import Import

BASE = "status-quo"
FITTED = "fitted to "
FIGURES = 4
WIDTH = 118
LONGEST_CURRENCY = 12  # letters, as a scenario allows


def line(key: str, value: Any, why: str = "") -> str:
    """A value and its comment: numbers with four figures that count, words on one line.

    >>> line("share", 0.130210, "named in deals")
    'share = 0.1302  # named in deals'
    """
    return toml.line(key, one_line(value) if isinstance(value, str) else value, why, figures=FIGURES)


def comment(text: str) -> list[str]:
    """Text as comment lines."""
    return toml.comment(text, width=WIDTH)


def scenario_file(result: Import, made: Draft, fitted: Scenario, command: str, *, ensemble: str | None = None) -> str:
    """The file of a fitted scenario: header, values by table, sources, targets, and what was left open.

    `ensemble` names the file beside it in which sets stand that show the same figures.
    """
    lines = [
        *_header(result.facts, command),
        *_about(result.facts, fitted),
        *([line("ensemble", ensemble, "sets that show the same figures")] if ensemble else []),
        *_tables(made, fitted),
        *_quantiles(made),
        *_sources(made, fitted),
        *table("[targets]", (line(one.place, one.value, one.why) for one in made.targets)),
        "",
        *comment("What the export does not tell, and what was therefore left as in the extended scenario:"),
        *table("[unknown]", (toml.line(*each) for each in unknown_things(result, made).items()))[1:],
    ]
    return "\n".join(lines) + "\n"


def _header(facts: FunnelFacts, command: str) -> list[str]:
    made = f"Made by `{command}` from the export {facts.title!r}: aggregates only, no row, name or id of anyone."
    how = f"Values {FITTED}a figure were moved until the simulated status quo met it; [targets] has the figures."
    return [*comment(made), *comment(how), *comment("Units: see scenarios/README.md.")]


def _about(facts: FunnelFacts, fitted: Scenario) -> list[str]:
    cases = {"lead": "leads", "opportunity": "decided opportunities"}[facts.counted]
    when = f", {facts.period.start} to {facts.period.end}" if facts.period else ""
    followed = f"; rates are those of {facts.cohort_start} to {facts.cohort_end}" if facts.cohorts else ""
    counts = f"{facts.whole.leads} {cases} and {facts.whole.wins} wins{when}{followed}"
    licence = f" Licence of the data, and so of these aggregates: {facts.licence}." if facts.licence else ""
    return [
        "schema = 1",
        line("extends", BASE),
        line("name", fitted.name),
        line("title", facts.title),
        line("description", f"A company as its CRM export shows it: {counts}."),
        line("provenance", f"Aggregates derived from: {facts.credit or facts.title}.{licence}"),
        *([line("currency", facts.currencies[0], "of the amounts won")] if _is_named(facts) else []),
    ]


def _tables(made: Draft, fitted: Scenario) -> Iterator[str]:
    """Values by table, in the order in which the tables first come."""
    groups: dict[str, list[str]] = {}
    for entry in made.entries:
        group, _, name = entry.place.partition(".")
        why = f"{FITTED}{entry.why}" if entry.fitted else entry.why
        groups.setdefault(group, []).append(line(name, getattr(getattr(fitted, group), name), why))
    for group, lines in groups.items():
        yield from table(f"[{group}]", lines)


def _sources(made: Draft, fitted: Scenario) -> Iterator[str]:
    """The sources: share and pace as observed, fit such that the conversions differ as observed."""
    if made.sources:
        yield ""
        yield from comment(
            "Sources: share of the leads; fit, the log-odds of conversion over all sources' times one factor, fitted "
            "so that the simulated log-odds differ as much; pace, the median cycle over all sources' (1 if unknown)."
        )
    for facts, source in zip(made.sources, fitted.sources if made.sources else (), strict=True):
        low, high = 100 * facts.conversion_low, 100 * facts.conversion_high
        said = f"{facts.leads} leads, {facts.wins} won: {100 * facts.conversion:.1f} % [{low:.1f}, {high:.1f}]"
        yield from table("[[sources]]", [
            *comment(said),
            *(line(key, getattr(source, key)) for key in ("name", "share", "fit", "pace")),
        ])  # fmt: skip


def _quantiles(made: Draft) -> Iterator[str]:
    """The shapes of the data, as quantiles at even steps."""
    if made.quantiles:
        why = "At even steps from the lowest to the highest: the shape; middle and width stand in [buyers]."
        yield from table("[quantiles]", [*comment(why), *(line(*each) for each in made.quantiles.items())])


def unknown_things(result: Import, made: Draft) -> dict[str, str]:
    """What was left open, and why: each said as `what: why`."""
    parted = (each.partition(": ") for each in (*result.unknown, *_open(result.facts, made)))
    return {what: one_line(why) for what, _, why in parted} | dict(_kept_growth(made))


def _kept_growth(made: Draft) -> Iterator[tuple[str, str]]:
    """What is open about growth that was kept, in place of what was said of it as taken out."""
    for entry in made.entries:
        if entry.place == "growth.demand":
            yield (
                "growth",
                f"{entry.why}; that it goes on for {GROWING} quarters is an assumption; targets are met without",
            )


def _open(facts: FunnelFacts, made: Draft) -> Iterator[str]:
    if any(entry.place == "campaigns.qualified_share" for entry in made.entries):
        yield "leads that marketing turned away: none are in the export, so that pressure cannot lower the bar here"
    if not made.sources:
        yield "where marketing's leads come from: opportunities say only how deals end"
    if not _is_named(facts):
        yield "the currency: amounts are taken as they are"


def _is_named(facts: FunnelFacts) -> bool:
    """Whether all amounts won are in one currency, whose name a scenario can hold."""
    return len(facts.currencies) == 1 and len(facts.currencies[0]) <= LONGEST_CURRENCY
