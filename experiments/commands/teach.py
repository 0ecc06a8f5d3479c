"""`cordiale teach`: the lessons."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from ..foundations.output import print_json
from . import options
from .ending import ends_well

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pages.")]
Language = Annotated[str, typer.Option(metavar="en|fr", help="Language that the pages begin with.")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Only write the pages.")]


@ends_well
def command(
    out: Out = Path("cordiale-lessons"),
    language: Language = "en",
    no_open: NoOpen = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Five lessons of 15 to 20 minutes and a closing one, each a page that needs nothing else: a question, a prediction
    that is locked, companies that live in the page, a debrief; and sheets to print, for teachers and for students.
    """
    from ..foundations.talk import Talk
    from ..page.seeing import caveat
    from ..page.teaching import LESSONS, teach

    talk, page = Talk(quiet=quiet), teach(out, language=language)
    if json:
        print_json({"page": str(page), "lessons": list(LESSONS)})
    (talk.say if json else typer.echo)(f"Lessons in {page}. {caveat(language)}")
    if not no_open and not webbrowser.open(page.resolve().as_uri()):
        talk.say("no browser was found; open the file in one")
