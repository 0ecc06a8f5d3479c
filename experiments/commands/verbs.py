"""Which verbs the `cordiale` command has.

A verb's module offers `command`: a function, or a `typer.Typer` with verbs of its own. Only the module of the
verb that is asked for is imported, so that help comes at once. A new verb is a line in `VERBS` and a module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import cleandoc
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from .ending import Errors

ABOUT = "Simulate how sales and marketing live together in a company, and compare the ways they can."
CODES = (
    "SCENARIO is a name from `cordiale scenario list` or the path of a TOML file. "
    "Exit codes: 0 done, 2 wrong usage, 3 invalid scenario or data, 4 some runs failed, "
    "5 a verification failed, 130 interrupted."
)


class Verb(NamedTuple):
    """A verb: the module that does it, and what it does in one line."""

    module: str
    does: str


VERBS = {
    "decide": Verb("decide", "Stay or switch to what: how sure, why, at what price, and when not."),
    "see": Verb("see", "Write one page in which the company lives, with dials to turn, and open it."),
    "teach": Verb("teach", "Write the lessons, pages in which a prediction meets companies, and open their list."),
    "compare": Verb("compare", "Compare paradigms under forces on matched luck, and rank them."),
    "run": Verb("run", "Simulate one company once, and print its quarters."),
    "sweep": Verb("sweep", "Carry out a study: many runs over a design, kept whatever happens."),
    "resume": Verb("resume", "Go on with a study, whatever ended it."),
    "extend": Verb("extend", "Go on with a study to more replications or samples, as if planned so at once."),
    "status": Verb("status", "Say how far what a folder holds is, also while it runs."),
    "verify": Verb("verify", "Live some of a folder's runs, or those of a figure, again; name the first difference."),
    "export": Verb("export", "Write a folder's results as CSV, a NetLogo table, for xarray, or an RO-Crate."),
    "sensitivity": Verb("sensitivity", "Say which factors an outcome hangs on, by Sobol or Morris."),
    "discover": Verb("discover", "Say in which worlds of a study the advice flips, by PRIM and CART."),
    "map": Verb("map", "Draw which option is best where, over two factors of a study."),
    "robustness": Verb("robustness", "Say how the options of a study stand over its worlds: regret, satisficing."),
    "search": Verb("search", "Look through all structures for what few changes serve several aims at once."),
    "validate": Verb("validate", "Measure the patterns that the model is judged by."),
    "fit": Verb("fit", "Meet a company's own figures by the declared levers, with an ensemble that fits."),
    "explain": Verb("explain", "Say in plain words what something is, and what it would change on Monday."),
    "import": Verb("import_crm", "Turn a CRM export into a scenario file."),
    "scenario": Verb("scenario", "List, show, write and check scenarios."),
}


class Verbs(TyperGroup):
    """The verbs; none of them takes an empty word, which would otherwise mean this folder where a path is asked for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Click's; `ctx` is a context of Click, which newer versions of Typer bring along under another name."""
        for word in args:
            option, equals, value = word.partition("=")
            if not word or (option.startswith("--") and equals and not value):
                place = f"{option} is given an empty word" if word else "an empty word is given"
                raise typer.BadParameter(f"{place}; leave it out, or say what is meant", ctx=ctx)
        return super().parse_args(ctx, args)


def application(words: Sequence[str]) -> typer.Typer:
    """The command line for these words: the verb that they name is real, the others only have a line of help."""
    app = typer.Typer(
        cls=Verbs, help=ABOUT, epilog=CODES, rich_markup_mode=None, no_args_is_help=True, add_completion=False,
        pretty_exceptions_enable=False, context_settings={"help_option_names": ["--help", "-h"]},
    )  # fmt: skip
    app.callback()(_options)
    wanted = next((word for word in words if not word.startswith("-")), None)
    for name, verb in VERBS.items():
        _attach(app, name, verb, real=name == wanted)
    return app


def _attach(app: typer.Typer, name: str, verb: Verb, *, real: bool) -> None:
    command = import_module(f".{verb.module}", __package__).command if real else _elsewhere
    if isinstance(command, typer.Typer):
        told = command.registered_callback.callback if command.registered_callback else None
        app.add_typer(command, name=name, help=_about(verb, told), short_help=verb.does)
    else:
        app.command(name, help=_about(verb, command), short_help=verb.does)(command)


def _about(verb: Verb, body: Callable[..., Any] | None) -> str:
    """What a verb does in one line, and what its function says of itself."""
    return f"{verb.does}\n\n{cleandoc(body.__doc__)}" if body and body.__doc__ else verb.does


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cordiale {version('cordiale')}")
        raise typer.Exit


def _options(
    debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Say which version this is.")
    ] = False,
) -> None:
    Errors.debug = debug


def _elsewhere() -> None: ...
