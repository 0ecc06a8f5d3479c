"""How Numba calls a function that stands as machine code under a symbol (`standing.py`)."""

from collections.abc import Callable
from inspect import signature
from typing import Any

from numba import types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.core.typing.templates import AbstractTemplate
from numba.extending import lower_builtin

from .binding import bind_all, held_as

GIVEN = {"whole": types.int64, "real": types.float64, "yes or no": types.boolean, "nothing": types.none}


def type_of(function: Any, behaviour: Callable[..., Any], symbol: str, gives: str) -> Any:
    """The type of a function that takes what a plain one is annotated to take, and is called by its symbol."""
    bind_all()
    named = signature(behaviour)
    takes = [held_as(each.annotation) for each in named.parameters.values()]

    class Called(AbstractTemplate):
        key = function

        def generic(self, args: Any, kws: Any) -> Any:
            try:
                given = named.bind(*args, **kws).args
            except TypeError as error:
                raise TypingError(f"{function}: {error}") from error
            fits = all(map(_is_taken_as, given, takes))
            return GIVEN[gives](*takes).replace(pysig=named) if fits else None

    @lower_builtin(function, *takes)
    def called(context: Any, builder: Any, kind: Any, given: Any) -> Any:
        convention = context.call_conv
        held = convention.get_function_type(kind.return_type, kind.args)
        place = cgutils.get_or_insert_function(builder.module, held, symbol)
        status, answer = convention.call_function(builder, place, kind.return_type, kind.args, given)
        with cgutils.if_unlikely(builder, status.is_error):
            convention.return_status_propagate(builder, status)
        return answer

    return types.Function(Called)


def _is_taken_as(given: Any, taken: Any) -> bool:
    """Whether nothing is lost by passing one type of Numba's as another: a whole number, or yes or no, as a number."""
    plain = types.unliteral(given)
    is_whole = isinstance(plain, types.Integer | types.Boolean | types.IntEnumMember)
    return plain == taken or (is_whole and taken in (types.int64, types.float64))
