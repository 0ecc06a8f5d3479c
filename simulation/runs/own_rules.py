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

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple, TypeVar

from ..machinery.caches import source_hash
from ..machinery.relinking import plain_of
from ..scenario.given import LONGEST, GivenError, text_of
from .own_checks import RulesError
from .own_functions import Linked, check_name, linked, make_ready
from .own_text import looked_through, written

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
    def _linked(self) -> Linked:
        return linked(self.text, self.file, self.version)

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that are replaced, in the order of the text. Raises RulesError for a text that does not fit."""
        return self._linked.names if self else ()

    @property
    def sha256(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

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
        made: Function = self._linked.links.of(function) if self else function
        return made

    def check_named(self, wanted: Sequence[str], scenario: str) -> None:
        """Refuse to live a scenario without the rules that it names. Raises RulesError."""
        missing = [name for name in wanted if name not in self.names]
        if missing:
            raise RulesError(
                f"scenario {scenario} is to live with rules of one's own for {', '.join(missing)}: give them with "
                "--rules FILE.py, or rules=... in Python"
            )

    def make_ready(self) -> None:
        """Compile the week with these rules, or take it from the cache. Raises RulesError for what cannot be."""
        if self:
            make_ready(self._linked.links, self.file)

    def record(self) -> dict[str, Any]:
        """What a manifest says of these rules, the text included: enough to have them again."""
        said = {"replaced": list(self.names), "model": NOT_VALIDATED, "version": self.version}
        return {**said, "file": self.file, "sha256": self.sha256, "text": self.text}


SHIPPED = Rules()


def rules(*given: Any, **named: Callable[..., Any]) -> Rules:
    """Rules in place of the model's: functions that are called like the rules they replace, or one Python file.

    `rules(prospect)`, `rules(prospect=mine)`, `rules("mine.py")`. In a file, each function that is called like a rule
    replaces it; others are helpers. Raises RulesError for what does not fit, before anything is compiled.
    """
    with looked_through("rules"):
        if len(given) == 1 and isinstance(given[0], str | Path) and not named:
            return read_rules(given[0])
        functions = {getattr(each, "__name__", ""): each for each in given} | named
        for each in functions.values():
            if not isinstance(plain_of(each), FunctionType):
                raise RulesError(f"rules: {each!r:.60} is neither a function nor the path of a file")
        if len(functions) < len(given) + len(named):
            raise RulesError("rules: one rule is replaced twice")
        for name in functions:
            check_name(name, "rules")
        made = Rules(written(functions)) if functions else SHIPPED
    return _fitting(made)


def read_rules(path: str | Path) -> Rules:
    """The rules in a Python file. Raises RulesError for what cannot be read, or does not fit."""
    file = Path(path)
    try:
        return _fitting(Rules(text_of(file, most=LONGEST), file.name))
    except GivenError as error:
        if error.is_missing:
            raise RulesError(f"rules {path}: there is no such file") from error
        raise RulesError(f"rules {path} cannot be read: {error}") from error


def _fitting(made: Rules) -> Rules:
    """Rules that have been checked."""
    if (not made and made.file != SHIPPED.file) or (made and not made.names):
        raise RulesError(f"{made.file} replaces no rule of the model: no function there is called like one")
    return made
