"""`cordiale explain`: a paradigm, a force, an outcome, a parameter or a term, in plain words."""

from __future__ import annotations

from typing import Annotated

import typer

from ..foundations.language import Language, words
from . import options
from .ending import ends_well

Topics = Annotated[
    list[str] | None, typer.Argument(metavar="NAME...", help="What to explain, in English or French; all if left out.")
]
Company = Annotated[
    str, typer.Option("--scenario", metavar="SCENARIO", help="The company whose paradigms and numbers are told.")
]


@ends_well
def command(
    name: Topics = None,
    scenario: Company = "status-quo",
    language: options.Tongue = Language.en,
) -> None:
    """Of a paradigm it says what would change on Monday, and what was measured of its strengths and prices."""
    from cordiale.simulation.scenario.files import load_scenario

    from ..plain_words.saying import print_all, print_topic
    from ..plain_words.topics import find

    company, w = load_scenario(scenario), words(language)
    if not name:
        print_all(company, w)
        return
    for topic in find(" ".join(name), company):
        print_topic(topic, company, w)
