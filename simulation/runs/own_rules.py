"""Rules of one's own in place of the model's, under both schedulers.

>>> from cordiale import load_scenario, rules, simulate
>>> from cordiale.simulation.rules.selling import prospect as shipped
>>> def prospect(org, who):
...     "Reps search for buyers in half of the hours that are left; the rest goes into nothing."
...     org.people[who].hours_left *= 0.5
...     shipped(org, who)
>>> mine = rules(prospect)                                                       # doctest: +SKIP
>>> simulate(load_scenario("status-quo"), ["siloed"], ["none"], 4, rules=mine)   # doctest: +SKIP

Any function of `simulation/rules` can be replaced, a phase of the week as well as what a phase calls. A replacement
has the name and the parameters of what it replaces. It is a *text*: that is what it is known by, kept with a study and
sent to other processes by.
"""

import ast
import difflib
import hashlib
import linecache
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, TypeVar

from .. import rules as room
from ..engine import live_until
from ..machinery.compiled import source_hash
from ..machinery.relinking import CircleError, Links, NotCompiledError, compile_for, plain_of
from ..recording.log import Log
from ..week import PHASES
from ..world.organisation import Organisation
from .own_checks import RulesError, check_calls, check_places, check_result, check_signature
from .own_text import written

Function = TypeVar("Function", bound=Callable[..., Any])
NOT_VALIDATED = "not the validated model"


class Rules(NamedTuple):
    """Rules in place of the model's, as the text of a Python file; without a text, the model as shipped.

    Equal texts are equal rules, wherever they came from, in whichever process.
    """

    text: str = ""
    file: str = "rules.py"

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that are replaced, in the order of the text. Raises RulesError for a text that does not fit."""
        return _set(self).names if self else ()

    @property
    def version(self) -> str:
        """SHA-256 of the model's sources and the text: the version of the behaviour."""
        return hashlib.sha256(f"{source_hash()}\n{self.text}".encode()).hexdigest() if self else source_hash()

    @property
    def words(self) -> str:
        """What to say of these rules wherever something says which model ran; nothing of the model as shipped."""
        return f"{', '.join(self.names)} replaced ({self.version[:12]}): {NOT_VALIDATED}" if self else ""

    def of(self, function: Function) -> Function:
        """A function of the model as it is with these rules: what it calls is replaced, in however many steps."""
        made: Function = _set(self).links.of(function) if self else function
        return made

    def fit(self, wanted: Sequence[str], scenario: str) -> None:
        """Make sure that these are the rules that a scenario names, and that they compile; they are compiled then.

        Raises RulesError.
        """
        missing = [name for name in wanted if name not in self.names]
        if missing:
            raise RulesError(
                f"scenario {scenario} is to live with rules of one's own for {', '.join(missing)}: give them with "
                "--rules FILE.py, or rules=... in Python"
            )
        if self:
            _ready(self)

    def record(self) -> dict[str, Any]:
        """What a manifest says of these rules, the text included: enough to have them again."""
        return {"replaced": list(self.names), "version": self.version, "file": self.file, "text": self.text}


SHIPPED = Rules()


def rules(*given: Any, **named: Callable[..., Any]) -> Rules:
    """Rules in place of the model's: functions that are called like the rules they replace, or one Python file.

    `rules(prospect)`, `rules(prospect=mine)`, `rules("mine.py")`. In a file, each function that is called like a rule
    replaces it; others are helpers. Raises RulesError for what does not fit, before anything is compiled.
    """
    if len(given) == 1 and isinstance(given[0], str | Path) and not named:
        return read_rules(given[0])
    functions = {getattr(each, "__name__", ""): each for each in given} | named
    for each in functions.values():
        if not isinstance(plain_of(each), FunctionType):
            raise RulesError(f"rules: {each!r} is neither a function nor the path of a file")
    if len(functions) < len(given) + len(named):
        raise RulesError("rules: one rule is replaced twice")
    for name in functions:
        _check_name(name, "rules")
    made = Rules(written(functions)) if functions else SHIPPED
    return _fitting(made)


def read_rules(path: str | Path) -> Rules:
    """The rules in a Python file. Raises RulesError for what cannot be read, or does not fit."""
    file = Path(path)
    try:
        return _fitting(Rules(file.read_text(encoding="utf-8"), file.name))
    except FileNotFoundError as error:
        raise RulesError(f"rules {path}: there is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"rules {path} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _fitting(made: Rules) -> Rules:
    """Rules that have been checked."""
    if (not made and made.file != SHIPPED.file) or (made and not made.names):
        raise RulesError(f"{made.file} replaces no rule of the model: no function there is called like one")
    return made


@cache
def replaceable() -> dict[str, Any]:
    """Every rule of the model, by name."""
    modules = [import_module(f"{room.__name__}.{each.name}") for each in pkgutil.iter_modules(room.__path__)]
    return {
        name: held
        for module in modules for name, held in vars(module).items()
        if isinstance(plain_of(held), FunctionType) and plain_of(held).__module__ == module.__name__
    }  # fmt: skip


class _Set(NamedTuple):
    """A text that was run and checked."""

    names: tuple[str, ...]
    links: Links


@cache
def _set(made: Rules) -> _Set:
    """A text as functions that fit the model."""
    try:
        tree = ast.parse(made.text, made.file)
    except (SyntaxError, ValueError) as error:
        raise RulesError(f"{made.file}, line {getattr(error, 'lineno', None)}: {error.args[0]}") from error
    nodes = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    module = _module(made)
    names = tuple(name for name in nodes if name in replaceable())
    for name, node in nodes.items():
        if name not in names:
            _check_used(name, tree, made.file)
        check_calls(made.file, plain_of(vars(module)[name]), vars(module))
        if name in names:
            check_signature(made.file, plain_of(vars(module)[name]), plain_of(replaceable()[name]))
            check_result(made.file, node, plain_of(replaceable()[name]))
        check_places(made.file, node, vars(module))
    replaced = {plain_of(replaceable()[name]): plain_of(vars(module)[name]) for name in names}
    links = Links(replaced, vars(module), made.version)
    for each in (*(replaceable()[name] for name in names), live_until):
        try:
            links.of(each)
        except CircleError as error:
            raise RulesError(f"{made.file}: {error}: a rule cannot call what leads back to it") from error
    return _Set(names, links)


def _module(made: Rules) -> ModuleType:
    """The text, run as a module of its own; tracebacks show its lines. Raises RulesError."""
    module = ModuleType(Path(made.file).stem)
    linecache.cache[made.file] = (len(made.text), None, made.text.splitlines(keepends=True), made.file)
    try:
        exec(compile(made.text, made.file, "exec"), vars(module))
    except Exception as error:
        raise RulesError(f"{made.file} cannot be run: {type(error).__name__}: {error}") from error
    return module


def _check_used(name: str, tree: ast.Module, file: str) -> None:
    """Refuse a function that is no rule and that nobody calls: its name may be a slip."""
    if not any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(tree)):
        _check_name(name, file)


def _check_name(name: str, where: str) -> None:
    if name in replaceable():
        return
    acts = {phase.name: phase.act.__name__ for phase in PHASES}
    if name in acts:
        raise RulesError(f"{where}: {name} is a phase; the rule that acts in it is called {acts[name]}")
    near = difflib.get_close_matches(name, replaceable(), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "simulation/rules has them all"
    raise RulesError(f"{where}: the model has no rule {name}; {hint}")


@cache
def _ready(made: Rules) -> None:
    try:
        compile_for(made.of(live_until), Organisation, Log, int)
    except NotCompiledError as error:
        raise RulesError(f"{made.file} cannot be compiled: {error}") from error
