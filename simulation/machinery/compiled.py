"""One decorator turns a behaviour written in plain Python into machine code.

Every rule of the model is an ordinary function marked `@compiled`. Called from Python, it is machine code: what the
model as shipped was made into beforehand (`beforehand.py`), or, where a source was edited or a rule is one's own, what
Numba makes of it at its first call and keeps (`dispatching.py`), in a cache folder named after the content of these
sources, so that an edit anywhere in the model can never meet stale machine code. With `NUMBA_DISABLE_JIT=1` in the
environment the same functions run as plain Python, which is how they are debugged and covered.
"""

import os
from collections.abc import Callable
from functools import update_wrapper
from inspect import signature
from threading import RLock
from typing import Any, TypeVar

from .beforehand import shipped

Behaviour = TypeVar("Behaviour", bound=Callable[..., Any])  # called in the same way before and after
PLAIN = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")  # as Numba reads it
literal_unroll = tuple  # of names to go through in a loop; where Numba compiles, its own, which writes the loop out
_LOCK = RLock()


def compiled(behaviour: Behaviour) -> Behaviour:
    """Compile a behaviour, for calls from Python and for calls from other behaviours, of which it becomes part."""
    return behaviour if PLAIN else _ruled(behaviour, inlined=True)


def common(behaviour: Behaviour) -> Behaviour:
    """Compile a long behaviour that many others call: it stays one function instead of becoming part of each.

    That keeps what has to be compiled, and the page's engine, small.
    """
    return behaviour if PLAIN else _ruled(behaviour, inlined=False)


def uncached(behaviour: Behaviour) -> Behaviour:
    """A behaviour that closes over others, for compiled ones: Numba cannot keep it, but whoever calls it is kept."""
    return behaviour if PLAIN else _ruled(behaviour, inlined=None)


def recompiled(behaviour: Callable[..., Any], like: Callable[..., Any], version: str) -> Any:
    """A behaviour compiled in the way of another, for a version of the model of one's own, with every index checked.

    What is not compiled itself, because a user wrote it, is compiled like a rule.
    """
    if not isinstance(like, Rule):
        return Rule(behaviour, inlined=True, version=version, boundscheck=True)
    return Rule(behaviour, inlined=like.inlined, version=version, boundscheck=True)


def _ruled(behaviour: Callable[..., Any], *, inlined: bool | None) -> Any:
    """A rule, which is called as the behaviour was."""
    return Rule(behaviour, inlined=inlined)


class Rule:
    """A behaviour that is machine code for Python, from its first call on, and part of others' for those.

    `py_func` is the behaviour as plain Python. `inlined` says whether it becomes part of its callers; None is for what
    only compiled behaviours call. What has a `version`, of rules of one's own, was not shipped.
    """

    def __init__(self, behaviour: Callable[..., Any], *, inlined: bool | None, version: str = "", **more: Any) -> None:
        update_wrapper(self, behaviour)
        self.py_func, self.inlined, self.version, self.more = behaviour, inlined, version, more
        self._machine: Any = None
        self._dispatcher: Any = None

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Do it, as machine code."""
        given = signature(self.py_func).bind(*arguments, **named).args if named else arguments
        return (self._machine or self._made())(*given)

    def __reduce__(self) -> str:
        """Pickled by name, like a function."""
        return self.py_func.__qualname__

    def compile(self, kinds: tuple[Any, ...]) -> None:
        """Let Numba compile it for arguments of these types of Numba's."""
        self.dispatcher.compile(kinds)

    @property
    def dispatcher(self) -> Any:
        """What Numba makes of it."""
        from .dispatching import dispatcher  # late: Numba takes half a second

        with _LOCK:
            self._dispatcher = self._dispatcher or dispatcher(self)
            return self._dispatcher

    @property
    def _numba_type_(self) -> Any:
        """What Numba takes it for where another behaviour calls it."""
        return self.dispatcher._numba_type_

    def _made(self) -> Callable[..., Any]:
        with _LOCK:  # threads may be the first at once
            self._machine = self._machine or (None if self.version else shipped(self.py_func)) or self.dispatcher
            made: Callable[..., Any] = self._machine
            return made
