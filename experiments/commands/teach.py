"""`cordiale teach`: the lessons, and the class."""

from __future__ import annotations

import sys
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

Serve = Annotated[bool, typer.Option("--serve", help="Serve both pages on this network instead, until Ctrl-C.")]
Host = Annotated[str, typer.Option(metavar="ADDRESS", help="With --serve: this machine's address on the network.")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help="With --serve: its port; 0 takes a free one.")]


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
    context: typer.Context,
    scenario: options.ScenarioName = "status-quo",
    room: Room = "CLASS",
    out: Out = Path("cordiale-class"),
    language: Language = "en",
    no_open: NoOpen = False,
    seed: options.Seed = 1,
    serve: Serve = False,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Write the class: a game for teams and the teacher's page.

    Teams lead the company for eight quarters and see only what executives see. A game is a short code; the teacher's
    page lives it again, each decision undone as well. No network is needed. With --serve (extra `class`) the codes of
    all teams come into the teacher's page by themselves.
    """
    _refuse_idle(context, ("out",) if serve else ("host", "port"), "with" if serve else "without")
    if serve:
        _serve(
            scenario, room, seed=seed, language=language, host=host, port=port, no_open=no_open, quiet=quiet, json=json
        )
        return
    from ..page.playing import convene as written
    from ..page.playing import room_of

    page = written(out, scenario, room=room, seed=seed, language=language)
    if json:
        print_json({"page": str(page), "team": str(page.with_name("team.html")), "room": room_of(room), "seed": seed})
    _show("Class", page, language=language, no_open=no_open, json=json, quiet=quiet)


def _serve(
    scenario: str, room: str, *, seed: int, language: str, host: str, port: int, no_open: bool, quiet: bool, json: bool
) -> None:
    """Serve the class until a signal ends it."""
    from ..foundations.talk import Talk
    from ..page.hosting import Room, serve
    from ..page.playing import pages, room_of
    from ..page.seeing import caveat

    talk, here = Talk(quiet=quiet), Room(room_of(room))

    def ready(team: str, teacher: str) -> None:
        if json:
            print_json({"team": team, "teacher": teacher, "room": here.code, "seed": seed})
        else:
            typer.echo(
                f"Teams play at {team}\nThe teacher's page, for the teacher alone: {teacher}\n{caveat(language)}"
            )
        sys.stdout.flush()
        talk.say("Ctrl-C ends the class; nothing is kept but what the teacher's page shows")
        if not no_open and not webbrowser.open(teacher):
            talk.say("no browser was found; open the teacher's address in one")

    made = pages(scenario, room=room, seed=seed, language=language, lan=True)
    count = serve(here, made, host=host, port=port, ready=ready)
    talk.say(f"the class is over; teams: {count}")


def _refuse_idle(context: typer.Context, names: tuple[str, ...], how: str) -> None:
    """Options that do nothing with, or without, `--serve`. Raises BadParameter naming the first."""
    for name in names:
        source = context.get_parameter_source(name)
        if source and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"--{name} does nothing {how} --serve", ctx=context)


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
