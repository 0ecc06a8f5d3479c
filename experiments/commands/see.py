"""`cordiale see`: the company alive in one page."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .ending import ends_well

if TYPE_CHECKING:
    from cordiale.simulation.scenario.scenario import Scenario

Out = Annotated[
    Path | None, typer.Option(metavar="FILE", help="HTML file to write; by default cordiale-NAME.html in this folder.")
]
Language = Annotated[str, typer.Option(metavar="en|fr", help="Language that the page begins with.")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Only write the page.")]
Theatre = Annotated[bool, typer.Option("--theatre", help="Begin inside one company, week by week.")]
SwitchQuarter = Annotated[int, typer.Option(metavar="Q", help="Quarter in which a switch begins, until it is turned.")]


@ends_well
def command(
    scenario: options.ScenarioName = "status-quo",
    out: Out = None,
    language: Language = "en",
    no_open: NoOpen = False,
    theatre: Theatre = False,
    switch_quarter: SwitchQuarter = 2,
    setting: options.Set = None,
    quarters: options.Quarters = 12,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """The page holds the model itself and needs nothing else: no server, no network, no installation. It answers
    what leads over staying each way of living together has, and where that would change; its address is the question.
    """
    from ..foundations.talk import Talk
    from ..page.seeing import caveat, see

    talk = Talk(quiet=quiet)
    company = _adjusted(scenario, setting) if setting else scenario
    page = see(
        company,
        quarters=quarters,
        seed=seed,
        switch_quarter=switch_quarter,
        language=language,
        theatre=theatre,
    )
    file = page.write(out or Path(f"cordiale-{page.company}.html"))
    if json:
        from ..foundations.output import print_json  # late: it brings numpy, which no page needs

        print_json({"page": str(file), "bytes": len(page.html.encode())})
    (talk.say if json else typer.echo)(f"Page in {file}. {caveat(language)}")
    if not no_open and not webbrowser.open(file.resolve().as_uri()):
        talk.say("no browser was found; open the file in one")


def _adjusted(scenario: str, setting: list[str]) -> Scenario:
    from cordiale.simulation.scenario.files import load_scenario

    from ..scenario_files.adjusting import adjusted

    return adjusted(load_scenario(scenario), setting)
