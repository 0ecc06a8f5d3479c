"""`cordiale teach`: the lessons, and the class."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from ..foundations.output import print_json
from . import options
from .ending import ends_well

command = typer.Typer(rich_markup_mode=None, invoke_without_command=True)

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pages.")]
Language = Annotated[str, typer.Option(metavar="en|fr", help="Language that the pages begin with.")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Only write the pages.")]
Room = Annotated[str, typer.Option(metavar="CODE", help="The room: up to 12 letters and digits that codes begin with.")]


@command.callback()
@ends_well
def lessons(
    context: typer.Context,
    out: Out = Path("cordiale-lessons"),
    language: Language = "en",
    no_open: NoOpen = False,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Five lessons of 15 to 20 minutes and a closing one, each a page that needs nothing else: a question, a prediction
    that is locked, companies that live in the page, a debrief; and sheets to print, for teachers and for students.
    """
    if context.invoked_subcommand:
        _refuse_before(context)
        return
    from ..page.teaching import LESSONS, teach

    page = teach(out, language=language)
    if json:
        print_json({"page": str(page), "lessons": list(LESSONS)})
    _show("Lessons", page, language=language, no_open=no_open, json=json, quiet=quiet)


@command.command("class", short_help="Write a game for teams.")
@ends_well
def convene(
    scenario: options.ScenarioName = "status-quo",
    room: Room = "CLASS",
    out: Out = Path("cordiale-class"),
    language: Language = "en",
    no_open: NoOpen = False,
    seed: options.Seed = 1,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Write the class: a game for teams and the teacher's page.

    Teams lead the company for eight quarters and see only what executives see. A game is a short code; the teacher's
    page lives it again, each decision undone as well. No network is needed.
    """
    from ..page.playing import convene as written
    from ..page.playing import room_of

    page = written(out, scenario, room=room, seed=seed, language=language)
    if json:
        print_json({"page": str(page), "team": str(page.with_name("team.html")), "room": room_of(room), "seed": seed})
    _show("Class", page, language=language, no_open=no_open, json=json, quiet=quiet)


def _refuse_before(context: typer.Context) -> None:
    """Options that stand before `class` would do nothing. Raises BadParameter naming the first."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source and source.name == "COMMANDLINE":
            option = f"--{name.replace('_', '-')}"
            raise typer.BadParameter(
                f"{option} stands before `class` and does nothing there; write it after", ctx=context
            )


def _show(what: str, page: Path, *, language: str, no_open: bool, json: bool, quiet: bool) -> None:
    """Say where the pages are and what they rest on, and open the first."""
    from ..foundations.talk import Talk
    from ..page.seeing import caveat

    talk = Talk(quiet=quiet)
    (talk.say if json else typer.echo)(f"{what} in {page}. {caveat(language)}")
    if not no_open and not webbrowser.open(page.resolve().as_uri()):
        talk.say("no browser was found; open the file in one")
